"""EDTF dates (ISO 8601-2:2019, levels 0 and 1): read, write, qualify, and the days that they cover.

The parts and the few extensions are described in `edtf_parts`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from timeline_api.model import Interval, Precision, Qualifier
from timeline_api.temporal.edtf_parts import (
    Date,
    DateTime,
    Edtf,
    EdtfError,
    End,
    Moment,
    Open,
    Span,
    days_of,
    days_of_span,
    year_text,
)
from timeline_api.temporal.edtf_reader import read

__all__ = [
    "Date", "DateTime", "Edtf", "EdtfError", "End", "Moment", "Open", "Span",
    "bounds", "format_edtf", "interval", "parse", "precision", "qualify",
]  # fmt: skip


@lru_cache(maxsize=4096)
def parse(text: str) -> Edtf:
    """The parts of an EDTF text. `EdtfError` says what is wrong and at which character.

    >>> parse("2024-12-08~")
    Date(year=2024, month=12, day=8, open='', qualifier='~')
    >>> parse("199X"), parse("Y-17000").year
    (Date(year=1990, month=None, day=None, open='X', qualifier=''), -17000)
    >>> parse("1914/..").end
    '..'
    >>> parse("2024-13")
    Traceback (most recent call last):
    timeline_api.temporal.edtf_parts.EdtfError: '2024-13' is no EDTF date: there is no month 13 (character 5)
    """
    return read(text)


def format_edtf(edtf: Edtf) -> str:
    """The text of EDTF parts: `parse` backwards. `EdtfError` when the parts make no EDTF date (31 February).

    >>> format_edtf(Date(-43, 3, 15)), format_edtf(Date(1990, open="X")), format_edtf(Date(-17000))
    ('-0043-03-15', '199X', 'Y-17000')
    >>> format_edtf(Span(Date(1667, qualifier="?"), ".."))
    '1667?/..'
    """
    text = _text(edtf)
    if parse(text) != edtf:
        raise EdtfError(text, f"it would not be read as {edtf}", 0)
    return text


def bounds(text: str) -> tuple[int | None, int | None]:
    """First day number of an EDTF text and the one after its last; None on a side that is open or unknown.

    Both are None when the year is open (`XXXX-12-08`). A qualifier widens nothing; a season is three whole
    months of the northern half of the earth, winter from December on.

    >>> bounds("2024-12-08"), bounds("2024-12-08/.."), bounds("XXXX-12-08")
    ((739228, 739229), (739228, None), (None, None))
    """
    edtf = parse(text)
    if isinstance(edtf, Span):
        return days_of_span(edtf)
    days = days_of(edtf)
    return (days.start, days.end) if days else (None, None)


def interval(text: str) -> Interval | None:
    """The days of an EDTF text, when both ends are known.

    >>> interval("2024-12-08"), interval("2024/..")
    (Interval(start=739228, end=739229), None)
    """
    first, after = bounds(text)
    return None if first is None or after is None else Interval(first, after)


def qualify(text: str, qualifier: Qualifier) -> str:
    """An EDTF text with a qualifier added to each of its dates; '?' and '~' together make '%'.

    A date-time cannot carry one, so it is reduced to its date.

    >>> qualify("2024-12", "?"), qualify("1850~", "?"), qualify("1914/1918", "~")
    ('2024-12?', '1850%', '1914~/1918~')
    >>> qualify("2024-12-08T10:30", "?")
    '2024-12-08?'
    """
    edtf = parse(text)
    if not qualifier:
        return text
    if isinstance(edtf, Span):
        return format_edtf(Span(_qualified(edtf.start, qualifier), _qualified(edtf.end, qualifier)))
    return _text(_qualified(edtf, qualifier))


def precision(text: str) -> Precision:
    """How much of a date an EDTF text states: its smallest unit, 'range' for an interval.

    >>> [precision(text) for text in ("2024-12-08", "2024-XX", "199X", "2024-33", "2024-12-08T10:30")]
    ['day', 'year', 'decade', 'quarter', 'minute']
    """
    edtf = parse(text)
    if isinstance(edtf, Span):
        return "range"
    return _clock_precision(edtf) if isinstance(edtf, DateTime) else _date_precision(edtf)


def _clock_precision(moment: DateTime) -> Precision:
    if moment.minute is None:
        return "hour"
    return "minute" if moment.second is None else "second"


def _date_precision(date: Date) -> Precision:
    if date.day is not None:
        return "day"
    if date.month is None:
        return _YEAR_PRECISIONS.get(date.open, "year")
    if date.month <= 12:
        return "month"
    return "season" if date.month < 33 else "quarter" if date.month < 40 else "half"


_YEAR_PRECISIONS: dict[str, Precision] = {"X": "decade", "XX": "century", "XXX": "millennium"}


def _text(edtf: Edtf | End) -> str:
    if isinstance(edtf, str):
        return edtf
    if isinstance(edtf, Span):
        return f"{_text(edtf.start)}/{_text(edtf.end)}"
    return _date_time_text(edtf) if isinstance(edtf, DateTime) else _date_text(edtf)


def _date_text(date: Date) -> str:
    year = year_text(date.year)
    if date.open.startswith("X"):
        year = year[: -len(date.open)]
    after = "".join(f"-{part:02d}" for part in (date.month, date.day) if part is not None)
    return f"{year}{after}{date.open}{date.qualifier}"


def _date_time_text(moment: DateTime) -> str:
    clock = ":".join(f"{part:02d}" for part in (moment.hour, moment.minute, moment.second) if part is not None)
    return f"{_date_text(moment.date)}T{clock}{moment.zone}"


def _qualified(end: Moment | End, qualifier: Qualifier) -> Date | End:
    if isinstance(end, str):
        return end
    date = end.date if isinstance(end, DateTime) else end
    return replace(date, qualifier=qualifier if date.qualifier in ("", qualifier) else "%")
