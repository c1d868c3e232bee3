"""Which server of the store answers a request, where there are replicas.

Reads go to a replica, each in its turn, and on to the next and at last to the primary when one does not answer;
everything else goes to the primary. Who has just written reads what he has written: the answer to a write names the
generation of the timeline that it made, in a header and in a cookie, and a read that brings either is answered by a
server that is at that generation or a later one. A read that brings neither, but a key that may write, is answered by
the primary.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from math import ceil
from typing import TYPE_CHECKING, Any, TypeVar

from flask import Flask, Response, g, request
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from werkzeug.http import parse_cookie

from timeline_api.api.access import may_write
from timeline_api.api.documented import GENERATION
from timeline_api.api.problems import Flaw, Problem
from timeline_api.api.service import Service, primary
from timeline_api.store.engine import OverBudget
from timeline_api.store.record_pages import read_generation

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

T = TypeVar("T")
HEADER = GENERATION
COOKIE = "timeline-generation"
"""The cookie that says the same, for clients that keep cookies."""
_READING = frozenset(("GET", "HEAD"))
# They ask no store, or tell of all servers.
_OF_NO_SERVER = ("health.", "contract.", "pages.static")
# Nothing is written by the one; the other writes after its head is sent, and names the generation line by line.
_UNNAMED = frozenset(("extract.extract_document", "batch.ingest_batch"))
_DIGITS = frozenset("0123456789")
_MARGIN = 5  # seconds
_CONFLICT = "40001"  # a replica gave up a query because what it read was being cleaned up; it is well
_log = logging.getLogger(__name__)


def register(app: Flask) -> None:
    """Spread the reads of `app` over the servers of its store. Call this when it has all its views."""
    for endpoint, view in app.view_functions.items():
        if not endpoint.startswith(_OF_NO_SERVER):
            app.view_functions[endpoint] = _spread(view)
    app.after_request(_tell_writer)


def read_somewhere(known: Service, environ: WSGIEnvironment, ask: Callable[[Service], T]) -> T:
    """What `ask` gives on the first server that answers this request: replicas, then the primary."""
    if not known.replicas.all:
        return ask(known)
    for replica in known.replicas.serving(written_in(environ)):
        try:
            known.metrics.count_read(replica.name)
            return ask(known.on(replica))
        except OperationalError as error:
            _log.warning("replica %s did not answer: %s", replica.name, error.orig)
            if getattr(error.orig, "sqlstate", None) != _CONFLICT:
                replica.note_failure()
    known.metrics.count_read("primary")
    return ask(known)


def written_in(environ: WSGIEnvironment) -> int | None:
    """The generation that a request names, None when it names none. Raises `Problem` 400 for a header that cannot be
    read; cookies that cannot be are not ours.
    """
    given = environ.get("HTTP_TIMELINE_GENERATION")
    if given is not None:
        if not _is_number(given):
            detail = "expected the number that the answer to a write gave"
            raise Problem(400, f"{HEADER}: {detail}", [Flaw("header", detail, name=HEADER)])
        return int(given)
    if "HTTP_COOKIE" not in environ:
        return None
    kept = parse_cookie(environ).get(COOKIE, "")
    return int(kept) if _is_number(kept) else None


def _is_number(text: str) -> bool:
    return 0 < len(text) < 20 and _DIGITS.issuperset(text)


def _spread(view: Callable[..., Any]) -> Callable[..., Any]:
    """A view that is asked of the server that is to answer."""

    @wraps(view)
    def spread(*args: Any, **kwargs: Any) -> Any:
        known = primary()
        if request.method not in _READING or (written_in(request.environ) is None and may_write()):
            return view(*args, **kwargs)
        try:
            return read_somewhere(known, request.environ, lambda chosen: _ask(chosen, view, args, kwargs))
        finally:
            g.pop("service", None)

    return spread


def _ask(chosen: Service, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    g.service = chosen
    return view(*args, **kwargs)


def _tell_writer(response: Response) -> Response:
    """Name the generation that a write has made."""
    if request.method in (*_READING, "OPTIONS") or response.status_code >= 300 or request.endpoint in _UNNAMED:
        return response
    known = primary()
    try:
        generation = read_generation(known.reader)
    except (SQLAlchemyError, OverBudget):
        _log.warning("a write was kept, but the primary did not say in which generation", exc_info=True)
        return response
    response.headers[HEADER] = str(generation)
    # A replica that is longer behind than this is not asked, and needs no cookie to say so.
    age = ceil(known.settings.replica_lag) + _MARGIN
    path = request.script_root or "/"
    response.set_cookie(
        COOKIE, str(generation), age, path=path, secure=request.is_secure, httponly=True, samesite="Lax"
    )
    return response
