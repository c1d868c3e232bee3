"""A real server in a process of its own, for tests that need sockets."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO

from timeline_api.settings import Settings

_START = """
import json, sys
from timeline_api.server import run
from timeline_api.settings import Settings
run(Settings(**json.loads(sys.argv[1])))
"""
_PATIENCE = 30  # seconds for a server to come up or to go


@dataclass(frozen=True)
class Running:
    """A server that answers at `url`."""

    url: str
    port: int
    process: subprocess.Popen[bytes]
    log: IO[bytes]

    def told(self) -> bytes:
        """All that it wrote to its output until now. A file, since one that writes into a full pipe waits."""
        return os.pread(self.log.fileno(), os.fstat(self.log.fileno()).st_size, 0)


@contextmanager
def running(settings: Settings) -> Iterator[Running]:
    """Serve on a free port until the block ends."""
    settings = replace(settings, port=free_port())
    command = [sys.executable, "-W", "error", "-c", _START, json.dumps(asdict(settings))]
    with (
        tempfile.TemporaryFile() as log,
        subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT) as process,
    ):
        server = Running(f"http://{settings.host}:{settings.port}", settings.port, process, log)
        try:
            _await(server)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(timeout=_PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                raise


def workers(server: Running) -> set[str]:
    """The ids of the processes that serve."""
    return set(Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split())


def until(true: Callable[[], bool]) -> None:
    """Wait for something that a server will do."""
    deadline = time.monotonic() + 2 * _PATIENCE
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await(server: Running) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            raise RuntimeError(f"the server stopped: {server.told().decode()}")
        try:
            urllib.request.urlopen(f"{server.url}/healthz", timeout=5).close()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"no answer from {server.url} in {_PATIENCE} seconds")
