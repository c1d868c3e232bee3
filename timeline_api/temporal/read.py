"""A text to resolved time expressions: recognize, refine, then resolve in order while the story's date is tracked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import chain

from timeline_api.frozen import frozen, replace
from timeline_api.model import Basis, Precision, Sentence, Timex, TimexType
from timeline_api.temporal.context import AHEAD, Context, Resolution, Tense
from timeline_api.temporal.grammar import Grammar
from timeline_api.temporal.interval import civil, day_number
from timeline_api.temporal.joining import are_ends, joins
from timeline_api.temporal.operators import (
    Calendar,
    Clock,
    DayPart,
    Deictic,
    Exactly,
    Expression,
    Holiday,
    Length,
    Recurring,
    Shift,
    Vague,
)  # fmt: skip
from timeline_api.temporal.recognize import Candidate, Text, read, recognize
from timeline_api.temporal.refine import refine
from timeline_api.temporal.resolve import resolve
from timeline_api.temporal.sentences import split_sentences
from timeline_api.temporal.story import Story
from timeline_api.temporal.stretches import ahead_of, behind, is_yearless, next_of_list
from timeline_api.temporal.tense import tense_at
from timeline_api.temporal.tokens import Tokens

HolidayDays = Callable[[str, int], int | None]
Rate = Callable[[Basis | None, TimexType, Precision | None, str], float]

# Tuples: a union of types would be made anew by each call.
_POINTING = (Deictic, Shift)
_OF_YEARS = (Holiday, Calendar)
_TENSELESS = (Length, Recurring, Vague, Exactly)
_LISTED = ("weekday", "day", "date", "month")  # kinds
_OLD = 30  # years after which a year is no longer one of the news
_OPENING = 3  # sentences that a text opens with, its headline among them
_LEADING = 2  # tokens before an expression that leads its sentence
_DATELINE_REACH = 400  # characters in which an article states its own date


@frozen
class Span:
    """A sentence with its tokens `[first, last)` and the candidates found in it."""

    sentence: Sentence
    first: int
    last: int
    candidates: tuple[Candidate, ...]


@frozen
class Times:
    """What was read: time expressions by sentence, and what they were anchored to.

    `ordered` holds the same time expressions in one run and `starts` where each begins; `dateline` is the number of
    the sentence that only states the article's own date, if there is one. `token_at` gives the token that holds a
    character, or the next one when it ends a token; fast for the edges of time expressions.
    """

    text: Text
    spans: tuple[Span, ...]
    timexes: tuple[tuple[Timex, ...], ...]
    ordered: tuple[Timex, ...]
    starts: tuple[int, ...]
    publication: int | None
    publication_from: str
    narrative: bool
    dateline: int | None
    token_at: Callable[[int], int]

    def timexes_between(self, start: int, end: int) -> list[Timex]:
        """The time expressions that lie within characters `[start, end)`."""
        first = bisect_left(self.starts, start)
        last = bisect_left(self.starts, end, first)
        return [timex for timex in self.ordered[first:last] if timex.end <= end]


def _sure(*_: str | None) -> float:
    return 1.0


def read_times(
    text: str,
    grammar: Grammar,
    publication: int | None,
    horizon: int,
    holiday: HolidayDays,
    rate: Rate = _sure,
) -> Times:
    """Read all time expressions of a text.

    `publication` is the day number of the document creation time, `horizon` the last day that this version can know
    of, which bounds the years that a weekday may choose in an undated text. `rate` gives the confidence of a time
    expression by its basis, type, precision and rule.
    """
    tokens = read(text, grammar)
    spans = _spans(text, tokens, split_sentences(text, grammar.abbreviations))
    source = "given"
    dateline = _dateline(text, spans, tokens)
    if publication is None:
        publication = dateline[1] if dateline else None
        source = "dateline" if dateline else "none"
    narrative = _is_narrative(spans, publication)
    story = Story(publication)
    context = Context(publication, None, None, None, None, narrative, holiday, horizon)
    told = context if narrative else replace(context, narrative=True)
    begun = _begin(story, spans, tokens, context) if publication is None else None
    found = tuple(
        [_resolve_span(span, tokens, story, (context, told), begun, rate) if span.candidates else () for span in spans]
    )
    ordered = tuple(chain.from_iterable(found))
    return Times(
        tokens,
        spans,
        found,
        ordered,
        tuple([timex.start for timex in ordered]),
        publication,
        source,
        narrative,
        dateline[0] if dateline else None,
        _Edges(tokens.tokens, spans).__getitem__,
    )


class _Edges(dict[int, int]):
    """The tokens at characters, those at which time expressions begin and behind which they end known before."""

    def __init__(self, tokens: Tokens, spans: Sequence[Span]) -> None:
        super().__init__()
        self._ends = tokens.ends
        for span in spans:
            for candidate in span.candidates:
                self[tokens.start(candidate.first)] = candidate.first
                self[tokens.ends[candidate.last - 1]] = candidate.last

    def __missing__(self, offset: int) -> int:
        return bisect_right(self._ends, offset)


def _spans(text: str, tokens: Text, sentences: list[Sentence]) -> tuple[Span, ...]:
    ends = tokens.tokens.ends
    spans = []
    for sentence in sentences:
        first = bisect_left(ends, sentence.start + 1)
        last = bisect_left(ends, sentence.end, first) + 1
        found = recognize(tokens, first, last)
        spans.append(Span(sentence, first, last, tuple(refine(tokens, found)) if found else ()))
    return tuple(spans)


def _dateline(text: str, spans: tuple[Span, ...], tokens: Text) -> tuple[int, int] | None:
    """The sentence and the day that an article states as its own: a full date alone on an early line, or a dateline."""
    for number, span in enumerate(spans[:6]):
        if span.sentence.start > _DATELINE_REACH:
            return None
        for candidate in span.candidates:
            e = candidate.expression
            if not (isinstance(e, Calendar) and e.year and e.month and e.day):
                continue
            alone = candidate.first <= span.first + 1 and candidate.last >= span.last - 1
            dashed = tokens.is_class(candidate.last, "DASH") or tokens.is_class(candidate.last, "LPAREN")
            start = tokens.tokens.start(candidate.first)
            own_line = text[max(0, start - 2) : start].endswith("\n") and candidate.first <= span.first + 1
            if tokens.is_class(candidate.last, "DASH") and any(c.first == candidate.last + 1 for c in span.candidates):
                continue  # 'May 1 – August 31, 1864' is what a text is about
            opens = span is spans[0] and not tokens.is_class(candidate.first - 1, "LPAREN")
            if alone or own_line or (dashed and opens):
                return number, day_number(e.year, e.month, e.day)
    return None


def _is_narrative(spans: tuple[Span, ...], publication: int | None) -> bool:
    """Whether a text tells of a past of its own: years far from its publication, and whole dates of
    years before it, outnumber words that point from it; one that opens with such a word is rather news."""
    own_year = civil(publication)[0] if publication is not None else None
    years, pointing, opens = 0, 0, False
    for number, span in enumerate(spans):
        for candidate in span.candidates:
            e = candidate.expression
            while isinstance(e, (Clock, DayPart)) and e.on is not None:
                e = e.on
            if isinstance(e, Calendar) and e.year is not None:
                is_past = own_year is None or e.year < own_year - 2 or (e.day is not None and e.year < own_year)
                years += is_past and not e.short
            elif isinstance(e, Calendar):
                pointing += e.weekday is not None
            elif isinstance(e, _POINTING):
                pointing += e.anchor == "publication"
        opens = opens or (number < _OPENING and pointing > years)
    return years >= 3 and years > 2 * (pointing + opens)


def _begin(
    story: Story, spans: tuple[Span, ...], tokens: Text, context: Context
) -> tuple[Candidate, Resolution] | None:
    """In an undated text the first date that fixes its own year is where the story is taken to begin."""
    for span in spans:
        for candidate in span.candidates:
            if candidate.kind not in ("day", "date", "month-year", "year"):
                continue
            found = resolve(candidate.expression, context)
            if found is not None and found.place is not None and found.place.interval.start <= context.horizon:
                story.begin(candidate.expression, found, tokens.tokens.words(candidate.first, candidate.last))
                return candidate, found
    return None


def _resolve_span(
    span: Span,
    tokens: Text,
    story: Story,
    contexts: tuple[Context, Context],
    begun: tuple[Candidate, Resolution] | None,
    rate: Rate,
) -> tuple[Timex, ...]:
    """The time expressions of a sentence; each is told to the story before the next is looked at.

    `contexts` are that of the text, and the same as if it were narrative, for what goes on from a date before it.
    """
    context, told = contexts
    story.sentence += 1
    found: list[Timex] = []
    before: Candidate | None = None
    latest: Resolution | None = None
    earlier: Candidate | None = None  # the last one that states its year, and month or season
    tense: Tense | None = None
    for candidate in span.candidates:
        is_end = before is not None and before.kind != "length" and are_ends(tokens, before, candidate)
        is_listed = before is not None and before.kind == candidate.kind and _is_listed(tokens, before, candidate)
        if not (is_end or is_listed):
            needed = _needs_tense(candidate.expression)
            tense = tense_at(tokens, candidate.first, candidate.last, span.first, span.last) if needed else None
        if tense is None and found and _is_ahead(found[-1], context.publication):
            tense = "prospect"  # 'is out on 19 May; a tour follows in the autumn'
        goes_on = tense not in AHEAD and (
            (earlier is not None and _goes_on(tokens, earlier, candidate))
            or (bool(found) and _is_of_subject(tokens, span, candidate, found, context.publication))
            or (before is not None and before.kind == "year" and _is_in_year(tokens, before, candidate))
            or story.is_of_another_age()
        )
        again = latest if before is not None and _says_again(tokens, before, candidate, span.last) else None
        begins, before = before, candidate
        leads = candidate.first <= span.first + _LEADING
        earlier = candidate if _is_dated(candidate.expression, context.publication, leads=leads) else earlier
        expression = story.in_half(candidate.expression)
        around = story.context_for(expression, told if goes_on else context, tense)
        resolution = begun[1] if begun and begun[0] is candidate else again or resolve(expression, around)
        if resolution is None:
            continue
        if begins is not None and latest is not None and found:
            if is_end and is_yearless(begins):
                resolution = behind(latest, candidate, resolution, around)
                opening = ahead_of(latest, begins, resolution, around)
                if opening is not latest:
                    found[-1] = _timex(tokens, begins, opening, rate)
            elif is_listed and candidate.kind == "weekday":
                resolution = next_of_list(latest, resolution, around)
        latest = resolution
        resolution = story.as_sure_as_its_anchor(resolution)
        found.append(_timex(tokens, candidate, resolution, rate))
        if not _lasts_from(tokens, span, candidate):
            story.tell(expression, resolution, found[-1].text)
    return tuple(found)


def _is_listed(tokens: Text, before: Candidate, candidate: Candidate) -> bool:
    """Whether a day or month is named together with the one before it, so that one verb tells of both."""
    return candidate.kind in _LISTED and joins(tokens, "and", before.last, candidate.first)


def _says_again(tokens: Text, before: Candidate, candidate: Candidate, end: int) -> bool:
    """Whether an amount says how far the date right before it is from what was told: 'on 28 July, ten days later.'"""
    e = candidate.expression
    if not isinstance(e, Shift) or e.anchor != "story" or e.sign < 0 or not isinstance(before.expression, Calendar):
        return False
    beside = candidate.first == before.last + 1 and tokens.is_class(before.last, "COMMA")
    is_aside = tokens.is_class(candidate.last, "FINAL") or tokens.is_class(candidate.last, "COMMA")
    return beside and (candidate.last >= end or is_aside)


def _lasts_from(tokens: Text, span: Span, candidate: Candidate) -> bool:
    """Whether the story does not go on at a time, since what is told has lasted from it until now: 'since Monday'."""
    if tokens.is_class(candidate.first - 1, "FROM") and tokens.is_class(candidate.last, "POSS"):
        return True  # 'up from Thursday's close' only compares
    if isinstance(candidate.expression, Clock) and tokens.is_class(candidate.first - 1, "LPAREN"):
        return True  # '3:10 p.m. (0910 EDT)': the same time once more
    before = candidate.first - 1
    since = tokens.is_class(before, "SINCE") or (
        tokens.is_class(before, "PREP") and tokens.is_class(before - 1, "SINCE")
    )
    return since and not tokens.has_class(span.first, candidate.first, "HAD")


def _is_ahead(timex: Timex, publication: int | None) -> bool:
    return publication is not None and timex.interval is not None and timex.interval.start > publication


def _is_dated(expression: Expression, publication: int | None, *, leads: bool) -> bool:
    """Whether an expression states a month or season with its year, or a year long gone that leads its sentence."""
    if not isinstance(expression, Calendar) or expression.year is None:
        return False
    is_old = leads and publication is not None and civil(publication)[0] - expression.year >= _OLD
    return is_old or expression.month is not None or expression.season is not None


def _goes_on(tokens: Text, earlier: Candidate, candidate: Candidate) -> bool:
    """Whether a month or day without a year goes on from a dated one: 'He joined in March 2015 and left in June'."""
    e = candidate.expression
    if not isinstance(e, _OF_YEARS) or e.year is not None:
        return False
    if isinstance(e, Calendar) and e.month is None and (e.day is None or e.weekday is not None):
        return False
    if tokens.has_class(earlier.last, candidate.first, "STOP"):
        return False
    return tokens.has_class(earlier.last, candidate.first, "CONJUNCTION")


def _is_in_year(tokens: Text, before: Candidate, candidate: Candidate) -> bool:
    """Whether a day stands right behind its year: 'the worst was in 1977, on Dec. 4'."""
    return candidate.kind == "day" and joins(tokens, "at", before.last, candidate.first)


def _is_of_subject(
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


def _needs_tense(expression: Expression) -> bool:
    """Whether the direction of the clause can matter; to find it takes longer than to resolve most expressions."""
    if isinstance(expression, Calendar):
        return expression.year is None or expression.short
    return not isinstance(expression, _TENSELESS)


def _timex(tokens: Text, candidate: Candidate, resolution: Resolution, rate: Rate) -> Timex:
    start, words = tokens.tokens.piece(candidate.first, candidate.last)
    place, qualifier = resolution.place, resolution.qualifier
    if candidate.mod == "APPROX" and place is not None and not qualifier:
        qualifier = "~"
    precision = place.precision if place else None
    return Timex(
        start, start + len(words), words, resolution.type, resolution.value, candidate.rule, candidate.mod,
        place.edtf if place else resolution.edtf, place.interval if place else None, precision, qualifier,
        resolution.basis, resolution.anchor, resolution.known, resolution.implied, resolution.steps,
        rate(resolution.basis, resolution.type, precision, candidate.rule),
    )  # fmt: skip
