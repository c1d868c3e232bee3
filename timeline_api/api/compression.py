"""Compression of answers, as far as `Accept-Encoding` asks for it: zstd, then gzip.

flask-compress does the like, but takes `gzip;q=0` for a wish, and compares `If-None-Match` only when the whole
answer has been made and compressed. Here an answer that the caller has is told before it is made: the entity tag
of a compressed answer is that of the plain one, a hyphen and the coding (`known_tag`).
"""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from functools import lru_cache, partial

from flask import Response
from werkzeug.datastructures import Accept, ETags
from werkzeug.http import parse_accept_header

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

CODINGS = ("zstd", "gzip")
_IDENTITY = "identity"
_LEAST = 1000  # bytes; a smaller answer fits one packet as it is
_ZSTD_LEVEL = 3  # a page of 50 events in 60 microseconds, to an eighth
_GZIP_LEVEL = 5
_KINDS = ("text/", "application/json", "application/yaml", "application/javascript", "application/xml")
_SUFFIXES = ("json", "+xml", "yaml", "ndjson")


@lru_cache(maxsize=256)
def chosen_coding(accept_encoding: str) -> str | None:
    """The coding to answer in, None for none.

    >>> [chosen_coding(text) for text in ("gzip, deflate, br, zstd", "gzip;q=0", "gzip, zstd;q=0.5", "*", "")]
    ['zstd', None, 'gzip', 'zstd', None]
    """
    accepted = parse_accept_header(accept_encoding, Accept)
    best = accepted.best_match((*CODINGS, _IDENTITY))
    return best if best in CODINGS else None


def compress(body: bytes, coding: str) -> bytes:
    """The whole body in a coding of `CODINGS`."""
    if coding == "zstd":
        return zstd.compress(body, _ZSTD_LEVEL)
    return gzip.compress(body, _GZIP_LEVEL, mtime=0)  # no clock: the same body has the same bytes


def worth_coding(body: bytes) -> bool:
    """Whether a body is large enough for its compression to save a packet."""
    return len(body) >= _LEAST


def known_tag(known: ETags, tag: str) -> str | None:
    """Which of the tags that a caller has names the state `tag`, in whatever coding; None when none does."""
    return tag if known.star_tag else next((name for name in _names(tag) if known.contains_weak(name)), None)


def names_state(seen: ETags, tag: str) -> bool:
    """Whether one of the tags of an `If-Match` is the state `tag`, in whatever coding; weak ones are not."""
    return seen.star_tag or any(seen.contains(name) for name in _names(tag))


def _names(tag: str) -> Iterator[str]:
    """The tags of a state: plain, and in each coding."""
    yield tag
    yield from (coded_tag(tag, coding) for coding in CODINGS)


def coded_tag(tag: str, coding: str) -> str:
    """The entity tag of the compressed form of what `tag` names."""
    return f"{tag}-{coding}"


def compress_response(response: Response, accept_encoding: str) -> None:
    """Compress an answer in place when the caller wants it and it is worth it; say that the wish was looked at."""
    if not _is_text(response.mimetype) or response.direct_passthrough:
        return
    response.vary.add("Accept-Encoding")
    coding = chosen_coding(accept_encoding)
    if coding is None or "Content-Encoding" in response.headers:
        return
    if response.is_streamed:
        response.response = _stream(coding, response.response)
        response.headers.pop("Content-Length", None)
    else:
        body = response.get_data()
        if not worth_coding(body):
            return
        response.set_data(compress(body, coding))
    response.headers["Content-Encoding"] = coding
    tag, weak = response.get_etag()
    if tag and not weak:
        response.set_etag(coded_tag(tag, coding))


def _is_text(mimetype: str | None) -> bool:
    return mimetype is not None and (mimetype.startswith(_KINDS) or mimetype.endswith(_SUFFIXES))


def _stream(coding: str, pieces: Iterable[bytes] | Iterable[str]) -> Iterator[bytes]:
    """Each piece compressed and let go at once: whoever waits for a line gets it."""
    squeeze, finish = _zstd_stream() if coding == "zstd" else _gzip_stream()
    with closing(as_bytes(pieces)) as plain:
        for piece in plain:
            yield squeeze(piece)
    yield finish()


def as_bytes(pieces: Iterable[bytes] | Iterable[str]) -> Generator[bytes]:
    """The pieces of an answer as they are sent; closed with the one who goes through them, as WSGI asks."""
    try:
        for piece in pieces:
            yield piece.encode() if isinstance(piece, str) else piece
    finally:
        close = getattr(pieces, "close", None)
        if close is not None:
            close()


_Squeeze = Callable[[bytes], bytes]
_Finish = Callable[[], bytes]


def _zstd_stream() -> tuple[_Squeeze, _Finish]:
    stream = zstd.ZstdCompressor(_ZSTD_LEVEL)
    return partial(stream.compress, mode=zstd.ZstdCompressor.FLUSH_BLOCK), stream.flush


def _gzip_stream() -> tuple[_Squeeze, _Finish]:
    stream = zlib.compressobj(_GZIP_LEVEL, wbits=31)
    return (lambda piece: stream.compress(piece) + stream.flush(zlib.Z_SYNC_FLUSH)), stream.flush
