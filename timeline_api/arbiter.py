"""gunicorn's arbiter, which at a reload keeps the old workers until the new ones serve.

gunicorn starts new workers and stops the old ones at once. Until the new ones have loaded the application nobody takes
requests: none is lost, but all wait.
"""

from __future__ import annotations

import time
from typing import Any

from gunicorn.arbiter import Arbiter

_PATIENCE = 30.0  # seconds that new workers have; then the old ones go, as they do with gunicorn
_LOOK = 0.05  # seconds between two looks at them


class SteadyArbiter(Arbiter):  # type: ignore[misc]  # gunicorn has no types
    """Old workers go when new ones serve."""

    WORKERS: dict[int, Any]
    num_workers: int

    def manage_workers(self) -> None:
        """gunicorn's own hook: start workers where there are too few, and stop the oldest where there are too many."""
        deadline = time.monotonic() + _PATIENCE
        while len(self.WORKERS) > self.num_workers and not self._all_serve() and time.monotonic() < deadline:
            time.sleep(_LOOK)
            self.reap_workers()  # one that fails at its start ends the wait
        super().manage_workers()

    def _all_serve(self) -> bool:
        return all(_serves(worker) for worker in self.WORKERS.values())


def _serves(worker: Any) -> bool:
    """Whether a worker has begun to take requests: then it sets the time of its file by the clock that counts from the
    start of the machine, which is behind the calendar's, by which the file was made.
    """
    return bool(worker.tmp.last_update() <= time.monotonic())
