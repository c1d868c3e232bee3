"""Many rows in one go, handed to the driver as tuples: the way of SQLAlchemy costs more than the insert
itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, Table


def insert_rows(conn: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows that have a value for every column, each as the driver takes it (moments as
    microseconds).
    """
    names = tuple(column.name for column in table.columns)
    values = list(map(itemgetter(*names), rows))
    if values:
        conn.exec_driver_sql(insert_sql(conn.dialect, table.name, names), values)


@lru_cache(maxsize=32)
def insert_sql(dialect: Dialect, table: str, names: tuple[str, ...]) -> str:
    """An INSERT of one row of these columns, with the driver's own marks for parameters."""
    mark = "?" if dialect.paramstyle == "qmark" else "%s"
    quoted = ", ".join(map(dialect.identifier_preparer.quote, names))
    return f"INSERT INTO {table} ({quoted}) VALUES ({', '.join(mark for _ in names)})"
