"""`/articles/batch`: JSON Lines in, a result for each line out.

The whole body is read before the first line of it is, and kept on disk when it is long. So a body that is too large or
cut off is refused before anything is stored, a client that reads nothing until it has sent everything does not wait
for ever, and one that sends slowly keeps nobody from writing. Results are sent as they are known, and say what is in
the store by then.
"""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import SpooledTemporaryFile

from flask import Response, request

from timeline_api.api.arguments import SentArticleSchema
from timeline_api.api.bodies import body_pieces, check_type
from timeline_api.api.framework import Blueprint
from timeline_api.api.lines import Batch
from timeline_api.api.observing import watched
from timeline_api.api.render import to_json
from timeline_api.api.schemas.parts import lines_of
from timeline_api.api.service import service

TYPES = ("application/x-ndjson", "application/jsonl")
_IN_MEMORY = 1024 * 1024  # bytes; a longer body goes to a temporary file
_LINE = '{"text": "The bridge reopened on 9 December 2024."}\n'
_BODY = {
    "required": True,
    "description": "JSON Lines: on each line an article as `POST /articles` takes it; empty lines are passed "
    "over. `application/jsonl` names the same",
    "content": {TYPES[0]: {"schema": {"type": "string", "format": "binary"}, "example": _LINE}},
}
blueprint = Blueprint("batch", __name__, description="Many articles at once")


@blueprint.route("/articles/batch", methods=["POST"])
@blueprint.response(200, lines_of("BatchResult"), headers=("Cache-Control",), content_type=TYPES[0])
@blueprint.problems(400, 401, 403, 408, 413, 415, 503)
@blueprint.requires("ingest")
@blueprint.doc(operationId="ingestArticles", requestBody=_BODY)
def ingest_batch() -> Response:
    """Ingest many articles

    A result comes back for each line, in order, as soon as it is known; a line that is wrong spoils no other. Each
    article is stored whole or not at all, and one that is told to be stored is. The same lines again change nothing,
    so a batch that broke off may be sent again. The body may be compressed with gzip.
    """
    check_type(request, TYPES)
    known, seen = service(), watched()
    body = _spooled(known.settings.max_batch)
    batch = Batch(known, SentArticleSchema(), body)

    def results() -> Iterator[bytes]:
        with body:
            for seen.rows, result in enumerate(batch.results(), 1):
                yield to_json(result) + b"\n"

    response = Response(results(), content_type=TYPES[0])
    response.headers["Cache-Control"] = "no-store"
    return response


def _spooled(limit: int) -> SpooledTemporaryFile[bytes]:
    """The body, ready to be read from its beginning. Raises `Problem` 400, 413 or 415."""
    body = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  # closed when the last result is sent
    try:
        for piece in body_pieces(request, limit):
            body.write(piece)
    except BaseException:
        body.close()
        raise
    body.seek(0)
    return body
