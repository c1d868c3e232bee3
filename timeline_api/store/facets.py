"""How many events have each source, name, precision and basis: kept in the transaction that changes the events, so
that to tell how the timeline, or any range of it, divides is to read few rows (see `divisions`).

An event counts once for each of its values: in all, and in the month and the year in which it begins. Hidden events and
those whose record is still to be written do not count.
"""

from __future__ import annotations

from collections import Counter, defaultdict
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

Tally = Counter[tuple[int, int, str, str, str]]
"""Events by level, the first day of the period, facet, value and name."""

TallyRow = tuple[int, int, str, str, str, int]
"""The same as a row: how many events comes last."""

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
    return [
        ("precision", precision, precision),
        ("basis", basis, basis),
        *(("source", outlet, outlet) for outlet in outlets),
        *(("entity", folded_name(name), name) for name in names),
    ]


def values_of_record(record: str) -> list[Value]:
    """The same, of an event as it is kept."""
    said = orjson.loads(record)
    outlets = {source["source"] for source in said["sources"] if source["source"] is not None}
    return _values(said["date"]["precision"], said["date"]["basis"], outlets, said["entities"])


def tally(events: Iterable[tuple[Collection[Value], int | None]]) -> Tally:
    """Count events, given their values and their first days, None for those without a place on the calendar."""
    return _by_level((first, value, 1) for values, first in events for value in values)


def _by_level(counts: Iterable[tuple[int | None, Value, int]]) -> Tally:
    """Counts by first day and value as they are kept."""
    periods: dict[tuple[int, int], dict[Value, int]] = defaultdict(lambda: defaultdict(int))
    for first, value, events in counts:
        periods[(UNDATED, 0) if first is None else (MONTH, period_start(MONTH, first))][value] += events
    for (level, start), values in list(periods.items()):
        if level == MONTH:
            year, whole = periods[YEAR, period_start(YEAR, start)], periods[ALL, 0]
            for value, events in values.items():
                year[value] += events
                whole[value] += events
    return Counter(
        {(*period, *value): events for period, values in periods.items() for value, events in values.items()}
    )


def tally_kept(conn: Connection, numbers: Collection[int]) -> Tally:
    """Count these events as they are kept."""
    dialect = conn.dialect.name
    statement = f"{_RECORDS} AND number >= {FIRST_NUMBER} AND {among_sql(dialect, 'number', 'numbers')}"
    rows = conn.execute(text(statement), {"numbers": packed(dialect, sorted(numbers))})
    return tally((values_of_record(record), first) for _, record, first in rows)


def keep_tally(conn: Connection, came: Tally, gone: Tally) -> None:
    """Keep that events have come and gone."""
    came = came.copy()
    came.subtract(gone)
    changed = tally_rows(came)
    insert_tally(conn, changed)
    fewer = [dict(zip(COLUMNS, row, strict=True)) for row in changed if row[-1] < 0]
    if fewer:
        conn.execute(_TIDY, fewer)


def tally_rows(counted: Tally) -> list[TallyRow]:
    """A tally as rows, in one order, as everything is written."""
    return [(*key, events) for key, events in sorted(counted.items()) if events]


def insert_tally(conn: Connection, came: list[TallyRow]) -> None:
    """Keep that events have come; rows that come to nothing stay."""
    insert_tuples(conn, "facet_count", COLUMNS, came, ADDED)


def recount_facets(conn: Connection) -> None:
    """Count everything anew, by what records say; takes time in proportion to the events."""
    conn.execute(text("DELETE FROM facet_count"))
    past = FIRST_NUMBER - 1
    while rows := conn.execute(_NEXT_RECORDS, {"past": past, "most": _AT_ONCE}).all():
        insert_tally(conn, tally_rows(tally((values_of_record(record), first) for _, record, first in rows)))
        past = rows[-1].number


def check_facets(conn: Connection) -> list[str]:
    """What is wrong with the counts, if anything; takes time in proportion to the events."""
    kept = {tuple(key): events for *key, events in conn.execute(text(_KEPT))}
    counted = _counted(conn)
    wrong = sum(counted.get(key) != kept.get(key) for key in counted.keys() | kept.keys())
    return [f"{wrong} counts of events by facet that are wrong"] if wrong else []


def _counted(conn: Connection) -> Tally:
    """All counts, from the tables that the records are made of and not from the records: another way to the same."""
    rows = conn.execute(text(_BY_DAY))
    return _by_level((first, (facet, value, name), events) for facet, value, name, first, events in rows)


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
