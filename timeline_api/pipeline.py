"""The whole path of a document, from text to dated events, readable from top to bottom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from timeline_api.events.confidence import event_confidence, timex_rate
from timeline_api.events.dated import Dated
from timeline_api.events.dating import date_events
from timeline_api.events.entities import EntityFinder
from timeline_api.events.explicit import explicit_events, rated
from timeline_api.events.quotations import with_plain_marks
from timeline_api.events.subject import Subject
from timeline_api.events.titles import TitleMaker
from timeline_api.events.wording import load_wording, past_of, possessive
from timeline_api.language import DEFAULT_LANGUAGE, detect_language
from timeline_api.model import Document, Event, Explanation, Extraction, Timex
from timeline_api.temporal.adapter import LIMIT, adapted_languages, read_explicit
from timeline_api.temporal.grammar import load_grammar
from timeline_api.temporal.holidays import holiday
from timeline_api.temporal.read import Times, read_times
from timeline_api.temporal.sources import languages
from timeline_api.version import RELEASED, __version__

_PAST = ("past", "past of many")
_INSERTION = 15  # tokens of ', two days after the wedding,' at most


def extract(document: Document) -> Extraction:
    """Read the dated events of a document. It never raises for any text; what it cannot read stands in `warnings`.

    >>> from datetime import date
    >>> found = extract(Document("The bridge reopened on Monday.", published=date(2024, 12, 11)))
    >>> [(event.date.edtf, event.title) for event in found.events]
    [('2024-12-09', 'The bridge reopened')]
    """
    language = language_of(document)
    if language not in languages():
        return _extract_explicit(document, language)
    times = _times(document, language)
    teller = _Teller(document.text, times, language)
    told = [teller.event(dated) for dated in date_events(times)]
    return _extraction(document, times, tuple([event for event in told if event.title]), language)


def extract_times(document: Document) -> Extraction:
    """Read the time expressions of a document and no events, which takes a fraction of the time of `extract`.

    >>> from datetime import date
    >>> found = extract_times(Document("The bridge reopened on Monday.", published=date(2024, 12, 11)))
    >>> [(timex.text, timex.value) for timex in found.timexes], found.events
    ([('Monday', '2024-12-09')], ())
    """
    language = language_of(document)
    if language not in languages():
        return replace(_extract_explicit(document, language), events=())
    return _extraction(document, _times(document, language), (), language)


def _times(document: Document, language: str) -> Times:
    text = with_plain_marks(document.text)
    return read_times(text, load_grammar(language), _day(document.published), RELEASED.toordinal(), holiday, timex_rate)


def _extraction(document: Document, times: Times, events: tuple[Event, ...], language: str) -> Extraction:
    warnings = _language_warnings(document, language)
    if not document.text.strip():
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


def _extract_explicit(document: Document, language: str) -> Extraction:
    """What can be read in a language without a grammar: its explicit dates, if dateparser knows it."""
    warnings = _language_warnings(document, language)
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


class _Teller:
    """Makes events of the dated clauses of a document."""

    def __init__(self, text: str, times: Times, language: str) -> None:
        self._whole = text
        self._times = times
        self._tokens = times.text.tokens
        self._text = self._tokens.whole
        self._names = EntityFinder(times.text)
        self._titles = _titles(language)
        self._words = load_wording(language)

    def event(self, dated: Dated) -> Event:
        """The event that a clause tells; its title is '' where the clause is of marks alone."""
        start, end = self._tokens.start(dated.first), self._tokens.ends[dated.last - 1]
        within = self._times.timexes_between(start, end)
        timex = dated.timex
        begin, stop = (timex.start, timex.end) if timex is not None else (start, start)
        return Event(
            start,
            end,
            self._title(dated, start, end, within),
            self._whole[start:end],
            dated.date,
            event_confidence(dated.date),
            Explanation(dated.rule, begin, stop, dated.anchor, dated.steps, __version__),
            self._names.find(dated.first, dated.last, within),
        )

    def _title(self, dated: Dated, start: int, end: int, within: Sequence[Timex]) -> str:
        """The headline of a clause, characters `[start, end)`; it is given its sentence's subject if it has none."""
        make = self._titles.saying if dated.says else self._titles.title
        if dated.subject is not None or dated.around is not None or dated.left_out is not None:
            title = make(*self._told(dated, within))
            return self._said_short(title) if dated.subject is not None and dated.subject.lacks else title
        spans = [(timex.start - start, timex.end - start) for timex in self._named(within, dated.last)]
        return make(self._text[start:end], spans)

    def _said_short(self, title: str) -> str:
        """A title with what is said instead of an auxiliary and its participle: 'Luis nació', not 'fue nacido'."""
        for long, short in self._words.shorter.items():
            title = f"{title} ".replace(f" {long} ", f" {short} ").rstrip()
        return title

    def _told(self, dated: Dated, within: Sequence[Timex]) -> tuple[str, list[tuple[int, int]]]:
        """What a title is made of where that is not all of the clause, and where the times in it are."""
        told, text = "", self._text
        if dated.subject is not None and dated.around is None:
            told = self._subject(dated.subject)
        spans: list[tuple[int, int]] = []
        is_given = bool(told)
        in_past = dated.subject.lacks if dated.subject is not None else ""
        for first, last in _told_by(dated):
            start, end = self._tokens.start(first), self._tokens.ends[last - 1]
            told = told.rstrip() if text[start] == "," else told
            inside = within if dated.around is None else self._times.timexes_between(start, end)
            shift = len(told) - start
            named = self._named(inside, last)
            spans += [(t.start + shift, t.end + shift) for t in named if start <= t.start and t.end <= end]
            opens = self._opens(first)
            is_lowered = is_given and (opens or not self._times.text.is_class(first, "NAME"))
            is_lowered = is_lowered or (bool(told) and opens and self._times.text.is_class(first, "DET"))
            piece = text[start].lower() + text[start + 1 : end] if is_lowered else text[start:end]
            if in_past in _PAST and dated.around is None:
                gerund, space, rest = piece.partition(" ")
                piece, in_past = past_of(gerund, self._words, in_past == "past of many") + space + rest, ""
                longer = len(piece) - (end - start)
                spans = [(begin + longer, stop + longer) for begin, stop in spans]
            if dated.subject is not None and dated.subject.lacks == "owner" and dated.subject.behind and not spans:
                piece = self._owned(piece, is_owner=first == dated.subject.first)
            told += piece
            told, is_given = told + " ", False
        return told.rstrip(), spans

    def _owned(self, piece: str, *, is_owner: bool) -> str:
        """A piece of a title of what is owned, with its article, or of its owner: 'las obras', 'del museo'."""
        first, space, rest = piece.partition(" ")
        if is_owner:
            article = self._words.contracted.get(first.lower(), first)
            held = self._words.belonging.get(article.lower())
            return held + space + rest if held else f"{self._words.belonging['']} {article}{space}{rest}"
        return self._words.whose.get(first.lower(), first) + space + rest

    def _opens(self, token: int) -> bool:
        """Whether a sentence begins at a token, whose capital letter says nothing then."""
        return token == 0 or self._times.text.is_class(token - 1, "FINAL")

    def _named(self, timexes: Sequence[Timex], last: int) -> list[Timex]:
        """Those time expressions that name a time, and amounts of it that end with one: 'three months ended May 5'.

        An amount also goes with a clause that ends with it at token `last`: 'rose, a day after'.
        """
        named = [
            timex
            for number, timex in enumerate(timexes)
            if timex.interval is not None
            or _is_lately(timex)
            or self._is_ended(timexes, number)
            or self._is_insertion(timexes, number, last)
        ]
        if self._times.text.is_class(last, "PARTING"):
            end = self._tokens.ends[last - 1]
            named += [timex for timex in timexes if timex.end == end and timex.type == "DURATION"]
        return named

    def _is_insertion(self, timexes: Sequence[Timex], number: int, last: int) -> bool:
        """Whether an amount of time says only how far from something else: ', two days after the wedding, he'."""
        timex, text, token_at = timexes[number], self._times.text, self._times.token_at
        token = token_at(timex.end)
        if timex.type != "DURATION" or not text.is_class(token, "PARTING") or not text.is_class(token, "PREP"):
            return False
        if number + 1 < len(timexes) and token_at(timexes[number + 1].start) == token + 1:
            return False
        token = token_at(timex.start)
        if number and token_at(timexes[number - 1].end) == token:
            return True  # 'faded on Friday three days after the quake'
        is_within = text.has_class(token, min(last, token + _INSERTION), "COMMA")
        return is_within and text.is_class(token - 1, "COMMA")  # not ', 90 years after she wrote it' at the end

    def _is_ended(self, timexes: Sequence[Timex], number: int) -> bool:
        if number + 1 == len(timexes) or timexes[number + 1].interval is None:
            return False
        between = self._text[timexes[number].end : timexes[number + 1].start]
        return between.strip() in self._words.ending

    def _subject(self, subject: Subject) -> str:
        """The subject that a clause takes from its sentence, with the auxiliary that its verb lacks."""
        if subject.first == subject.last or subject.behind:
            return ""
        words = self._text[self._tokens.start(subject.first) : self._tokens.ends[subject.last - 1]]
        first, space, rest = words.partition(" ")
        words = self._words.contracted.get(first.lower(), first) + space + rest  # 'al hombre que huyó': 'el hombre'
        if subject.lacks == "owner":
            return f"{possessive(words, self._words)} "
        passive = self._words.passive
        return f"{words} {passive[subject.lacks]} " if subject.lacks in passive else f"{words} "


def _is_lately(timex: Timex) -> bool:
    """Whether a time of no date is a phrase that goes with a preposition: 'in recent weeks'."""
    return timex.value == "PAST_REF" and " " in timex.text


def _told_by(dated: Dated) -> list[tuple[int, int]]:
    """The tokens that a title is made of."""
    if dated.around is not None:
        return [dated.around]
    first = dated.subject.verb if dated.subject is not None else dated.first
    if dated.subject is not None and dated.subject.behind:
        pieces = [
            (first, dated.subject.behind),
            (dated.subject.first, dated.subject.last),
            (dated.subject.behind, dated.last),
        ]
        return [(begin, end) for begin, end in pieces if begin < end]
    if dated.subject is not None and dated.subject.held is not None:
        return [dated.subject.held, (first, dated.last)]
    if dated.left_out is None or not first < dated.left_out[0] < min(dated.left_out[1], dated.last):
        return [(first, dated.last)]
    if dated.left_out[1] >= dated.last:
        return [(first, dated.left_out[0])]
    return [(first, dated.left_out[0]), (dated.left_out[1], dated.last)]
