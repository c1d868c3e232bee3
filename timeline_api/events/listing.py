"""Times that are named in one breath, so that one clause tells the same of each: 'in 2008, 2011 and 2014'."""

from __future__ import annotations

from itertools import pairwise

from timeline_api.events.attachment import behind_clitics
from timeline_api.events.clauses import Clause, Located
from timeline_api.events.cutting import located_in
from timeline_api.events.dates import are_tied
from timeline_api.events.lines import Line
from timeline_api.model import Timex
from timeline_api.temporal.joining import is_between, joins
from timeline_api.temporal.read import Times

_SUBJECTS, _PAST = frozenset(("DET", "PRONOUN", "NAME")), frozenset(("PAST", "PASTLIKE"))
_LISTED = 12  # times of a list at most; a longer one is a table
_REACH = 25  # tokens in which a clause has its verb


def are_listed(times: Times, line: Line, a: Located, b: Located) -> bool:
    """Whether two times are named in one breath: '2008 and 2011'."""
    if a[1] < b[0] and joins(times.text, "again", a[1], b[0]):
        return True  # 'in October 1633 and again in 1636'
    if a[2].precision != b[2].precision or a[1] >= b[0] or a[2].interval == b[2].interval:
        return False  # 'through the night and early morning'
    is_bare = a[2].precision == "year" or (a[2].precision == "day" and a[1] - a[0] == 1)  # 'on 3, 7 and 12 May'
    joiner = "comma" if is_bare and b[0] - a[1] == 1 else "listed"
    is_joined = any(joins(times.text, each, a[1], b[0]) for each in (joiner, "listed", "repeated"))
    return is_joined and not _leads_a_clause(times, line, a, b)


def _leads_a_clause(times: Times, line: Line, a: Located, b: Located) -> bool:
    """Whether the second of two times leads a clause of its own: 'opened in 1976, and in 1984 the mill closed'."""
    text = times.text
    opener = text.classes(behind_clitics(text, b[1]))
    is_beside = text.is_class(b[0] - 1, "CONJUNCTION") and not text.is_class(b[0] - 2, "COMMA")  # '2008 and 2011'
    if opener.isdisjoint(_PAST) and (opener.isdisjoint(_SUBJECTS) or is_beside):
        return False
    predicate = text.grammar.finders["predicate"]
    reach = min(line.last, b[1] + _REACH)
    end = text.place_or(reach, b[1], reach, "COMMA", "SEMICOLON")
    first = max(line.first, a[0] - _REACH)
    return all(predicate.search(text.codes, *place) for place in ((first, a[0]), (b[1], end)))


def listed(times: Times, line: Line, clause: Clause) -> list[tuple[Timex, ...]]:
    """The times of each of which a clause tells the same: 'in 2008 and 2011', 'from 1997 to 2001 and 2005 to 2009'.

    None where it does not; two for a stretch, its ends.
    """
    if len(clause.timexes) > _LISTED:
        return []
    located = _without_whole(times, _once(located_in(times, clause.timexes)))
    is_stretch = is_between(times.text, located[0][0])
    if not is_stretch and all(are_listed(times, line, a, b) for a, b in pairwise(located)):
        return [(timex,) for _, _, timex in located]
    pairs = list(zip(located[::2], located[1::2], strict=False))
    if len(located) < 4 or len(located) % 2 or not all(are_tied(times, a[2], b[2]) for a, b in pairs):
        return []
    is_list = all(joins(times.text, "next stretch", a[1][1], b[0][0]) for a, b in pairwise(pairs))
    return [(a[2], b[2]) for a, b in pairs] if is_list else []


def _once(located: list[Located]) -> list[Located]:
    """Times without those that say again which days it was: 'on Wednesday and Thursday, May 6 and 7'."""
    kept: list[Located] = []
    for place in located:
        days = place[2].interval
        told = [other.interval for _, _, other in kept if other.precision == "day" and other.interval is not None]
        is_again = len(told) > 1 and days is not None and place[2].precision in ("day", "range")
        if is_again and days is not None:
            is_again = days in told or (days.start, days.end) == (told[0].start, told[-1].end)
        if not is_again:
            kept.append(place)
    return kept


def _without_whole(times: Times, located: list[Located]) -> list[Located]:
    """Times without the stretch named before two or more parts of it: 'twice last year, in April and again in June'."""
    if len(located) <= 2 or not joins(times.text, "part", located[0][1], located[1][0]):
        return located
    whole, parts = located[0][2].interval, [timex.interval for _, _, timex in located[1:]]
    if whole is None or any(part is None or not whole.start <= part.start < whole.end for part in parts):
        return located
    return located[1:]
