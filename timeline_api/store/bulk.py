"""Many rows in one go, handed to the driver as tuples: the way of SQLAlchemy costs more than the insert
itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any

import psycopg
from sqlalchemy import Connection, Table
from sqlalchemy.exc import DBAPIError, OperationalError

_VALUES = 250
"""Values in a statement of many rows for SQLite, which opens a table and its indexes anew for each statement."""


def insert_rows(conn: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows that have a value for every column, each as the driver takes it (moments as
    microseconds).
    """
    names = [column.name for column in table.columns]
    insert_tuples(conn, table.name, names, list(map(itemgetter(*names), rows)))


def insert_tuples(
    conn: Connection, table: str, names: Sequence[str], rows: Sequence[tuple[Any, ...]], conflict: str = ""
) -> None:
    """Insert rows given as tuples of the values of the named columns; by COPY where the store has it, and where no
    clause says what to do in a conflict.
    """
    if not rows:
        return
    if conn.dialect.name == "sqlite":
        _insert_many(conn, table, names, rows, conflict)
        return
    driver: Any = conn.connection.driver_connection
    try:
        with driver.cursor() as cursor:
            _copy(cursor, table, _columns(conn, names), rows, conflict)
    except psycopg.Error as error:
        if driver.closed:
            conn.invalidate(error)  # as SQLAlchemy does with its own statements: the pool shall not keep it
        kind = OperationalError if isinstance(error, psycopg.OperationalError) else DBAPIError
        raise kind(f"COPY {table}", None, error) from error


def _insert_many(
    conn: Connection, table: str, names: Sequence[str], rows: Sequence[tuple[Any, ...]], conflict: str
) -> None:
    """As many rows as fit in each statement; those that are left over, one in each."""
    # OR FAIL, as an error ends the transaction: else SQLite would copy each page, to take back a statement's rows.
    head = f"INSERT OR FAIL INTO {table} ({_columns(conn, names)}) VALUES "
    one = f"({', '.join('?' for _ in names)})"
    at_once = max(1, _VALUES // len(names))
    whole = len(rows) - len(rows) % at_once
    joined = [tuple(chain.from_iterable(rows[at : at + at_once])) for at in range(0, whole, at_once)]
    for times, given in ((at_once, joined), (1, rows[whole:])):
        if given:
            conn.exec_driver_sql(f"{head}{', '.join([one] * times)} {conflict}", given)


def _columns(conn: Connection, names: Sequence[str]) -> str:
    return ", ".join(map(conn.dialect.identifier_preparer.quote, names))


def _copy(cursor: Any, table: str, columns: str, rows: Sequence[tuple[Any, ...]], conflict: str) -> None:
    """COPY knows no conflicts: then into a table of the transaction's own first."""
    target = table
    if conflict:
        target = f"incoming_{table}"
        cursor.execute(f"CREATE TEMPORARY TABLE IF NOT EXISTS {target} (LIKE {table}) ON COMMIT DELETE ROWS")
    with cursor.copy(f"COPY {target} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    if conflict:
        cursor.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {target} {conflict}")
        cursor.execute(f"TRUNCATE {target}")
