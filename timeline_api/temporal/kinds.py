"""What an expression is to its neighbours: which of them can be one time with it, and which words modify it."""

from __future__ import annotations

from timeline_api.temporal.operators import (
    Calendar,
    Clock,
    DayPart,
    Deictic,
    Expression,
    Holiday,
    Length,
    Range,
    Shift,
    Within,
    Years,
)


def kind(expression: Expression) -> str:
    """What an expression is to a neighbour: a weekday, a day, a month, a part of a year, a year, a clock time ..."""
    match expression:
        case Calendar(weekday=int(), month=None, year=None):
            return "weekday"
        case Calendar(day=int()) | Calendar(nth=int()):
            return "day" if expression.year is None else "date"
        case Calendar(month=int()):
            return "month" if expression.year is None else "month-year"
        case Calendar(quarter=None, half=None, season=None, year=int()):
            return "year"
        case Calendar(year=None):
            return "part"
        case Deictic(unit="year", field=None):
            return "year"
        case Deictic(unit="quarter" | "half" | "season", field=None):
            return "part"
        case Deictic(unit="week" | "weekend", field=None):
            return "week"
        case Deictic(unit="month", field=None):
            return "this-month"
        case Deictic(field=Calendar(weekday=int())):
            return "named-weekday"
        case Deictic(unit="day") | Deictic(field=Calendar(day=int())):
            return "dayword"
        case Within(inner=Calendar(day=int()), outer=Deictic(unit="year")):
            return "year-day"  # 'at 5:20 p.m. on 3 April last year'
        case Clock(on=None):
            return "clock"
        case DayPart(on=None):
            return "daypart"
        case DayPart():
            return "dated-part"
        case Range(first=Calendar(day=int())):
            return "days"
        case Years() | Deictic(unit="decade" | "century", field=None):
            return "years"
        case Holiday() | Shift(unit="day", base=Holiday()):
            return "holiday"  # 'Black Friday' is the day after Thanksgiving
        case Length():
            return "length"
        case Shift():
            return "away"
    return "other"
