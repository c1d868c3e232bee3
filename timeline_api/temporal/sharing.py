"""What an expression takes from the one beside it, where it is said only once: 'from July to November 1917'."""

from __future__ import annotations

from itertools import pairwise

from timeline_api.frozen import replace
from timeline_api.temporal.holidays import nominal
from timeline_api.temporal.joining import are_ends, are_listed, joins
from timeline_api.temporal.operators import (
    OF_DAY,
    Calendar,
    Clock,
    DayPart,
    Deictic,
    Expression,
    Holiday,
    Range,
    Shift,
    Years,
)  # fmt: skip
from timeline_api.temporal.recognize import Candidate, Text

_MIDNIGHT = 24  # the hour
DAYS = ("weekday", "day", "date", "year-day", "dayword", "holiday", "named-weekday")  # kinds
_DAYS_OR_PARTS = (*DAYS, "dated-part")


def with_shared_centuries(text: Text, candidates: list[Candidate]) -> list[Candidate]:
    """Decades in the century of the one before: 'the 1860s and '70s'."""
    found = candidates[:1]
    for b in candidates[1:]:
        a = found[-1]
        first, second = a.expression, b.expression
        if isinstance(first, Years) and isinstance(second, Years) and second.short and not first.short:
            start = first.first // 100 * 100 + second.first
            if start > first.first and are_listed(text, a, b):
                b = replace(b, expression=Years(start, second.count))
        found.append(b)
    return found


def with_dated_weekdays(text: Text, candidates: list[Candidate]) -> list[Candidate]:
    """Two weekdays with the days that stand behind both: 'on Wednesday and Thursday, May 6 and 7'."""
    for number in range(len(candidates) - 2):
        a, b, c = candidates[number : number + 3]
        weekdays = _weekday(a.expression), _weekday(b.expression)
        if None in weekdays or not are_listed(text, a, b):
            continue
        days = _two_days(text, candidates[number + 2 : number + 4])
        if days is None or not (joins(text, "near", b.last, c.first) or joins(text, "open", b.last, c.first)):
            continue
        for at, candidate, day, weekday in zip((number, number + 1), (a, b), days, weekdays, strict=True):
            candidates[at] = replace(candidate, expression=replace(day, weekday=weekday), kind="day")
    return candidates


def _weekday(expression: Expression) -> int | None:
    """The weekday that an expression names, and nothing else: 'Friday', and the 'Sunday' of 'Friday to Sunday'."""
    named = expression.field if isinstance(expression, Deictic) and expression.unit == "day" else expression
    if not isinstance(named, Calendar) or named != Calendar(weekday=named.weekday):
        return None
    return named.weekday


def _two_days(text: Text, behind: list[Candidate]) -> tuple[Calendar, Calendar] | None:
    """Two days that follow, as the ends of a stretch or one beside the other: '22-23 April', 'May 6 and 7'."""
    first = behind[0].expression
    if isinstance(first, Range):
        ends = first.first, first.last
    elif len(behind) > 1 and are_listed(text, *behind):
        ends = first, behind[1].expression
    else:
        return None
    begin, end = ends
    if not isinstance(begin, Calendar) or not isinstance(end, Calendar):
        return None
    return (begin, end) if all(day.month and day.day for day in (begin, end)) else None


def with_shared_years(text: Text, candidates: list[Candidate]) -> list[Candidate]:
    """Months, days, seasons and feasts with the year that stands only behind the last: 'from July to November 1917'."""
    for number in range(len(candidates) - 2, -1, -1):
        a, b = candidates[number], candidates[number + 1]
        first, second = a.expression, b.expression
        if not isinstance(first, Calendar | Holiday) or not isinstance(second, Calendar | Holiday):
            continue
        if first.year is not None or second.year is None or not _share(first, second) or not are_listed(text, a, b):
            continue
        months = _month(first), _month(second)
        turns = all(months) and months[0] > months[1]  # 'from December to May 1918'
        candidates[number] = replace(a, expression=replace(first, year=second.year - turns))
    return candidates


def _share(first: Calendar | Holiday, second: Calendar | Holiday) -> bool:
    """Whether two are as fine as each other, so that the year of one can be that of the other."""
    is_day, are_days = (isinstance(one, Holiday) or one.day is not None for one in (first, second))
    if isinstance(first, Calendar) and not (first.month or first.season):
        return False
    return is_day == are_days and not (isinstance(second, Calendar) and second.short)


def _month(one: Calendar | Holiday) -> int:
    """The month of a date or feast; 0 where it has none, or not the same one in each year."""
    if isinstance(one, Calendar):
        return one.month or 0
    return int((nominal(one.key) or "0")[:2])


def with_dated_holidays(text: Text, candidates: list[Candidate]) -> list[Candidate]:
    """A holiday on the date that stands beside it, which knows better where it is kept: 'Christmas, Jan. 7, 2001'."""
    for number, (a, b) in enumerate(pairwise(candidates)):
        first, second = a.expression, b.expression
        if not joins(text, "beside", a.last, b.first):
            continue
        if isinstance(first, Holiday) and first.year is None and _is_full(second):
            candidates[number] = replace(a, expression=second)
        elif isinstance(second, Holiday) and second.year is None and _is_full(first):
            candidates[number + 1] = replace(b, expression=first)
    return candidates


def _is_full(expression: Expression) -> bool:
    return isinstance(expression, Calendar) and expression.year is not None and expression.day is not None


def with_shared_days(text: Text, candidates: list[Candidate]) -> list[Candidate]:
    """Times of day with the day that stands only behind the last of them, the last first."""
    for number in range(len(candidates) - 2, -1, -1):
        a, b = candidates[number], candidates[number + 1]
        first, second = a.expression, b.expression
        if not (isinstance(first, Clock) and first.on is None and isinstance(second, Clock)):
            continue
        if joins(text, "open", a.last, b.first):  # '6 p.m. (1500 GMT) on Tuesday'
            if second.on is not None and second.hour - first.hour >= _MIDNIGHT // 2:
                # '2:35 a.m. (6:35 p.m. EST Wednesday)': a day later
                candidates[number] = replace(a, expression=replace(first, on=Shift(1, "day", 1, "story", second.on)))
                continue
            on = second.on or _day_behind(text, candidates[number + 1 : number + 3])
            candidates[number + 1] = replace(b, expression=replace(second, on=on))
        elif are_ends(text, a, b):  # 'from 8 a.m. to noon on Tuesday': both on that day
            on = second.on
            if first.hour == _MIDNIGHT and second.hour < first.hour:
                first = replace(first, hour=0)
        else:
            continue
        if on is not None:
            candidates[number] = replace(a, expression=replace(first, on=on))
    return candidates


def with_days_of_occasions(text: Text, candidates: list[Candidate]) -> list[Candidate]:
    """A time of day before what takes place then, on the day behind that: 'a 10 a.m. meeting on Tuesday'.

    Also a part of a day, which has its determiner, and a time with a place behind it: 'the morning roll call on
    Tuesday', 'at 3:10 p.m. in New York on Thursday'.
    """
    for number, (a, b) in enumerate(pairwise(candidates)):
        time = a.expression
        if not isinstance(time, OF_DAY) or time.on is not None or b.kind not in DAYS:
            continue
        has_determiner = text.has_class(max(0, a.first - 2), a.first + isinstance(time, DayPart), "DET")
        if joins(text, "placed", a.last, b.first) or (has_determiner and joins(text, "occasion", a.last, b.first)):
            candidates[number] = replace(a, expression=replace(time, on=b.expression))
    return candidates


def _day_behind(text: Text, candidates: list[Candidate]) -> Expression | None:
    """The day that follows a time in brackets, candidate by candidate."""
    if len(candidates) < 2 or candidates[1].kind not in _DAYS_OR_PARTS:
        return None
    time, day = candidates
    closed = joins(text, "close", time.last, time.last + 1)
    on = day.expression.on if isinstance(day.expression, DayPart) else day.expression  # '(2350 GMT) tonight'
    return on if closed and joins(text, "at", time.last + 1, day.first) else None
