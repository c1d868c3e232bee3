"""`/events`: the timeline, and one event with the explanation of its date."""

from __future__ import annotations

from flask import Response, request

from timeline_api.api.access import is_admin
from timeline_api.api.answers import VARY, Body, asked_in
from timeline_api.api.event_arguments import EVENTS, EventsQuery
from timeline_api.api.formats.choice import FORMS, chosen
from timeline_api.api.formatted import STREAMED, answer_form, started, stream
from timeline_api.api.framework import Blueprint
from timeline_api.api.full_event import full_event
from timeline_api.api.headers import answered
from timeline_api.api.kept import kept
from timeline_api.api.problems import not_found
from timeline_api.api.render import mounted_at, to_json
from timeline_api.api.schemas.events import ExplainedEventSchema
from timeline_api.api.schemas.timeline import EventPageSchema
from timeline_api.api.service import primary, service
from timeline_api.api.timeline import answer_events
from timeline_api.store.engine import reading

blueprint = Blueprint("events", __name__, description="The timeline")


@blueprint.route("/events")
@blueprint.doc(operationId="listEvents")
@blueprint.cached(EventPageSchema, "Link", "Timeline-Left-Out")
@blueprint.forms(FORMS.values())
@blueprint.problems(400, 401, 403, 406, 503)
@blueprint.requires("read")
@blueprint.query(EVENTS)
def events(query: EventsQuery) -> Response:
    """The events of a range of dates, in order of date

    Events that overlap the range, a page at a time. A `next` that is absent is the only sign of the end; a
    range outside the data is an empty page.
    """
    form = chosen(query.format, request.headers.get("Accept"))
    asked = asked_in(request.environ)
    if form is None:
        return answered(answer_events(service(), query, asked))
    base = request.url_root.rstrip("/")
    if query.whole and form in STREAMED:
        pieces = stream(service(), primary(), query, form, base, asked.root)
        headers = {"Cache-Control": service().cache_control, "Vary": VARY}
        return Response(started(pieces), content_type=form.media_type, headers=headers)
    return answered(answer_form(service(), query, form, asked, base))


@blueprint.route("/events/<key:event_id>")
@blueprint.doc(operationId="getEvent")
@blueprint.cached(ExplainedEventSchema)
@blueprint.problems(400, 401, 403, 404, 503)
@blueprint.requires("read")
def event(event_id: str) -> Response:
    """One event with all its sources

    Each source explains the date that it gives: the rule, what it was measured from, and the steps. `history` says
    what people have corrected.
    """
    admin = is_admin()
    return kept(f"event {event_id} {admin}", lambda: _full(event_id, admin))


def _full(event_id: str, admin: bool) -> Body:
    with reading(service().engine, service().settings.query_budget) as conn:
        record = full_event(conn, event_id, mounted_at())
    if record is None or (record["hidden"] and not admin):
        raise not_found("event")
    return Body(to_json(record), (), 1)
