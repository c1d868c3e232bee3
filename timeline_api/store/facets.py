"""Counts of events by source, name, precision and basis, kept in the transaction that changes the events: to tell how
the timeline, or any range of it, divides is to read few rows (see `divisions`).

An event counts for each of its values in all, in the year and the month in which it begins, and on its day; and in the
periods that it covers (see `covered`). Hidden events and those whose record is still to be written do not count.

Months are counted where looking at the events of their year would take long, days where looking at those of their month
would, and nowhere else: in an archive of centuries each of its events would bring rows of its own. They are as long as
`MANY` events begin in that year or month; a mark says so. So what is counted follows from the events alone, in whatever
order and transactions they came.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, text

from timeline_api.store.bulk import insert_tuples
from timeline_api.store.counts import Change
from timeline_api.store.lengths import Lengths, lengths_of
from timeline_api.store.placement import FIRST_NUMBER, LAST_DAY, number_at
from timeline_api.store.sets import among_sql, packed
from timeline_api.store.tallying import (
    DAY,
    DAYS,
    GRAINS,
    MONTH,
    MONTHS,
    Grain,
    Tally,
    TallyRow,
    add_tally,
    periods_of,
    short_rows,
    tally,
    tally_rows,
    touched,
    values_of_record,
)

MANY = 1000
"""Events of a year that are counted by month, and of a month by day; to look at fewer takes some milliseconds."""

KEY = ("level", "start", "facet", "value", "name")
COLUMNS = (*KEY, "events")
ADDED = f"ON CONFLICT ({', '.join(KEY)}) DO UPDATE SET events = facet_count.events + excluded.events"
"""What an insert says behind its rows to have them added to what is there."""
_TIDY = text(f"DELETE FROM facet_count WHERE {' AND '.join(f'{name} = :{name}' for name in KEY)} AND events = 0")
_RECORDS = "SELECT number, record, first_day, last_day FROM event WHERE record <> ''"
_NEXT_RECORDS = text(f"{_RECORDS} AND number > :past ORDER BY number LIMIT :most")
_AT_ONCE = 20_000  # events whose counts are in memory at once while all are counted anew
_SCANNED = 500  # periods that it costs more to look up than to read all that are between them


# What events count for: value, name, how they are counted, and where they are. SQLite reads tables in this order: it
# would begin with all articles.
_COUNTED = {
    "precision": ("event.precision", "event.precision", "count(*)", "event WHERE"),
    "basis": ("event.basis", "event.basis", "count(*)", "event WHERE"),
    "source": (
        "article.source",
        "article.source",
        "count(DISTINCT event.number)",
        "event CROSS JOIN evidence CROSS JOIN article WHERE evidence.event = event.number "
        "AND article.number = evidence.article AND article.source IS NOT NULL AND",
    ),
    "entity": (
        "event_entity.entity",
        "event_entity.name",
        "count(*)",
        "event CROSS JOIN event_entity WHERE event_entity.event = event.number AND",
    ),
}
# Evidence changes before the events are settled that it is for, and until then these count for what their records say.
_OUTLET = {
    "sqlite": ("json_extract(told.value, '$.source')", "json_each(event.record, '$.sources')"),
    "postgresql": ("(told.value ->> 'source')", "json_array_elements(CAST(event.record AS json) -> 'sources')"),
}
_RECORDED = {
    dialect: _COUNTED
    | {
        "source": (
            outlet,
            outlet,
            "count(DISTINCT event.number)",
            f"event CROSS JOIN {sources} AS told WHERE {outlet} IS NOT NULL AND",
        )
    }
    for dialect, (outlet, sources) in _OUTLET.items()
}


def _counting(counted: Mapping[str, tuple[str, str, str, str]], by: str, within: str) -> str:
    """What counts events with a number `within` bounds, each for its values, by two columns or values."""
    return " UNION ALL ".join(
        f"SELECT {by}, '{facet}' AS facet, {value} AS value, {name} AS name, {times} AS events "
        f"FROM {source} event.record <> '' AND {within} GROUP BY 1, 2, 4, 5"
        for facet, (value, name, times, source) in counted.items()
    )


_BY_SPAN = _counting(_COUNTED, "event.first_day, event.last_day", f"event.number >= {FIRST_NUMBER}")
_STARTS = {
    MONTHS: f"{MONTH}, (SELECT max(start) FROM day_count WHERE level = {MONTH} AND start <= event.first_day)",
    DAYS: f"{DAY}, event.first_day",
}
_COUNT_BEGUN = {
    (dialect, grain): text(
        f"INSERT INTO facet_count ({', '.join(COLUMNS)}) "
        + _counting(counted, starts, "event.number >= :low AND event.number < :high")
    )
    for grain, starts in _STARTS.items()
    for dialect, counted in _RECORDED.items()
}


def tally_kept(conn: Connection, numbers: Collection[int]) -> Tally:
    """Count these events as they are kept."""
    dialect = conn.dialect.name
    statement = f"{_RECORDS} AND number >= {FIRST_NUMBER} AND {among_sql(dialect, 'number', 'numbers')}"
    return _tally_records(conn.execute(text(statement), {"numbers": packed(dialect, sorted(numbers))}))


def _tally_records(rows: Iterable[Any]) -> Tally:
    return tally((values_of_record(record), first, last) for _, record, first, last in rows)


def keep_tally(conn: Connection, came: Tally, gone: Tally) -> None:
    """Keep that events have come and gone, behind all else that is kept of them: `keep_short` may look at them."""
    change: Tally = {}
    add_tally(change, came)
    add_tally(change, gone, -1)
    keep_change(conn, tally_rows(change))
    keep_short(conn, change)


def keep_change(conn: Connection, changed: list[TallyRow]) -> None:
    """Add rows of counts, some of them below nothing, to what is there; what comes to nothing has no row."""
    keep_rows(conn, changed)
    fewer = [dict(zip(COLUMNS, row, strict=True)) for row in changed if row[-1] < 0]
    if fewer:
        conn.execute(_TIDY, fewer)


def keep_rows(conn: Connection, came: list[TallyRow]) -> None:
    """Add rows of counts to what is there; those that come to nothing stay."""
    insert_tuples(conn, "facet_count", COLUMNS, came, ADDED)


def keep_short(conn: Connection, change: Tally, came: Sequence[Change] = ()) -> None:
    """Keep counts of months and days where many events are, when these have come and gone: behind the events
    themselves, how long they are and how many begin when. `came` is how many have come, where none have gone.
    """
    years: Collection[int] | None = None
    for grain in GRAINS:
        years, stay = renew_short(conn, grain, touched(change, grain), came, years)
        keep_change(conn, short_rows(change, grain, stay))


class Renewed(NamedTuple):
    """Of the longer periods in which short ones change: those that are counted, and those of which the counts are still
    to be changed.
    """

    counted: Collection[int]
    stay: Collection[int]


def renew_short(
    conn: Connection, grain: Grain, changed: Collection[int], came: Sequence[Change], years: Collection[int] | None
) -> Renewed:
    """Count the short periods of longer ones that have many events now, and forget those of longer ones that have few.
    Days are counted in months of `years` alone, those that are counted by month: None where months are asked of.
    """
    if years is not None:
        changed = {start for start in changed if MONTHS.start_around(start) in years}
    if not changed:
        return Renewed((), ())
    now = _begun(conn, grain, changed)
    # What is marked has many events, and has them still where none have gone.
    before = _marked(conn, grain, now.keys() if came else changed)
    # Nothing of them was there before, and so all that is to be counted comes now.
    new = {start for level, start, *both in came if level == grain.around and now.get(start) == tuple(both)} - before
    grown = now.keys() - before - new
    _forget(conn, grain, sorted(before - now.keys()))
    keep_rows(conn, _marks(grain, new | grown))
    lengths = lengths_of(conn) if grown else ()
    for start in sorted(grown):
        _count_short(conn, grain, start, lengths)
    stay = before & now.keys() | new
    return Renewed(stay | grown, stay)


def _marks(grain: Grain, starts: Iterable[int]) -> list[TallyRow]:
    return [(grain.mark, start, "", "", "", 0) for start in sorted(starts)]


def _count_short(conn: Connection, grain: Grain, start: int, lengths: Lengths) -> None:
    """Count the short periods of a longer one of which nothing is counted."""
    stop = grain.next_around(start)
    bounds = {"low": number_at(start), "high": number_at(stop)}
    conn.execute(_COUNT_BEGUN[conn.dialect.name, grain], bounds)
    rows = (row for row in _longer_of(conn, start, stop, lengths) if grain.is_covered(row.first_day, row.last_day))
    covering = {period: values for period, values in _tally_records(rows).items() if period[0] != DAY}
    keep_rows(conn, short_rows(covering, grain, {start}))


def _longer_of(conn: Connection, first: int, stop: int, lengths: Lengths) -> Iterator[Any]:
    """The events of more than a day that begin in the days `[first, stop)`, or end in them and began before."""
    yield from conn.execute(_BEGUN, {"low": number_at(first), "high": number_at(stop)})
    for span_class, days in enumerate(lengths):
        if days > 1:
            low = number_at(max(first - days + 1, -LAST_DAY))
            given = {"span_class": span_class, "low": low, "high": number_at(first)}
            yield from conn.execute(_ENDING, given | {"first": first, "stop": stop})


_BEGUN = text(f"{_RECORDS} AND number >= :low AND number < :high AND last_day > first_day")
_ENDING = text(
    f"{_RECORDS} AND span_class = :span_class AND number >= :low AND number < :high "
    "AND last_day >= :first AND last_day < :stop"
)


def _forget(conn: Connection, grain: Grain, starts: Sequence[int]) -> None:
    """Forget the counts of short periods within longer ones, and of shorter ones in these."""
    bounds = [{"low": start, "high": grain.next_around(start)} for start in starts]
    if bounds:
        within = f"({' OR '.join(map(short_sql, GRAINS[GRAINS.index(grain) :]))}) AND start >= :low AND start < :high"
        conn.execute(text(f"DELETE FROM facet_count WHERE {within}"), bounds)


def short_sql(grain: Grain) -> str:
    """What takes the rows of the short periods of a grain, and its marks."""
    return f"level IN ({', '.join(map(str, sorted({*grain.levels, grain.mark})))})"


def _marked(conn: Connection, grain: Grain, starts: Collection[int]) -> set[int]:
    """Of these longer periods those of which the short ones are counted."""
    if not starts:
        return set()
    condition, given = _among(conn, starts)
    found = conn.execute(text(f"SELECT start FROM facet_count WHERE level = {grain.mark} AND {condition}"), given)
    return {start for start in found.scalars() if start in starts}


def _begun(conn: Connection, grain: Grain, starts: Collection[int]) -> dict[int, tuple[int, int]]:
    """Of these longer periods those with many events, and how many begin and end in them."""
    condition, given = _among(conn, starts)
    given["many"] = MANY
    counts = f"SELECT start, starts, ends FROM day_count WHERE level = {int(grain.around)} AND starts >= :many"
    found = conn.execute(text(f"{counts} AND {condition}"), given)
    return {start: (begin, end) for start, begin, end in found if start in starts}


def _among(conn: Connection, starts: Collection[int]) -> tuple[str, dict[str, Any]]:
    """What takes the rows of these periods, and maybe of others between them."""
    if len(starts) > _SCANNED:
        return "start >= :low AND start <= :high", {"low": min(starts), "high": max(starts)}
    dialect = conn.dialect.name
    return among_sql(dialect, "start", "starts"), {"starts": packed(dialect, sorted(starts))}


def recount_facets(conn: Connection) -> None:
    """Count everything anew, by records and by how many events begin when; takes time in proportion to the events."""
    conn.execute(text("DELETE FROM facet_count"))
    marked: dict[Grain, set[int]] = {}
    for grain in GRAINS:
        many = f"SELECT start FROM day_count WHERE level = {int(grain.around)} AND starts >= :many"
        marked[grain] = set(conn.execute(text(many), {"many": MANY}).scalars())
        keep_rows(conn, _marks(grain, marked[grain]))
    for counted in tallies(conn):
        keep_rows(conn, _all_rows(counted, marked))


def tallies(conn: Connection) -> Iterator[Tally]:
    """What all events that are shown count for by their records, some events at a time."""
    past = FIRST_NUMBER - 1
    while rows := conn.execute(_NEXT_RECORDS, {"past": past, "most": _AT_ONCE}).all():
        yield _tally_records(rows)
        past = rows[-1].number


def _all_rows(counted: Tally, marked: Mapping[Grain, Collection[int]]) -> list[TallyRow]:
    """All counts that are kept, given the longer periods of which the short ones are."""
    return tally_rows(counted) + [row for grain in GRAINS for row in short_rows(counted, grain, marked[grain])]


def check_facets(conn: Connection) -> list[str]:
    """What is wrong with the counts, if anything; takes time in proportion to the events."""
    marked = {
        grain: set(conn.execute(text(f"SELECT start FROM facet_count WHERE level = {grain.mark}")).scalars())
        for grain in GRAINS
    }
    kept = {tuple(key): events for *key, events in conn.execute(text(_KEPT))}
    counted = {tuple(key): events for *key, events in _counted(conn, marked)}
    wrong = sum(counted.get(key) != kept.get(key) for key in counted.keys() | kept.keys()) + _wrong_marks(conn, marked)
    return [f"{wrong} counts of events by facet that are wrong"] if wrong else []


def _wrong_marks(conn: Connection, marked: Mapping[Grain, Collection[int]]) -> int:
    """How many longer periods are marked with few events, or not with many, or within one that is not."""
    begun: dict[Grain, Counter[int]] = {grain: Counter() for grain in GRAINS}
    for first, events in conn.execute(text(_BY_DAY)):
        for grain in GRAINS:
            begun[grain][grain.start_around(first)] += events
    wrong = sum(MONTHS.start_around(month) not in marked[MONTHS] for month in marked[DAYS])
    for grain in GRAINS:
        many = {start for start, events in begun[grain].items() if events >= MANY}
        wrong += len(many.symmetric_difference(marked[grain]))
    return wrong


def _counted(conn: Connection, marked: Mapping[Grain, Collection[int]]) -> list[TallyRow]:
    """All counts, from the tables that the records are made of and not from the records: another way to the same."""
    counted: Tally = {}
    for first, last, facet, value, name, events in conn.execute(text(_BY_SPAN)):
        for level, start in periods_of(first, last):
            # Days are told apart where they are kept, or all of them would be in memory at once.
            is_kept = level not in DAYS.levels or DAYS.start_around(start) in marked[DAYS]
            of_period = counted.setdefault((level, start if is_kept else DAYS.start_around(start)), {})
            of_period[facet, value, name] = of_period.get((facet, value, name), 0) + events
    return _all_rows(counted, marked)


_MARKS = ", ".join(str(grain.mark) for grain in GRAINS)
_KEPT = f"SELECT {', '.join(COLUMNS)} FROM facet_count WHERE level NOT IN ({_MARKS})"
_BY_DAY = "SELECT first_day, count(*) FROM event WHERE first_day IS NOT NULL GROUP BY first_day"
