"""The walk through the timeline that `/events` and the page share: a query in, a page out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import orjson

from timeline_api.api.answers import JSON, Answer, Asked, Body, Made, answer
from timeline_api.api.event_arguments import EventsQuery, Filters
from timeline_api.api.problems import query_problem
from timeline_api.api.service import Service
from timeline_api.api.times import Span
from timeline_api.records import Record
from timeline_api.store.engine import reading
from timeline_api.store.event_record import mount_record
from timeline_api.store.queries import EventQuery, fetch_events
from timeline_api.store.record_pages import SEPARATOR, RecordPage, empty_page, fetch_records
from timeline_api.store.rows import EventPage, EventRow
from timeline_api.store.search import MAX_TOKENS, Words, parse_words
from timeline_api.store.totals import count_events
from timeline_api.temporal.interval import format_day


@dataclass(frozen=True, slots=True)
class Page:
    """Events in order, and the query string of the next page, None on the last."""

    rows: list[EventRow]
    next: str | None


def read_page(service: Service, query: EventsQuery) -> Page:
    """One page of the timeline as rows. Raises `Problem` 400 for a cursor that does not belong here."""
    asked = store_query(service, query)
    if asked is None:
        return Page([], None)
    with reading(service.engine, service.settings.query_budget) as conn:
        found = fetch_events(conn, asked)
    return Page(found.rows, next_query(service, query, found, query_record(query)))


def answer_events(service: Service, query: EventsQuery, asked: Asked) -> Answer:
    """`GET /events`. Raises `Problem` 400 for a cursor that does not belong here."""
    return answer(service, asked, query.normal_form, lambda: _page_made(service, query, asked.root))


def _page_made(service: Service, query: EventsQuery, root: str) -> Made:
    wanted = store_query(service, query)
    page = fetch_records(service.reader, wanted) if wanted is not None else empty_page(service.reader)
    echo = query_record(query)
    following = next_query(service, query, page, echo)
    url = following and f"{root}/events?{following}"
    count = None
    if query.count:
        count = count_events(service.reader, wanted) if wanted is not None else 0
    return page.generation, page_body(page, root, url, echo, count)


def page_body(page: RecordPage, root: str, url: str | None, echo: Record, count: int | None = None) -> Body:
    """A page as JSON, with its `Link` to the next, which is at `url`."""
    pieces = [b'{"items":[', items_mounted(page.items, root), b"]"]
    if url:
        pieces += [b',"next":', orjson.dumps(url)]
    pieces += [b',"query":', orjson.dumps(echo)]
    if count is not None:
        pieces.append(b',"count":%d' % count)
    pieces.append(b"}")
    link = [("Link", f'<{url}>; rel="next"')] if url else []
    return Body(b"".join(pieces), (("Content-Type", JSON), *link), page.count)


def items_mounted(items: bytes, root: str) -> bytes:
    """The events of a page for a service that is mounted at `root`."""
    if not root or not items:
        return items
    return SEPARATOR.join([mount_record(record, root) for record in items.split(SEPARATOR)])


def store_query(service: Service, query: EventsQuery) -> EventQuery | None:
    """The question in the store's terms; None when it is for words and holds none, which finds nothing."""
    return store_filters(query.filters, order=query.sort, limit=query.limit, **_after(service, query))


def store_filters(filters: Filters, **more: Any) -> EventQuery | None:
    """The filters in the store's terms, with what else an `EventQuery` takes; None when they are for words and hold
    none, which finds nothing.
    """
    words = _words(filters.q)
    if filters.q is not None and words is None:
        return None
    return EventQuery(
        first_day=filters.span.first,
        last_day=filters.span.last,
        match=filters.match,
        words=words,
        sources=filters.source,
        articles=filters.article,
        entities=filters.entity,
        tags=filters.tag,
        languages=filters.lang,
        precisions=filters.precision,
        bases=filters.basis,
        min_confidence=filters.min_confidence,
        min_sources=filters.min_sources,
        undated=filters.undated,
        **more,
    )


def _after(service: Service, query: EventsQuery) -> dict[str, Any]:
    """Where the page goes on: day and slot, and in orders other than by date the weight before them."""
    after = service.cursors.asked(query.cursor, query.walk)
    if after is None:
        return {}
    *weight, day, slot = after
    return {"after": (day, slot), "after_rank": weight[0] if weight else None}


def next_query(service: Service, query: EventsQuery, page: EventPage | RecordPage, record: Record) -> str | None:
    """The query string of the page after this one, None on the last, given the query as it was understood."""
    if page.next is None:
        return None
    weight = () if page.next_rank is None else (page.next_rank,)
    cursor = service.cursors.write((*weight, *page.next), query.walk)
    return query_pairs(record, query.limit, cursor, query.format)


def _words(q: str | None) -> Words | None:
    words = parse_words(q) if q is not None else None
    if words is not None and words.dropped:
        raise query_problem("q", f"has more than {MAX_TOKENS} words")
    return words


def query_pairs(record: Record, limit: int, cursor: str | None, form: str | None = None) -> str:
    """A query as it was understood as a query string, going on at `cursor`; what is as usual is left out."""
    pairs: list[str] = []
    for name, value in record.items():
        if value != _USUAL[name] and name != "limit":
            pairs += [_pair(name, one) for one in (value if isinstance(value, tuple) else (value,))]
    pairs.append(f"limit={limit}")
    # What needs no quoting goes by itself.
    if cursor:
        pairs.append(f"cursor={cursor}")
    if form:
        pairs.append(f"format={form}")
    return "&".join(pairs)


def _pair(name: str, value: object) -> str:
    # Dates need no quoting, and are hardly ever the same.
    return f"{name}={value}" if name in _DATES else _quoted_pair(name, value)


_DATES = frozenset(("from", "to"))


@lru_cache(maxsize=4096)
def _quoted_pair(name: str, value: object) -> str:
    return urlencode([(name, value)])


def query_record(query: EventsQuery) -> Record:
    """The query as it was understood, in the names of its parameters."""
    count = "exact" if query.count else "none"
    return {**filters_record(query.filters), "sort": query.sort, "count": count, "limit": query.limit}


def filters_record(filters: Filters) -> Record:
    """The filters as they were understood, in the names of their parameters."""
    return {
        "from": _day(filters.span.first),
        "to": _day(filters.span.last),
        "match": filters.match,
        "q": filters.q,
        "source": filters.source,
        "article": filters.article,
        "entity": filters.entity,
        "tag": filters.tag,
        "lang": filters.lang,
        "precision": filters.precision,
        "basis": filters.basis,
        "min_confidence": filters.min_confidence,
        "min_sources": filters.min_sources,
        "undated": filters.undated,
    }


@lru_cache(maxsize=8192)
def _day(number: int | None) -> str | None:
    return None if number is None else format_day(number)


_USUAL = query_record(EventsQuery(Filters(Span()), "date", 0, None, False, None, False))
