"""The events of one sentence, clause by clause, and the date of each.

A clause with a time of its own has that date; one without takes on that of its background (backgrounds.py). General
truths, habits and questions tell no event.
"""

from __future__ import annotations

import re
from itertools import pairwise, zip_longest

from timeline_api.events.asides import going_on, lasting_since, told_beside
from timeline_api.events.attachment import is_participle, when_begin
from timeline_api.events.background import Background, is_day
from timeline_api.events.backgrounds import Backgrounds
from timeline_api.events.clauses import Clause, ClauseSplitter, Located
from timeline_api.events.cutting import located_in, parts_beside_habits, placed_in, times_within, whole_clauses
from timeline_api.events.dated import Dated
from timeline_api.events.dateless import begins_anew, fits_no_day, leans_back, names_again, names_another
from timeline_api.events.dates import are_tied, begun, clause_date, is_before, is_old, leads_since, open_date
from timeline_api.events.entries import is_told_now
from timeline_api.events.gaps import gapped
from timeline_api.events.goingon import tells_of_birth
from timeline_api.events.habits import is_habit, is_state, is_supposed
from timeline_api.events.lines import Line
from timeline_api.events.listing import are_listed, listed
from timeline_api.events.lookback import (
    comes_before,
    is_before_the_news,
    is_over,
    is_record,
    is_said_now,
    only_leads_up,
    only_looks_back,
    tells_a_state,
    tells_of_deed,
    told_of,
    was_so_then,
)
from timeline_api.events.measures import only_compares
from timeline_api.events.newsday import LEAD_SENTENCES
from timeline_api.events.nountimes import is_of_what_is_named
from timeline_api.events.occurrences import Occurrences
from timeline_api.events.offsets import Offset, counted_in, dated_apart, lacks_subject, led_by, offset_in
from timeline_api.events.openings import gerund_lead, told_from
from timeline_api.events.reduced import is_of_described
from timeline_api.events.sayings import (
    are_told,
    is_denied,
    is_only_quoted,
    is_said_of_now,
    is_spoken,
    is_to_come,
    only_hopes,
    only_may_be,
    only_says,
    reported_from,
    said_before,
    said_from,
    saying_in,
    speaks,
    speaks_on,
    tells_no_deed,
    tells_what_is_done,
)  # fmt: skip
from timeline_api.events.telling import Telling, telling
from timeline_api.events.tocome import of_what_is_over, of_what_is_to_come
from timeline_api.events.trimming import as_told
from timeline_api.events.unreal import behind_denial, real_clause
from timeline_api.frozen import frozen, replace
from timeline_api.model import Timex
from timeline_api.temporal.read import Times

# What an 'after' joins in a story is told of much the same time.
_PARTING_STORY: tuple[str, ...] = ("SINCE",)
_PARTING_NEWS: tuple[str, ...] = ("SINCE", "PARTING")
_FEW = 3  # times of a sentence whose whole can be the title of a saying


@frozen
class Sentence:
    """One sentence on its way to events."""

    times: Times
    backgrounds: Backgrounds
    line: Line
    entry: Background | None
    occurrences: Occurrences

    def events(self) -> list[Dated]:
        """The dated clauses of the sentence."""
        line, text = self.line, self.times.text
        if not line.timexes:
            return self._without_time(line.first, line.last)
        if text.is_class(line.last - 1, "QUESTION") or line.quoted >= line.last:
            return []
        if not any([timex.type == "SET" for timex in line.timexes]):
            return [event for part in whole_clauses(self.times, line) for event in self._part(*part)]
        return [event for part in parts_beside_habits(self.times, line) for event in self._part(*part)]

    def _part(self, first: int, last: int, timexes: tuple[Timex, ...]) -> list[Dated]:
        offset = offset_in(self.times, first, last, timexes)
        if offset is not None and (told := self._apart(offset)):
            return told
        if (counted := counted_in(self.times, first, last, timexes)) is not None:
            return [counted]
        located = located_in(self.times, timexes)
        if (when := self._when(first, last, located)) is not None:
            before = tuple(timex for token, _, timex in located if token < when)
            then = [(when, when + 1, before[-1])] if telling(self.times.text, when, last) else []
            then = placed_in(self.times.text, then + [place for place in located if place[0] > when])
            return [*self._part(first, when, before), *self._dated(when, last, then)]
        placed = placed_in(
            self.times.text, [place for place in located if not self._only_measures(first, last, timexes, place[2])]
        )
        return self._dated(first, last, placed) if placed else self._without_time(first, last)

    def _apart(self, offset: Offset) -> list[Dated]:
        """The events of a sentence of which a clause lies an amount of time away; none where it cannot be dated."""
        main = led_by(self.times, self.line, offset)
        main = main or self._part(*offset.main, times_within(self.times, self.line, *offset.main))
        # Not what a relative clause in it tells: 'The vote, which was called in May, came a month after'.
        whole = [event for event in main if event.last >= offset.main[1]]
        apart = dated_apart(offset, whole[0]) if whole else None
        if apart is None or lacks_subject(self.times.text, self.line, apart):
            return main if offset.first < offset.main[0] else []
        if offset.is_told:
            main = [replace(event, last=offset.last) if event is whole[0] else event for event in main]
        rest = self._part(*offset.rest, times_within(self.times, self.line, *offset.rest)) if offset.rest else []
        return [apart, *main] if apart.first < main[0].first else [*main, apart, *rest]

    def _only_measures(self, first: int, last: int, timexes: tuple[Timex, ...], timex: Timex) -> bool:
        """Whether a time dates nothing of what tokens `[first, last)` tell."""
        times, token = self.times, self.times.token_at(timex.start)
        if is_denied(times.text, first, token):
            return True
        place = (token, times.token_at(timex.end))
        if is_of_described(times.text, first, token) or gerund_lead(times.text, first, place, last) is not None:
            return False
        first = told_from(times.text, first, token)
        return only_compares(times, first, last, timexes, timex) or is_of_what_is_named(
            times, first, last, timex, opens=self.line.number < LEAD_SENTENCES
        )

    def _dated(self, first: int, last: int, placed: list[Located]) -> list[Dated]:
        """The events of tokens `[first, last)` with such times; none without a time."""
        if not placed:
            return []
        tied = {
            a[1]
            for a, b in pairwise(placed)
            if are_tied(self.times, a[2], b[2]) or are_listed(self.times, self.line, a, b)
        }
        are_old = is_old(self.times, [timex for _, _, timex in placed])
        parting = _PARTING_STORY if are_old or self.times.narrative else _PARTING_NEWS
        parting = (*parting, "BEFORE") if self._leads_up(first, last) else parting
        older = (
            []
            if self.times.narrative
            else [at for at, _, timex in placed[-1:] if is_before_the_news(self.times, timex)]
        )
        clauses = ClauseSplitter(self.times.text, tied, parting, older).split(first, last, placed)
        found = [
            event
            for clause, following in zip_longest(clauses, clauses[1:])
            if clause.timexes or following is None or not only_leads_up(self.times, clause, following)
            for event in lasting_since(self.times, clause, clauses) or self._clause(clause)
            if not are_old or not self._is_of_the_news(event, clause)
            if following is None
            or event.timex is not None
            or event.says
            or not comes_before(self.times, following.first, following.timexes)
        ]
        found = going_on(self.times, self.line, found) if len(found) > 1 else found
        return [event for event in found if len(found) == 1 or not self._only_says_again(event)]

    def _leads_up(self, first: int, last: int) -> bool:
        """Whether an amount of time tells how long something was so before what has a date: 'ten years before'."""
        text, at = self.times.text, self.times.token_at
        amounts = (timex for timex in self.line.timexes if timex.type == "DURATION" and first < at(timex.start) < last)
        return any(text.is_class(at(timex.end), "BEFORE") for timex in amounts)

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
        if event.date.basis == "publication" and tells_what_is_done(text, clause.first, last):
            return False  # 'Police have charged a man with the murder of Ann Lee, who vanished in 1996'
        leads = text.is_class(last - 1, "COMMA") or text.is_class(last, "CONJUNCTION")
        if leads and text.is_class(last, "WHERE") and event.timex is not None:
            return not is_old(self.times, [event.timex])
        return leads if event.date.basis == "publication" else clause.first > self.line.first

    def _when(self, first: int, last: int, located: list[Located]) -> int | None:
        """Where a clause with 'when' ends the sentence behind a time."""
        text = self.times.text
        if (
            not located
            or not text.has_class(first, last, "WHEN")
            or text.grammar.finders["cleft"].match(text.codes, first) is not None
        ):
            return None
        begin = told_from(text, first, located[-1][0])
        # Not 'was delayed by two months when a man fell ill in March'.
        placed = ((token, end) for token, end, timex in located if end + 1 < last and timex.interval is not None)
        found = (when_begin(text, begin, *place, last) for place in placed)
        return next((when for when in found if when is not None), None)

    def _without_time(self, first: int, last: int, verb: int | None = None) -> list[Dated]:
        times, line = self.times, self.line
        if (behind := behind_denial(times.text, first, last)) is None:
            return []
        first = behind
        if first < line.quoted and is_only_quoted(times, line, last):
            return []
        tells = telling if first < line.quoted else told_of
        what = tells(times.text, first if verb is None else verb, last)
        if what == "past" and self.backgrounds.tells_a_life(line.number, first, last):
            return []
        is_aside = what in (None, "past") and self.backgrounds.goes_on_aside(line.number, first)
        if is_aside and (
            leans_back(times.text, first)
            or names_again(times, line.number, first)
            or (what == "past" and self.backgrounds.tells_more_of_it(line.number, first))
        ):
            self.backgrounds.stay_aside(line.number)
            return []  # 'He was charged in 2010. The papers named two others.'
        if what == "past" and times.text.grammar.finders["epoch"].match(times.text.codes, first) is not None:
            self.backgrounds.leave(line.number)  # 'After the war he taught': what follows is of then too
            return []
        if what is None and self.entry is not None and is_told_now(times.text, first, last):
            return as_told(first, last, self.entry)
        if what is None or self._is_of_no_day(first, last, what):
            return []
        if what == "said" and self.entry is None and is_said_now(times, first, last, self.backgrounds.headline()):
            return []
        background = self.backgrounds.at(line.number, what)
        if is_record(times.text, first) or (
            what == "past" and names_another(times, first, background.date if background else None)
        ):
            background = self.backgrounds.headline() or background
        if (own := self._own_day(first, last, what)) is not None:
            background = own
        if background is not None and background.timex in line.timexes and not is_over(times.text, first, last, what):
            background = self.backgrounds.published() or background
        if background is not None and tells_of_birth(times.text, first, last):
            if background.date.precision != "range":
                return []  # 'She was born in Vale', in news
            background = replace(background, date=begun(background.date))
        told = as_told(first, last, background)
        says = is_spoken(times, line, first, last) or (
            what == "said" and (self.backgrounds.trial == "deed" or tells_no_deed(times.text, first, last))
        )  # what a court is told was before
        return [replace(event, says=True) for event in told] if says else told

    def _own_day(self, first: int, last: int, what: Telling) -> Background | None:
        """The day of what a clause without a time tells of, where that has one of its own."""
        text, number = self.times.text, self.line.number
        if what == "said" and is_said_of_now(text, first, last):
            return self.backgrounds.published()
        goes_on = speaks(text, first) if what == "past" else what == "said" and speaks_on(text, first, last)
        if goes_on:
            return self.backgrounds.spoken(number)  # 'He said', 'She spoke at a meeting'
        if what != "past":
            return None
        figures = self.backgrounds.reported(number, first)  # 'Net income fell to $2 million'
        return figures or self.occurrences.day(first, last)  # 'The quake was felt in Vale'

    def _is_of_no_day(self, first: int, last: int, what: Telling) -> bool:
        """Whether the day that was told of before does not fit what tokens `[first, last)` tell without a time."""
        times, text = self.times, self.times.text
        if only_looks_back(times, first, last, what) and not is_record(text, first):
            return True
        if times.narrative and text.is_class(first, "DURING"):
            return True  # another time than the one told last, which no expression names
        if what != "past":
            return False
        if times.narrative and self.backgrounds.headline() is None and is_record(text, first):
            return True  # 'It was the longest march of the war'
        if (trial := self.backgrounds.trial) and tells_of_deed(text, first, last, trial):
            return True
        is_anew = self.entry is None and self.backgrounds.looks_back(self.line.number) and begins_anew(text, first)
        return is_anew or fits_no_day(times, first, last, times_within(times, self.line, first, last))

    def _clause(self, clause: Clause) -> list[Dated]:
        """The events of one clause: that of its finest time, and what a reporting clause reports."""
        text = self.times.text
        if (real := real_clause(self.times, clause)) is None:
            return []
        clause = real
        over = of_what_is_over(self.times, clause.first, clause.last, clause.timexes)
        over = of_what_is_to_come(self.times, clause.first, clause.last, over)
        if len(over) < len(clause.timexes):
            clause = replace(clause, timexes=over)
        if not clause.timexes:
            if clause.first > self.line.first and is_participle(text, clause.first):
                return []  # ', banned until next May,'
            told = self._without_time(clause.first, clause.last, clause.verb)
            return told_beside(self.times, self.line, clause, told, self.occurrences)
        if is_supposed(self.times, clause) or only_hopes(self.times, self.line.first, clause.first, clause.timexes[0]):
            return []
        if len(clause.timexes) > 1:
            if each := listed(self.times, self.line, clause):
                return [event for timexes in each for event in self._clause(replace(clause, timexes=timexes))]
            if gaps := gapped(text, self.line.first, clause, located_in(self.times, clause.timexes)):
                return [replace(event, subject=of) for gap, of in gaps for event in self._clause(gap)]
        timex, date = clause_date(self.times, clause.first, clause.timexes)
        if leads_since(self.times, clause.first, clause.last, timex):
            date = open_date(self.times, timex)
        is_usual = is_habit(self.times, clause, timex) or is_state(self.times, clause, timex)
        if is_usual or was_so_then(self.times, clause.first, clause.last, timex):
            return []
        said = saying_in(text, clause.first, clause.last, self.times.token_at(timex.start))
        is_cut = clause.last < self.line.last and text.is_class(clause.last, "THAT")  # '... promised that'
        is_cut = is_cut and (said is not None or clause.first == self.line.first)  # not ', after they saw a man | that'
        event = Dated(
            clause.first, clause.last, date, timex, timex.rule, timex.anchor, timex.steps, None,
            is_cut, clause.left_out, (clause.first, self.line.last) if is_cut else None,
        )  # fmt: skip
        return [event] if said is None else self._with_saying(event, clause, said)

    def _with_saying(self, event: Dated, clause: Clause, said: re.Match[str]) -> list[Dated]:
        """The event of a clause with a verb of saying, and what it says, or that it was said."""
        times, first, last, timex = self.times, event.first, event.last, event.timex
        assert timex is not None
        if first < self.line.quoted <= times.token_at(timex.start):
            event = replace(event, says=True)  # '"We won," she said on Monday'
        whole = (self.line.first, self.line.last)
        opens = first == self.line.first
        if (
            (first, last) != whole
            and not (opens and times.text.is_class(last, "CONJUNCTION"))  # 'announced it in 2012 and'
            and times.token_at(timex.start) >= first  # not 'When it met on Tuesday, | the council said'
            and only_says(times, first, last, clause.timexes, said)
        ):
            if len(self.line.timexes) <= _FEW:
                return [replace(event, says=True, around=whole)]
            if not opens and not self.line.quoted:
                return []  # 'Prices rose in May from April and from a year earlier, the agency said on Monday'
        aside = clause.left_out
        goes_on = aside[1] if aside is not None and aside[1] <= times.token_at(timex.start) else first
        begin = reported_from(times, goes_on, last, timex)
        if begin is not None and times.text.is_class(begin, "TO"):
            return [replace(event, says=True)]  # 'Residents were told on Monday to leave by Saturday'
        if begin is not None and (later := self._told_from(begin, clause)):
            if only_may_be(times.text, begin, later[0][0]):
                return [replace(event, says=True)]  # 'said on Friday that it hoped to reopen the mine in May'
            return [replace(event, last=begin, says=True, around=whole), *self._dated(begin, last, later)]
        background = self.backgrounds.at(self.line.number, "said")
        if background is None or background.date.edtf == event.date.edtf:
            is_ahead = begin is not None and is_to_come(times.text, begin, last)
            return [replace(event, says=True) if is_ahead else event]  # 'warned on Friday that profit would fall'
        token = times.token_at(timex.start)
        if said.end() <= token and only_may_be(times.text, said.end(), token):
            return [replace(each, says=True) for each in as_told(first, last, background)]
        if said_before(times, timex, said):
            spoken = said_from(times, timex, said.end(), clause.left_out)
            if spoken is None:
                return [event]  # they cannot be told apart
            reason = "the time is that of what was said, not of the saying"
            if (saying := self._of_saying(background, said.end())) is None:
                return [replace(event, first=spoken)]
            told = [replace(each, says=True) for each in as_told(first, last, saying.because(reason))]
            return [*told, replace(event, first=spoken)]
        if begin is None or tells_what_is_done(times.text, begin, last):
            return [event]  # 'said on Friday that it has sold the mill'
        if not is_day(event.date.interval) or are_told(times, first, said) or is_to_come(times.text, begin, last):
            return [replace(event, says=True)]  # 'said earlier this year that': what was said is of no known day
        if is_before(event.date.interval, background.date.interval):
            return [replace(event, says=True)]  # what was said by then did not happen later
        if times.narrative and is_before(background.date.interval, event.date.interval):
            return [replace(event, says=True)]  # nor, in a story, on the day that was told of before
        if tells_a_state(times.text, begin, last):
            return [replace(event, says=True)]  # 'said on Friday that she had no plans'
        reported = background.because("the time is that of the saying, not of what was said")
        return [replace(event, says=True), *as_told(begin, last, reported)]

    def _of_saying(self, background: Background, begin: int) -> Background | None:
        """What a saying takes on: no day of what it says itself from token `begin` on, whatever the news is about.

        For example, 'The mayor said that one bomb went off on 3 May and another on 4 June'.
        """
        timex = background.timex
        is_told = timex is not None and timex in self.line.timexes and self.times.token_at(timex.start) >= begin
        return self.backgrounds.published() if is_told else background

    def _told_from(self, begin: int, clause: Clause) -> list[Located]:
        """The times behind token `begin` of what a clause says was said."""
        later = [at for at in located_in(self.times, clause.timexes) if at[0] >= begin]
        timexes = tuple(timex for _, _, timex in later)
        return [at for at in later if not self._only_measures(begin, clause.last, timexes, at[2])]
