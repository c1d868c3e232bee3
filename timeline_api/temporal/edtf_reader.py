"""EDTF text to its parts, character by character from left to right, so that an error can say where it is."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from timeline_api.model import Qualifier
from timeline_api.temporal.edtf_parts import (
    PARTS_OF_YEAR,
    Date,
    DateTime,
    Edtf,
    EdtfError,
    End,
    Moment,
    Open,
    Span,
    days_of_span,
    year_text,
)
from timeline_api.temporal.interval import is_date

LONGEST_TEXT = 64
"""Characters; the longest date that can be written has 53: two date-times with zones, in years before 0."""

_LONG_YEAR = re.compile(r"Y(-?[1-9][0-9]{4,9})(?![0-9])")
_YEAR = re.compile(r"(-?)([0-9]{0,4})(X{0,4})")
_TWO_DIGITS = re.compile(r"[0-9]{2}")
_QUALIFIER = re.compile(r"[?~%]")
_ZONE = re.compile(r"Z|[+-][0-9]{2}(?::[0-9]{2})?")


def read(text: str) -> Edtf:
    """The parts of an EDTF text; EdtfError says what is wrong and where."""
    if len(text) > LONGEST_TEXT:
        raise EdtfError(text, f"it has more than {LONGEST_TEXT} characters", LONGEST_TEXT)
    slash = text.find("/")
    return _moment(_Reader(text, 0, len(text))) if slash < 0 else _span(text, slash)


class _Reader:
    """A place in a text, up to `end`."""

    __slots__ = ("at", "end", "text")

    def __init__(self, text: str, at: int, end: int) -> None:
        self.text = text
        self.at = at
        self.end = end

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """What stands here, if the pattern fits; the place moves behind it."""
        found = pattern.match(self.text, self.at, self.end)
        if found:
            self.at = found.end()
        return found

    def skip(self, mark: str) -> bool:
        """Move behind a mark, if it stands here."""
        found = self.text.startswith(mark, self.at, self.end)
        if found:
            self.at += len(mark)
        return found

    def two_digits(self, what: str) -> int:
        found = self.match(_TWO_DIGITS)
        if found is None:
            raise self.error(f"the {what} needs two digits")
        return int(found[0])

    def finish(self) -> None:
        if self.at < self.end:
            raise self.error(f"{self.text[self.at]!r} cannot follow here")

    def error(self, reason: str, at: int | None = None) -> EdtfError:
        return EdtfError(self.text, reason, self.at if at is None else at)


def _span(text: str, slash: int) -> Span:
    second = text.find("/", slash + 1)
    if second >= 0:
        raise EdtfError(text, "an interval has one slash", second)
    span = Span(_end(_Reader(text, 0, slash)), _end(_Reader(text, slash + 1, len(text))))
    if isinstance(span.start, str) and isinstance(span.end, str):
        raise EdtfError(text, "one end of an interval must be a date", 0)
    first, after = days_of_span(span)
    if first is not None and after is not None and after <= first:
        raise EdtfError(text, "the interval ends before it begins", slash + 1)
    return span


def _end(reader: _Reader) -> Moment | End:
    if reader.at == reader.end:
        return ""
    if reader.text[reader.at : reader.end] == "..":
        return ".."
    return _moment(reader)


def _moment(reader: _Reader) -> Moment:
    begin = reader.at
    date = _date(reader)
    before_time = reader.at
    if reader.skip("T"):
        if date.year is None or date.day is None:
            raise reader.error("a time of day needs a whole date before it", before_time)
        return _date_time(reader, date)
    mark = reader.match(_QUALIFIER)
    reader.finish()
    if date.year is None and date.month is None:
        raise reader.error("without a year, a month must be known", begin)
    return replace(date, qualifier=cast(Qualifier, mark[0])) if mark else date


def _date(reader: _Reader) -> Date:
    year = _year(reader)
    if year.open or _is_long(year.year) or not reader.skip("-"):
        return year
    if reader.skip("XX"):
        return _open_month(reader, year.year)
    at = reader.at
    month = reader.two_digits("month")
    if month in PARTS_OF_YEAR:
        return Date(year.year, month)
    if not 1 <= month <= 12:
        raise reader.error(f"there is no month {month:02d}", at)
    return _day(reader, year.year, month) if reader.skip("-") else Date(year.year, month)


def _is_long(year: int | None) -> bool:
    """Whether a year needs the prefix Y, and so stands alone."""
    return year is not None and abs(year) > 9999


def _year(reader: _Reader) -> Date:
    if reader.text.startswith("Y", reader.at, reader.end):
        long = reader.match(_LONG_YEAR)
        if long is None:
            raise reader.error("Y needs a year of 5 to 10 digits, the first of them not 0")
        return Date(int(long[1]))
    begin = reader.at
    found = reader.match(_YEAR)
    sign, digits, unknown = found.groups() if found else ("", "", "")
    if len(digits) + len(unknown) != 4:
        raise reader.error("a year needs four digits, or Y and more than four", begin)
    if unknown == "XXXX":
        if sign:
            raise reader.error("an open year has no sign", begin)
        return Date(None)
    if sign and digits == "0000":
        raise reader.error("year 0 has no sign", begin)
    return _year_of_digits(sign, digits, unknown)


def _year_of_digits(sign: str, digits: str, unknown: str) -> Date:
    """The earliest year that fits; before year 0 that is the one with nines."""
    year = -int(digits + "9" * len(unknown)) if sign else int(digits + "0" * len(unknown))
    return Date(year, open=cast(Open, unknown))


def _open_month(reader: _Reader, year: int | None) -> Date:
    if not reader.skip("-"):
        return Date(year, open="-XX")
    if not reader.skip("XX"):
        raise reader.error("the day of an open month must be XX")
    return Date(year, open="-XX-XX")


def _day(reader: _Reader, year: int | None, month: int) -> Date:
    if reader.skip("XX"):
        return Date(year, month, open="-XX")
    at = reader.at
    day = reader.two_digits("day")
    if not is_date(2000 if year is None else year, month, day):  # an open year may be a leap year
        raise reader.error(f"{year_text(year)}-{month:02d} has no day {day:02d}", at)
    return Date(year, month, day)


def _date_time(reader: _Reader, date: Date) -> DateTime:
    hour = _clock_part(reader, "hour", 23)
    minute = _clock_part(reader, "minute", 59) if reader.skip(":") else None
    second = None
    if minute is not None and reader.skip(":"):
        second = _clock_part(reader, "second", 60 if minute == 59 else 59)  # a leap second ends its hour
    zone = _zone(reader)
    reader.finish()
    return DateTime(date, hour, minute, second, zone)


def _clock_part(reader: _Reader, what: str, highest: int) -> int:
    at = reader.at
    value = reader.two_digits(what)
    if value > highest:
        raise reader.error(f"{what} {value:02d} is above {highest}", at)
    return value


def _zone(reader: _Reader) -> str:
    begin = reader.at
    found = reader.match(_ZONE)
    if found is None:
        return ""
    zone = found[0]
    if zone[1:3] > "23" or zone[4:6] > "59":
        raise reader.error(f"{zone} is no zone", begin)
    return zone
