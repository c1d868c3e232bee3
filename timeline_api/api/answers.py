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
from timeline_api.store.record_pages import State, read_state
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


Make = Callable[[State], Body]
"""Makes an answer, given the state that the store was in when it was asked for."""


@frozen
class Answer:
    """A status, headers and content, of so many entries; 304 has no content."""

    status: int
    headers: list[tuple[str, str]]
    content: bytes
    rows: int | None


def answer(service: Service, asked: Asked, question: bytes, make: Make) -> Answer:
    """The answer to `question`, which is in normal form and names its resource; `make` makes it when nobody has it.

    The state is read before the answer is made. A writer in between makes the answer newer than its tag
    says, and the tag old: it is not given out again.
    """
    state = read_state(service.reader)
    key = asked.root.encode() + b"\0" + question
    tag = _tag(state.generation, key)
    always = [("Cache-Control", service.cache_control), ("Vary", VARY)]
    known = asked.known and _known(asked.known, tag)
    if known:
        return Answer(304, [("ETag", f'"{known}"'), *always], b"", None)
    body = _kept(service, state, key, chosen_coding(asked.codings), make)
    if body.coding is None:
        return Answer(200, [*body.headers, ("ETag", f'"{tag}"'), *always], body.content, body.rows)
    own = [("Content-Encoding", body.coding), ("ETag", f'"{coded_tag(tag, body.coding)}"')]
    return Answer(200, [*body.headers, *own, *always], body.content, body.rows)


def _kept(service: Service, state: State, key: bytes, coding: str | None, make: Make) -> Body:
    """The body in that coding, where it is worth it: as it is kept, or made and kept now."""
    wanted = key if coding is None else b"%b\0%b" % (key, coding.encode())
    body = service.bodies.get(state.generation, wanted)
    if body is None:
        body = make(state) if coding is None else _coded(_kept(service, state, key, None, make), coding)
        service.bodies.put(state.generation, wanted, body, len(body.content) + len(wanted))
    return body


def _coded(body: Body, coding: str) -> Body:
    if not worth_coding(body.content):
        return body
    return replace(body, content=compressed(body.content, coding), coding=coding)


def _known(header: str, tag: str) -> str | None:
    """Which tag of an `If-None-Match` is this one, in whatever coding."""
    return tag if header == f'"{tag}"' else known_tag(parse_etags(header), tag)


def _tag(generation: int, key: bytes) -> str:
    return blake2b(key, digest_size=12, salt=generation.to_bytes(16, "big"), person=_VERSION).hexdigest()
