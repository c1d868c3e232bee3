"""Pages of the timeline as the JSON that is kept of each event: one statement, and no object a row."""

from __future__ import annotations

from dataclasses import dataclass

from timeline_api.store.conditions import Telling, telling_of, telling_statement
from timeline_api.store.event_query import EventQuery
from timeline_api.store.page_sql import records_statement
from timeline_api.store.placement import place_of
from timeline_api.store.reader import Reader


@dataclass(frozen=True, slots=True)
class RecordPage:
    """Events in order, each a line of JSON; `next` is where the next page goes on, None at the end and only
    there.
    """

    lines: str
    count: int
    next: tuple[int, str] | None


_EMPTY = RecordPage("", 0, None)


def fetch_records(reader: Reader, query: EventQuery) -> RecordPage:
    """One page. ValueError for a limit below 1 or an `after` that is no place."""
    if query.limit < 1:
        raise ValueError(f"a page needs a limit of at least 1, not {query.limit}")
    statement = records_statement(reader.dialect, query, _telling(reader, query))
    if statement is None:
        return _EMPTY
    [(lines, listed)] = reader.fetch(*statement)
    if lines is None:
        return _EMPTY
    return _cut(*_in_order(lines, [int(number) for number in listed.split(",")], query), query.limit)


def read_generation(reader: Reader) -> int:
    """A number that grows whenever an article comes, changes or goes: the same number, the same timeline."""
    [(number,)] = reader.fetch("SELECT number FROM generation", {})
    return int(number)


def _telling(reader: Reader, query: EventQuery) -> Telling:
    counting = telling_statement(reader.dialect, query)
    if counting is None:
        return "many"
    [(articles,)] = reader.fetch(*counting)
    return telling_of(articles)


def _in_order(lines: str, numbers: list[int], query: EventQuery) -> tuple[str, list[int]]:
    """The same in the order of the query: databases keep it, but promise so only where they sort the rows anew."""
    ordered = sorted(numbers, reverse=query.order == "-date")
    if numbers == ordered:
        return lines, numbers
    by_number = dict(zip(numbers, lines.split("\n"), strict=True))
    return "\n".join(by_number[number] for number in ordered), ordered


def _cut(lines: str, numbers: list[int], limit: int) -> RecordPage:
    """The page without the row that only says that there are more."""
    if len(numbers) <= limit:
        return RecordPage(lines, len(numbers), None)
    return RecordPage(lines[: lines.rindex("\n")], limit, place_of(numbers[limit - 1]))
