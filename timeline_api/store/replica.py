"""A replica of a PostgreSQL store: how to read it, and what is known of it."""

from __future__ import annotations

import time
from typing import Any, Literal
from weakref import WeakSet

from sqlalchemy import Engine, event
from sqlalchemy.exc import SQLAlchemyError

from timeline_api.store.engine import Limits, OverBudget, open_engine, read_url
from timeline_api.store.lag import Past, Pause
from timeline_api.store.reader import Reader, cut_off
from timeline_api.store.record_pages import read_generation

State = Literal["unknown", "serving", "lagging", "away", "primary", "astray"]
"""What a replica is, as far as is known: not compared with its primary so far; fit to be asked; too far behind; not
answering; one that takes writes itself; one that has what its primary does not have, and so follows another.
"""
LOOK_BUDGET = 2.0
"""Seconds that a look at a server may take."""

_CONNECT_SECONDS = "2"  # the least that libpq knows
_SILENT = 3.0  # seconds without an answer after which a server is held to hang
_LOOK = "SELECT number, pg_is_in_recovery() FROM generation"


class Replica:
    """One replica: how to read it, and what is known of it. All threads share it."""

    def __init__(self, url: str, budget: float, limits: Limits) -> None:
        self.engine: Engine = open_engine(_with_patience(url), limits)
        self.reader = Reader(self.engine, budget, limits.connections)
        self._looking = Reader(self.engine, LOOK_BUDGET, 1)
        self.name = server_name(self.engine)
        self.state: State = "unknown"
        self.lag: float | None = None
        self.pause = Pause()
        self._opened: WeakSet[Any] = WeakSet()
        event.listen(self.engine, "connect", lambda connection, _record: self._opened.add(connection))
        self._generation = -1
        self._looked_at = 0.0
        self._is_cut = False

    def is_serving(self, moment: float) -> bool:
        """Whether it may be asked: it was found fit, and not long ago."""
        return self.state == "serving" and not self.is_silent(moment)

    def is_silent(self, moment: float) -> bool:
        """Whether nothing has been heard of it for long."""
        return moment - self._looked_at > _SILENT

    def has(self, generation: int) -> bool:
        """Whether it is at this generation or a later one; asks it when that is not known yet."""
        if self._generation < generation:
            try:
                self._generation = read_generation(self.reader)
            except (SQLAlchemyError, OverBudget):
                self.note_failure()
        return self._generation >= generation

    def note_failure(self) -> None:
        """It did not answer: nobody asks it until it has been looked at again."""
        self.state, self.lag = "away", None
        self.pause.note_failure(time.monotonic())

    def look(self, past: Past, limit: float) -> None:
        """Look at it, against what is known of the primary; `limit` is the seconds that it may be behind."""
        try:
            [(generation, follows)] = self._looking.fetch(_LOOK, {})
        except (SQLAlchemyError, OverBudget):
            self.note_failure()
            return
        moment = time.monotonic()
        astray = past.lacks(self._generation, self._looked_at)
        self._generation, self._looked_at, self._is_cut = generation, moment, False
        self.lag = past.behind(generation, moment)
        self.state = _state(follows, past.is_begun, astray, self.lag > limit)

    def cut_if_silent(self) -> bool:
        """End what waits for it when it has been silent for long, so that others answer; whether that was so. Once for
        each silence: what asks it meanwhile does so because it has been heard again.
        """
        if self._is_cut or not self._looked_at or not self.is_silent(time.monotonic()):
            return False
        self._is_cut = True
        self.note_failure()
        self.reader.cut()
        cut_off(tuple(self._opened))
        return True

    def close(self) -> None:
        """Close the connections that nobody uses."""
        for reader in (self.reader, self._looking):
            reader.dispose()
        self.engine.dispose()


def _state(follows: bool, is_compared: bool, is_astray: bool, is_late: bool) -> State:
    if not follows:
        return "primary"
    if not is_compared:
        return "unknown"
    return "astray" if is_astray else "lagging" if is_late else "serving"


def _with_patience(url: str) -> str:
    """The address of a replica, which is waited for no longer than for the others that can answer in its place."""
    given = read_url(url)
    if "connect_timeout" not in given.query:
        given = given.update_query_dict({"connect_timeout": _CONNECT_SECONDS})
    return given.render_as_string(hide_password=False)


def server_name(engine: Engine) -> str:
    """What a server is called in measurements and messages: its host and port."""
    url = engine.url
    return f"{url.host or url.query.get('host', 'localhost')}:{url.port or 5432}"
