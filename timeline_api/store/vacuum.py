"""Give back the room that deleted rows leave, put the indexes in order, and look anew how long events are."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine

from timeline_api.store.engine import writing
from timeline_api.store.health import size_in_bytes
from timeline_api.store.lengths import renew_lengths
from timeline_api.store.search_index import SEARCH_CLASSES, search_table


def vacuum(engine: Engine) -> tuple[int, int]:
    """Tidy the store; its size in bytes before and after.

    On SQLite the file is written anew: that needs as much room again for a while, and writers wait. PostgreSQL frees
    room for what comes, within its files, and nobody waits.
    """
    with engine.connect() as conn:
        before = size_in_bytes(conn)
    with writing(engine) as conn:
        renew_lengths(conn)
    connection = engine.raw_connection()  # tidying takes place outside of transactions
    try:
        _tidy(engine.dialect.name, connection.driver_connection)
    finally:
        connection.close()
    with engine.connect() as conn:
        return before, size_in_bytes(conn)


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
