"""A real server in a process of its own, for tests that need sockets."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

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


@contextmanager
def running(settings: Settings) -> Iterator[Running]:
    """Serve on a free port until the block ends."""
    settings = replace(settings, port=free_port())
    command = [sys.executable, "-W", "error", "-c", _START, json.dumps(asdict(settings))]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        server = Running(f"http://{settings.host}:{settings.port}", settings.port, process)
        _await(server)
        yield server
    finally:
        process.terminate()
        try:
            process.communicate(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
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
            raise RuntimeError(f"the server stopped: {server.process.communicate()[0].decode()}")
        try:
            urllib.request.urlopen(f"{server.url}/healthz", timeout=5).close()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"no answer from {server.url} in {_PATIENCE} seconds")
