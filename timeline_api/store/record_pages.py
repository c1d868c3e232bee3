"""Pages of the timeline as the JSON that is kept of each event: one statement, and no object a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from timeline_api.store.event_query import EventQuery, Order
from timeline_api.store.page_sql import days_statement, records_statement
from timeline_api.store.placement import number_at, number_of, place_of
from timeline_api.store.rarity import telling
from timeline_api.store.reader import Reader


@dataclass(frozen=True, slots=True)
class RecordPage:
    """Events in order, each a line of JSON; `next` is where the next page goes on, None at the end and only
    there, and `next_rank` goes with it in orders other than by date.
    """

    lines: str
    count: int
    next: tuple[int, str] | None
    next_rank: int | None = None


EMPTY = RecordPage("", 0, None)
_Place = tuple[int, int]  # number and weight
_KEYS: dict[Order, Callable[[_Place], _Place]] = {
    "date": lambda place: place,
    "-date": lambda place: (-place[0], 0),
    "importance": lambda place: (-place[1], place[0]),
    "relevance": lambda place: (-place[1], place[0]),
}


def fetch_records(reader: Reader, query: EventQuery) -> RecordPage:
    """One page. ValueError for a limit below 1 or an `after` that is no place."""
    if query.limit < 1:
        raise ValueError(f"a page needs a limit of at least 1, not {query.limit}")
    statement = records_statement(reader.dialect, query, telling(reader, query))
    if statement is None:
        return EMPTY
    [(lines, numbers, weights)] = reader.fetch(*statement)
    if lines is None:
        return EMPTY
    places = [(int(number), 0) for number in numbers.split(",")]
    if weights is not None:
        places = [(number, int(weight)) for (number, _), weight in zip(places, weights.split(","), strict=True)]
    return _cut(*_in_order(lines, places, query), query)


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
    if lines is None:
        return EMPTY
    places = [(int(number), 0) for number in numbers.split(",")]
    return _cut(*_in_order(lines, places, query), query)


def read_generation(reader: Reader) -> int:
    """A number that grows whenever an article comes, changes or goes: the same number, the same timeline."""
    [(number,)] = reader.fetch("SELECT number FROM generation", {})
    return int(number)


def _in_order(lines: str, places: list[_Place], query: EventQuery) -> tuple[str, list[_Place]]:
    """The same in the order of the query: databases keep it, but promise so only where they sort the rows anew."""
    ordered = sorted(places, key=_KEYS[query.order])
    if places == ordered:
        return lines, places
    by_place = dict(zip(places, lines.split("\n"), strict=True))
    return "\n".join(by_place[place] for place in ordered), ordered


def _cut(lines: str, places: list[_Place], query: EventQuery) -> RecordPage:
    """The page without the row that only says that there are more."""
    if len(places) <= query.limit:
        return RecordPage(lines, len(places), None)
    number, weight = places[query.limit - 1]
    kept = lines[: lines.rindex("\n")]
    return RecordPage(kept, query.limit, place_of(number), weight if query.by_rank else None)
