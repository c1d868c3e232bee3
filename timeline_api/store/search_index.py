"""The text index of events, kept within the transaction that changes them, whole batches at a time.

Row triggers would do the same at half the speed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from timeline_api.store.bulk import insert_tuples
from timeline_api.store.engine import writing
from timeline_api.store.placement import HIDDEN_CLASS, SPAN_CLASSES, UNDATED_CLASS
from timeline_api.store.search import EVERY, render_tsvector
from timeline_api.store.sets import among_sql, packed
from timeline_api.store.tables import SEARCH_TABLE
from timeline_api.store.tallying import ALL, UNDATED

Came = TypeVar("Came")
SEARCH_CLASSES = (*SPAN_CLASSES, UNDATED_CLASS)
"""Classes of events that are found by words: all but hidden ones."""
WordRows = dict[int | None, list[tuple[Any, ...]]]
"""What the index takes of events, their numbers first, by their class: in PostgreSQL, of all classes (None)."""
_MANY = 20_000  # events, of which fewer are not worth to put in order what is said of all
_PAGES = 4_000  # pages of the text index that a transaction merges, which keeps other writers waiting for a moment
_LOADED = (SEARCH_TABLE, "event", "evidence", "event_entity")
WORD_COLUMNS = ("every", "title", "text", "further_text")
_HELD = f"SELECT coalesce(sum(events), 0) FROM facet_count WHERE level IN ({ALL}, {UNDATED}) AND facet = 'basis'"
_SAID = itemgetter("number", "title", "text", "further_text")


def search_table(dialect: str, span_class: int | None) -> str:
    """The name of the index of events of that class.

    In SQLite each class has one of its own: a common word has a million places in one index, and of those only the few
    of long events are wanted where such are looked for. FTS5 reads them in order of number, from any number on.
    """
    return f"{SEARCH_TABLE}_{span_class}" if dialect == "sqlite" else SEARCH_TABLE


def word_rows(dialect: str, rows: Iterable[Mapping[str, Any]]) -> WordRows:
    """What the index takes of events, given their rows in order of number."""
    if dialect != "sqlite":
        return {None: [(number, render_tsvector(*said)) for number, *said in map(_SAID, rows)]}
    classes: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        number, *said = _SAID(row)
        classes[row["span_class"]].append((number, *said))
    return {span_class: classes[span_class] for span_class in sorted(classes.keys() - {HIDDEN_CLASS})}


def insert_words(conn: Connection, words: WordRows) -> None:
    """Add events that the index does not have."""
    if conn.dialect.name != "sqlite":
        insert_tuples(conn, SEARCH_TABLE, ("number", "words"), words.get(None, ()))
        return
    columns = f"(rowid, {', '.join(WORD_COLUMNS)}) VALUES (?, '{EVERY}', ?, ?, ?)"
    # A row in each statement: FTS5 writes out all that it has gathered before one of many.
    for span_class, rows in words.items():
        if rows:
            conn.exec_driver_sql(f"INSERT INTO {search_table('sqlite', span_class)} {columns}", rows)


def unindex_events(conn: Connection, numbers: Collection[int]) -> None:
    """Take events out of the index. Only right before they change or go: FTS5 has to read their words
    once more.
    """
    if not numbers:
        return
    dialect = conn.dialect.name
    among = among_sql(dialect, "number", "numbers")
    wanted = {"numbers": packed(dialect, sorted(numbers))}
    if dialect != "sqlite":
        conn.execute(text(f"DELETE FROM {SEARCH_TABLE} WHERE {among}"), wanted)
        return
    classes = set(conn.execute(text(f"SELECT DISTINCT span_class FROM event WHERE {among}"), wanted).scalars())
    for span_class in sorted(classes - {HIDDEN_CLASS}):
        table, columns = search_table("sqlite", span_class), ", ".join(WORD_COLUMNS)
        said = f"SELECT 'delete', number, {columns} FROM {table}_words WHERE {among}"
        conn.execute(text(f"INSERT INTO {table} ({table}, rowid, {columns}) {said}"), wanted)


def order_behind(engine: Engine, results: Iterable[Came], came: Callable[[Came], int]) -> Iterator[Came]:
    """What a load gives, each with so many events that `came` by it; behind the last, put the text index in order, if
    most that it holds came by the load.

    FTS5 keeps what comes in a transaction as a segment of its own and merges few of them later, so that after a large
    load each look for a word is one in a dozen segments. PostgreSQL has no such segments, but plans by statistics of
    before until it has looked at what came.
    """
    stored = 0
    for one in results:
        stored += came(one)
        yield one
    _order_words(engine, stored)


def _order_words(engine: Engine, stored: int) -> None:
    if stored < _MANY:
        return
    with engine.connect() as conn:
        held = conn.scalar(text(_HELD))
    if 2 * stored < held:
        return
    if engine.dialect.name == "postgresql":
        with engine.begin() as conn:
            conn.execute(text(f"ANALYZE {', '.join(_LOADED)}"))
        return
    for span_class in SEARCH_CLASSES:
        _merge_segments(engine, search_table("sqlite", span_class))


def _merge_segments(engine: Engine, table: str) -> None:
    """Make one segment of all, some pages in each transaction; a minus, at first, says that all are meant."""
    pages = -_PAGES
    while True:
        with writing(engine) as conn:
            connection: Any = conn.connection.driver_connection
            before = connection.total_changes
            conn.exec_driver_sql(f"INSERT INTO {table} ({table}, rank) VALUES ('merge', {pages})")
            is_done = connection.total_changes - before < 2  # FTS5's own sign that nothing was left to merge
        if is_done:
            return
        pages = _PAGES


def check_index(conn: Connection) -> list[str]:
    """What is wrong with the index, if anything; on SQLite `conn` is for writing, as FTS5 checks by a kind of
    insert.
    """
    if conn.dialect.name == "sqlite":
        return list(
            dict.fromkeys(line for one in SEARCH_CLASSES for line in _check_fts5(conn, search_table("sqlite", one)))
        )
    unindexed = "SELECT count(*) FROM event WHERE number NOT IN (SELECT number FROM event_search)"
    missing = conn.scalar(text(unindexed))
    return [f"{missing} events are missing from the text index"] if missing else []


def _check_fts5(conn: Connection, table: str) -> list[str]:
    try:
        conn.execute(text(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)"))
    except DBAPIError as error:
        return [f"the text index does not agree with the events: {error.orig}"]
    return []
