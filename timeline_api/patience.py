"""How long a connection may keep a thread waiting.

gunicorn reads a request in the thread that will serve it, and waits for its bytes without end: whoever sends half a
request and stops holds that thread until the server goes. Here the wait is given up instead.
"""

from __future__ import annotations

import errno
import socket
import struct
import time
from contextlib import suppress
from typing import Any

from gunicorn.http.errors import ParseException

_AT_ONCE = int(socket.MSG_DONTWAIT)  # flags of the enumeration are slow to join


class TooSlow(ParseException):  # type: ignore[misc]  # gunicorn has no types
    """The head of a request did not come in time."""

    def __str__(self) -> str:
        return "the request did not come in time"


class PatientSocket(socket.socket):
    """A client's connection that waits so many seconds, and no longer.

    The head of a request has to be there within that time as a whole, for it is small. Of a body, and of the client
    that takes its answer, only a byte has to come or go in each such time: lines are slow, and articles long.
    """

    patience = 30.0
    gave_up = False
    """Whether a wait was given up: the client is not worth another."""
    _until: float | None = None
    _ended = False

    @classmethod
    def taking(cls, plain: socket.socket, patience: float) -> PatientSocket:
        """Take over the connection of `plain`, which is not used any more."""
        taken = cls(plain.family, plain.type, plain.proto, plain.detach())
        socket.socket.setblocking(taken, True)  # gunicorn has made the connection one that does not wait
        taken.patience = patience
        taken._wait(socket.SO_SNDTIMEO, patience)
        return taken

    def expect_head(self) -> None:
        """A request begins: its head has to come in time."""
        self._until = time.monotonic() + self.patience

    def expect_body(self) -> None:
        """The head is here."""
        self._until = None

    def end_head(self) -> None:
        """Wait no longer for the head of a request, if that is what is waited for: any thread may say so."""
        if self._until is None or self._ended:
            return
        self._ended = True
        with suppress(OSError):  # it has just been closed
            self.shutdown(socket.SHUT_RD)  # which wakes the thread that waits

    def setblocking(self, flag: bool) -> None:
        """As ever; the system is told only when it is news."""
        if flag != self.getblocking():
            super().setblocking(flag)

    def settimeout(self, value: float | None) -> None:
        """As ever; the system is told only when it is news."""
        if value != self.gettimeout():
            super().settimeout(value)

    def recv(self, size: int, flags: int = 0) -> bytes:
        """What comes, as ever; `TooSlow` or, once the head is here, TimeoutError when nothing does."""
        left = self.patience if self._until is None else self._until - time.monotonic()
        if left <= 0:
            raise self._give_up(TooSlow())
        came = self._receive(size, flags, left)
        if not came and self._ended and self._until is not None:
            raise self._give_up(TooSlow())
        return came

    def _receive(self, size: int, flags: int, seconds: float) -> bytes:
        try:
            return super().recv(size, flags | _AT_ONCE)  # most often it is here
        except BlockingIOError:
            self._wait(socket.SO_RCVTIMEO, seconds)
        try:
            return super().recv(size, flags)
        except BlockingIOError:
            told = TimeoutError("the client sends nothing") if self._until is None else TooSlow()
            raise self._give_up(told) from None

    def sendall(self, *args: Any) -> None:
        """As ever; BrokenPipeError when the client takes nothing: it is as good as gone."""
        try:
            super().sendall(*args)
        except BlockingIOError:
            raise self._give_up(BrokenPipeError(errno.EPIPE, "the client takes nothing")) from None

    def _give_up(self, told: Exception) -> Exception:
        self.gave_up = True
        return told

    def _wait(self, direction: int, seconds: float) -> None:
        # Zero would be for ever.
        micros = max(1, int(seconds * 1_000_000))
        self.setsockopt(socket.SOL_SOCKET, direction, struct.pack("ll", *divmod(micros, 1_000_000)))
