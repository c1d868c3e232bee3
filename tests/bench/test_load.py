"""The measurements of bench/load.py, of very little."""

from pathlib import Path

from bench.event_file import write_events
from bench.load import bare, ingest, load


def test_what_is_measured_is_measured(tmp_path: Path):
    write_events(60, tmp_path / "events.ndjson")
    alone = bare(tmp_path / "events.ndjson", 60, tmp_path)
    assert min(alone["events_a_second"].values()) > 0
    loaded = load(f"sqlite:///{tmp_path}/events.db", tmp_path / "events.ndjson", 60, 1)
    assert loaded["bytes_an_event"] > alone["bytes_an_event"]
    assert min(loaded["database_events_a_second"].values()) > 0
    assert loaded["microseconds_an_event"]["storing_processor"] > loaded["microseconds_an_event"]["database_processor"]
    assert ingest(f"sqlite:///{tmp_path}/articles.db", 3, 1)["articles"] == 3


def test_the_same_number_of_events_is_the_same_file(tmp_path: Path):
    for name in ("one", "two"):
        write_events(30, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
