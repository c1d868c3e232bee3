"""The walk through the timeline that `/events` and the page share: a query in, a page out."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from timeline_api.api.arguments import EventsQuery
from timeline_api.api.cursors import CursorError, Keyset
from timeline_api.api.problems import query_problem
from timeline_api.api.service import Service
from timeline_api.store.engine import reading
from timeline_api.store.queries import EventQuery, fetch_events
from timeline_api.store.rows import EventRow
from timeline_api.store.search import MAX_TOKENS, Words, parse_words
from timeline_api.temporal.interval import format_day


@dataclass(frozen=True, slots=True)
class Page:
    """Events in order, and the query string of the next page, None on the last."""

    rows: list[EventRow]
    next: str | None


def read_page(service: Service, query: EventsQuery) -> Page:
    """One page of the timeline. Raises `Problem` 400 for a cursor that does not belong here."""
    after = _after(service, query)
    words = _words(query.q)
    if query.q is not None and words is None:
        return Page([], None)  # nothing to look for finds nothing
    asked = EventQuery(
        first_day=query.span.first,
        last_day=query.span.last,
        words=words,
        sources=query.sources,
        limit=query.limit,
        after=after,
    )
    with reading(service.engine, service.settings.query_budget) as conn:
        found = fetch_events(conn, asked)
    return Page(found.rows, found.next and query_string(query, service.cursors.write(found.next, query.filters)))


def _after(service: Service, query: EventsQuery) -> Keyset | None:
    if query.cursor is None:
        return None
    try:
        return service.cursors.read(query.cursor, query.filters)
    except CursorError as error:
        raise query_problem("cursor", str(error)) from error


def _words(q: str | None) -> Words | None:
    words = parse_words(q) if q is not None else None
    if words is not None and words.dropped:
        raise query_problem("q", f"has more than {MAX_TOKENS} words")
    return words


def query_string(query: EventsQuery, cursor: str) -> str:
    """The normalised query as a query string, going on at `cursor`."""
    pairs = [("from", _day(query.span.first)), ("to", _day(query.span.last)), ("q", query.q)]
    pairs += [("source", source) for source in query.sources]
    pairs += [("limit", str(query.limit)), ("cursor", cursor)]
    return urlencode([(name, value) for name, value in pairs if value is not None])


def _day(number: int | None) -> str | None:
    return None if number is None else format_day(number)


def query_record(query: EventsQuery) -> dict[str, object]:
    """The query as it was understood, in the names of its parameters."""
    return {
        "from": _day(query.span.first),
        "to": _day(query.span.last),
        "q": query.q,
        "source": list(query.sources),
        "limit": query.limit,
    }
