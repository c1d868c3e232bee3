"""How events divide: the sources, names, precisions and bases that most of them have.

Of all events, and of those of a range of days without other filters, it is told from what is kept (see `facets`): what
begins in whole years of the range, and what began before it and reaches into it. Months and days are counted where many
events are; looked at are those that begin in a cut year or month with few, or begin before the first day of the range
and begin or end in such a one. So a range of centuries costs no more than one of two months, and a timeline with many
events no more than one with few.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from timeline_api.store.conditions import Statement
from timeline_api.store.counts import Level, period_start, whole_start
from timeline_api.store.covered import around
from timeline_api.store.event_query import EventQuery
from timeline_api.store.lengths import Lengths
from timeline_api.store.placement import LAST_DAY, number_at
from timeline_api.store.reader import Planning, Reader
from timeline_api.store.record_pages import read_state
from timeline_api.store.sets import packed
from timeline_api.store.stretches import clamp
from timeline_api.store.tallying import ALL, DAY, DAYS, GRAINS, MONTHS, UNDATED, Grain
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
        statement = range_statement(reader.dialect, query, read_state(reader).lengths, most)
        return _facets(reader, statement, "once")  # to plan it takes as long as to read it, and ranges are alike
    selection = selection_of(reader, query)
    if selection is None:
        return Facets([], [], [], [])
    with_selection = f"WITH selection AS MATERIALIZED ({selection[0]}), {_SAID} {_SELECTED_FACETS}"
    return _facets(reader, (with_selection, selection[1] | {"most": most}))


def range_statement(dialect: str, query: EventQuery, lengths: Lengths, most: int) -> Statement:
    """What tells how the events of a range divide, which is asked for without other filters."""
    parts = _Parts(dialect, {"most": most})
    low, stop = clamp(query.first_day, -LAST_DAY), clamp(query.last_day, LAST_DAY) + 1
    parts.add_days(low, stop)
    if query.undated == "include":
        parts.count(UNDATED, 0, 1)
    beside = _NOTHING
    if query.first_day is not None and query.match == "overlaps":
        beside = parts.add_running(low, lengths)
    said = [f"SELECT facet, value, shown, events FROM ({part}) AS part{at}" for at, part in enumerate(_SELECTED)]
    selection = f"selection AS MATERIALIZED ({' UNION ALL '.join(parts.looked_at or [_NONE])})"
    counted = f"counted AS MATERIALIZED ({' UNION ALL '.join([*parts.counted, *said])})"
    statement = f"WITH beside AS MATERIALIZED ({beside}), {selection}, {_SAID}, {counted} {_COUNTED_FACETS}"
    return statement, parts.values


class _Parts:
    """The parts of a statement: what is counted, and what is looked at; and the values of its parameters."""

    def __init__(self, dialect: str, values: dict[str, object]) -> None:
        self._dialect = dialect
        self.values = values
        self.counted: list[str] = []
        self.looked_at: list[str] = []

    def bind(self, part: str, **given: int) -> str:
        """A part with parameters of its own in place of `{name}`, whose values are added to the others."""
        names = {name: f"{name}{len(self.values)}" for name in given}
        self.values |= {names[name]: value for name, value in given.items()}
        return part.format(**{name: f":{parameter}" for name, parameter in names.items()})

    def count(self, level: int, start: int, stop: int) -> None:
        """Count what is kept of the periods of a level that begin in `[start, stop)`."""
        self.counted.append(self.bind(_KEPT, level=level, start=start, stop=stop))

    def add_days(self, low: int, stop: int) -> None:
        """Add what begins in the days `[low, stop)`."""
        self._count_whole(Level.YEAR, low, stop)
        for year in _cut(Level.YEAR, low, stop):
            whole = self._count_whole(Level.MONTH, *year)
            if whole is not None:
                self._look_at(MONTHS, *whole)
            for days in _cut(Level.MONTH, *year):
                self.count(DAY, *days)
                self._look_at(DAYS, *days)

    def _count_whole(self, level: Level, low: int, stop: int) -> tuple[int, int] | None:
        """Count whole periods; the days that they take."""
        whole = whole_start(level, low), period_start(level, stop)
        if whole[0] >= whole[1]:
            return None
        self.count(int(level), *whole)
        return whole

    def _look_at(self, grain: Grain, start: int, stop: int) -> None:
        """Look at the events that begin in these days, where they are not counted."""
        bounds = {"low": number_at(start), "high": number_at(stop)}
        self.looked_at.append(self.bind(_FEW[grain], **bounds, first=grain.start_around(start)))

    def add_running(self, day: int, lengths: Lengths) -> str:
        """Add what began before a day and goes on; what says which of it is to be looked at: what begins or ends within
        the month of that day, if months are counted there, else within its year.
        """
        self.counted.append(_AROUND[self._dialect])
        levels, starts = zip(*around(day, max((1, *lengths))), strict=True)
        self.values |= {"levels": packed(self._dialect, levels), "starts": packed(self._dialect, starts)}
        for span_class, days in enumerate(lengths):
            if days > 1:
                bounds = {"low": number_at(max(day - days + 1, -LAST_DAY)), "high": number_at(day)}
                self.looked_at.append(self.bind(f"{_PARTLY} AND span_class = {span_class}", day=day, **bounds))
        month, year = _bounds(DAYS, day), _bounds(MONTHS, day)
        by_day = self.bind(_PRESENT[DAYS], first=month["first"])
        by_month = self.bind(_PRESENT[MONTHS], first=year["first"])
        within_month = f"{self._beside(month)} WHERE {by_month} AND NOT {by_day}"
        return f"{within_month} UNION ALL {self._beside(year)} WHERE NOT {by_month}"

    def _beside(self, longer: Mapping[str, int]) -> str:
        edges = {"second": number_at(longer["first"] + 1), "last": longer["next"] - 1}
        return self.bind("SELECT CAST({second} AS bigint) AS second, CAST({last} AS bigint) AS last", **edges)


def _bounds(grain: Grain, day: int) -> dict[str, int]:
    """The first day of the longer period around a day, and that of the next one."""
    first = grain.start_around(day)
    return {"first": first, "next": grain.next_around(first)}


def _cut(level: Level, low: int, stop: int) -> list[tuple[int, int]]:
    """The days of `[low, stop)` in periods that it has a part of: first days, and those behind the last."""
    first, end = whole_start(level, low), period_start(level, stop)
    parts = ((low, first), (end, stop)) if first <= end else ((low, stop),)
    return [(start, behind) for start, behind in parts if start < behind]


def _facets(reader: Reader, statement: Statement, planning: Planning = "each time") -> Facets:
    """What a statement gives that says a facet, a value as it is shown, and how many events have it, in order."""
    found: dict[str, list[tuple[str, int]]] = {name: [] for name in _FACETS}
    for name, shown, events in reader.fetch(*statement, planning):
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

# The parts of a range. What is counted by month or by day where many events are is looked at where they are not.
_KEPT = (
    "SELECT facet, value, min(name) AS name, sum(events) AS events FROM facet_count "
    "WHERE level = {level} AND start >= {start} AND start < {stop} GROUP BY facet, value"
)
# Of each of a few periods, all rows of them by one scan: PostgreSQL takes longer to plan many parts than to read them.
_AROUND = {
    "sqlite": (
        "SELECT facet, facet_count.value, name, events FROM json_each(:levels) AS around CROSS JOIN facet_count "
        "WHERE level = around.value AND start = json_extract(:starts, '$[' || around.key || ']')"
    ),
    "postgresql": (
        "SELECT facet, value, name, events "
        "FROM unnest(CAST(:levels AS smallint[]), CAST(:starts AS bigint[])) AS around (length, begun) "
        "CROSS JOIN facet_count WHERE level = around.length AND start = around.begun"
    ),
}
_PRESENT = {
    grain: f"EXISTS (SELECT 1 FROM facet_count WHERE level = {grain.mark} AND start = {{first}})" for grain in GRAINS
}
# From a row that is there or not: SQLite would look at each event to find, of each anew, that none is wanted.
_FEW = {
    grain: f"SELECT number FROM (SELECT 1 WHERE NOT {present}) AS few "
    "CROSS JOIN event WHERE number >= {low} AND number < {high}"
    for grain, present in _PRESENT.items()
}
_PARTLY = (
    "SELECT number FROM beside CROSS JOIN event WHERE number >= {low} AND number < {high} AND last_day >= {day} "
    "AND (number >= beside.second OR last_day < beside.last)"
)
_NOTHING = "SELECT 0 AS second, 0 AS last WHERE false"
_NONE = "SELECT number FROM event WHERE false"
_COUNTED_FACETS = _most_frequent(
    f"SELECT '{name}' AS facet, value, {_SUM} FROM counted WHERE facet = '{name}' GROUP BY value" for name in _FACETS
)
