"""The walk through the timeline that `/events` and the page share: a query in, a page out."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

import orjson

from timeline_api.api.answers import JSON, Answer, Asked, Body, answer
from timeline_api.api.cursors import CursorError
from timeline_api.api.event_arguments import EventsQuery
from timeline_api.api.problems import query_problem
from timeline_api.api.service import Service
from timeline_api.store.engine import reading
from timeline_api.store.event_record import mount_record
from timeline_api.store.queries import EventQuery, fetch_events
from timeline_api.store.record_pages import RecordPage, fetch_records
from timeline_api.store.rows import EventRow
from timeline_api.store.search import MAX_TOKENS, Words, parse_words
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
    return Page(found.rows, _next(service, query, found.next))


def answer_events(service: Service, query: EventsQuery, asked: Asked) -> Answer:
    """`GET /events`. Raises `Problem` 400 for a cursor that does not belong here."""
    return answer(service, asked, query.normal_form, lambda: _page_body(service, query, asked.root))


def _page_body(service: Service, query: EventsQuery, root: str) -> Body:
    """A page as JSON, with its `Link` to the next."""
    wanted = store_query(service, query)
    page = fetch_records(service.reader, wanted) if wanted is not None else RecordPage("", 0, None)
    following = _next(service, query, page.next)
    url = following and f"{root}/events?{following}"
    after = b',"next":' + orjson.dumps(url) if url else b""
    echo = orjson.dumps(query_record(query))
    content = b'{"items":[%b]%b,"query":%b}' % (_items(page.lines, root), after, echo)
    link = [("Link", f'<{url}>; rel="next"')] if url else []
    return Body(content, (("Content-Type", JSON), *link), page.count)


def _items(lines: str, root: str) -> bytes:
    if root and lines:
        lines = "\n".join(mount_record(line, root) for line in lines.split("\n"))
    return lines.replace("\n", ",").encode()


def store_query(service: Service, query: EventsQuery) -> EventQuery | None:
    """The question in the store's terms; None when it is for words and holds none, which finds nothing."""
    after = _after(service, query)
    words = _words(query.q)
    if query.q is not None and words is None:
        return None
    return EventQuery(
        first_day=query.span.first,
        last_day=query.span.last,
        words=words,
        sources=query.sources,
        limit=query.limit,
        after=after,
    )


def _after(service: Service, query: EventsQuery) -> tuple[int, str] | None:
    if query.cursor is None:
        return None
    try:
        day, slot = service.cursors.read(query.cursor, query.filters)
    except CursorError as error:
        raise query_problem("cursor", str(error)) from error
    return int(day), str(slot)


def _next(service: Service, query: EventsQuery, after: tuple[int, str] | None) -> str | None:
    return after and query_string(query, service.cursors.write(after, query.filters))


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
