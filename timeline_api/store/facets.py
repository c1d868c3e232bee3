"""How many events have each source, name, precision and basis: kept in the transaction that changes the events, so
that to tell how the timeline, or any range of it, divides is to read few rows (see `divisions`).

An event counts once for each of its values: in all, and in the month and the year in which it begins. Hidden events and
those whose record is still to be written do not count.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import orjson
from sqlalchemy import Connection, text

from timeline_api.store.bulk import insert_tuples
from timeline_api.store.counts import Level, period_start
from timeline_api.store.entities import names_in
from timeline_api.store.names import folded_name
from timeline_api.store.placement import FIRST_NUMBER
from timeline_api.store.rows import EventRow
from timeline_api.store.sets import among_sql, packed

Value = tuple[str, str, str]
"""A facet, a value as it is compared, and as it is written."""

MONTH, YEAR = int(Level.MONTH), int(Level.YEAR)
ALL, UNDATED = 8, 9
"""What is counted by beside periods: all events with a place on the calendar, and those without. They start at 0."""

Tally = dict[int | None, dict[Value, int]]
"""How many events have each value, by the first day of the month in which they begin: of longer periods it follows.
Those without a place on the calendar are under None.
"""

TallyRow = tuple[int, int, str, str, str, int]
"""A count as it is kept: level, the first day of the period, facet, value, name, events."""

KEY = ("level", "start", "facet", "value", "name")
COLUMNS = (*KEY, "events")
ADDED = f"ON CONFLICT ({', '.join(KEY)}) DO UPDATE SET events = facet_count.events + excluded.events"
"""What an insert says behind its rows to have them added to what is there."""
_TIDY = text(f"DELETE FROM facet_count WHERE {' AND '.join(f'{name} = :{name}' for name in KEY)} AND events = 0")
_RECORDS = "SELECT number, record, first_day FROM event WHERE record <> ''"
_NEXT_RECORDS = text(f"{_RECORDS} AND number > :past ORDER BY number LIMIT :most")
_AT_ONCE = 20_000  # events whose counts are in memory at once while all are counted anew


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


def tally(events: Iterable[tuple[Collection[Value], int | None]]) -> Tally:
    """Count events, given their values and their first days, None for those without a place on the calendar."""
    counted: Tally = {}
    for values, first in events:
        of_month = counted.setdefault(_month_of(first), {})
        for value in values:
            of_month[value] = of_month.get(value, 0) + 1
    return counted


def _month_of(first: int | None) -> int | None:
    return None if first is None else period_start(MONTH, first)


def add_tally(whole: Tally, one: Tally, times: int = 1) -> None:
    """Add to `whole` what another counts, so many times: -1 takes it away."""
    for month, values in one.items():
        _add(whole.setdefault(month, {}), values, times)


def _add(counts: dict[Value, int], more: dict[Value, int], times: int = 1) -> None:
    for value, events in more.items():
        counts[value] = counts.get(value, 0) + times * events


def tally_kept(conn: Connection, numbers: Collection[int]) -> Tally:
    """Count these events as they are kept."""
    dialect = conn.dialect.name
    statement = f"{_RECORDS} AND number >= {FIRST_NUMBER} AND {among_sql(dialect, 'number', 'numbers')}"
    rows = conn.execute(text(statement), {"numbers": packed(dialect, sorted(numbers))})
    return tally((values_of_record(record), first) for _, record, first in rows)


def keep_tally(conn: Connection, came: Tally, gone: Tally) -> None:
    """Keep that events have come and gone."""
    change: Tally = {}
    add_tally(change, came)
    add_tally(change, gone, -1)
    changed = tally_rows(change)
    keep_rows(conn, changed)
    fewer = [dict(zip(COLUMNS, row, strict=True)) for row in changed if row[-1] < 0]
    if fewer:
        conn.execute(_TIDY, fewer)


def tally_rows(counted: Tally) -> list[TallyRow]:
    """The counts of all periods, in one order, as everything is written; those that come to nothing have no row."""
    periods: dict[tuple[int, int], dict[Value, int]] = {}
    for month, values in counted.items():
        for period in _periods_of(month):
            _add(periods.setdefault(period, {}), values)
    return [
        (*period, *value, events)
        for period in sorted(periods)
        for value, events in sorted(periods[period].items())
        if events
    ]


def _periods_of(month: int | None) -> tuple[tuple[int, int], ...]:
    """What is counted by in which the events of a month are."""
    if month is None:
        return ((UNDATED, 0),)
    return (MONTH, month), (YEAR, period_start(YEAR, month)), (ALL, 0)


def keep_rows(conn: Connection, came: list[TallyRow]) -> None:
    """Add rows of counts to what is there; those that come to nothing stay."""
    insert_tuples(conn, "facet_count", COLUMNS, came, ADDED)


def recount_facets(conn: Connection) -> None:
    """Count everything anew, by what records say; takes time in proportion to the events."""
    conn.execute(text("DELETE FROM facet_count"))
    past = FIRST_NUMBER - 1
    while rows := conn.execute(_NEXT_RECORDS, {"past": past, "most": _AT_ONCE}).all():
        keep_rows(conn, tally_rows(tally((values_of_record(record), first) for _, record, first in rows)))
        past = rows[-1].number


def check_facets(conn: Connection) -> list[str]:
    """What is wrong with the counts, if anything; takes time in proportion to the events."""
    kept = {tuple(key): events for *key, events in conn.execute(text(_KEPT))}
    counted = {tuple(key): events for *key, events in tally_rows(_counted(conn))}
    wrong = sum(counted.get(key) != kept.get(key) for key in counted.keys() | kept.keys())
    return [f"{wrong} counts of events by facet that are wrong"] if wrong else []


def _counted(conn: Connection) -> Tally:
    """All counts, from the tables that the records are made of and not from the records: another way to the same."""
    counted: Tally = {}
    for facet, value, name, first, events in conn.execute(text(_BY_DAY)):
        _add(counted.setdefault(_month_of(first), {}), {(facet, value, name): events})
    return counted


_KEPT = f"SELECT {', '.join(COLUMNS)} FROM facet_count"
_SHOWN = f"FROM event {{}} WHERE event.number >= {FIRST_NUMBER} AND event.record <> '' {{}} GROUP BY 2, 3, 4"
_TOLD = "JOIN evidence ON evidence.event = event.number JOIN article ON article.number = evidence.article"
_BY_DAY = " UNION ALL ".join(
    (
        f"SELECT 'precision', precision, precision AS name, first_day, count(*) {_SHOWN.format('', '')}",
        f"SELECT 'basis', basis, basis AS name, first_day, count(*) {_SHOWN.format('', '')}",
        "SELECT 'source', article.source, article.source AS name, first_day, count(DISTINCT event.number) "
        + _SHOWN.format(_TOLD, "AND article.source IS NOT NULL"),
        "SELECT 'entity', entity, name, first_day, count(*) "
        + _SHOWN.format("JOIN event_entity ON event_entity.event = event.number", ""),
    )
)
