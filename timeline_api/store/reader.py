"""Connections for pages, straight from the driver: what SQLAlchemy adds to a short read costs as much as the
read.

Each statement is a transaction of its own and sees one state of the store. Nothing can be written here.
"""

from __future__ import annotations

import math
import os
import re
import socket
import sqlite3
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from threading import BoundedSemaphore
from typing import Any, Literal
from urllib.parse import quote

import psycopg
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from timeline_api.store.engine import BUSY_SECONDS, OPS_BETWEEN_LOOKS, OverBudget, patience, postgres_options, ran_out
from timeline_api.store.lengths import Lengths

Row = tuple[Any, ...]
Planning = Literal["each time", "once"]
"""How PostgreSQL plans a statement: anew for the values that it is asked with, or once for any. To plan a page of a
range takes it longer than to read it, and one plan serves all; a rare word and a common one want different plans.
"""

_MAPPED_BYTES = 2 << 30
"""So much of a SQLite file is read where the system keeps it, and not copied for each connection."""
_KEPT = 64  # idle connections
_PARAMETER = re.compile(r":([a-z_0-9]+)")


class Reader:
    """Reads by single statements, none for longer than `budget` seconds, over so many `connections` at most. All
    threads may share one.
    """

    def __init__(self, engine: Engine, budget: float, connections: int = _KEPT) -> None:
        self.dialect = engine.dialect.name
        self.lengths: Lengths = ()
        """How long events were when this was last read (see `lengths`); whoever builds on it has to look again."""
        self._engine = engine
        self._budget = budget
        self._idle: deque[Any] = deque(maxlen=_KEPT)
        self._used: set[Any] = set()
        self._room = BoundedSemaphore(connections)

    def fetch(self, statement: str, values: Mapping[str, object], planning: Planning = "each time") -> list[Row]:
        """The rows of a statement with parameters written `:name`.

        OverBudget when it takes too long; SQLAlchemy's OperationalError when the store does not answer, its
        TimeoutError when no connection is free within the budget.
        """
        ask = partial(self._fetch, statement, values, planning)
        try:
            return self._on_any(ask)
        except psycopg.OperationalError as error:
            if ran_out(error):
                raise self._over_budget() from error
            self.dispose()  # the server may have been started anew: no old connection is worth keeping
        except sqlite3.OperationalError as error:
            if ran_out(error):
                raise self._over_budget() from error
            raise OperationalError(statement, None, error) from error
        try:
            return self._on_any(ask)
        except psycopg.OperationalError as error:
            raise OperationalError(statement, None, error) from error

    def dispose(self) -> None:
        """Close the connections that nobody uses."""
        while self._idle:
            self._idle.pop().close()

    def cut(self) -> None:
        """End what is waiting for a PostgreSQL server that has fallen silent: it fails as if the server had gone."""
        cut_off(tuple(self._used))
        self.dispose()

    def _on_any(self, ask: Callable[[Any], list[Row]]) -> list[Row]:
        """What is asked of a connection, of one that is free or of a new one."""
        if self.dialect == "sqlite":
            return self._lend(ask)
        if not self._room.acquire(timeout=self._budget):
            raise PoolTimeout(f"no connection is free within {self._budget:g} seconds")
        try:
            return self._lend(ask)
        finally:
            self._room.release()

    def _lend(self, ask: Callable[[Any], list[Row]]) -> list[Row]:
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self._open()
        self._used.add(connection)
        try:
            rows = ask(connection)
        except BaseException:
            connection.close()
            raise
        finally:
            self._used.discard(connection)
        self._idle.append(connection)
        return rows

    def _fetch(self, statement: str, values: Mapping[str, object], planning: Planning, connection: Any) -> list[Row]:
        if self.dialect == "sqlite":
            connection.deadline = time.monotonic() + self._budget
            numbered, names = _for_sqlite(statement)
            rows: list[Row] = connection.execute(numbered, [values[name] for name in names]).fetchall()
            return rows
        if connection.planning != planning:
            connection.execute(_PLANNING[planning])
            connection.planning = planning
        # As text, the bytes of a page would come twice as long, in hexadecimal digits.
        rows = connection.execute(_for_psycopg(statement), values, binary=True).fetchall()
        return rows

    def _open(self) -> Any:
        if self.dialect == "sqlite":
            return _open_sqlite(str(self._engine.url.database))
        arguments, options = self._engine.dialect.create_connect_args(self._engine.url)
        settings = f"{options.pop('options', '')} {postgres_options(self._budget)} -c default_transaction_read_only=on"
        options.update(patience(self._engine.url))
        return _Planned.connect(*arguments, **options, options=settings, autocommit=True)

    def _over_budget(self) -> OverBudget:
        return OverBudget(f"the query took longer than {self._budget:g} seconds")


def cut_off(connections: Iterable[Any]) -> None:
    """End what these connections of psycopg wait for, from whatever thread."""
    for connection in connections:
        try:
            with socket.socket(fileno=os.dup(connection.fileno())) as wire:
                wire.shutdown(socket.SHUT_RDWR)
        except (OSError, psycopg.OperationalError):
            continue  # it has ended by itself


class _Planned(psycopg.Connection[Row]):
    """A connection that knows how its server plans for it: as `postgres_options` has it, unless told otherwise."""

    planning: Planning = "each time"


_PLANNING = {
    "each time": "SET plan_cache_mode = force_custom_plan",
    "once": "SET plan_cache_mode = force_generic_plan",
}


class _Timed(sqlite3.Connection):
    """A connection that reads until its deadline, by the monotonic clock."""

    deadline = math.inf

    def is_late(self) -> bool:
        """Whether it has to give up."""
        return time.monotonic() > self.deadline


def _open_sqlite(path: str) -> _Timed:
    connection = sqlite3.connect(
        f"file:{quote(path)}?mode=rw",  # never makes a file
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,  # one thread at a time, but not always the same
        cached_statements=256,
        factory=_Timed,
    )
    connection.set_progress_handler(connection.is_late, OPS_BETWEEN_LOOKS)
    connection.execute("PRAGMA query_only = ON")
    connection.execute(f"PRAGMA mmap_size = {_MAPPED_BYTES}")
    return connection


@lru_cache(maxsize=1024)
def _for_sqlite(statement: str) -> tuple[str, tuple[str, ...]]:
    """The statement with numbered parameters, and their names in order.

    To bind by name, the driver gives the interpreter away and takes it back once for each.

    >>> _for_sqlite("SELECT :low, :high, :low")
    ('SELECT ?1, ?2, ?1', ('low', 'high'))
    """
    names = tuple(dict.fromkeys(_PARAMETER.findall(statement)))
    return _PARAMETER.sub(lambda found: f"?{names.index(found[1]) + 1}", statement), names


@lru_cache(maxsize=1024)
def _for_psycopg(statement: str) -> str:
    return _PARAMETER.sub(r"%(\1)s", statement)
