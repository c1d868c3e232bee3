"""How many events have each source, name, precision and basis: counted without the store, by whoever makes their rows.

An event counts once for each of its values, on the day on which it begins, and in the periods that it covers (see
`covered`); months, years and all follow from the days.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import orjson

from timeline_api.store.counts import Level, period_start, whole_start
from timeline_api.store.covered import DAILY, MONTHLY, Period, covered
from timeline_api.store.entities import names_in
from timeline_api.store.names import folded_name
from timeline_api.store.rows import EventRow

Value = tuple[str, str, str]
"""A facet, a value as it is compared, and as it is written."""

DAY, MONTH, YEAR = int(Level.DAY), int(Level.MONTH), int(Level.YEAR)
ALL, UNDATED = 8, 9
"""What is counted by beside periods: all events with a place on the calendar, and those without. They start at 0."""


@dataclass(frozen=True)
class Grain:
    """Levels of short periods that are counted only where many events begin in the longer ones around them."""

    levels: frozenset[int]
    around: Level
    mark: int
    """The level of a row that says of a longer period that its short ones are counted."""

    def start_around(self, day: int) -> int:
        """The first day of the longer period that a day is in."""
        return period_start(int(self.around), day)

    def is_covered(self, first: int, last: int) -> bool:
        """Whether the days `[first, last]` cover a short period."""
        return any(level in self.levels for level, _ in covered(first, last))

    def next_around(self, start: int) -> int:
        """The first day of the longer period behind the one that begins then."""
        return whole_start(self.around, start + 1)


MONTHS = Grain(frozenset((MONTH, *MONTHLY)), Level.YEAR, 10)
DAYS = Grain(frozenset((DAY, *DAILY)), Level.MONTH, 11)
GRAINS = (MONTHS, DAYS)
SHORT = DAYS.levels | MONTHS.levels

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
    """The counts of years, longer periods and all, in one order, as everything is written; those that come to nothing
    have no row.
    """
    periods: Tally = {}
    for (level, start), values in counted.items():
        if level == DAY:
            _add(periods.setdefault((YEAR, period_start(YEAR, start)), {}), values)
            _add(periods.setdefault((ALL, 0), {}), values)
        elif level not in SHORT:
            _add(periods.setdefault((level, start), {}), values)
    return _rows(periods)


def short_rows(counted: Tally, grain: Grain, within: Collection[int]) -> list[TallyRow]:
    """The counts of short periods within longer ones, each of which is known by its first day."""
    periods: Tally = {}
    for (level, start), values in counted.items():
        own = _level_in(grain, level)
        if own is not None and grain.start_around(start) in within:
            at = period_start(own, start) if level == DAY else start
            _add(periods.setdefault((own, at), {}), values)
    return _rows(periods)


def touched(counted: Tally, grain: Grain) -> set[int]:
    """The longer periods in which any short one is counted."""
    return {grain.start_around(start) for level, start in counted if level in SHORT}


def _level_in(grain: Grain, level: int) -> int | None:
    """The level of a grain at which a count of a tally is kept, None where it is not: what begins is known by day."""
    if level == DAY:
        return MONTH if grain is MONTHS else DAY
    return level if level in grain.levels else None


def _rows(counted: Tally) -> list[TallyRow]:
    return [
        (*period, *value, events)
        for period in sorted(counted)
        for value, events in sorted(counted[period].items())
        if events
    ]
