"""Many rows in one go, handed to the driver as tuples: the way of SQLAlchemy costs more than the insert
itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table


def insert_rows(conn: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows that have a value for every column, each as the driver takes it (moments as
    microseconds).
    """
    names = [column.name for column in table.columns]
    insert_tuples(conn, table.name, names, list(map(itemgetter(*names), rows)))


def insert_tuples(conn: Connection, table: str, names: Sequence[str], rows: Collection[tuple[Any, ...]]) -> None:
    """Insert rows given as tuples of the values of the named columns; COPY where the store has it."""
    if not rows:
        return
    columns = ", ".join(map(conn.dialect.identifier_preparer.quote, names))
    if conn.dialect.name == "sqlite":
        marks = ", ".join("?" for _ in names)
        conn.exec_driver_sql(f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(rows))
        return
    driver: Any = conn.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
