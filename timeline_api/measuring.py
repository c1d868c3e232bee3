"""How the workers of one server measure together: each counts in files named for its place, not for its process.

prometheus_client names the files by process id. Workers come and go (recycling, reloads), and with each the files
would grow in number, and each scrape in time. A place is a small number that no two living workers share; whoever
takes it over counts on from where the one before left off.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from itertools import count
from pathlib import Path
from typing import Any

from prometheus_client import values
from prometheus_client.multiprocess import mark_process_dead

FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
"""prometheus_client's own name for where processes share their counts."""

_PREFIX = "timeline-metrics-"


def begin_measuring(below: str) -> None:
    """Make the folder that the workers of this server will share; to be called before they start.

    Folders of servers that were killed, and could not take theirs away, go.
    """
    for folder in Path(below).glob(f"{_PREFIX}*"):
        if not _is_alive(folder.name.removeprefix(_PREFIX).partition("-")[0]):
            shutil.rmtree(folder, ignore_errors=True)
    os.environ[FOLDER_VARIABLE] = tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=below)


def _is_alive(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, ValueError):
        return False
    except PermissionError:
        return True  # someone else's
    return True


def end_measuring(_arbiter: Any) -> None:
    """gunicorn's `on_exit`, called in the master alone: take the folder away."""
    shutil.rmtree(os.environ[FOLDER_VARIABLE], ignore_errors=True)


def give_place(arbiter: Any, worker: Any) -> None:
    """gunicorn's `pre_fork`: the smallest place that no living worker has."""
    taken = {getattr(other, "place", None) for other in arbiter.WORKERS.values()}
    worker.place = next(place for place in count() if place not in taken)


def take_place(_arbiter: Any, worker: Any) -> None:
    """gunicorn's `post_fork`: count in the files of this worker's place from now on."""
    place = worker.place
    values.ValueClass = values.MultiProcessValue(process_identifier=lambda: place)  # type: ignore[no-untyped-call]  # their gap


def leave_place(_arbiter: Any, worker: Any) -> None:
    """gunicorn's `child_exit`: what the worker held, such as connections, it holds no more."""
    mark_process_dead(worker.place)  # type: ignore[no-untyped-call]  # their gap
