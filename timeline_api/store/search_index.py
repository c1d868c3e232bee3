"""The text index of events, kept within the transaction that changes them, whole batches at a time.

Row triggers would do the same at half the speed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from timeline_api.store.bulk import insert_tuples
from timeline_api.store.search import render_tsvector
from timeline_api.store.sets import among_sql, packed
from timeline_api.store.tables import SEARCH_TABLE


def index_events(conn: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add events that the index does not have; `rows` are rows of the event table, in order of number."""
    if not rows:
        return
    names: tuple[str, ...] = ("number", "words")
    values: list[tuple[Any, ...]]
    if conn.dialect.name == "sqlite":
        names = ("rowid", "span_class", "title", "text", "further_text")
        values = list(map(itemgetter("number", *names[1:]), rows))
    else:
        values = [(row["number"], _lexemes(row)) for row in rows]
    insert_tuples(conn, SEARCH_TABLE, names, values)


def _lexemes(row: Mapping[str, Any]) -> str:
    return render_tsvector(row["title"], row["text"], row["further_text"])


def unindex_events(conn: Connection, numbers: Collection[int]) -> None:
    """Take events out of the index. Only right before they change or go: FTS5 has to read their words
    once more.
    """
    if not numbers:
        return
    dialect = conn.dialect.name
    among = among_sql(dialect, "number", "numbers")
    statement = (
        "INSERT INTO event_search (event_search, rowid, span_class, title, text, further_text) "
        f"SELECT 'delete', number, span_class, title, text, further_text FROM event WHERE {among}"
        if dialect == "sqlite"
        else f"DELETE FROM event_search WHERE {among}"
    )
    conn.execute(text(statement), {"numbers": packed(dialect, sorted(numbers))})


def check_index(conn: Connection) -> list[str]:
    """What is wrong with the index, if anything; `conn` is for writing, as FTS5 checks by a kind of
    insert.
    """
    if conn.dialect.name == "sqlite":
        return _check_fts5(conn)
    unindexed = "SELECT count(*) FROM event WHERE number NOT IN (SELECT number FROM event_search)"
    missing = conn.scalar(text(unindexed))
    return [f"{missing} events are missing from the text index"] if missing else []


def _check_fts5(conn: Connection) -> list[str]:
    try:
        conn.execute(text("INSERT INTO event_search (event_search, rank) VALUES ('integrity-check', 1)"))
    except DBAPIError as error:
        return [f"the text index does not agree with the events: {error.orig}"]
    return []
