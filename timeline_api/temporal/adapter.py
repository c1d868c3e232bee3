"""Explicit dates in languages that have no grammar of their own, with the words and locales of dateparser.

Where a date can stand is found here: numbers beside the name of a month, dates in digits, and the numerals of Chinese,
Japanese and Korean. What such a window says, dateparser tells; only what the text states is kept, and a missing year
is filled in by the same rules as everywhere. Every pattern is bounded, so time is linear in the length of the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache, lru_cache
from typing import Any

from timeline_api.model import Timex
from timeline_api.temporal.context import Context
from timeline_api.temporal.operators import Calendar
from timeline_api.temporal.resolve import resolve
from timeline_api.temporal.windows import Window, WindowFinder

LIMIT = 2_000  # dates that are looked at in one text
_LATEST = 2_200  # a later year is one of another calendar, such as the Thai one
_SOME_LEAP_YEAR = 2000
# Given always, so that dateparser never asks the clock.
_SETTINGS: Mapping[str, Any] = {
    "PARSERS": ["absolute-time"],
    "RELATIVE_BASE": datetime.combine(date(2000, 1, 1), time()),
    "RETURN_AS_TIMEZONE_AWARE": False,
}
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip

# What stands before a year without a word for one ('en 1998'); dateparser's words for 'in' are those of amounts.
_LEADS: Mapping[str, tuple[str, ...]] = {
    "ca": ("el", "des del", "fins al"),
    "de": ("in", "seit", "bis", "ab"),
    "fr": ("en", "depuis", "dès", "avant"),
    "gl": ("en", "desde", "ata"),
    "it": ("nel", "dal", "del"),
    "nl": ("in", "sinds", "tot"),
    "pt": ("em", "desde", "até"),
    "ro": ("în", "din"),
}


@dataclass(frozen=True, slots=True)
class Explicit:
    """The dates of a text in order, and whether it held more than are looked at."""

    timexes: tuple[Timex, ...]
    cut: bool


@cache
def adapted_languages() -> frozenset[str]:
    """The languages whose dates dateparser knows, as BCP 47 tags."""
    from dateparser.data.languages_info import language_order

    return frozenset(language_order)


def read_explicit(text: str, language: str, publication: int | None, horizon: int) -> Explicit:
    """The explicit dates of a text in one of `adapted_languages()`.

    `publication` is the day number of the document creation time: a date without a year is the one nearest to it, and
    stays open where there is none. Words that dateparser cannot read are left out; no text raises.

    >>> [timex.value for timex in read_explicit("Der Turm fiel am 3. Mai 1902.", "de", None, 739228).timexes]
    ['1902-05-03']
    """
    found: list[Timex] = []
    for number, window in enumerate(_finder(language).windows(text)):
        if number >= LIMIT:
            return Explicit(tuple(found), True)
        timex = _timex(text, window, language, publication, horizon)
        if timex is not None:
            found.append(timex)
    return Explicit(tuple(found), False)


@lru_cache(maxsize=16)
def _finder(language: str) -> WindowFinder:
    from dateparser.languages.loader import LocaleDataLoader

    words = LocaleDataLoader().get_locale(language).info
    return WindowFinder(
        months=tuple(_words(words, *_MONTHS)),
        years=tuple(_words(words, "year")),
        leads=_LEADS.get(language, ()),
        fillers=tuple(_words(words, "skip", "pertain", "year")),
        units=_units(words),
        month_first=not str(words.get("date_order") or "DMY").startswith("D"),
    )


def _words(words: Mapping[str, Any], *keys: str) -> Iterator[str]:
    for key in keys:
        yield from words.get(key) or ()


def _units(words: Mapping[str, Any]) -> tuple[str, str, str] | None:
    """The characters behind the numbers of year, month and day, where a language calls December '12' and such a one."""
    year, month, day = (
        next((word for word in _words(words, unit) if len(word) == 1), "") for unit in ("year", "month", "day")
    )
    return (year, month, day) if year and day and month and f"12{month}" in words["december"] else None


def _timex(text: str, window: Window, language: str, publication: int | None, horizon: int) -> Timex | None:
    fields = _fields(window, language)
    if fields is None:
        return None
    found = resolve(fields, Context(publication, None, None, None, None, False, _no_holiday, horizon))
    if found is None:
        return None
    place = found.place
    return Timex(
        start=window.start, end=window.end, text=text[window.start : window.end], type=found.type, value=found.value,
        rule=f"dateparser-{language}", edtf=place.edtf if place else found.edtf,
        interval=place.interval if place else None, precision=place.precision if place else None,
        qualifier=found.qualifier, basis=found.basis, anchor=found.anchor, known=found.known, implied=found.implied,
        steps=found.steps,
    )  # fmt: skip


def _no_holiday(key: str, year: int) -> int | None:
    return None


def _fields(window: Window, language: str) -> Calendar | None:
    """What a window states; None when it is no date."""
    if window.year is not None and not 0 < window.year <= _LATEST:
        return None
    if window.month is None:
        return Calendar(year=window.year)
    if isinstance(window.month, int):
        if not 1 <= window.month <= 12:
            return None
        return Calendar(year=window.year, month=window.month, day=window.day)
    day = 1 if window.day is None else window.day
    year = _SOME_LEAP_YEAR if window.year is None else window.year
    # A date in digits is read whole, by the order of its language; else all but the month is known already.
    digits = window.month.isascii() and window.month[:1].isdigit()
    read = _read(window.month if digits else f"{day} {window.month} {year:04d}", language)
    if read is None or (not digits and (read.day, read.year) != (day, year)) or (digits and read.year != year):
        return None
    if digits:
        return Calendar(year=read.year, month=read.month, day=read.day)
    return Calendar(year=window.year, month=read.month, day=window.day)


@lru_cache(maxsize=8192)
def _read(words: str, language: str) -> datetime | None:
    """The date that dateparser reads, when it reads all three parts."""
    try:
        found = _parser(language).get_date_data(words)
    except Exception:  # one expression that dateparser stumbles over must not cost the article
        return None
    day: datetime | None = found.date_obj
    return day if day is not None and set(found.parts) >= {"year", "month", "day"} else None


@lru_cache(maxsize=16)
def _parser(language: str) -> Any:
    from dateparser.date import DateDataParser

    return DateDataParser(languages=[language], settings=dict(_SETTINGS))
