"""Old workers go when new ones serve."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest
from gunicorn.config import Config

from timeline_api.arbiter import SteadyArbiter


@dataclass
class Heartbeat:
    """The file of a worker: its time is the calendar's until the worker serves."""

    told: float = field(default_factory=time.time)

    def last_update(self) -> float:
        return self.told


class FewWorkers(SteadyArbiter):
    """With two workers where there should be one, the second of which is new."""

    def __init__(self, looks: int) -> None:
        self.cfg, self._num_workers, self.looks = Config(), 1, looks
        self.log = SimpleNamespace(debug=lambda *_, **__: None)
        self.killed: list[int] = []
        self._last_logged_active_worker_count = 1
        self.WORKERS = {
            number: SimpleNamespace(age=number, tmp=Heartbeat(told))
            for number, told in ((1, time.monotonic()), (2, time.time()))
        }

    def kill_worker(self, pid: int, _sig: int) -> None:
        self.killed.append(pid)

    def reap_workers(self) -> None:
        """What happens between two looks: after so many the new worker serves, or, when there are none, has failed."""
        assert self.killed == []
        self.looks -= 1
        if self.looks == 0:
            self.WORKERS[2].tmp.told = time.monotonic()
        if self.looks < 0:
            del self.WORKERS[2]


@pytest.mark.parametrize(("looks", "killed"), [(3, [1]), (0, [])])
def test_old_workers_go_when_new_ones_serve(looks: int, killed: list[int]) -> None:
    arbiter = FewWorkers(looks)
    arbiter.manage_workers()
    assert arbiter.killed == killed
