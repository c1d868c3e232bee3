"""Request bodies: read within the limit, decompressed within it too, decoded strictly.

Python's and orjson's parsers each let something through: orjson keeps the last of two equal keys, `json`
takes lone surrogates, `NaN` and numbers of any length. orjson decides what is JSON, then `json` looks for
repeated keys.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn

import orjson
from flask import Request
from werkzeug.exceptions import ClientDisconnected

from timeline_api.api.problems import Flaw, Problem

MERGE_PATCH = "application/merge-patch+json"
_JSON = ("application/json",)
_PATCHES = (MERGE_PATCH, *_JSON)
_PIECE = 64 * 1024
_UTF8 = ("utf-8", "utf8", "us-ascii")


class RepeatedKey(ValueError):
    """A JSON object with the same key twice."""


def read_json(request: Request, limit: int) -> Any:
    """The JSON value of a body of at most `limit` bytes. Raises `Problem` 400, 413 or 415."""
    check_type(request, _PATCHES if request.method == "PATCH" else _JSON)
    body = b"".join(body_pieces(request, limit))
    if not body.strip():
        raise malformed("the body is empty; expected a JSON object")
    return parse_json(body)


def body_pieces(request: Request, limit: int) -> Iterator[bytes]:
    """The bytes of a body, decompressed, a piece at a time. Raises `Problem` 400, 413 or 415.

    Neither what is sent nor what it becomes may be longer than `limit`: a small body that would unpack to a large one
    is given up as soon as it does.
    """
    coding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if coding not in ("identity", "gzip"):
        raise Problem(415, f"bodies in {coding} are not accepted", headers={"Accept-Encoding": "gzip, identity"})
    sent = _sent_pieces(request, limit)
    return sent if coding == "identity" else _unpacked(sent, limit)


def _sent_pieces(request: Request, limit: int) -> Iterator[bytes]:
    """What is sent. Chunked bodies announce no length, so a byte past the limit is asked for: a body cut off at the
    limit would otherwise pass for a whole one.
    """
    if (request.content_length or 0) > limit:
        raise _too_large(limit)
    total = 0
    while piece := _read_piece(request, min(_PIECE, limit + 1 - total)):
        total += len(piece)
        if total > limit:
            raise _too_large(limit)
        yield piece
    if request.content_length is not None and total < request.content_length:
        raise _cut_off()


def _read_piece(request: Request, size: int) -> bytes:
    try:
        return request.stream.read(size)
    except TimeoutError as error:
        raise Problem(408, "the body did not come in time") from error
    except (ClientDisconnected, OSError) as error:
        raise _cut_off() from error


def _unpacked(sent: Iterator[bytes], limit: int) -> Iterator[bytes]:
    """gzip, which may have several members one after another."""
    member, total = zlib.decompressobj(wbits=31), 0
    for packed in sent:
        while packed:
            if member.eof:
                member = zlib.decompressobj(wbits=31)
            piece = _unpack(member, packed)
            total += len(piece)
            if total > limit:
                raise _too_large(limit)
            if piece:
                yield piece
            packed = member.unused_data if member.eof else member.unconsumed_tail
    if not member.eof:
        raise malformed("the body is gzip that ended too early")


def _unpack(member: zlib._Decompress, packed: bytes) -> bytes:
    try:
        return member.decompress(packed, _PIECE)
    except zlib.error as error:
        raise malformed("the body is not the gzip that its Content-Encoding says") from error


def parse_json(text: bytes, what: str = "the body") -> Any:
    """Strict JSON: UTF-8, no lone surrogates, no repeated keys, no deep nesting. Raises `Problem` 400, which calls
    the text `what`.
    """
    try:
        value = orjson.loads(text)
        json.loads(text, object_pairs_hook=_unique, parse_int=str, parse_float=str)
    except orjson.JSONDecodeError as error:
        _raise_syntax(text, what, error)
    except RepeatedKey as error:
        raise malformed(f"the key {error.args[0]!r} is repeated in one object") from error
    except RecursionError as error:
        raise malformed(f"{what} is nested too deeply") from error
    return value


def _unique(pairs: list[tuple[str, Any]]) -> None:
    """Only looks: whatever is returned is dropped, so nothing is built."""
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            raise RepeatedKey(key)
        seen.add(key)


def _raise_syntax(text: bytes, what: str, error: orjson.JSONDecodeError) -> NoReturn:
    try:
        text.decode()
    except UnicodeDecodeError as wrong:
        raise malformed(f"{what} is not UTF-8: byte {wrong.start} cannot be decoded") from wrong
    if "depth limit" in error.msg:
        raise malformed(f"{what} is nested too deeply (line {error.lineno}, column {error.colno})") from error
    raise malformed(f"{what} is not JSON: {error.msg} (line {error.lineno}, column {error.colno})") from error


def check_type(request: Request, types: Sequence[str]) -> None:
    """Raise `Problem` 415 for a body that is of none of these types, or not in UTF-8."""
    headers = {f"Accept-{request.method.title()}": ", ".join(types)}
    expected = f"expected Content-Type {' or '.join(types)} in UTF-8"
    if request.mimetype not in types:
        raise Problem(415, f"{expected}, not {request.mimetype or 'none'}", headers=headers)
    if request.mimetype_params.get("charset", "utf-8").lower() not in _UTF8:
        raise Problem(415, expected, headers=headers)


def _too_large(limit: int) -> Problem:
    return Problem(413, f"the body is larger than {limit} bytes")


def _cut_off() -> Problem:
    return malformed("the body ended before its announced length")


def malformed(detail: str) -> Problem:
    """A body that cannot be read: 400."""
    return Problem(400, detail, [Flaw("body", detail)])
