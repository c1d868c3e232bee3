"""`/events/histogram`, `/events/facets`, `/events/on-this-day`: the timeline from further away."""

from __future__ import annotations

from flask import Response, request

from timeline_api.api.answers import asked_in
from timeline_api.api.event_arguments import (
    DAY,
    FACETS,
    HISTOGRAM,
    DayQuery,
    FacetsQuery,
    HistogramQuery,
)
from timeline_api.api.framework import Blueprint
from timeline_api.api.headers import answered
from timeline_api.api.problems import not_found
from timeline_api.api.schemas.timeline import DayPageSchema, FacetsSchema, HistogramSchema
from timeline_api.api.service import service
from timeline_api.api.summing import answer_day, answer_facets, answer_histogram
from timeline_api.temporal.interval import is_date

blueprint = Blueprint("summaries", __name__, description="The timeline from further away")


@blueprint.route("/events/histogram")
@blueprint.doc(operationId="getHistogram")
@blueprint.cached(HistogramSchema)
@blueprint.problems(400, 401, 403, 503)
@blueprint.requires("read")
@blueprint.query(HISTOGRAM)
def histogram(query: HistogramQuery) -> Response:
    """How many events begin in each year, month or day

    For the filters of `/events`. Each event counts once, in the period in which it begins; those that began before
    the range and reach into it are `before`. Periods without any are left out.
    """
    return answered(answer_histogram(service(), query, asked_in(request.environ)))


@blueprint.route("/events/facets")
@blueprint.doc(operationId="getFacets")
@blueprint.cached(FacetsSchema)
@blueprint.problems(400, 401, 403, 503)
@blueprint.requires("read")
@blueprint.query(FACETS)
def facets(query: FacetsQuery) -> Response:
    """How the events divide by source, entity, precision and basis

    For the filters of `/events`: the values that most events have, the most frequent first.
    """
    return answered(answer_facets(service(), query, asked_in(request.environ)))


@blueprint.route("/events/on-this-day/<monthday:month>/<monthday:day>")
@blueprint.doc(operationId="listEventsOnThisDay")
@blueprint.cached(DayPageSchema, "Link")
@blueprint.problems(400, 401, 403, 404, 503)
@blueprint.requires("read")
@blueprint.query(DAY)
def on_this_day(query: DayQuery, month: str, day: str) -> Response:
    """Events of a calendar day in all years

    Those that are known to the day and took no other, the earliest year first.
    """
    if not is_date(2024, int(month), int(day)):  # a leap year has every day
        raise not_found("day of the year")
    return answered(answer_day(service(), query, asked_in(request.environ), month, day))
