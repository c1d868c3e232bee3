"""Productions: the words that a rule matched, turned into an expression of the algebra.

They are the same for every language; a rule names one in `make` and may fix some of its arguments in `with`. A
production returns None when the words, seen closely, do not say a time (31 February).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from timeline_api.frozen import replace
from timeline_api.temporal.dates import (
    calendar,
    century,
    half_month,
    holiday,
    iso,
    known_day,
    letter_month,
    named_date,
    numeric,
    numeric_month,
    part_number,
    part_of_year,
    quarter_to_day,
    reported_quarter,
    roman_month,
    season_years,
    stated_day,
    stated_year,
    year_ago_quarter,
    year_range,
    years,
)  # fmt: skip
from timeline_api.temporal.daytimes import clock, day_part
from timeline_api.temporal.durations import duration_value
from timeline_api.temporal.holidays import nominal
from timeline_api.temporal.interval import is_date
from timeline_api.temporal.lexicon import Classes
from timeline_api.temporal.numbers import read_number
from timeline_api.temporal.operators import (
    Calendar,
    DayPart,
    Deictic,
    Direction,
    Expression,
    Holiday,
    Length,
    Nothing,
    Range,
    Recurring,
    Shift,
    Unit,
    Vague,
    Within,
)  # fmt: skip
from timeline_api.temporal.pieces import Pieces

# How many of a smaller unit make one of a larger: 'two years and three months' is 27 months.
_IN_SMALLER = {
    ("decade", "year"): 10, ("year", "month"): 12, ("week", "day"): 7, ("day", "hour"): 24, ("hour", "minute"): 60,
    ("minute", "second"): 60,
}  # fmt: skip
# The units that can be a part of those behind them: 'two months and three days'.
_SIZES = ("second", "minute", "hour", "day", "week", "month", "year", "decade")
UNIT_CODES = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "night": "D", "week": "W", "weekend": "WE",
    "month": "M", "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE", "season": "Q", "half": "H",
    "millennium": "ML",
}  # fmt: skip


def deictic(p: Pieces) -> Expression | None:
    """This, last, next ... of a unit, weekday, month, season, holiday or part of the day."""
    which = p.value("which", "DEICTIC")
    if which is None:
        return None
    offset = int(which) * int(p.value("times") or 1)
    anchor: Direction = "focus" if p.has("focus") else "publication"
    if p.has("writing") and not p.has("the"):
        anchor = "writing"
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
        month=p.value("month", "MONTH"), day=stated_day(p), weekday=p.value("weekday", "WEEKDAY", "WEEKDAYABBR"),
        season=p.value("season", "SEASON"), quarter=part_number(p, "quarter"),
    )  # fmt: skip
    if field.day is not None and field.month is None:
        return Deictic("month", offset, anchor, field=field)
    return Deictic("year" if field.weekday is None else "day", offset, anchor, field=field)


def day_word(p: Pieces) -> Expression | None:
    """Yesterday, today, tomorrow: an offset in days."""
    return Deictic("day", int(p.value("word", "DAYWORD")))


def amount_away(p: Pieces) -> Expression | None:
    """'three days ago', 'a week later': amount, unit, and the word that says the direction."""
    unit = p.value("unit", "UNIT")
    sign = int(p.value("way", "WAY"))
    if p.has("many"):
        return Vague("PAST_REF" if sign < 0 else "FUTURE_REF")  # 'thousands of years ago', 'some 65 million years ago'
    story = p.is_class("way", "STORY") or p.has("story")
    amount = _amount(p)
    if amount is not None and p.has("half"):
        amount += 0.5
    if p.has("rest"):
        rest = _rest(p, unit)
        if rest is None or rest.amount is None or amount is None or (unit, rest.unit) not in _IN_SMALLER:
            return None
        amount, unit = amount * _IN_SMALLER[unit, rest.unit] + rest.amount, rest.unit
    base = Deictic(p.value("of", "UNIT"), int(p.value("which", "DEICTIC") or 0)) if p.is_class("of", "UNIT") else None
    if p.is_class("of", "DAYWORD"):
        base = Deictic("day", int(p.value("of", "DAYWORD")))
    return Shift(amount, unit, sign, "story" if story else "publication", base, p.has("about"))


def amounts_away(p: Pieces) -> Expression | None:
    """'between 42,000 and 40,000 years ago': from the earlier to the later, whichever is named first."""
    scale = 1 if p.is_class("from", "LARGE") else p.value("n", "LARGE") or 1  # 'between 245 and 240 million'
    amounts = sorted(amount for amount in ((p.number("from") or 0) * scale, p.number("n")) if amount)
    if len(amounts) < 2 or amounts[0] == amounts[1]:
        return None
    near, far = (Shift(amount, p.value("unit", "UNIT"), -1, "publication") for amount in amounts)
    return Range(far, near)


def fields_away(p: Pieces) -> Expression | None:
    """'two Sundays ago', 'three summers ago': the second or third one before the anchor."""
    amount, weekday = p.number("n"), p.value("weekday", "WEEKDAYS", "WEEKDAY")
    if not amount or amount > 60 or amount != int(amount):
        return None
    field = Calendar(weekday=weekday, season=p.value("season", "SEASONS"))
    return Deictic("year" if weekday is None else "day", int(amount) * int(p.value("way", "WAY")), field=field)


def _amount(p: Pieces) -> float | None:
    tokens = p.tokens("n")
    if not tokens:
        fixed = p.value("n")
        return float(fixed) if fixed is not None else None
    if any("SOME" in token for token in tokens):
        return None
    number = _as_written(p, tokens)
    if number is None:
        return 1 if any("ONE" in token for token in tokens) else None
    return number


def _as_written(p: Pieces, tokens: tuple[Classes, ...]) -> float | None:
    """A number, with the marks of languages that write 2,5 for a `decimal` and 1.500 for `thousands`."""
    if p.has("decimal"):
        whole, part = (str(token["INT"]) for token in tokens if "INT" in token)
        return float(f"{whole}.{part}") * (p.value("n", "LARGE") or 1)
    if p.has("thousands"):
        thousands, rest = str(tokens[0]["DECIMAL"]).split(".")
        is_whole = len(rest) == 3 and thousands != "0"
        return int(thousands + rest) * (p.value("n", "LARGE") or 1) if is_whole else None
    return read_number(tokens)


def length(p: Pieces) -> Expression | None:
    """A duration: amount and unit."""
    unit = p.value("unit", "UNIT", "UNITLONG")
    amount = _amount(p)
    if unit is None or (amount is not None and not 0 < amount < 1_000_000):
        return None
    if amount is None and p.has("thousands"):
        return Nothing()
    n = p.tokens("n")
    if len(n) == 1 and "ONE" in n[0] and "UNITS" in p.tokens("unit")[0]:
        return None  # 'a decades-long feud' has no 'a decade' in it
    if p.has("half"):
        amount = (amount or 0) + 0.5
    if not p.has("rest"):
        return Length(amount, unit)
    rest = _rest(p, unit)
    if rest is not None and p.has("third"):
        third = _rest(p, rest.unit, "third")
        rest = replace(rest, rest=third) if third is not None else None
    return Length(amount, unit, rest) if amount is not None and rest is not None else None


def _rest(p: Pieces, unit: Unit, label: str = "rest") -> Length | None:
    """The second part of an amount, 'two hours and 20 minutes', or the `third`; None unless it is of a smaller unit."""
    amount, smaller = p.number(label), p.value(f"{label}_unit", "UNIT")
    if amount is None and p.is_class(label, "ONE"):
        amount = 1  # 'a year and a day'
    is_smaller = unit in _SIZES and smaller in _SIZES[: _SIZES.index(unit)]
    return Length(amount, smaller) if amount is not None and is_smaller else None


def set_of(p: Pieces) -> Expression | None:
    """'every Friday', 'each month', 'daily', 'twice a year'."""
    if value := p.value("word", "FREQUENCY"):
        return Recurring(str(value))
    weekday, month = p.value("weekday", "WEEKDAY", "WEEKDAYS"), p.value("month", "MONTH")
    part = p.value("part", "DAYPART", "DAYPARTS")
    if weekday is not None:
        return Recurring(f"XXXX-WXX-{weekday + 1}" + (f"T{part}" if part else ""))
    if month is not None:
        day = stated_day(p)
        if day is not None and not is_date(2000, month, day):
            return Nothing()
        return Recurring(f"XXXX-{month:02d}" if day is None else f"XXXX-{month:02d}-{day:02d}")
    if season := p.value("season", "SEASON"):
        return Recurring(f"XXXX-{season}")
    if part:
        return Recurring(f"XXXX-XX-XXT{part}")
    if isinstance(named := holiday(p) if p.has("name") else None, Holiday):
        each = nominal(named.key)
        return Recurring(f"XXXX-{each}" if each else "P1Y")
    unit = UNIT_CODES.get(str(p.value("unit", "UNIT")))
    if unit is None:
        return None
    if p.has("vague"):
        return Recurring(duration_value(Length(None, p.value("unit", "UNIT"))))
    amount = _amount(p) or 1
    if amount % 1:
        return Recurring(duration_value(Length(amount, p.value("unit", "UNIT"))))
    return Recurring(f"PT{amount:g}{unit[1]}" if unit[0] == "T" else f"P{amount:g}{unit}")


def vague(p: Pieces) -> Expression | None:
    """'now', 'recently', 'the future'."""
    value = p.value("word", "VAGUE")
    return Vague(str(value)) if value else None


def unit_of(p: Pieces) -> Expression | None:
    """'the week of June 3', 'the Labor Day weekend': the unit that holds a stated day; of several days, these."""
    base = holiday(p) if p.has("name") else calendar(p)
    if base is None or isinstance(base, Range):
        return base
    return Within(Deictic(p.value("unit", "UNIT"), 0), base)


def next_to(p: Pieces) -> Expression | None:
    """'the day before yesterday', 'two days after Christmas': an amount from a stated day, or the `whole` unit."""
    base: Expression | None
    if p.has("base_word"):
        base = Deictic("day", int(p.value("base_word", "DAYWORD")))
    elif p.has("name"):
        base = holiday(p)
    elif p.has("key"):
        base = Holiday(str(p.value("key")), stated_year(p))
    else:
        base = calendar(p)
    unit = p.value("unit", "UNIT")
    if base is None or unit is None:
        return None
    away = Shift(_amount(p), unit, int(p.value("way", "WAY")), "publication", base)
    return Within(Deictic(unit, 0), away) if p.has("whole") else away


def edge_day(p: Pieces) -> Expression | None:
    """'the last day of May', 'the first day of this year': the day at an edge of a stated month, year or week."""
    outer: Expression | None
    if unit := p.value("outer", "UNIT"):
        which = p.value("outer_which", "DEICTIC")
        outer = Deictic(unit, int(which)) if which is not None else Deictic(unit, 0, "focus")
    else:
        outer = calendar(p)
    is_last = p.is_class("which", "=last") or p.is_class("which", "=final")
    return Within(Deictic("day", -1 if is_last else 0, "focus"), outer) if outer is not None else None


def same_day(p: Pieces) -> Expression | None:
    """'this day in 1963': the day of publication, in a stated year."""
    year = stated_year(p)
    return Within(Deictic("day", 0), Calendar(year=year)) if year is not None else None


def weekday_beside(p: Pieces) -> Expression | None:
    """'the Friday before Easter', 'the Monday after May 5': the nearest such weekday on that side of a stated day."""
    base = holiday(p) if p.has("name") else calendar(p)
    if not isinstance(base, Calendar | Holiday):
        return None
    way = int(p.value("way", "WAY"))
    edge = Shift(1 if way > 0 else 7, "day", way, "publication", base)
    return Within(Calendar(weekday=p.value("named", "WEEKDAY")), edge)


def year_end(p: Pieces) -> Expression:
    """The last day of a year, of the one that the article speaks of where none is stated."""
    if (year := stated_year(p)) is not None:
        return Calendar(year=year, month=12, day=31)
    return Within(Calendar(month=12, day=31), Deictic("year", 0, "focus"))


def middle_of(p: Pieces) -> Expression:
    """'midyear', 'midweek', 'midyear 2012': the unit, of which the rule says that its middle is meant."""
    year = stated_year(p)
    return Calendar(year=year) if year is not None else Deictic(p.value("unit"), 0, "focus")


def day_in_month(p: Pieces) -> Expression | None:
    """'the 12th of last month', 'the 3rd inst.', 'the first Monday of next month'."""
    inner, which = calendar(p), p.value("which", "DEICTIC")
    if not isinstance(inner, Calendar) or which is None:
        return None
    return Within(inner, Deictic("month", int(which), "story" if p.is_class("which", "STORY") else "publication"))


def nothing(p: Pieces) -> Expression:
    """Words that look like a time and are none."""
    return Nothing()


PRODUCTIONS: Mapping[str, Callable[[Pieces], Expression | None]] = {
    production.__name__: production
    for production in (
        calendar, year_range, iso, numeric, years, century, part_of_year, season_years, holiday, deictic, day_word,
        amount_away, amounts_away, fields_away, same_day, weekday_beside, length, set_of, clock, day_part, vague,
        next_to, unit_of, edge_day, year_end, middle_of, day_in_month, nothing, numeric_month, named_date,
        letter_month, roman_month, known_day,
        half_month, reported_quarter, quarter_to_day, year_ago_quarter,
    )
}  # fmt: skip
