"""What every answer carries: a request id, safety headers, CORS for reading, ETags, and its compression."""

from __future__ import annotations

import hashlib
import re
from random import getrandbits

from flask import Flask, Response, g, request

from timeline_api.api.answers import Answer
from timeline_api.api.compression import compress_response, known_tag
from timeline_api.api.documented import HEADERS
from timeline_api.api.observing import note_rows

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_EXPOSED = ", ".join(name for name in HEADERS if not name.startswith("Accept-"))
_READING = ("GET", "HEAD", "OPTIONS")

# 'none' and then only what is needed: no inline script or style, no other host, no framing.
API_POLICY = "default-src 'none'; frame-ancestors 'none'"
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# The timeline puts text in as text: no script may make markup of a string. (The page of the contract does so.)
TIMELINE_POLICY = f"{PAGE_POLICY}; require-trusted-types-for 'script'"

SAFE = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Content-Security-Policy", API_POLICY),
)
"""On every answer; pages have a policy of their own."""
SHARED = (("Access-Control-Allow-Origin", "*"), ("Access-Control-Expose-Headers", _EXPOSED))
"""On every answer to reading."""


def register(app: Flask) -> None:
    """Put the headers on every answer of `app`."""
    app.before_request(_name_request)
    app.after_request(_finish)


def _name_request() -> None:
    g.request_id = request_name(request.headers.get("X-Request-ID"))


def request_name(given: str | None) -> str:
    """The caller's request id when it is safe to log, else a new one."""
    # Nobody gains by guessing one; `secrets` would ask the system each time.
    return given if given and _REQUEST_ID.fullmatch(given) else f"{getrandbits(64):016x}"


def _finish(response: Response) -> Response:
    compress_response(response, request.headers.get("Accept-Encoding", ""))
    headers = response.headers
    headers["X-Request-ID"] = g.request_id
    for name, value in SAFE:
        headers.setdefault(name, value)
    if "Allow" in headers:  # Flask names methods in any order
        headers["Allow"] = ", ".join(sorted(response.allow))
    if request.method in _READING:
        _share(response)
    return response


def _share(response: Response) -> None:
    """CORS for reading: any page may read, none may write with its visitor's browser."""
    headers = response.headers
    headers.extend(SHARED)
    if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
        headers["Access-Control-Allow-Methods"] = "GET, HEAD"
        headers["Access-Control-Allow-Headers"] = "Authorization, If-None-Match, Timeline-Generation, X-Request-ID"
        headers["Access-Control-Max-Age"] = "86400"


def answered(answer: Answer) -> Response:
    """An answer as Flask's response."""
    if answer.rows is not None:
        note_rows(answer.rows)
    response = Response(answer.content, answer.status, answer.headers)
    if answer.status == 304:
        del response.headers["Content-Type"]
    return response


def cacheable(body: bytes, content_type: str, cache_control: str = "no-cache") -> Response:
    """A 200 with an `ETag` of its body, or 304 when the caller has it already."""
    tag = state_tag(body)
    known = known_tag(request.if_none_match, tag)
    response = Response(body, content_type=content_type) if known is None else _not_modified()
    response.set_etag(known or tag)
    response.headers["Cache-Control"] = cache_control
    return response


def state_tag(body: bytes) -> str:
    """The entity tag of a body, as it is before compression."""
    return hashlib.blake2b(body, digest_size=12).hexdigest()


def _not_modified() -> Response:
    response = Response(status=304)
    del response.headers["Content-Type"]
    response.vary.add("Accept-Encoding")
    return response
