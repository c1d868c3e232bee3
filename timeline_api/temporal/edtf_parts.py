"""What an EDTF text can say: a date, a date-time, or a span of them; and which days each of them covers.

EDTF is ISO 8601-2:2019. This is its levels 0 and 1, with four extensions that time expressions need: a year
whose last three digits are open (`1XXX`, a millennium), an open year before a known month (`XXXX-12-08`),
quarters and halves of a year as ISO 8601-2 numbers them (33 to 36, 40 and 41), and times of day that stop at
the hour or minute.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from timeline_api.model import Interval, Qualifier
from timeline_api.temporal.interval import add_months, day, day_number, format_year, month, years

Open = Literal["", "X", "XX", "XXX", "-XX", "-XX-XX"]
End = Literal["..", ""]
"""An end of a span that is no date: open (it goes on), or unknown."""

PARTS_OF_YEAR = {
    21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3),  # spring, summer, autumn, winter
    33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3),  # quarters
    40: (1, 6), 41: (7, 6),  # halves
}  # fmt: skip
"""First month and number of months of what may stand in the place of a month.

A season has no days of its own in the standard; these are the whole months of northern meteorology, and the
winter of a year begins in its December.
"""


class EdtfError(ValueError):
    """A text is no EDTF date: `text`, `reason`, and `position`, the offset of the first wrong character."""

    def __init__(self, text: str, reason: str, position: int) -> None:
        self.text = text
        self.reason = reason
        self.position = position
        shown = text if len(text) <= 80 else text[:80] + "…"
        super().__init__(f"{shown!r} is no EDTF date: {reason} (character {position})")

    def __reduce__(self) -> tuple[type[EdtfError], tuple[str, str, int]]:
        return EdtfError, (self.text, self.reason, self.position)


@dataclass(frozen=True, slots=True)
class Date:
    """A calendar date as far as it is stated.

    `year` is astronomical; None when it is open (`XXXX-12-08`). `month` is 1 to 12 or a key of
    `PARTS_OF_YEAR`. `open` holds the unspecified digits as the text ends with them; where they belong to the
    year, `year` is the earliest that fits: `199X` is year 1990 with open 'X', `1999-XX` is year 1999 with
    open '-XX'.
    """

    year: int | None
    month: int | None = None
    day: int | None = None
    open: Open = ""
    qualifier: Qualifier = ""


@dataclass(frozen=True, slots=True)
class DateTime:
    """A time of day on a whole date. `zone` is '' (local), 'Z', '+05' or '+05:30'."""

    date: Date
    hour: int
    minute: int | None = None
    second: int | None = None
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """From one date to another, both included. At least one end is a date."""

    start: Date | DateTime | End
    end: Date | DateTime | End


Moment = Date | DateTime
Edtf = Date | DateTime | Span


def year_text(year: int | None) -> str:
    """A year as EDTF writes it: four digits, `Y` before more of them, `XXXX` when it is open.

    >>> year_text(79), year_text(-43), year_text(-17000), year_text(None)
    ('0079', '-0043', 'Y-17000', 'XXXX')
    """
    if year is None:
        return "XXXX"
    return format_year(year) if abs(year) <= 9999 else f"Y{year}"


def years_of(date: Date) -> tuple[int, int] | None:
    """First and last year of a date with open digits in its year, else its year twice; None for `XXXX`.

    >>> years_of(Date(1990, open="X")), years_of(Date(-49, open="X")), years_of(Date(-99, open="XX"))
    ((1990, 1999), (-49, -40), (-99, -1))
    """
    if date.year is None:
        return None
    if not date.open.startswith("X"):
        return date.year, date.year
    last = date.year + 10 ** len(date.open) - 1
    return date.year, min(last, -1) if date.year < 0 else last  # year 0 has no minus sign


def days_of(moment: Moment) -> Interval | None:
    """The days that a date covers; None when its year is open. A time covers its day, in its own zone."""
    date = moment.date if isinstance(moment, DateTime) else moment
    span = years_of(date)
    if span is None:
        return None
    first, last = span
    if date.month is None:
        return years(first, last - first + 1)
    if date.month in PARTS_OF_YEAR:
        return _part_of_year(first, *PARTS_OF_YEAR[date.month])
    return month(first, date.month) if date.day is None else day(first, date.month, date.day)


def _part_of_year(year: int, first_month: int, months: int) -> Interval:
    end_year, end_month = add_months(year, first_month, months)
    return Interval(day_number(year, first_month, 1), day_number(end_year, end_month, 1))


def days_of_span(span: Span) -> tuple[int | None, int | None]:
    """First day and the day after the last; None for an end that is open, unknown or without a year."""
    start = None if isinstance(span.start, str) else days_of(span.start)
    end = None if isinstance(span.end, str) else days_of(span.end)
    return start.start if start else None, end.end if end else None
