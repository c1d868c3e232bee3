"""Counts of requests that all workers of one server share: a small SQLite file in memory.

`limits` has storages in a process and in servers such as Redis. With counts in each process, a caller would have as
many allowances as there are workers, and a server of its own is much to ask of a service on one machine.
"""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from threading import Lock
from typing import Any

from limits.storage import Storage

_WAIT = 1.0  # seconds for another worker to finish its own count
_COUNT = """
INSERT INTO hits (key, count, expires) VALUES (:key, :amount, :expires)
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN hits.expires <= :now THEN 0 ELSE hits.count END + excluded.count,
    expires = CASE WHEN hits.expires <= :now THEN excluded.expires ELSE hits.expires END
RETURNING count
"""


class SharedCounts(Storage):
    """What `limits` asks of a storage, for windows that begin with a caller's first request."""

    STORAGE_SCHEME = None

    def __init__(self, file: Path) -> None:
        super().__init__(wrap_exceptions=True)
        self._lock = Lock()
        self._connection = sqlite3.connect(file, timeout=_WAIT, isolation_level=None, check_same_thread=False)
        for statement in (
            "PRAGMA journal_mode = WAL",
            "PRAGMA synchronous = OFF",  # nobody misses it after a crash
            "CREATE TABLE IF NOT EXISTS hits (key TEXT PRIMARY KEY, count INTEGER, expires REAL) WITHOUT ROWID",
            "CREATE INDEX IF NOT EXISTS hits_by_expiry ON hits (expires)",
        ):
            self._connection.execute(statement)

    @property
    def base_exceptions(self) -> type[Exception]:
        """What is wrapped into `limits.errors.StorageError`."""
        return sqlite3.Error

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count `amount` more for a key, whose window is `expiry` seconds long; the count so far."""
        now = time.time()
        [count] = self._run(_COUNT, {"key": key, "amount": amount, "expires": now + expiry, "now": now})
        if count == amount:  # a new window: a good moment to forget those that are over
            self._run("DELETE FROM hits WHERE expires <= :now", {"now": now})
        return int(count)

    def get(self, key: str) -> int:
        """The count of a key in its present window."""
        found = self._run(
            "SELECT count FROM hits WHERE key = :key AND expires > :now", {"key": key, "now": time.time()}
        )
        return found[0] if found else 0

    def get_expiry(self, key: str) -> float:
        """When the window of a key ends, in seconds since 1970: now when it has none."""
        found = self._run("SELECT expires FROM hits WHERE key = :key", {"key": key})
        return max(found[0] if found else 0.0, time.time())

    def check(self) -> bool:
        """Whether it can count."""
        return self._run("SELECT 1", {}) == (1,)

    def reset(self) -> None:
        """Forget everything."""
        self._run("DELETE FROM hits", {})

    def clear(self, key: str) -> None:
        """Forget a key."""
        self._run("DELETE FROM hits WHERE key = :key", {"key": key})

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _run(self, statement: str, values: dict[str, Any]) -> tuple[Any, ...]:
        with self._lock:
            row: tuple[Any, ...] | None = self._connection.execute(statement, values).fetchone()
        return row or ()
