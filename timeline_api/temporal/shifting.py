"""An amount of time away from a place: 'three days ago', 'two years later', 'a week after Easter', 'years later'."""

from __future__ import annotations

import re

from timeline_api.frozen import replace
from timeline_api.temporal import interval as cal
from timeline_api.temporal.context import Context, Trail, anchor_day
from timeline_api.temporal.durations import digits
from timeline_api.temporal.edtf import qualify
from timeline_api.temporal.interval import iso_week
from timeline_api.temporal.leaning import is_far
from timeline_api.temporal.operators import Expression, Shift
from timeline_api.temporal.places import Place, day_place, range_place, week_place, written
from timeline_api.temporal.quarters import in_other_year, year_of
from timeline_api.temporal.units import unit_at

_SHIFT_MONTHS = {
    "month": 1,
    "quarter": 3,
    "year": 12,
    "decade": 120,
    "century": 1200,
    "millennium": 12000,
    "season": 3,
}

_SECONDS = {"second": 1, "minute": 60, "hour": 3600}
_CLOCK = re.compile(r"T(\d\d):(\d\d):\d\d(Z|[+-]\d\d:\d\d)?$")
_SHIFT_DAYS = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}
_SOME = 9  # of a unit that 'several' and 'some' are at most
_SOME_DAYS = 6  # since more would be a week
_DECADE = 120  # months
_OUR_AGE = cal.day_number(2000, 1, 1)  # from which those who write count what lies ages back
_HALF_YEAR = 6  # months from the beginning of a year to its middle, from which months are counted
_FAR = 12_000  # months
_FARTHEST = 9_000_000_000 * 12  # months, whose year EDTF's ten digits hold
_MOST = 100_000  # of a unit below a month
_ROUND = 100  # years, of which as many as a thousand are only said to be about so many
_DAY = 24  # hours


def shift(s: Shift, stated: Place | None, context: Context, trail: Trail) -> Place | None:
    """Where an amount leads from the place that it states to count from, else from its anchor."""
    base = stated
    anchor = base.interval.start if base is not None else None
    if base is None:
        compared = context.quarter if s.unit == "year" and s.amount == 1 and s.sign < 0 else None
        base = compared or (context.story if s.anchor == "story" else None)
        anchor = anchor_day(replace(context, story=base), trail, "story" if base is not None else s.anchor)
    if anchor is None and is_far(s):
        anchor = _OUR_AGE
        trail.steps.append("so long ago that it is the same for any day of writing")
    if base is not None and stated is None and base.edtf.endswith("~"):
        return _shifted_stretch(s, base, context, trail)
    if anchor is None or (s.amount is not None and s.amount * _SHIFT_MONTHS.get(s.unit, 1) > _most(s.unit)):
        return None
    trail.qualifier = "~" if s.about else trail.qualifier
    if s.amount is None:
        return _shifted_some(s, anchor, base, trail)
    way = "before" if s.sign < 0 else "after"
    trail.steps.append(f"{digits(s.amount)} {s.unit}{'' if s.amount == 1 else 's'} {way} the anchor")
    if s.unit in _SECONDS:
        if base is not None and base.interval.end - base.interval.start > 1:
            anchor = context.publication if context.publication is not None else anchor  # of no day of the story
        return _shifted_time(s, anchor, base)
    if s.unit in _SHIFT_DAYS:
        return _shifted_days(s, anchor, base)
    months = round(s.amount * _SHIFT_MONTHS[s.unit]) * s.sign
    if base is not None and stated is None and base.precision == "year" and s.unit in ("month", "season"):
        trail.qualifier = "~"
        return unit_at(cal.shift_months(anchor, months + _HALF_YEAR), "year", 0)  # 'It sank in 1932 and a month later'
    day = cal.shift_months(anchor, months)
    if abs(months) >= _FAR and s.amount % _ROUND == 0:
        trail.qualifier = trail.qualifier or "~"  # '41,000 years ago'
    if base is not None and base.precision == "decade":
        return unit_at(day, "decade", 0) if months % _DECADE == 0 else None  # 'two years later': of which one?
    if base is not None and base.precision == "quarter":
        whole = s.unit == "year" and s.amount == int(s.amount)
        return in_other_year(base, year_of(base) + s.sign * int(s.amount)) if whole else unit_at(day, "quarter", 0)
    if base is not None and base.precision == "month" and s.unit == "year":
        return unit_at(day, "month", 0)
    if stated is not None and stated.precision in ("day", "week"):
        return unit_at(day, stated.precision, 0)
    unit = s.unit if s.unit in ("month", "quarter") else "year"
    return unit_at(day, unit, 0)


def _most(unit: str) -> int:
    """How many months, or of a smaller unit, an amount may lead away."""
    return _FARTHEST if unit in _SHIFT_MONTHS else _MOST


def leads_beyond(expression: Expression, place: Place | None, publication: int | None) -> bool:
    """Whether years later than a place, or than none, would be behind the publication."""
    if not isinstance(expression, Shift) or expression.amount is None or expression.sign < 0 or publication is None:
        return False
    months = round(expression.amount * _SHIFT_MONTHS[expression.unit])
    return place is None or cal.shift_months(place.interval.start, min(months, _FAR)) > publication


def _shifted_some(s: Shift, anchor: int, base: Place | None, trail: Trail) -> Place | None:
    """Where an amount that is not stated leads: 'a few days ago' is two to six back, 'years later' two to nine ahead.

    Of a single unit one would say so, and of as many as make a larger one would name that.
    """
    far = _SOME_DAYS if s.unit in ("day", "night") else _SOME
    trail.qualifier = "~"
    if s.unit in _SECONDS:
        trail.steps.append("on the anchor's day")
        return base if base is not None and base.interval.end - base.interval.start == 1 else day_place(anchor)
    trail.steps.append(f"two to {digits(far)} {s.unit}s {'before' if s.sign < 0 else 'after'} the anchor")
    if s.unit in _SHIFT_DAYS:
        ends = [anchor + s.sign * n * _SHIFT_DAYS[s.unit] for n in (2, far)]
        first, last = (day_place(day) for day in sorted(ends))
    else:
        months = round(s.sign * _SHIFT_MONTHS[s.unit])
        unit = "month" if s.unit in ("month", "season", "quarter") else "year"
        near, away = (unit_at(cal.shift_months(anchor, months * n), unit, 0) for n in (2, far))
        if near is None or away is None:
            return None
        first, last = (near, away) if s.sign > 0 else (away, near)
    return _roughly(first, last)


def _roughly(first: Place, last: Place) -> Place | None:
    """A stretch whose ends are not known well; None where EDTF cannot write it."""
    stretch = written(range_place(first, last))
    return replace(stretch, edtf=qualify(stretch.edtf, "~")) if stretch is not None else None


def _shifted_stretch(s: Shift, base: Place, context: Context, trail: Trail) -> Place | None:
    """What lies away from a stretch whose ends are not known well: 'Years later he left. A year later he died'."""
    ends = (day_place(base.interval.start), day_place(base.interval.end - 1))
    first, last = (shift(s, None, replace(context, story=end, quarter=None), trail) for end in ends)
    trail.qualifier = "~"
    return _roughly(first, last) if first is not None and last is not None else None


def _shifted_time(s: Shift, anchor: int, base: Place | None) -> Place:
    """A time of day that lies away from another; only the day where the text gave no time of day to count from."""
    assert s.amount is not None
    clock = _CLOCK.search(base.edtf) if base is not None and base.interval.end - base.interval.start == 1 else None
    if clock is None:
        hours = s.amount * _SECONDS[s.unit] / _SECONDS["hour"]
        return day_place(anchor + s.sign * int(hours // _DAY))  # '48 hours later'
    began = (int(clock[1]) * 60 + int(clock[2])) * 60
    days, seconds = divmod(began + s.sign * round(s.amount * _SECONDS[s.unit]), 86_400)
    day = day_place(anchor + days)
    time, zone = f"T{seconds // 3600:02d}:{seconds // 60 % 60:02d}", clock[3] or ""
    value = f"{day.value}{time}{zone if zone == 'Z' else ''}"
    return Place(value, f"{day.edtf}{time}:{seconds % 60:02d}{zone}", day.interval, "minute")


def _shifted_days(s: Shift, anchor: int, base: Place | None) -> Place | None:
    assert s.amount is not None
    days = round(s.amount * _SHIFT_DAYS[s.unit])
    if s.base is None and base is not None and base.interval.end - base.interval.start > max(days, 7):
        return base  # 'He left in May and came back a week later': some day of May
    day = anchor + days * s.sign
    if s.unit in ("day", "night"):
        return day_place(day)
    if s.unit == "weekend":
        return unit_at(day, "weekend", 0)
    if s.base is not None or (base is not None and base.precision == "day" and s.anchor == "story"):
        return day_place(day)
    return week_place(*iso_week(day))
