"""Connections for pages, straight from the driver: what SQLAlchemy adds to a short read costs as much as the
read.

Each statement is a transaction of its own and sees one state of the store. Nothing can be written here.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections import deque
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import psycopg
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from timeline_api.store.engine import BUSY_SECONDS, POSTGRES_OPTIONS, OverBudget, ran_out

Row = tuple[Any, ...]

_OPS_BETWEEN_LOOKS = 10_000  # SQLite instructions between two looks at the clock: well under a millisecond
_MAPPED_BYTES = 2 << 30
"""So much of a SQLite file is read where the system keeps it, and not copied for each connection."""
_KEPT = 64  # idle connections
_PARAMETER = re.compile(r":([a-z_0-9]+)")


class Reader:
    """Reads by single statements, none for longer than `budget` seconds. All threads may share one."""

    def __init__(self, engine: Engine, budget: float) -> None:
        self.dialect = engine.dialect.name
        self._engine = engine
        self._budget = budget
        self._idle: deque[Any] = deque(maxlen=_KEPT)

    def fetch(self, statement: str, values: Mapping[str, object]) -> list[Row]:
        """The rows of a statement with parameters written `:name`.

        OverBudget when it takes too long; SQLAlchemy's OperationalError when the store does not answer.
        """
        try:
            return self._run(statement, values)
        except psycopg.OperationalError as error:
            if ran_out(error):
                raise self._over_budget() from error
            self.dispose()  # the server may have been started anew: no old connection is worth keeping
        except sqlite3.OperationalError as error:
            if ran_out(error):
                raise self._over_budget() from error
            raise OperationalError(statement, None, error) from error
        try:
            return self._run(statement, values)
        except psycopg.OperationalError as error:
            raise OperationalError(statement, None, error) from error

    def dispose(self) -> None:
        """Close the connections that nobody uses."""
        while self._idle:
            self._idle.pop().close()

    def _run(self, statement: str, values: Mapping[str, object]) -> list[Row]:
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self._open()
        try:
            rows = self._fetch(connection, statement, values)
        except BaseException:
            connection.close()
            raise
        self._idle.append(connection)
        return rows

    def _fetch(self, connection: Any, statement: str, values: Mapping[str, object]) -> list[Row]:
        if self.dialect == "sqlite":
            deadline = time.monotonic() + self._budget
            connection.set_progress_handler(lambda: time.monotonic() > deadline, _OPS_BETWEEN_LOOKS)
            rows: list[Row] = connection.execute(statement, values).fetchall()
            return rows
        rows = connection.execute(_for_psycopg(statement), values).fetchall()
        return rows

    def _open(self) -> Any:
        if self.dialect == "sqlite":
            return _open_sqlite(str(self._engine.url.database))
        arguments, options = self._engine.dialect.create_connect_args(self._engine.url)
        limits = f"-c statement_timeout={max(1, int(self._budget * 1000))} -c default_transaction_read_only=on"
        settings = f"{options.pop('options', '')} {POSTGRES_OPTIONS} {limits}"
        return psycopg.connect(*arguments, **options, options=settings, autocommit=True)

    def _over_budget(self) -> OverBudget:
        return OverBudget(f"the query took longer than {self._budget:g} seconds")


def _open_sqlite(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"file:{quote(path)}?mode=rw",  # never makes a file
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,  # one thread at a time, but not always the same
        cached_statements=256,
    )
    connection.execute("PRAGMA query_only = ON")
    connection.execute(f"PRAGMA mmap_size = {_MAPPED_BYTES}")
    return connection


@lru_cache(maxsize=1024)
def _for_psycopg(statement: str) -> str:
    return _PARAMETER.sub(r"%(\1)s", statement)
