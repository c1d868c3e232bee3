"""A text to resolved time expressions: recognize, refine, then resolve in order while the story's date is tracked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Sequence
from functools import partial
from itertools import chain

from timeline_api.frozen import frozen, replace
from timeline_api.model import Sentence, Timex
from timeline_api.temporal.context import Context, Resolution
from timeline_api.temporal.entries import find_entries, with_entry_years
from timeline_api.temporal.grammar import Grammar
from timeline_api.temporal.opening import begins_with_news, day_of_writing, find_dateline, is_narrative
from timeline_api.temporal.recognize import Candidate, Text, read, recognize
from timeline_api.temporal.refine import refine
from timeline_api.temporal.resolve import resolve
from timeline_api.temporal.resolving import Rate, SentenceResolver
from timeline_api.temporal.sentences import split_sentences
from timeline_api.temporal.spans import Span
from timeline_api.temporal.story import Story
from timeline_api.temporal.tokens import Tokens

HolidayDays = Callable[[str, int], int | None]


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
    narrative = bool(entries) or is_narrative(spans, tokens, publication, opens_with_news=opens_with_news)
    story = Story(publication, opens_with_news, parted=partial(_is_parted, text, spans))
    written = day_of_writing(spans, tokens, publication) if publication is not None else None
    context = Context(written, None, None, None, None, narrative, holiday, horizon)
    told = context if narrative else replace(context, narrative=True)
    begun = _begin(story, spans, tokens, context) if publication is None else None
    found = tuple(
        [
            SentenceResolver(
                tokens, span, story.at(number, entries), _around(story, context, told, entries), rate
            ).timexes(begun)
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
    spans, lowest = [], 0
    for sentence in sentences:
        first = bisect_left(ends, sentence.start + 1)
        last = bisect_left(ends, sentence.end, first) + 1
        found = recognize(tokens, first, last)
        found = refine(tokens, found, lowest) if found else found
        spans.append(Span(sentence, first, last, tuple(found)))
        lowest = found[-1].last if found else lowest
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
