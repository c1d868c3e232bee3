"""`/events`: the timeline, and one event with the explanation of its date."""

from __future__ import annotations

from flask import Response

from timeline_api.api.arguments import EventsQuery, EventsQuerySchema
from timeline_api.api.framework import Blueprint
from timeline_api.api.headers import cacheable
from timeline_api.api.observing import note_rows
from timeline_api.api.problems import not_found
from timeline_api.api.render import event_record, explained_event_record, mounted_at, to_json
from timeline_api.api.schemas import EventPageSchema, ExplainedEventSchema
from timeline_api.api.service import service
from timeline_api.api.timeline import Page, query_record, read_page
from timeline_api.store.engine import reading
from timeline_api.store.queries import fetch_event

JSON = "application/json"
blueprint = Blueprint("events", __name__, description="The timeline")


@blueprint.route("/events")
@blueprint.cached(EventPageSchema, Link="The next page, as rel=next; absent on the last")
@blueprint.problems(400, 401, 403, 503)
@blueprint.requires("read")
@blueprint.arguments(EventsQuerySchema, location="query", error_status_code=400)
def events(query: EventsQuery) -> Response:
    """The events of a range of dates, in order of date

    Events that overlap the range, a page at a time. A `next` that is absent is the only sign of the end; a
    range outside the data is an empty page.
    """
    page = read_page(service(), query)
    note_rows(len(page.rows))
    return page_response(query, page)


def page_response(query: EventsQuery, page: Page) -> Response:
    """A page as JSON, with its `Link` to the next."""
    root = mounted_at()
    record: dict[str, object] = {
        "items": [event_record(row, root) for row in page.rows],
        "query": query_record(query),
    }
    url = page.next and f"{root}/events?{page.next}"
    if url:
        record["next"] = url
    response = cacheable(to_json(record), JSON, service().cache_control)
    if url:
        response.headers["Link"] = f'<{url}>; rel="next"'
    return response


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
