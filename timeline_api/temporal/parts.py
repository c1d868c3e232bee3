"""Which parts of a date the words state, and which were filled in."""

from __future__ import annotations

from functools import lru_cache
from operator import attrgetter

from timeline_api.model import Precision
from timeline_api.temporal.context import DAYLIKE, Trail
from timeline_api.temporal.operators import (
    Calendar,
    Clock,
    DayPart,
    Deictic,
    Exactly,
    Expression,
    Holiday,
    Range,
    Within,
    Years,
)  # fmt: skip
from timeline_api.temporal.places import Place

_PARTS = ("year", "half", "quarter", "season", "month", "day", "weekday")
_parts = attrgetter(*_PARTS)
_RUNS = {10: "decade", 100: "century", 1000: "millennium"}
_DAY = ("year", "month", "day")
_NEEDED: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(DAYLIKE, _DAY),
    "month": ("year", "month"),
    "season": ("year", "season"),
    "quarter": ("year", "quarter"),
    "half": ("year", "half"),
    "week": ("year", "week"),
    "year": ("year",),
}


def stated(expression: Expression) -> tuple[str, ...]:
    """The calendar parts that the words state, whatever they are measured from.

    >>> stated(Calendar(month=6, day=3)), stated(Deictic("week", -1)), stated(Holiday("easter", 1916))
    (('month', 'day'), (), ('year', 'holiday'))
    """
    match expression:
        case Calendar():
            return _named(_parts(expression))
        case Clock(on=on):
            minute = ("minute",) if expression.minute is not None else ()
            return (*_of(on), "hour", *minute)
        case DayPart(on=on):
            return (*_of(on), "daypart")
        case Deictic(field=field):
            return _of(field)
        case Holiday(year=year):
            return ("holiday",) if year is None else ("year", "holiday")
        case Years(count=count):
            return (_RUNS[count],)
        case Exactly(value=value):
            return (*_DAY[: value.count("-", 0, 10) + 1], *(("hour", "minute") if "T" in value else ()))
        case Range():
            return _merged(expression.first, expression.last)
        case Within():
            return _merged(expression.outer, expression.inner)
    return ()


def filled_in(known: tuple[str, ...], place: Place, trail: Trail) -> tuple[str, ...]:
    """The parts of a place that the words do not state, and what else was filled in on the way.

    For example, of 'on Friday' the year, the month and the day; of 'the 80s' the century.
    """
    return _missing(known, place.precision, tuple(trail.implied))


@lru_cache(maxsize=1024)
def _missing(known: tuple[str, ...], precision: Precision, implied: tuple[str, ...]) -> tuple[str, ...]:
    needed = _NEEDED.get(precision, ())
    return tuple(dict.fromkeys(part for part in (*needed, *implied) if part not in known))


@lru_cache(maxsize=1024)
def _named(parts: tuple[int | str | None, ...]) -> tuple[str, ...]:
    return tuple(name for name, part in zip(_PARTS, parts, strict=True) if part is not None)


def _of(expression: Expression | None) -> tuple[str, ...]:
    return stated(expression) if expression is not None else ()


def _merged(first: Expression, second: Expression) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*stated(first), *stated(second))))
