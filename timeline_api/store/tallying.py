"""How many events have each source, name, precision and basis: counted without the store, by whoever makes their rows.

An event counts once for each of its values, on the day on which it begins, and in the periods that it covers (see
`covered`); months, years and all follow from the days.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import orjson

from timeline_api.store.counts import Level, period_start
from timeline_api.store.covered import DAILY, Period, covered
from timeline_api.store.entities import names_in
from timeline_api.store.names import folded_name
from timeline_api.store.rows import EventRow

Value = tuple[str, str, str]
"""A facet, a value as it is compared, and as it is written."""

DAY, MONTH, YEAR = int(Level.DAY), int(Level.MONTH), int(Level.YEAR)
DAYS = frozenset((DAY, *DAILY))
"""Levels of days and of periods shorter than a month."""
ALL, UNDATED = 8, 9
"""What is counted by beside periods: all events with a place on the calendar, and those without. They start at 0."""

Tally = dict[Period, dict[Value, int]]
"""How many events have each value, by the day on which they begin and by the periods that they cover. Those without a
place on the calendar are under `(UNDATED, 0)`.
"""

TallyRow = tuple[int, int, str, str, str, int]
"""A count as it is kept: level, the first day of the period, facet, value, name, events."""


def values_of(event: EventRow) -> list[Value]:
    """What an event counts for."""
    outlets = {source.source for source in event.sources if source.source is not None}
    return _values(event.precision, event.basis, outlets, names_in(event.sources))


def _values(precision: str, basis: str, outlets: Iterable[str], names: Iterable[str]) -> list[Value]:
    values = [("precision", precision, precision), ("basis", basis, basis)]
    values += [("source", outlet, outlet) for outlet in outlets]
    return values + [("entity", folded_name(name), name) for name in names]


def values_of_record(record: str) -> list[Value]:
    """The same, of an event as it is kept."""
    said = orjson.loads(record)
    outlets = {source["source"] for source in said["sources"] if source["source"] is not None}
    return _values(said["date"]["precision"], said["date"]["basis"], outlets, said["entities"])


def tally(events: Iterable[tuple[Collection[Value], int | None, int | None]]) -> Tally:
    """Count events, given their values, and their first and last days: None without a place on the calendar."""
    counted: Tally = {}
    for values, first, last in events:
        for period in periods_of(first, last):
            of_period = counted.setdefault(period, {})
            for value in values:
                of_period[value] = of_period.get(value, 0) + 1
    return counted


def periods_of(first: int | None, last: int | None) -> Iterable[Period]:
    """What an event of these days is counted by in a tally."""
    if first is None or last is None:
        return ((UNDATED, 0),)
    return ((DAY, first), *covered(first, last))


def add_tally(whole: Tally, one: Tally, times: int = 1) -> None:
    """Add to `whole` what another counts, so many times: -1 takes it away."""
    for period, values in one.items():
        _add(whole.setdefault(period, {}), values, times)


def _add(counts: dict[Value, int], more: dict[Value, int], times: int = 1) -> None:
    for value, events in more.items():
        counts[value] = counts.get(value, 0) + times * events


def tally_rows(counted: Tally) -> list[TallyRow]:
    """The counts of all periods of a month or more, in one order, as everything is written; those that come to nothing
    have no row.
    """
    periods: Tally = {}
    for (level, start), values in counted.items():
        if level not in DAILY:
            for period in _around(start) if level == DAY else ((level, start),):
                _add(periods.setdefault(period, {}), values)
    return list(_rows(periods))


def day_rows(counted: Tally, months: Collection[int]) -> list[TallyRow]:
    """The counts of days and of shorter periods than a month within these months, each known by its first day."""
    days = {(level, start): values for (level, start), values in counted.items() if level in DAYS}
    return list(_rows({period: values for period, values in days.items() if month_of(period[1]) in months}))


def _rows(counted: Tally) -> Iterator[TallyRow]:
    return (
        (*period, *value, events)
        for period in sorted(counted)
        for value, events in sorted(counted[period].items())
        if events
    )


def _around(day: int) -> tuple[Period, ...]:
    return (MONTH, month_of(day)), (YEAR, period_start(YEAR, day)), (ALL, 0)


def month_of(day: int) -> int:
    """The first day of a day's month."""
    return period_start(MONTH, day)


def months_in(counted: Tally) -> dict[int, int]:
    """How many events more, or fewer, begin in each month of which any day is counted."""
    months: dict[int, int] = {}
    for (level, start), values in counted.items():
        if level in DAYS:
            # Each has one basis, and so these count the events themselves.
            events = sum(events for (facet, *_), events in values.items() if facet == "basis") if level == DAY else 0
            months[month_of(start)] = months.get(month_of(start), 0) + events
    return months
