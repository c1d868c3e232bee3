"""Productions: the words that a rule matched, turned into an expression of the algebra.

They are the same for every language; a rule names one in `make` and may fix some of its arguments in `with`. A
production returns None when the words, seen closely, do not say a time (31 February).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from timeline_api.temporal.interval import is_date
from timeline_api.temporal.lexicon import Classes
from timeline_api.temporal.numbers import read_number, read_year_words
from timeline_api.temporal.operators import (
    Calendar,
    Clock,
    DayPart,
    Deictic,
    Direction,
    Exactly,
    Expression,
    Holiday,
    Length,
    Nothing,
    Range,
    Recurring,
    Shift,
    Vague,
    Within,
    Years,
)  # fmt: skip

_DAY_CLASSES = ("DAYNUM", "ORDDAY", "ORDINAL")
_LAST_CENTURY_YEAR = 10_000  # EDTF writes centuries and millennia with four digits
_LAST_YEAR = 20_000  # what is called a year beyond it, before Christ too, is not one of written history
_YEAR_CLASSES = ("YEAR4", "INT", "NUM2", "THOUSANDS")
UNIT_CODES = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "night": "D", "week": "W", "weekend": "WE",
    "month": "M", "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE", "season": "Q", "half": "H",
    "millennium": "ML",
}  # fmt: skip


class Pieces:
    """What a rule matched: labelled groups of tokens, each given by its classes, and the rule's fixed arguments."""

    __slots__ = ("_fixed", "_groups", "holidays", "options")

    def __init__(
        self,
        groups: Mapping[str, tuple[Classes, ...]],
        fixed: Mapping[str, Any],
        options: Mapping[str, Any],
        holidays: Mapping[str, Any],
    ) -> None:
        self._groups = groups
        self._fixed = fixed
        self.options = options
        self.holidays = holidays

    def has(self, label: str) -> bool:
        """Whether the rule gave that label any token or fixed value."""
        return bool(self._groups.get(label)) or label in self._fixed

    def tokens(self, label: str) -> tuple[Classes, ...]:
        """The tokens under a label; empty when it did not match."""
        return self._groups.get(label) or ()

    def value(self, label: str, *names: str) -> Any:
        """The value of the label's first token that belongs to one of the classes, else the fixed value, else None."""
        for token in self.tokens(label):
            for name in names:
                if name in token:
                    return token[name]
        return self._fixed.get(label)

    def is_class(self, label: str, name: str) -> bool:
        """Whether any of the label's tokens belongs to a class."""
        return any(name in token for token in self.tokens(label))

    def number(self, label: str) -> float | None:
        """The label's tokens read as a number."""
        found = read_number(self.tokens(label))
        return found if found is not None else self._fixed.get(label)


def _year(p: Pieces) -> int | None:
    tokens = p.tokens("year")
    if not tokens:
        fixed = p.value("year")
        return int(fixed) if fixed is not None else None
    plain = p.value("year", *_YEAR_CLASSES)
    if isinstance(plain, str):
        plain = plain.replace(",", "")
    year = int(plain) if plain is not None else read_year_words(tokens)
    if year is None or year > _LAST_YEAR:
        return None
    return 1 - year if p.value("era", "ERA") == "BCE" else year


def _day(p: Pieces) -> int | None:
    tokens = p.tokens("day")
    if not tokens:
        return None
    found = p.value("day", *_DAY_CLASSES)
    value = found if found is not None else read_number(tokens)
    return int(value) if value is not None else None


def calendar(p: Pieces) -> Expression | None:
    """Calendar fields: year (with era), month, day, weekday."""
    month, day, year = p.value("month", "MONTH"), _day(p), _year(p)
    if p.has("year") and year is None:
        return None
    if day is not None and not is_date(2000 if year is None or p.has("short") else year, month or 1, day):
        return Nothing()  # 31 February: the words are used up, so that no part of them is read as a date
    weekday = p.value("weekday", "WEEKDAY")
    short = p.has("short") and year is not None and year < 100
    made = Calendar(year=year, month=month, day=day, weekday=weekday, circa=p.has("circa"), short=short)
    if not p.has("last_day"):
        return made
    last, last_month = p.value("last_day", *_DAY_CLASSES), p.value("last_month", "MONTH") or month
    if last is None or day is None or not is_date(year or 2000, last_month or 1, last):
        return None
    if (last_month or 0, last) <= (month or 0, day):
        if year is None or last_month == month:
            return None
        made = replace(made, year=year - 1)  # from 30 December to 2 January 2025
    return Range(made, Calendar(year=year, month=last_month, day=last))


def year_range(p: Pieces) -> Expression | None:
    """'1914-18' and '1914-1918'."""
    first = _year(p)
    last = p.value("last", "YEAR4", "NUM2", "INT")
    if first is None or last is None:
        return None
    if p.value("era", "ERA") == "BCE":
        return Range(Calendar(year=first), Calendar(year=1 - last)) if 1 - last > first else None
    if last < 100:
        last += first // 100 * 100
    return Range(Calendar(year=first), Calendar(year=last)) if last > first else None


def iso(p: Pieces) -> Expression | None:
    """An ISO 8601 date, month, or date and time."""
    text = str(p.value("date", "ISODATE"))
    year, month = int(text[:4]), int(text[5:7])
    if len(text) == 7 and (month > 12 or month == (year + 1) % 100):  # '1987-88' and '2009-10' are two years
        last = year // 100 * 100 + month
        return Range(Calendar(year=year), Calendar(year=last)) if last > year else None
    day = int(text[8:10]) if len(text) > 7 else 1
    return Exactly(text) if is_date(year, month, day) else None


def numeric(p: Pieces) -> Expression | None:
    """`08/12/2024` and `8.12.2024`: the language's order of day and month, unless only the other one is a date."""
    text = str(p.value("date", "SLASHDATE", "DOTDATE"))
    a, b, c = (int(part) for part in re.split(r"[/.]", text))
    if a > 31:
        order = [(a, b, c)]
    else:
        year = c if c > 99 else c + (2000 if c < 50 else 1900)
        month_first, day_first = (year, a, b), (year, b, a)
        european = "DOTDATE" in p.tokens("date")[0] or p.options.get("date_order") == "DMY"
        order = [day_first, month_first] if european else [month_first, day_first]
    return next((Calendar(year=y, month=m, day=d) for y, m, d in order if is_date(y, m, d)), None)


def years(p: Pieces) -> Expression | None:
    """Decades: '1990s', 'the 80s', 'the nineties'; where a word says that it is a decade, '1990' and '90'."""
    full = p.value("decade", "DECADE4", "YEAR4")
    short = p.value("decade", "DECADE2", "DECADEWORD", "NUM2")
    if full is not None:
        return Years(int(full), 10) if full % 10 == 0 else None
    return Years(int(short), 10, short=True) if short is not None and short % 10 == 0 else None


def century(p: Pieces) -> Expression | None:
    """'the 20th century', 'the 5th century BC', 'the second millennium'."""
    ordinal = p.number("ord")
    size = p.value("size") or 100
    if not ordinal or ordinal * size > _LAST_CENTURY_YEAR:
        return None
    if p.value("era", "ERA") == "BCE":
        return Years(1 - int(ordinal) * size, size)
    return Years((int(ordinal) - 1) * size, size)


def part_of_year(p: Pieces) -> Expression | None:
    """Quarters, halves and seasons, with the year when it is stated, and fiscal years."""
    fiscal, year = p.has("fiscal"), _year(p)
    made = Calendar(
        year=year, quarter=_ordinal(p, "quarter"), half=_ordinal(p, "half"),
        season=p.value("season", "SEASON"), fiscal=fiscal,
        short=year is not None and year < 100 and p.has("short"),
    )  # fmt: skip
    if made == Calendar(fiscal=fiscal):
        offset = p.value("which", "DEICTIC") or 0
        return Deictic("year", int(offset)) if fiscal else None
    return made if made.quarter is None or 1 <= made.quarter <= 4 else None


def season_years(p: Pieces) -> Expression | None:
    """'the winter of 2009-10': a season is named by the year in which it begins."""
    text = str(p.value("year", "ISODATE"))
    if len(text) != 7 or int(text[5:7]) != (int(text[:4]) + 1) % 100:
        return None
    return Calendar(year=int(text[:4]), season=p.value("season", "SEASON"))


def _ordinal(p: Pieces, label: str) -> int | None:
    value = p.number(label)
    if value == -1:
        return {"quarter": 4, "half": 2}[label]
    return int(value) if value else None


def holiday(p: Pieces) -> Expression | None:
    """A named day, with its year when stated; where a rule fixes a `unit`, that unit around the day of its `key`."""
    if unit := p.value("unit"):
        return Within(Deictic(unit, 0), Holiday(str(p.value("key")), _year(p)))
    words = [str(value) for token in p.tokens("name") for key, value in token.items() if key[0] == "="]
    key = p.holidays.get(" ".join(words))
    return Holiday(str(key), _year(p)) if key else None


def deictic(p: Pieces) -> Expression | None:
    """This, last, next ... of a unit, weekday, month, season, holiday or part of the day."""
    which = p.value("which", "DEICTIC")
    if which is None:
        return None
    offset = int(which)
    anchor: Direction = "focus" if p.has("focus") else "publication"
    if p.is_class("which", "STORY") or p.has("story"):
        anchor = "story"
    unit = p.value("unit", "UNIT")
    part = p.value("part", "DAYPART")
    if part is not None:
        return DayPart(part, Deictic("day", offset, anchor))
    if unit is not None:
        return Deictic(unit, offset, anchor)
    if p.has("name"):
        named = holiday(p)
        return Deictic("year", offset, anchor, field=named) if isinstance(named, Holiday) else None
    field = Calendar(
        month=p.value("month", "MONTH"), day=_day(p), weekday=p.value("weekday", "WEEKDAY"),
        season=p.value("season", "SEASON"), quarter=_ordinal(p, "quarter"),
    )  # fmt: skip
    return Deictic("year" if field.weekday is None else "day", offset, anchor, field=field)


def day_word(p: Pieces) -> Expression | None:
    """Yesterday, today, tomorrow: an offset in days."""
    return Deictic("day", int(p.value("word", "DAYWORD")))


def amount_away(p: Pieces) -> Expression | None:
    """'three days ago', 'a week later': amount, unit, and the word that says the direction."""
    unit = p.value("unit", "UNIT")
    sign = int(p.value("way", "WAY"))
    story = p.is_class("way", "STORY") or p.has("story")
    return Shift(_amount(p), unit, sign, "story" if story else "publication")


def _amount(p: Pieces) -> float | None:
    tokens = p.tokens("n")
    if not tokens:
        fixed = p.value("n")
        return float(fixed) if fixed is not None else None
    if any("SOME" in token for token in tokens):
        return None
    number = read_number(tokens)
    if number is None:
        return 1 if any("ONE" in token for token in tokens) else None
    return number


def length(p: Pieces) -> Expression | None:
    """A duration: amount and unit."""
    unit = p.value("unit", "UNIT")
    amount = _amount(p)
    if unit is None or (amount is not None and not 0 < amount < 1_000_000):
        return None
    n = p.tokens("n")
    if len(n) == 1 and "ONE" in n[0] and "UNITS" in p.tokens("unit")[0]:
        return None  # 'a decades-long feud' has no 'a decade' in it
    if p.has("half"):
        amount = (amount or 0) + 0.5
    return Length(amount, unit)


def set_of(p: Pieces) -> Expression | None:
    """'every Friday', 'each month', 'daily', 'twice a year'."""
    if value := p.value("word", "FREQUENCY"):
        return Recurring(str(value))
    weekday, month = p.value("weekday", "WEEKDAY", "WEEKDAYS"), p.value("month", "MONTH")
    part = p.value("part", "DAYPART", "DAYPARTS")
    if weekday is not None:
        return Recurring(f"XXXX-WXX-{weekday + 1}" + (f"T{part}" if part else ""))
    if month is not None:
        return Recurring(f"XXXX-{month:02d}")
    if season := p.value("season", "SEASON"):
        return Recurring(f"XXXX-{season}")
    if part:
        return Recurring(f"XXXX-XX-XXT{part}")
    unit = UNIT_CODES.get(str(p.value("unit", "UNIT")))
    if unit is None:
        return None
    amount = _amount(p) or 1
    return Recurring(f"PT{amount:g}{unit[1]}" if unit[0] == "T" else f"P{amount:g}{unit}")


def clock(p: Pieces) -> Expression | None:
    """A time of day: '9:30 a.m. EST', '18:00 UTC', '5 p.m.', 'noon'; a rule may fix the `minute` ('half past five')."""
    if named := p.value("word", "CLOCKWORD"):
        hour, minute, second = int(named), 0, None
    elif text := p.value("time", "CLOCK", "DECIMAL"):  # 21:30, and 21.30
        parts = re.split("[:.]", str(text))
        if len(parts[1]) != 2:
            return None
        hour, minute, second = int(parts[0]), int(parts[1]), int(parts[2]) if len(parts) > 2 else None
    else:
        glued = p.value("hour", "AMGLUED", "PMGLUED")
        hour, minute, second = int(glued if glued is not None else p.number("hour") or 0), p.value("minute"), None
    half = p.value("half", "AMPM")
    for name, value in (("AMGLUED", 0), ("PMGLUED", 12)):
        if p.value("hour", name) is not None:
            half = value
    if half is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + half
    if hour > 24 or (minute or 0) > 59 or (second or 0) > 59:
        return None
    return Clock(hour, minute, second, _zone(p))


def _zone(p: Pieces) -> str:
    zone = str(p.value("zone", "ZONE") or "")
    if not p.has("offset"):
        return zone
    sign = -1 if p.value("sign", "MINUS") is not None else 1
    hours = int(p.number("offset") or 0)
    return f"{'-' if sign < 0 else '+'}{hours:02d}:00" if hours <= 14 else zone


def day_part(p: Pieces) -> Expression | None:
    """A part of the day by itself: 'morning', 'afternoon'. Which day, the words around it tell."""
    part = p.value("part", "DAYPART")
    if part is None:
        return None
    return DayPart(part, Deictic("day", 0)) if p.has("today") else DayPart(part)


def vague(p: Pieces) -> Expression | None:
    """'now', 'recently', 'the future'."""
    value = p.value("word", "VAGUE")
    return Vague(str(value)) if value else None


def next_to(p: Pieces) -> Expression | None:
    """'the day before yesterday', 'two days after Christmas': an amount from another stated day."""
    base: Expression | None
    if p.has("base_word"):
        base = Deictic("day", int(p.value("base_word", "DAYWORD")))
    elif p.has("name"):
        base = holiday(p)
    else:
        base = calendar(p)
    unit = p.value("unit", "UNIT")
    if base is None or unit is None:
        return None
    return Shift(_amount(p), unit, int(p.value("way", "WAY")), "publication", base)


def year_end(p: Pieces) -> Expression:
    """The last day of the year that the article speaks of."""
    return Within(Calendar(month=12, day=31), Deictic("year", 0, "focus"))


def nothing(p: Pieces) -> Expression:
    """Words that look like a time and are none."""
    return Nothing()


PRODUCTIONS: Mapping[str, Callable[[Pieces], Expression | None]] = {
    production.__name__: production
    for production in (
        calendar, year_range, iso, numeric, years, century, part_of_year, season_years, holiday, deictic, day_word,
        amount_away, length, set_of, clock, day_part, vague, next_to, year_end, nothing,
    )
}  # fmt: skip
