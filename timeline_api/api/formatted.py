"""Pages of events in other forms than JSON, and whole timelines streamed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import orjson
from sqlalchemy.exc import OperationalError

from timeline_api.api.answers import Answer, Asked, Body, Made, answer
from timeline_api.api.event_arguments import MOST, EventsQuery
from timeline_api.api.formats import comma, ndjson
from timeline_api.api.formats.shown import Form, Shown
from timeline_api.api.service import Service
from timeline_api.api.timeline import items_mounted, next_query, query_pairs, query_record, store_query
from timeline_api.frozen import replace
from timeline_api.store.event_query import EventQuery
from timeline_api.store.record_pages import RecordPage, empty_page, fetch_records

LEFT_OUT = "Timeline-Left-Out"
"""The header that counts the events of a page that its form cannot hold."""
STREAMED = (ndjson.FORM, comma.FORM)
"""Forms that are made a line at a time: without `limit` they hold everything."""


def answer_form(service: Service, query: EventsQuery, form: Form, asked: Asked, base: str) -> Answer:
    """A page in this form, for a service at the address `base`. Raises `Problem` as `answer_events` does."""
    question = orjson.dumps([form.name, base, query.normal_form.decode()])
    return answer(service, asked, question, lambda: _made(service, query, form, base, asked.root))


def _made(service: Service, query: EventsQuery, form: Form, base: str, root: str) -> Made:
    wanted = store_query(service, query)
    page = fetch_records(service.reader, wanted) if wanted is not None else empty_page(service.reader)
    record = query_record(query)
    here = query_pairs(record, query.limit, query.cursor, form.name)
    following = next_query(service, replace(query, format=form.name), page, record)
    shown = Shown(
        items_mounted(page.items, root), base, f"{base}/events?{here}", following and f"{base}/events?{following}"
    )
    made = form.make(shown)
    headers = [("Content-Type", form.media_type), (LEFT_OUT, str(made.left_out))]
    if following:
        headers.append(("Link", f'<{root}/events?{following}>; rel="next"'))
    return page.generation, Body(made.content, tuple(headers), page.count)


def stream(
    service: Service, otherwise: Service, query: EventsQuery, form: Form, base: str, root: str
) -> Iterator[bytes]:
    """Everything that the filters take, in pieces of a page: as much memory for a million events as for one page.

    Each piece sees the timeline as it is then. Events that come or go meanwhile neither repeat nor drop the others.
    When the server of `service` goes away, that of `otherwise` goes on.
    """
    wanted = store_query(service, query)
    if form is comma.FORM:
        yield comma.header()
    for page in _walk([service, otherwise], wanted) if wanted is not None else ():
        shown = Shown(items_mounted(page.items, root), base, "", None)
        yield comma.make_rows(shown) if form is comma.FORM else form.make(shown).content


def started(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same pieces, the first made now: what is wrong with the query is an answer of its own, not half of one."""
    return chain([next(pieces, b"")], pieces)


def _walk(services: list[Service], wanted: EventQuery) -> Iterator[RecordPage]:
    step: EventQuery | None = replace(wanted, limit=MOST)
    while step is not None:
        try:
            page = fetch_records(services[0].reader, step)
        except OperationalError:
            if services[0].reader is services[-1].reader:
                raise
            services = services[-1:]
            continue
        if page.count:
            yield page
        step = replace(step, after=page.next, after_rank=page.next_rank) if page.next is not None else None
