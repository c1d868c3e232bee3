"""Errors as problem details (RFC 9457): `application/problem+json` for every one, unknown paths included."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from flask import Flask, Response, g, request
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from timeline_api.statuses import phrase
from timeline_api.store.engine import OverBudget

RAISED = "timeline.raised"
"""Where a WSGI environment holds what was raised before Flask was entered."""
PROBLEM_TYPE = "application/problem+json"
_RETRY_AFTER = "1"  # seconds; a busy database is free again within a transaction or two
_BELOW = (  # what is said of paths that no resource has, since an id of theirs can have no such form
    ("/events/on-this-day/", "month and day are of two digits, as in /events/on-this-day/03/15"),
    ("/events/", "there is no such event"),
    ("/articles/", "there is no such article"),
    ("/jobs/", "there is no such job"),
)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing wrong with a request: a `query` parameter or `header` by name, the `body` by pointer."""

    where: str
    detail: str
    name: str | None = None
    pointer: str | None = None

    def as_json(self) -> dict[str, str]:
        """Its place and what is wrong there, without what does not apply."""
        place = {"in": self.where, "name": self.name, "pointer": self.pointer, "detail": self.detail}
        return {key: value for key, value in place.items() if value is not None}


class Problem(Exception):
    """A request that is answered with an error status."""

    def __init__(
        self, status: int, detail: str, flaws: Sequence[Flaw] = (), headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.flaws = tuple(flaws)
        self.headers = dict(headers or {})


def query_problem(name: str, detail: str) -> Problem:
    """A query parameter that cannot be served: 400, with its name."""
    return Problem(400, f"{name}: {detail}", [Flaw("query", detail, name=name)])


def not_found(what: str) -> Problem:
    """There is no such thing here (any more): 404."""
    return Problem(404, f"there is no such {what}")


def problem_response(problem: Problem) -> Response:
    """The answer that carries a problem."""
    body: dict[str, Any] = {
        "type": "about:blank",  # RFC 9457: the title is then the status phrase
        "title": phrase(problem.status),
        "status": problem.status,
        "detail": problem.detail,
        "errors": [flaw.as_json() for flaw in problem.flaws],
        "request_id": g.get("request_id", ""),
    }
    response = Response(orjson.dumps(body), problem.status, content_type=PROBLEM_TYPE)
    response.headers.extend(problem.headers)
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def register(app: Flask) -> None:
    """Answer every error of `app` with a problem."""
    app.before_request(_raise_again)
    app.register_error_handler(Problem, problem_response)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OverBudget, _over_budget)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(PoolTimeout, _busy)
    app.register_error_handler(Exception, _crash)


def _raise_again() -> None:
    error = request.environ.get(RAISED)
    if error is not None:
        raise error


def _http_error(error: HTTPException) -> Response | HTTPException:
    """Flask's own errors; their headers are kept (`Allow` of 405), redirects pass."""
    if error.code is None or error.code < 400:
        return error
    kept = _without_entity(error.get_headers())
    return problem_response(Problem(error.code, _say(error), headers=kept))


def _say(error: HTTPException) -> str:
    if error.code == 404:
        return _nothing_at(request.path)
    if error.code == 405:
        return f"{request.method} is not allowed here"
    return error.description or error.name


def _nothing_at(path: str) -> str:
    """Why a path leads nowhere. It is not repeated: what was meant for a header may stand in it.

    >>> _nothing_at("/articles/what?"), _nothing_at("/article")
    ('there is no such article', 'there is nothing at this path')
    """
    below = (told for prefix, told in _BELOW if path.startswith(prefix) and path != prefix)
    return next(below, "there is nothing at this path")


def _without_entity(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {name: value for name, value in headers if name.lower() not in ("content-type", "content-length")}


def _over_budget(error: Exception) -> Response:
    detail = "the query takes too long; ask for a shorter range or rarer words"
    return problem_response(Problem(503, detail, headers={"Retry-After": _RETRY_AFTER}))


def _busy(error: Exception) -> Response:
    """A line without a trace: a database that is away fails all requests alike, in places that say nothing of why."""
    _log.error("store unavailable in request %s: %s", g.get("request_id", ""), _said_by(error))
    return problem_response(
        Problem(503, "the store does not answer at the moment", headers={"Retry-After": _RETRY_AFTER})
    )


def _said_by(error: Exception) -> str:
    """What the driver says, on one line, without the statement: that may hold what a caller sent."""
    original = getattr(error, "orig", None) or error
    return f"{type(original).__name__}: {' '.join(str(original).split())}"


def _crash(error: Exception) -> Response:
    """An error of ours: the log has the trace, the caller the request's id to name it by."""
    _log.error("request %s failed", g.get("request_id", ""), exc_info=error)
    return problem_response(Problem(500, "the server failed to answer this request; its log says more"))
