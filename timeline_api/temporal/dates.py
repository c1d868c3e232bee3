"""Productions of dates: calendar fields, ranges of days and years, decades, centuries, parts of a year, holidays."""

from __future__ import annotations

import re
from typing import Any

from timeline_api.frozen import replace
from timeline_api.temporal.interval import is_date, month_length
from timeline_api.temporal.lexicon import Classes
from timeline_api.temporal.numbers import read_number, read_year_words
from timeline_api.temporal.operators import (
    Calendar,
    Deictic,
    Exactly,
    Expression,
    Holiday,
    Nothing,
    Range,
    Shift,
    Within,
    Years,
)  # fmt: skip
from timeline_api.temporal.pieces import Pieces

_DAY_CLASSES = ("DAYNUM", "ORDDAY", "ORDINAL")
_LAST_CENTURY_YEAR = 10_000  # EDTF writes centuries and millennia with four digits
_MONTHS_OF_A_YEAR = 12
_LAST_YEAR = 20_000  # what is called a year beyond it, before Christ too, is not one of written history
_LAST_CENTURY_OF_YEARS = 1900
_LONGEST_MONTH = 31  # days
_PAGES = 2200  # years from which on '3620-21' is rather a run of pages
_YEAR_CLASSES = ("YEAR4", "INT", "NUM2", "THOUSANDS")


def stated_year(p: Pieces) -> int | None:
    """The year under the label `year`, before Christ where an era says so; None when there is none, or no such one."""
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


def stated_day(p: Pieces) -> int | None:
    """The day of the month under the label `day`."""
    tokens = p.tokens("day")
    if not tokens:
        return None
    found = p.value("day", *_DAY_CLASSES)
    value = found if found is not None else read_number(tokens)
    return int(value) if value is not None else None


def known_day(p: Pieces) -> Expression | None:
    """A day of history that is named without its year, which the rule fixes; None where it is another day."""
    year, month, day = (int(p.value(name)) for name in ("year", "month", "day"))
    return Calendar(year=year, month=month, day=day) if p.value("number", "DAYNUM") == day else None


def calendar(p: Pieces) -> Expression | None:
    """Calendar fields: year (with era), month, day, weekday, and which one of the month that is."""
    month, day, year = p.value("month", "MONTH"), stated_day(p), stated_year(p)
    if p.has("year") and year is None:
        return None
    if p.has("next") and year is not None:
        year += 1  # as we count it
        if str(year)[-len(str(p.value("next", "INT"))) :] != str(p.value("next", "INT")):
            return None
    if day is not None and not is_date(2000 if year is None or p.has("short") else year, month or 1, day):
        return Nothing()  # 31 February: the words are used up, so that no part of them is read as a date
    weekday = p.value("weekday", "WEEKDAY", "WEEKDAYABBR")
    nth = int(p.number("nth") or -1) if p.has("nth") else None
    if nth is not None and nth > 5:
        return Nothing()  # no month has a sixth Monday
    short = p.has("short") and year is not None and year < 100
    made = Calendar(year=year, month=month, day=day, weekday=weekday, nth=nth, circa=p.has("circa"), short=short)
    if not p.has("last_day"):
        return made
    last, last_month = p.value("last_day", *_DAY_CLASSES), p.value("last_month", "MONTH") or month
    if last is None or day is None or not is_date(year or 2000, last_month or 1, last):
        return None
    listed = [value for token in p.tokens("listed") if (value := _first(token, _DAY_CLASSES)) is not None]
    if p.has("listed") and [*listed, last] != list(range(day + 1, day + 2 + len(listed))):
        return None  # '3 and 17 May' are two days, not all from the first to the last
    if (last_month or 0, last) <= (month or 0, day):
        if year is None or last_month == month:
            return None
        made = replace(made, year=year - 1)  # from 30 December to 2 January 2025
    return Range(made, Calendar(year=year, month=last_month, day=last))


def _first(token: Classes, names: tuple[str, ...]) -> Any:
    return next((token[name] for name in names if name in token), None)


def half_month(p: Pieces) -> Expression | None:
    """'la primera quincena de mayo': the first fifteen days of a month, or the rest of it."""
    month, year = p.value("month", "MONTH"), stated_year(p)
    first, last = (1, 15) if part_number(p, "half") == 1 else (16, month_length(year or 2001, month))
    return Range(Calendar(year=year, month=month, day=first), Calendar(year=year, month=month, day=last))


def year_range(p: Pieces) -> Expression | None:
    """'1914-18' and '1914-1918'; where a rule wants `consecutive` years, only such as '1998/99'."""
    first = stated_year(p)
    last = p.value("last", "YEAR4", "NUM2", "INT")
    if first is None or last is None:
        return None
    begin = Calendar(year=first, circa=p.has("circa"))
    if p.value("era", "ERA") == "BCE":
        return Range(begin, replace(begin, year=1 - last)) if 1 - last > first else None
    if last < 10 and p.is_class("last", "HOUR12") and not p.is_class("last", "NUM2"):
        last += first // 10 * 10
        return Range(begin, replace(begin, year=last)) if last > first else None
    if last < 100:
        last += first // 100 * 100
        if p.has("consecutive") and last % 100 == 0:
            last += 100
    if p.has("consecutive") and last != first + 1:
        return Nothing()
    return Range(begin, replace(begin, year=last)) if last > first else None


def iso(p: Pieces) -> Expression | None:
    """An ISO 8601 date, month, or date and time."""
    text = str(p.value("date", "ISODATE"))
    year, month = int(text[:4]), int(text[5:7])
    # '1987-88', '2009-10' and '1807-11' are years: months are not written so of a time before there was a standard.
    if len(text) == 7 and (month > 12 or month == (year + 1) % 100 or year < _LAST_CENTURY_OF_YEARS):
        last = year // 100 * 100 + month
        return Range(Calendar(year=year), Calendar(year=last)) if year < last < _PAGES else None
    day = int(text[8:10]) if len(text) > 7 else None
    if not is_date(year, month, day or 1):
        return None
    return Exactly(text) if len(text) > 10 else Calendar(year=year, month=month, day=day)


def numeric(p: Pieces) -> Expression | None:
    """`08/12/2024`, `8.12.2024`, `8-12-2024`: in the language's order, or the other if only that is a date."""
    if text := p.value("date", "SLASHDATE", "DOTDATE"):
        a, b, c = (int(part) for part in re.split(r"[/.]", str(text)))
    else:
        a, b, c = (int(token["INT"]) for token in p.tokens("date") if "INT" in token)
    if a > 31:
        order = [(a, b, c)]
    else:
        year = c if c > 99 else c + (2000 if c < 50 else 1900)
        month_first, day_first = (year, a, b), (year, b, a)
        european = "DOTDATE" in p.tokens("date")[0] or p.options.get("date_order") == "DMY"
        order = [day_first, month_first] if european else [month_first, day_first]
    return next((Calendar(year=y, month=m, day=d) for y, m, d in order if is_date(y, m, d)), None)


def numeric_month(p: Pieces) -> Expression | None:
    """`12/2024` and `12/97`: a month and its year, where the first number can be a month and the second no day."""
    month, year = p.value("month", "INT"), stated_year(p)
    if not 1 <= month <= 12 or year is None or 0 < year <= _LONGEST_MONTH:
        return None
    return Calendar(year=year, month=int(month), short=year < 100)


def roman_month(p: Pieces) -> Expression | None:
    """'8-IV-1931': day, month in Roman figures and year."""
    return _of_month(p, p.value("month", "ORDWORD"))


def letter_month(p: Pieces) -> Expression | None:
    """'20-N': a day and the first letter of its month."""
    return _of_month(p, p.value("month", "MONTHLETTER"))


def _of_month(p: Pieces, month: int | None) -> Expression | None:
    day, year = stated_day(p), stated_year(p)
    if month is None or day is None or not 1 <= int(month) <= _MONTHS_OF_A_YEAR:
        return None
    return Calendar(year=year, month=int(month), day=day) if is_date(year or 2000, int(month), day) else None


def named_date(p: Pieces) -> Expression | None:
    """'9/11', '11-S': a day that goes by its numbers; the language lists them in its option `named_dates`."""
    mark = "/" if p.is_class("date", "SLASH") else "-"
    parts = (token.get("INT") or token.get("DATELETTER") for token in p.tokens("date"))
    day = p.options.get("named_dates", {}).get(mark.join(str(part) for part in parts if part))
    return Exactly(str(day)) if day else None


def years(p: Pieces) -> Expression | None:
    """Decades: '1990s', 'the 80s', 'the nineties'; where a word says that it is a decade, '1990' and '90'.

    'The 1800s' are a century; 'the 1900s' and 'the 2000s' are as often a decade, and read so.
    """
    if early := p.value("decade", "DECADE3"):
        return Years(-int(early) - 8 if p.value("era", "ERA") == "BCE" else int(early), 10)  # 549 to 540 B.C.
    full = p.value("decade", "DECADE4", "YEAR4")
    short = p.value("decade", "DECADE2", "DECADEWORD", "NUM2")
    if full is not None:
        if full % 10:
            return None
        return Years(int(full), 100 if full % 100 == 0 and full < _LAST_CENTURY_OF_YEARS else 10)
    return Years(int(short), 10, short=True) if short is not None and short % 10 == 0 else None


def century(p: Pieces) -> Expression | None:
    """'the 20th century', 'the 5th century BC', 'the second millennium'; with `turn` the year in which one begins."""
    ordinal = p.number("ord")
    size = p.value("size") or 100
    if not ordinal or ordinal * size > _LAST_CENTURY_YEAR:
        return None
    if p.has("turn"):
        return Calendar(year=(int(ordinal) - 1) * size, circa=True)
    is_before = p.value("era", "ERA") == "BCE"
    first = 1 - int(ordinal) * size if is_before else (int(ordinal) - 1) * size
    if not p.has("decade_number"):
        return Years(first, size)
    decade = int(p.number("decade_number") or 10)  # the last one
    return Years(first + 10 * (decade - 1), 10) if decade <= 10 else None


def part_of_year(p: Pieces) -> Expression | None:
    """Quarters, halves and seasons, with the year when it is stated, and fiscal years."""
    fiscal, year = p.has("fiscal"), stated_year(p)
    if p.has("first"):
        return _run_of_months(p, year)
    made = Calendar(
        year=year, quarter=part_number(p, "quarter"), half=part_number(p, "half"),
        season=p.value("season", "SEASON"), fiscal=fiscal, figures=p.has("figures"),
        short=year is not None and year < 100 and p.has("short"),
    )  # fmt: skip
    if made == Calendar(fiscal=fiscal):
        offset = p.value("which", "DEICTIC") or 0
        return Deictic("year", int(offset)) if fiscal else None
    return made if made.quarter is None or 1 <= made.quarter <= 4 else None


def _run_of_months(p: Pieces, year: int | None) -> Expression | None:
    """'the first three months of 2012', 'the last two quarters of 1990': a quarter or a half; None for other runs."""
    months = (p.number("n") or 0) * {"month": 1, "quarter": 3}.get(str(p.value("unit", "UNIT")), 0)
    last = p.value("first") == 12
    if months == 3:
        return Calendar(year=year, quarter=4 if last else 1)
    return Calendar(year=year, half=2 if last else 1) if months == 6 else None


def reported_quarter(p: Pieces) -> Expression | None:
    """'the 1988 quarter', 'last year's quarter': the quarter that the article reports on, in another year."""
    offset = p.value("which", "DEICTIC")
    year = Deictic("year", int(offset)) if offset is not None else Calendar(year=stated_year(p))
    return Within(Deictic("quarter", 0, "focus"), year)


def year_ago_quarter(p: Pieces) -> Expression | None:
    """'the year-ago quarter', 'the year-earlier second quarter': a year before the one named, or reported on."""
    number = part_number(p, "quarter") if p.has("quarter") else None
    base = Calendar(quarter=number) if number is not None else Deictic("quarter", 0, "focus")
    return Shift(1, "year", -1, "publication", base)


def quarter_to_day(p: Pieces) -> Expression | None:
    """'the fourth quarter ended June 30': of the year that a company counts itself, by the day when it was over."""
    day = calendar(p)
    if not isinstance(day, Calendar) or p.is_class("quarter", "=last"):
        return None
    return Within(Calendar(quarter=part_number(p, "quarter"), fiscal=True), day)


def season_years(p: Pieces) -> Expression | None:
    """'the winter of 2009-10': a season is named by the year in which it begins."""
    text = str(p.value("year", "ISODATE"))
    if len(text) != 7 or int(text[5:7]) != (int(text[:4]) + 1) % 100:
        return None
    return Calendar(year=int(text[:4]), season=p.value("season", "SEASON"))


def part_number(p: Pieces, label: str) -> int | None:
    """The number of a quarter or a half; the last one is -1 in the lexicon, and a quarter may be named by its end."""
    if ending := p.value(f"{label}_month", "MONTH"):
        return int(ending) // 3
    glued = p.value(label, "QUARTERGLUED", "HALFGLUED", "FISCALGLUED")
    value = glued if glued is not None else p.number(label)
    if value == -1:
        return {"quarter": 4, "half": 2}[label]
    return int(value) if value else None


def holiday(p: Pieces) -> Expression | None:
    """A named day, with its year when stated; where a rule fixes a `unit`, that unit around the day of its `key`."""
    if unit := p.value("unit"):
        return Within(Deictic(unit, 0), Holiday(str(p.value("key")), stated_year(p)))
    words = [str(value) for token in p.tokens("name") for key, value in token.items() if key[0] == "="]
    key = p.holidays.get(" ".join(words).replace("’", "'"))
    return Holiday(str(key), stated_year(p)) if key else None
