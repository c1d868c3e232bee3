"""What stands in an article and is no part of its story: datelines, bylines, 'Updated at 10:15', and requests."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice

from timeline_api.events.quotations import Quotation, covering, is_quoting, quotations
from timeline_api.events.telling import telling
from timeline_api.events.wording import Wording, load_wording, worded_languages
from timeline_api.frozen import frozen, replace
from timeline_api.model import Timex
from timeline_api.temporal.read import Times
from timeline_api.temporal.spans import Span

_OPENING = 8  # sentences and lines in which a dateline stands
_DATELINE = 20  # tokens of a dateline at most: 'PARIS, March 4 (Reuters) -'
_PLACE = 3  # letters of the place of a dateline at least
_HEADLINE = 25  # tokens of a headline at most
_HEADING = 8  # tokens of the heading of a section at most
_LINE = 30  # tokens of a byline or stamp at most
_WEEK = 7  # days
_BAR = "|"
_STAMP = 5  # words beside its date that a stamp has at most: 'Last updated on ... by our staff'
_BYLINE = 7
_DATELINE_CLASSES = frozenset(("CAP", "COMMA", "LPAREN", "RPAREN", "DOT", "DASH", "SLASH"))
_APART = frozenset(("DASH", "LPAREN"))
_ASKED = frozenset(("DET", "PRONOUN", "BASEVERB"))


@frozen
class Line:
    """A sentence as its story: tokens `[first, last)`, none where it tells none, and the time expressions in them.

    `dated` is a time expression that stands apart and dates what follows: that of a dateline, or a date on a line of
    its own. `quoted` is the token at which the quotation ends that it begins with, 0 where it begins with none, and
    `spoken` are the times in quotation marks.
    """

    number: int
    first: int
    last: int
    timexes: tuple[Timex, ...]
    dated: Timex | None = None
    quoted: int = 0
    spoken: tuple[Timex, ...] = ()


def read_lines(times: Times) -> list[Line]:
    """The sentences of a text, each without what is no part of its story."""
    reader = _Reader(times)
    lines = [
        reader.line(number, span, timexes)
        for number, (span, timexes) in enumerate(zip(times.spans, times.timexes, strict=True))
    ]
    text = times.text.tokens.whole
    return _with_quotations(times, lines, quotations(text)) if is_quoting(text) else lines


def _with_quotations(times: Times, lines: list[Line], found: list[Quotation]) -> list[Line]:
    """The lines with where the quotations end that they begin with, and with the times that are quoted."""
    quoted, number = [], 0
    for line in lines:
        end = 0
        if line.first < line.last:
            end, number = covering(found, times.text.tokens.start(line.first), number)
        if end:
            line = replace(line, quoted=min(line.last, times.token_at(end)))
        if line.timexes and (spoken := [t for t in line.timexes if covering(found, t.start, number)[0]]):
            line = _without_today(times, replace(line, spoken=tuple(spoken)))
        quoted.append(line)
    return quoted


def _without_today(times: Times, line: Line) -> Line:
    """A line without the 'today' and 'tomorrow' of a speaker: they are told of with the saying, at its date."""
    published, spoken = times.publication, {timex.start for timex in line.spoken}
    if (line.quoted or _is_speech(times, line)) and published is not None and not times.narrative:
        kept = tuple(t for t in line.timexes if t.start not in spoken or (not line.quoted and t.basis == "explicit"))
        return replace(line, timexes=kept)
    kept = tuple(
        timex
        for timex in line.timexes
        if timex.start not in spoken
        or timex.rule != "day-word"
        or timex.interval is None
        or published is None
        or timex.interval.start < published
    )
    return replace(line, timexes=kept)


def _is_speech(times: Times, line: Line) -> bool:
    """Whether what is quoted stands behind who says it and a colon: 'Ann Lee said: "We met on Monday"'."""
    text = times.text
    colon = text.place(line.first, times.token_at(line.spoken[0].start), "COLON")
    return colon is not None and text.is_class(colon - 1, "REPORT")


def is_headline(times: Times, line: Line) -> bool:
    """Whether the first sentence is a headline: short, without a finer time than a year, without a full stop."""
    if (
        any(timex.precision not in ("year", "range") for timex in line.timexes)
        or len(times.spans) < 3
        or (line.timexes and line.timexes[0].start == times.text.tokens.start(line.first))  # '1215 Charter granted'
        or not 3 < line.last - line.first <= _HEADLINE
    ):
        return False
    return not times.text.is_class(line.last - 1, "FINAL")


def is_heading(times: Times, line: Line) -> bool:
    """Whether a line is a few words without a verb or a full stop that stand apart: 'Previous occurrences'."""
    text = times.text
    if not _can_be_heading(times, line):
        return False
    return text.verbs.search(text.codes, line.first, line.last) is None


def only_leads(times: Times, line: Line) -> bool:
    """Whether a line only leads to what is told behind it.

    That is 'Here is a timeline of the strike in 2019', or a question that stands apart without a mark: 'What happened'.
    """
    text, finders = times.text, times.text.grammar.finders
    if finders["pointing"].match(text.codes, line.first) is not None:
        return True
    return finders["asking"].match(text.codes, line.first) is not None and _can_be_heading(times, line)


def _can_be_heading(times: Times, line: Line) -> bool:
    """Whether a line is a few words that stand apart without a time or a full stop."""
    text = times.text
    if line.timexes or line.last - line.first > _HEADING or text.is_class(line.last - 1, "FINAL"):
        return False
    sentence, whole = times.spans[line.number].sentence, text.tokens.whole
    return whole.startswith("\n", sentence.end) and (not sentence.start or whole[sentence.start - 1] == "\n")


class _Reader:
    def __init__(self, times: Times) -> None:
        self._times = times
        language = times.text.grammar.language
        self._words = words = load_wording(language) if language in worded_languages() else Wording()
        self._holding = words.holding - words.bylines - words.articles
        self._furniture = times.text.grammar.finders["furniture"]
        self._apart = words.holding | words.stamps | words.bylines | words.requests

    def line(self, number: int, span: Span, timexes: tuple[Timex, ...]) -> Line:
        if self._furniture.match(self._times.text.codes, span.first) is not None:
            return Line(number, span.last, span.last, ())
        if number < _OPENING and self._is_dateline(span, timexes):
            return Line(number, span.last, span.last, (), timexes[0] if timexes else None)
        if not timexes:
            return Line(number, self._behind_tie(self._behind_place(span), span.last), span.last, ())
        if self._is_caption(span, timexes) or (number < _OPENING and self._is_barred(span, timexes)):
            return Line(number, span.last, span.last, ())
        if span.last - span.first <= _LINE and self._can_be_apart(span, timexes[0]):
            words = self._words_beside(span, timexes)
            opening = next(words, None)
            if opening is not None and opening.lower() in self._holding:
                opening = next((word for word in words if word.lower() not in self._words.holding), None)
            if opening is None:
                return Line(number, span.last, span.last, (), timexes[0])
            if self._is_stamp(opening, words) or self._is_request(span):
                return Line(number, span.last, span.last, ())
        first = self._story_start(span, timexes) if number < _OPENING else span.first
        if first == span.first:
            return Line(number, self._behind_tie(self._behind_place(span), span.last), span.last, timexes)
        start = self._times.text.tokens.start(first)
        told = tuple(timex for timex in timexes if timex.start >= start)
        return Line(number, first, span.last, told, timexes[0])

    def _is_caption(self, span: Span, timexes: tuple[Timex, ...]) -> bool:
        """Whether a sentence says in the present what a picture shows of a past day, at its end: ', July 10, 2016.'.

        A weekday may look like one to come, where no verb that is known tells of it: 'Ada Renn poses, on Saturday'.
        """
        text, published, timex = self._times.text, self._times.publication, timexes[-1]
        if published is None or timex.interval is None or timex.precision != "day":
            return False
        token, end = self._times.token_at(timex.start), self._times.token_at(timex.end)
        comma = token - 1 - text.is_class(token - 1, "ON")
        if not text.is_class(comma, "COMMA") or end + text.is_class(end, "FINAL") < span.last:
            return False
        if telling(text, span.first, comma) is not None:
            return False
        if comma < token - 1:
            has_verb = text.grammar.finders["predicate"].search(text.codes, span.first, comma) is not None
            is_past_day = len(timexes) == 1 and "year" in timex.known and timex.interval.start < published - _WEEK
            return not has_verb and (is_past_day or abs(timex.interval.start - published) <= _WEEK)
        return "day" in timex.known and timex.interval.start <= published

    def _is_barred(self, span: Span, timexes: tuple[Timex, ...]) -> bool:
        """Whether a bar parts a stamp from what else a line names: 'The Vale Echo | Updated: May 3'."""
        tokens = self._times.text.tokens
        if span.last - span.first > _LINE or _BAR not in tokens.whole[tokens.start(span.first) : timexes[-1].end]:
            return False
        return any(word.lower() in self._words.stamps for word in self._words_beside(span, timexes))

    def _can_be_apart(self, span: Span, timex: Timex) -> bool:
        """Whether a sentence may be no story, by its first word, behind which its first time stands; cheap."""
        word = self._times.text.tokens.text(span.first)
        if self._behind_tie(span.first, span.last) > span.first + 1:
            return False  # 'First, they met in May'
        if not word[:1].isalpha() or self._times.token_at(timex.start) == span.first:
            return True
        return word.lower() in self._apart

    def _behind_place(self, span: Span) -> int:
        """The token of a sentence at which its story begins: behind the dash of 'PARIS, France (AP) —'."""
        text = self._times.text
        if not text.tokens.raw[span.first].isupper():
            return span.first
        place = text.tokens.text(span.first)
        if len(place) < _PLACE or not place.isalpha():
            return span.first
        for index in range(span.first + 1, min(span.last - 2, span.first + _DATELINE)):
            classes = text.classes(index)
            if "DASH" in classes:
                is_long = text.tokens.text(index) != "-" or text.is_class(index - 1, "DOT")  # 'VALE, Ark.-Police say'
                is_apart = is_long or text.tokens.start(index) > text.tokens.ends[index - 1]
                return index + 1 + text.is_class(index + 1, "DASH") if is_apart else span.first
            if _DATELINE_CLASSES.isdisjoint(classes):
                break
        return span.first

    def _behind_tie(self, first: int, last: int) -> int:
        """Where the story of a sentence begins behind what ties it to the one before: 'But they', 'However, they'."""
        text = self._times.text
        is_apart = text.is_class(first + 1, "COMMA")
        if first + 1 + is_apart >= last or not (is_apart or text.is_class(first, "CONJUNCTION")):
            return first
        ties = self._words.connectives if is_apart else self._words.conjunctions
        return first + 1 + is_apart if text.tokens.text(first).lower() in ties else first

    def _is_dateline(self, span: Span, timexes: tuple[Timex, ...]) -> bool:
        """Whether a sentence is a dateline on its own: 'MANILA, Philippines (AP) --', 'PARIS, March 4.'."""
        text = self._times.text
        is_short = bool(timexes) and span.last - span.first <= _STAMP
        if span.last - span.first > _DATELINE or not (is_short or text.tokens.text(span.first).isupper()):
            return False
        inner = range(span.first, span.last)
        has_mark = any(not _APART.isdisjoint(text.classes(index)) for index in inner)
        return (has_mark or bool(timexes)) and not any(text.tokens.text(index).islower() for index in inner)

    def _story_start(self, span: Span, timexes: tuple[Timex, ...]) -> int:
        """The token of a sentence at which its story begins: behind the dash of a dateline that holds a date."""
        text, begin = self._times.text, self._times.token_at(timexes[0].start)
        if "CAP" not in text.classes(span.first) or text.is_class(span.first, "PREP") or span.first == begin:
            return span.first  # 'On May 3 - his birthday - she sang' is no dateline
        if span.first + 1 < begin and _DATELINE_CLASSES.isdisjoint(text.classes(span.first + 1)):
            return span.first
        dated = self._dated(timexes)
        for index in range(span.first, min(span.last - 2, span.first + _DATELINE)):
            classes = text.classes(index)
            if self._ends_dateline(span.first, index) and index > min(dated) and index + 1 not in dated:
                if text.is_bracketed(span.first, index) and not text.is_class(index, "RPAREN"):
                    return span.first  # 'Ida Renn (Vale, 8 April 1903 – Oslo, 2 November 1988) was'
                return index + 1 + text.is_class(index + 1, "DASH")
            if index not in dated and _DATELINE_CLASSES.isdisjoint(classes):
                break
        return span.first

    def _ends_dateline(self, first: int, index: int) -> bool:
        """Whether a dateline can end with a token: a dash, or a colon behind its agency ('VALE, May 3 (XNA):')."""
        text = self._times.text
        if text.is_class(index, "COLON") and text.is_class(index - 1, "RPAREN"):
            return text.is_bracketed(first, index - 1)
        return text.is_class(index, "DASH") or self._closes_agency(index)

    def _closes_agency(self, index: int) -> bool:
        """Whether a token closes the brackets of an agency behind a date: 'VALE, May 3 (IANS) Police said'."""
        text = self._times.text
        if not text.is_class(index, "RPAREN") or not text.is_class(index - 2, "LPAREN"):
            return False
        return text.tokens.raw[index - 1].strip().isupper() and text.is_class(index + 1, "CAP")

    def _is_stamp(self, opening: str, others: Iterator[str]) -> bool:
        """Whether a line with such words beside its date only dates the article, or says who wrote it when."""
        low = opening.lower()
        if low not in self._words.stamps and low not in self._words.bylines:
            return False
        following = list(islice(others, _BYLINE + 1))
        if len(following) < _STAMP and low in self._words.stamps:
            return True
        names = following if low in self._words.bylines else []
        return 0 < len(names) <= _BYLINE and all(name[0].isupper() or name == "and" for name in names)

    def _is_request(self, span: Span) -> bool:
        """Whether a sentence asks the reader to do something: 'Bring a coat on Friday'."""
        text = self._times.text
        if text.tokens.text(span.first).lower() not in self._words.requests:
            return False
        following = text.classes(span.first + 1)
        return not _ASKED.isdisjoint(following) and telling(text, span.first, span.last) is None

    def _words_beside(self, span: Span, timexes: tuple[Timex, ...]) -> Iterator[str]:
        """The words of a sentence that are in no time expression; figures and signs are no words."""
        at, first = self._times.token_at, span.first
        for timex in timexes:
            yield from self._between(first, at(timex.start))
            first = at(timex.end)
        yield from self._between(first, span.last)

    def _between(self, first: int, last: int) -> Iterator[str]:
        tokens = self._times.text.tokens
        for index in range(first, last):
            word = tokens.text(index)
            if word[:1].isalpha() or word == "©":
                yield word

    def _dated(self, timexes: tuple[Timex, ...]) -> Collection[int]:
        """The tokens of the time expressions."""
        at = self._times.token_at
        return {index for timex in timexes for index in range(at(timex.start), at(timex.end))}
