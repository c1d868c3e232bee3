"""How many events begin and end when: kept in the transaction that makes or removes them, so that counting costs
nothing, however many there are.

Each event counts on the day it begins and the day it ends, in the months, years and centuries of these days too.
What begins up to some day is then a sum of at most a few hundred rows: whole centuries, the years after them, the
months, the days. And the events that overlap `[a, b]` are those that begin up to `b` less those that end before `a`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from functools import lru_cache

from sqlalchemy import Connection, text

from timeline_api.store.bulk import insert_tuples
from timeline_api.store.placement import LAST_DAY
from timeline_api.store.reader import Reader
from timeline_api.store.stretches import clamp
from timeline_api.store.tables import day_count
from timeline_api.temporal.interval import civil, day_number


class Level(IntEnum):
    """How long the periods are that are counted by."""

    DAY = 0
    MONTH = 1
    YEAR = 2
    CENTURY = 3


_LEVELS = tuple(map(int, Level))  # members of an enumeration are compared ten times slower

Span = Sequence[int]
"""First and last day of an event, both inclusive."""

ADDED = (
    "ON CONFLICT (level, start) DO UPDATE SET "
    "starts = day_count.starts + excluded.starts, ends = day_count.ends + excluded.ends"
)
"""What an insert says behind its rows to have them added to what is there."""
COLUMNS = ("level", "start", "starts", "ends")
_TIDY = text("DELETE FROM day_count WHERE level = :level AND start = :start AND starts = 0 AND ends = 0")

Change = tuple[int, int, int, int]
"""Level and first day of a period, and how many events more, or fewer, begin and end in it."""
Changes = list[Change]


def count_in(conn: Connection, spans: Iterable[Span]) -> None:
    """Count events that have come."""
    keep_changes(conn, changes_of(spans, 1))


def keep_changes(conn: Connection, changes: Changes) -> None:
    """Count what has come, or gone; rows that come to nothing stay."""
    insert_tuples(conn, day_count.name, COLUMNS, changes, ADDED)


def count_out(conn: Connection, spans: Iterable[Span]) -> None:
    """Count events that have gone; a period without any has no row."""
    changes = changes_of(spans, -1)
    keep_changes(conn, changes)
    periods = [{"level": level, "start": start} for level, start, _, _ in changes]
    if periods:
        conn.execute(_TIDY, periods)


def changes_of(spans: Iterable[Span], by: int) -> Changes:
    """What events of these days change when they come (`by` 1) or go (-1)."""
    begun: Mapping[int, int]
    ended: Mapping[int, int]
    begun, ended = map(Counter, list(zip(*spans, strict=True)) or ((), ()))
    changes: Changes = []
    for level in _LEVELS:
        begun, ended = _by_period(level, begun), _by_period(level, ended)
        periods = sorted(begun.keys() | ended.keys())
        changes += [(level, start, by * begun.get(start, 0), by * ended.get(start, 0)) for start in periods]
    return changes  # in one order, as everything is written: rows beside one another, and no two writers crosswise


def _by_period(level: int, days: Mapping[int, int]) -> Mapping[int, int]:
    """How many there are in each period, given how many in each of shorter ones."""
    if level == Level.DAY:
        return days
    periods: dict[int, int] = defaultdict(int)
    for day, times in days.items():
        periods[period_start(level, day)] += times
    return periods


@lru_cache(maxsize=65536)
def period_start(level: int, day: int) -> int:
    """The first day of the period of that length that a day is in.

    >>> from timeline_api.temporal.interval import format_day
    >>> [format_day(period_start(level, day_number(2024, 12, 8))) for level in Level]
    ['2024-12-08', '2024-12-01', '2024-01-01', '2000-01-01']
    """
    if level == Level.DAY:
        return day
    year, month, _ = civil(day)
    if level == Level.MONTH:
        return day_number(year, month, 1)
    return day_number(year if level == Level.YEAR else year // 100 * 100, 1, 1)


def count_overlapping(reader: Reader, first: int | None, last: int | None) -> int:
    """How many events overlap the days `[first, last]`; None is an open end."""
    begun, ended = _before(reader, _following(last), clamp(first, -LAST_DAY))
    return begun - ended


def count_starting(reader: Reader, first: int | None, last: int | None) -> int:
    """How many events begin within the days `[first, last]`; None is an open end."""
    upto, _ = _before(reader, _following(last), 0)
    before, _ = _before(reader, clamp(first, -LAST_DAY), 0)
    return upto - before


def _following(last: int | None) -> int:
    return clamp(last, LAST_DAY) + 1


def _before(reader: Reader, start: int, end: int) -> tuple[int, int]:
    """How many events begin before day `start`, and how many end before day `end`."""
    [(starts, ends)] = reader.fetch(_BEFORE, _bounds("starts", start) | _bounds("ends", end), "once")
    return int(starts or 0), int(ends or 0)


def _bounds(column: str, day: int) -> dict[str, int]:
    """For each length of period where its rows begin (none for the longest) and where they stop."""
    edges = {level: period_start(level, day) for level in Level}
    return {f"{column}{level.value}": edges[level] for level in Level}


def _before_sql(column: str) -> str:
    sums = [f"SELECT {column} AS n FROM day_count WHERE level = 3 AND start < :{column}3"]
    for level in (Level.YEAR, Level.MONTH, Level.DAY):
        bounds = f"start >= :{column}{level + 1} AND start < :{column}{level.value}"
        sums.append(f"SELECT {column} AS n FROM day_count WHERE level = {level.value} AND {bounds}")
    return f"SELECT CAST(sum(n) AS bigint) FROM ({' UNION ALL '.join(sums)}) AS {column}_before"


_BEFORE = f"SELECT ({_before_sql('starts')}), ({_before_sql('ends')})"


def starts_by_period(reader: Reader, level: Level, first: int | None, last: int | None) -> dict[int, int]:
    """How many events begin in each period of `[first, last]` in which any does, by the period's first day.

    A period that the range cuts counts the days within the range alone.
    """
    low, high = clamp(first, -LAST_DAY), clamp(last, LAST_DAY)
    whole = whole_start(level, low)
    cut = period_start(level, high + 1)
    parts = (
        (level, whole, cut),
        (Level.DAY, low, min(whole, high + 1)),
        (Level.DAY, max(cut, whole), high + 1),
    )
    bounds = {f"{name}{at}": value for at, part in enumerate(parts) for name, value in zip(_PART, part, strict=True)}
    [(days, counts, *cut_off)] = reader.fetch(_STARTS[reader.dialect], bounds, "once")
    found = dict(_listed(days, counts))
    for days, counts in (cut_off[:2], cut_off[2:]):
        for day, starts in _listed(days, counts):
            start = period_start(level, day)
            found[start] = found.get(start, 0) + starts
    return dict(sorted(found.items()))


def _listed(days: str | None, counts: str | None) -> Iterable[tuple[int, int]]:
    if days is None or counts is None:
        return ()
    return zip(map(int, days.split(",")), map(int, counts.split(",")), strict=True)


def _starts_sql(listed: str) -> str:
    """Whole periods and two lists of days, as one row: a driver takes its time for each row."""
    where = "level = :level{0} AND start >= :start{0} AND start < :stop{0} AND starts > 0"
    part = f"(SELECT {{}} FROM day_count WHERE {where})"
    columns = (part.replace("{}", listed.format(name)).format(at) for at in range(3) for name in ("start", "starts"))
    return f"SELECT {', '.join(columns)}"


_PART = ("level", "start", "stop")
_STARTS = {
    "sqlite": _starts_sql("group_concat({})"),
    "postgresql": _starts_sql("string_agg(CAST({} AS text), ',' ORDER BY start)"),
}


def whole_start(level: Level, day: int) -> int:
    """The first day of the first period that begins on a day or later; no period is twice as long as another."""
    start = period_start(level, day)
    longest = {Level.DAY: 1, Level.MONTH: 31, Level.YEAR: 366, Level.CENTURY: 36525}[level]
    return start if start == day else period_start(level, start + longest)


def check_counts(conn: Connection) -> list[str]:
    """What is wrong with the counts, if anything; takes time in proportion to the events."""
    spans = conn.execute(text("SELECT first_day, last_day FROM event WHERE first_day IS NOT NULL"))
    counted = {(level, start): (starts, ends) for level, start, starts, ends in changes_of(spans, 1)}
    kept = {(level, start): (starts, ends) for level, start, starts, ends in conn.execute(text(_ALL))}
    wrong = sum(counted.get(key) != kept.get(key) for key in counted.keys() | kept.keys())
    return [f"{wrong} counts of events by period that are wrong"] if wrong else []


_ALL = "SELECT level, start, starts, ends FROM day_count"
