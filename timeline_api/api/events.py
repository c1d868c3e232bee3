"""`/events`: the timeline, and one event with the explanation of its date."""

from __future__ import annotations

from flask import Response, request

from timeline_api.api.answers import JSON, asked_in
from timeline_api.api.event_arguments import EVENTS, EventsQuery
from timeline_api.api.framework import Blueprint
from timeline_api.api.headers import answered, cacheable
from timeline_api.api.problems import not_found
from timeline_api.api.render import explained_event_record, mounted_at, to_json
from timeline_api.api.schemas import EventPageSchema, ExplainedEventSchema
from timeline_api.api.service import service
from timeline_api.api.timeline import answer_events
from timeline_api.store.engine import reading
from timeline_api.store.queries import fetch_event

blueprint = Blueprint("events", __name__, description="The timeline")


@blueprint.route("/events")
@blueprint.cached(EventPageSchema, Link="The next page, as rel=next; absent on the last")
@blueprint.problems(400, 401, 403, 503)
@blueprint.requires("read")
@blueprint.query(EVENTS)
def events(query: EventsQuery) -> Response:
    """The events of a range of dates, in order of date

    Events that overlap the range, a page at a time. A `next` that is absent is the only sign of the end; a
    range outside the data is an empty page.
    """
    return answered(answer_events(service(), query, asked_in(request.environ)))


@blueprint.route("/events/<key:event_id>")
@blueprint.cached(ExplainedEventSchema)
@blueprint.problems(401, 403, 404, 503)
@blueprint.requires("read")
def event(event_id: str) -> Response:
    """One event with all its sources

    Each source explains the date that it gives: the rule, what it was measured from, and the steps.
    """
    with reading(service().engine, service().settings.query_budget) as conn:
        row = fetch_event(conn, event_id)
    if row is None:
        raise not_found("event")
    return cacheable(to_json(explained_event_record(row, mounted_at())), JSON, service().cache_control)
