"""How events divide: the sources, names, precisions and bases that most of them have.

Of all events, and of those of a range of days without other filters, it is told from what is kept (see `facets`): what
begins in whole months and years of the range, and on its days in months with many events, is counted there, and so is
what began before the range and reaches into it. Looked at are only the events that begin in a cut month with few of
them, or begin before the first day of the range and begin or end in such a month. So a range of centuries costs no more
than one of two months, and a timeline with many events hardly more than one with few.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from timeline_api.store.conditions import Statement
from timeline_api.store.counts import Level, period_start, whole_start
from timeline_api.store.covered import around
from timeline_api.store.event_query import EventQuery
from timeline_api.store.lengths import Lengths
from timeline_api.store.placement import LAST_DAY, number_at
from timeline_api.store.reader import Reader
from timeline_api.store.record_pages import read_state
from timeline_api.store.stretches import clamp
from timeline_api.store.tallying import ALL, DAY, MONTH, UNDATED, YEAR
from timeline_api.store.totals import selection_of


@dataclass(frozen=True, slots=True)
class Facets:
    """The values that most events have, with how many do: the most frequent first, then by value."""

    source: list[tuple[str, int]]
    entity: list[tuple[str, int]]
    precision: list[tuple[str, int]]
    basis: list[tuple[str, int]]


def fetch_facets(reader: Reader, query: EventQuery, most: int) -> Facets:
    """How the events of a query divide, at most so many values each."""
    if query.is_plain and query.first_day is None and query.last_day is None:
        return _facets(reader, (_KEPT_FACETS, _LEVELS[query.undated] | {"most": most}))
    if query.is_plain and query.match != "within" and query.undated != "only":
        return _facets(reader, range_statement(query, read_state(reader).lengths, most))
    selection = selection_of(reader, query)
    if selection is None:
        return Facets([], [], [], [])
    with_selection = f"WITH selection AS MATERIALIZED ({selection[0]}), {_SAID} {_SELECTED_FACETS}"
    return _facets(reader, (with_selection, selection[1] | {"most": most}))


def range_statement(query: EventQuery, lengths: Lengths, most: int) -> Statement:
    """What tells how the events of a range divide, which is asked for without other filters."""
    values: dict[str, object] = {"most": most}
    low, stop = clamp(query.first_day, -LAST_DAY), clamp(query.last_day, LAST_DAY) + 1
    counted = [*_whole_periods(low, stop)]
    looked_at: list[str] = []
    for start, end in _cut_months(low, stop):
        counted.append((DAY, start, end))
        looked_at.append(_bound(_FEW, values, low=number_at(start), high=number_at(end), **_month_of(start)))
    if query.undated == "include":
        counted.append((UNDATED, 0, 1))
    if query.first_day is not None and query.match == "overlaps":
        counted += [(level, start, start + 1) for level, start in around(low, max(lengths, default=0))]
        looked_at += _beginning_or_ending(low, lengths, values)
    kept = [_bound(_KEPT, values, level=level, start=start, end=end) for level, start, end in counted]
    said = [f"SELECT facet, value, shown, events FROM ({part}) AS part{at}" for at, part in enumerate(_SELECTED)]
    selection = f"selection AS MATERIALIZED ({' UNION ALL '.join(looked_at or [_NONE])})"
    counted_as = f"counted AS MATERIALIZED ({' UNION ALL '.join([*kept, *said])})"
    return f"WITH {selection}, {_SAID}, {counted_as} {_COUNTED_FACETS}", values


def _bound(part: str, values: dict[str, object], **given: int) -> str:
    """A part of a statement with parameters of its own in place of `{name}`, whose values are added to the others."""
    names = {name: f"{name}{len(values)}" for name in given}
    values |= {names[name]: value for name, value in given.items()}
    return part.format(**{name: f":{parameter}" for name, parameter in names.items()})


def _whole_periods(low: int, stop: int) -> Iterator[tuple[int, int, int]]:
    """The whole months and years of the days `[low, stop)`: a level, and days between which its periods begin."""
    first, end = whole_start(Level.MONTH, low), period_start(MONTH, stop)
    years = whole_start(Level.YEAR, first), period_start(YEAR, end)
    if years[0] < years[1]:
        parts = ((MONTH, first, years[0]), (YEAR, *years), (MONTH, years[1], end))
    else:
        parts = ((MONTH, first, end),)
    return ((level, start, end) for level, start, end in parts if start < end)


def _cut_months(low: int, stop: int) -> Sequence[tuple[int, int]]:
    """The days of `[low, stop)` in months that it has a part of: first days, and those behind the last."""
    first, end = whole_start(Level.MONTH, low), period_start(MONTH, stop)
    parts = ((low, first), (end, stop)) if first <= end else ((low, stop),)
    return [(start, end) for start, end in parts if start < end]


def _month_of(day: int) -> dict[str, int]:
    """The first day of a day's month, and of the next one."""
    return {"month": period_start(MONTH, day), "next": whole_start(Level.MONTH, period_start(MONTH, day) + 1)}


def _beginning_or_ending(day: int, lengths: Lengths, values: dict[str, object]) -> Iterator[str]:
    """What gives the numbers of events that began before a day, go on, and do not cover its month."""
    month = _month_of(day)
    for span_class, days in enumerate(lengths):
        if days > 1:
            low, high = number_at(max(day - days + 1, -LAST_DAY)), number_at(day)
            bounds = {"low": low, "high": high, "second": number_at(month["month"] + 1), "last": month["next"] - 1}
            yield _bound(f"{_PARTLY} AND span_class = {span_class}", values, day=day, **bounds, **month)


def _facets(reader: Reader, statement: Statement) -> Facets:
    """What a statement gives that says a facet, a value as it is shown, and how many events have it, in order."""
    found: dict[str, list[tuple[str, int]]] = {name: [] for name in _FACETS}
    for name, shown, events in reader.fetch(*statement):
        found[name].append((str(shown), int(events)))
    return Facets(**found)


# What rows of events say, each row looked up once for both. SQLite takes the tables of a CROSS JOIN in this order: it
# would read all names there are to find those of a few events, as an index has them in the order of the groups.
_SAID = (
    "said AS MATERIALIZED (SELECT one.precision, one.basis, count(*) AS events FROM selection CROSS JOIN event AS one "
    "WHERE one.number = selection.number GROUP BY one.precision, one.basis)"
)
# The value that is counted, how it is shown, where it stands, and how events are counted.
_TOLD = (
    "selection CROSS JOIN evidence AS told CROSS JOIN article AS teller "
    "WHERE told.event = selection.number AND teller.number = told.article AND"
)
_NAMED = "selection CROSS JOIN event_entity AS named WHERE named.event = selection.number AND"
_FACETS = {
    "source": ("teller.source", "teller.source", _TOLD, "count(DISTINCT selection.number)"),
    "entity": ("named.entity", "min(named.name)", _NAMED, "count(*)"),
    "precision": ("said.precision", "said.precision", "said WHERE", "CAST(sum(said.events) AS bigint)"),
    "basis": ("said.basis", "said.basis", "said WHERE", "CAST(sum(said.events) AS bigint)"),
}
_SELECTED = [
    f"SELECT '{name}' AS facet, {value} AS value, {shown} AS shown, {counted} AS events FROM {source} "
    f"{value} IS NOT NULL GROUP BY {value}"
    for name, (value, shown, source, counted) in _FACETS.items()
]


def _most_frequent(parts: Iterable[str]) -> str:
    """The most frequent values of each facet, given what counts a facet's values as `value`, `shown` and `events`."""
    cut = "ORDER BY events DESC, value LIMIT :most"
    counted = (f"SELECT facet, shown, events FROM ({part} {cut}) AS part{at}" for at, part in enumerate(parts))
    return " UNION ALL ".join(counted)


_SELECTED_FACETS = _most_frequent(_SELECTED)
_LEVELS: dict[str, dict[str, object]] = {
    "exclude": {"one": ALL, "other": ALL},
    "only": {"one": UNDATED, "other": UNDATED},
    "include": {"one": ALL, "other": UNDATED},
}
_SUM = "min(name) AS shown, CAST(sum(events) AS bigint) AS events"
_KEPT_FACETS = _most_frequent(
    f"SELECT '{name}' AS facet, value, {_SUM} FROM facet_count "
    f"WHERE level IN (:one, :other) AND start = 0 AND facet = '{name}' GROUP BY value"
    for name in _FACETS
)

# The parts of a range. Months with many events are counted by day, and so nothing of them is looked at.
_FEW = (
    "SELECT number FROM event WHERE number >= {low} AND number < {high} AND NOT EXISTS "
    f"(SELECT 1 FROM facet_count WHERE level = {DAY} AND start >= {{month}} AND start < {{next}})"
)
_PARTLY = f"{_FEW} AND last_day >= {{day}} AND (number >= {{second}} OR last_day < {{last}})"
_NONE = "SELECT number FROM event WHERE false"
_KEPT = (
    "SELECT facet, value, min(name) AS name, sum(events) AS events FROM facet_count "
    "WHERE level = {level} AND start >= {start} AND start < {end} GROUP BY facet, value"
)
_COUNTED_FACETS = _most_frequent(
    f"SELECT '{name}' AS facet, value, {_SUM} FROM counted WHERE facet = '{name}' GROUP BY value" for name in _FACETS
)
