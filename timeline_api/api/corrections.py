"""`PATCH /events/{id}`: a person's date or title for an event, or that it be hidden."""

from __future__ import annotations

from typing import Any

from flask import Response
from marshmallow import Schema, ValidationError, fields, post_load, validate
from werkzeug.http import parse_etags

from timeline_api.api.access import caller
from timeline_api.api.answers import JSON
from timeline_api.api.arguments import SOME_TEXT
from timeline_api.api.bodies import MERGE_PATCH
from timeline_api.api.clock import now
from timeline_api.api.compression import names_state
from timeline_api.api.documented import GENERATION
from timeline_api.api.fields import BodySchema, Flag, FullMatch
from timeline_api.api.framework import Blueprint
from timeline_api.api.full_event import full_event
from timeline_api.api.headers import state_tag
from timeline_api.api.problems import Problem, not_found
from timeline_api.api.render import mounted_at, to_json
from timeline_api.api.schemas.events import ExplainedEventSchema
from timeline_api.api.service import service
from timeline_api.store.correcting import Given, correct_event
from timeline_api.store.corrections import days_of_correction
from timeline_api.store.engine import writing

blueprint = Blueprint("corrections", __name__, description="What people know better")


def _check_edtf(text: str) -> None:
    try:
        days_of_correction(text)
    except ValueError as error:
        raise ValidationError(str(error)) from error


class IfMatchSchema(Schema):
    """The state that a caller has seen; loads the header's text."""

    seen = fields.String(
        data_key="If-Match",
        required=True,
        metadata={"description": "The `ETag` of the event as you have seen it; `*` for any", "example": '"9f2c"'},
    )

    @post_load
    def _seen(self, given: dict[str, str], **_: Any) -> str:
        return given["seen"]


class CorrectedDateSchema(BodySchema):
    """When the event happened."""

    edtf = fields.String(
        allow_none=True,
        validate=[validate.Length(1, 100), _check_edtf],
        metadata={
            "format": "edtf",
            "description": "EDTF (ISO 8601-2 level 1), both ends named; null for the date that the articles give",
            "example": "1914-07-28",
        },
    )


class CorrectionSchema(BodySchema):
    """What to correct, as a JSON Merge Patch (RFC 7396) of the event; loads what `correct_event` takes."""

    title = fields.String(
        allow_none=True,
        validate=[validate.Length(1, 300), FullMatch(SOME_TEXT, "Must hold some text, and not the character NUL.")],
        metadata={"description": "A headline; null for the one made from the articles"},
    )
    date = fields.Nested(CorrectedDateSchema, allow_none=True)
    hidden = Flag(
        allow_none=True, metadata={"description": "Whether the event is left out of the timeline; null is false"}
    )

    @post_load
    def _given(self, patch: dict[str, Any], **_: Any) -> dict[str, Any]:
        date = patch.pop("date", {})
        return patch | ({"date": None} if date is None else {"date": date["edtf"]} if "edtf" in date else {})


@blueprint.route("/events/<key:event_id>", methods=["PATCH"])
@blueprint.doc(operationId="correctEvent")
@blueprint.response(200, ExplainedEventSchema, headers=("ETag", "Cache-Control", GENERATION))
@blueprint.problems(400, 401, 403, 404, 408, 412, 413, 415, 422, 428, 503)
@blueprint.requires("admin")
@blueprint.arguments(IfMatchSchema, location="headers")
@blueprint.arguments(CorrectionSchema, content_type=MERGE_PATCH)
def correct(seen: str, given: Given, event_id: str) -> Response:
    """Correct the date or title of an event, or hide it

    A member that is absent stays as it is; null takes a correction away. What a person gives outlives what articles
    say, also when they are read anew, and the event keeps its id. Its `history` says who (by the name of the key), when
    and what. A hidden event is left out of everything but this resource, where a key with the scope `admin` sees it.
    """
    root = mounted_at()
    with writing(service().engine) as conn:
        before = full_event(conn, event_id, root)
        if before is None:
            raise not_found("event")
        if not names_state(parse_etags(seen), state_tag(to_json(before))):
            raise Problem(412, "the event has changed since: read it again, and send its ETag as If-Match")
        correct_event(conn, event_id, given, caller(), now())
        body = to_json(full_event(conn, event_id, root))
    response = Response(body, content_type=JSON)
    response.set_etag(state_tag(body))
    response.headers["Cache-Control"] = service().cache_control
    return response
