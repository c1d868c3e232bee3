"""A Dask scheduler and workers, each a process of its own, that can be killed.

They are forked from a process that has loaded Dask already: loading it takes longer than the tests themselves.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import tempfile
import threading
import time
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from distributed import Scheduler, Worker

from timeline_api.bulk.shards import Item, Shard
from timeline_api.bulk.signed import SignedResult, read_signed
from timeline_api.frozen import replace
from timeline_api.ingest.reading import Found

POISON = "Poison"
"""An article that kills whoever reads it."""
ONCE = "Once for "
"""Begins an article that kills the first who reads it; the file that it names says whether someone has."""

GARBLED = "Garbled for "
"""Begins an article whose shard changes on the way back, when it is first read; the file says whether it was."""

_FORKING: Any = get_context("forkserver")


class Machines:
    """A scheduler and two workers; whoever ends is started anew, as by the supervisor of a machine."""

    def __init__(self) -> None:
        _FORKING.set_forkserver_preload([__name__, "timeline_api.pipeline"])
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.address = f"tcp://127.0.0.1:{self.port}"
        self._folder = tempfile.TemporaryDirectory(prefix="timeline-dask-")
        self._over = threading.Event()
        self.scheduler = self._scheduler()
        self.workers = [self._worker(), self._worker()]
        self._supervisor = threading.Thread(target=self._supervise, daemon=True)
        self._supervisor.start()

    def kill_worker(self) -> None:
        """Kill a worker."""
        self.workers[0].kill()

    def kill_scheduler(self) -> None:
        """Kill the scheduler; the workers go when they see it gone."""
        self.scheduler.kill()

    def stop(self) -> None:
        """End all of them."""
        self._over.set()
        self._supervisor.join()
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.join()
        self._folder.cleanup()

    def _supervise(self) -> None:
        while not self._over.wait(0.1):
            if not self.scheduler.is_alive():
                self.scheduler = self._scheduler()
            self.workers = [one if one.is_alive() else self._worker() for one in self.workers]

    def _scheduler(self) -> BaseProcess:
        return _started(_serve, self.port)

    def _worker(self) -> BaseProcess:
        return _started(_work, self.address, self._folder.name)


def _started(target: Any, *arguments: object) -> BaseProcess:
    process: BaseProcess = _FORKING.Process(target=target, args=arguments, daemon=True)
    process.start()
    return process


def _serve(port: int) -> None:
    async def serve() -> None:
        async with Scheduler(host="127.0.0.1", port=port, dashboard=False) as scheduler:
            await scheduler.finished()

    _silence()
    asyncio.run(serve())


def _work(address: str, folder: str) -> None:
    async def work() -> None:
        async with Worker(address, nthreads=1, host="127.0.0.1", dashboard=False, local_directory=folder) as worker:
            await worker.finished()

    _silence()
    time.sleep(0.1)  # the scheduler may not be up yet
    asyncio.run(work())


def _silence() -> None:
    """What they say of one another's end is not what a test is about."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.dup2(nowhere, 1)


def read_or_die(shard: Shard, dialect: str) -> SignedResult:
    """As workers read, but some articles kill them, or come back as another: always, or once for the file they name."""
    for item in shard:
        said = _said(item)
        if said == POISON or (said.startswith(ONCE) and not _is_there(Path(said.removeprefix(ONCE)))):
            os.kill(os.getpid(), signal.SIGKILL)
    sent = read_signed(shard, dialect)
    is_garbled = any(_is_garbled(item) for item in shard)
    return replace(sent, pickled=sent.pickled.replace(b"sank", b"rose")) if is_garbled else sent


def _said(item: Item) -> str:
    return item.document.text if isinstance(item, Found) else ""


def _is_garbled(item: Item) -> bool:
    said = _said(item)
    return said.startswith(GARBLED) and not _is_there(Path(said.removeprefix(GARBLED)))


def _is_there(file: Path) -> bool:
    if file.exists():
        return True
    file.touch()
    return False
