"""The ends of a stretch and the days of a list, each read by the other: 'from November to January'."""

from __future__ import annotations

from timeline_api.frozen import replace
from timeline_api.temporal.context import AHEAD, NEAREST, Context, Resolution
from timeline_api.temporal.interval import civil
from timeline_api.temporal.operators import Calendar, Clock, Expression
from timeline_api.temporal.places import day_place
from timeline_api.temporal.recognize import Candidate
from timeline_api.temporal.resolve import resolve

_OPEN = AHEAD + NEAREST  # tenses of what may be still to come
_WEEK = 7  # days
_NOON = 12
_SOON = 60  # days that a day told of may lie ahead where it ends a stretch


def is_yearless(candidate: Candidate) -> bool:
    """Whether a candidate is a month, or a day of one, without a year."""
    e = candidate.expression
    return isinstance(e, Calendar) and bool(e.month) and e.year is None and e.weekday is None


def behind(first: Resolution, candidate: Candidate, found: Resolution, around: Context) -> Resolution:
    """The end of a stretch of months or days, behind the first of them: 'closed from November to January'."""
    if first.place is None or found.place is None or found.place.interval.start >= first.place.interval.start:
        return found
    if not is_yearless(candidate):
        return found
    e, (year, month, day) = candidate.expression, civil(first.place.interval.start)
    assert isinstance(e, Calendar)
    moved = _in_year(candidate, found, year + ((e.month or 0, e.day or day) < (month, day)), around)
    if moved.place is None or around.publication is None or around.tense in AHEAD:
        return moved
    soon = around.publication + (_SOON if e.day else 0)  # 'The feast was moved from 20 November to 10 December'
    return moved if moved.place.interval.start <= soon else found


def ahead_of(first: Resolution, begins: Candidate, last: Resolution, around: Context) -> Resolution:
    """The beginning of a stretch before its end: 'From March to June he was away', told in that March."""
    if first.place is None or last.place is None or first.place.interval.start <= last.place.interval.start:
        return first
    e, (year, month, day) = begins.expression, civil(last.place.interval.start)
    assert isinstance(e, Calendar)
    return _in_year(begins, first, year - ((e.month or 0, e.day or day) > (month, day)), around)


def is_under_way(opening: Resolution, publication: int | None) -> bool:
    """Whether what begins on a day may have begun by now: 'will be shut from 10 March to 24 March', told between."""
    if opening.place is None or opening.place.precision != "day" or publication is None:
        return False
    return 0 <= publication - opening.place.interval.start <= _SOON


def _in_year(candidate: Candidate, found: Resolution, year: int, around: Context) -> Resolution:
    """A month or day as an end of a stretch whose other end gives its year."""
    assert isinstance(candidate.expression, Calendar)
    moved = resolve(replace(candidate.expression, year=year), around)
    if moved is None or moved.place is None:
        return found
    steps = (*found.steps, "in the year that makes a stretch of it and its other end")
    return replace(found, value=moved.value, place=moved.place, edtf=moved.edtf, steps=steps)


def after_noon(first: Expression, last: Expression) -> Expression:
    """The end of a stretch of hours, after noon where it would come before its beginning: 'from 8:30 to 5:00'."""
    if not (isinstance(first, Clock) and isinstance(last, Clock) and last.either):
        return last
    begins, ends = (first.hour, first.minute or 0), (last.hour, last.minute or 0)
    if ends > begins or (last.hour + _NOON, last.minute or 0) <= begins:
        return last
    return replace(last, hour=last.hour + _NOON, either=False)


def as_over(first: Resolution, last: Resolution, published: int) -> tuple[Resolution, Resolution]:
    """The two weekdays of a stretch that was over on a day: 'ran Monday to Friday', told on a Wednesday."""
    if first.place is None or last.place is None:
        return first, last
    begin = first.place.interval.start
    end = begin + (last.place.interval.start - begin) % _WEEK
    early = _WEEK if end > published else 0
    return _moved(first, begin - early), _moved(last, end - early)


def _moved(found: Resolution, day: int) -> Resolution:
    """A weekday on that day, as its stretch is over."""
    place = day_place(day)
    if found.place is None or found.place.interval == place.interval:
        return found
    steps = (*found.steps, "earlier, as the stretch is over")
    return replace(found, value=place.value, place=place, edtf=place.edtf, steps=steps)


def next_of_list(
    first: Resolution, candidate: Candidate, found: Resolution, around: Context, *, is_end: bool
) -> Resolution:
    """A weekday behind the one that it is listed with, told on such a day: 'will meet on Wednesday and Thursday'."""
    if candidate.kind != "weekday" or first.place is None or found.place is None:
        return found
    if around.tense not in _OPEN and not is_end:
        return found
    if found.place.interval.start >= first.place.interval.start:
        return found
    place = day_place(found.place.interval.start + _WEEK)
    steps = (*found.steps, "a week later, behind the weekday that it is listed with")
    return replace(found, value=place.value, place=place, edtf=place.edtf, steps=steps)
