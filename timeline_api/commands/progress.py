"""A line on the terminal that says how far a long command has come."""

from __future__ import annotations

import time
from typing import TextIO

_PAUSE = 0.1  # seconds between two changes of the line
_CLEAR = "\r\x1b[K"


class Progress:
    """One line that changes in place; nothing at all where `stream` is no terminal."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream if stream.isatty() else None
        self._next = 0.0

    def show(self, line: object) -> None:
        """Replace the line, unless that was done a moment ago."""
        if self._stream is None or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _PAUSE
        self._write(f"{_CLEAR}{line} ...")

    def clear(self) -> None:
        """Take the line away, so that something else can be said."""
        self._next = 0.0
        self._write(_CLEAR)

    def _write(self, text: str) -> None:
        if self._stream is not None:
            self._stream.write(text)
            self._stream.flush()
