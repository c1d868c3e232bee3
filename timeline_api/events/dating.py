"""Which events a document tells, clause by clause, and the date of each.

A clause with a time of its own has that date; one without takes on that of its background (backgrounds.py). General
truths, habits and questions tell no event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise, zip_longest

from timeline_api.events.attachment import when_begin
from timeline_api.events.backgrounds import Background, Backgrounds
from timeline_api.events.clauses import Clause, ClauseSplitter, Located
from timeline_api.events.dated import Dated, Speech
from timeline_api.events.dateless import begins_anew, fits_no_day, leans_back
from timeline_api.events.dates import are_tied, begun, clause_date, open_date
from timeline_api.events.gaps import gapped
from timeline_api.events.goingon import is_old, tell_story, tells_of_birth
from timeline_api.events.lines import Line, is_headline, read_lines
from timeline_api.events.measures import only_compares
from timeline_api.events.sayings import (
    are_told,
    is_only_quoted,
    is_spoken,
    only_says,
    reported_from,
    said_before,
    said_from,
)  # fmt: skip
from timeline_api.events.telling import Telling, telling
from timeline_api.events.tocome import of_what_is_over
from timeline_api.events.trimming import as_told, trimmed
from timeline_api.frozen import frozen, replace
from timeline_api.model import Interval, Timex
from timeline_api.temporal.joining import joins
from timeline_api.temporal.read import Times

_WIDE = ("decade", "century", "millennium")
# What an 'after' joins in a story is told of much the same time.
_PARTING_STORY, _PARTING_NEWS = ("SINCE",), ("SINCE", "PARTING")
_SUBJECTS, _PAST = frozenset(("DET", "PRONOUN", "NAME")), frozenset(("PAST", "PASTLIKE"))
_LISTED = 12  # times of a list at most; a longer one is a table
_REACH = 25  # tokens in which a clause has its verb
_WEEKS = 14  # days
_FEW = 3  # times of a sentence whose whole can be the title of a saying


def date_events(times: Times) -> list[Dated]:
    """All dated clauses of a document, in order."""
    lines = read_lines(times)
    backgrounds = Backgrounds(times, lines)
    events: list[Dated] = []
    speech = Speech()
    for line in lines:
        if line.dated is not None:
            backgrounds.head(line.number, line.dated)
        if line.first == line.last:
            continue
        if line.number == 0 and is_headline(times, line):
            events.extend(as_told(line.first, line.last, backgrounds.headline()))
            continue
        found = _Sentence(times, backgrounds, line).events()
        events.extend(speech.told(line, [trimmed(times, event, line) for event in found], events))
        tell_story(times, backgrounds, line, found)
    return events


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
        if text.is_class(line.last - 1, "QUESTION") or line.quoted >= line.last:
            return []
        if not any([timex.type == "SET" for timex in line.timexes]):
            return [event for part in self._whole_clauses() for event in self._part(*part)]
        return [event for part in self._parts() for event in self._part(*part)]

    def _whole_clauses(self) -> list[tuple[int, int, tuple[Timex, ...]]]:
        """A sentence cut at its semicolons, if each piece has a verb and a time."""
        line, text = self.line, self.times.text
        stops = text.places(line.first + 1, line.last - 1, "SEMICOLON")
        whole = (line.first, line.last, line.timexes)
        if not stops:
            return [whole]
        predicate = text.grammar.finders["predicate"]
        pieces: list[tuple[int, int, tuple[Timex, ...]]] = []
        for first, last in pairwise([line.first, *stops, line.last]):
            timexes = self._within(first, last)
            if not timexes or not predicate.search(text.codes, first, last):
                return [whole]
            if pieces and not _placed(self._located(timexes)):
                first, _, before = pieces.pop()  # 'it burst in May; within an hour the town was gone'
                timexes = before + timexes
            pieces.append((first, last, timexes))
        return pieces

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

    def _located(self, timexes: tuple[Timex, ...]) -> list[Located]:
        return [(self.times.token_at(timex.start), self.times.token_at(timex.end), timex) for timex in timexes]

    def _part(self, first: int, last: int, timexes: tuple[Timex, ...]) -> list[Dated]:
        located = self._located(timexes)
        if (when := self._when(first, last, located)) is not None:
            before = tuple(timex for token, _, timex in located if token < when)
            after = [place for place in located if place[0] > when]
            told_when = [(when, when + 1, before[-1]), *after] if telling(self.times.text, when, last) else []
            return [*self._part(first, when, before), *self._dated(when, last, told_when)]
        placed = _placed([place for place in located if not only_compares(self.times, first, last, timexes, place[2])])
        return self._dated(first, last, placed) if placed else self._without_time(first, last)

    def _dated(self, first: int, last: int, placed: list[Located]) -> list[Dated]:
        """The events of tokens `[first, last)` with such times; none without a time."""
        if not placed:
            return []
        tied = {a[1] for a, b in pairwise(placed) if are_tied(self.times, a[2], b[2]) or self._are_listed(a, b)}
        are_old = is_old(self.times, [timex for _, _, timex in placed])
        parting = _PARTING_STORY if are_old or self.times.narrative else _PARTING_NEWS
        clauses = ClauseSplitter(self.times.text, tied, parting).split(first, last, placed)
        found = [
            event
            for clause, following in zip_longest(clauses, clauses[1:])
            for event in self._since(clause, following) or self._clause(clause)
            if not are_old or not self._is_of_the_news(event, clause)
        ]
        return [event for event in found if len(found) == 1 or not self._only_says_again(event)]

    def _only_says_again(self, event: Dated) -> bool:
        """Whether an event tells only when what its sentence has told was said: ', she said on Monday'."""
        return event.says and event.around is not None and not self.line.quoted and event.first > self.line.first

    def _is_of_the_news(self, event: Dated, clause: Clause) -> bool:
        """Whether a clause without a time has taken on that of the news beside one that is old.

        For example, 'moved to Rabat, where he died in 1988', 'fell silent in 2015 but was found weeks later'.
        """
        text, last = self.times.text, clause.last
        if event.timex in clause.timexes:
            return False
        leads = text.is_class(last - 1, "COMMA") or text.is_class(last, "CONJUNCTION")
        if leads and text.is_class(last, "WHERE") and event.timex is not None:
            return not is_old(self.times, [event.timex])
        return leads if event.date.basis == "publication" else clause.first > self.line.first

    def _since(self, clause: Clause, following: Clause | None) -> list[Dated]:
        """What has been so since a time that a clause behind 'since' names: 'had been shut since it burned in May'."""
        text = self.times.text
        if clause.timexes or following is None or not following.timexes or not text.is_class(clause.last, "SINCE"):
            return []
        if text.grammar.finders["lasting"].search(text.codes, clause.first, clause.last) is None:
            return []
        timex = following.timexes[0]
        date = open_date(self.times, timex)
        return [Dated(clause.first, clause.last, date, timex, timex.rule, timex.anchor, timex.steps)]

    def _are_listed(self, a: Located, b: Located) -> bool:
        """Whether two times are named in one breath: '2008 and 2011'."""
        if a[2].precision != b[2].precision or a[1] >= b[0]:
            return False
        joiner = "comma" if a[2].precision == "year" and b[0] - a[1] == 1 else "listed"
        is_joined = any(joins(self.times.text, each, a[1], b[0]) for each in (joiner, "listed"))
        return is_joined and not self._leads_a_clause(a, b)

    def _leads_a_clause(self, a: Located, b: Located) -> bool:
        """Whether the second of two times leads a clause of its own: 'opened in 1976, and in 1984 the mill closed'."""
        text = self.times.text
        opener = text.classes(b[1])
        if opener.isdisjoint(_PAST) and (opener.isdisjoint(_SUBJECTS) or text.is_class(b[0] - 1, "CONJUNCTION")):
            return False
        predicate = text.grammar.finders["predicate"]
        reach = min(self.line.last, b[1] + _REACH)
        end = next(iter(text.places(b[1], reach, "COMMA", "SEMICOLON")), reach)
        first = max(self.line.first, a[0] - _REACH)
        return all(predicate.search(text.codes, *place) for place in ((first, a[0]), (b[1], end)))

    def _when(self, first: int, last: int, located: list[Located]) -> int | None:
        """Where a clause with 'when' ends the sentence behind a time."""
        text = self.times.text
        if not text.has_class(first, last, "WHEN"):
            return None
        found = (when_begin(text, first, token, end, last) for token, end, _ in located if end + 1 < last)
        return next((when for when in found if when is not None), None)

    def _without_time(self, first: int, last: int, verb: int | None = None) -> list[Dated]:
        times, line = self.times, self.line
        if first < line.quoted and is_only_quoted(times, line, last):
            return []
        what = telling(times.text, first if verb is None else verb, last)
        if what is None or (what == "past" and fits_no_day(times, first, last, self._within(first, last))):
            return []
        if times.narrative and times.text.is_class(first, "DURING"):
            return []  # another time than the one told last, which no expression names
        if what == "past" and self.backgrounds.looks_back(line.number) and begins_anew(times.text, first):
            return []  # of the news or of what was told of long ago: nobody can say
        if what == "past" and self.backgrounds.goes_on_aside(line.number) and leans_back(times.text, first):
            return []  # 'He was charged in 2010. The papers named two others.'
        background = self.backgrounds.at(line.number, what)
        is_record = times.text.grammar.finders["record"].match(times.text.codes, first) is not None
        if is_record or (what == "past" and self._names_another(first, background)):
            background = self.backgrounds.headline() or background
        if background is not None and background.timex in line.timexes and not self._is_over(first, last, what):
            background = self.backgrounds.published() or background
        if background is not None and tells_of_birth(times.text, first, last):
            if background.date.precision != "range":
                return []  # 'She was born in Vale', in news
            background = replace(background, date=begun(background.date))
        told = as_told(first, last, background)
        return [replace(event, says=True) for event in told] if is_spoken(times, line, first, last) else told

    def _names_another(self, first: int, background: Background | None) -> bool:
        """Whether a clause of news without a time names who acts, while its background is a day of weeks ago."""
        times = self.times
        if times.narrative or background is None or background.date.interval is None or times.publication is None:
            return False
        is_full = times.text.is_class(first, "CAP") and times.text.is_class(first + 1, "NAME")
        is_new = is_full or (begins_anew(times.text, first) and not times.text.is_class(first, "ONE"))
        return is_new and times.publication - background.date.interval.start > _WEEKS

    def _is_over(self, first: int, last: int, what: Telling) -> bool:
        """Whether tokens `[first, last)` tell of what is over, or say so: 'Officials say 19 people were killed'."""
        text = self.times.text
        said = text.sayers.search(text.codes, first, last) if what == "said" else None
        return what == "past" or (said is not None and telling(text, said.end(), last) == "past")

    def _clause(self, clause: Clause) -> list[Dated]:
        """The events of one clause: that of its finest time, and what a reporting clause reports."""
        text = self.times.text
        unreal = text.grammar.finders["unreal"]
        if clause.timexes and unreal.search(text.codes, clause.first, clause.last) is not None:
            return []
        over = of_what_is_over(self.times, clause.first, clause.last, clause.timexes)
        if len(over) < len(clause.timexes):
            clause = replace(clause, timexes=over)
        if not clause.timexes:
            told = self._without_time(clause.first, clause.last, clause.verb)
            return [replace(event, left_out=clause.left_out) for event in told] if clause.left_out else told
        if self._is_supposed(clause):
            return []
        if len(clause.timexes) > 1:
            if self._is_list(clause):
                return [event for timex in clause.timexes for event in self._clause(replace(clause, timexes=(timex,)))]
            if gaps := gapped(text, clause, self._located(clause.timexes)):
                return [replace(event, subject=of) for gap, of in gaps for event in self._clause(gap)]
        timex, date = clause_date(self.times, clause.first, clause.timexes)
        if self._is_habit(clause, timex):
            return []
        said = text.sayers.search(text.codes, clause.first, clause.last)
        is_cut = clause.last < self.line.last and text.is_class(clause.last, "THAT")  # '... promised that'
        is_cut = is_cut and (said is not None or clause.first == self.line.first)  # not ', after they saw a man | that'
        event = Dated(
            clause.first, clause.last, date, timex, timex.rule, timex.anchor, timex.steps, None,
            is_cut and said is not None, clause.left_out, (clause.first, self.line.last) if is_cut else None,
        )  # fmt: skip
        return [event] if said is None else self._with_saying(event, clause, said)

    def _is_habit(self, clause: Clause, timex: Timex) -> bool:
        """Whether a clause says in the present what is so every time, or in a month of any year in a history.

        For example, 'The town is usually crowded in summer', 'April is the wettest month'.
        """
        codes = self.times.text.codes
        if self.times.text.grammar.finders["habit"].search(codes, clause.first, clause.last) is not None:
            return telling(self.times.text, clause.first, clause.last) in (None, "now")
        if self.times.narrative and timex.rule == "day-word" and timex.basis == "relative":
            return telling(self.times.text, clause.first, clause.last) is None  # 'Today 60,000 people live there'
        if timex.precision not in ("month", "season") or "year" not in timex.implied or not is_old(self.times, [timex]):
            return False
        text, first, last = self.times.text, clause.first, clause.last
        if text.has_class(first, last, "AUX") or text.grammar.finders["perfect"].search(text.codes, first, last):
            return False
        return self.times.narrative and telling(text, first, last) in (None, "now")

    def _is_supposed(self, clause: Clause) -> bool:
        """Whether the times of a clause are those of its condition: 'If we agree by 6 p.m., trains will run'."""
        text, supposed = self.times.text, self.times.text.grammar.finders["supposed"]
        first = clause.first + text.is_class(clause.first, "STOP")
        if supposed.match(text.codes, first) is None:
            return False
        comma = next(iter(text.places(first, clause.last, "COMMA")), clause.last)
        return all(self.times.token_at(timex.start) < comma for timex in clause.timexes)

    def _with_saying(self, event: Dated, clause: Clause, said: re.Match[str]) -> list[Dated]:
        """The event of a clause with a verb of saying, and what it says, or that it was said."""
        times, first, last, timex = self.times, event.first, event.last, event.timex
        assert timex is not None
        if first < self.line.quoted <= times.token_at(timex.start):
            event = replace(event, says=True)  # '"We won," she said on Monday'
        whole = (self.line.first, self.line.last)
        if (
            len(self.line.timexes) <= _FEW
            and (first, last) != whole
            and only_says(times, first, last, clause.timexes, said)
        ):
            return [replace(event, says=True, around=whole)]
        begin = reported_from(times, first, last, timex)
        if begin is not None and (later := [at for at in self._located(clause.timexes) if at[0] >= begin]):
            return [replace(event, last=begin, says=True, around=whole), *self._dated(begin, last, later)]
        background = self.backgrounds.at(self.line.number, "said")
        if background is None or background.date.edtf == event.date.edtf:
            return [event]
        if said_before(times, timex, said):
            spoken = said_from(times, timex, said.end())
            if spoken is None:
                return [event]  # they cannot be told apart
            saying = background.because("the time is that of what was said, not of the saying")
            told = [replace(each, says=True) for each in as_told(first, last, saying)]
            return [*told, replace(event, first=spoken)]
        if begin is None:
            return [event]
        if are_told(times, first, said) or self._is_to_come(begin, last):
            return [replace(event, says=True)]
        if _is_before(event.date.interval, background.date.interval):
            return [replace(event, says=True)]  # what was said by then did not happen later
        reported = background.because("the time is that of the saying, not of what was said")
        return [replace(event, says=True), *as_told(begin, last, reported)]

    def _is_to_come(self, first: int, last: int) -> bool:
        """Whether tokens `[first, last)` tell what would or can be: 'said that it would close'."""
        text = self.times.text
        verb = text.grammar.finders["predicate"].search(text.codes, first, last)
        return verb is not None and text.is_class(verb.start(), "AUX")

    def _is_list(self, clause: Clause) -> bool:
        """Whether a clause tells the same of each of its times."""
        if len(clause.timexes) > _LISTED:
            return False
        located = self._located(clause.timexes)
        if self.times.text.is_class(located[0][0] - 1, "BETWEEN"):
            return False
        return all(self._are_listed(a, b) for a, b in pairwise(located))


def _is_before(a: Interval | None, b: Interval | None) -> bool:
    """Whether some days are over before others begin."""
    return a is not None and b is not None and a.end <= b.start


def _placed(found: list[Located]) -> list[Located]:
    """The time expressions that date an event; decades and longer only where nothing finer stands."""
    dated = [item for item in found if item[2].type in ("DATE", "TIME") and (item[2].interval or item[2].edtf)]
    return [item for item in dated if item[2].precision not in _WIDE] or dated
