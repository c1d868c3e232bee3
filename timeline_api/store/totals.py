"""How many events there are: in all, by period, and by what they are filtered by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
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


@dataclass(frozen=True, slots=True)
class Facets:
    """The values that most events have, with how many do: the most frequent first, then by value."""

    source: list[tuple[str, int]]
    entity: list[tuple[str, int]]
    precision: list[tuple[str, int]]
    basis: list[tuple[str, int]]


def count_events(reader: Reader, query: EventQuery) -> int:
    """How many events the filters take, whatever the page."""
    if query.is_plain and query.match != "within" and query.undated != "only":
        count = count_overlapping if query.match == "overlaps" else count_starting
        return count(reader, query.first_day, query.last_day) + _undated(reader, query)
    selection = _selection(reader, query)
    if selection is None:
        return 0
    [(found,)] = reader.fetch(f"SELECT count(*) FROM ({selection[0]}) AS selection", selection[1])
    return int(found)


def _undated(reader: Reader, query: EventQuery) -> int:
    if query.undated == "exclude":
        return 0
    [(found,)] = reader.fetch(f"SELECT count(*) FROM event WHERE span_class = {UNDATED_CLASS}", {})
    return int(found)


def _selection(reader: Reader, query: EventQuery) -> Statement | None:
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
    selection = _selection(reader, query)
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


def fetch_facets(reader: Reader, query: EventQuery, most: int) -> Facets:
    """How the events of a query divide, at most so many values each."""
    if query.is_plain and query.first_day is None and query.last_day is None:
        least, greatest = _DATED[query.undated]
        return _facets(reader, (_KEPT_FACETS, {"least": least, "greatest": greatest}), most)
    selection = _selection(reader, query)
    if selection is None:
        return Facets([], [], [], [])
    with_selection = f"WITH selection AS MATERIALIZED ({selection[0]}), {_SAID} {_SELECTED_FACETS}"
    return _facets(reader, (with_selection, selection[1]), most)


def _facets(reader: Reader, statement: Statement, most: int) -> Facets:
    """What a statement gives that says a facet, a value as it is shown, and how many events have it, in order."""
    found: dict[str, list[tuple[str, int]]] = {name: [] for name in _FACETS}
    for name, shown, events in reader.fetch(statement[0], statement[1] | {"most": most}):
        found[name].append((str(shown), int(events)))
    return Facets(**found)


# What rows of events say, each row looked up once for both.
_SAID = (
    "said AS MATERIALIZED (SELECT one.precision, one.basis, count(*) AS events "
    "FROM selection JOIN event AS one ON one.number = selection.number GROUP BY one.precision, one.basis)"
)
# The value that is counted, how it is shown, where it stands, and how events are counted.
_TOLD = (
    "selection JOIN evidence AS told ON told.event = selection.number "
    "JOIN article AS teller ON teller.number = told.article"
)
_NAMED = "selection JOIN event_entity AS named ON named.event = selection.number"
_FACETS = {
    "source": ("teller.source", "teller.source", _TOLD, "count(DISTINCT selection.number)"),
    "entity": ("named.entity", "min(named.name)", _NAMED, "count(*)"),
    "precision": ("said.precision", "said.precision", "said", "CAST(sum(said.events) AS bigint)"),
    "basis": ("said.basis", "said.basis", "said", "CAST(sum(said.events) AS bigint)"),
}


def _most_frequent(parts: Iterable[str]) -> str:
    """The most frequent values of each facet, given what counts a facet's values as `value`, `shown` and `events`."""
    cut = "ORDER BY events DESC, value LIMIT :most"
    counted = (f"SELECT facet, shown, events FROM ({part} {cut}) AS part{at}" for at, part in enumerate(parts))
    return " UNION ALL ".join(counted)


_SELECTED_FACETS = _most_frequent(
    f"SELECT '{name}' AS facet, {value} AS value, {shown} AS shown, {counted} AS events FROM {source} "
    f"WHERE {value} IS NOT NULL GROUP BY {value}"
    for name, (value, shown, source, counted) in _FACETS.items()
)
_DATED = {"exclude": (1, 1), "only": (0, 0), "include": (0, 1)}
_KEPT_FACETS = _most_frequent(
    f"SELECT '{name}' AS facet, value, min(name) AS shown, CAST(sum(events) AS bigint) AS events FROM facet_count "
    f"WHERE facet = '{name}' AND dated >= :least AND dated <= :greatest GROUP BY value"
    for name in _FACETS
)
