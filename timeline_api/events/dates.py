"""The date of a clause: that of its finest time expression, or of the stretch that two of them span."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise

from timeline_api.events.attachment import is_past, leads_with_gerund, tells
from timeline_api.frozen import replace
from timeline_api.model import EventDate, Interval, Precision, Timex
from timeline_api.temporal.edtf import qualify
from timeline_api.temporal.interval import civil, format_day, shift_months
from timeline_api.temporal.joining import is_between, joins
from timeline_api.temporal.read import Times

_NAMED = 3  # tokens of 'the meeting on'
_SINCE = 20  # tokens of 'since the $59bn tie-up between two makers of drugs in July'
_TIE = 6  # tokens between the two ends of one stretch at most
_ENDING = 14  # characters of ', which ended '
_COUNTED = {"quarter": "P3M", "half": "P6M", "year": "P1Y"}
_LATE = 8  # days behind the end of the last month of a quarter that ended on one of them: 'ended Oct. 1'
_MONTHS = 12  # of a year
_YEAR = 365  # days
_PERIODS = frozenset(("quarter", "half", "year", "range"))
_AMOUNT = re.compile(r"P(\d{1,3})([DMWY])")
_DAYLIKE = frozenset(("day", "daypart", "hour", "minute"))
_LIFE = 40  # tokens from a life in brackets to 'born'
_PRECISIONS: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}  # by the length of a date
_PLACED = 8  # tokens of the place of a birth or death at most
_BESIDE = 4  # characters of ' in '
_YEARS = ("year", "decade", "century", "range")
_OLD = 1100  # days after which what happened is no news
_AS_FINE = 1.2  # February is no finer than March


def clause_date(times: Times, first: int, timexes: Sequence[Timex]) -> tuple[Timex, EventDate]:
    """The date of a clause that begins at token `first` and has such time expressions, and the one that it rests on."""
    if len(timexes) > 1:
        timexes = _without_noun_time(times, _without_subject_time(times, first, timexes))
    placed = [timex for timex in timexes if timex.interval is not None]
    if len(placed) > 1 and (ranged := _range(times, placed)) is not None:
        return ranged[0], _birth(times, *ranged) or ranged[1]
    timex = timexes[0] if len(timexes) == 1 else _ended(times, placed) or _finest(times, timexes)
    since = since_before(times, first, times.token_at(timex.start))
    if since is not None and not leads_with_gerund(times.text, since):  # but 'since leaving in May'
        return timex, open_date(times, timex)
    if _is_since_a_clause(times, first, times.token_at(timex.start)):
        return timex, open_date(times, timex)
    if timex.precision == "range" and (born := _birth(times, timex, own_date(timex))) is not None:
        return timex, born
    if (period := _ended_period(times, timex) or _opening_months(times, timex)) is not None:
        return timex, period
    return timex, own_date(timex)


def _without_subject_time(times: Times, first: int, timexes: Sequence[Timex]) -> Sequence[Timex]:
    """The times of a clause without one that only tells which thing it is about: 'The talks on Monday ended today'."""
    text, at = times.text, times.token_at
    token, end, behind = at(timexes[0].start), at(timexes[0].end), at(timexes[1].start)
    if token - first < _NAMED or tells(text, first, token):
        return timexes
    if commas := text.places(first, token, "COMMA"):  # 'Her first term, in 1990, ended in 1994'
        is_aside = len(commas) == 1 and text.is_class(commas[0] + 1, "PREP") and text.is_class(end, "COMMA")
        is_aside = is_aside and not text.is_class(first, "PREP") and is_past(text, end + 1)
        return timexes[1:] if is_aside else timexes
    is_phrase = text.is_class(first, "PREP") and not text.is_class(first, "PARTING")
    if is_phrase and text.is_class(end, "COMMA"):
        return timexes  # 'In a statement on Monday, the mayor said', not 'After the storm on Monday, it shut'
    return timexes[1:] if tells(text, end, behind) and not _looks_back(timexes[0], timexes[1]) else timexes


def _looks_back(first: Timex, second: Timex) -> bool:
    """Whether years are over before a finer time before them: 'A court on Friday jailed him over a raid in 2012'."""
    if second.precision not in _YEARS or first.precision in _YEARS or first.interval is None or second.interval is None:
        return False
    return second.interval.end <= first.interval.start


def _without_noun_time(times: Times, timexes: Sequence[Timex]) -> Sequence[Timex]:
    """The times of a clause up to one of what it came after: 'resigned last week after a vote on 3 May'."""
    text, at = times.text, times.token_at
    for number, (before, behind) in enumerate(pairwise(timexes), start=1):
        end, token = at(before.end), at(behind.start)
        end += text.is_class(end, "COMMA")
        after = text.is_class(end, "PARTING") or text.is_class(end, "WAY")  # 'after', 'following'
        owing = text.grammar.finders["owing"].match(text.codes, end, token)  # 'over'
        leads = after and text.is_class(end + 1, "DET")
        if (leads or (owing is not None and owing.end() < token)) and not tells(text, end, token):
            return timexes[:number]
    return timexes


def _ended(times: Times, placed: Sequence[Timex]) -> Timex | None:
    """The first time of a clause if the second only says when it ended: 'in the quarter ended March 31'."""
    if len(placed) < 2:
        return None
    if placed[0].precision == "week":  # whose last day need not be a Sunday
        is_end = joins(times.text, "ended", times.token_at(placed[0].end), times.token_at(placed[1].start))
        return placed[0] if is_end else None
    if placed[1].start - placed[0].end > _ENDING or placed[0].precision not in _PERIODS:
        return None
    period, end = placed[0].interval, placed[1].interval
    return placed[0] if period and end and period.start < end.start and 0 <= end.end - period.end < _LATE else None


def _finest(times: Times, timexes: Sequence[Timex]) -> Timex:
    """The finest of some times; of two that a comma parts the first, unless the second lies in it."""
    first, second = timexes[0], timexes[1]
    if first.rule == "holiday" and second.precision == "day" and "day" in second.known:
        return second  # 'Bonfire Night will be held on Saturday 3rd'
    if first.qualifier == "~" and first.basis == "relative" and not second.qualifier and second.precision in _DAYLIKE:
        return second  # 'About ten hours later, they were held on Friday morning'
    if first.interval and second.interval and not first.interval.start <= second.interval.start < first.interval.end:
        between = times.text.places(times.token_at(first.end), times.token_at(second.start), "COMMA")
        timexes = timexes[:1] if between and second.precision != "day" else timexes
    widths = [t.interval.end - t.interval.start if t.interval else 1 << 40 for t in timexes]
    number = next(number for number, width in enumerate(widths) if width <= _AS_FINE * min(widths))
    behind = timexes[number + 1] if number + 1 < len(timexes) and widths[number + 1] <= widths[number] else None
    if behind is None or behind.basis != "explicit" or behind.start - timexes[number].end > _BESIDE:
        return timexes[number]
    return behind  # 'a year later in May 2012'


def since_before(times: Times, first: int, token: int) -> int | None:
    """The token of a 'since' before the time at `token`, or a phrase that ends with it: 'since a clash last spring'."""
    text = times.text
    if not text.has_class(low := max(first, token - _SINCE), token, "SINCE"):
        return None
    since = text.places(low, token, "SINCE")[-1]
    if text.has_class(since + 1, token, "COMMA", "FINAL", "STOP"):
        return None
    if times.timexes_between(text.tokens.start(since), text.tokens.start(token)):
        return None  # 'at its weakest pace since 2003 in November'
    if text.has_class(max(first, since - _NAMED), since, "SUPERLATIVE"):
        return since  # 'the steepest drop since a slide sparked by a war in'
    return since if text.grammar.finders["predicate"].search(text.codes, since + 1, token) is None else None


def _is_since_a_clause(times: Times, first: int, token: int) -> bool:
    """Whether a perfect tells what has been since something was: 'have broken it since the war began in 1991'."""
    text = times.text
    if not text.has_class(low := max(first, token - _SINCE), token, "SINCE"):
        return False
    since = text.places(low, token, "SINCE")[-1]
    if since - first < _NAMED or text.has_class(since + 1, token, "COMMA", "CONJUNCTION", "STOP"):
        return False
    if text.grammar.finders["predicate"].search(text.codes, since + 1, token) is None:
        return False
    done = text.grammar.finders["done"].search(text.codes, max(first, since - _SINCE), since)
    return done is not None and not text.has_class(done.end(), since, "COMMA")


def leads_since(times: Times, first: int, last: int, timex: Timex) -> bool:
    """Whether tokens `[first, last)` tell what has been since something was: 'Since war came in May, 20 died'."""
    text, end = times.text, times.token_at(timex.end)
    if not text.is_class(first, "SINCE") or not text.is_class(end, "COMMA"):
        return False
    lasting = text.grammar.finders["perfect"].search(text.codes, end, last)
    return lasting is not None and text.sayers.match(text.codes, lasting.end()) is None


def _birth(times: Times, timex: Timex, life: EventDate) -> EventDate | None:
    """The first day of a life in brackets, where it is told of whom was born: 'Brandt (3 May 1931–2004) was born'."""
    text, token = times.text, times.token_at(timex.start)
    if life.interval is None or not text.is_class(token - 1, "LPAREN"):
        return None
    birth = text.grammar.finders["birth"].search(text.codes, token, min(token + _LIFE, len(text.codes)))
    return None if birth is None or text.has_class(token, birth.start(), "FINAL") else begun(life)


def begun(date: EventDate) -> EventDate:
    """The day, month or year in which a stretch begins; any other date as it is."""
    edtf = date.edtf.split("/")[0]
    if date.interval is None or "/" not in date.edtf or len(edtf) not in _PRECISIONS:
        return date
    start = date.interval.start
    end = {4: shift_months(start, 12), 7: shift_months(start, 1)}.get(len(edtf), start + 1)
    return replace(date, edtf=edtf, interval=Interval(start, end), precision=_PRECISIONS[len(edtf)])


def own_date(timex: Timex) -> EventDate:
    """The date that a time expression names; 'about 5 p.m. on 3 May' is on that day, whatever the hour."""
    if timex.qualifier == "~" and timex.type == "TIME":
        timex = replace(timex, edtf=timex.edtf.split("T")[0], qualifier="", precision="day")
    edtf = qualify(timex.edtf, timex.qualifier) if timex.qualifier else timex.edtf
    return EventDate(
        edtf, timex.interval, timex.precision or ("day" if len(timex.edtf) > 7 else "month"), timex.qualifier,
        timex.basis or "explicit", timex.value, timex.text,
    )  # fmt: skip


def are_tied(times: Times, a: Timex, b: Timex) -> bool:
    """Whether the words between two expressions make them the two ends of one stretch."""
    start, end = times.token_at(a.end), times.token_at(b.start)
    if (
        joins(times.text, "to", start, end)
        or joins(times.text, "lasting", start, end)
        or (a.precision == "year" and is_growth(times, a, b))
    ):
        return True
    if _is_counted(a) and joins(times.text, "ended", start, end):
        return True  # 'in the quarter ending in May'
    if joins(times.text, "and", start, end) and is_between(times.text, times.token_at(a.start)):
        return True
    return _is_placed_life(times, a, b, start, end)


def _is_counted(timex: Timex) -> bool:
    """Whether a time is a period that a day can end; 'the war of 1914 ended on 11 November 1918' tells of no such."""
    return timex.precision in _PERIODS and (timex.precision != "year" or timex.rule == "fiscal-year")


def range_token(times: Times, first: int, timex: Timex) -> int:
    """The token of a time, or of the one behind token `first` with which it makes a stretch."""
    token, number = times.token_at(timex.start), bisect_left(times.starts, timex.start) - 1
    if number < 0:
        return token
    other = times.ordered[number]  # only the one right before it can be tied to it
    begin, end = times.token_at(other.start), times.token_at(other.end)
    is_near = first <= begin and end <= token <= end + _TIE
    return begin if is_near and are_tied(times, other, timex) else token


def is_growth(times: Times, a: Timex, b: Timex) -> bool:
    """Whether two years are those of two amounts, far enough apart to be told of all the time between.

    For example, 'grew from 3,000 in 1801 to 12,000 in 1851', but not 'rose from 3% in 2020 to 4% in 2021'.
    """
    if a.interval is None or b.interval is None or a.precision != "year" or b.precision != "year":
        return False
    is_apart = b.interval.start - a.interval.end >= _YEAR
    return is_apart and joins(times.text, "to amount", times.token_at(a.end), times.token_at(b.start))


def _is_placed_life(times: Times, a: Timex, b: Timex, start: int, end: int) -> bool:
    """Whether two times are those of a life with its places: '(Vale, 8 April 1903 – Oslo, 2 November 1988) was'."""
    text, behind = times.text, times.token_at(b.end)
    if end - start > _PLACED or a.basis != "explicit" or b.basis != "explicit":
        return False
    if not text.has_class(start, end, "DASH") and not text.has_class(start, end, "SEMICOLON"):
        return False
    low = max(0, times.token_at(a.start) - _PLACED)
    closed = text.place(behind, min(text.size, behind + _PLACED), "RPAREN")
    if closed is None or text.has_class(start, end, "RPAREN") or not text.is_bracketed(low, start):
        return False
    is_told = text.grammar.finders["predicate"].match(text.codes, closed + 1) is not None
    return is_told or text.is_class(closed + 1, "COMMA")


def open_date(times: Times, timex: Timex) -> EventDate:
    """'since 2001': from then on, as far as the article can know."""
    date = own_date(timex)
    if date.interval is None or ".." in timex.edtf:
        return date
    end = date.interval.end
    if times.publication is not None and times.publication >= end:
        end = times.publication + 1
    begin = date.edtf.split("/")[0].split("T")[0]  # of 'since the weekend' too
    return replace(date, edtf=f"{begin}/..", interval=Interval(date.interval.start, end), precision="range")


def _range(times: Times, placed: list[Timex]) -> tuple[Timex, EventDate] | None:
    """'from 3 May to 8 June': two expressions with a word between them that makes them the ends of one stretch."""
    a, b = placed[0], placed[1]
    if not are_tied(times, a, b) or _ended(times, placed) is not None:
        return None
    if a.precision in _COUNTED and b.precision in ("day", "month") and not _opens_stretch(times, a):
        return None  # 'the quarter ended Sept. 2' is none from its first day on
    if a.interval is None or b.interval is None:
        return None
    if b.interval.end <= a.interval.start:
        return None
    edtf = f"{own_date(a).edtf.split('/')[0]}/{own_date(b).edtf.split('/')[-1]}"
    span = Interval(a.interval.start, b.interval.end)
    words = f"{a.text} ... {b.text}"
    return a, EventDate(
        edtf, span, "range", a.qualifier or b.qualifier, a.basis or "explicit", f"{a.value}/{b.value}", words
    )


def _opens_stretch(times: Times, timex: Timex) -> bool:
    """Whether a quarter or year is the first of a stretch, not an amount that a day ends: '1950 to June 1951'."""
    if times.text.is_class(times.token_at(timex.start) - 1, "FROM"):
        return True
    return timex.precision == "year" and times.text.is_class(times.token_at(timex.end), "TO")


def _ended_period(times: Times, timex: Timex) -> EventDate | None:
    """'In the six months to 30 June': the whole of an amount of time of which the expression is the end."""
    before = bisect_left(times.starts, timex.start) - 1
    if before < 0 or timex.interval is None or timex.precision not in ("day", "month", "year"):
        return None
    amount = times.ordered[before]
    if amount.precision == "year" and not _is_counted(amount):
        return None
    size = _AMOUNT.fullmatch(_COUNTED.get(amount.precision or "", amount.value))
    if size is None or not joins(times.text, "ended", times.token_at(amount.end), times.token_at(timex.start)):
        return None
    if amount.type == "DATE" and _opens_stretch(times, amount):
        return None
    end, count, unit = timex.interval.end, int(size[1]), size[2]
    if timex.precision == "year" and unit != "Y":
        return None
    if amount.type != "DURATION" and civil(end)[2] <= _LATE:
        end -= civil(end)[2] - 1  # 'the quarter ended Sept. 2'
    days = {"D": 1, "W": 7}.get(unit)
    start = end - days * count if days else shift_months(end, -count * (12 if unit == "Y" else 1))
    less = -6 if timex.precision == "year" else -3 if civil(start)[2] == civil(end)[2] == 1 else None
    first, last = (format_day(day)[:less] for day in (start, end - 1))
    date = own_date(timex)
    words = f"{amount.text} ... {timex.text}"
    return replace(date, edtf=f"{first}/{last}", interval=Interval(start, end), precision="range", text=words)


def _opening_months(times: Times, timex: Timex) -> EventDate | None:
    """'In the first five months of this year': the months with which a year begins."""
    before = bisect_left(times.starts, timex.start) - 1
    if before < 0 or timex.interval is None or timex.precision != "year":
        return None
    amount, text = times.ordered[before], times.text
    size = _AMOUNT.fullmatch(amount.value) if amount.type == "DURATION" else None
    if size is None or size[2] != "M" or not 1 < int(size[1]) < _MONTHS:
        return None
    first = times.token_at(amount.start)
    is_opening = text.grammar.finders["opening"].match(text.codes, first)
    if not is_opening or not joins(text, "of", times.token_at(amount.end), times.token_at(timex.start)):
        return None
    start, end = timex.interval.start, shift_months(timex.interval.start, int(size[1]))
    edtf = "/".join(format_day(day)[:-3] for day in (start, end - 1))
    words = f"{amount.text} ... {timex.text}"
    return replace(own_date(timex), edtf=edtf, interval=Interval(start, end), precision="range", text=words)


def is_old(times: Times, timexes: Iterable[Timex | None]) -> bool:
    """Whether all of some times that are over are so old that nothing told with them is news."""
    published = times.publication
    if published is None:
        return False
    is_over = False
    for timex in timexes:
        if timex is None or timex.interval is None or timex.interval.end > published + 1:
            continue
        if published - timex.interval.end <= _OLD:
            return False
        is_over = True
    return is_over


def is_before(a: Interval | None, b: Interval | None) -> bool:
    """Whether some days are over before others begin."""
    return a is not None and b is not None and a.end <= b.start
