"""A text to resolved time expressions: recognize, refine, then resolve in order while the story's date is tracked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Sequence
from functools import partial
from itertools import chain

from timeline_api.frozen import frozen, replace
from timeline_api.model import Basis, Precision, Sentence, Timex, TimexType
from timeline_api.temporal.context import AHEAD, Context, Resolution, Tense
from timeline_api.temporal.entries import find_entries, with_entry_years
from timeline_api.temporal.following import (
    goes_on,
    had_been,
    is_ahead,
    is_dated,
    is_in_aside,
    is_in_year,
    is_listed,
    is_of_object,
    is_of_subject,
    lasts_from,
    looks_ahead,
    says_again,
)
from timeline_api.temporal.grammar import Grammar
from timeline_api.temporal.joining import are_ends
from timeline_api.temporal.opening import begins_with_news, day_of_writing, find_dateline, is_narrative
from timeline_api.temporal.operators import (
    Calendar,
    Exactly,
    Expression,
    Length,
    Recurring,
    Vague,
)  # fmt: skip
from timeline_api.temporal.recognize import Candidate, Text, read, recognize
from timeline_api.temporal.refine import refine
from timeline_api.temporal.resolve import resolve
from timeline_api.temporal.sentences import split_sentences
from timeline_api.temporal.spans import Span
from timeline_api.temporal.story import Story
from timeline_api.temporal.stretches import after_noon, ahead_of, behind, is_yearless, next_of_list
from timeline_api.temporal.tense import tense_at
from timeline_api.temporal.tokens import Tokens

HolidayDays = Callable[[str, int], int | None]
Rate = Callable[[Basis | None, TimexType, Precision | None, str], float]

_TENSELESS = (Length, Recurring, Vague, Exactly)  # a union of types would be made anew by each call
_LEADING = 2  # tokens before an expression that leads its sentence


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
    spans = with_entry_years(_spans(text, tokens, split_sentences(text, grammar.abbreviations)), tokens)
    source = "given"
    entries = find_entries(spans, tokens) if publication is None else frozenset()
    dateline = find_dateline(text, spans, tokens) if not entries else None
    if publication is None:
        publication = dateline[1] if dateline else None
        source = "dateline" if dateline else "none"
    opens_with_news = begins_with_news(spans, tokens, publication)
    narrative = bool(entries) or is_narrative(spans, publication, opens_with_news=opens_with_news)
    story = Story(publication, opens_with_news, parted=partial(_is_parted, text, spans))
    written = day_of_writing(spans, tokens, publication) if publication is not None else None
    context = Context(written, None, None, None, None, narrative, holiday, horizon)
    told = context if narrative else replace(context, narrative=True)
    begun = _begin(story, spans, tokens, context) if publication is None else None
    found = tuple(
        [
            _resolve_span(span, tokens, story.at(number, entries), _around(story, context, told, entries), begun, rate)
            if span.candidates
            else ()
            for number, span in enumerate(spans)
        ]
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


def _is_parted(text: str, spans: Sequence[Span], before: int, after: int) -> bool:
    """Whether a blank line stands between two sentences."""
    return text.find("\n\n", spans[before].sentence.end, spans[after].sentence.start) >= 0


def _around(story: Story, context: Context, told: Context, entries: Collection[int]) -> tuple[Context, Context]:
    """The contexts of a sentence; what stands under a heading of a diary was written on its day."""
    if not entries or story.sentence in entries or story.home is None or story.is_past_entry():
        return context, told
    day = story.home.interval.start
    return replace(context, publication=day, narrative=False), replace(told, publication=day)


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
    found: list[Timex] = []
    before: Candidate | None = None
    latest: Resolution | None = None
    earlier: Candidate | None = None  # the last one that states its year, and month or season
    tense: Tense | None = None
    for candidate in span.candidates:
        is_end = before is not None and before.kind != "length" and are_ends(tokens, before, candidate)
        listed = before is not None and before.kind == candidate.kind and is_listed(tokens, before, candidate)
        if not (is_end or listed):
            needed = _needs_tense(candidate.expression)
            tense = tense_at(tokens, candidate.first, candidate.last, span.first, span.last) if needed else None
        if tense is None and not is_end and found and is_ahead(found[-1], context.publication):
            tense = "prospect"  # 'is out on 19 May; a tour follows in the autumn'
        is_later = before is not None and before.kind == "year" and is_in_year(tokens, before, candidate)
        if not is_later and tense not in AHEAD:
            is_later = (
                (earlier is not None and goes_on(tokens, earlier, candidate))
                or (bool(found) and is_of_subject(tokens, span, candidate, found, context.publication))
                or _goes_on_from_story(tokens, span, candidate, story)
            )
        again = latest if before is not None and says_again(tokens, before, candidate, span.last) else None
        begins, before = before, candidate
        leads = _leads(span, candidate)
        earlier = candidate if is_dated(candidate.expression, context.publication, leads=leads) else earlier
        expression = candidate.expression
        if is_end and begins is not None:
            expression = after_noon(begins.expression, expression)
        expression = story.in_half(expression)
        around = story.context_for(expression, told if is_later else context, tense)
        resolution = begun[1] if begun and begun[0] is candidate else again or resolve(expression, around)
        if resolution is None:
            continue
        if begins is not None and latest is not None and found:
            if is_end and is_yearless(begins):
                resolution = behind(latest, candidate, resolution, around)
                opening = ahead_of(latest, begins, resolution, around)
                if opening is not latest:
                    found[-1] = _timex(tokens, begins, opening, rate)
            elif listed and candidate.kind == "weekday":
                resolution = next_of_list(latest, resolution, around)
        latest = resolution
        resolution = story.as_sure_as_its_anchor(resolution)
        found.append(_timex(tokens, candidate, resolution, rate))
        is_plan = context.publication is None and looks_ahead(tokens, span, candidate)
        if not is_plan and not _is_apart(tokens, span, candidate, story, resolution):
            story.tell(expression, resolution, found[-1].text)
    return tuple(found)


def _is_apart(tokens: Text, span: Span, candidate: Candidate, story: Story, resolution: Resolution) -> bool:
    """Whether a story does not go on at a time, which its sentence only mentions or looks back to."""
    if story.is_behind(resolution) and is_in_aside(tokens, span, candidate):
        return True
    return any(is_so(tokens, span, candidate) for is_so in (lasts_from, had_been, is_of_object))


def _leads(span: Span, candidate: Candidate) -> bool:
    """Whether an expression leads its sentence."""
    return candidate.first <= span.first + _LEADING


def _goes_on_from_story(tokens: Text, span: Span, candidate: Candidate, story: Story) -> bool:
    """Whether an expression goes on from what was told before its sentence, as in a story, in news too."""
    if story.is_of_another_age():
        return True
    if not _leads(span, candidate) or tokens.is_class(candidate.first - 1, "SINCE"):
        return False
    return story.is_followed_by(candidate.expression)


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
