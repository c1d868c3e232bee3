"""How many events there are: in all, by period, and by what they are filtered by."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from timeline_api.store.conditions import Statement
from timeline_api.store.counts import Level, count_overlapping, count_starting, period_start, starts_by_period
from timeline_api.store.event_query import EventQuery
from timeline_api.store.page_sql import selection_statement
from timeline_api.store.placement import SLOT_BITS, UNDATED_CLASS
from timeline_api.store.rarity import telling
from timeline_api.store.reader import Reader
from timeline_api.store.record_pages import read_state
from timeline_api.temporal.interval import civil


@dataclass(frozen=True, slots=True)
class Histogram:
    """How many events begin in each period in which any does, by its first day, in order; `before` counts those
    that began before the range and reach into it.
    """

    starts: dict[int, int]
    before: int


def count_events(reader: Reader, query: EventQuery) -> int:
    """How many events the filters take, whatever the page."""
    if query.is_plain and query.match != "within" and query.undated != "only":
        count = count_overlapping if query.match == "overlaps" else count_starting
        return count(reader, query.first_day, query.last_day) + _undated(reader, query)
    selection = selection_of(reader, query)
    if selection is None:
        return 0
    [(found,)] = reader.fetch(f"SELECT count(*) FROM ({selection[0]}) AS selection", selection[1])
    return int(found)


def _undated(reader: Reader, query: EventQuery) -> int:
    if query.undated == "exclude":
        return 0
    [(found,)] = reader.fetch(f"SELECT count(*) FROM event WHERE span_class = {UNDATED_CLASS}", {})
    return int(found)


def selection_of(reader: Reader, query: EventQuery) -> Statement | None:
    """What gives the numbers of all events that the filters take; None when none can pass."""
    return selection_statement(reader.dialect, query, read_state(reader).lengths, telling(reader, query))


def fetch_histogram(reader: Reader, query: EventQuery, level: Level) -> Histogram:
    """The events of a query by the period in which they begin; undated ones are in none."""
    if query.is_plain and query.match != "within":
        starts = starts_by_period(reader, level, query.first_day, query.last_day)
        overlapping = query.match == "overlaps" and query.first_day is not None
        total = count_overlapping(reader, query.first_day, query.last_day) if overlapping else sum(starts.values())
        return Histogram(starts, total - sum(starts.values()))
    return _counted(reader, query, level)


def _counted(reader: Reader, query: EventQuery, level: Level) -> Histogram:
    selection = selection_of(reader, query)
    if selection is None:
        return Histogram({}, 0)
    by_day = f"SELECT number >> {SLOT_BITS} AS day, count(*) FROM ({selection[0]}) AS selection GROUP BY day"
    starts: dict[int, int] = defaultdict(int)
    before = 0
    for day, count in reader.fetch(by_day, selection[1]):
        if query.first_day is not None and day < query.first_day:
            before += count
        else:
            starts[period_start(level, day)] += count
    return Histogram(dict(sorted(starts.items())), before)


def years_with_events(reader: Reader) -> list[int]:
    """The years, in order, in which any event begins."""
    return [civil(start)[0] for start in starts_by_period(reader, Level.YEAR, None, None)]
