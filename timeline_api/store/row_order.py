"""Rows of a SQLite file in order of time, so that what is on a page of the timeline stands in few pages of the file.

Rows come in the order of articles, or in none, and stay where they came (see docs/decisions/15-loading.md). To put them
in order is to make their table anew: nothing knows the place of a row but the indexes of its own table.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text

from timeline_api.store.engine import LARGE_CACHE, loading
from timeline_api.store.tables import event, event_entity, evidence

_KEYS = {table.name: [column.name for column in table.primary_key] for table in (event, evidence, event_entity)}
_CACHE_OF_A_ROW = 64  # bytes, for the index of ids: these are in no order, and each row changes a page of it


def are_in_order(conn: Connection) -> bool:
    """Whether the rows of all tables are; a look at their indexes, which ends where the first is not."""
    return all(_is_in_order(conn, table) for table in _KEYS)


def order_rows(engine: Engine) -> None:
    """Put the rows of events, and of what is known of each, in order of number: each table in a transaction, so that
    whoever stops it loses the table under way alone. Writers wait, readers do not; what is in order stays as it is.
    """
    for table in _KEYS:
        with loading(engine) as conn:
            if not _is_in_order(conn, table):
                _make_in_order(conn, table)


def _is_in_order(conn: Connection, table: str) -> bool:
    """Whether no row stands behind one of a higher number."""
    key = _KEYS[table][0]
    places = f"SELECT rowid AS place, lag(rowid) OVER (ORDER BY {key}, rowid) AS before FROM {table}"
    return not conn.scalar(text(f"SELECT EXISTS (SELECT 1 FROM ({places}) WHERE place < before)"))


def _make_in_order(conn: Connection, table: str) -> None:
    ordered = f"{table}_in_order"
    made, indexes = _statements_of(conn, table)
    kilobytes = conn.scalar(text(f"SELECT count(*) FROM {table}")) * _CACHE_OF_A_ROW // 1024
    with _pragma(conn, "cache_size", f"-{max(LARGE_CACHE, kilobytes)}"):
        conn.exec_driver_sql(made.replace(table, ordered, 1))  # where the name comes first it is the table's
        conn.exec_driver_sql(f"INSERT INTO {ordered} SELECT * FROM {table} ORDER BY {', '.join(_KEYS[table])}")
    with _pragma(conn, "secure_delete", "OFF"):  # what is dropped is there still: no need to write it over
        conn.exec_driver_sql(f"DROP TABLE {table}")
    with _pragma(conn, "legacy_alter_table", "ON"):  # others go on meaning the old name
        conn.exec_driver_sql(f"ALTER TABLE {ordered} RENAME TO {table}")
    for index in indexes:
        conn.exec_driver_sql(index)


def _statements_of(conn: Connection, table: str) -> tuple[str, list[str]]:
    """What makes a table, and what makes its indexes but those of its keys."""
    statement = text("SELECT sql FROM sqlite_schema WHERE tbl_name = :table AND sql IS NOT NULL ORDER BY type DESC")
    made, *indexes = conn.execute(statement, {"table": table}).scalars()
    return made, indexes


@contextmanager
def _pragma(conn: Connection, name: str, value: str) -> Iterator[None]:
    """A setting of the connection, as it was before again at the end."""
    before = conn.exec_driver_sql(f"PRAGMA {name}").scalar_one()
    conn.exec_driver_sql(f"PRAGMA {name} = {value}")
    try:
        yield
    finally:
        conn.exec_driver_sql(f"PRAGMA {name} = {before}")
