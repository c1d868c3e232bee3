"""What a whole text tells before it is read sentence by sentence: its own date, and whether it is a story."""

from __future__ import annotations

from timeline_api.temporal.interval import civil, day_number, is_date
from timeline_api.temporal.joining import are_ends
from timeline_api.temporal.leaning import is_far
from timeline_api.temporal.operators import (
    Calendar,
    Clock,
    DayPart,
    Deictic,
    Expression,
    Shift,
    Years,
)  # fmt: skip
from timeline_api.temporal.recognize import Candidate, Text
from timeline_api.temporal.spans import Span

_POINTING = (Deictic, Shift)  # a union of types would be made anew by each call
_OPENING = 3  # sentences that a text opens with, its headline among them
_YEARS, _FEW_YEARS = 3, 2  # that make a story, and those that do where no publication could be pointed from
_FIRST_PRINTED = 1800  # year before which no article states its own date
_LEADING = 2  # tokens before a time that leads its sentence
_ASIDE = ("PRONOUN_RELATIVE", "WHERE", "COMMA")  # one of which stands before the year of an aside
_BEGINNING = 8  # sentences in which a text that is no news names a year
_LONG = 5  # sentences of a text that would name a day if it were news
_LATELY = 120  # days before its publication of which a text may tell as news
_JUST = 14  # days
_RECENT = 3  # years before its publication of which a text may tell as news
_SAID = 5  # tokens of 'announced in Vale on'
_PRINTED_LATER = 2  # days
_DATELINE_REACH = 400  # characters in which an article states its own date


def find_dateline(text: str, spans: tuple[Span, ...], tokens: Text) -> tuple[int, int] | None:
    """The sentence and the day that an article states as its own: a full date alone on an early line, or a dateline."""
    for number, span in enumerate(spans[:6]):
        if span.sentence.start > _DATELINE_REACH:
            return None
        for candidate in span.candidates:
            e = candidate.expression
            if not (isinstance(e, Calendar) and e.year and e.month and e.day) or e.year < _FIRST_PRINTED:
                continue
            alone = candidate.first <= span.first + 1 and candidate.last >= span.last - 1
            dashed = tokens.is_class(candidate.last, "DASH") or tokens.is_class(candidate.last, "LPAREN")
            start = tokens.tokens.start(candidate.first)
            own_line = text[max(0, start - 2) : start].endswith("\n") and candidate.first <= span.first + 1
            own_line = own_line and not tokens.is_class(candidate.last, "COLON")  # '8 May 1918: A fire broke out'
            if tokens.is_class(candidate.last, "DASH") and any(c.first == candidate.last + 1 for c in span.candidates):
                continue  # 'May 1 – August 31, 1864' is what a text is about
            opens = span is spans[0] and not tokens.is_bracketed(span.first, candidate.first)
            if alone or own_line or (dashed and opens):
                return number, day_number(e.year, e.month, e.day)
    return None


def day_of_writing(spans: tuple[Span, ...], tokens: Text, publication: int) -> int:
    """The day from which a text counts: that of its dateline where it was printed a day or two later.

    So 'WASHINGTON, Sept. 8 - ... said today' in a paper of 9 September.
    """
    year = civil(publication)[0]
    for span in spans[:_OPENING]:
        for candidate in span.candidates[:1]:
            e = candidate.expression
            if candidate.kind != "day" or not isinstance(e, Calendar) or not (e.month and e.day):
                continue
            if not _is_in_dateline(tokens, candidate.first, candidate.last):
                continue
            days = [day_number(y, e.month, e.day) for y in (year, year - 1) if is_date(y, e.month, e.day)]
            return next((day for day in days if 0 < publication - day <= _PRINTED_LATER), publication)
    return publication


def _is_in_dateline(tokens: Text, first: int, last: int) -> bool:
    """Whether a day stands between a place and a dash or the name of an agency: 'KABUL, March 9 (Reuters)'.

    Papers of old have a full stop there, 'LONDON, September 3.', behind a place in capitals.
    """
    if not (tokens.is_class(first - 1, "COMMA") and tokens.is_class(first - 2, "CAP")):
        return False
    if tokens.is_class(last, "DASH") or tokens.is_class(last, "LPAREN"):
        return True
    return tokens.is_class(last, "FINAL") and tokens.tokens.raw[first - 2].isupper()


def is_narrative(spans: tuple[Span, ...], tokens: Text, publication: int | None, *, opens_with_news: bool) -> bool:
    """Whether a text tells of a past of its own: years far from its publication, and whole dates of
    years before it, outnumber words that point from it; one that opens with such a word is rather news."""
    years, pointing = _counted(spans, publication)
    least = _FEW_YEARS if publication is None else _YEARS
    if years < least:
        return _tells_of_old(spans, tokens, publication)
    return years > 2 * (pointing + opens_with_news)


def _tells_of_old(spans: tuple[Span, ...], tokens: Text, publication: int | None) -> bool:
    """Whether a text opens with a year long before its publication, and tells of none near to it.

    For example, 'We kept geese in the summer of 1968. We went to Vale.'
    """
    opening = next((span for span in spans[:_BEGINNING] if span.candidates), None)
    if opening is None or not _is_old(opening.candidates[0].expression, publication):
        return False
    first, day = opening.candidates[0].first, _day_of(opening.candidates[0].expression)
    if opening.candidates[0].kind == "years" and tokens.is_class(first - 1, "DET"):
        return False  # 'A 1960s singer'
    if len(opening.candidates) > 1 and are_ends(tokens, *opening.candidates[:2]):
        return False  # 'Between 1914 and 1918', in none of which the rest is told to be
    if first > opening.first + _LEADING:
        is_day = isinstance(day, Calendar) and day.day is not None
        if len(spans) < _LONG or not (is_day or not tokens.has_class(opening.first, first, *_ASIDE)):
            return False  # 'Nord has bought Vale, which was founded in 1976'
    # 'The next January' and 'the end of the year' may be of what is told.
    sure = [c for span in spans for c in span.candidates if not tokens.is_class(c.first, "DEFINITE")]
    return not any([_is_near(c.expression, publication) for c in sure])


def _is_old(expression: Expression, publication: int | None) -> bool:
    e = _day_of(expression)
    has_year = isinstance(e, Years) or (isinstance(e, Calendar) and e.year is not None)
    return has_year and not _is_near(e, publication)


def _is_near(expression: Expression, publication: int | None) -> bool:
    """Whether a time may be one of the news: it points from the publication, or is of a year shortly before it."""
    e = _day_of(expression)
    if isinstance(e, Years):
        return publication is not None and e.first + e.count > civil(publication)[0] - _RECENT
    if isinstance(e, Calendar):
        if e.year is None:
            return e.weekday is not None or (publication is not None and _is_just_over(e, publication))
        return publication is not None and not e.short and _is_of_news(e, e.year, publication)
    return isinstance(e, _POINTING) and e.anchor in ("publication", "writing") and not is_far(e)


def _is_just_over(e: Calendar, publication: int) -> bool:
    """Whether a day without a year is one of the days before a publication, of which news tells: 'voted on May 3'."""
    year = civil(publication)[0]
    if not (e.month and e.day):
        return False
    days = [day_number(y, e.month, e.day) for y in (year, year - 1) if is_date(y, e.month, e.day)]
    return any([0 <= publication - day < _JUST for day in days])


def _is_of_news(e: Calendar, year: int, publication: int) -> bool:
    """Whether a day or month is just before a publication, or behind it, and a year not long before it."""
    if e.month is None:
        return year >= civil(publication)[0] - _RECENT
    day = e.day or 1
    return is_date(year, e.month, day) and publication - day_number(year, e.month, day) < _LATELY


def _day_of(expression: Expression) -> Expression:
    """The day that a time of day is on, where it is stated."""
    while isinstance(expression, (Clock, DayPart)) and expression.on is not None:
        expression = expression.on
    return expression


def begins_with_news(spans: tuple[Span, ...], tokens: Text, publication: int | None) -> bool:
    """Whether a text opens with words that point from its publication, rather than with years before it.

    A weekday on which someone said it is of the news, whatever years stand before: 'have found a ship that sank in 1871
    ..., they announced on Wednesday'.
    """
    years = pointing = 0
    for number in range(min(_OPENING, len(spans))):
        if any(_is_day_of_saying(tokens, spans[number], candidate) for candidate in spans[number].candidates):
            return True
        found = _counted(spans[number : number + 1], publication)
        years, pointing = years + found[0], pointing + found[1]
        if pointing > years:
            return True
    return False


def _is_day_of_saying(tokens: Text, span: Span, candidate: Candidate) -> bool:
    """Whether a weekday stands right behind a verb of saying: 'announced in Vale on Wednesday'."""
    if candidate.kind != "weekday":
        return False
    return tokens.has_class(max(span.first, candidate.first - _SAID), candidate.first, "REPORT")


def _counted(spans: tuple[Span, ...], publication: int | None) -> tuple[int, int]:
    """How many of the times of some sentences are years before the publication, and how many point from it."""
    own_year = civil(publication)[0] if publication is not None else None
    years, pointing = 0, 0
    for span in spans:
        for candidate in span.candidates:
            e = _day_of(candidate.expression)
            if isinstance(e, Calendar) and e.year is not None:
                is_past = own_year is None or e.year < own_year - 2 or (e.day is not None and e.year < own_year)
                years += is_past and not e.short
            elif isinstance(e, Calendar):
                pointing += e.weekday is not None
            elif is_far(e):
                years += 1
            elif isinstance(e, _POINTING):
                pointing += e.anchor in ("publication", "writing")
    return years, pointing
