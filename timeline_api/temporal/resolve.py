"""An expression and what is known around it, to a place on the calendar.

The anchor is a parameter, never the clock. What an expression leaves out (a year, a month) is filled in from the
anchor in the direction that the clause's tense gives; the steps say so in words.
"""

from __future__ import annotations

import re
from functools import lru_cache

from timeline_api.frozen import replace
from timeline_api.model import Basis, Precision, TimexType
from timeline_api.temporal.absolute import in_year
from timeline_api.temporal.context import BEHIND, DAYLIKE, Context, Resolution, Trail, anchor_day
from timeline_api.temporal.durations import duration_value
from timeline_api.temporal.edtf import parse as parse_edtf
from timeline_api.temporal.edtf_parts import EdtfError
from timeline_api.temporal.holidays import nominal
from timeline_api.temporal.interval import day_number
from timeline_api.temporal.operators import (
    Calendar,
    Clock,
    DayPart,
    Deictic,
    Exactly,
    Expression,
    Holiday,
    Length,
    Range,
    Recurring,
    Shift,
    Vague,
    Within,
)  # fmt: skip
from timeline_api.temporal.parts import filled_in, stated
from timeline_api.temporal.places import Place, day_place, month_place, written
from timeline_api.temporal.relative import place_of

_UNPLACED = (Length, Recurring, Vague)
_TODAY = Deictic("day", 0)
_REMEMBERED = 4_096  # expressions
_CLOCK = re.compile(r"(\d\d:\d\d)(:\d\d)?(?:\.\d+)?(.*)")
_MIDNIGHT = 24  # the hour
_SHORT_ZONE = re.compile(r"([+-]\d\d)(\d\d)$")


def resolve(expression: Expression, context: Context) -> Resolution | None:
    """Give an expression its value; None when the calendar has no such time."""
    if isinstance(expression, Calendar):  # most are
        if expression.year is not None and not expression.short:
            return _dated(expression)
        trail = Trail()
        place = place_of(expression, context, trail)
        return _finish(expression, place, trail) if place is not None else _open(expression, trail)
    if isinstance(expression, _UNPLACED):
        return _unplaced(expression)
    trail = Trail()
    match expression:
        case Shift(amount=None):
            return _some_away(expression, context, trail)
        case Clock():
            return _clock(expression, context, trail)
        case DayPart():
            return _day_part(expression, context, trail)
        case Exactly():
            return _exactly(expression)
    if expression == _TODAY and context.publication is None:
        return _unplaced(Vague("PRESENT_REF"))  # of a text that nobody dated: 'today it is a museum'
    place = place_of(expression, context, trail)
    if place is None:
        return _open(expression, trail)
    return _finish(expression, place, trail)


@lru_cache(_REMEMBERED)
def _unplaced(expression: Length | Recurring | Vague) -> Resolution:
    """What has no place on the calendar, whatever is around it."""
    if isinstance(expression, Length):
        return Resolution("DURATION", duration_value(expression), steps=("an amount of time",))
    if isinstance(expression, Recurring):
        return Resolution("SET", expression.value, steps=("a repeated time",))
    return Resolution("DATE", expression.value, steps=("a vague reference",))


@lru_cache(_REMEMBERED)
def _dated(expression: Calendar) -> Resolution | None:
    """What states its year, which depends on nothing around it."""
    assert expression.year is not None
    trail = Trail("~" if expression.circa else "")
    place = written(in_year(expression, expression.year, trail))
    return _finish(expression, place, trail) if place is not None else None


def _some_away(s: Shift, context: Context, trail: Trail) -> Resolution:
    """'A few days ago', 'years later': TIMEX3 has no value for it, but it lies within a stretch of the calendar."""
    place = place_of(s, context, trail)
    if place is None:
        return Resolution("DATE", _unknown(s), steps=("an unstated amount of time away",))
    return replace(_finish(s, place, trail), type="DATE", value=_unknown(s))


def _finish(expression: Expression, place: Place, trail: Trail) -> Resolution:
    basis: Basis = "inferred" if trail.inferred else "relative" if trail.anchor else "explicit"
    kind: TimexType = "TIME" if place.precision in ("hour", "minute", "second") else "DATE"
    known = stated(expression)
    return Resolution(
        kind, place.value, place, place.edtf, basis, trail.anchor, trail.qualifier, known,
        filled_in(known, place, trail), tuple(trail.steps) or ("read as a calendar date",),
    )  # fmt: skip


def _open(expression: Expression, trail: Trail) -> Resolution | None:
    """A date whose year nothing gives: kept, with the year left open."""
    if isinstance(expression, Range):
        expression = expression.first
    if isinstance(expression, Within):
        expression = expression.inner  # '1 February this year'
    if isinstance(expression, (Deictic, Shift)):
        return Resolution("DATE", _unknown(expression), steps=(*trail.steps, "nothing to measure from"))
    if isinstance(expression, Holiday) and expression.year is None and (day := nominal(expression.key)) is not None:
        expression = Calendar(month=int(day[:2]), day=int(day[3:]))
    if not isinstance(expression, Calendar) or expression.year is not None:
        return None
    value = open_value(expression)
    if value is None:
        return None
    steps = (*trail.steps, "nothing in the text gives the year")
    edtf = value if expression.month else ""
    return Resolution("DATE", value, None, edtf, None, None, "", stated(expression), (), steps)


def open_value(fields: Calendar) -> str | None:
    """The TIMEX3 value of a date without a year.

    >>> open_value(Calendar(month=12, day=8)), open_value(Calendar(weekday=4))
    ('XXXX-12-08', 'XXXX-WXX-5')
    """
    if fields.month:
        return f"XXXX-{fields.month:02d}" + (f"-{fields.day:02d}" if fields.day else "")
    if fields.weekday is not None:
        return f"XXXX-WXX-{fields.weekday + 1}"
    if fields.season:
        return f"XXXX-{fields.season}"
    if fields.quarter:
        return f"XXXX-Q{fields.quarter}"
    return f"XXXX-H{fields.half}" if fields.half else None


def _unknown(expression: Deictic | Shift) -> str:
    if isinstance(expression, Shift):
        return "PAST_REF" if expression.sign < 0 else "FUTURE_REF"
    return {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "quarter": "XXXX-QX"}.get(
        expression.unit, "XXXX"
    )


def _day_of(on: Expression | None, context: Context, trail: Trail) -> Place | None:
    """The day of a time of day: the stated one, else the story's, else the publication's.

    A story at a month or year has none: 'In 1977 she talked them out of it at four in the morning'.
    """
    if on is not None:
        return place_of(on, context, trail)
    is_of_day = context.story is not None and context.story.precision in DAYLIKE
    if context.narrative and context.story is not None and not is_of_day and context.tense in BEHIND:
        return None
    if not is_of_day and context.publication is None and not (context.home and context.home.precision in DAYLIKE):
        return None  # an undated text that tells of 1923 does not tell of its first day
    day = anchor_day(context, trail, "story" if is_of_day else "publication")
    if day is None:
        return None
    trail.implied.append("day")
    trail.steps.append("on the anchor's day")
    return day_place(day)


def _clock(c: Clock, context: Context, trail: Trail) -> Resolution | None:
    day = _day_of(c.on, context, trail)
    time = f"{c.hour:02d}:{c.minute or 0:02d}"
    full = f"{time}:{c.second or 0:02d}"
    if c.second is not None:
        time = full
    if day is None or day.interval.end - day.interval.start != 1:
        return Resolution("TIME", f"XXXX-XX-XXT{time}{c.zone}", known=stated(c), steps=("a time of day",))
    if c.hour == _MIDNIGHT and c.on is None and day.interval.start == context.publication and context.tense in BEHIND:
        day = day_place(day.interval.start - 1)  # 'The deadline passed at midnight' is told on the day that began then
    precision: Precision = "second" if c.second is not None else "minute" if c.minute is not None else "hour"
    edtf = day.edtf if c.hour == _MIDNIGHT else f"{day.edtf}T{full}{c.zone}"
    zone = c.zone if c.zone == "Z" else ""
    place = Place(f"{day.value}T{time}{zone}", edtf, day.interval, precision)
    return replace(_finish(c, place, trail), type="TIME")


def _day_part(d: DayPart, context: Context, trail: Trail) -> Resolution | None:
    day = _day_of(d.on, context, trail)
    if day is None or day.interval.end - day.interval.start != 1:
        return Resolution("TIME", f"XXXX-XX-XXT{d.part}", known=stated(d), steps=("a part of the day",))
    place = Place(f"{day.value}T{d.part}", day.edtf, day.interval, "daypart")
    return replace(_finish(d, place, trail), type="TIME")


def _exactly(e: Exactly) -> Resolution:
    text = e.value
    year, month = int(text[:4]), int(text[5:7])
    if len(text) == 7:
        place = month_place(year, month)
        return _finish(e, place, Trail())
    place = day_place(day_number(year, month, int(text[8:10])))
    if "T" not in text:
        return _finish(e, place, Trail())
    date, _, time = text.partition("T")
    clock = _CLOCK.match(time)
    if clock is None:
        return _finish(e, place, Trail())
    zone = _SHORT_ZONE.sub(r"\1:\2", clock[3])  # EDTF writes zones with a colon, and no fractions of a second
    stamp = f"{date}T{clock[1]}{clock[2] or ':00'}{zone}"
    try:
        parse_edtf(stamp)
    except EdtfError:  # 24:00, 10:75, +99:00: the day alone is sure
        return _finish(e, place, Trail())
    timed = Place(text, stamp, place.interval, "minute")
    return replace(_finish(e, timed, Trail()), type="TIME")
