"""Entries of diaries and chronicles: lines that begin with the day or year of what they tell."""

from __future__ import annotations

from timeline_api.frozen import replace
from timeline_api.temporal.operators import Calendar
from timeline_api.temporal.recognize import Candidate, Text
from timeline_api.temporal.spans import Span

_ENTRIES = 3  # headings that make a diary
_HEADING = 8  # tokens of 'Tuesday, 14 November 1911.'
_YEARS = 3  # lines that begin with a year and make a chronicle


def find_entries(spans: tuple[Span, ...], tokens: Text) -> frozenset[int]:
    """The sentences that head the entries of a diary or log: days of a month on lines of their own, one after another.

    For example, '14 November 1911. Left the hut' and, some lines on, '17 November. Kept to the tent'. A text with a
    date of its own and an older one further down has none.
    """
    headed = [(number, day) for number, span in enumerate(spans) if (day := _headed(span, tokens)) is not None]
    if len(headed) < _ENTRIES or headed[0][1].year is None:
        return frozenset()
    days = [(day.year or 0, day.month or 0, day.day or 0) for _, day in headed[:2]]
    follows = days[0] < days[1] or (not days[1][0] and days[0][1:] < days[1][1:])
    return frozenset(number for number, _ in headed) if follows else frozenset()


def _headed(span: Span, tokens: Text) -> Calendar | None:
    """The day that a sentence is, where a line begins with it."""
    if not span.candidates or span.last - span.first > _HEADING:
        return None
    candidate, e = span.candidates[0], span.candidates[0].expression
    if not isinstance(e, Calendar) or not (e.month and e.day) or candidate.first > span.first:
        return None
    if candidate.last < span.last - tokens.is_class(span.last - 1, "FINAL"):
        return None
    return e if _begins_line(tokens.tokens.whole, span.sentence.start) else None


def _begins_line(text: str, start: int) -> bool:
    """Whether a character is the first of its line."""
    return start == 0 or text[max(0, start - 2) : start].rstrip(" ").endswith("\n")


def with_entry_years(spans: tuple[Span, ...], tokens: Text) -> tuple[Span, ...]:
    """The sentences, with the years that lines begin with where several do so: '1215 Charter granted'."""
    headed = [number for number, span in enumerate(spans) if _begins_with_year(span, tokens)]
    if len(headed) < _YEARS:
        return spans
    found = list(spans)
    for number in headed:
        span = spans[number]
        if span.candidates and span.candidates[0].first == span.first:
            continue
        year = Calendar(year=int(tokens.tokens.text(span.first)))
        entry = Candidate(span.first, span.first + 1, year, "year", "entry-year")
        found[number] = replace(span, candidates=(entry, *span.candidates))
    return tuple(found)


def _begins_with_year(span: Span, tokens: Text) -> bool:
    """Whether a line begins with a year, and goes on with a capital letter."""
    if not tokens.is_class(span.first, "YEAR4") or not tokens.is_class(span.first + 1, "CAP"):
        return False
    return _begins_line(tokens.tokens.whole, span.sentence.start)
