"""Whether the disks have the room that writing a SQLite file anew takes, asked before it begins."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

_TEMPORARY = ("SQLITE_TMPDIR", "TMPDIR")
_TEMPORARY_FOLDERS = ("/var/tmp", "/usr/tmp", "/tmp", ".")


class NoRoom(Exception):
    """A disk has less room than is needed; says which."""


def check_room(beside: Path, needed: int, temporary: int) -> None:
    """See that so many bytes are free in the folder of a file, and so many where SQLite keeps temporary files; on one
    disk, both together. NoRoom when they are not.
    """
    wanted: Counter[int] = Counter()
    folders: dict[int, Path] = {}
    for folder, size in ((beside.absolute().parent, needed), (temporary_folder(), temporary)):
        disk = folder.stat().st_dev
        wanted[disk] += size
        folders.setdefault(disk, folder)
    for disk, size in wanted.items():
        free = shutil.disk_usage(folders[disk]).free
        if free < size:
            raise NoRoom(f"{size:,} bytes of room are needed in {folders[disk]}, and {free:,} are free")


def temporary_folder() -> Path:
    """Where SQLite keeps temporary files: the first folder that it can write into (sqlite.org/tempfiles.html)."""
    return next(folder for folder in _folders() if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK))


def _folders() -> Iterator[Path]:
    yield from (Path(os.environ[name]) for name in _TEMPORARY if os.environ.get(name))
    yield from map(Path, _TEMPORARY_FOLDERS)
