"""Pages of the timeline as the JSON that is kept of each event: one statement, and no object a row."""

from __future__ import annotations

from collections.abc import Sequence

from timeline_api.frozen import frozen
from timeline_api.store.event_query import EventQuery
from timeline_api.store.lengths import Lengths, read_lengths
from timeline_api.store.page_sql import days_statement, records_statement
from timeline_api.store.placement import number_at, number_of, place_of
from timeline_api.store.rarity import telling
from timeline_api.store.reader import Reader


@frozen
class RecordPage:
    """Events in order, each a line of JSON in UTF-8; `next` is where the next page goes on, None at the end and only
    there, and `next_rank` goes with it in orders other than by date.
    """

    lines: bytes
    count: int
    next: tuple[int, str] | None
    next_rank: int | None = None


EMPTY = RecordPage(b"", 0, None)


@frozen
class State:
    """Which timeline the store holds: a number that grows whenever an article comes, changes or goes, and how long its
    events are (see `lengths`). The same number, the same timeline.
    """

    generation: int
    lengths: Lengths


def fetch_records(reader: Reader, query: EventQuery, lengths: Lengths) -> RecordPage:
    """One page, given how long events are. ValueError for a limit below 1 or an `after` that is no place."""
    if query.limit < 1:
        raise ValueError(f"a page needs a limit of at least 1, not {query.limit}")
    statement = records_statement(reader.dialect, query, lengths, telling(reader, query))
    if statement is None:
        return EMPTY
    [(lines, numbers, weights)] = reader.fetch(*statement)
    if lines is None:
        return EMPTY
    return _page(lines, numbers, weights, query)


def fetch_records_of_days(reader: Reader, query: EventQuery, days: Sequence[int]) -> RecordPage:
    """One page of the events that take one of these days and no more, in order of date.

    Of the query its filters, `limit` and `after` count.
    """
    after = number_of(query.after) if query.after else None
    wanted = sorted(day for day in days if after is None or number_at(day + 1) > after)
    if not wanted:
        return EMPTY
    statement, values = days_statement(reader.dialect, query, wanted, after, telling(reader, query))
    [(lines, numbers, _)] = reader.fetch(statement, values)
    return EMPTY if lines is None else _page(lines, numbers, None, query)


def read_state(reader: Reader) -> State:
    """The state that the store is in."""
    [(number, longest)] = reader.fetch("SELECT number, longest FROM generation", {})
    return State(int(number), read_lengths(longest))


def read_generation(reader: Reader) -> int:
    """The generation of the state that the store is in."""
    return read_state(reader).generation


def _page(lines: bytes, numbers: str, weights: str | None, query: EventQuery) -> RecordPage:
    """The page that a row holds, in the order of the query, without the event that only says that there are more.

    Databases keep the order, but promise so only where they sort the rows anew.
    """
    places = [int(number) for number in numbers.split(",")]
    weighed = [int(weight) for weight in weights.split(",")] if weights is not None else None
    ordered = _ordered(places, weighed, query)
    if ordered != places:
        by_number = dict(zip(places, zip(lines.split(b"\n"), weighed or places, strict=True), strict=True))
        lines = b"\n".join(by_number[number][0] for number in ordered)
        weighed = weighed and [by_number[number][1] for number in ordered]
    if len(ordered) <= query.limit:
        return RecordPage(lines, len(ordered), None)
    last = query.limit - 1
    return RecordPage(
        lines[: lines.rindex(b"\n")], query.limit, place_of(ordered[last]), weighed[last] if weighed else None
    )


def _ordered(numbers: list[int], weights: list[int] | None, query: EventQuery) -> list[int]:
    if weights is None:
        return sorted(numbers, reverse=query.order == "-date")
    ranked = sorted(zip(weights, numbers, strict=True), key=lambda place: (-place[0], place[1]))
    return [number for _, number in ranked]
