"""All replicas of a PostgreSQL store, and which of them may answer a read.

Each process looks at each server a few times a second, from a thread of its own, so that a server that hangs keeps
nobody from looking at the others, and no request has to ask first.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from itertools import count
from threading import Event, Lock, Thread

from sqlalchemy.exc import SQLAlchemyError

from timeline_api.store.engine import OverBudget
from timeline_api.store.lag import PAUSE, Past, Pause
from timeline_api.store.reader import Reader
from timeline_api.store.record_pages import read_generation
from timeline_api.store.replica import LOOK_BUDGET, Replica

_log = logging.getLogger(__name__)


class Replicas:
    """The replicas of a store, watched from the first question on; none at all is fine too.

    `told` is called with a replica whenever it has been looked at.
    """

    def __init__(
        self, primary: Reader, replicas: Sequence[Replica], limit: float, told: Callable[[Replica], None]
    ) -> None:
        self.all = tuple(replicas)
        self._primary = primary
        self._limit = limit
        self._told = told
        self._past = Past()
        self._turns = count()
        self._over = Event()
        self._lock = Lock()
        self._threads: list[Thread] = []

    def serving(self, written: int | None) -> list[Replica]:
        """The replicas that may answer a read of someone who has written at this generation (None: has not), in the
        order in which they are to be asked: each is first in its turn.
        """
        if not self.all:
            return []
        if not self._threads:
            self._watch()
        moment, turn = time.monotonic(), next(self._turns) % len(self.all)
        fit = [one for one in self.all[turn:] + self.all[:turn] if one.is_serving(moment)]
        return fit if written is None else [one for one in fit if one.has(written)]

    def close(self) -> None:
        """Stop watching, and close the connections that nobody uses."""
        self._over.set()
        for thread in self._threads:
            thread.join(LOOK_BUDGET)
        self._primary.dispose()
        for replica in self.all:
            replica.close()

    def _watch(self) -> None:
        with self._lock:
            if self._threads:
                return
            loops = [self._follow_primary, *(lambda one=one: self._follow(one) for one in self.all), self._cut_silent]
            self._threads = [Thread(target=loop, name="replicas", daemon=True) for loop in loops]
            for thread in self._threads:
                thread.start()

    def _follow_primary(self) -> None:
        pause = Pause()
        while True:
            asked_at = time.monotonic()
            try:
                self._past.note(read_generation(self._primary), asked_at)
            except (SQLAlchemyError, OverBudget):
                pause.note_failure(time.monotonic())
            self._past.is_begun = True
            if self._over.wait(pause.seconds(time.monotonic())):
                return

    def _follow(self, replica: Replica) -> None:
        while True:
            before = replica.state
            replica.look(self._past, self._limit)
            if replica.state != before:
                _log.warning("replica %s is %s", replica.name, replica.state)
            self._told(replica)
            if self._over.wait(replica.pause.seconds(time.monotonic())):
                return

    def _cut_silent(self) -> None:
        """What waits for a replica that has hung is to be answered by another."""
        while not self._over.wait(PAUSE):
            for replica in self.all:
                if replica.cut_if_silent():
                    self._told(replica)
