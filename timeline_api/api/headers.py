"""What every answer carries: a request id, safety headers, CORS for reading, ETags, and its compression."""

from __future__ import annotations

import hashlib
import re
import secrets

from flask import Flask, Response, g, request

from timeline_api.api.compression import compress_response, known_tag

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_EXPOSED = "ETag, Link, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-ID"
_READING = ("GET", "HEAD", "OPTIONS")

# 'none' and then only what is needed: no inline script or style, no other host, no framing.
API_POLICY = "default-src 'none'; frame-ancestors 'none'"
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def register(app: Flask) -> None:
    """Put the headers on every answer of `app`."""
    app.before_request(_name_request)
    app.after_request(_finish)


def _name_request() -> None:
    """Take the caller's request id when it is safe to log, else make one."""
    given = request.headers.get("X-Request-ID", "")
    g.request_id = given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)


def _finish(response: Response) -> Response:
    compress_response(response, request.headers.get("Accept-Encoding", ""))
    headers = response.headers
    headers["X-Request-ID"] = g.request_id
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "no-referrer"
    headers.setdefault("Content-Security-Policy", API_POLICY)
    if request.method in _READING:
        _share(response)
    return response


def _share(response: Response) -> None:
    """CORS for reading: any page may read, none may write with its visitor's browser."""
    headers = response.headers
    headers["Access-Control-Allow-Origin"] = "*"
    headers["Access-Control-Expose-Headers"] = _EXPOSED
    if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
        headers["Access-Control-Allow-Methods"] = "GET, HEAD"
        headers["Access-Control-Allow-Headers"] = "Authorization, If-None-Match, X-Request-ID"
        headers["Access-Control-Max-Age"] = "86400"


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
