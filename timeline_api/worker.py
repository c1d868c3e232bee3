"""gunicorn's threaded worker, which waits for no client too long, and answers what it cannot parse as a problem
(RFC 9457) instead of HTML.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

import orjson
from gunicorn import util
from gunicorn.http import errors
from gunicorn.http.body import LengthReader
from gunicorn.http.wsgi import FileWrapper, create
from gunicorn.workers.gthread import ThreadWorker

from timeline_api.patience import PatientSocket, TooSlow
from timeline_api.sending import OneSend
from timeline_api.statuses import phrase

_ENCODED = "in an address a space and what is not ASCII are percent-encoded: é is %C3%A9"

# The first that fits decides; ParseException is the parent of the rest. gunicorn's own words repeat what was sent, and
# in it may be a key.
_ANSWERS: tuple[tuple[type[Exception], int, str], ...] = (
    (errors.InvalidResponseHeader, 500, ""),
    (errors.InvalidResponseHeaderName, 500, ""),
    (errors.ConfigurationProblem, 500, ""),
    (errors.LimitRequestLine, 414, "the request line is too long"),
    (errors.LimitRequestHeaders, 431, "the headers are too many or too long"),
    (TooSlow, 408, "the request did not come in time"),
    (errors.ExpectationFailed, 417, "the one expectation that can be met is 100-continue"),
    (errors.UnsupportedTransferCoding, 501, "the one transfer coding that is read is chunked"),
    (errors.InvalidRequestMethod, 400, "the method cannot be read"),
    (errors.InvalidHTTPVersion, 400, "the version of HTTP in the request line cannot be read"),
    (errors.InvalidRequestLine, 400, f"the request line cannot be read; {_ENCODED}"),
    (errors.ObsoleteFolding, 400, "a header goes on on the next line"),
    (errors.InvalidHeaderName, 400, "the name of a header cannot be read"),
    (errors.InvalidHeader, 400, "a header cannot be read"),
    (errors.ParseException, 400, "the request cannot be read"),
)
_FAILED = (500, "")
_LINGERED = 32 * 1024 * 1024
"""Bytes of a body that is too large which are taken and thrown away, within two seconds: a client that sends all of it
before it reads would find the connection broken in place of our answer."""


class ProblemWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Requests that never reach the application are answered like those that do; slow clients starve no others."""

    alive: bool
    cfg: Any

    @property
    def worker_connections(self) -> int:
        """gunicorn accepts while it has fewer connections than this: as many as it has threads, beside idle ones.

        Else the connections that find no thread here would wait for one, while another worker has them free.
        """
        idle = len(self.keepalived_conns) + len(self.pending_conns)
        return min(int(self.cfg.worker_connections), idle + int(self.cfg.threads))

    @worker_connections.setter
    def worker_connections(self, _most: int) -> None:
        """gunicorn sets it once, to what its configuration says."""

    def handle(self, conn: Any) -> Any:
        """gunicorn's own hook, called in a thread: serve the next request of a connection.

        A connection that is over is closed here. gunicorn does so in the one thread that hands out all connections,
        and waits up to two seconds there for the client to close its side.
        """
        if not isinstance(conn.sock, PatientSocket):
            conn.sock = PatientSocket.taking(conn.sock, self.app.settings.client_timeout)
        conn.sock.expect_head()
        result = super().handle(conn)
        if result is False:
            _part(conn.sock)
            conn.close = _closed_already
        return result

    def handle_request(self, req: Any, conn: Any) -> bool:
        """gunicorn's own hook, called when the head of a request has been read; whether the connection may go on.

        What gunicorn does here, without its hooks and its access log, which we have not set.
        """
        conn.sock.expect_body()
        response, environ = create(req, conn.sock, conn.client, conn.server, self.cfg, OneSend)
        environ["wsgi.multithread"] = True
        self._count_request()
        if not self.alive or len(self.keepalived_conns) >= self.max_keepalived:
            response.force_close()
        try:
            _answer(response, self.wsgi(environ, response.start_response))
        except OSError:
            raise
        except (Exception, SystemExit) as error:
            if not response.headers_sent:
                raise
            # A 500 would stand in the middle of the answer: that the connection ends says that something is wrong.
            self.log.exception("Error handling request")
            util.close_graceful(conn.sock)
            raise StopIteration from error
        return not response.should_close() and not conn.sock.gave_up

    def _count_request(self) -> None:
        """Go after so many."""
        self.nr += 1
        if self.nr >= self.max_requests and self.alive:
            self.log.info("Autorestarting worker after current request.")
            self.alive = False

    def _keepalive_after(self, conn: Any, keepalive: bool) -> bool:
        """gunicorn's own hook: what is left of a body is read before the next request. Most have none."""
        reader = conn.parser.mesg.body.reader
        if keepalive and isinstance(reader, LengthReader) and reader.length == 0:
            return True
        return bool(super()._keepalive_after(conn, keepalive))

    def handle_error(self, req: object, client: Any, addr: tuple[str, int], exc: Exception) -> None:
        """gunicorn's own hook, called with the connection's socket."""
        status, detail = next((answer[1:] for answer in _ANSWERS if isinstance(exc, answer[0])), _FAILED)
        if status == 500:
            self.log.error("a request failed outside the application", exc_info=exc)
        else:
            self.log.warning("unreadable request from %s: %s", addr[0] if addr else "a socket", type(exc).__name__)
        answer = problem_bytes(status, detail)
        try:
            util.write_nonblock(client, answer)
        except OSError:
            self.log.debug("the client was gone before its answer")


def _answer(response: OneSend, pieces: Iterable[bytes]) -> None:
    """Send what the application gives, and tell it that all is sent."""
    try:
        if isinstance(pieces, FileWrapper):
            response.write_file(pieces)
        else:
            for piece in pieces:
                response.write(piece)
        response.close()
    finally:
        close = getattr(pieces, "close", None)
        if close is not None:
            close()


def _part(sock: PatientSocket) -> None:
    """Close a connection: lingering for what the client has sent, so that it gets to read our answer; not for one who
    has sent nothing for long.
    """
    if sock.gave_up:
        sock.close()
        return
    sock.expect_body()
    util.close_graceful(sock, max_drain=_LINGERED)


def _closed_already(graceful: object = None) -> None:
    """What closes a connection that is closed."""


def problem_bytes(status: int, detail: str) -> bytes:
    """A whole HTTP answer that carries a problem, and closes the connection.

    >>> problem_bytes(414, "too long").split(b"\\r\\n")[0]
    b'HTTP/1.1 414 URI Too Long'
    """
    title = phrase(status)
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
