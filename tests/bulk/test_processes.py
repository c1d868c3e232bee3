"""Processes that are killed at the worst moment: nobody waits for ever, and nothing is left behind."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from timeline_api.bulk.processes import Processes

LARGE = 50 * 1024 * 1024  # far more than a pipe holds


class Deadly:
    """A result that ends its process when half of it has been written."""

    def __reduce__(self) -> tuple[type, tuple[str]]:
        os.kill(os.getpid(), signal.SIGKILL)
        return str, ("",)


def half(_asked: int) -> list[object]:
    return [b"x" * LARGE, Deadly()]


def whole(asked: int) -> bytes:
    return b"x" * asked


def failing(_asked: int) -> bytes:
    raise ValueError("no")


def test_results_come_back_and_their_files_go() -> None:
    with Processes(2) as pool:
        futures = [pool.submit(whole, LARGE), pool.submit(whole, 1)]
        assert [len(each.result()) for each in futures] == [LARGE, 1]
        with pytest.raises(ValueError, match="no"):
            pool.submit(failing, 1).result()
        folder = Path(pool.folder)
        assert list(folder.iterdir()) == []
    assert not folder.exists()


def test_a_process_that_is_killed_while_it_writes_keeps_nobody_waiting() -> None:
    with Processes(1) as pool:
        with pytest.raises(BrokenProcessPool):
            pool.submit(half, 1).result(timeout=60)
        with pytest.raises(BrokenProcessPool):
            pool.submit(whole, 1)


def asleep(seconds: int) -> int:
    time.sleep(seconds)
    return seconds


def test_what_is_under_way_is_given_up_when_nobody_waits_for_it() -> None:
    with Processes(2) as pool:
        assert pool.submit(len, "two").result() == 3
        futures = [pool.submit(asleep, 120) for _ in range(5)]
        began = time.monotonic()
    assert time.monotonic() - began < 30
    assert all(each.done() for each in futures)
    assert not Path(pool.folder).exists()


PARENT = """
import os, signal
from timeline_api.bulk.processes import Processes

if __name__ == "__main__":
    with Processes(1) as pool:
        pool.submit(len, "two").result()
        print(pool.folder, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
"""


def test_nothing_outlives_a_parent_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        folder = Path(parent.stdout.readline().strip())
        parent.wait()
        # The pipe ends when the last of its processes does.
        assert parent.stdout.read() == ""
    assert folder.name.startswith("timeline-api-")
    assert not folder.exists()
