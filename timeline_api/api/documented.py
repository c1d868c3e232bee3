"""What the OpenAPI document says of the headers of answers, and which errors carry which."""

from __future__ import annotations

from typing import Any

from timeline_api.statuses import phrase

GENERATION = "Timeline-Generation"
"""The header that names a generation of the timeline: in the answer to a write, and in reads after it."""
EVERY = ("X-Request-ID", "RateLimit", "RateLimit-Policy")
"""Headers of every answer, the last two where a limit is set."""
VALIDATED = ("ETag", "Cache-Control", "Vary")
"""Headers of answers that can be asked for again, and of 304."""
_OF_STATUS = {
    304: VALIDATED,
    401: ("WWW-Authenticate",),
    403: ("WWW-Authenticate",),
    415: ("Accept-Post", "Accept-Patch", "Accept-Encoding"),
    429: ("Retry-After",),
    503: ("Retry-After",),
}


def problem_name(status: int) -> str:
    """What the answer of an error status is called in the document.

    >>> problem_name(404)
    'NotFound'
    """
    return "".join(part.title() for part in phrase(status).split())


def headers_of(status: int) -> tuple[str, ...]:
    """The headers that each answer of a status has."""
    return (*EVERY, *_OF_STATUS.get(status, ()))


def _text(description: str, example: str, always: bool = False, **schema: Any) -> dict[str, Any]:
    header = {"description": description, "schema": {"type": "string", **schema}, "example": example}
    return {"required": True, **header} if always else header


HEADERS: dict[str, dict[str, Any]] = {
    "X-Request-ID": _text(
        "Names this request, in problems and in the server's logs too: the caller's own when it sent one of at most "
        "64 letters, digits, '.', '_' and '-'",
        "958ad11fc6a7d165",
        always=True,
    ),
    "RateLimit": _text("Requests left in this window, and its seconds; where a limit is set", '"default";r=421;t=37'),
    "RateLimit-Policy": _text(
        "Requests that a window allows, and its seconds; where a limit is set", '"default";q=600;w=60'
    ),
    "ETag": _text("Names this state of the answer, for If-None-Match; a streamed one has none", '"3f2a9c0d1b"'),
    "Cache-Control": _text("It may be kept, but is to be asked for again each time", "no-cache", always=True),
    "Vary": _text("What of the request the answer depends on beside its address", "Accept, Accept-Encoding"),
    "Link": _text("The next page, as rel=next; absent on the last", '</events?limit=50&cursor=Kq>; rel="next"'),
    "Location": _text("Where the article, or the job, is", "/articles/535fvi700jsepifurfb78hfsc9", always=True),
    GENERATION: {
        "description": "Where there are replicas: what reads send along that are to see this write",
        "schema": {"type": "integer"},
        "example": 1204,
    },
    "Timeline-Left-Out": {
        "description": "How many events of the page this form cannot hold; JSON and streamed answers hold all",
        "schema": {"type": "integer", "minimum": 0},
        "example": 0,
    },
    "WWW-Authenticate": _text(
        "What key is needed (RFC 6750); absent from a 403 that no key would change", 'Bearer realm="timeline"'
    ),
    "Accept-Post": _text("The media types that a POST takes, when the body's was another", "application/json"),
    "Accept-Patch": _text(
        "The media types that a PATCH takes, when the body's was another", "application/merge-patch+json"
    ),
    "Accept-Encoding": _text("The codings that a body may have, when the body's was another", "gzip, identity"),
    "Retry-After": {
        "description": "Seconds to wait before asking again",
        "schema": {"type": "integer", "minimum": 1},
        "required": True,
        "example": 1,
    },
}
