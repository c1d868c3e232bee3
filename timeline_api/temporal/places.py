"""Places on the calendar: a resolved time as TIMEX3 value, EDTF text, interval and precision, made in one go."""

from __future__ import annotations

import re
from functools import lru_cache

from timeline_api.frozen import frozen
from timeline_api.model import Interval, Precision
from timeline_api.temporal import interval as calendar
from timeline_api.temporal.edtf_parts import year_text
from timeline_api.temporal.interval import format_day, format_year

SEASON_MONTHS = {"SP": (3, 3), "SU": (6, 3), "FA": (9, 3), "WI": (12, 3)}
_SEASON_CODES = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
_DAYS, _SPANS = 8192, 1024  # places that are remembered

# EDTF writes only whole years with more than four digits.
_LONG_YEARS = re.compile(r"Y-?[0-9]+/")
_FIRST_DAY, _LAST_DAY = calendar.day_number(-9999, 1, 1), calendar.day_number(9999, 12, 31) + 1


@frozen
class Place:
    """A stretch of the calendar that a time expression names."""

    value: str
    edtf: str
    interval: Interval
    precision: Precision


def written(place: Place | None) -> Place | None:
    """A place if EDTF can write it: of more than four digits a year alone, or as the end of a stretch."""
    if place is None or place.precision == "year" or _LONG_YEARS.match(place.edtf) is not None:
        return place
    return place if place.interval.start >= _FIRST_DAY and place.interval.end <= _LAST_DAY else None


@lru_cache(maxsize=_DAYS)
def day_place(number: int) -> Place:
    """One day.

    >>> day_place(739228).value
    '2024-12-08'
    """
    text = format_day(number)
    return Place(text, text, Interval(number, number + 1), "day")


@lru_cache(maxsize=_SPANS)
def month_place(year: int, month: int) -> Place:
    """One month."""
    text = f"{format_year(year)}-{month:02d}"
    return Place(text, text, calendar.month(year, month), "month")


@lru_cache(maxsize=_SPANS)
def year_place(year: int) -> Place:
    """One year."""
    return Place(format_year(year), year_text(year), calendar.years(year), "year")


@lru_cache(maxsize=_SPANS)
def years_place(first: int, count: int) -> Place:
    """A decade, century or millennium; TIMEX3 writes it as the year's leading digits, EDTF with `X` for the others.

    >>> years_place(1990, 10).value, years_place(1990, 10).edtf
    ('199', '199X')
    """
    digits = {10: 1, 100: 2, 1000: 3}[count]
    names: dict[int, Precision] = {10: "decade", 100: "century", 1000: "millennium"}
    span = calendar.years(first, count)
    if first < 0 or first % count:
        edtf = f"{year_text(first)}/{year_text(first + count - 1)}"
        return Place(edtf, edtf, span, names[count])
    lead = format_year(first)[:-digits]
    return Place(lead, lead + "X" * digits, span, names[count])


@lru_cache(maxsize=_SPANS)
def week_place(year: int, week: int) -> Place:
    """One ISO week; EDTF has no weeks, so its days stand there."""
    span = calendar.week(year, week)
    return Place(f"{format_year(year)}-W{week:02d}", _days_edtf(span), span, "week")


@lru_cache(maxsize=_SPANS)
def weekend_place(year: int, week: int) -> Place:
    """Saturday and Sunday of an ISO week."""
    monday = calendar.week(year, week).start
    span = Interval(monday + 5, monday + 7)
    return Place(f"{format_year(year)}-W{week:02d}-WE", _days_edtf(span), span, "range")


@lru_cache(maxsize=_SPANS)
def season_place(year: int, season: str) -> Place:
    """A meteorological season of the northern half; winter is named by the year in which it begins."""
    month, count = SEASON_MONTHS[season]
    start = calendar.day_number(year, month, 1)
    span = Interval(start, calendar.shift_months(start, count))
    text = format_year(year)
    return Place(f"{text}-{season}", f"{text}-{_SEASON_CODES[season]}", span, "season")


@lru_cache(maxsize=_SPANS)
def months_place(year: int, month: int, count: int) -> Place:
    """A quarter or a half of a year, given by its first month and how many months it has."""
    start = calendar.day_number(year, month, 1)
    span = Interval(start, calendar.shift_months(start, count))
    last_year, last_month = calendar.add_months(year, month, count - 1)
    edtf = f"{format_year(year)}-{month:02d}/{format_year(last_year)}-{last_month:02d}"
    number = (month - 1) // count + 1
    code, precision = (f"Q{number}", "quarter") if count == 3 else (f"H{number}", "half")
    return Place(f"{format_year(year)}-{code}", edtf, span, precision)  # type: ignore[arg-type]  # both literals


def range_place(first: Place, last: Place) -> Place:
    """From the beginning of one place to the end of another."""
    span = Interval(first.interval.start, max(first.interval.end, last.interval.end))
    edtf = f"{first.edtf.split('/')[0]}/{last.edtf.split('/')[-1]}"
    return Place(edtf, edtf, span, "range")


def _days_edtf(span: Interval) -> str:
    return f"{format_day(span.start)}/{format_day(span.end - 1)}"
