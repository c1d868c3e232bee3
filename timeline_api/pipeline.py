"""The whole path of a document, from text to dated events, readable from top to bottom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import zip_longest

from timeline_api.events.confidence import event_confidence, timex_rate
from timeline_api.events.dating import Dated, date_events
from timeline_api.events.entities import EntityFinder
from timeline_api.events.explicit import explicit_events, rated
from timeline_api.events.subjects import Subject
from timeline_api.events.titles import TitleMaker
from timeline_api.events.wording import Wording, load_wording, possessive
from timeline_api.language import DEFAULT_LANGUAGE, detect_language
from timeline_api.model import Document, Event, Explanation, Extraction, Timex
from timeline_api.temporal.adapter import LIMIT, adapted_languages, read_explicit
from timeline_api.temporal.grammar import languages, load_grammar
from timeline_api.temporal.holidays import holiday
from timeline_api.temporal.read import Times, read_times
from timeline_api.version import RELEASED, __version__


def extract(document: Document) -> Extraction:
    """Read the dated events of a document. It never raises for any text; what it cannot read stands in `warnings`.

    >>> from datetime import date
    >>> found = extract(Document("The bridge reopened on Monday.", published=date(2024, 12, 11)))
    >>> [(event.date.edtf, event.title) for event in found.events]
    [('2024-12-09', 'The bridge reopened')]
    """
    language = language_of(document)
    warnings = _language_warnings(document, language)
    if language not in languages():
        return _extract_explicit(document, language, warnings)
    text = document.text
    published = _day(document.published)
    times = read_times(text, load_grammar(language), published, RELEASED.toordinal(), holiday, timex_rate)
    names = EntityFinder(times.text)
    told = (_event(text, times, dated, names, language) for dated in date_events(times))
    events = tuple(event for event in told if event.title)  # a clause of marks alone has no title
    if not text.strip():
        warnings = (*warnings, "the text is empty")
    if times.publication_from == "dateline":
        warnings = (
            *warnings,
            "no publication date was given; the date that the article gives as its own was used",
        )
    return Extraction(document, times.ordered, events, warnings, language)


def language_of(document: Document) -> str:
    """The language that a document is read in: the stated one, else what it looks like; the first part of the tag."""
    if document.language:
        return re.split("[-_]", document.language.strip().lower())[0]
    return detect_language(document.text)


def _language_warnings(document: Document, language: str) -> tuple[str, ...]:
    """A warning where the language had to be detected and is not the usual one."""
    if document.language or language == DEFAULT_LANGUAGE:
        return ()
    return (f"no language was given; the text was taken for {language!r}",)


def _extract_explicit(document: Document, language: str, warnings: tuple[str, ...]) -> Extraction:
    """What can be read in a language without a grammar: its explicit dates, if dateparser knows it."""
    known = ", ".join(languages())
    if language not in adapted_languages():
        warnings = (*warnings, f"language {language!r} is not read; the languages read in full: {known}")
        return Extraction(document, (), (), warnings, language)
    found = read_explicit(document.text, language, _day(document.published), RELEASED.toordinal())
    warnings = (*warnings, f"of language {language!r} only explicit dates are read; read in full: {known}")
    if found.cut:
        warnings = (*warnings, f"only the first {LIMIT} dates were read")
    timexes = tuple(rated(timex) for timex in found.timexes)
    return Extraction(document, timexes, explicit_events(document.text, timexes, language), warnings, language)


def _day(published: date | None) -> int | None:
    return published.toordinal() if published is not None else None


@lru_cache(maxsize=8)
def _titles(language: str) -> TitleMaker:
    return TitleMaker(load_wording(language))


def _title(text: str, times: Times, dated: Dated, within: Sequence[Timex], language: str) -> str:
    """The headline of a clause; one that has no subject of its own is given its sentence's."""
    told, wording = "", load_wording(language)
    spans: list[tuple[int, int]] = []
    if dated.subject is not None and dated.around is None:
        told = _given(text, times, dated.subject, wording)
    is_given = bool(told)
    for first, last in _told_by(dated):
        start, end = times.text.tokens.start(first), times.text.tokens.ends[last - 1]
        inside = within if dated.around is None else times.timexes_between(start, end)
        shift = len(told) - start
        named = _named(text, inside, wording)
        if times.text.is_class(last, "PARTING"):  # 'rose, a day after'
            named += [timex for timex in inside if timex.end == end and timex.type == "DURATION"]
        spans += [(t.start + shift, t.end + shift) for t in named if start <= t.start and t.end <= end]
        told += text[start].lower() + text[start + 1 : end] if is_given else text[start:end]
        told, is_given = told + " ", False
    maker = _titles(language)
    make = maker.saying if dated.says else maker.title
    return make(told.rstrip(), spans)


def _named(text: str, timexes: Sequence[Timex], wording: Wording) -> list[Timex]:
    """Those time expressions that name a time, and amounts of it that end with one: 'the three months ended May 5'."""
    return [
        timex
        for timex, after in zip_longest(timexes, timexes[1:])
        if timex.interval is not None or (after and text[timex.end : after.start].strip() in wording.ending)
    ]


def _told_by(dated: Dated) -> list[tuple[int, int]]:
    """The tokens that a title is made of."""
    if dated.around is not None:
        return [dated.around]
    first = dated.subject.verb if dated.subject is not None else dated.first
    if dated.left_out is None or not first < dated.left_out[0] < dated.left_out[1] < dated.last:
        return [(first, dated.last)]
    return [(first, dated.left_out[0]), (dated.left_out[1], dated.last)]


def _given(text: str, times: Times, subject: Subject, wording: Wording) -> str:
    """The subject that a clause takes from its sentence, with the auxiliary that its verb lacks."""
    if subject.first == subject.last:
        return ""
    tokens = times.text.tokens
    words = text[tokens.start(subject.first) : tokens.ends[subject.last - 1]]
    if subject.lacks == "owner":
        return f"{possessive(words, wording)} "
    return f"{words} {wording.passive[subject.lacks]} " if subject.lacks in wording.passive else f"{words} "


def _event(text: str, times: Times, dated: Dated, names: EntityFinder, language: str) -> Event:
    tokens = times.text.tokens
    start, end = tokens.start(dated.first), tokens.ends[dated.last - 1]
    words = text[start:end]
    within = times.timexes_between(start, end)
    why = Explanation(
        dated.rule,
        dated.timex.start if dated.timex else start,
        dated.timex.end if dated.timex else start,
        dated.anchor,
        dated.steps,
        __version__,
    )
    return Event(
        start,
        end,
        _title(text, times, dated, within, language),
        words,
        dated.date,
        event_confidence(dated.date),
        why,
        names.find(dated.first, dated.last, within),
    )
