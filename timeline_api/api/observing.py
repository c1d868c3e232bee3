"""What is told of each request: one line of the access log, and its part in the metrics.

Both are written when the last byte is handed over, so that streamed answers count whole. Neither holds a path,
a query, a header or an address: routes are patterns, keys are named by their id.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime

import orjson
from flask import Flask, Response, g, request

from timeline_api.api.compression import as_bytes
from timeline_api.api.metrics import Metrics
from timeline_api.api.service import Service, service
from timeline_api.model import Document, Extraction
from timeline_api.pipeline import extract

UNKNOWN_ROUTE = "unknown"
_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
Write = Callable[[str], None]


@dataclass(slots=True)
class Seen:
    """What is known of a request so far; `rows` counts the entries of its answer, `key` is the caller's key's id."""

    started: float = field(default_factory=time.perf_counter)
    rows: int | None = None
    key: str | None = None
    sent: int = 0


@dataclass(frozen=True, slots=True)
class Observer:
    """Where requests are told to: the metrics, and the access log, None when it is off."""

    metrics: Metrics
    write: Write | None

    def tell(self, seen: Seen, request_id: str, method: str, route: str, status: int) -> None:
        """Tell one request, now that its answer is sent."""
        seconds = time.perf_counter() - seen.started
        self.metrics.count_request(method, route, status, seconds)
        if self.write is not None:
            self.write(_line(seen, request_id, method, route, status, seconds))


def register(app: Flask, known: Service) -> Observer:
    """Watch every request of `app`. Call this first: what comes before it is not measured."""
    observer = Observer(known.metrics, access_log() if known.settings.access_log == "on" else None)

    def finish(response: Response) -> Response:
        _watch(response, observer)
        return response

    app.before_request(_begin)
    app.after_request(finish)
    return observer


def note_rows(count: int) -> None:
    """Say how many entries the answer to this request has."""
    _seen().rows = count


def note_key(key_id: str) -> None:
    """Say by which key this request was let in."""
    _seen().key = key_id


def watched() -> Seen:
    """What is known of this request, for an answer that is written when the request is over."""
    return _seen()


def timed_extract(document: Document) -> Extraction:
    """`extract`, measured."""
    with service().metrics.timing_extraction():
        return extract(document)


def access_log() -> Write:
    """What writes lines to standard output, each whole, however many threads write at once."""
    logger = logging.Logger("timeline_api.access")  # no child of the root: other logging leaves it alone
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger.addHandler(handler)
    return logger.info


def _begin() -> None:
    g.seen = Seen()


def _seen() -> Seen:
    found: Seen = g.seen
    return found


def _watch(response: Response, observer: Observer) -> None:
    """Have the request told when the server closes the answer; by then there is no request context any more."""
    seen = _seen()
    method = request.method if request.method in _METHODS else "other"
    route = request.url_rule.rule if request.url_rule else UNKNOWN_ROUTE
    status, request_id = response.status_code, g.get("request_id", "")
    if response.is_streamed:
        response.response = _counted(response.response, seen)
    elif request.method != "HEAD":
        seen.sent = response.content_length or 0

    response.call_on_close(lambda: observer.tell(seen, request_id, method, route, status))


def _counted(pieces: Iterable[bytes] | Iterable[str], seen: Seen) -> Iterator[bytes]:
    with closing(as_bytes(pieces)) as plain:
        for piece in plain:
            seen.sent += len(piece)
            yield piece


def _line(seen: Seen, request_id: str, method: str, route: str, status: int, seconds: float) -> str:
    told = {
        "time": datetime.now(UTC),
        "request_id": request_id,
        "method": method,
        "route": route,
        "status": status,
        "seconds": round(seconds, 6),
        "rows": seen.rows,
        "bytes": seen.sent,
        "key": seen.key,
    }
    return orjson.dumps(told, option=orjson.OPT_UTC_Z).decode()
