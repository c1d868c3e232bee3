"""Which periods the days of an event cover: what a range begins in the middle of is then counted by the few periods
around its first day, however many events began before it and reach into it.

The days of an event that takes more than one are made up of as few periods as can be, each within the next longer one:
1, 2, 4, 8 or 16 days of a month, a month, 1, 10, 100 ... years. One that takes `[1850-03-15, 1912-06-30]` covers the
15th, the 16th and the rest of March from the 17th on, April to December, nine years, the fifty from 1860 on, two years
more and half of 1912. Of all periods that a day is in an event has none or one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from timeline_api.temporal.interval import civil, day_number

Period = tuple[int, int]
"""A level of counts (see `facets`), and the first day of a period."""

RUNNING, BEGINNING = 16, 48
"""Levels of events that cover a period and began before it, and of those that begin with it: plus its size."""
_DAYS = (1, 2, 4, 8, 16)
_MONTHS = (1, *(12 * 10**power for power in range(11)))
_MONTH = len(_DAYS)
DAILY = frozenset(level + size for level in (RUNNING, BEGINNING) for size in range(_MONTH))
"""Levels of periods shorter than a month. Sizes count from the shortest on."""
MONTHLY = frozenset((RUNNING + _MONTH, BEGINNING + _MONTH))
_LEAST = 28  # days of a month


@lru_cache(maxsize=16384)
def covered(first: int, last: int) -> tuple[Period, ...]:
    """The periods that make up the days `[first, last]`, if these are more than one.

    >>> first, last = day_number(2019, 11, 30), day_number(2021, 2, 3)
    >>> [(level, civil(start)) for level, start in covered(first, last)]
    [(48, (2019, 11, 30)), (21, (2019, 12, 1)), (22, (2020, 1, 1)), (21, (2021, 1, 1)), (17, (2021, 2, 1)), \
(16, (2021, 2, 3))]
    >>> covered(first, first)
    ()
    """
    if first == last:
        return ()
    periods = _of_days(first, last) if _month_at(first) == _month_at(last) else _of_months(first, last)
    return tuple(((BEGINNING if start == first else RUNNING) + size, start) for size, start in periods)


def _of_months(first: int, last: int) -> Iterator[Period]:
    """Sizes and first days of the periods of days that are not of one month."""
    at, stop = _month_at(first - 1) + 1, _month_at(last + 1)
    yield from _of_days(first, _day_of(at) - 1)
    while at < stop:
        size = max(size for size, months in enumerate(_MONTHS) if at % months == 0 and at + months <= stop)
        yield _MONTH + size, _day_of(at)
        at += _MONTHS[size]
    yield from _of_days(_day_of(stop), last)


def _of_days(first: int, last: int) -> Iterator[Period]:
    """The same, of days of one month; of none where the last comes before the first."""
    if first > last:
        return
    month = _day_of(_month_at(first))
    if first == month and last == _day_of(_month_at(first) + 1) - 1:
        yield _MONTH, month
        return
    at, stop = first - month, last - month + 1
    while at < stop:
        size = max(size for size, days in enumerate(_DAYS) if at % days == 0 and at + days <= stop)
        yield size, month + at
        at += _DAYS[size]


def around(day: int, longest: int) -> tuple[Period, ...]:
    """The periods of events that cover one and began before a day in it, where none takes more than `longest` days.

    >>> day = day_number(2021, 2, 3)
    >>> [(level, civil(start)) for level, start in around(day, 4)]
    [(16, (2021, 2, 3)), (17, (2021, 2, 3)), (18, (2021, 2, 1)), (50, (2021, 2, 1))]
    >>> [(level, civil(start)) for level, start in around(day, 40)][-2:]
    [(21, (2021, 2, 1)), (53, (2021, 2, 1))]
    """
    month = _month_at(day)
    begins = _day_of(month)
    starts = [(days, begins + (day - begins) // days * days) for days in _DAYS]
    starts += [(_LEAST * months, _day_of(month - month % months)) for months in _MONTHS]
    periods: list[Period] = []
    for size, (least, start) in enumerate(starts):
        if least <= longest:
            periods.append((RUNNING + size, start))
            if start < day:
                periods.append((BEGINNING + size, start))
    return tuple(periods)


def _month_at(day: int) -> int:
    """The month of a day, counted from January of year 0."""
    year, month, _ = civil(day)
    return year * 12 + month - 1


def _day_of(month: int) -> int:
    """The first day of a month that is counted so."""
    return day_number(month // 12, month % 12 + 1, 1)
