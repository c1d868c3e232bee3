"""Files as they lie on the disk: whole or as a stream, unpacked where they are gzip."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from timeline_api.ingest.reading import UnreadableError

GZIP = ".gz"
_Read = TypeVar("_Read")


def kind_of(path: Path) -> str:
    """The ending that says what a file holds, in small letters, `.gz` apart: `.csv` for `a.CSV.gz`.

    >>> kind_of(Path("news.warc.gz")), kind_of(Path("Makefile"))
    ('.warc', '')
    """
    inner = Path(path.stem) if path.suffix.lower() == GZIP else path
    return inner.suffix.lower()


def place_of(path: Path) -> str:
    """A path as text that can be shown and stored, whatever bytes the file's name has."""
    return path.as_posix().encode("utf-8", "backslashreplace").decode("utf-8")


def open_file(path: Path) -> BinaryIO:
    """A stream of what a file holds; OSError when it cannot be opened, and later when its gzip is broken."""
    return Unpacked(path) if path.suffix.lower() == GZIP else path.open("rb")  # type: ignore[return-value]  # alike


def whole_file(path: Path, largest: int) -> bytes:
    """All that a file holds. UnreadableError when it is more than `largest` bytes, OSError when it cannot be read."""
    packed = path.suffix.lower() == GZIP
    if not packed and path.stat().st_size > largest:
        raise _too_large(largest)
    with open_file(path) as stream:
        content = stream.read(largest + 1)
    if len(content) > largest:
        raise _too_large(largest)
    return content


def _too_large(largest: int) -> UnreadableError:
    return UnreadableError(f"larger than {largest // 1024 // 1024} MiB")


class Unpacked(gzip.GzipFile):
    """A gzip file, unpacked as it is read; what is wrong with it is always an OSError."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "rb")

    def read(self, size: int | None = -1) -> bytes:
        return self._attempt(super().read, size)

    def read1(self, size: int = -1) -> bytes:
        return self._attempt(super().read1, size)

    def readinto(self, buffer: Any) -> int:
        return self._attempt(super().readinto, buffer)

    def readline(self, size: int | None = -1) -> bytes:
        return self._attempt(super().readline, size)

    def peek(self, n: int) -> bytes:
        return self._attempt(super().peek, n)

    def _attempt(self, read: Callable[..., _Read], argument: object) -> _Read:
        try:
            return read(argument)
        except EOFError:
            raise OSError("the gzip is cut short") from None
        except zlib.error as error:
            raise OSError(f"broken gzip: {error}") from None
