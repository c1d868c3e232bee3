"""How events divide: the sources, names, precisions and bases that most of them have.

Of all events, and of those of a range of days without other filters, it is told from what is kept (see `facets`): the
whole months and years of the range are counted there, and only what begins in the months that its ends cut, or began
before the range and reaches into it, is looked at. So a range of centuries costs no more than one of two months.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from timeline_api.frozen import replace
from timeline_api.store.conditions import Statement
from timeline_api.store.counts import Level, period_start, whole_start
from timeline_api.store.event_query import EventQuery
from timeline_api.store.facets import ALL, MONTH, UNDATED, YEAR
from timeline_api.store.placement import LAST_DAY, number_at
from timeline_api.store.reader import Reader
from timeline_api.store.stretches import clamp
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
        months = _whole_months(query)
        if months:
            return _facets(reader, range_statement(query, months, _running(reader, query), most))
    selection = selection_of(reader, query)
    if selection is None:
        return Facets([], [], [], [])
    with_selection = f"WITH selection AS MATERIALIZED ({selection[0]}), {_SAID} {_SELECTED_FACETS}"
    return _facets(reader, (with_selection, selection[1] | {"most": most}))


def _whole_months(query: EventQuery) -> tuple[int, int] | None:
    """The first days of the first whole month of a range and of the one behind the last; None where it has none."""
    first = whole_start(Level.MONTH, clamp(query.first_day, -LAST_DAY))
    stop = period_start(MONTH, clamp(query.last_day, LAST_DAY) + 1)
    return (first, stop) if first < stop else None


def _running(reader: Reader, query: EventQuery) -> Statement | None:
    """What gives the events that overlap the first day of a range, where those that began before it are asked for."""
    if query.first_day is None or query.match != "overlaps":
        return None
    return selection_of(reader, replace(query, last_day=query.first_day, undated="exclude"))


def range_statement(query: EventQuery, months: tuple[int, int], running: Statement | None, most: int) -> Statement:
    """What tells how the events of a range divide, which has the whole months `[months[0], months[1])`.

    `running` gives the numbers of the events that overlap its first day, where those that began before it count.
    """
    first, stop = months
    years = whole_start(Level.YEAR, first), period_start(YEAR, stop)
    if years[0] >= years[1]:
        years = stop, stop  # so that all of it is told by months
    low, high = clamp(query.first_day, -LAST_DAY), clamp(query.last_day, LAST_DAY)
    bounds: dict[str, object] = {
        "first": first, "years": years[0], "rest": years[1], "stop": stop,
        "unplaced": UNDATED if query.undated == "include" else None,
        "low": number_at(low), "cut": number_at(first), "goes_on": number_at(stop), "high": number_at(high + 1),
        "most": most,
    }  # fmt: skip
    selected = _CUT_MONTHS
    if running is not None:
        selected += f" UNION ALL SELECT number FROM ({running[0]}) AS running WHERE number < :low"
        bounds |= running[1]
    return f"WITH selection AS MATERIALIZED ({selected}), {_SAID}, {_COUNTED} {_COUNTED_FACETS}", bounds


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

# The parts of a range: events by number where a month is cut, else what is kept of months and years.
_CUT_MONTHS = (
    "SELECT number FROM event WHERE number >= :low AND number < :cut "
    "UNION ALL SELECT number FROM event WHERE number >= :goes_on AND number < :high"
)
_PERIODS = ((MONTH, ":first", ":years"), (YEAR, ":years", ":rest"), (MONTH, ":rest", ":stop"))
_COUNTED = "counted AS MATERIALIZED ({})".format(
    " UNION ALL ".join(
        (
            *(
                f"SELECT facet, value, min(name) AS name, sum(events) AS events FROM facet_count "
                f"WHERE level = {level} AND start >= {low} AND start < {high} GROUP BY facet, value"
                for level, low, high in _PERIODS
            ),
            "SELECT facet, value, name, events FROM facet_count WHERE level = CAST(:unplaced AS integer) AND start = 0",
            *(f"SELECT facet, value, shown, events FROM ({part}) AS part{at}" for at, part in enumerate(_SELECTED)),
        )
    )
)
_COUNTED_FACETS = _most_frequent(
    f"SELECT '{name}' AS facet, value, {_SUM} FROM counted WHERE facet = '{name}' GROUP BY value" for name in _FACETS
)
