"""Which events a document tells, clause by clause, and the date of each.

A clause with a time of its own has that date. A clause without one goes on telling the story: in news it has the date
of the article's lead, or else that of its publication; in narrative that of the story so far. General truths, habits
and questions tell no event.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from timeline_api.events.clauses import Clause, split_clauses
from timeline_api.events.subjects import Subject, find_subject
from timeline_api.frozen import frozen
from timeline_api.model import Anchor, Basis, EventDate, Interval, Timex
from timeline_api.temporal.places import day_place
from timeline_api.temporal.read import Span, Times
from timeline_api.temporal.recognize import Text
from timeline_api.temporal.refine import joins

_WIDE = ("decade", "century", "millennium")
_LEAD_SENTENCES = 4
_LEAD_REACH = 45  # days before publication within which a lead's date is the news
_HEADLINE_TOKENS = 25
_SAYING_REACH = 3  # tokens between a verb of saying and a time that belongs to it
_STORY_REACH = 3  # sentences for which narrative goes on at the date it last gave


@frozen
class Dated:
    """A clause, tokens `[first, last)`, with its date and the time expression behind it (None for publication).

    `subject` is where the sentence names whom a clause without a subject of its own tells of, with the token at which
    such a clause goes on.
    """

    first: int
    last: int
    date: EventDate
    timex: Timex | None
    rule: str
    anchor: Anchor | None
    steps: tuple[str, ...]
    subject: Subject | None = None


@frozen
class _Background:
    """The date that a clause without a time takes on."""

    date: EventDate
    timex: Timex | None
    rule: str
    anchor: Anchor | None
    steps: tuple[str, ...]


def date_events(times: Times) -> list[Dated]:
    """All dated clauses of a document, in order."""
    lead = _lead(times)
    story: _Background | None = None
    told = -_STORY_REACH
    events: list[Dated] = []
    text = times.text
    for number, (span, timexes) in enumerate(zip(times.spans, times.timexes, strict=True)):
        background = lead
        if times.narrative:
            background = story if number - told <= _STORY_REACH else None
        if number == times.dateline:
            continue
        if number == 0 and _is_headline(times, span, timexes):
            events.extend(_as_told(span.first, span.last, background))
            continue
        found = _sentence(times, span, timexes, background)
        events.extend(_trimmed(text, event, span.first) for event in found)
        own = [event for event in found if event.timex is not None and event.rule == event.timex.rule]
        if own:
            story, told = _inherit(own[-1].timex, own[-1].date), number
    return events


def _is_headline(times: Times, span: Span, timexes: tuple[Timex, ...]) -> bool:
    """Whether the first sentence is a headline: short, without a finer time than a year, without a full stop."""
    if (
        any(timex.precision != "year" for timex in timexes)
        or len(times.spans) < 3
        or not 3 < span.last - span.first <= _HEADLINE_TOKENS
    ):
        return False
    return not times.text.is_class(span.last - 1, "FINAL")


def _as_told(first: int, last: int, b: _Background | None) -> list[Dated]:
    return [Dated(first, last, b.date, b.timex, b.rule, b.anchor, b.steps)] if b is not None else []


def _trimmed(text: Text, event: Dated, sentence: int) -> Dated:
    """The event without the punctuation that parts its clause from the others, and with its subject."""
    first, last = event.first, event.last
    if first == sentence and not text.is_class(last - 1, "EDGE") and not text.is_class(first, "EDGE"):
        return event
    while first < last - 1 and text.is_class(first, "EDGE"):
        first += 1
    while last - 1 > first and text.is_class(last - 1, "EDGE"):
        last -= 1
    return replace(event, first=first, last=last, subject=find_subject(text, sentence, first, last))


# --- one sentence ---------------------------------------------------------------------------------------------------


def _sentence(times: Times, span: Span, timexes: tuple[Timex, ...], background: _Background | None) -> list[Dated]:
    if not timexes:
        return _without_time(times, span.first, span.last, background)
    text = times.text
    if text.is_class(span.last - 1, "QUESTION"):
        return []
    habit = any(timex.type == "SET" for timex in timexes)
    placed = _placed([(times.token_at(t.start), times.token_at(t.end), t) for t in timexes])
    if habit and not (placed and _tells_an_event(times, span.first, span.last)):
        return []
    if not placed:
        return _without_time(times, span.first, span.last, background)
    events: list[Dated] = []
    tied = {a[1] for a, b in pairwise(placed) if _ties(times, a[2], b[2])}
    for clause in split_clauses(text, span.first, span.last, placed, tied):
        events.extend(_clause(times, clause, background))
    return events


def _placed(found: list[tuple[int, int, Timex]]) -> list[tuple[int, int, Timex]]:
    """The time expressions that date an event; decades and longer only where nothing finer stands."""
    dated = [item for item in found if item[2].type in ("DATE", "TIME") and (item[2].interval or item[2].edtf)]
    return [item for item in dated if item[2].precision not in _WIDE] or dated


def _clause(times: Times, clause: Clause, background: _Background | None) -> list[Dated]:
    """The events of one clause: that of its finest time, and what a reporting clause reports."""
    if not clause.timexes:
        return _without_time(times, clause.first, clause.last, background)
    timex, date = _clause_date(times, clause)
    event = Dated(clause.first, clause.last, date, timex, timex.rule, timex.anchor, timex.steps)
    if background is None or background.date.edtf == date.edtf:
        return [event]
    if _says_before(times, clause, timex):
        saying = _because(background, "the time is that of what was said, not of the saying")
        return [*_as_told(clause.first, clause.last, saying), event]
    reported = _reported(times, clause, timex)
    if reported is None:
        return [event]
    said = _because(background, "the time is that of the saying, not of what was said")
    return [event, *_as_told(reported, clause.last, said)]


def _because(background: _Background, step: str) -> _Background:
    """The background with one more step in its explanation."""
    return replace(background, steps=(*background.steps, step))


def _says_before(times: Times, clause: Clause, timex: Timex) -> bool:
    """Whether a clause begins with a verb of saying that the time does not belong to: 'has announced ... in May'."""
    said = times.text.sayers.search(times.text.codes, clause.first, times.token_at(timex.start))
    return said is not None and times.token_at(timex.start) - said.start() > _SAYING_REACH


def _clause_date(times: Times, clause: Clause) -> tuple[Timex, EventDate]:
    """The date of a clause: its finest expression, or the range that two of them span."""
    placed = [timex for timex in clause.timexes if timex.interval is not None]
    if len(placed) > 1 and (ranged := _range(times, placed)) is not None:
        return ranged
    widths = [t.interval.end - t.interval.start if t.interval else 1 << 40 for t in clause.timexes]
    timex = clause.timexes[widths.index(min(widths))]
    if times.text.is_class(times.token_at(timex.start) - 1, "SINCE"):
        return timex, _open_date(times, timex)
    return timex, _own_date(timex)


def _open_date(times: Times, timex: Timex) -> EventDate:
    """'since 2001': from then on, as far as the article can know."""
    date = _own_date(timex)
    if date.interval is None or "/" in timex.edtf:
        return date
    end = date.interval.end
    if times.publication is not None and times.publication >= end:
        end = times.publication + 1
    edtf = f"{timex.edtf.split('T')[0]}/.."
    return replace(date, edtf=edtf, interval=Interval(date.interval.start, end), precision="range")


def _range(times: Times, placed: list[Timex]) -> tuple[Timex, EventDate] | None:
    """'from 3 May to 8 June': two expressions with a word between them that makes them the ends of one stretch."""
    a, b = placed[0], placed[1]
    if not _ties(times, a, b):
        return None
    if a.interval is None or b.interval is None:
        return None
    if b.interval.end <= a.interval.start:
        return None
    edtf = f"{a.edtf.split('/')[0]}/{b.edtf.split('/')[-1]}"
    span = Interval(a.interval.start, b.interval.end)
    words = f"{a.text} ... {b.text}"
    return a, EventDate(
        edtf, span, "range", a.qualifier or b.qualifier, a.basis or "explicit", f"{a.value}/{b.value}", words
    )


def _ties(times: Times, a: Timex, b: Timex) -> bool:
    """Whether the words between two expressions make them the two ends of one stretch."""
    start, end = times.token_at(a.end), times.token_at(b.start)
    if joins(times.text, "to", start, end):
        return True
    return joins(times.text, "and", start, end) and times.text.is_class(times.token_at(a.start) - 1, "BETWEEN")


def _own_date(timex: Timex) -> EventDate:
    edtf = (
        timex.edtf + timex.qualifier
        if timex.qualifier and "/" not in timex.edtf and "T" not in timex.edtf
        else timex.edtf
    )
    return EventDate(
        edtf, timex.interval, timex.precision or ("day" if len(timex.edtf) > 7 else "month"), timex.qualifier,
        timex.basis or "explicit", timex.value, timex.text,
    )  # fmt: skip


def _reported(times: Times, clause: Clause, timex: Timex) -> int | None:
    """Where what was said begins, when the time of a clause belongs to its verb of saying: 'said on Friday that'."""
    token = times.token_at(timex.start)
    text = times.text
    near = range(max(clause.first, token - 3), min(clause.last, times.token_at(timex.end) + 2))
    if not any("REPORT" in text.classes(index) for index in near):
        return None
    after = times.token_at(timex.end)
    return after if clause.last - after > 4 and _has_verb(times, after, clause.last) else None


# --- clauses without a time -----------------------------------------------------------------------------------------


def _without_time(times: Times, first: int, last: int, background: _Background | None) -> list[Dated]:
    return _as_told(first, last, background) if _tells_an_event(times, first, last) else []


def _has_verb(times: Times, first: int, last: int) -> bool:
    return times.text.verbs.search(times.text.codes, first, last) is not None


def _tells_an_event(times: Times, first: int, last: int) -> bool:
    """Whether a clause says that something happened: a past or perfect verb, or a verb of saying; no question."""
    text = times.text
    if last - first < 3 or text.is_class(last - 1, "QUESTION"):
        return False
    return text.tellers.search(text.codes, first, last) is not None


# --- backgrounds ----------------------------------------------------------------------------------------------------


def _lead(times: Times) -> _Background | None:
    """In news the first day that the opening names, when it is close before publication; else the publication date."""
    publication = times.publication
    for number, timexes in enumerate(times.timexes[:_LEAD_SENTENCES]):
        for timex in timexes if number != times.dateline else ():
            if timex.interval is None or timex.interval.end - timex.interval.start != 1:
                continue
            if publication is None or 0 <= publication - timex.interval.start <= _LEAD_REACH:
                return _inherit(timex, _own_date(timex))
    if publication is None:
        return None
    place = day_place(publication)
    words = {
        "given": "the article's publication date",
        "dateline": "the date that the article gives as its own",
    }
    date = EventDate(place.edtf, place.interval, "day", "", "publication", place.value, "")
    anchor = Anchor("publication", place.edtf)
    steps = ("no time of its own", f"taken from {words[times.publication_from]}")
    return _Background(date, None, "publication-date", anchor, steps)


def _inherit(timex: Timex | None, date: EventDate) -> _Background | None:
    if timex is None or date.interval is None:
        return None
    basis: Basis = "inferred" if date.basis == "inferred" else "inherited"
    taken = EventDate(date.edtf, date.interval, date.precision, date.qualifier, basis, date.timex, date.text)
    steps = ("no time of its own", f"goes on from {timex.text!r}", *timex.steps)
    return _Background(taken, timex, "inherited-date", Anchor("story", date.edtf, timex.text), steps)
