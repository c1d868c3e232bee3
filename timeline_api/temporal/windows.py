"""Where dates can stand in a text whose language has no grammar: short windows around names of months, and digits.

A window is looked for around its rarest part, and no pattern repeats without a bound: time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import merge

_REACH = 24  # characters on either side of the name of a month
_ROOT = 3  # letters of a word for a year that may take an ending
_INFLECTED = 4  # letters of a name that may take an ending of a case
_DAY_ENDING = r"(?:[.ºª°]|-?[^\W\d_]{1,3}\.?)?"  # 8. 1er 8-го
_NUMERIC = re.compile(
    r"(?<![\w./-])(?:(\d{4})([-./])(\d{1,2})\2(\d{1,2})|\d{1,2}([-./])\d{1,2}\5(\d{4}))(?!\d|[/-]|\.\d)"
)
_YEAR = r"(1\d{3}|2[01]\d{2})"
_CASE = r"[^\W\d_]{0,4}"  # the ending of a word for a year behind it: 'roku', 'yılında'
_ROUND = 50  # years; 'the 1,500 years' count, '1998' names one
_CLAUSE_END = re.compile(r"\s*(?:[,.;:!?)»”\"]|$)")
_NEVER = re.compile("(?!)")


@dataclass(frozen=True, slots=True)
class Window:
    """Characters `[start, end)` that may be a date, and the parts that they state.

    `month` is its number, or its name, or a whole date in digits whose order the language decides; None where only a
    year is stated.
    """

    start: int
    end: int
    month: int | str | None
    day: int | None = None
    year: int | None = None


class WindowFinder:
    """Finds windows in texts of one language.

    `months` are the names of months in any form, `years` words for a year, `leads` those that stand before a year that
    nothing else names, `fillers` words that stand between the parts of a date, `units` the signs behind the numbers of
    year, month and day where a language writes them so.
    `month_first` tells that a bare number behind a month is a day.
    """

    def __init__(
        self,
        months: tuple[str, ...],
        years: tuple[str, ...],
        leads: tuple[str, ...],
        fillers: tuple[str, ...],
        units: tuple[str, str, str] | None,
        *,
        month_first: bool,
    ) -> None:
        self._month_first = month_first
        self._signed = _signed(units) if units else _NEVER
        self._month = _NEVER if units else _named([word for word in months if _is_name(word)])
        gap = rf"[\s,.'’-]{{0,3}}(?:(?:{_choice(word for word in fillers if _is_filler(word))})[\s,.]{{1,2}}){{0,2}}"
        self._year_named = _year_signed(units[0]) if units else _year_named(years, leads, fillers)
        self._day_before = re.compile(rf"(?<![\w./:])(?<!\d-)(\d{{1,2}}){_DAY_ENDING}{gap}$", re.IGNORECASE)
        self._year_before = re.compile(rf"(?<![\w./:-])(\d{{4}})[^\W\d_]{{0,3}}\.?{gap}$", re.IGNORECASE)
        self._day_after = re.compile(
            rf"{gap}(\d{{1,2}})(?![\d:/%]|[.,]\d)(?:[ºª°]|-?[^\W\d_]{{1,3}}(?!\w))?", re.IGNORECASE
        )
        self._year_after = re.compile(rf"{gap}(\d{{4}})(?![\d:/%]|[.,]\d)", re.IGNORECASE)

    def windows(self, text: str) -> Iterator[Window]:
        """All windows of a text in order and apart."""
        end = 0
        kinds = (_numeric(text), self._with_signs(text), self._named(text), self._years(text))
        found = merge(*kinds, key=lambda window: window.start)
        for window in found:
            if window.start >= end:
                end = window.end
                yield window

    def _years(self, text: str) -> Iterator[Window]:
        """'Im Jahr 1998', 'в 1998 году', '1998年', 'en 1998': a year that a word for a year or 'in' stands beside."""
        for match in self._year_named.finditer(text):
            group = match.lastindex or 1
            year = int(match[group])
            if group == 1 or year % _ROUND or _CLAUSE_END.match(text, match.end()):
                yield Window(match.start(group), match.end(), None, None, year)

    def _with_signs(self, text: str) -> Iterator[Window]:
        """2024年12月8日, and what is left of it without its year or its day."""
        for match in self._signed.finditer(text):
            year, month, day = (int(part) if part else None for part in match.groups())
            if month is not None:
                yield Window(match.start(), match.end(), month, day, year)

    def _named(self, text: str) -> Iterator[Window]:
        for match in self._month.finditer(text):
            window = self._around(text, match)
            if window is not None:
                yield window

    def _around(self, text: str, month: re.Match[str]) -> Window | None:
        """The numbers beside the name of a month; None when there are none that make a date of it."""
        start, end, name = month.start(), month.end(), month[1] or month[2]
        low, high = max(0, start - _REACH), min(len(text), end + _REACH)
        if day := self._day_before.search(text, low, start):
            year = self._year_after.match(text, end, high)
            return Window(day.start(), year.end() if year else end, name, int(day[1]), int(year[1]) if year else None)
        if year := self._year_after.match(text, end, high):  # one before it may be that of another date
            return Window(start, year.end(), name, None, int(year[1]))
        after = self._day_after.match(text, end, high)
        if before := self._year_before.search(text, low, start):
            return Window(
                before.start(), after.end() if after else end, name, int(after[1]) if after else None, int(before[1])
            )
        if after and (year := self._year_after.match(text, after.end(), after.end() + _REACH)):
            return Window(start, year.end(), name, int(after[1]), int(year[1]))
        return Window(start, after.end(), name, int(after[1])) if after and self._month_first else None


def _numeric(text: str) -> Iterator[Window]:
    """Dates in digits: with the year first the order is sure."""
    for match in _NUMERIC.finditer(text):
        if match[1]:
            yield Window(match.start(), match.end(), int(match[3]), int(match[4]), int(match[1]))
        else:
            yield Window(match.start(), match.end(), _ascii_digits(match[0]), None, int(match[6]))


def _ascii_digits(text: str) -> str:
    return "".join(str(int(char)) if char.isdigit() else char for char in text)


def _signed(units: tuple[str, str, str]) -> re.Pattern[str]:
    year, month, day = map(re.escape, units)
    return re.compile(rf"(?<!\d)(?:(\d{{4}})\s?{year}\s?)?(\d{{1,2}})\s?{month}(?:\s?(\d{{1,2}})\s?{day})?")


def _year_signed(sign: str) -> re.Pattern[str]:
    """Finds '1998年', but no number of years ('1998年間')."""
    return re.compile(rf"(?<!\d){_YEAR}{re.escape(sign)}(?![间間\d])")


def _year_named(years: tuple[str, ...], leads: tuple[str, ...], fillers: tuple[str, ...]) -> re.Pattern[str]:
    """Finds a year behind a word for one, before it, or behind 'in'; one that ends in 00 or 50 may be an amount."""
    words = [word for word in years if _is_filler(word)]
    short, long = (_choice(word for word in words if len(word) >= least) for least in (2, _ROOT))
    between = rf"\s(?:(?:{_choice(word for word in fillers if _is_filler(word))})\s)?"
    ahead = rf"(?<![^\W\d_])(?:(?:{long}){_CASE}|{short}){between}{_YEAR}(?![\w/%-]|[.,:]\d)"
    behind = rf"(?<![\w./:,-]){_YEAR}(?=\s(?:(?:{long}){_CASE}|{_choice(words)})(?!\w))"
    led = rf"(?<!\w)(?:{_choice(leads)})\s(1[4-9]\d\d|20\d\d)(?![\w/%-]|[.,:]\d|\s\d)"
    return re.compile(f"{ahead}|{behind}|{led}", re.IGNORECASE)


def _is_name(word: str) -> bool:
    """Whether a word can name a month by itself: not a Roman numeral, and not too short."""
    return len(word) >= 3 and not (word.isascii() and word.isupper())


def _is_filler(word: str) -> bool:
    return word.replace(" ", "").isalpha()


def _choice(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word))) or "(?!)"


def _named(words: list[str]) -> re.Pattern[str]:
    """Finds names; longer ones with an ending of a case as well ('марте')."""
    long = _choice(word for word in words if len(word) >= _INFLECTED)
    return re.compile(rf"(?<![^\W\d_])(?:({_choice(words)})|({long})[^\W\d_]{{1,2}})(?!\w)", re.IGNORECASE)
