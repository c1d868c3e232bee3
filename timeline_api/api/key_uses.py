"""When keys were last used: written down now and then, not at every request."""

from __future__ import annotations

import time
from threading import Lock

from sqlalchemy import Engine

from timeline_api.api.clock import now
from timeline_api.store.keys import USE_NOTED_EVERY, note_use


class KeyUses:
    """Remembers for a process which keys it has written down lately; there are as many entries as keys."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = Lock()
        self._due: dict[str, float] = {}

    def note(self, key_id: str) -> None:
        """Write down that a key was used, unless this process did so within the last minute."""
        moment = time.monotonic()
        with self._lock:
            if self._due.get(key_id, 0.0) > moment:
                return
            self._due[key_id] = moment + USE_NOTED_EVERY.total_seconds()
        note_use(self._engine, key_id, now())
