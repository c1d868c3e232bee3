"""Files of prepared events: stored as if articles had told them, whatever is there already, and never twice."""

import io
import json
from collections.abc import Iterable
from datetime import UTC, datetime

import psutil
import pytest
from sqlalchemy import Engine, text
from sqlalchemy.event import listen

from timeline_api.bulk import loading
from timeline_api.bulk.loading import chunks_of, load_events
from timeline_api.bulk.storing import store_documents
from timeline_api.ingest.reading import Found
from timeline_api.model import Document
from timeline_api.store import search_index
from timeline_api.store.correcting import correct_event
from timeline_api.store.engine import open_engine, reading, writing
from timeline_api.store.event_record import event_record
from timeline_api.store.health import check
from timeline_api.store.migrate import upgrade
from timeline_api.store.prepared import Loaded
from timeline_api.store.queries import EventQuery, fetch_events
from timeline_api.store.rows import KeyRow
from timeline_api.store.search_index import search_table

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def line(title: str, date: str = "2024-12-08", **more) -> str:
    return json.dumps({"title": title, "date": date, **more})


def load(engine: Engine, lines: Iterable[str], processes: int = 1) -> Loaded:
    done = list(load_events(engine, io.BytesIO("\n".join(lines).encode()), "events.ndjson", processes))
    assert [bad for one in done for bad in one.bad] == []
    loaded = [one.loaded for one in done]
    return Loaded(*(sum(getattr(one, name) for one in loaded) for name in Loaded.__match_args__))


def exported(engine: Engine) -> list[dict]:
    """All events as export writes them, without the moments of change; the store has to be whole."""
    assert check(engine) == ()
    with reading(engine) as conn:
        rows = fetch_events(conn, EventQuery(limit=1000, undated="include")).rows
    return [event_record(row) | {"updated_at": None} for row in rows]


def told(engine: Engine) -> None:
    """Two articles, of which the second tells an event of the first again."""
    documents = [
        Document("The mill burned on 8 December 2024. It was built in 1912, in Ghent.", url="https://a.example/1"),
        Document("The mill burned on 8 December 2024. Nobody knows why.", url="https://a.example/2", source="Two"),
        Document("A market has been held since 1937 on every 8 December.", id="3", title="Market"),
    ]
    list(store_documents(engine, [Found("f", document) for document in documents]))


def test_what_was_exported_is_loaded_as_it_was(engine: Engine, tmp_path):
    told(engine)
    before = exported(engine)
    assert max(event["source_count"] for event in before) == 2
    upgrade(f"sqlite:///{tmp_path}/other.db")
    other = open_engine(f"sqlite:///{tmp_path}/other.db")
    lines = [json.dumps(event) for event in before]
    assert load(other, lines) == Loaded(len(before), 0, 0)
    assert exported(other) == before
    assert load(other, lines).unchanged == len(before)
    assert exported(other) == before
    other.dispose()


def test_the_same_file_again_changes_nothing(engine: Engine):
    lines = [line(f"Event {n}", f"20{n % 90 + 10}-05") for n in range(40)]
    assert load(engine, lines) == Loaded(40, 0, 0)
    before = exported(engine)
    with reading(engine) as conn:
        generation = conn.scalar(text("SELECT number FROM generation"))
    assert load(engine, lines) == Loaded(0, 0, 40)
    with reading(engine) as conn:
        assert conn.scalar(text("SELECT number FROM generation")) == generation
    assert exported(engine) == before


def test_an_event_that_is_there_is_told_by_one_more(engine: Engine):
    told(engine)
    burned = next(event for event in exported(engine) if event["source_count"] == 2)
    again = line(burned["title"], confidence=0.2, sources=[{"source": "Three", "title": "Burned"}])
    assert load(engine, [again, line("New")]) == Loaded(1, 1, 0)
    assert load(engine, [again]) == Loaded(0, 0, 1)
    after = next(event for event in exported(engine) if event["id"] == burned["id"])
    assert after["source_count"] == 3
    assert [source["source"] for source in after["sources"]] == [None, "Two", "Three"]


def test_one_event_on_two_lines(engine: Engine):
    lines = [line("Bridge opens", sources=[{"url": f"https://a.example/{n}"}]) for n in (1, 2)]
    assert load(engine, [*lines, lines[0]]) == Loaded(1, 1, 1)
    [event] = exported(engine)
    assert [source["url"] for source in event["sources"]] == ["https://a.example/1", "https://a.example/2"]


def test_an_article_that_comes_later_takes_the_place_of_what_was_prepared(engine: Engine):
    assert load(engine, [line("Prepared", sources=[{"url": "https://a.example/1"}])]) == Loaded(1, 0, 0)
    told(engine)
    assert "Prepared" not in {event["title"] for event in exported(engine)}


def test_a_correction_holds_for_what_is_loaded(engine: Engine):
    load(engine, [line("Bridge opens"), line("Other")])
    id = next(event["id"] for event in exported(engine) if event["title"] == "Bridge opens")
    ana = KeyRow("12345678", "Ana", ("admin",), NOW)
    with writing(engine) as conn:
        assert correct_event(conn, id, {"date": "1999-05-01"}, ana, NOW)
    lines = [line("Bridge opens", sources=[{"source": "Two"}]), line("Third")]
    assert load(engine, lines) == Loaded(1, 1, 0)
    corrected = next(event for event in exported(engine) if event["id"] == id)
    assert (corrected["date"]["edtf"], corrected["source_count"]) == ("1999-05-01", 2)
    assert len(exported(engine)) == 3


def test_several_processes_load_what_one_does(sqlite_url, tmp_path, monkeypatch):
    monkeypatch.setattr(loading, "LINES", 50)
    monkeypatch.setattr(loading, "CHUNKS", 1)
    lines = [line(f"Event {n}", f"{n % 90 + 1910}") for n in range(220)]
    opened = open_engine(sqlite_url)
    assert load(opened, lines[:120], 2) == Loaded(120, 0, 0)
    results = load_events(opened, io.BytesIO("\n".join(lines).encode()), "events.ndjson", 2)
    first = next(results)
    for child in psutil.Process().children(recursive=True):
        if "spawn_main" in " ".join(child.cmdline()):
            child.kill()  # what they had to do is done here
    rest = list(results)
    assert [(done.first, done.last) for done in (first, *rest)][-1] == (201, 220)
    assert sum(done.loaded.created for done in (first, *rest)) == 100
    assert len(exported(opened)) == 220
    opened.dispose()


@pytest.mark.parametrize(("seconds", "transactions"), [(60, 2), (-1, 5)])
def test_a_transaction_takes_some_chunks_or_as_many_as_there_is_time_for(engine, monkeypatch, seconds, transactions):
    monkeypatch.setattr(loading, "LINES", 5)
    monkeypatch.setattr(loading, "CHUNKS", 4)
    monkeypatch.setattr(loading, "_SECONDS", seconds)
    commits = []
    listen(engine, "commit", commits.append)
    done = list(load_events(engine, io.BytesIO("\n".join(line(f"Event {n}") for n in range(23)).encode()), "e"))
    assert [(one.first, one.last) for one in done] == [(1, 5), (6, 10), (11, 15), (16, 20), (21, 23)]
    assert (len(commits), sum(one.loaded.created for one in done)) == (transactions, 23)


def test_bad_lines_are_named_and_spoil_no_other(engine: Engine):
    lines = "\n".join([line("One"), "{oops", "", line("Two"), line("Three", "soon")])
    [done] = load_events(engine, io.BytesIO(lines.encode()), "e.ndjson")
    assert [bad.where for bad in done.bad] == ["e.ndjson:2", "e.ndjson:5"]
    assert (done.first, done.last, done.loaded) == (1, 5, Loaded(2, 0, 0))
    assert {event["title"] for event in exported(engine)} == {"One", "Two"}


def test_a_line_too_long_is_one_bad_line(sqlite_url, monkeypatch):
    monkeypatch.setattr(loading, "LONGEST", 200)
    opened = open_engine(sqlite_url)
    lines = "\n".join([line("x" * 900), line("Two")])
    [done] = load_events(opened, io.BytesIO(lines.encode()), "e.ndjson")
    assert [str(bad) for bad in done.bad] == ["e.ndjson:1: the line is longer than 200 bytes"]
    assert done.loaded.created == 1
    opened.dispose()


def test_chunks_hold_every_line_with_its_number(monkeypatch):
    monkeypatch.setattr(loading, "LINES", 3)
    chunks = list(chunks_of(io.BytesIO(b"a\nb\nc\nd\n\nf"), "e"))
    assert [(chunk.first, chunk.lines) for chunk in chunks] == [
        (1, [b"a\n", b"b\n", b"c\n"]),
        (4, [b"d\n", b"\n", b"f"]),
    ]


def test_a_chunk_is_kept_whole_or_not_at_all(engine: Engine):
    lines = [line("One"), line("Two")]
    results = load_events(engine, io.BytesIO("\n".join(lines).encode()), "e.ndjson")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("timeline_api.store.prepared.advance_generation", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            list(results)
    assert exported(engine) == []


def segments(engine: Engine) -> int:
    """How many segments FTS5 has of events of one day."""
    with engine.connect() as conn:
        return conn.scalar(text(f"SELECT count(DISTINCT segid) FROM {search_table('sqlite', 0)}_idx")) or 0


def test_words_are_in_order_behind_a_load_of_most_events(sqlite_url, monkeypatch):
    monkeypatch.setattr(loading, "LINES", 10)
    monkeypatch.setattr(search_index, "_MANY", 10)
    upgrade(sqlite_url)
    engine = open_engine(sqlite_url)
    load(engine, [line(f"The mill burned again, number {number}") for number in range(35)])
    assert segments(engine) == 1
    load(engine, [line(f"The ferry sank again, number {number}") for number in range(11)])
    assert segments(engine) == 3  # few beside what is there: not worth the work
    assert len(exported(engine)) == 46
    engine.dispose()


@pytest.mark.postgres
def test_postgresql_looks_at_what_came_behind_a_load_of_most_events(postgres_url, monkeypatch):
    monkeypatch.setattr(search_index, "_MANY", 10)
    engine = open_engine(postgres_url)
    load(engine, [line(f"The mill burned again, number {number}") for number in range(35)])
    with engine.connect() as conn:
        seen = "SELECT relname, reltuples FROM pg_class WHERE relname IN ('event', 'event_search', 'evidence')"
        known = {row.relname: row.reltuples for row in conn.execute(text(seen))}
    assert known == {"event": 35, "event_search": 35, "evidence": 35}
    engine.dispose()
