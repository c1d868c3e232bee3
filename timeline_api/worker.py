"""gunicorn's threaded worker, answering what it cannot parse as a problem (RFC 9457) instead of HTML."""

from __future__ import annotations

import secrets
from http import HTTPStatus
from typing import Any

import orjson
from gunicorn import util
from gunicorn.http import errors
from gunicorn.workers.gthread import ThreadWorker

# The first that fits decides; ParseException is the parent of the rest.
_STATUSES: tuple[tuple[type[Exception], int], ...] = (
    (errors.LimitRequestLine, 414),
    (errors.LimitRequestHeaders, 431),
    (errors.ExpectationFailed, 417),
    (errors.UnsupportedTransferCoding, 501),
    (errors.ConfigurationProblem, 500),
    (errors.ParseException, 400),
)


class ProblemWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Requests that never reach the application are answered like those that do."""

    def handle_error(self, req: object, client: Any, addr: tuple[str, int], exc: Exception) -> None:
        """gunicorn's own hook, called with the connection's socket."""
        status = next((code for kind, code in _STATUSES if isinstance(exc, kind)), 500)
        if status == 500:
            super().handle_error(req, client, addr, exc)
            return
        answer = problem_bytes(status, str(exc))
        self.log.warning("unreadable request from %s: %s", addr[0] if addr else "a socket", type(exc).__name__)
        try:
            util.write_nonblock(client, answer)
        except OSError:
            self.log.debug("the client was gone before its answer")


def problem_bytes(status: int, detail: str) -> bytes:
    """A whole HTTP answer that carries a problem, and closes the connection.

    >>> problem_bytes(414, "too long").split(b"\\r\\n")[0]
    b'HTTP/1.1 414 URI Too Long'
    """
    title = {414: "URI Too Long"}.get(status, HTTPStatus(status).phrase)
    request_id = secrets.token_hex(8)
    problem = {"type": "about:blank", "title": title, "status": status, "detail": detail, "errors": []}
    body = orjson.dumps({**problem, "request_id": request_id})
    lines = (
        f"HTTP/1.1 {status} {title}",
        "Connection: close",
        "Content-Type: application/problem+json",
        f"Content-Length: {len(body)}",
        "Cache-Control: no-store",
        "X-Content-Type-Options: nosniff",
        f"X-Request-ID: {request_id}",
    )
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
