"""Request bodies: read within the limit, decoded strictly.

Python's and orjson's parsers each let something through: orjson keeps the last of two equal keys, `json`
takes lone surrogates, `NaN` and numbers of any length. orjson decides what is JSON, then `json` looks for
repeated keys.
"""

from __future__ import annotations

import json
from typing import Any, NoReturn

import orjson
from flask import Request
from werkzeug.exceptions import ClientDisconnected

from timeline_api.api.problems import Flaw, Problem

_UTF8 = ("utf-8", "utf8", "us-ascii")


class RepeatedKey(ValueError):
    """A JSON object with the same key twice."""


def read_json(request: Request, limit: int) -> Any:
    """The JSON value of a body of at most `limit` bytes. Raises `Problem` 400, 413 or 415."""
    _check_type(request)
    body = read_body(request, limit)
    if not body.strip():
        raise _malformed("the body is empty; expected a JSON object")
    return parse_json(body)


def read_body(request: Request, limit: int) -> bytes:
    """The body's bytes, or `Problem` 413.

    Chunked bodies announce no length, so one byte past the limit is read: a body cut off at the limit would
    otherwise pass for a whole one.
    """
    if (request.content_length or 0) > limit:
        raise _too_large(limit)
    try:
        body = request.stream.read(limit + 1)
    except (ClientDisconnected, OSError) as error:
        raise _malformed("the body ended before its announced length") from error
    if len(body) > limit:
        raise _too_large(limit)
    if request.content_length is not None and len(body) < request.content_length:
        raise _malformed("the body ended before its announced length")
    return body


def parse_json(body: bytes) -> Any:
    """Strict JSON: UTF-8, no lone surrogates, no repeated keys, no deep nesting. Raises `Problem` 400."""
    try:
        value = orjson.loads(body)
        json.loads(body, object_pairs_hook=_unique, parse_int=str, parse_float=str)
    except orjson.JSONDecodeError as error:
        _raise_syntax(body, error)
    except RepeatedKey as error:
        raise _malformed(f"the key {error.args[0]!r} is repeated in one object") from error
    except RecursionError as error:
        raise _malformed("the body is nested too deeply") from error
    return value


def _unique(pairs: list[tuple[str, Any]]) -> None:
    """Only looks: whatever is returned is dropped, so nothing is built."""
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            raise RepeatedKey(key)
        seen.add(key)


def _raise_syntax(body: bytes, error: orjson.JSONDecodeError) -> NoReturn:
    try:
        body.decode()
    except UnicodeDecodeError as wrong:
        raise _malformed(f"the body is not UTF-8: byte {wrong.start} cannot be decoded") from wrong
    raise _malformed(f"the body is not JSON: {error.msg} (line {error.lineno}, column {error.colno})") from error


def _check_type(request: Request) -> None:
    expected = "expected Content-Type application/json in UTF-8"
    if request.mimetype != "application/json":
        raise Problem(415, f"{expected}, not {request.mimetype or 'none'}", headers={"Accept-Post": "application/json"})
    if request.mimetype_params.get("charset", "utf-8").lower() not in _UTF8:
        raise Problem(415, expected, headers={"Accept-Post": "application/json"})
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise Problem(415, "compressed bodies are not accepted", headers={"Accept-Encoding": "identity"})


def _too_large(limit: int) -> Problem:
    return Problem(413, f"the body is larger than {limit} bytes")


def _malformed(detail: str) -> Problem:
    return Problem(400, detail, [Flaw("body", detail)])
