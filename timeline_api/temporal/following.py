"""How a time goes on from those before it in its sentence: as one of a list, in their year, or said once more."""

from __future__ import annotations

from collections.abc import Sequence

from timeline_api.model import Timex
from timeline_api.temporal.interval import civil
from timeline_api.temporal.joining import joins
from timeline_api.temporal.operators import (
    Calendar,
    Clock,
    Deictic,
    Expression,
    Holiday,
    Shift,
    Within,
)  # fmt: skip
from timeline_api.temporal.recognize import Candidate, Text
from timeline_api.temporal.spans import Span

_OF_YEARS = (Holiday, Calendar)  # a union of types would be made anew by each call
_VERBS = ("PAST", "PASTLIKE", "PARTICIPLE", "REPORT", "BE", "AUX", "FUTURE")
_STRETCHES = (Calendar, Deictic)
_LISTED = ("weekday", "day", "date", "month")  # kinds
_ASIDE = 14  # tokens from 'who had' to its year at most
_PLANNED = 8  # tokens of 'are expected to move in before'
_OF_WEEK = ("weekday", "dated-part")  # kinds
_HAVING = 6  # tokens of 'had last been written up on'
_SAID = 3  # tokens of 'said later that'
_SAYING = 2  # tokens of 'said on'
_OWNED = 4  # tokens of 'magnitude 7.6 quake' behind the time that owns it
_SUBJECT = 8  # tokens from 'that' to the 'had' of its clause
_DASHED = 3  # tokens of '? - '
_OLD = 30  # years after which a year is no longer one of the news


def is_listed(tokens: Text, before: Candidate, candidate: Candidate) -> bool:
    """Whether a day or month is named together with the one before it, so that one verb tells of both."""
    return candidate.kind in _LISTED and joins(tokens, "and", before.last, candidate.first)


def in_stretch(tokens: Text, before: Candidate | None, candidate: Candidate, whole: Expression | None) -> Within | None:
    """A part of the stretch named right before it, or before one that it is listed with; None where it is no such part.

    For example, 'robbed twice last year, in April and again in June'. `whole` is the stretch of the part before it.
    """
    e = candidate.expression
    if before is None or not isinstance(e, _OF_YEARS) or e.year is not None:
        return None
    if candidate.kind == "weekday" and getattr(whole or before.expression, "unit", "") != "week":
        return None  # 'who took office in 2009, on Tuesday accepted'
    if tokens.has_class(candidate.last, candidate.last + 1, *_VERBS):
        return None  # 'The head, who was elected last year, in May accepted'
    if isinstance(before.expression, _STRETCHES) and joins(tokens, "part", before.last, candidate.first):
        return Within(e, before.expression)
    is_next = any([joins(tokens, each, before.last, candidate.first) for each in ("again", "listed", "and")])
    return Within(e, whole) if whole is not None and is_next else None


def says_again(tokens: Text, before: Candidate, candidate: Candidate, end: int) -> bool:
    """Whether an amount says how far the date right before it is from what was told: 'on 28 July, ten days later.'"""
    e = candidate.expression
    if not isinstance(e, Shift) or e.anchor != "story" or e.sign < 0 or not isinstance(before.expression, Calendar):
        return False
    beside = candidate.first == before.last + 1 and tokens.is_class(before.last, "COMMA")
    is_aside = tokens.is_class(candidate.last, "FINAL") or tokens.is_class(candidate.last, "COMMA")
    return beside and (candidate.last >= end or is_aside)


def lasts_from(tokens: Text, span: Span, candidate: Candidate) -> bool:
    """Whether the story does not go on at a time, as where what is told has lasted from it until now: 'since Monday'.

    What 'had been so since 1995' had lasted until the time that is told of; 'had since Tuesday night' is until now.
    """
    before = tokens.classes(candidate.first - 1)
    if "FROM" in before and tokens.is_class(candidate.last, "POSS"):
        return not _owns_a_disaster(tokens, candidate)  # 'up from Thursday's close' only compares
    if "LPAREN" in before and isinstance(candidate.expression, Clock):
        return True  # '3:10 p.m. (0910 EDT)': the same time once more
    if candidate.kind == "holiday" and "HYPHEN" in before:
        return True  # 'the pre-Christmas warning'
    since = "SINCE" in before or _is_of_since(tokens, span, candidate)
    if since and _is_last_seen(tokens, span, candidate):
        return False  # 'missing since Monday. She left home at noon'
    return since and (candidate.kind == "dated-part" or not tokens.has_class(span.first, candidate.first, "HAD"))


def _owns_a_disaster(tokens: Text, candidate: Candidate) -> bool:
    """Whether a time tells when something befell people: 'the death toll from Saturday's magnitude 7 quake rose'."""
    end = candidate.last + 1
    return any([tokens.has_class(at, at + 1, "CALAMITY") for at in range(end, end + _OWNED)])


def is_of_saying(tokens: Text, candidate: Candidate) -> bool:
    """Whether a time is when somebody said something: ', police said on Monday', 'officials on Monday said'."""
    first = candidate.first
    said = tokens.sayers.search(tokens.codes, max(0, first - _SAYING), first)
    return said is not None or tokens.sayers.match(tokens.codes, candidate.last) is not None


def _is_last_seen(tokens: Text, span: Span, candidate: Candidate) -> bool:
    """Whether a time with 'since' before it is when somebody was seen last, of which the story tells."""
    low = max(span.first, candidate.first - _ASIDE)
    seen = tokens.grammar.finders["last_seen"].search(tokens.codes, low, candidate.first)
    return seen is not None and seen.end() == candidate.first


def _is_of_since(tokens: Text, span: Span, candidate: Candidate) -> bool:
    """Whether a time stands in a clause or phrase that 'since' leads: 'since the session began on Monday'."""
    low = max(span.first, candidate.first - _ASIDE)
    since = tokens.places(low, candidate.first, "SINCE")
    if not since or not tokens.is_class(candidate.first - 1, "PREP"):
        return False
    return not tokens.has_class(since[-1], candidate.first, "EDGE")


def is_ahead(timex: Timex, publication: int | None) -> bool:
    """Whether a time begins after the publication."""
    return publication is not None and timex.interval is not None and timex.interval.start > publication


def is_dated(expression: Expression, publication: int | None, *, leads: bool) -> bool:
    """Whether an expression states a month or season with its year, or a year long gone that leads its sentence."""
    if not isinstance(expression, Calendar) or expression.year is None:
        return False
    is_old = leads and publication is not None and civil(publication)[0] - expression.year >= _OLD
    return is_old or expression.month is not None or expression.season is not None


def goes_on(tokens: Text, earlier: Candidate, candidate: Candidate) -> bool:
    """Whether a month or day without a year goes on from a dated one: 'He joined in March 2015 and left in June'.

    Behind a semicolon too: 'was found in January 2020; by March it had spread'.
    """
    e = candidate.expression
    if not isinstance(e, _OF_YEARS) or e.year is not None:
        return False
    if isinstance(e, Calendar) and e.month is None and (e.day is None or e.weekday is not None):
        return False
    stops = tokens.places(earlier.last, candidate.first, "STOP")
    if any([not tokens.is_class(at, "SEMICOLON") for at in stops]):
        return False
    return bool(stops) or tokens.has_class(earlier.last, candidate.first, "CONJUNCTION")


def is_in_year(tokens: Text, before: Candidate, candidate: Candidate) -> bool:
    """Whether a day stands right behind its year: 'the worst was in 1977, on Dec. 4', '1415 (25 October):'."""
    is_bracketed = candidate.first == before.last + 1 and tokens.is_class(before.last, "LPAREN")
    return candidate.kind == "day" and (is_bracketed or joins(tokens, "at", before.last, candidate.first))


def is_of_subject(
    tokens: Text, span: Span, candidate: Candidate, found: Sequence[Timex], publication: int | None
) -> bool:
    """Whether a month, day or holiday has the year that its sentence begins with.

    It names the subject ('The 2016 season began in March'), or all of it is in that year ('In 1989 he was out by May').
    """
    e, first = candidate.expression, found[0]
    if first.precision != "year" or not isinstance(e, _OF_YEARS) or e.year is not None:
        return False
    if isinstance(e, Calendar) and e.month is None:
        return False
    year, whole = span.first + 1, first.interval
    if publication is None or whole is None or whole.end > publication or tokens.tokens.start(year) != first.start:
        return False
    if any([t.interval is not None and not whole.start <= t.interval.start < whole.end for t in found]):
        return False
    if tokens.is_class(span.first, "IN"):
        return True
    return tokens.is_class(span.first, "DET") and not tokens.has_class(year, candidate.first, "COMMA")


def looks_ahead(tokens: Text, span: Span, candidate: Candidate) -> bool:
    """Whether a time is one that something is planned for: 'are expected to move in before Christmas 2023'."""
    finder = tokens.grammar.finders["prospect"]
    return finder.search(tokens.codes, max(span.first, candidate.first - _PLANNED), candidate.first) is not None


def is_in_aside(tokens: Text, span: Span, candidate: Candidate) -> bool:
    """Whether a time stands in a relative clause behind a comma: 'bade farewell to Ann, who had joined in 1988'."""
    low = max(span.first, candidate.first - _ASIDE) + 1
    whose = tokens.places(low, candidate.first, "PRONOUN_RELATIVE", "WHERE")
    return bool(whose) and tokens.is_class(whose[-1] - 1, "COMMA")


def ends_life(tokens: Text, before: Candidate | None, candidate: Candidate) -> bool:
    """Whether a time ends the life, or other course, that brackets give: 'Ada Quill (1857-1898)'."""
    if (
        before is None
        or not tokens.is_class(before.first - 1, "LPAREN")
        or not tokens.is_class(candidate.last, "RPAREN")
    ):
        return False
    return candidate.first - before.last <= _DASHED and tokens.has_class(before.last, candidate.first, "DASH", "HYPHEN")


def ends_period(tokens: Text, before: Candidate | None, candidate: Candidate) -> bool:
    """Whether a day only says when a quarter or some months ended: 'for the three months ended July 31'."""
    if before is None or before.kind not in ("length", "part") or candidate.kind not in ("day", "date"):
        return False
    return joins(tokens, "ended", before.last, candidate.first)


def is_of_object(tokens: Text, span: Span, candidate: Candidate) -> bool:
    """Whether a year only tells which thing a sentence names as its object: 'measured it by the plan of 1931'."""
    first = candidate.first
    if candidate.kind != "year":
        return False
    if tokens.is_class(first - 1, "DET") and tokens.is_class(candidate.last, "OTHER"):
        if tokens.is_class(first - 2, "IN") or tokens.is_class(first - 2, "DURING"):
            return False  # 'was planned in the 1866 meeting'
        return tokens.verbs.search(tokens.codes, span.first, first - 1) is not None  # 'the camp of the 2014 party'
    if not tokens.is_class(first - 1, "OF"):
        return False
    named = next((at for at in (first - 3, first - 4) if tokens.is_class(at, "DET")), None)
    if named is None or tokens.is_class(named - 1, "IN") or tokens.is_class(named - 1, "DURING"):
        return False  # 'in the rising of 1919'
    return tokens.verbs.search(tokens.codes, span.first, named) is not None


def _is_told_behind(tokens: Text, span: Span, candidate: Candidate) -> bool:
    """Whether the verb beside a time has 'had' before it, and another verb stands before that in its sentence."""
    had = tokens.places(max(span.first, candidate.first - _HAVING), candidate.first, "HAD")
    return bool(had) and tokens.verbs.search(tokens.codes, span.first, had[0]) is not None


def had_been(tokens: Text, span: Span, candidate: Candidate) -> bool:
    """Whether a sentence counts back from the story's date to what was over then: 'had come three days earlier'."""
    e = candidate.expression
    is_day = candidate.kind in _OF_WEEK or candidate.kind == "day"
    if is_day and _is_told_behind(tokens, span, candidate):
        return True  # 'went back to the camp that we had left on Friday night'
    if isinstance(e, Calendar) and e.year is not None:
        low = max(span.first, candidate.first - _ASIDE) + 1
        clauses = tokens.places(low, candidate.first, "PRONOUN_RELATIVE", "THAT")
        if not clauses or tokens.has_class(max(span.first, clauses[-1] - _SAID), clauses[-1], "REPORT"):
            return False
        # 'Vane, who had seen it in 1832, begged them', 'the place that a captain had noted in 1871'
        return tokens.has_class(clauses[-1] + 1, min(clauses[-1] + _SUBJECT, candidate.first), "HAD")
    if not isinstance(e, Shift) or e.anchor != "story" or e.sign >= 0:
        return False
    return tokens.has_class(span.first, candidate.first, "HAD")
