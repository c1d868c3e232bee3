"""Rows of a SQLite file in order of time: what changes, what does not, and what is left when it fails."""

import sqlite3

import pytest
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import IntegrityError, OperationalError

from timeline_api.model import Document, Interval
from timeline_api.store.engine import open_engine, reading, writing
from timeline_api.store.event_query import EventQuery
from timeline_api.store.health import check
from timeline_api.store.reader import Reader
from timeline_api.store.record_pages import fetch_records
from timeline_api.store.row_order import are_in_order, order_rows
from timeline_api.store.search import parse_words
from timeline_api.store.vacuum import vacuum

DAYS = [90, 10, 70, 30, 50, 20, 80, 40, 60, 0]
ASKED = (EventQuery(limit=100), EventQuery(words=parse_words("ship"), limit=100), EventQuery(entities=("Kiel",)))


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.fixture
def filled(engine: Engine, put, tell) -> Engine:
    """Events that came in no order, each told by two articles."""
    for place, day in enumerate(DAYS):
        told = tell(f"Ship {day} sank off Kiel", Interval(day, day + 1 + place % 3), text=f"Ship {day} sank. " * 30)
        put(Document("x", id=f"{day}"), told)
        put(Document("y", id=f"{day} again"), told)
    return engine


def days_as_they_stand(conn: Connection) -> list[int]:
    return list(conn.execute(text("SELECT first_day FROM event ORDER BY rowid")).scalars())


def answers(engine: Engine) -> list[bytes]:
    reader = Reader(engine, 10)
    found = [fetch_records(reader, query).items for query in ASKED]
    reader.dispose()
    return found


def schema(conn: Connection) -> set[tuple[str, str | None]]:
    rows = conn.execute(text("SELECT name, replace(sql, '\"', '') FROM sqlite_schema"))
    return {(name, sql) for name, sql in rows}


def test_rows_are_put_in_order_of_time_and_all_answers_stay(filled, put, tell):
    before = answers(filled)
    with reading(filled) as conn:
        assert days_as_they_stand(conn) == DAYS
        tables = schema(conn)
        assert not are_in_order(conn)
    vacuum(filled)
    assert check(filled) == ()
    assert answers(filled) == before
    assert before[0].count(b"Ship") > 100
    with reading(filled) as conn:
        assert days_as_they_stand(conn) == sorted(DAYS)
        assert are_in_order(conn)
        assert schema(conn) == tables
    put(Document("z", id="late"), tell("The last ship sank", Interval(5, 6)))
    with reading(filled) as conn:
        assert days_as_they_stand(conn) == [*sorted(DAYS), 5]
    vacuum(filled)
    assert check(filled) == ()
    with reading(filled) as conn:
        assert days_as_they_stand(conn) == sorted([*DAYS, 5])


def test_who_reads_meanwhile_sees_what_was_there(filled):
    reader = Reader(filled, 10)
    page = fetch_records(reader, ASKED[0]).items
    with reading(filled) as conn:
        assert days_as_they_stand(conn) == DAYS
        order_rows(filled)
        assert days_as_they_stand(conn) == DAYS
        assert fetch_records(reader, ASKED[0]).items == page
    reader.dispose()
    with reading(filled) as conn:
        assert days_as_they_stand(conn) == sorted(DAYS)


def test_references_are_looked_at_again_afterwards(filled):
    order_rows(filled)
    with pytest.raises(IntegrityError), writing(filled) as conn:
        conn.execute(text("DELETE FROM event"))
    with reading(filled) as conn:
        assert conn.scalar(text("PRAGMA legacy_alter_table")) == 0


def test_a_full_disk_leaves_all_as_it_was(filled, sqlite_url):
    before = answers(filled)
    filled.dispose()
    narrow = open_engine(sqlite_url)

    @event.listens_for(narrow, "connect")
    def leave_no_room(connection: sqlite3.Connection, _: object) -> None:
        [(pages,)] = connection.execute("PRAGMA page_count")
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")

    with pytest.raises(OperationalError, match="full"):
        order_rows(narrow)
    narrow.dispose()
    assert check(filled) == ()
    assert answers(filled) == before
    with reading(filled) as conn:
        assert days_as_they_stand(conn) == DAYS
