"""Productions of times of day; those of days and longer are in productions.py."""

from __future__ import annotations

import re

from timeline_api.temporal.operators import Calendar, Clock, DayPart, Deictic, Expression
from timeline_api.temporal.pieces import Pieces

_DAWN = 4  # the hour until which it is night


def clock(p: Pieces) -> Expression | None:
    """A time of day: '9:30 a.m. EST', '18:00 UTC', '5 p.m.', 'noon'; a rule may fix the `minute` ('half past five'), or
    that midnight `begins` its day ('shortly after midnight') and does not end it.
    """
    written = _written_time(p)
    if written is None:
        return None
    hour, minute, second = written
    half = p.value("half", "AMPM")
    for name, value in (("AMGLUED", 0), ("PMGLUED", 12)):
        if p.value("hour", name) is not None:
            half = value
    if half is not None:
        if not 1 <= hour <= 12:
            return None
        if p.has("last") and hour % 12 > p.value("last", "HOUR12") % 12:
            half = 12 - half  # 'from 11 to 2 p.m.'
        hour = hour % 12 + half
    if is_night := p.has("night"):
        hour += 12 if _DAWN < hour <= 12 else 0  # 'eleven at night', 'three at night'
    if hour > 24 or (minute or 0) > 59 or (second or 0) > 59:
        return None
    zone = _zone(p)
    is_open = half is None and not zone and not is_night
    return Clock(hour, minute, second, zone, either=is_open and 0 < hour < 12 and _is_of_half_day(p))


def _is_of_half_day(p: Pieces) -> bool:
    """Whether a time is written as on a dial: '8:30', not '08:30', 0830 or '8.30 horas'."""
    if p.has("whole") or p.is_class("time", "INT") or p.is_class("time", "ZONEGLUED"):
        return False
    return not str(p.value("time", "CLOCK", "DECIMAL") or "").startswith("0")


def _written_time(p: Pieces) -> tuple[int, int | None, int | None] | None:
    """Hour, minute and second as they are written, before it is known which half of the day they are in."""
    if named := p.value("word", "CLOCKWORD"):
        return 0 if p.has("begins") else int(named), 0, None
    if text := p.value("time", "CLOCK", "DECIMAL"):  # 21:30, and 21.30
        parts = re.split("[:.]", str(text))
        if len(parts[1]) != 2:
            return None
        return int(parts[0]), int(parts[1]), int(parts[2]) if len(parts) > 2 else None
    if (digits := p.value("time", "INT", "ZONEGLUED")) is not None:  # 2130 hours, 21 hrs, 2130GMT
        is_hour = digits <= 24 and not p.is_class("time", "OFFSET")  # 0015 is a quarter past midnight
        return (int(digits), None, None) if is_hour else (digits // 100, digits % 100, None)
    glued = p.value("hour", "AMGLUED", "PMGLUED")
    hour = int(glued if glued is not None else p.number("hour") or 0)
    if (to := p.number("to")) is not None:  # ten to five
        return (hour - 1) % 12 or 12, 60 - int(to), None
    minute = p.number("minute")
    return hour, int(minute) if minute is not None else None, None


def _zone(p: Pieces) -> str:
    zone = str(p.value("zone", "ZONE") or "")
    if glued := p.value("time", "ZONESUFFIX"):  # 0815EST
        return str(p.options["glued_zones"][glued])
    if not p.has("offset"):
        return zone
    sign = -1 if p.value("sign", "MINUS") is not None else 1
    offset = p.value("offset", "OFFSET")
    hours, minutes = divmod(offset, 100) if offset is not None else (int(p.number("offset") or 0), 0)
    return f"{'-' if sign < 0 else '+'}{hours:02d}:{minutes:02d}" if hours <= 14 and minutes < 60 else zone


def day_part(p: Pieces) -> Expression | None:
    """A part of the day by itself: 'morning', 'afternoon'. Which day, the words around it tell."""
    part = p.value("part", "DAYPART")
    if part is None:
        return None
    if (weekday := p.value("weekday", "WEEKDAY", "WEEKDAYABBR")) is not None:
        return DayPart(part, Calendar(weekday=weekday))
    return DayPart(part, Deictic("day", 0)) if p.has("today") else DayPart(part)
