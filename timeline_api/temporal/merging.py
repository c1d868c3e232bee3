"""Two expressions that say one time become one: 'Friday' and 'Oct. 13', '10 p.m.' and 'Wednesday'."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise, product

from timeline_api.frozen import replace
from timeline_api.temporal.joining import joins
from timeline_api.temporal.kinds import kind
from timeline_api.temporal.operators import (
    Calendar,
    Clock,
    DayPart,
    Deictic,
    Expression,
    Range,
    Within,
)  # fmt: skip
from timeline_api.temporal.recognize import Candidate, Text
from timeline_api.temporal.sharing import (
    DAYS,
    with_dated_holidays,
    with_dated_weekdays,
    with_days_of_occasions,
    with_shared_centuries,
    with_shared_days,
    with_shared_years,
)

_MIDNIGHT = 24  # the hour
_CLOSERS = {"open": "close", "apposed": "set off"}  # what stands behind both, where a joiner asks for it
_FURTHEST = 3  # tokens between two expressions that can be one

_LAST_PARTS = {"quarter": Calendar(quarter=4), "half": Calendar(half=2)}
_Builder = Callable[[Expression, Expression], Expression | None]


def _union(a: Expression, b: Expression) -> Expression:
    assert isinstance(a, Calendar)
    assert isinstance(b, Calendar)
    return Calendar(
        year=a.year if a.year is not None else b.year,
        month=a.month or b.month,
        day=a.day or b.day,
        weekday=a.weekday if a.weekday is not None else b.weekday,
        circa=a.circa or b.circa,
    )


def _inner_first(a: Expression, b: Expression) -> Expression:
    if isinstance(a, Deictic) and a.offset < 0 and a.unit in _LAST_PARTS:  # 'the last quarter of 2019'
        a = _LAST_PARTS[a.unit]
    return Within(a, b)


def _same_month_in(a: Expression, b: Expression) -> Expression | None:
    """'the same month last year', not 'this month last year'."""
    return Within(a, b) if isinstance(a, Deictic) and a.anchor == "story" and a.offset == 0 else None


def _outer_first(a: Expression, b: Expression) -> Expression:
    return Within(b, a)


def _days_in(a: Expression, b: Expression) -> Expression:
    """'21 and 22 October this year'."""
    assert isinstance(a, Range)
    return Range(Within(a.first, b), Within(a.last, b))


def _night_of(a: Expression, b: Expression) -> Expression:
    """'the night of 3 to 4 May' is named by the day on which it begins."""
    assert isinstance(a, DayPart)
    assert isinstance(b, Range)
    return replace(a, on=b.first)


def _time_first(a: Expression, b: Expression) -> Expression:
    assert isinstance(a, Clock | DayPart)
    if isinstance(b, DayPart):
        return _clock_in_part(a, b)
    return replace(a, on=b)


def _date_first(a: Expression, b: Expression) -> Expression:
    assert isinstance(b, Clock | DayPart)
    if isinstance(a, DayPart):
        return _clock_in_part(b, a)
    return replace(b, on=a)


def _clock_in_part(clock: Clock | DayPart, part: DayPart) -> Expression:
    """'4 in the morning', '9:30 Wednesday night': the part of the day tells which half of it."""
    if isinstance(clock, Clock) and part.part in ("AF", "EV", "NI"):
        at_noon = clock.hour == _MIDNIGHT // 2 and part.part != "NI"  # '12 on Sunday night' is midnight
        clock = replace(clock, hour=clock.hour + 12) if clock.hour <= 12 and not at_noon else clock
    if isinstance(clock, Clock) and clock.either:
        clock = replace(clock, either=False)
    return replace(clock, on=part.on) if part.on is not None else clock


def _date_named(a: Expression, b: Expression) -> Expression:
    """'this coming Sunday, March 8': the date says all, the weekday confirms it."""
    assert isinstance(a, Deictic)
    assert isinstance(a.field, Calendar)
    return replace(b, weekday=a.field.weekday) if isinstance(b, Calendar) else b


def _part_dated(a: Expression, b: Expression) -> Expression:
    """'Sunday night, August 30': the part of the day, on that date."""
    assert isinstance(a, DayPart)
    weekday = a.on.weekday if isinstance(a.on, Calendar) else None
    return replace(a, on=replace(b, weekday=weekday) if isinstance(b, Calendar) else b)


# (kinds before, joiner, kinds after, what they make); calendar fields come together first.
_Merge = tuple[tuple[str, ...], str, tuple[str, ...], _Builder]
_FIELD_MERGES: tuple[_Merge, ...] = (
    (("weekday",), "near", ("day", "date"), _union),
    (("weekday",), "open", ("day", "date"), _union),
    (("day", "date"), "open", ("weekday",), _union),
    (("day", "date"), "apposed", ("weekday",), _union),
    (("named-weekday",), "near", ("day", "date"), _date_named),
    (("month", "part", "holiday", "day"), "near", ("year",), _inner_first),
    (("part",), "in", ("year",), _inner_first),
    (("this-month",), "near", ("year",), _same_month_in),
    (("this-month",), "in", ("year",), _same_month_in),
    (("part",), "near", ("years",), _inner_first),
    (("days",), "near", ("year",), _days_in),
    (("weekday",), "near", ("week",), _inner_first),
    (("day", "weekday"), "of", ("this-month",), _inner_first),
    (("year",), "possessive", ("part", "month", "holiday"), _outer_first),
    (("year",), "", ("part",), _outer_first),
)
_PART_MERGES: tuple[_Merge, ...] = (
    ((*DAYS, "week"), "", ("daypart",), _date_first),
    (("dated-part",), "near", ("day", "date"), _part_dated),
)
_TIME_MERGES: tuple[_Merge, ...] = (
    (("clock", "daypart"), "at", DAYS, _time_first),
    (("clock",), "at", ("dated-part", "daypart"), _time_first),
    (("daypart",), "at", ("days",), _night_of),
    (DAYS, "at", ("clock",), _date_first),
    (("dated-part",), "at", ("clock",), _date_first),
)
_Merges = dict[tuple[str, str], list[tuple[str, _Builder]]]


def _by_kinds(table: tuple[_Merge, ...]) -> _Merges:
    """Joiners and what they make, by the kinds before and after."""
    found: _Merges = {}
    for kinds, joiner, others, build in table:
        for pair in product(kinds, others):
            found.setdefault(pair, []).append((joiner, build))
    return found


_FIELDS, _PARTS, _TIMES = (_by_kinds(table) for table in (_FIELD_MERGES, _PART_MERGES, _TIME_MERGES))


_SHARES = (with_shared_days, with_shared_years, with_shared_centuries, with_dated_holidays)


def merge(text: Text, candidates: list[Candidate]) -> list[Candidate]:
    """Neighbours that say one time become one; the longer runs grow from left to right."""
    if any([b.first - a.last <= _FURTHEST for a, b in pairwise(candidates)]):
        candidates = with_dated_weekdays(text, candidates)
        for merges in (_FIELDS, _PARTS, _TIMES, _FIELDS):
            candidates = _merge_by(text, candidates, merges)
        for share in _SHARES:
            candidates = share(text, candidates)
    return with_days_of_occasions(text, candidates)


def _merge_by(text: Text, candidates: list[Candidate], merges: _Merges) -> list[Candidate]:
    merged = [candidates[0]]
    for candidate in candidates[1:]:
        before = merged[-1]
        ways = merges.get((before.kind, candidate.kind)) if candidate.first - before.last <= _FURTHEST else None
        joined = _join(text, before, candidate, ways) if ways else None
        if joined is None:
            merged.append(candidate)
        else:
            merged[-1] = joined
    return merged


def _join(text: Text, a: Candidate, b: Candidate, ways: Sequence[tuple[str, _Builder]]) -> Candidate | None:
    """What two neighbours make together, by the first joiner that stands between them; None where none does."""
    for joiner, build in ways:
        if not joins(text, joiner, a.last, b.first):
            continue
        if not _agree(a.expression, b.expression):
            return None
        closer = _CLOSERS.get(joiner)
        if closer is not None and not joins(text, closer, b.last, b.last + 1):
            return None
        last = b.last + 1 if joiner == "open" else b.last
        made = build(a.expression, b.expression)
        if made is None:
            return None
        return Candidate(a.first, last, made, kind(made), f"{a.rule}+{b.rule}", False, a.mod or b.mod)
    return None


def _agree(a: Expression, b: Expression) -> bool:
    """Two sets of calendar fields can be one date unless both state the same field."""
    if not isinstance(a, Calendar) or not isinstance(b, Calendar):
        return True
    return not any(
        getattr(a, name) is not None and getattr(b, name) is not None for name in ("year", "month", "day", "weekday")
    )
