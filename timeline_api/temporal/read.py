"""A text to resolved time expressions: recognize, refine, then resolve in order while the story's date is tracked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import chain
from operator import attrgetter

from timeline_api.model import Anchor, Sentence, Timex
from timeline_api.temporal.context import DAYLIKE, Context, Resolution
from timeline_api.temporal.grammar import Grammar
from timeline_api.temporal.interval import civil, day_number
from timeline_api.temporal.operators import (
    Calendar,
    Clock,
    DayPart,
    Deictic,
    Exactly,
    Expression,
    Length,
    Recurring,
    Shift,
    Vague,
    Within,
)
from timeline_api.temporal.places import Place, day_place
from timeline_api.temporal.recognize import Candidate, Text, read, recognize
from timeline_api.temporal.refine import kind, refine
from timeline_api.temporal.resolve import resolve
from timeline_api.temporal.sentences import split_sentences
from timeline_api.temporal.tense import tense_at

_start = attrgetter("start")
HolidayDays = Callable[[str, int], int | None]

_DATELINE_REACH = 400  # characters in which an article states its own date


@dataclass(frozen=True, slots=True)
class Span:
    """A sentence with its tokens `[first, last)` and the candidates found in it."""

    sentence: Sentence
    first: int
    last: int
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Times:
    """What was read: time expressions by sentence, and what they were anchored to.

    `ordered` holds the same time expressions in one run; `dateline` is the number of the sentence that only states the
    article's own date, if there is one.
    """

    text: Text
    spans: tuple[Span, ...]
    timexes: tuple[tuple[Timex, ...], ...]
    ordered: tuple[Timex, ...]
    publication: int | None
    publication_from: str
    narrative: bool
    dateline: int | None

    def token_at(self, offset: int) -> int:
        """The token that holds a character, or the next one when `offset` ends a token."""
        return bisect_right(self.text.tokens.ends, offset)

    def timexes_between(self, start: int, end: int) -> list[Timex]:
        """The time expressions that lie within characters `[start, end)`."""
        first = bisect_left(self.ordered, start, key=_start)
        last = bisect_left(self.ordered, end, key=_start)
        return [timex for timex in self.ordered[first:last] if timex.end <= end]


@dataclass(slots=True)
class _Story:
    """The date that the text is speaking of, while it is read."""

    place: Place | None = None
    text: str = ""
    day: Place | None = None
    day_text: str = ""
    quarter: Place | None = None
    minutes: int | None = None  # the last time of day told, in minutes
    home: Place | None = None
    begun: tuple[Candidate, Resolution] | None = None  # what fixed the first date of an undated text
    inferred: dict[str, Anchor] = field(default_factory=dict)  # places that were inferred, and by which constraint
    found: list[tuple[Timex, ...]] = field(default_factory=list)


def read_times(text: str, grammar: Grammar, publication: int | None, horizon: int, holiday: HolidayDays) -> Times:
    """Read all time expressions of a text.

    `publication` is the day number of the document creation time, `horizon` the last day that this version can know
    of, which bounds the years that a weekday may choose in an undated text.
    """
    tokens = read(text, grammar)
    spans = _spans(text, tokens, split_sentences(text, grammar.abbreviations, grammar.going_on))
    source = "given"
    dateline = _dateline(text, spans, tokens)
    if publication is None:
        publication = dateline[1] if dateline else None
        source = "dateline" if dateline else "none"
    narrative = _is_narrative(spans, publication)
    story = _Story()
    if publication is None:
        _begin(story, spans, tokens, horizon, holiday)
    for span in spans:
        story.found.append(_resolve_span(span, tokens, story, publication, narrative, horizon, holiday))
    found = tuple(story.found)
    return Times(
        tokens,
        spans,
        found,
        tuple(chain.from_iterable(found)),
        publication,
        source,
        narrative,
        dateline[0] if dateline else None,
    )


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
            opens = span is spans[0] and not tokens.is_class(candidate.first - 1, "LPAREN")
            if alone or own_line or (dashed and opens):
                return number, day_number(e.year, e.month, e.day)
    return None


def _is_narrative(spans: tuple[Span, ...], publication: int | None) -> bool:
    """Whether a text tells of a past of its own: years far from its publication outnumber words that point from it."""
    own_year = civil(publication)[0] if publication is not None else None
    years = pointing = 0
    for span in spans:
        for candidate in span.candidates:
            e = candidate.expression
            if isinstance(e, Calendar) and e.year is not None:
                years += own_year is None or e.year < own_year - 2
            elif isinstance(e, Calendar):
                pointing += e.weekday is not None
            elif isinstance(e, Deictic | Shift):
                pointing += e.anchor == "publication"
    return years >= 3 and years > 2 * pointing


def _begin(story: _Story, spans: tuple[Span, ...], tokens: Text, horizon: int, holiday: HolidayDays) -> None:
    """In an undated text the first date that fixes its own year is where the story is taken to begin."""
    context = Context(None, None, None, None, None, False, holiday, horizon)
    for span in spans:
        for candidate in span.candidates:
            if kind(candidate.expression) not in ("day", "date", "month-year", "year"):
                continue
            found = resolve(candidate.expression, context)
            if found is not None and found.place is not None and found.place.interval.start <= horizon:
                _tell(story, found, _words(tokens, candidate))
                story.home, story.begun = story.day, (candidate, found)
                return


def _words(tokens: Text, candidate: Candidate) -> str:
    pieces = tokens.tokens.raw[candidate.first : candidate.last]
    return "".join(pieces).strip()


def _tell(story: _Story, found: Resolution, words: str) -> None:
    place = found.place
    if place is None or place.precision in ("century", "millennium", "decade"):
        return
    story.place, story.text = place, words
    if found.basis == "inferred" and found.anchor is not None:
        story.inferred.setdefault(place.edtf, story.inferred.get(found.anchor.edtf, found.anchor))
    if place.precision in DAYLIKE:
        story.day, story.day_text = place, words


def _resolve_span(
    span: Span, tokens: Text, story: _Story, publication: int | None, narrative: bool, horizon: int,
    holiday: HolidayDays,
) -> tuple[Timex, ...]:  # fmt: skip
    found = []
    for candidate in span.candidates:
        expression = candidate.expression
        day_first = _wants_day(expression)
        place = story.day if day_first else story.place
        if _is_past_midnight(expression, story):
            assert story.day is not None
            place = day_place(story.day.interval.start + 1)
        words = story.day_text if day_first else story.text
        tense = None
        if _needs_tense(expression):
            tense = tense_at(tokens, candidate.first, candidate.last, span.first, span.last)
        context = Context(publication, story.home, place, story.quarter, tense, narrative, holiday, horizon, "", words)
        if story.begun is not None and story.begun[0] is candidate:
            resolution: Resolution | None = story.begun[1]
        else:
            resolution = resolve(expression, context)
        if resolution is None:
            continue
        resolution = _as_sure_as(resolution, story)
        timex = _timex(tokens, candidate, resolution)
        found.append(timex)
        _tell(story, resolution, timex.text)
        if isinstance(expression, Clock):
            story.minutes = expression.hour * 60 + (expression.minute or 0)
        elif resolution.place is not None:
            story.minutes = None
        _report_on(story, expression, resolution.place, publication)
    return tuple(found)


def _needs_tense(expression: Expression) -> bool:
    """Whether the direction of the clause can matter; to find it takes longer than to resolve most expressions."""
    if isinstance(expression, Calendar):
        return expression.year is None
    return not isinstance(expression, Length | Recurring | Vague | Exactly)


def _is_past_midnight(expression: Expression, story: _Story) -> bool:
    """Whether a time of day is one of the next day: a morning hour told after one of the evening."""
    if not isinstance(expression, Clock) or expression.on is not None or story.day is None:
        return False
    return story.minutes is not None and story.minutes >= 18 * 60 and expression.hour < 12


def _report_on(story: _Story, expression: Expression, place: Place | None, publication: int | None) -> None:
    """The latest quarter that is named is the one reported on; those it is compared with do not count."""
    if place is None or place.precision != "quarter" or not isinstance(expression, Calendar | Within):
        return
    if publication is not None and place.interval.start > publication:
        return
    if story.quarter is None or place.interval.start > story.quarter.interval.start:
        story.quarter = place


def _wants_day(expression: Expression) -> bool:
    """Whether an expression counts days or hours from the story, and so needs a day to count from."""
    match expression:
        case Shift(unit="day" | "night" | "hour" | "week") | Deictic(unit="day") | Clock() | DayPart():
            return True
    return False


def _as_sure_as(resolution: Resolution, story: _Story) -> Resolution:
    """What is measured from an inferred date is inferred too."""
    source = story.inferred.get(resolution.anchor.edtf) if resolution.anchor is not None else None
    if source is None or resolution.basis == "inferred":
        return resolution
    steps = (*resolution.steps, f"the story's year was inferred from {source.text!r}")
    return replace(resolution, basis="inferred", qualifier="?", steps=steps)


def _timex(tokens: Text, candidate: Candidate, resolution: Resolution) -> Timex:
    start = tokens.tokens.start(candidate.first)
    end = tokens.tokens.ends[candidate.last - 1]
    place, qualifier = resolution.place, resolution.qualifier
    if candidate.mod == "APPROX" and place is not None and not qualifier:
        qualifier = "~"
    return Timex(
        start=start, end=end, text=_words(tokens, candidate), type=resolution.type, value=resolution.value,
        rule=candidate.rule, mod=candidate.mod, edtf=place.edtf if place else resolution.edtf,
        interval=place.interval if place else None, precision=place.precision if place else None,
        qualifier=qualifier, basis=resolution.basis, anchor=resolution.anchor, known=resolution.known,
        implied=resolution.implied, steps=resolution.steps,
    )  # fmt: skip
