"""Which events a document tells, clause by clause, and the date of each.

A clause with a time of its own has that date; one without takes on that of its background (backgrounds.py). General
truths, habits and questions tell no event.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise

from timeline_api.events.backgrounds import Background, Backgrounds
from timeline_api.events.clauses import Clause, split_clauses
from timeline_api.events.dates import are_tied, clause_date, only_compares
from timeline_api.events.lines import Line, read_lines
from timeline_api.events.subjects import Subject, find_subject
from timeline_api.events.telling import telling
from timeline_api.frozen import frozen, replace
from timeline_api.model import Anchor, EventDate, Timex
from timeline_api.temporal.read import Times
from timeline_api.temporal.recognize import Text

_WIDE = ("decade", "century", "millennium")
_LONG = ("month", "quarter", "half", "season", "year")
_LONG_UNITS = "YM"  # of amounts of time as TIMEX3 writes them
_HEADLINE_TOKENS = 25
# What an 'after' joins in a story is told of much the same time.
_PARTING_STORY, _PARTING_NEWS = ("SINCE",), ("SINCE", "PARTING")
_SAYING_REACH = 3  # tokens between a verb of saying and a time that belongs to it


@frozen
class Dated:
    """A clause, tokens `[first, last)`, with its date and the time expression behind it (None for publication).

    `subject` is where the sentence names whom a clause without a subject of its own tells of, with the token at which
    such a clause goes on. `says` tells that what happened is the saying, while what was said is an event of its own.
    """

    first: int
    last: int
    date: EventDate
    timex: Timex | None
    rule: str
    anchor: Anchor | None
    steps: tuple[str, ...]
    subject: Subject | None = None
    says: bool = False


def date_events(times: Times) -> list[Dated]:
    """All dated clauses of a document, in order."""
    lines = read_lines(times)
    backgrounds = Backgrounds(times, lines)
    events: list[Dated] = []
    for line in lines:
        if line.dated is not None:
            backgrounds.head(line.number, line.dated)
        if line.first == line.last:
            continue
        if line.number == 0 and _is_headline(times, line):
            events.extend(_as_told(line.first, line.last, backgrounds.headline()))
            continue
        found = _Sentence(times, backgrounds, line).events()
        events.extend(_trimmed(times.text, event, line) for event in found)
        own = [event for event in found if event.timex is not None and event.rule == event.timex.rule]
        if own:
            backgrounds.tell(line.number, own[-1].timex, own[-1].date)
    return events


def _is_headline(times: Times, line: Line) -> bool:
    """Whether the first sentence is a headline: short, without a finer time than a year, without a full stop."""
    if (
        any(timex.precision != "year" for timex in line.timexes)
        or len(times.spans) < 3
        or not 3 < line.last - line.first <= _HEADLINE_TOKENS
    ):
        return False
    return not times.text.is_class(line.last - 1, "FINAL")


def _as_told(first: int, last: int, b: Background | None) -> list[Dated]:
    return [Dated(first, last, b.date, b.timex, b.rule, b.anchor, b.steps)] if b is not None else []


def _trimmed(text: Text, event: Dated, line: Line) -> Dated:
    """The event without the punctuation that parts its clause from the others, and with its subject."""
    first, last = event.first, event.last
    if (first, last) == (line.first, line.last) and not text.is_class(last - 1, "EDGE"):
        return event
    while first < last - 1 and text.is_class(first, "EDGE"):
        first += 1
    while last - 1 > first and text.is_class(last - 1, "EDGE"):
        last -= 1
    subject = find_subject(text, (line.first, line.last), first, last)
    return Dated(
        first, last, event.date, event.timex, event.rule, event.anchor, event.steps, subject, event.says
    )  # fmt: skip


@frozen
class _Sentence:
    """One sentence on its way to events."""

    times: Times
    backgrounds: Backgrounds
    line: Line

    def events(self) -> list[Dated]:
        """The dated clauses of the sentence."""
        line, text = self.line, self.times.text
        if not line.timexes:
            return self._without_time(line.first, line.last)
        if text.is_class(line.last - 1, "QUESTION"):
            return []
        if not any(timex.type == "SET" for timex in line.timexes):
            return self._part(line.first, line.last, line.timexes)
        return [event for part in self._parts() for event in self._part(*part)]

    def _parts(self) -> Iterator[tuple[int, int, tuple[Timex, ...]]]:
        """A sentence with a habit cut where the habit begins and ends: 'opened a line, which runs every hour'."""
        line, text = self.line, self.times.text
        starts = {self.times.token_at(timex.start) - 1 for timex in line.timexes}  # 'every day but Thursday'
        inner = range(line.first + 1, line.last)
        stops = [index for index in inner if text.is_class(index, "STOP") and index not in starts]
        for is_habit, group in groupby(pairwise([line.first, *stops, line.last]), self._holds_a_set):
            ends = list(group)
            first, last = ends[0][0], ends[-1][1]
            timexes = self._within(first, last)
            if not is_habit or (_placed(self._located(timexes)) and telling(text, first, last)):
                yield first, last, timexes

    def _holds_a_set(self, ends: tuple[int, int]) -> bool:
        return any(timex.type == "SET" for timex in self._within(*ends))

    def _within(self, first: int, last: int) -> tuple[Timex, ...]:
        at = self.times.token_at
        return tuple(timex for timex in self.line.timexes if first <= at(timex.start) < last)

    def _located(self, timexes: tuple[Timex, ...]) -> list[tuple[int, int, Timex]]:
        return [(self.times.token_at(timex.start), self.times.token_at(timex.end), timex) for timex in timexes]

    def _part(self, first: int, last: int, timexes: tuple[Timex, ...]) -> list[Dated]:
        told = tuple(timex for timex in timexes if not only_compares(self.times, first, last, timexes, timex))
        placed = _placed(self._located(told))
        if not placed:
            return self._without_time(first, last)
        events: list[Dated] = []
        tied = {a[1] for a, b in pairwise(placed) if are_tied(self.times, a[2], b[2])}
        parting = _PARTING_STORY if self.times.narrative else _PARTING_NEWS
        for clause in split_clauses(self.times.text, first, last, placed, tied, parting):
            events.extend(self._clause(clause))
        return events

    def _without_time(self, first: int, last: int, verb: int | None = None) -> list[Dated]:
        what = telling(self.times.text, first if verb is None else verb, last)
        if what is None or (what == "past" and self._took_long(first, last)):
            return []
        background = self.backgrounds.at(self.line.number, what)
        if background is not None and background.timex in self.line.timexes and what != "past":
            background = self.backgrounds.published() or background
        return _as_told(first, last, background)

    def _took_long(self, first: int, last: int) -> bool:
        """Whether a clause tells of longer than a day of news: 'In its first ten years the club had no ground'."""
        if not self.times.text.is_class(first, "TAKING"):
            return False
        leading = next((t for t in self._within(first, last) if self.times.token_at(t.start) == first + 1), None)
        return leading is not None and leading.type == "DURATION" and leading.value[-1] in _LONG_UNITS

    def _clause(self, clause: Clause) -> list[Dated]:
        """The events of one clause: that of its finest time, and what a reporting clause reports."""
        if not clause.timexes:
            return self._without_time(clause.first, clause.last, clause.verb)
        timex, date = clause_date(self.times, clause.timexes)
        event = Dated(clause.first, clause.last, date, timex, timex.rule, timex.anchor, timex.steps)
        background = self.backgrounds.at(self.line.number, "said")
        if background is None or background.date.edtf == date.edtf:
            return [event]
        said_at = self._said_before(clause, timex)
        if said_at is not None:
            saying = background.because("the time is that of what was said, not of the saying")
            begin = self._said_from(clause, timex, said_at)
            if begin == clause.first:
                return [event]  # they cannot be told apart
            told = [replace(each, says=True) for each in _as_told(clause.first, clause.last, saying)]
            return [*told, replace(event, first=begin)]
        reported = self._reported(clause, timex)
        if reported is None:
            return [event]
        said = background.because("the time is that of the saying, not of what was said")
        return [replace(event, says=True), *_as_told(reported, clause.last, said)]

    def _said_before(self, clause: Clause, timex: Timex) -> int | None:
        """Behind which token a verb of saying ends that the clause's time does not belong to: 'said it fell in May'."""
        text, token = self.times.text, self.times.token_at(timex.start)
        said = text.sayers.search(text.codes, clause.first, token)
        if said is None or token - said.start() <= _SAYING_REACH:
            return None
        return said.end() if text.grammar.finders["predicate"].search(text.codes, said.end(), token) else None

    def _said_from(self, clause: Clause, timex: Timex, begin: int) -> int:
        """Where the words behind a verb of saying and its 'that' begin, if the time and a subject stand in them."""
        text, token = self.times.text, self.times.token_at(timex.start)
        is_whole = text.is_class(begin, "RELATIVE") and token - begin > 1 and not text.is_class(begin + 1, "PRONOUN")
        return begin + 1 if is_whole else clause.first

    def _reported(self, clause: Clause, timex: Timex) -> int | None:
        """Where what was said begins, when the time of a clause is that of the saying: 'said on Friday that'."""
        token, after = self.times.token_at(timex.start), self.times.token_at(timex.end)
        text = self.times.text
        if timex.precision in _LONG and text.is_class(token - 1, "REPORT"):
            return None  # 'said third-quarter sales fell'
        if clause.last - after <= 4 or not text.has_class(
            max(clause.first, token - 3), min(clause.last, after + 2), "REPORT"
        ):
            return None
        return after if text.grammar.finders["predicate"].search(text.codes, after, clause.last) is not None else None


def _placed(found: list[tuple[int, int, Timex]]) -> list[tuple[int, int, Timex]]:
    """The time expressions that date an event; decades and longer only where nothing finer stands."""
    dated = [item for item in found if item[2].type in ("DATE", "TIME") and (item[2].interval or item[2].edtf)]
    return [item for item in dated if item[2].precision not in _WIDE] or dated
