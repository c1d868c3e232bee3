"""Stores full of made-up events, the same for the same number: most take a day, some a month or years."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Connection, Table, text

from timeline_api.model import Document, Event, EventDate, Explanation, Extraction, Interval
from timeline_api.store.articles import put_articles
from timeline_api.store.counts import count_in
from timeline_api.store.engine import loading, open_engine, writing
from timeline_api.store.facets import recount_facets
from timeline_api.store.migrate import upgrade
from timeline_api.store.placement import SLOTS
from timeline_api.store.search_index import SEARCH_CLASSES, search_table
from timeline_api.store.tables import event as event_table
from timeline_api.store.tables import event_entity, evidence
from timeline_api.temporal.interval import day_number, format_day

NOW = datetime(2026, 1, 1, tzinfo=UTC)
EVENTS_AN_ARTICLE = 20
ARTICLES_AT_ONCE = 500
FIRST, LAST = day_number(1990, 1, 1), day_number(2025, 12, 31)
STEP = 7919  # slots from an event to its next copy
_CACHE = 2 * 1024 * 1024  # kilobytes, so that keys in no order find room
WORDS = ("river", "bridge", "council", "market", "court", "school", "fire", "vote", "strike", "harbour")


def main() -> None:
    """Put events in, so many a second, until stopped: `python -m bench.filling URL 2000`."""
    database, rate = sys.argv[1], int(sys.argv[2])
    engine = open_engine(database)
    chance = random.Random()
    number = chance.randrange(10**9, 10**12)
    while True:
        began = time.perf_counter()
        told = [article(number + at, chance) for at in range(rate // EVENTS_AN_ARTICLE // 4)]
        number += len(told)
        with writing(engine) as conn:
            put_articles(conn, [(document, Extraction(document, (), events)) for document, events in told], NOW)
        time.sleep(max(0.0, 0.25 - (time.perf_counter() - began)))


def fill(database: str, count: int) -> float:
    """Put so many events in, by articles of twenty; events a second that the store took in, extraction left out."""
    upgrade(database)
    engine = open_engine(database)
    chance = random.Random(1)
    spent = 0.0
    for start in range(0, count // EVENTS_AN_ARTICLE, ARTICLES_AT_ONCE):
        numbers = range(start, min(start + ARTICLES_AT_ONCE, count // EVENTS_AN_ARTICLE))
        told = [article(number, chance) for number in numbers]
        began = time.perf_counter()
        with writing(engine) as conn:
            put_articles(conn, [(document, Extraction(document, (), events)) for document, events in told], NOW)
        spent += time.perf_counter() - began
    engine.dispose()
    return count / spent


def multiply(database: str, times: int) -> None:
    """Make a SQLite store so many times as large by copies of its events, each in another slot of its day.

    A store of millions would take hours to fill. Words, days, lengths and counts are as if that many had come; an event
    and its copies say the same and have ids that do not follow from it, so that this is for reading alone.
    """
    engine = open_engine(database)
    with loading(engine) as conn:
        conn.exec_driver_sql(f"PRAGMA cache_size = -{_CACHE}")
        conn.execute(text("CREATE TEMPORARY TABLE first AS SELECT number, id FROM event ORDER BY number"))
        with _without_indexes(conn):
            for copy in range(1, times):
                _copy_events(conn, copy)
        for table in (search_table("sqlite", span_class) for span_class in SEARCH_CLASSES):
            conn.execute(text(f"INSERT INTO {table} ({table}) VALUES ('rebuild')"))
        conn.execute(text("DELETE FROM day_count"))
        count_in(conn, [tuple(days) for days in conn.execute(text(_SPANS))])
        recount_facets(conn)
    engine.dispose()


@contextmanager
def _without_indexes(conn: Connection) -> Iterator[None]:
    """Make the indexes that are no keys anew behind the block: sorted, and not row by row."""
    tables = "('event', 'evidence', 'event_entity')"
    found = conn.execute(text(f"SELECT name, sql FROM sqlite_schema WHERE tbl_name IN {tables} AND type = 'index'"))
    indexes = [(name, sql) for name, sql in found if sql]
    for name, _ in indexes:
        conn.exec_driver_sql(f"DROP INDEX {name}")
    yield
    for _, sql in indexes:
        conn.exec_driver_sql(sql)


def _copy_events(conn: Connection, copy: int) -> None:
    """One more of each event, of its evidence and of its names; of a few whose place or id is taken, nothing."""
    id = f"substr(id, 1, 17) || '{copy:03}'"
    moved = f"(number & ~{SLOTS - 1}) | ((number + {copy * STEP}) & {SLOTS - 1})"
    conn.execute(text("DROP TABLE IF EXISTS moved"))
    conn.execute(
        text(
            f"CREATE TEMPORARY TABLE moved AS SELECT number AS original, {moved} AS copy FROM first "
            f"WHERE {moved} NOT IN (SELECT number FROM event) AND {id} <> id"
        )
    )
    _copy_rows(conn, event_table, "number", {"id": id, "record": f"replace(record, id, {id})"})
    for table in (evidence, event_entity):
        _copy_rows(conn, table, "event", {})


def _copy_rows(conn: Connection, table: Table, key: str, changed: Mapping[str, str]) -> None:
    """Rows of the table again, of what has moved, with some columns changed."""
    names = [column.name for column in table.columns if column.name != key]
    values = (changed.get(name, f"one.{name}") for name in names)
    conn.execute(
        text(
            f"INSERT INTO {table.name} ({key}, {', '.join(names)}) SELECT moved.copy, {', '.join(values)} "
            f"FROM moved CROSS JOIN {table.name} AS one ON one.{key} = moved.original"
        )
    )


_SPANS = "SELECT first_day, last_day FROM event WHERE first_day IS NOT NULL"


def article(number: int, chance: random.Random) -> tuple[Document, tuple[Event, ...]]:
    events = tuple(event(place * 120, chance) for place in range(EVENTS_AN_ARTICLE))
    url = f"https://example.org/{number}"
    document = Document("\n".join(each.text for each in events), title=f"Article {number}", source="Paper", url=url)
    return document, events


def event(at: int, chance: random.Random) -> Event:
    length = chance.choices((1, 30, 365, 2000), weights=(90, 6, 3, 1))[0]
    start = chance.randint(FIRST, LAST)
    span = Interval(start, start + length)
    title = " ".join(chance.choices(WORDS, k=6)).capitalize() + f" {chance.randrange(10**6)}"
    edtf = format_day(start) if length == 1 else f"{format_day(start)}/{format_day(start + length - 1)}"
    date = EventDate(edtf, span, "day" if length == 1 else "range", "", "explicit", format_day(start), "that day")
    why = Explanation("generated", at, at + 8, None, (), "0.1.0")
    return Event(at, at + 110, title, f"{title} on that day, a witness told the paper.", date, 0.9, why)


if __name__ == "__main__":
    main()
