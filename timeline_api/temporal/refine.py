"""Candidates of a sentence, refined: one ordered list of steps, each from a list of candidates to a list.

1. `merge` makes one expression of neighbours that say one time: 'Friday' and 'Oct. 13', '10 p.m.' and 'Wednesday'.
2. `modify` takes in the words before an expression that modify it: 'early', 'the end of', 'around'.
3. `support` drops weak readings that nothing supports: 'May' without a preposition or a date beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise, product

from timeline_api.frozen import replace
from timeline_api.temporal.kinds import kind
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
)  # fmt: skip
from timeline_api.temporal.recognize import Candidate, Text

_MIDNIGHT = 24  # the hour
_NINETEEN_HUNDREDS = Years(1900, 10)
_FURTHEST = 3  # tokens between two expressions that can be one


def refine(text: Text, candidates: list[Candidate]) -> list[Candidate]:
    """All steps, in order."""
    for step in (merge, modify, support):
        candidates = step(text, candidates)
    return candidates


# --- one expression of two ------------------------------------------------------------------------------------------


_LAST_PARTS = {"quarter": Calendar(quarter=4), "half": Calendar(half=2)}
_Builder = Callable[[Expression, Expression], Expression]


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


_DAYS = ("weekday", "day", "date", "dayword", "holiday", "named-weekday")
# (kinds before, joiner, kinds after, what they make); calendar fields come together first.
_Merge = tuple[tuple[str, ...], str, tuple[str, ...], _Builder]
_FIELD_MERGES: tuple[_Merge, ...] = (
    (("weekday",), "near", ("day", "date"), _union),
    (("weekday",), "open", ("day", "date"), _union),
    (("day", "date"), "open", ("weekday",), _union),
    (("named-weekday",), "near", ("day", "date"), _date_named),
    (("dated-part",), "near", ("day", "date"), _part_dated),
    (("month", "part", "holiday", "day"), "near", ("year",), _inner_first),
    (("part",), "in", ("year",), _inner_first),
    (("part",), "near", ("years",), _inner_first),
    (("days",), "near", ("year",), _days_in),
    (("weekday",), "near", ("week",), _inner_first),
    (("day", "weekday"), "of", ("this-month",), _inner_first),
    (("year",), "possessive", ("part", "month", "holiday"), _outer_first),
    (("year",), "", ("part",), _outer_first),
)
_PART_MERGES: tuple[_Merge, ...] = (((*_DAYS, "week"), "", ("daypart",), _date_first),)
_TIME_MERGES: tuple[_Merge, ...] = (
    (("clock", "daypart"), "at", _DAYS, _time_first),
    (("clock",), "at", ("dated-part", "daypart"), _time_first),
    (("daypart",), "at", ("days",), _night_of),
    (_DAYS, "at", ("clock",), _date_first),
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


def merge(text: Text, candidates: list[Candidate]) -> list[Candidate]:
    """Neighbours that say one time become one; the longer runs grow from left to right."""
    if not any([b.first - a.last <= _FURTHEST for a, b in pairwise(candidates)]):
        return candidates
    for merges in (_FIELDS, _PARTS, _TIMES, _FIELDS):
        candidates = _merge_by(text, candidates, merges)
    for share in (_with_shared_days, _with_shared_years, _with_shared_centuries, _with_dated_holidays):
        candidates = share(text, candidates)
    return candidates


def _are_listed(text: Text, a: Candidate, b: Candidate) -> bool:
    """Whether two neighbours are named together, so that what stands with one can hold for both."""
    return joins(text, "and", a.last, b.first) or are_ends(text, a, b)


def _with_shared_centuries(text: Text, candidates: list[Candidate]) -> list[Candidate]:
    """Decades in the century of the one before: 'the 1860s and '70s'."""
    found = candidates[:1]
    for b in candidates[1:]:
        a = found[-1]
        first, second = a.expression, b.expression
        if isinstance(first, Years) and isinstance(second, Years) and second.short and not first.short:
            start = first.first // 100 * 100 + second.first
            if start > first.first and _are_listed(text, a, b):
                b = replace(b, expression=Years(start, second.count))
        found.append(b)
    return found


def _with_shared_years(text: Text, candidates: list[Candidate]) -> list[Candidate]:
    """Months, days and seasons with the year that stands only behind the last: 'from July to November 1917'."""
    for number in range(len(candidates) - 2, -1, -1):
        a, b = candidates[number], candidates[number + 1]
        first, second = a.expression, b.expression
        if not (isinstance(first, Calendar) and isinstance(second, Calendar)) or second.year is None:
            continue
        if first.year is not None or not (first.month or first.season) or (first.day is None) != (second.day is None):
            continue
        if second.short or not _are_listed(text, a, b):
            continue
        turns = bool(first.month and second.month and first.month > second.month)  # 'from December to May 1918'
        candidates[number] = replace(a, expression=replace(first, year=second.year - turns))
    return candidates


def _with_dated_holidays(text: Text, candidates: list[Candidate]) -> list[Candidate]:
    """A holiday on the date that stands beside it, which knows better where it is kept: 'Christmas, Jan. 7, 2001'."""
    for number, (a, b) in enumerate(pairwise(candidates)):
        first, second = a.expression, b.expression
        if not joins(text, "beside", a.last, b.first):
            continue
        if isinstance(first, Holiday) and first.year is None and _is_full(second):
            candidates[number] = replace(a, expression=second)
        elif isinstance(second, Holiday) and second.year is None and _is_full(first):
            candidates[number + 1] = replace(b, expression=first)
    return candidates


def _is_full(expression: Expression) -> bool:
    return isinstance(expression, Calendar) and expression.year is not None and expression.day is not None


def _with_shared_days(text: Text, candidates: list[Candidate]) -> list[Candidate]:
    """Times of day with the day that stands only behind the last of them, the last first."""
    for number in range(len(candidates) - 2, -1, -1):
        a, b = candidates[number], candidates[number + 1]
        first, second = a.expression, b.expression
        if not (isinstance(first, Clock) and first.on is None and isinstance(second, Clock)):
            continue
        if joins(text, "open", a.last, b.first):  # '6 p.m. (1500 GMT) on Tuesday'
            if second.on is not None and second.hour - first.hour >= _MIDNIGHT // 2:
                continue  # '2:35 a.m. (6:35 p.m. EST Wednesday)': a day later
            on = second.on or _day_behind(text, candidates[number + 1 : number + 3])
            candidates[number + 1] = replace(b, expression=replace(second, on=on))
        elif are_ends(text, a, b):  # 'from 8 a.m. to noon on Tuesday': both on that day
            on = second.on
            if first.hour == _MIDNIGHT and second.hour < first.hour:
                first = replace(first, hour=0)
        else:
            continue
        if on is not None:
            candidates[number] = replace(a, expression=replace(first, on=on))
    return candidates


def _day_behind(text: Text, candidates: list[Candidate]) -> Expression | None:
    """The day that follows a time in brackets, candidate by candidate."""
    if len(candidates) < 2 or candidates[1].kind not in _DAYS:
        return None
    time, day = candidates
    closed = joins(text, "close", time.last, time.last + 1)
    return day.expression if closed and joins(text, "at", time.last + 1, day.first) else None


def _merge_by(text: Text, candidates: list[Candidate], merges: _Merges) -> list[Candidate]:
    merged = [candidates[0]]
    for candidate in candidates[1:]:
        joined = _join(text, merged[-1], candidate, merges)
        if joined is None:
            merged.append(candidate)
        else:
            merged[-1] = joined
    return merged


def _join(text: Text, a: Candidate, b: Candidate, merges: _Merges) -> Candidate | None:
    if b.first - a.last > _FURTHEST:
        return None
    for joiner, build in merges.get((a.kind, b.kind), ()):
        if not joins(text, joiner, a.last, b.first):
            continue
        if not _agree(a.expression, b.expression):
            return None
        last = b.last
        if joiner == "open":
            if not joins(text, "close", b.last, b.last + 1):
                return None
            last += 1
        made = build(a.expression, b.expression)
        return Candidate(a.first, last, made, kind(made), f"{a.rule}+{b.rule}", False, a.mod or b.mod)
    return None


def _agree(a: Expression, b: Expression) -> bool:
    """Two sets of calendar fields can be one date unless both state the same field."""
    if not isinstance(a, Calendar) or not isinstance(b, Calendar):
        return True
    return not any(
        getattr(a, name) is not None and getattr(b, name) is not None for name in ("year", "month", "day", "weekday")
    )


def joins(text: Text, joiner: str, start: int, end: int) -> bool:
    """Whether tokens `[start, end)` are the named joiner of the language; '' is nothing at all."""
    if joiner == "":
        return start == end
    pattern = text.grammar.joiners.get(joiner)
    return pattern is not None and pattern.fullmatch(text.codes, start, end) is not None


def are_ends(text: Text, a: Candidate, b: Candidate) -> bool:
    """Whether two candidates are the ends of one stretch: 'from 3 May to 4 June', 'between noon and 2 p.m.'."""
    if joins(text, "to", a.last, b.first):
        return True
    return text.is_class(a.first - 1, "BETWEEN") and joins(text, "and", a.last, b.first)


# --- modifiers ------------------------------------------------------------------------------------------------------


def modify(text: Text, candidates: list[Candidate]) -> list[Candidate]:
    """Take in the modifying words before each expression; a candidate never grows over the one before it."""
    found: list[Candidate] = []
    for candidate in candidates:
        lowest = found[-1].last if found else 0
        found.append(_with_prefix(text, candidate, lowest))
    return found


_MODIFIED = Calendar | Years | Deictic | Within | Clock | DayPart | Holiday | Range | Shift | Length


def _with_prefix(text: Text, candidate: Candidate, lowest: int) -> Candidate:
    found = text.grammar.before.longest(text.codes, lowest, candidate.first, candidate.kind)
    if found is None or not isinstance(candidate.expression, _MODIFIED):
        return candidate
    first, prefix = found
    if prefix.outside and text.is_class(candidate.first, "DEFINITE"):
        return candidate  # 'over the next two days', 'about the last year'
    expression = candidate.expression
    if prefix.mod == "APPROX" and isinstance(expression, Calendar):
        expression = replace(expression, circa=True)
    if prefix.mod in ("MID", "END") and expression == _NINETEEN_HUNDREDS:
        expression = Years(1900, 100)  # 'the late 1900s' are not 1907
    return Candidate(
        candidate.first if prefix.outside else first,
        candidate.last,
        expression,
        candidate.kind,
        f"{prefix.name}+{candidate.rule}",
        False,
        _modifier(prefix.mod, expression),
    )


_AWAY = {("MORE_THAN", -1): "BEFORE", ("MORE_THAN", 1): "AFTER", ("LESS_THAN", -1): "AFTER", ("LESS_THAN", 1): "BEFORE"}


def _modifier(mod: str, expression: Expression) -> str:
    """What a modifier of an amount says of a time that lies this far away: 'more than a year ago' is before that."""
    if not isinstance(expression, Shift):
        return mod
    mod = {"EQUAL_OR_MORE": "MORE_THAN", "EQUAL_OR_LESS": "LESS_THAN"}.get(mod, mod)
    return _AWAY.get((mod, expression.sign), mod)


# --- support for weak readings --------------------------------------------------------------------------------------


def support(text: Text, candidates: list[Candidate]) -> list[Candidate]:
    """Keep a latent candidate only beside another one that is sure and of its kind ('April, May and June')."""
    if not any([candidate.latent for candidate in candidates]):
        return candidates
    sure = [not candidate.latent for candidate in candidates]
    for order in (range(1, len(candidates)), range(len(candidates) - 2, -1, -1)):
        for i in order:
            neighbour = i - 1 if order.step > 0 else i + 1
            if not sure[i] and sure[neighbour] and _listed(text, candidates[i], candidates[neighbour]):
                sure[i] = True
    return [candidate for candidate, keep in zip(candidates, sure, strict=True) if keep]


def _listed(text: Text, a: Candidate, b: Candidate) -> bool:
    first, second = (a, b) if a.first < b.first else (b, a)
    return a.kind == b.kind and joins(text, "and", first.last, second.first)
