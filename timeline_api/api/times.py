"""Query dates: `from`, `to` and `datetime` as spans of day numbers.

A bound is a year, month, day or instant; years before 1 are written as astronomical years (`-0043` is 44 BC). Years of
more than four digits stand alone, behind `Y` as in EDTF, which those before year 1 may leave out, as answers do.
Both ends of a span are inclusive. An instant counts as the calendar day that it is written with: events are
dated by the calendar of their story, not by UTC.
"""

from __future__ import annotations

import re
from datetime import date

from timeline_api.frozen import frozen
from timeline_api.model import Interval
from timeline_api.temporal.interval import day, is_date, month, years

_BOUND = re.compile(
    r"(?P<year>-?[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})"
    r"(?:[Tt](?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.][0-9]+)?)?"
    r"(?:[Zz]|[+-](?P<zone_hour>[0-9]{2}):(?P<zone_minute>[0-9]{2}))?)?)?)?"
)
_LONG_YEAR = re.compile("(?:Y-?|-)[1-9][0-9]{4,9}")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EXPECTED = "expected a year, month, day or instant such as 1989, 2024-12, 2024-12-08 or -0043"
_OPEN = ("", "..")


class DateError(ValueError):
    """A date that cannot be read; the message says what is wrong in words for the caller."""


@frozen
class Span:
    """First and last day number, both inclusive; None is an open end."""

    first: int | None = None
    last: int | None = None


def parse_bound(text: str) -> Interval:
    """The days of one bound. Raises `DateError`.

    >>> parse_bound("2024-12-08")
    Interval(start=739228, end=739229)
    >>> parse_bound("2024-12-08T23:59:60Z") == parse_bound("2024-12-08")
    True
    >>> parse_bound("-0043").end - parse_bound("-0043").start
    365
    >>> parse_bound("Y-38976") == parse_bound("-38976")
    True
    """
    if _DAY.fullmatch(text):  # most bounds are days, and hardly two are the same
        try:
            number = date.fromisoformat(text).toordinal()
        except ValueError:
            pass  # the year 0, or no day at all: what follows knows which
        else:
            return Interval(number, number + 1)
    if _LONG_YEAR.fullmatch(text):
        return years(int(text.removeprefix("Y")))
    found = _BOUND.fullmatch(text)
    if found is None:
        raise DateError(_unreadable(text))
    year = int(found["year"])
    if found["year"] == "-0000":
        raise DateError("there is no year -0000; the year before year 1 is 0000")
    if not found["month"]:
        return years(year)
    return _month_or_day(year, found)


def _month_or_day(year: int, found: re.Match[str]) -> Interval:
    month_ = int(found["month"])
    if not 1 <= month_ <= 12:
        raise DateError(f"there is no month {found['month']}")
    if not found["day"]:
        return month(year, month_)
    day_ = int(found["day"])
    if not is_date(year, month_, day_):
        raise DateError(f"the calendar has no day {found['year']}-{found['month']}-{found['day']}")
    _check_clock(found)
    return day(year, month_, day_)


def _check_clock(found: re.Match[str]) -> None:
    # 60 seconds are a leap second (RFC 3339)
    for part, most in (("hour", 23), ("minute", 59), ("second", 60), ("zone_hour", 23), ("zone_minute", 59)):
        if found[part] and int(found[part]) > most:
            raise DateError(f"{part.replace('_', ' ')} {found[part]} is more than {most}")


def _unreadable(text: str) -> str:
    if re.search(r"T[0-9:.]+ [0-9]{2}:[0-9]{2}$", text):
        return "a '+' in a URL stands for a space: write it as %2B"
    if re.fullmatch("[1-9][0-9]{4}", text):
        return f"a year of more than four digits is written with a Y: Y{text}"
    return _EXPECTED


def parse_range(first: str | None, last: str | None) -> Span:
    """The span of `from` and `to`; a span that ends before it starts is a `DateError`.

    >>> parse_range("2024-12-08", "2024") == Span(739228, 739251)
    True
    """
    start = parse_bound(first).start if first is not None else None
    end = parse_bound(last).end - 1 if last is not None else None
    if start is not None and end is not None and start > end:
        raise DateError(f"the range ends ({last}) before it starts ({first})")
    return Span(start, end)


def parse_datetime(text: str) -> Span:
    """The span of an OGC `datetime`: `A`, `A/B`, and with an open end `A/..`, `A/`, `../B`, `/B`.

    >>> parse_datetime("2024-12-08"), parse_datetime("2024-12-08/..")
    (Span(first=739228, last=739228), Span(first=739228, last=None))
    """
    if "/" not in text:
        return parse_range(text, text)
    first, _, last = text.partition("/")
    if first in _OPEN and last in _OPEN:
        raise DateError("a range needs one end at least")
    return parse_range(None if first in _OPEN else first, None if last in _OPEN else last)
