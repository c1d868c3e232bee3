"""Answers of other resources than pages, kept for as long as the timeline stays as it is.

Their `ETag` names what they say, so that a correction may follow whatever else has changed meanwhile. To know whether
it still holds takes one look at the generation once a process has the answer, and no query.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import Response

from timeline_api.api.answers import JSON, Body
from timeline_api.api.headers import cacheable
from timeline_api.api.observing import note_rows
from timeline_api.api.render import mounted_at
from timeline_api.api.service import service
from timeline_api.store.record_pages import read_generation


def kept(question: str, make: Callable[[], Body]) -> Response:
    """The answer to `question`, which names its resource; `make` makes it when nobody has it, or raises `Problem`.

    The generation is read before the answer is made: a writer in between makes the answer newer, never older, than
    what it is kept for.
    """
    known = service()
    generation = read_generation(known.reader)
    key = f"{mounted_at()}\0kept\0{question}".encode()
    body = known.bodies.get(generation, key)
    if body is None:
        body = make()
        known.bodies.put(generation, key, body, len(body.content) + len(key))
    note_rows(body.rows)
    response = cacheable(body.content, JSON, known.cache_control)
    response.headers.extend(body.headers)
    return response
