"""How the store is: what it holds, how large it is, and whether it is whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from timeline_api.store.counts import check_counts
from timeline_api.store.engine import reading, writing
from timeline_api.store.facets import check_facets
from timeline_api.store.lengths import check_lengths
from timeline_api.store.migrate import head, revision_of
from timeline_api.store.placement import FIRST_NUMBER, SLOTS, UNDATED_CLASS
from timeline_api.store.search_index import check_index


@dataclass(frozen=True, slots=True)
class Health:
    """Counts of rows, the size of the database in bytes, and its revision (None: no tables of ours)."""

    articles: int
    events: int
    undated_events: int
    evidence: int
    keys: int
    size: int
    revision: str | None


@dataclass(frozen=True, slots=True)
class Size:
    """How many rows there are of what people ask for."""

    articles: int
    events: int


_RULES = {
    "events whose number is not that of their day": (
        "SELECT count(*) FROM event WHERE first_day IS NOT NULL AND "
        f"(number < first_day * {SLOTS} OR number >= (first_day + 1) * {SLOTS})"
    ),
    "events without a record": "SELECT count(*) FROM event WHERE record = ''",
    "events without evidence": "SELECT count(*) FROM event WHERE number NOT IN (SELECT event FROM evidence)",
    "events that miscount their sources": (
        "SELECT count(*) FROM event WHERE source_count <> "
        "(SELECT count(*) FROM evidence WHERE evidence.event = event.number)"
    ),
    "pieces of evidence that leave their words to an event that others tell too": (
        "SELECT count(*) FROM evidence JOIN event ON event.number = evidence.event "
        "WHERE evidence.text IS NULL AND event.source_count > 1"
    ),
    "events whose confidence is not that of their best evidence": (
        "SELECT count(*) FROM event WHERE basis <> 'corrected' AND confidence <> "
        "(SELECT max(confidence) FROM evidence WHERE evidence.event = event.number)"
    ),
}


def _orphans(table: str, column: str, of: str) -> str:
    there = f"SELECT FROM {of} WHERE {of}.number = {table}.{column}"
    return f"SELECT count(*) FROM {table} WHERE NOT EXISTS ({there})"


_ORPHANS = {
    f"rows of {table} that refer to a row of {of} that is gone": _orphans(table, column, of)
    for table, column, of in (
        ("evidence", "event", "event"),
        ("evidence", "article", "article"),
        ("event_entity", "event", "event"),
        ("event_search", "number", "event"),
    )
}
"""What a load leaves unlooked for, on PostgreSQL; SQLite has a look of its own."""


def measure(conn: Connection) -> Health:
    """Count everything; takes time in proportion to the rows."""
    counts = [_count(conn, f"SELECT count(*) FROM {name}") for name in ("article", "event", "evidence", "api_key")]
    undated = _count(conn, f"SELECT count(*) FROM event WHERE span_class = {UNDATED_CLASS}")
    articles, events, evidence, keys = counts
    return Health(articles, events, undated, evidence, keys, size_in_bytes(conn), revision_of(conn))


def size_of(conn: Connection) -> Size:
    """Count articles, and events that are not hidden; a few tens of milliseconds at a million of them."""
    articles = _count(conn, "SELECT count(*) FROM article")
    return Size(articles, _count(conn, f"SELECT count(*) FROM event WHERE number >= {FIRST_NUMBER}"))


def check(engine: Engine) -> tuple[str, ...]:
    """What is wrong with the store, a line a finding; empty when it is whole. Of SQLite writers wait meanwhile."""
    findings: list[str] = []
    try:
        _look(engine, findings)
    except DBAPIError as error:
        findings.append(f"the database cannot be read: {error.orig}")
    return tuple(findings)


def _look(engine: Engine, findings: list[str]) -> None:
    with reading(engine) as conn:
        revision = revision_of(conn)
    if revision != head():
        findings.append(f"the tables are at revision {revision}, this version needs {head()}")
        return
    # FTS5 checks itself by a kind of insert; of PostgreSQL one state is read, of a replica too.
    begin = writing if engine.dialect.name == "sqlite" else reading
    with begin(engine) as conn:
        for inspect in (_check_file, _check_rules, check_index, check_counts, check_facets, check_lengths):
            findings += inspect(conn)


def _check_file(conn: Connection) -> list[str]:
    if conn.dialect.name != "sqlite":
        return _count_all(conn, _ORPHANS)  # PostgreSQL checks its pages as it reads them
    pages = [str(line) for line in conn.execute(text("PRAGMA integrity_check")).scalars() if line != "ok"]
    orphans = conn.execute(text("PRAGMA foreign_key_check")).all()
    return pages + [f"row {row[1]} of {row[0]} refers to a row of {row[2]} that is gone" for row in orphans]


def _check_rules(conn: Connection) -> list[str]:
    return _count_all(conn, _RULES)


def _count_all(conn: Connection, rules: Mapping[str, str]) -> list[str]:
    counted = ((what, _count(conn, statement)) for what, statement in rules.items())
    return [f"{count} {what}" for what, count in counted if count]


def size_in_bytes(conn: Connection) -> int:
    """The room that the database takes on disk, what is free in it included."""
    if conn.dialect.name == "sqlite":
        return _count(conn, "PRAGMA page_count") * _count(conn, "PRAGMA page_size")
    return _count(conn, "SELECT pg_database_size(current_database())")


def _count(conn: Connection, statement: str) -> int:
    return int(conn.execute(text(statement)).scalar_one())
