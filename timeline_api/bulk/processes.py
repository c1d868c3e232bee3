"""Processes that work for this one, and may be killed at any moment.

What they come to is left in files. A process that is killed while it writes a long result into a pipe leaves half of it
there, and whoever reads that waits for the other half for ever; the name of a file goes through in one piece.
"""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context, parent_process
from pathlib import Path
from tempfile import TemporaryDirectory, mkstemp
from typing import TypeVar

Asked = TypeVar("Asked")
Result = TypeVar("Result")
_LOOK = 0.2  # seconds between two looks of a process at whether anyone waits for it


class Processes:
    """So many processes; close them, or use them in a `with` block. What they leave in `folder` goes with them.

    When one is killed, whatever is under way and all that is submitted later raises `BrokenProcessPool`.
    """

    def __init__(self, count: int) -> None:
        self._folder = TemporaryDirectory(prefix="timeline-api-", ignore_cleanup_errors=True)
        self.folder = self._folder.name
        # Spawned, not forked: a fork would share the connections of its parent.
        self._executor = ProcessPoolExecutor(
            count, mp_context=get_context("spawn"), initializer=end_with_parent, initargs=(self.folder,)
        )

    def submit(self, work: Callable[[Asked], Result], asked: Asked) -> Future[Result]:
        """Have `work` done in one of the processes; BrokenProcessPool when one of them has been killed."""
        left = self._executor.submit(_leave, self.folder, work, asked)
        result: Future[Result] = Future()
        left.add_done_callback(partial(_take, result))
        return result

    def close(self) -> None:
        """Stop the processes; what they were at is given up."""
        self._folder.cleanup()  # by which those that are at something see that nobody waits for it
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._folder.cleanup()  # of what was written into it meanwhile

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.close()


def _leave(folder: str, work: Callable[[Asked], Result], asked: Asked) -> str:
    """Do the work; the name of the file that the result is in."""
    result = work(asked)
    file, name = mkstemp(dir=folder)
    with open(file, "wb") as stream:
        pickle.dump(result, stream, pickle.HIGHEST_PROTOCOL)
    return name


def _take(result: Future[Result], left: Future[str]) -> None:
    if left.cancelled():
        result.cancel()
        return
    try:
        file = Path(left.result())
        found = pickle.loads(file.read_bytes())
        file.unlink()
    except Exception as error:
        result.set_exception(error)
    else:
        result.set_result(found)


def end_with_parent(folder: str) -> None:
    """What a process begins with: an interrupt is its parent's matter, and neither it nor the folder outlives that. Nor
    does the process outlive the folder, whatever it is at.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_await_end, args=(folder,), daemon=True).start()


def _await_end(folder: str) -> None:
    parent = parent_process()
    if parent is not None:
        while parent.is_alive() and os.path.exists(folder):
            parent.join(_LOOK)
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(1)
