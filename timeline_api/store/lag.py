"""How far a replica is behind its primary, and how long a server that fails is left alone: arithmetic, no connection.

The clock by which servers are compared is the generation of the timeline (see `record_pages.read_generation`). It is a
row like any other, which each change moves on in its own transaction, and so it comes to a replica together with what
it stands for. A replica whose generation is that of a write has the write; the age of the first generation that it
lacks is how far it is behind; two servers at one generation hold the same timeline.
"""

from __future__ import annotations

from collections import deque
from math import inf
from threading import Lock

PAUSE = 0.25
"""Seconds between two looks at a server that is well."""
_LONGEST_PAUSE = 15.0
_FORGIVEN = 5.0  # seconds without a failure after which the next is a first one
_REMEMBERED = 4096  # generations: a quarter of an hour of steady writing


class Past:
    """When each generation of the primary was first seen; all threads share it."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque(maxlen=_REMEMBERED)
        self._looked_at = 0.0
        self._lock = Lock()
        self.is_begun = False
        """Whether the primary has been looked at, or was found to be away."""

    def note(self, generation: int, moment: float) -> None:
        """The primary was at this generation, or came to it, after this moment (of the monotonic clock)."""
        with self._lock:
            if not self._seen or self._seen[-1][1] != generation:
                self._seen.append((moment, generation))
            self._looked_at = moment

    def behind(self, generation: int, moment: float) -> float:
        """The seconds for which the primary has had what a server at this generation lacks; infinity when that is
        from before it was looked at.
        """
        with self._lock:
            if self._seen and generation < self._seen[0][1]:
                return inf
            lacking = (seen_at for seen_at, number in self._seen if number > generation)
            return moment - next(lacking, moment)

    def lacks(self, generation: int, moment: float) -> bool:
        """Whether the primary, looked at since this moment, has not come to a generation that another server was at."""
        with self._lock:
            return bool(self._seen) and self._looked_at > moment and generation > self._seen[-1][1]


class Pause:
    """How long to leave a server alone: longer with each failure, until it has been well for a while."""

    def __init__(self) -> None:
        self._failures = 0
        self._last = 0.0

    def note_failure(self, moment: float) -> None:
        """It failed at this moment."""
        self._failures += 1
        self._last = moment

    def seconds(self, moment: float) -> float:
        """How long from this moment on."""
        if moment - self._last > _FORGIVEN + PAUSE * 2**self._failures:
            self._failures = 0
        return float(min(_LONGEST_PAUSE, PAUSE * 2**self._failures))
