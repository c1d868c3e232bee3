"""Single statements by the driver: bounded in time, unable to write, and not put off by a new server."""

from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from timeline_api.model import Document
from timeline_api.store.engine import OverBudget, open_engine, writing
from timeline_api.store.event_record import event_record, mount_record, to_json
from timeline_api.store.queries import EventQuery, fetch_events
from timeline_api.store.reader import Reader
from timeline_api.store.record_pages import SEPARATOR, fetch_records, read_generation
from timeline_api.temporal.interval import day, years

ENDLESS = {
    "sqlite": "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n",
    "postgresql": "SELECT count(*) FROM generate_series(1, 10000000000)",
}


@pytest.fixture
def reader(engine: Engine):
    made = Reader(engine, 5)
    yield made
    made.dispose()


def test_parameters_and_rows(reader: Reader):
    assert reader.fetch("SELECT :one + 1, :two", {"one": 1, "two": 7, "spare": 0}) == [(2, 7)]


def test_a_statement_that_takes_too_long_is_given_up(engine: Engine):
    reader = Reader(engine, 0.2)
    with pytest.raises(OverBudget, match=r"0\.2 seconds"):
        reader.fetch(ENDLESS[reader.dialect], {})
    assert reader.fetch("SELECT 1", {}) == [(1,)]
    reader.dispose()


def test_nothing_can_be_written(reader: Reader):
    with pytest.raises((OperationalError, psycopg.errors.ReadOnlySqlTransaction)):
        reader.fetch("DELETE FROM event", {})


def test_no_file_is_made(tmp_path: Path):
    engine = open_engine(f"sqlite:///{tmp_path}/none.db")
    with pytest.raises(OperationalError):
        Reader(engine, 5).fetch("SELECT 1", {})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.postgres
def test_a_connection_that_was_cut_is_replaced(postgres_url: str):
    engine = open_engine(postgres_url)
    reader = Reader(engine, 5)
    [(backend,)] = reader.fetch("SELECT pg_backend_pid()", {})
    with writing(engine) as conn:
        conn.execute(text("SELECT pg_terminate_backend(:backend)"), {"backend": backend})
    [(other,)] = reader.fetch("SELECT pg_backend_pid()", {})
    assert other != backend
    reader.dispose()
    engine.dispose()


def test_records_are_the_rows_of_the_page(engine: Engine, reader: Reader, put, tell):
    put(
        Document("x", source="S", url="https://example.org"),
        *(tell(f"Event {n}", day(2024, 1, n)) for n in range(1, 9)),
    )
    put(Document("y"), tell("Event 3", day(2024, 1, 3)), tell("Café “Zürich”", years(-43)), tell("Christmas", None))
    for query in (
        EventQuery(undated="include"),
        EventQuery(limit=3),
        EventQuery(limit=4, order="-date"),
        EventQuery(sources=("S",), limit=8),
        EventQuery(first_day=10**6),
        EventQuery(first_day=5, last_day=2),
    ):
        with engine.connect() as conn:
            page = fetch_events(conn, query)
        found = fetch_records(reader, query)
        assert found.items == SEPARATOR.join(to_json(event_record(row)) for row in page.rows)
        assert (found.count, found.next) == (len(page.rows), page.next)
        for line, row in zip(found.records, page.rows, strict=True):
            assert mount_record(line, "/news") == to_json(event_record(row, "/news"))


def test_the_generation_grows_with_every_change(reader: Reader, put, tell):
    seen = [read_generation(reader)]
    for document in (Document("x", id="1"), Document("x", id="1"), Document("y", id="1"), Document("z")):
        put(document, tell("Event", day(2024, 1, 1)))
        seen.append(read_generation(reader))
    assert seen[1] == seen[2]
    assert seen[0] < seen[1] < seen[3] < seen[4]


@pytest.mark.postgres
def test_each_statement_is_planned_as_it_asks(postgres_url: str):
    reader = Reader(open_engine(postgres_url), 5)
    asked = "SELECT current_setting('plan_cache_mode')"
    told = [reader.fetch(asked, {}, planning)[0][0] for planning in ("each time", "once", "once", "each time")]
    assert told == ["force_custom_plan", "force_generic_plan", "force_generic_plan", "force_custom_plan"]
    assert reader.fetch(asked, {}) == [("force_custom_plan",)]
    reader.dispose()
