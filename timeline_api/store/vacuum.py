"""Give back the room that deleted rows leave, put rows and indexes in order, and look anew how long events are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from timeline_api.store.engine import reading, writing
from timeline_api.store.health import size_in_bytes
from timeline_api.store.lengths import renew_lengths
from timeline_api.store.room import check_room
from timeline_api.store.row_order import are_in_order, order_rows
from timeline_api.store.search_index import SEARCH_CLASSES, search_table


def vacuum(engine: Engine) -> tuple[int, int]:
    """Tidy the store; its size in bytes before and after.

    On SQLite rows are put in order of time and the file is written anew: writers wait, and NoRoom when the disk has
    not enough for it. Whenever it is stopped, the store holds what it held. PostgreSQL frees room for what comes,
    within its files, and nobody waits.
    """
    with reading(engine) as conn:
        before = size_in_bytes(conn)
    if engine.dialect.name == "sqlite":
        _order(engine, before)
    with writing(engine) as conn:
        renew_lengths(conn)
    connection = engine.raw_connection()  # tidying takes place outside of transactions
    try:
        _tidy(engine.dialect.name, connection.driver_connection)
    finally:
        connection.close()
    with engine.connect() as conn:
        return before, size_in_bytes(conn)


def _order(engine: Engine, size: int) -> None:
    """Put the rows of a file of so many bytes in order of time, if there is room for that and to write it anew."""
    with reading(engine) as conn:
        ordered = are_in_order(conn)
    # The log holds the new file before the old one is written over; tables that are made anew, beside the old ones.
    check_room(Path(str(engine.url.database)), size if ordered else 2 * size, temporary=size)
    if not ordered:
        order_rows(engine)


def _tidy(dialect: str, driver: Any) -> None:
    if dialect == "sqlite":
        for table in (search_table(dialect, span_class) for span_class in SEARCH_CLASSES):
            driver.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
        driver.execute("VACUUM")
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    driver.autocommit = True
    driver.execute("VACUUM (ANALYZE)")
    driver.autocommit = False
