"""One expression inside another: 'the last quarter of 2019', 'the first Monday of next month', 'Easter last year'."""

from __future__ import annotations

from timeline_api.frozen import replace
from timeline_api.temporal import interval as cal
from timeline_api.temporal.absolute import in_year
from timeline_api.temporal.context import AHEAD, MONTHLIKE, Context, Trail, anchor_day, tells_of_month
from timeline_api.temporal.interval import civil, weekday
from timeline_api.temporal.operators import Calendar, Deictic, Expression, Holiday, Within
from timeline_api.temporal.places import Place, day_place, range_place, year_place
from timeline_api.temporal.quarters import in_other_year, is_quarter, quarter_to, year_of
from timeline_api.temporal.units import unit_at, unit_holding

_OF_YEARS = (Calendar, Holiday)  # a union of types would be made anew by each call
_ENDS = ("day", "month")  # what a quarter can end with
_MOST_YEARS = 10  # that are looked through for a month or a holiday


def inside(w: Within, outer: Place, context: Context, trail: Trail) -> Place | None:
    """Where the inner of two expressions lies, `outer` being where the outer one does; None when it does not."""
    inner = w.inner
    if isinstance(inner, Deictic) and inner.field is None:
        if inner.unit == "quarter" and (reported := _reported_quarter(w, inner, outer, context, trail)) is not None:
            return reported
        return _unit_inside(inner, outer, context, trail)
    if isinstance(inner, Calendar) and (inner.half or inner.quarter) and outer.precision in ("decade", "century"):
        return _part_of_years(inner, outer)
    trail.steps.append(f"inside {outer.edtf}")
    if isinstance(inner, Calendar) and (found := _fields_inside(inner, outer, trail)) is not None:
        return found
    if not isinstance(inner, _OF_YEARS):
        return outer
    place = _in_some_year(inner, outer, context, trail)
    return _unless_to_come(inner, place, context) if place is not None and isinstance(w.outer, Deictic) else place


def _reported_quarter(w: Within, inner: Deictic, outer: Place, context: Context, trail: Trail) -> Place | None:
    """The quarter that an article gives the figures of, up to a stated day or in a stated year."""
    quarter = context.quarter
    if outer.precision == "day" and _is_yearless(w.outer) and quarter is not None:
        trail.steps.append("the quarter that the article reports on")
        return quarter
    if outer.precision != "year":
        return None
    if quarter is None and inner.anchor == "focus" and tells_of_month(context):
        return _same_month(outer, context, trail)  # 'Sales fell in November from the same period last year'
    if quarter is None and inner.anchor != "focus" and context.publication is not None:
        quarter = unit_at(context.publication, "quarter", -1)
    if quarter is None:
        return None
    trail.steps.append("the quarter that the article reports on, in that year")
    year = civil(outer.interval.start)[0]
    is_compared = isinstance(w.outer, Deictic) and w.outer.offset == -1 and year_of(quarter) == year
    return in_other_year(quarter, year - is_compared)  # figures of last year, given early in this one


def _is_yearless(expression: Expression) -> bool:
    return isinstance(expression, Calendar) and expression.year is None


def _unit_inside(inner: Deictic, outer: Place, context: Context, trail: Trail) -> Place | None:
    """The first or last day of a place, or the unit around it."""
    if inner.unit == "month" and inner.anchor == "story" and outer.precision == "year":
        return _same_month(outer, context, trail)
    if inner.unit != "day":
        return _unit_around(outer, inner.unit) or outer
    if inner.anchor == "publication":
        return _same_day(outer, context, trail)
    trail.steps.append(f"the {'first' if inner.offset == 0 else 'last'} day of {outer.edtf}")
    return day_place(outer.interval.start if inner.offset == 0 else outer.interval.end - 1)


def _fields_inside(inner: Calendar, outer: Place, trail: Trail) -> Place | None:
    """The quarter to a day or month, a day of a month, a weekday of a week; None where a year must be found."""
    if inner.quarter and outer.precision in _ENDS:
        return quarter_to(outer.interval.end - 1, inner.quarter)
    if outer.precision == "month" and (inner.day or inner.nth) and not inner.month:
        year, month, _ = civil(outer.interval.start)
        return in_year(replace(inner, month=month), year, trail)
    if inner.weekday is not None and inner.month is None:
        return day_place(outer.interval.start + (inner.weekday - weekday(outer.interval.start)) % 7)
    return None


def _in_some_year(inner: Calendar | Holiday, outer: Place, context: Context, trail: Trail) -> Place | None:
    """The first month, day or holiday of that name that meets a place."""
    first, last = civil(outer.interval.start)[0], civil(outer.interval.end - 1)[0]
    for year in range(first, min(last, first + _MOST_YEARS) + 1):
        if isinstance(inner, Calendar):
            place = in_year(inner, year, trail)
        else:
            number = context.holiday(inner.key, year)
            place = day_place(number) if number is not None else None
        if place is None:
            continue
        if place.interval.start < outer.interval.end and place.interval.end > outer.interval.start:
            return place
    return None


def _unless_to_come(inner: Calendar | Holiday, place: Place, context: Context) -> Place:
    """The quarter reported on in place of one of its number that is still to come: 'the fourth quarter this year'."""
    quarter, published = context.quarter, context.publication
    if quarter is None or published is None or place.interval.start <= published or context.tense in AHEAD:
        return place
    return quarter if isinstance(inner, Calendar) and inner.quarter and is_quarter(quarter, inner.quarter) else place


def _same_day(outer: Place, context: Context, trail: Trail) -> Place | None:
    """'this day in 1963': the anchor's month and day in another year."""
    anchor = anchor_day(context, trail)
    if anchor is None:
        return None
    year, (_, month, day) = civil(outer.interval.start)[0], civil(anchor)
    return day_place(cal.day_number(year, month, day)) if cal.is_date(year, month, day) else None


def _same_month(outer: Place, context: Context, trail: Trail) -> Place | None:
    """'the same month last year': the month that was told of, or that of the anchor, in another year."""
    is_told = context.story is not None and context.story.precision in MONTHLIKE
    anchor = anchor_day(context, trail, "story" if is_told else "publication")
    if anchor is None:
        return None
    trail.steps.append("the month told of, in that year")
    return in_year(Calendar(month=civil(anchor)[1]), civil(outer.interval.start)[0], trail)


def _part_of_years(part: Calendar, outer: Place) -> Place:
    """A quarter or half of a decade or century: TIMEX3 has no value for it but that of the whole."""
    first, last = civil(outer.interval.start)[0], civil(outer.interval.end - 1)[0]
    count, number = (4, part.quarter) if part.quarter else (2, part.half)
    size = (last - first + 1) // count
    if not number or not 1 <= number <= count or (last - first + 1) % count:
        return outer
    begin = first + size * (number - 1)
    return replace(range_place(year_place(begin), year_place(begin + size - 1)), value=outer.value)


def _unit_around(outer: Place, unit: str) -> Place | None:
    """The week that holds a place, the weekend nearest to a day (of Labor Day the one before it), the quarter to it."""
    if unit == "weekend" and outer.precision == "day":
        return unit_at(outer.interval.start - 3, unit, 0)
    if unit == "quarter" and outer.precision in _ENDS:
        return quarter_to(outer.interval.end - 1)
    return unit_holding(outer, unit) if unit == "week" else None
