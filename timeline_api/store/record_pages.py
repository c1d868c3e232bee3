"""Pages of the timeline as the JSON that is kept of each event: one statement, and no object a row."""

from __future__ import annotations

from collections.abc import Sequence

import orjson

from timeline_api.frozen import frozen
from timeline_api.store.conditions import Statement
from timeline_api.store.event_query import EventQuery
from timeline_api.store.lengths import Lengths, read_lengths
from timeline_api.store.page_sql import days_statement, records_statement, titled_statement
from timeline_api.store.placement import number_at, number_of, place_of
from timeline_api.store.rarity import telling
from timeline_api.store.reader import Planning, Reader


@frozen
class State:
    """Which timeline the store holds: a number that grows whenever an article comes, changes or goes, and how long its
    events are (see `lengths`). The same number, the same timeline.
    """

    generation: int
    lengths: Lengths


@frozen
class RecordPage:
    """Events in order, each as JSON in UTF-8, with `SEPARATOR` between them; `next` is where the next page goes on,
    None at the end and only there, and `next_rank` goes with it in orders other than by date. `generation` is that of
    the timeline that the page is of.
    """

    items: bytes
    count: int
    generation: int
    next: tuple[int, str] | None = None
    next_rank: int | None = None

    @property
    def records(self) -> list[bytes]:
        """The events one by one."""
        return self.items.split(SEPARATOR) if self.items else []


SEPARATOR = b",\n"
"""JSON takes it between the items of a list, and no item has it: they are a line each."""


def fetch_records(reader: Reader, query: EventQuery) -> RecordPage:
    """One page. ValueError for a limit below 1 or an `after` that is no place.

    The page is asked for by what was last known of the lengths of events, and comes with what they are: all by one
    statement, but when an event has just come that is longer than those before.
    """
    if query.limit < 1:
        raise ValueError(f"a page needs a limit of at least 1, not {query.limit}")
    while True:
        lengths = reader.lengths
        known = telling(reader, query)
        page = _asked(reader, query, titled_statement(reader.dialect, query, lengths, known))
        if page is None or page.next is None:
            page = _asked(reader, query, records_statement(reader.dialect, query, lengths, known))
        if page is None:
            page = empty_page(reader)
        if reader.lengths == lengths:
            return page


def _asked(reader: Reader, query: EventQuery, statement: Statement | None) -> RecordPage | None:
    """The page that a statement gives."""
    if statement is None:
        return None
    [(items, numbers, weights, *kept)] = reader.fetch(*statement, _planning(query))
    return _page(items, numbers, weights, query, _note_state(reader, *kept).generation)


def _planning(query: EventQuery) -> Planning:
    """Pages of the timeline itself are alike; what filters select, only their values tell."""
    return "once" if query.is_plain and not query.by_rank else "each time"


def fetch_records_of_days(reader: Reader, query: EventQuery, days: Sequence[int]) -> RecordPage:
    """One page of the events that take one of these days and no more, in order of date.

    Of the query its filters, `limit` and `after` count.
    """
    after = number_of(query.after) if query.after else None
    wanted = sorted(day for day in days if after is None or number_at(day + 1) > after)
    if not wanted:
        return empty_page(reader)
    statement, values = days_statement(reader.dialect, query, wanted, after, telling(reader, query))
    [(items, numbers, _, *kept)] = reader.fetch(statement, values)
    return _page(items, numbers, None, query, _note_state(reader, *kept).generation)


def empty_page(reader: Reader) -> RecordPage:
    """A page without events, of the timeline as it is now."""
    return RecordPage(b"", 0, read_generation(reader))


def read_state(reader: Reader) -> State:
    """The state that the store is in."""
    [kept] = reader.fetch("SELECT number, longest FROM generation", {}, "once")
    return _note_state(reader, *kept)


def _note_state(reader: Reader, number: int, longest: str) -> State:
    state = State(int(number), read_lengths(longest))
    reader.lengths = state.lengths
    return state


def read_generation(reader: Reader) -> int:
    """The generation of the state that the store is in."""
    return read_state(reader).generation


def _page(items: bytes | None, numbers: str, weights: str | None, query: EventQuery, generation: int) -> RecordPage:
    """The page that a row holds, in the order of the query, without the event that only says that there are more.

    Databases keep the order, but promise so only where they sort the rows anew.
    """
    if items is None:
        return RecordPage(b"", 0, generation)
    places: list[int] = orjson.loads(f"[{numbers}]")
    weighed: list[int] | None = orjson.loads(f"[{weights}]") if weights is not None else None
    ordered = _ordered(places, weighed, query)
    if ordered != places:
        by_number = dict(zip(places, zip(items.split(SEPARATOR), weighed or places, strict=True), strict=True))
        items = SEPARATOR.join([by_number[number][0] for number in ordered])
        weighed = weighed and [by_number[number][1] for number in ordered]
    if len(ordered) <= query.limit:
        return RecordPage(items, len(ordered), generation)
    last = query.limit - 1
    rank = weighed[last] if weighed else None
    return RecordPage(items[: items.rindex(SEPARATOR)], query.limit, generation, place_of(ordered[last]), rank)


def _ordered(numbers: list[int], weights: list[int] | None, query: EventQuery) -> list[int]:
    if weights is None:
        return sorted(numbers, reverse=query.order == "-date")
    ranked = sorted(zip(weights, numbers, strict=True), key=lambda place: (-place[0], place[1]))
    return [number for _, number in ranked]
