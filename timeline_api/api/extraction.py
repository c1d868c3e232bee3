"""`/extract`: the same extraction as for an article, with nothing stored."""

from __future__ import annotations

from flask import Response

from timeline_api.api.arguments import DocumentSchema
from timeline_api.api.framework import Blueprint
from timeline_api.api.observing import timed_extract
from timeline_api.api.render import to_json
from timeline_api.api.schemas.extraction import ExtractionSchema
from timeline_api.explained import explained_record
from timeline_api.model import Document

blueprint = Blueprint("extract", __name__, description="Extraction alone")


@blueprint.route("/extract", methods=["POST"])
@blueprint.doc(operationId="extractEvents")
@blueprint.response(200, ExtractionSchema)
@blueprint.problems(400, 401, 403, 408, 413, 415, 422, 503)
@blueprint.requires("read")
@blueprint.arguments(DocumentSchema)
def extract_document(document: Document) -> Response:
    """Read the time expressions and events of a text

    Offsets count characters of the text. Nothing is stored.
    """
    return Response(to_json(explained_record(timed_extract(document))), content_type="application/json")
