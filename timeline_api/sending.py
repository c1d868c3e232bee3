"""How answers go out: gunicorn's response, whose head goes with the beginning of its content.

A head alone wakes the client for nothing, and each call of the system gives the interpreter to another thread.
"""

from __future__ import annotations

import time
from email.utils import formatdate
from functools import lru_cache
from typing import Any

from gunicorn import util
from gunicorn.http.wsgi import Response

from timeline_api.api.headers import SAFE, SHARED

_OF_ALL = frozenset((*SAFE, *SHARED))


class OneSend(Response):  # type: ignore[misc]  # gunicorn has no types
    """A response that is sent by one call where its content is in one piece."""

    _held = b""
    headers: list[tuple[str, str]]
    headers_sent: bool

    def process_headers(self, headers: list[tuple[str, str]]) -> None:
        """gunicorn's own hook, which looks at each for what HTTP forbids: not anew at those of all answers."""
        for header in headers:
            if header in _OF_ALL:
                self.headers.append(header)
            else:
                super().process_headers((header,))

    def send_headers(self) -> None:
        """gunicorn's own hook: the head is due. It is kept until there is content, or until all is over."""
        if self.headers_sent:
            return
        fields = "".join(f"{name}: {value}\r\n" for name, value in self.headers)
        self._held = f"{''.join(self.default_headers())}{fields}\r\n".encode("latin-1")
        self.headers_sent = True

    def default_headers(self) -> list[str]:
        """gunicorn's own hook: the status, and what every answer says."""
        close = "close" if self.should_close() else "keep-alive"
        major, minor = self.req.version
        lines = [
            f"HTTP/{major}.{minor} {self.status}\r\n",
            f"Server: {self.version}\r\n",
            f"Date: {_date(int(time.time()))}\r\n",
            f"Connection: {close}\r\n",
        ]
        if self.chunked:
            lines.append("Transfer-Encoding: chunked\r\n")
        return lines

    def close(self) -> None:
        """gunicorn's own hook: nothing more comes."""
        self.send_headers()
        end = b"0\r\n\r\n" if self.chunked else b""
        self._send(end)

    def sendfile(self, pieces: Any) -> bool:
        """gunicorn's own hook: the system sends a file, which begins where the head ends."""
        self.send_headers()
        self._send(b"")
        return bool(super().sendfile(pieces))

    def _emit_body(self, content: bytes) -> None:
        """gunicorn's own hook: some content comes."""
        self._send(b"%X\r\n%b\r\n" % (len(content), content) if self.chunked else content)

    def _send(self, content: bytes) -> None:
        if self._held:
            content, self._held = self._held + content, b""
        if content:
            util.write(self.sock, content)


@lru_cache(maxsize=2)
def _date(second: int) -> str:
    """A moment as HTTP writes it.

    >>> _date(0)
    'Thu, 01 Jan 1970 00:00:00 GMT'
    """
    return formatdate(second, usegmt=True)
