"""Answers to reading: made once for each generation of the timeline, and kept as they are sent.

Nothing here is Flask's, so that the most frequent request, a page of events, can be answered before Flask is
entered (see `front`). The `ETag` names the generation and the question: to know that a caller has the answer
already takes one look at the generation, and no query.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from typing import TYPE_CHECKING

from werkzeug.http import parse_etags

from timeline_api.api.compression import chosen_coding, coded_tag, known_tag, worth_coding
from timeline_api.api.compression import compress as compressed
from timeline_api.api.service import Service
from timeline_api.frozen import frozen, replace
from timeline_api.store.record_pages import read_generation
from timeline_api.version import __version__

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

JSON = "application/json"
VARY = "Accept, Accept-Encoding"
_VERSION = __version__.encode()[:16]


@frozen
class Asked:
    """What of a request an answer depends on beside the question itself: the path that the service is mounted
    at, the `If-None-Match` of a caller who has an answer, and `Accept-Encoding`.
    """

    root: str
    known: str | None
    codings: str


def asked_in(environ: WSGIEnvironment) -> Asked:
    """What of a request an answer depends on."""
    get = environ.get
    return Asked(get("SCRIPT_NAME", ""), get("HTTP_IF_NONE_MATCH"), get("HTTP_ACCEPT_ENCODING", ""))


@frozen
class Body:
    """An answer's content, the headers that belong to it, and how many entries it has."""

    content: bytes
    headers: tuple[tuple[str, str], ...]
    rows: int
    coding: str | None = None


Made = tuple[int, Body]
"""An answer, and a generation that it is of, or older."""


@frozen
class Answer:
    """A status, headers and content, of so many entries; 304 has no content."""

    status: int
    headers: list[tuple[str, str]]
    content: bytes
    rows: int | None


def answer(service: Service, asked: Asked, question: bytes, make: Callable[[], Made]) -> Answer:
    """The answer to `question`, which is in normal form and names its resource; `make` makes it when nobody has it.

    A writer may come between an answer and its generation. The answer is then newer than its tag says, and the tag
    old: it is not given out again.
    """
    key = asked.root.encode() + b"\0" + question
    coding = chosen_coding(asked.codings)
    wanted = key if coding is None else b"%b\0%b" % (key, coding.encode())
    always = [("Cache-Control", service.cache_control), ("Vary", VARY)]
    body = generation = None
    if asked.known or service.bodies.holds(wanted) or service.bodies.holds(key):
        generation = read_generation(service.reader)
        known = asked.known and _known(asked.known, _tag(generation, key))
        if known:
            return Answer(304, [("ETag", f'"{known}"'), *always], b"", None)
        body = service.bodies.get(generation, wanted)
    if body is None or generation is None:
        generation, body = _made(service, generation, key, make)
        if coding is not None:
            body = _coded(body, coding)
            service.bodies.put(generation, wanted, body, len(body.content) + len(wanted))
    tag = _tag(generation, key)
    if body.coding is None:
        return Answer(200, [*body.headers, ("ETag", f'"{tag}"'), *always], body.content, body.rows)
    own = [("Content-Encoding", body.coding), ("ETag", f'"{coded_tag(tag, body.coding)}"')]
    return Answer(200, [*body.headers, *own, *always], body.content, body.rows)


def _made(service: Service, generation: int | None, key: bytes, make: Callable[[], Made]) -> Made:
    """The plain body: as it is kept, when a generation is known, or made and kept now."""
    body = service.bodies.get(generation, key) if generation is not None else None
    if generation is None or body is None:
        generation, body = make()
        service.bodies.put(generation, key, body, len(body.content) + len(key))
    return generation, body


def _coded(body: Body, coding: str) -> Body:
    if not worth_coding(body.content):
        return body
    return replace(body, content=compressed(body.content, coding), coding=coding)


def _known(header: str, tag: str) -> str | None:
    """Which tag of an `If-None-Match` is this one, in whatever coding."""
    return tag if header == f'"{tag}"' else known_tag(parse_etags(header), tag)


def _tag(generation: int, key: bytes) -> str:
    return blake2b(key, digest_size=12, salt=generation.to_bytes(16, "big"), person=_VERSION).hexdigest()
