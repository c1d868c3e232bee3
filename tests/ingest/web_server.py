"""A server on loopback that answers as servers should, and as they should not."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Handle = Callable[[BaseHTTPRequestHandler], None]


@dataclass(slots=True)
class Site:
    """What stands at each path; what was asked, with the headers, in order."""

    port: int
    handlers: dict[str, Handle] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of a path; `host` is another name for this server."""
        return f"http://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def put(self, path: str, content: bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> None:
        """Serve content at a path; with an ETag, 304 to those who have it."""

        def handle(request: BaseHTTPRequestHandler) -> None:
            etag = headers.get("ETag")
            known = etag is not None and request.headers.get("If-None-Match") == etag
            send(request, 304 if known else 200, b"" if known else content, {"Content-Type": kind, **headers})

        self.handlers[path] = handle

    def say(self, path: str, status: int, **headers: str) -> None:
        """Answer a path with a status and headers."""
        self.handlers[path] = lambda request: send(request, status, b"", headers)


def send(request: BaseHTTPRequestHandler, status: int, content: bytes, headers: dict[str, str]) -> None:
    request.send_response(status)
    for name, value in headers.items():
        request.send_header(name.replace("_", "-"), value)
    request.send_header("Content-Length", str(len(content)))
    request.end_headers()
    request.wfile.write(content)


def drip(request: BaseHTTPRequestHandler) -> None:
    """A byte now and then, for as long as anyone listens."""
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.end_headers()
    _until_gone(lambda: request.wfile.write(b"x"), 0.05)


def drip_headers(request: BaseHTTPRequestHandler) -> None:
    """The same before the end of the headers."""
    request.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    _until_gone(lambda: request.wfile.write(b"x"), 0.05)


def endless(request: BaseHTTPRequestHandler) -> None:
    """A body without an end."""
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.end_headers()
    _until_gone(lambda: request.wfile.write(b"x" * 65536), 0)


def bomb(megabytes: int) -> bytes:
    """So many megabytes of nothing, packed."""
    return gzip.compress(bytes(megabytes * 1024 * 1024), 6)


def _until_gone(write: Callable[[], object], pause: float) -> None:
    for _ in range(100_000):
        try:
            write()
        except OSError:
            return
        time.sleep(pause)


@contextmanager
def serving() -> Iterator[Site]:
    """A site on a port of its own, without robots.txt; it is gone when the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    site = Site(server.server_address[1])

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers)))
            handle = site.handlers.get(self.path)
            if handle is None:
                send(self, 404, b"", {})
            else:
                handle(self)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing on standard error."""

    server.RequestHandlerClass = Handler
    server.daemon_threads = True
    server.handle_error = lambda request, client: None  # type: ignore[method-assign,assignment]  # clients that hang up
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
