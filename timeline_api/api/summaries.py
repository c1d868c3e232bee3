"""`/events/histogram`, `/events/facets`, `/events/on-this-day`: the timeline from further away."""

from __future__ import annotations

import orjson
from flask import Response, request

from timeline_api.api.answers import JSON, Body, answer, asked_in
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
from timeline_api.api.problems import not_found, query_problem
from timeline_api.api.render import mounted_at
from timeline_api.api.schemas.timeline import DayPageSchema, FacetsSchema, HistogramSchema
from timeline_api.api.service import Service, service
from timeline_api.api.timeline import filters_record, page_body, query_pairs, store_filters
from timeline_api.records import Record
from timeline_api.store.counts import Level
from timeline_api.store.record_pages import EMPTY, fetch_records_of_days
from timeline_api.store.totals import Facets, Histogram, fetch_facets, fetch_histogram, years_with_events
from timeline_api.temporal.interval import civil, day_number, format_day, format_year, is_date

MOST_PERIODS = 10_000
_LEVELS = {"year": Level.YEAR, "month": Level.MONTH, "day": Level.DAY}
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
    question = orjson.dumps(["histogram", query.unit, query.filters.normal_form])
    return answered(answer(service(), asked_in(request.environ), question, lambda _state: _histogram(service(), query)))


def _histogram(known: Service, query: HistogramQuery) -> Body:
    wanted = store_filters(query.filters)
    found = fetch_histogram(known.reader, wanted, _LEVELS[query.unit]) if wanted else Histogram({}, 0)
    if len(found.starts) > MOST_PERIODS:
        raise query_problem("unit", f"gives more than {MOST_PERIODS:,} periods; ask for longer ones or a shorter range")
    periods = [{"period": _period(start, query.unit), "count": count} for start, count in found.starts.items()]
    record = {
        "unit": query.unit,
        "periods": periods,
        "before": found.before,
        "count": found.before + sum(found.starts.values()),
        "query": {name: value for name, value in filters_record(query.filters).items() if name != "undated"},
    }
    return _body(record, len(periods))


def _period(start: int, unit: str) -> str:
    """A period as `from` and `to` take it."""
    if unit == "day":
        return format_day(start)
    year, month, _ = civil(start)
    return format_year(year) if unit == "year" else f"{format_year(year)}-{month:02d}"


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
    question = orjson.dumps(["facets", query.limit, query.filters.normal_form])
    return answered(answer(service(), asked_in(request.environ), question, lambda _state: _facets(service(), query)))


def _facets(known: Service, query: FacetsQuery) -> Body:
    wanted = store_filters(query.filters)
    found = fetch_facets(known.reader, wanted, query.limit) if wanted else Facets([], [], [], [])
    record: Record = {
        name: [{"value": value, "count": count} for value, count in getattr(found, name)]
        for name in ("source", "entity", "precision", "basis")
    }
    rows = sum(map(len, record.values()))
    return _body({**record, "query": filters_record(query.filters) | {"limit": query.limit}}, rows)


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
    walk = [month, day, *query.filters.normal_form]
    question = orjson.dumps(["on-this-day", *walk, query.limit, query.cursor])
    root = mounted_at()
    made = answer(
        service(),
        asked_in(request.environ),
        question,
        lambda _state: _day_body(service(), query, month, day, walk, root),
    )
    return answered(made)


def _day_body(known: Service, query: DayQuery, month: str, day: str, walk: list[object], root: str) -> Body:
    wanted = store_filters(query.filters, limit=query.limit, after=_after(known, query.cursor, walk))
    dates = [(year, int(month), int(day)) for year in years_with_events(known.reader)]
    days = [day_number(*date) for date in dates if is_date(*date)]
    page = fetch_records_of_days(known.reader, wanted, days) if wanted else EMPTY
    following = None
    if page.next is not None:
        cursor = known.cursors.write(page.next, walk)
        pairs = query_pairs(filters_record(query.filters), query.limit, cursor)
        following = f"{root}/events/on-this-day/{month}/{day}?{pairs}"
    echo = {"month": int(month), "day": int(day), "limit": query.limit}
    return page_body(page, root, following, {**_day_filters(query), **echo})


def _day_filters(query: DayQuery) -> Record:
    left_out = ("from", "to", "match", "q", "undated")
    return {name: value for name, value in filters_record(query.filters).items() if name not in left_out}


def _after(known: Service, cursor: str | None, walk: list[object]) -> tuple[int, str] | None:
    after = known.cursors.asked(cursor, walk)
    return (int(after[0]), str(after[1])) if after is not None else None


def _body(record: Record, rows: int) -> Body:
    return Body(orjson.dumps(record), (("Content-Type", JSON),), rows)
