"""The kills of bench/faults.py, a few of them."""

from pathlib import Path

from bench.faults import survive_kills


def test_what_ingest_said_is_stored_outlives_kills(tmp_path: Path):
    seen = survive_kills(tmp_path, kills=2, size=150, lines=1_500, workers=1)
    assert seen.kept, seen.counted
