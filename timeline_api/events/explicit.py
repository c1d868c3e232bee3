"""Events of a text of which only the explicit dates are read: one for each sentence that holds such a date."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from timeline_api.events.confidence import event_confidence, timex_confidence
from timeline_api.events.dates import own_date
from timeline_api.events.titles import TitleMaker
from timeline_api.events.wording import Wording, load_wording, worded_languages
from timeline_api.frozen import replace
from timeline_api.model import Event, Explanation, Sentence, Timex
from timeline_api.temporal.sentences import split_sentences
from timeline_api.version import __version__

_LESS = 0.9  # of the rate measured for English; these languages were never measured, so it is the authors' reckoning


def rated(timex: Timex) -> Timex:
    """The time expression with its confidence: less than where a grammar read it."""
    return replace(timex, confidence=round(_LESS * timex_confidence(timex), 3))


def explicit_events(text: str, timexes: Sequence[Timex], language: str) -> tuple[Event, ...]:
    """An event for each sentence with a date.

    Of several dates the finest counts, of equally fine ones the first that states its year. `timexes` are in order of
    appearance. The title keeps its dates where the language has no words to take them out.
    """
    sentences = _sentences(text, timexes)
    starts = [sentence.start for sentence in sentences]
    held: dict[int, list[Timex]] = {}
    for timex in timexes:
        held.setdefault(bisect_right(starts, timex.start) - 1, []).append(timex)
    return tuple(_event(text, sentences[number], found, language) for number, found in held.items())


def _sentences(text: str, timexes: Sequence[Timex]) -> list[Sentence]:
    """The sentences of a text, none of which ends within a date ('3. Mai')."""
    joined: list[Sentence] = []
    dates = iter(timexes)
    date = next(dates, None)
    for sentence in split_sentences(text):
        while date is not None and date.end <= (joined[-1].end if joined else 0):
            date = next(dates, None)
        if joined and date is not None and date.start < joined[-1].end < date.end:
            joined[-1] = Sentence(joined[-1].start, sentence.end)
        else:
            joined.append(sentence)
    return joined


def _event(text: str, sentence: Sentence, timexes: list[Timex], language: str) -> Event:
    words = text[sentence.start : sentence.end]
    timex = min(timexes, key=_width)
    date = own_date(timex)
    why = Explanation(timex.rule, timex.start, timex.end, timex.anchor, timex.steps, __version__)
    return Event(
        sentence.start, sentence.end, _title(words, sentence.start, timexes, language), words, date,
        round(_LESS * event_confidence(date), 3), why,
    )  # fmt: skip


def _width(timex: Timex) -> tuple[int, bool]:
    days = timex.interval.end - timex.interval.start if timex.interval else 1
    return days, timex.basis != "explicit"


def _title(words: str, start: int, timexes: list[Timex], language: str) -> str:
    worded = language in worded_languages()
    spans = [(timex.start - start, timex.end - start) for timex in timexes] if worded else []
    return _titles(language if worded else "").title(words, spans)


@lru_cache(maxsize=8)
def _titles(language: str) -> TitleMaker:
    return TitleMaker(load_wording(language) if language else Wording())
