"""What an expression is to the story it stands in: whether it counts from it, looks back at it, or wants its day."""

from __future__ import annotations

from timeline_api.temporal.context import BEHIND, Tense
from timeline_api.temporal.operators import Calendar, Clock, DayPart, Deictic, Expression, Shift, Within

_UNIT_YEARS = {"year": 1, "decade": 10, "century": 100, "millennium": 1000}
_FAR = 2000  # years ago, of which no news tells as such


def looks_back(expression: Expression) -> bool:
    """Whether a story only looks back at a time before it: 'from the prior year', 'from the same month of 2019'.

    Or at a part of a day before it: 'had been parked there the previous afternoon'.
    """
    if isinstance(expression, DayPart) and expression.on is not None:
        return looks_back(expression.on)
    if isinstance(expression, Within) and isinstance(expression.inner, Deictic):
        return expression.inner.anchor == "story"
    return isinstance(expression, Deictic) and looks_before(expression)


def looks_before(expression: Expression) -> bool:
    """Whether an expression is before what a story has told: 'the previous Thursday', 'a week earlier'."""
    if isinstance(expression, Shift):
        return expression.anchor == "story" and expression.sign < 0
    return isinstance(expression, Deictic) and expression.anchor == "story" and expression.offset < 0


def is_compared(expression: Expression) -> bool:
    """Whether figures are compared with those of a year before: 'from the year-ago quarter', 'a year earlier'."""
    return (
        isinstance(expression, Shift) and expression.unit == "year" and expression.amount == 1 and expression.sign < 0
    )


def counts_years(expression: Expression) -> bool:
    """Whether years are counted on from what was told: 'a decade later'."""
    return (
        isinstance(expression, Shift)
        and expression.anchor == "story"
        and expression.base is None
        and expression.unit in ("year", "decade")
    )


def is_of_writing(expression: Expression, tense: Tense | None) -> bool:
    """Whether a year is named by how far it is from that of writing: 'last year', 'in May this year'.

    The next year is that behind what was told, where a verb of the past tells of it: 'He came back in May the next
    year'.
    """
    if isinstance(expression, Within):
        return is_of_writing(expression.inner, tense) or is_of_writing(expression.outer, tense)
    if isinstance(expression, Deictic) and expression.offset > 0 and tense in BEHIND:
        return False
    return (
        isinstance(expression, Deictic)
        and expression.anchor in ("publication", "writing")
        and expression.unit == "year"
    )


def is_that_month(expression: Expression) -> bool:
    """Whether the month of what was told is named: 'later that month'."""
    return isinstance(expression, Deictic) and expression.anchor == "story" and expression.unit == "month"


def is_bare_day(expression: Calendar) -> bool:
    """Whether a day is named without its month: 'the 7th'."""
    e = expression
    return e.day is not None and e.month is None and e.year is None and e.weekday is None


def is_day_of_month(expression: Expression) -> bool:
    """Whether a day is named with its month and without a year: '29 May'."""
    if not isinstance(expression, Calendar) or expression.year is not None:
        return False
    return expression.day is not None and expression.month is not None


def is_fiscal(expression: Expression) -> bool:
    """Whether a part of a year that a company counts itself is named, or of such a year."""
    if isinstance(expression, Within):
        return is_fiscal(expression.inner) or is_fiscal(expression.outer)
    return isinstance(expression, Calendar) and expression.fiscal


def wants_day(expression: Expression) -> bool:
    """Whether an expression counts days or hours from the story, and so needs a day to count from."""
    match expression:
        case Calendar():  # most are
            return False
        case Clock(on=on) | DayPart(on=on) if on is not None:
            return wants_day(on)
        case Shift(unit="day" | "night" | "hour" | "week") | Deictic(unit="day") | Clock() | DayPart():
            return True
    return False


def is_far(expression: Expression) -> bool:
    """Whether a time lies so long ago that nobody counts the years: '66 million years ago'."""
    if not isinstance(expression, Shift) or expression.amount is None or expression.unit not in _UNIT_YEARS:
        return False
    return expression.amount * _UNIT_YEARS[expression.unit] >= _FAR
