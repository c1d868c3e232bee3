"""Calendar arithmetic on day numbers, so that years before 1 work.

The calendar is the proleptic Gregorian one with astronomical years (year 0 is 1 BC). Day 1 is 0001-01-01, as in
`datetime.date.toordinal`. The algorithm is Howard Hinnant's `days_from_civil`, shifted to that epoch.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from timeline_api.model import Interval

_LAST_OF_PYTHON = date.max.toordinal()
_EPOCH = 305  # days from 0000-03-01 to 0000-12-31
_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_leap(year: int) -> bool:
    """Whether astronomical `year` has a 29 February.

    >>> is_leap(2024), is_leap(1900), is_leap(0)
    (True, False, True)
    """
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """Days in a month; `month` is 1 to 12."""
    return 29 if month == 2 and is_leap(year) else _MONTH_DAYS[month - 1]


def is_date(year: int, month: int, day: int) -> bool:
    """Whether the calendar has that day; 31 February is not a date."""
    return 1 <= month <= 12 and 1 <= day <= month_length(year, month)


@lru_cache(maxsize=4096)
def day_number(year: int, month: int, day: int) -> int:
    """The number of a day; `month` and `day` must make a date.

    >>> day_number(1, 1, 1), day_number(2024, 12, 8), day_number(0, 12, 31)
    (1, 739228, 0)
    """
    y = year - (month <= 2)
    era = y // 400
    yoe = y - era * 400
    doy = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146097 + yoe * 365 + yoe // 4 - yoe // 100 + doy - _EPOCH


@lru_cache(maxsize=4096)
def civil(number: int) -> tuple[int, int, int]:
    """Year, month and day of a day number.

    >>> civil(739228), civil(0), civil(day_number(-43, 3, 15))
    ((2024, 12, 8), (0, 12, 31), (-43, 3, 15))
    """
    z = number + _EPOCH
    era = z // 146097
    doe = z - era * 146097
    yoe = (doe - doe // 1460 + doe // 36524 - doe // 146096) // 365
    doy = doe - (365 * yoe + yoe // 4 - yoe // 100)
    mp = (5 * doy + 2) // 153
    day = doy - (153 * mp + 2) // 5 + 1
    month = mp + (3 if mp < 10 else -9)
    return yoe + era * 400 + (month <= 2), month, day


def weekday(number: int) -> int:
    """Day of the week, 0 is Monday.

    >>> weekday(day_number(2024, 12, 8))
    6
    """
    return (number + 6) % 7


def day(year: int, month: int, day_: int) -> Interval:
    """The interval of one day."""
    number = day_number(year, month, day_)
    return Interval(number, number + 1)


def month(year: int, month_: int) -> Interval:
    """The interval of one month."""
    start = day_number(year, month_, 1)
    return Interval(start, start + month_length(year, month_))


def years(first: int, count: int = 1) -> Interval:
    """The interval of `count` whole years from `first` on.

    >>> years(1990, 10) == Interval(day_number(1990, 1, 1), day_number(2000, 1, 1))
    True
    """
    return Interval(day_number(first, 1, 1), day_number(first + count, 1, 1))


def add_months(year: int, month_: int, count: int) -> tuple[int, int]:
    """Year and month `count` months later (or earlier, when negative).

    >>> add_months(2024, 11, 3), add_months(2024, 1, -1)
    ((2025, 2), (2023, 12))
    """
    total = year * 12 + month_ - 1 + count
    return total // 12, total % 12 + 1


def shift_months(number: int, count: int) -> int:
    """The day `count` months later; the 31st becomes the last day of a shorter month.

    >>> civil(shift_months(day_number(2024, 1, 31), 1))
    (2024, 2, 29)
    """
    y, m, d = civil(number)
    y, m = add_months(y, m, count)
    return day_number(y, m, min(d, month_length(y, m)))


def iso_week(number: int) -> tuple[int, int]:
    """ISO 8601 week year and week of a day number.

    >>> iso_week(day_number(2024, 12, 30)), iso_week(day_number(2021, 1, 3))
    ((2025, 1), (2020, 53))
    """
    thursday = number - weekday(number) + 3
    year = civil(thursday)[0]
    return year, (thursday - day_number(year, 1, 1)) // 7 + 1


def week(year: int, week_: int) -> Interval:
    """The interval of an ISO 8601 week, Monday to Sunday.

    >>> civil(week(2025, 1).start)
    (2024, 12, 30)
    """
    fourth = day_number(year, 1, 4)
    start = fourth - weekday(fourth) + 7 * (week_ - 1)
    return Interval(start, start + 7)


def format_year(year: int) -> str:
    """An astronomical year as ISO 8601 writes it: four digits, a minus sign before year 0.

    >>> format_year(2024), format_year(79), format_year(-43)
    ('2024', '0079', '-0043')
    """
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def format_day(number: int) -> str:
    """A day number as an ISO 8601 date.

    >>> format_day(739228), format_day(day_number(-43, 3, 15))
    ('2024-12-08', '-0043-03-15')
    """
    if 1 <= number <= _LAST_OF_PYTHON:
        return date.fromordinal(number).isoformat()
    y, m, d = civil(number)
    return f"{format_year(y)}-{m:02d}-{d:02d}"
