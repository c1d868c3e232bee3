"""Counts of events by source, name, precision and basis, kept in the transaction that changes the events: to tell how
the timeline, or any range of it, divides is to read few rows (see `divisions`).

An event counts for each of its values in all, in the year and the month in which it begins, and on its day; and in the
periods that it covers (see `covered`). Hidden events and those whose record is still to be written do not count.

Days, and periods shorter than a month, are counted where looking at the events of their month would take long, and
nowhere else: in an archive of centuries each of its events would bring rows of its own. A month has such counts as long
as `MANY` events begin in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, text

from timeline_api.store.bulk import insert_tuples
from timeline_api.store.counts import Level, whole_start
from timeline_api.store.lengths import Lengths, lengths_of
from timeline_api.store.placement import FIRST_NUMBER, LAST_DAY, number_at
from timeline_api.store.sets import among_sql, packed
from timeline_api.store.tallying import (
    DAYS,
    MONTH,
    Tally,
    TallyRow,
    add_tally,
    day_rows,
    month_of,
    months_in,
    periods_of,
    tally,
    tally_rows,
    values_of_record,
)

MANY = 500
"""So many events of a month are counted by day too. To look at fewer takes a few milliseconds."""

KEY = ("level", "start", "facet", "value", "name")
COLUMNS = (*KEY, "events")
ADDED = f"ON CONFLICT ({', '.join(KEY)}) DO UPDATE SET events = facet_count.events + excluded.events"
"""What an insert says behind its rows to have them added to what is there."""
_TIDY = text(f"DELETE FROM facet_count WHERE {' AND '.join(f'{name} = :{name}' for name in KEY)} AND events = 0")
_RECORDS = "SELECT number, record, first_day, last_day FROM event WHERE record <> ''"
_NEXT_RECORDS = text(f"{_RECORDS} AND number > :past ORDER BY number LIMIT :most")
_AT_ONCE = 20_000  # events whose counts are in memory at once while all are counted anew
_SCANNED = 500  # months of which it costs more to look each up than to read all that are between


def tally_kept(conn: Connection, numbers: Collection[int]) -> Tally:
    """Count these events as they are kept."""
    dialect = conn.dialect.name
    statement = f"{_RECORDS} AND number >= {FIRST_NUMBER} AND {among_sql(dialect, 'number', 'numbers')}"
    return _tally_records(conn.execute(text(statement), {"numbers": packed(dialect, sorted(numbers))}))


def _tally_records(rows: Iterable[Any]) -> Tally:
    return tally((values_of_record(record), first, last) for _, record, first, last in rows)


def keep_tally(conn: Connection, came: Tally, gone: Tally) -> None:
    """Keep that events have come and gone, behind all else that is kept of them: `keep_days` may look at them."""
    change: Tally = {}
    add_tally(change, came)
    add_tally(change, gone, -1)
    keep_change(conn, tally_rows(change))
    keep_days(conn, change)


def keep_change(conn: Connection, changed: list[TallyRow]) -> None:
    """Add rows of counts, some of them below nothing, to what is there; what comes to nothing has no row."""
    keep_rows(conn, changed)
    fewer = [dict(zip(COLUMNS, row, strict=True)) for row in changed if row[-1] < 0]
    if fewer:
        conn.execute(_TIDY, fewer)


def keep_rows(conn: Connection, came: list[TallyRow]) -> None:
    """Add rows of counts to what is there; those that come to nothing stay."""
    insert_tuples(conn, "facet_count", COLUMNS, came, ADDED)


def keep_days(conn: Connection, change: Tally) -> None:
    """Keep counts of days where a month has many events, when these have come and gone: behind the events themselves,
    and behind the counts of months.
    """
    keep_change(conn, day_rows(change, renew_days(conn, months_in(change))))


def renew_days(conn: Connection, changed: Mapping[int, int]) -> set[int]:
    """Count the days of months that have many events since so many more, or fewer, begin in them, and forget those of
    months that had; gives those that have many as before, of which days have to be changed.
    """
    many = _with_many(conn, changed)
    had = {month for month, events in changed.items() if many.get(month, 0) - events >= MANY}
    # What is not among those with many may have had them: it has fewer now, and how many does not matter.
    fewer = [month for month, events in changed.items() if events < 0 and month not in many]
    grown = sorted(many.keys() - had)
    _forget_days(conn, sorted([*fewer, *grown]))
    lengths = lengths_of(conn) if grown else ()
    for month in grown:
        keep_rows(conn, day_rows(_tally_records(_records_of(conn, month, lengths)), {month}))
    return many.keys() & had


def _records_of(conn: Connection, month: int, lengths: Lengths) -> Iterator[Any]:
    """The events that begin in a month, or end in it and began before."""
    bounds = {"low": number_at(month), "high": number_at(_next(month))}
    yield from conn.execute(_BEGUN, bounds)
    for span_class, days in enumerate(lengths):
        if days > 1:
            low = number_at(max(month - days + 1, -LAST_DAY))
            given = {"span_class": span_class, "low": low, "high": number_at(month)}
            yield from conn.execute(_ENDING, given | {"first": month, "next": _next(month)})


_BEGUN = text(f"{_RECORDS} AND number >= :low AND number < :high")
_ENDING = text(
    f"{_RECORDS} AND span_class = :span_class AND number >= :low AND number < :high "
    "AND last_day >= :first AND last_day < :next"
)


def _next(month: int) -> int:
    return whole_start(Level.MONTH, month + 1)


def _forget_days(conn: Connection, months: Iterable[int]) -> None:
    bounds = [{"low": month, "high": _next(month)} for month in months]
    if bounds:
        conn.execute(_FORGET, bounds)


_LEVELS = ", ".join(map(str, sorted(DAYS)))
_FORGET = text(f"DELETE FROM facet_count WHERE level IN ({_LEVELS}) AND start >= :low AND start < :high")


def _with_many(conn: Connection, months: Collection[int]) -> dict[int, int]:
    """Of these months those with many events, and how many."""
    if not months:
        return {}
    statement = f"SELECT start, starts FROM day_count WHERE level = {MONTH} AND starts >= :many"
    if len(months) > _SCANNED:
        bounds = {"many": MANY, "low": min(months), "high": max(months)}
        found = conn.execute(text(f"{statement} AND start >= :low AND start <= :high"), bounds)
        return {start: starts for start, starts in found if start in months}
    dialect = conn.dialect.name
    given = {"many": MANY, "months": packed(dialect, sorted(months))}
    found = conn.execute(text(f"{statement} AND {among_sql(dialect, 'start', 'months')}"), given)
    return {start: starts for start, starts in found}


def _all_with_many(conn: Connection) -> set[int]:
    return set(conn.execute(text(f"SELECT start FROM day_count WHERE level = {MONTH} AND starts >= {MANY}")).scalars())


def recount_facets(conn: Connection) -> None:
    """Count everything anew, by records and by how many events months have; takes time in proportion to the events."""
    conn.execute(text("DELETE FROM facet_count"))
    many = _all_with_many(conn)
    past = FIRST_NUMBER - 1
    while rows := conn.execute(_NEXT_RECORDS, {"past": past, "most": _AT_ONCE}).all():
        counted = _tally_records(rows)
        keep_rows(conn, tally_rows(counted) + day_rows(counted, many))
        past = rows[-1].number


def check_facets(conn: Connection) -> list[str]:
    """What is wrong with the counts, if anything; takes time in proportion to the events."""
    kept = {tuple(key): events for *key, events in conn.execute(text(_KEPT))}
    counted = {tuple(key): events for *key, events in _counted(conn)}
    wrong = sum(counted.get(key) != kept.get(key) for key in counted.keys() | kept.keys())
    return [f"{wrong} counts of events by facet that are wrong"] if wrong else []


def _counted(conn: Connection) -> list[TallyRow]:
    """All counts, from the tables that the records are made of and not from the records: another way to the same."""
    months: dict[int, int] = defaultdict(int)
    for first, events in conn.execute(text(_BY_DAY)):
        months[month_of(first)] += events
    many = {month for month, events in months.items() if events >= MANY}
    counted: Tally = {}
    for facet, value, name, first, last, events in conn.execute(text(_BY_DAYS)):
        for level, start in periods_of(first, last):
            # Days are told apart where they are kept, or all of them would be in memory at once.
            period = (level, month_of(start) if level in DAYS and month_of(start) not in many else start)
            of_period = counted.setdefault(period, {})
            of_period[facet, value, name] = of_period.get((facet, value, name), 0) + events
    return tally_rows(counted) + day_rows(counted, many)


_KEPT = f"SELECT {', '.join(COLUMNS)} FROM facet_count"
_BY_DAY = "SELECT first_day, count(*) FROM event WHERE first_day IS NOT NULL GROUP BY first_day"
_SHOWN = f"FROM event {{}} WHERE event.number >= {FIRST_NUMBER} AND event.record <> '' {{}} GROUP BY 2, 3, 4, 5"
_TOLD = "JOIN evidence ON evidence.event = event.number JOIN article ON article.number = evidence.article"
_DAYS = "first_day, last_day"
_BY_DAYS = " UNION ALL ".join(
    (
        f"SELECT 'precision', precision, precision AS name, {_DAYS}, count(*) {_SHOWN.format('', '')}",
        f"SELECT 'basis', basis, basis AS name, {_DAYS}, count(*) {_SHOWN.format('', '')}",
        f"SELECT 'source', article.source, article.source AS name, {_DAYS}, count(DISTINCT event.number) "
        + _SHOWN.format(_TOLD, "AND article.source IS NOT NULL"),
        f"SELECT 'entity', entity, name, {_DAYS}, count(*) "
        + _SHOWN.format("JOIN event_entity ON event_entity.event = event.number", ""),
    )
)
