"""Answers that sum the timeline up, made in few looks at the store. Nothing here is Flask's (see `front`)."""

from __future__ import annotations

from functools import lru_cache

import orjson

from timeline_api.api.answers import JSON, Answer, Asked, Body, Made, answer
from timeline_api.api.event_arguments import DayQuery, FacetsQuery, HistogramQuery
from timeline_api.api.problems import query_problem
from timeline_api.api.service import Service
from timeline_api.api.timeline import filters_record, page_body, query_pairs, store_filters
from timeline_api.records import Record
from timeline_api.store.counts import Level
from timeline_api.store.divisions import Facets, fetch_facets
from timeline_api.store.record_pages import empty_page, fetch_records_of_days, read_generation
from timeline_api.store.totals import Histogram, fetch_histogram, years_with_events
from timeline_api.temporal.interval import civil, day_number, format_day, format_year, is_date

MOST_PERIODS = 10_000
_LEVELS = {"year": Level.YEAR, "month": Level.MONTH, "day": Level.DAY}


def answer_histogram(service: Service, query: HistogramQuery, asked: Asked) -> Answer:
    """`GET /events/histogram`. Raises `Problem` 400 when there are too many periods."""
    question = orjson.dumps(["histogram", query.unit, query.filters.normal_form])
    return answer(service, asked, question, lambda: _histogram(service, query))


def _histogram(service: Service, query: HistogramQuery) -> Made:
    generation = read_generation(service.reader)
    wanted = store_filters(query.filters)
    found = fetch_histogram(service.reader, wanted, _LEVELS[query.unit]) if wanted else Histogram({}, 0)
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
    return generation, _body(record, len(periods))


@lru_cache(maxsize=65_536)
def _period(start: int, unit: str) -> str:
    """A period as `from` and `to` take it."""
    if unit == "day":
        return format_day(start)
    year, month, _ = civil(start)
    return format_year(year) if unit == "year" else f"{format_year(year)}-{month:02d}"


def answer_facets(service: Service, query: FacetsQuery, asked: Asked) -> Answer:
    """`GET /events/facets`."""
    question = orjson.dumps(["facets", query.limit, query.filters.normal_form])
    return answer(service, asked, question, lambda: _facets(service, query))


def _facets(service: Service, query: FacetsQuery) -> Made:
    generation = read_generation(service.reader)
    wanted = store_filters(query.filters)
    found = fetch_facets(service.reader, wanted, query.limit) if wanted else Facets([], [], [], [])
    record: Record = {
        name: [{"value": value, "count": count} for value, count in getattr(found, name)]
        for name in ("source", "entity", "precision", "basis")
    }
    rows = sum(map(len, record.values()))
    return generation, _body({**record, "query": filters_record(query.filters) | {"limit": query.limit}}, rows)


def _body(record: Record, rows: int) -> Body:
    return Body(orjson.dumps(record), (("Content-Type", JSON),), rows)


def answer_day(service: Service, query: DayQuery, asked: Asked, month: str, day: str) -> Answer:
    """`GET /events/on-this-day`. Raises `Problem` 400 for a cursor that does not belong here."""
    walk = [month, day, *query.filters.normal_form]
    question = orjson.dumps(["on-this-day", *walk, query.limit, query.cursor])
    return answer(service, asked, question, lambda: _day(service, query, month, day, walk, asked.root))


def _day(service: Service, query: DayQuery, month: str, day: str, walk: list[object], root: str) -> Made:
    wanted = store_filters(query.filters, limit=query.limit, after=_after(service, query.cursor, walk))
    dates = [(year, int(month), int(day)) for year in years_with_events(service.reader)]
    days = [day_number(*date) for date in dates if is_date(*date)]
    page = fetch_records_of_days(service.reader, wanted, days) if wanted else empty_page(service.reader)
    following = None
    if page.next is not None:
        cursor = service.cursors.write(page.next, walk)
        pairs = query_pairs(filters_record(query.filters), query.limit, cursor)
        following = f"{root}/events/on-this-day/{month}/{day}?{pairs}"
    echo = {"month": int(month), "day": int(day), "limit": query.limit}
    return page.generation, page_body(page, root, following, {**_day_filters(query), **echo})


def _day_filters(query: DayQuery) -> Record:
    left_out = ("from", "to", "match", "q", "undated")
    return {name: value for name, value in filters_record(query.filters).items() if name not in left_out}


def _after(service: Service, cursor: str | None, walk: list[object]) -> tuple[int, str] | None:
    after = service.cursors.asked(cursor, walk)
    return (int(after[0]), str(after[1])) if after is not None else None
