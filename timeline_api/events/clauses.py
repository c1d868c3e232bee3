"""The clauses of a sentence that tell something of their own, found between its time expressions."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from itertools import pairwise

from timeline_api.events.apposition import aside_of_subject
from timeline_api.events.attachment import (
    apposition,
    dated_conjunction,
    end_of_birth,
    end_of_deed,
    is_participle,
    is_past,
    leads_with_gerund,
    tells,
    tells_deed,
)
from timeline_api.events.bestcut import best_cut
from timeline_api.events.inner import Place, inner_clause
from timeline_api.events.ledsubject import leads_with_participle
from timeline_api.events.nouns import governed_begin
from timeline_api.events.openings import joined_lead, told_from, told_with
from timeline_api.events.reduced import is_of_described, is_of_row, reduced_begin
from timeline_api.events.relative import (
    closed_relative,
    joined_begin,
    listed_begin,
    tie_of_another,
)
from timeline_api.events.saidparts import before_saying, said_behind, said_from
from timeline_api.events.subject import is_age, plans_more
from timeline_api.events.telling import telling
from timeline_api.frozen import frozen, replace
from timeline_api.model import Timex
from timeline_api.temporal.recognize import Text

_RELATIVE = 3  # tokens of a relative clause at least
_LEAST_WORDS = 10  # tokens that tell something without a verb: 'and seven of them against Hexley on Good Friday'
_PARTS = ("COMMA", "SINCE", "PARTING", "SEMICOLON", "THAT", "PRONOUN_RELATIVE", "WHOSE", "WHERE", "RPAREN")
_TIES = ("CONJUNCTION",)
_TELLING_LEADS = ("although", "asked")


@frozen
class Clause:
    """Tokens `[first, last)` of a text and the time expressions that date them, none for a clause without a time.

    `verb` is where its own verb is to be looked for: behind a clause that is put into it. `left_out` are the tokens of
    one that is put into it between commas, with these.
    """

    first: int
    last: int
    timexes: tuple[Timex, ...]
    verb: int
    left_out: tuple[int, int] | None = None


Located = tuple[int, int, Timex]
"""A time expression with its own tokens."""


@frozen
class ClauseSplitter:
    """Cuts sentences of a text between time expressions where a clause ends.

    Two expressions with nothing to cut at between them stay in one clause, and so do those that are `tied`: given by
    the token after the first of the two. What stands before a clause that a word of the classes `parting` joins to it
    does not share its time, nor does what stands before one that is over and begins with 'that' or 'who' share those
    at the tokens `older`.
    """

    text: Text
    tied: Collection[int] = ()
    parting: Collection[str] = ()
    older: Collection[int] = ()

    def split(self, first: int, last: int, timexes: Sequence[Located]) -> list[Clause]:
        """The clauses of tokens `[first, last)`, in order."""
        begin = said_from(self.text, told_from(self.text, first, timexes[0][0]), timexes[0][0]) if timexes else first
        clauses = self._split(begin, last, timexes)
        if begin > first:
            clauses = [
                replace(clause, first=first, verb=first if clause.verb == begin else clause.verb)
                if clause.first == begin
                else clause
                for clause in clauses
            ]
        if len(clauses) > 1 and leads_with_gerund(self.text, clauses[-1].first):
            # Who said so said all of it: 'shut on Monday after losing money in May, the owner said'.
            told = said_behind(self.text, timexes[-1][1], last)
            clauses[-1] = replace(clauses[-1], last=told) if told is not None else clauses[-1]
        if self.text.finders[_TIES].search(self.text.codes, first, last) is None:
            return clauses
        return [self._without_sequel(clause, timexes) for clause in clauses]

    def _without_sequel(self, clause: Clause, timexes: Sequence[Located]) -> Clause:
        """A clause without what a life brought behind its birth, or is so now, where nothing behind that has a time."""
        ends = [end for token, end, _ in timexes if clause.verb <= token < clause.last]
        if not ends:
            return clause
        behind = max(ends)
        last = end_of_birth(self.text, clause.verb, behind, clause.last)
        return replace(clause, last=end_of_deed(self.text, clause.verb, behind, last))

    def _split(self, first: int, last: int, timexes: Sequence[Located]) -> list[Clause]:
        """The same of tokens that do not begin with whose words they are."""
        if len(timexes) == 1 and self._is_simple(first, last, timexes[0]):
            return [Clause(first, last, (timexes[0][2],), first)]
        return _Walk(self, first, last, timexes).clauses()

    def _is_simple(self, first: int, last: int, time: Located) -> bool:
        """Whether nothing in tokens `[first, last)` with their one time can part a clause."""
        text, (token, token_end, _) = self.text, time
        if text.finders[_PARTS].search(text.codes, first, last) is not None:
            return False
        if text.grammar.finders["auxiliary"].match(text.codes, token_end) is not None:
            return False
        if is_past(text, token_end) or text.is_class(token_end, "PLURAL"):
            return False  # 'Tests carried out last week found', 'An audit leaked on Monday suggests'
        if dated_conjunction(text, first, token, token_end) is not None:
            return False
        return tie_of_another(text, first, token) is None and not is_of_described(text, first, token)

    def inside(self, first: int, last: int, timexes: Sequence[Located]) -> list[Clause]:
        """The clauses of one that leads another, or is put into it, and has such times."""
        is_split = len(timexes) > 1 and not any(end in self.tied for _, end, _ in timexes)
        if is_split or (len(timexes) == 1 and reduced_begin(self.text, first, timexes[0][0]) is not None):
            return self.split(first, last, timexes)
        return [Clause(first, last, tuple(timex for _, _, timex in timexes), first)]


class _Walk:
    """A walk from time to time through tokens `[first, last)`, in which clauses end as they are met.

    What is not cut off yet begins at token `start`, and its verb stands behind `verb`; `held` are its times, the latest
    of which ends at `end`, and `left_out` is what is put into it.
    """

    def __init__(self, splitter: ClauseSplitter, first: int, last: int, timexes: Sequence[Located]) -> None:
        self._splitter, self._text = splitter, splitter.text
        self._first, self._last, self._timexes = first, last, timexes
        self._start = self._verb = self._end = first
        self._held: list[Timex] = []
        self._left_out: tuple[int, int] | None = None
        self._found: list[Clause] = []

    def clauses(self) -> list[Clause]:
        """The clauses, in order."""
        if (aside := aside_of_subject(self._text, self._first, self._timexes[0][0])) is not None:
            self._left_out, self._verb = (aside[0], aside[1] + 1), aside[1] + 1
        for place in self._timexes:
            if place[0] < self._verb:
                continue  # told of with the clause that is put in
            commas = () if self._held else self._text.places(self._start + 1, place[0], "COMMA")
            if not (self._is_apposed(place, commas) or self._is_told_with(place) or self._is_joined_lead(place)):
                self._read(place, commas)
        self._finish()
        if len(self._found) == 1:
            return self._found
        return _with_verbs(self._text, sorted(self._found, key=lambda clause: clause.first))

    def _is_apposed(self, place: Located, commas: Sequence[int]) -> bool:
        """Whether a time stands in an apposition, which is left out: 'Ada Renn, the singer who left in 1969, died'.

        `commas` are those before the time, none where one is held before it.
        """
        text, (token, token_end, _) = self._text, place
        span = apposition(text, self._start, commas, token, token_end, self._last) if commas else None
        if span is None:
            return False
        self._left_out = (span[0], span[1] + 1)
        self._verb = span[1] + 1
        who = text.place(span[0] + 1, token, "PRONOUN_RELATIVE")
        if who is not None and tells(text, who, token):
            begin = span[0] + 1 if text.is_class(who - 1, "OF") else who  # ', a draft of which was leaked,'
            self._found += self._splitter.inside(begin, span[1], _between(self._timexes, who, span[1]))
        return True

    def _is_told_with(self, place: Located) -> bool:
        """Whether what leads a sentence tells more with 'when': 'On Monday, when the mill burned, the mayor'."""
        token, token_end, timex = place
        span = told_with(self._text, self._start, (token, token_end), self._last) if not self._held else None
        if span is None:
            return False
        if tells_deed(self._text, span[0] + 1, span[1]):
            self._found.append(Clause(*span, (timex,), span[0]))
        self._left_out, self._verb = (token_end, span[1]), span[1]
        self._held, self._end = [timex], token_end
        return True

    def _is_joined_lead(self, place: Located) -> bool:
        """Whether a clause that 'after' or 'when' joins leads with a time: 'After it failed in May, | it was sold'."""
        text, (token, token_end, timex) = self._text, place
        joined = joined_lead(text, self._start, (token, token_end), self._last) if not self._held else None
        if joined is None:
            return False
        later = next(((begin, end) for begin, end, _ in self._timexes if begin > joined[1]), None)
        self._found.append(Clause(*joined, (timex,), joined[0]))
        if later is None and text.grammar.finders["perfect"].search(text.codes, joined[1], self._last) is not None:
            return False  # 'Since it took effect in May, 340 people have been fined'
        if later is None or self._goes_on_at(joined[1], later):
            self._held, self._end = [timex], joined[1] + 1
        self._start = self._verb = joined[1]
        return True

    def _goes_on_at(self, comma: int, later: tuple[int, int]) -> bool:
        """Whether what a clause leads is of one time up to a later one: 'When it failed, it shut, and was sold in'.

        Not 'After it failed, its owner, who lives in Oslo, was held in', but 'its owner, who came in May, was held'.
        """
        text = self._text
        aside = closed_relative(text, comma, self._last)
        if aside is not None and aside[0] < later[0] < aside[1]:
            return True
        cut = best_cut(text, comma + 1, later, self._last)
        return cut is not None and tells(text, comma, cut)

    def _read(self, place: Located, commas: Sequence[int]) -> None:
        """Find the clause of a time: one that is put in, the one that is read, or one that begins behind it.

        `commas` are those before the time, none where one is held before it.
        """
        token, token_end, timex = place
        tie = None if self._held else dated_conjunction(self._text, self._verb, token, token_end)
        held_end = self._end if self._held else None
        # A stretch is one time: 'The mill that ran from 1914 to 1919 | burned'.
        at = Place(self._start, self._verb, token, self._tied_end(token_end), self._last, held_end, commas, tie)
        inner = inner_clause(self._text, at, self._splitter.tied)
        if inner is not None:
            self._put_in(governed_begin(self._text, inner[0]), self._end_of_row(*inner))
            return
        cut = self._cut(token, token_end) if tie is None else tie
        if cut is None and not self._held and timex.precision == "year":
            cut = listed_begin(self._text, self._start, token)
        if cut is not None:
            cut = governed_begin(self._text, cut)
            end = self._end if self._has_another(cut) else before_saying(self._text, self._start, cut, self._last)
            self._found.append(Clause(self._start, end, tuple(self._held), self._verb, self._left_out))
            self._start = self._verb = cut
            self._held, self._left_out = [], None
        self._held.append(timex)
        self._end = token_end

    def _has_another(self, cut: int) -> bool:
        """Whether one more deed of some other year stands before a cut: 'was built in 1894, lost in the war | and'."""
        text, end = self._text, self._end
        if not self._held or self._held[-1].precision != "year" or not text.is_class(cut, "CONJUNCTION"):
            return False
        return (
            text.is_class(end, "COMMA") and is_participle(text, end + 1) and not text.has_class(end + 1, cut, "COMMA")
        )

    def _put_in(self, begin: int, end: int) -> None:
        """Tell the clauses of tokens `[begin, end)`, which lead what is read or are put into it."""
        text = self._text
        self._found += self._splitter.inside(begin, end, _between(self._timexes, begin, end))
        self._verb = end
        if begin == self._start:
            self._start = end
        elif text.is_class(end, "COMMA"):
            aged = 2 * is_age(text, begin - 3)
            comma = text.is_class(begin - 1, "COMMA")
            self._left_out = (begin - comma - aged, end + comma)
        elif not self._held or (
            self._left_out is None and (text.is_class(begin - 1, "COMMA") or self._ends(begin, end))
        ):
            self._left_out = (begin, end)  # 'The truce that began on Sunday has held'

    def _ends(self, begin: int, end: int) -> bool:
        """Whether a participle and its time end what is read: 'absolvió el lunes al acusado del robo | cometido en'."""
        if end < self._last - 1 or not is_participle(self._text, begin):
            return False
        return not self._text.has_class(self._end, begin, "COMMA")

    def _finish(self) -> None:
        """Tell what is left behind the last clause."""
        text, found = self._text, self._found
        # Of what only follows a participle that leads it, its time says little: 'Born in 1928, she wrote 30 novels'.
        is_led = bool(found) and found[0].first == self._first and self._start > self._first
        is_led = is_led and _leads_all(text, found, self._start)
        # But 'Although it met in May, it', 'Asked on Monday whether he would go, he left'.
        finders = text.grammar.finders
        is_led = is_led and all(finders[name].match(text.codes, self._first) is None for name in _TELLING_LEADS)
        if not self._held and is_led and telling(text, self._start, self._last) not in ("now", "said"):
            return
        if self._left_out is not None and tells(text, self._start, self._left_out[0]):
            self._verb = self._start  # 'hired Ann Lee, who left Nord in May, as its head'
        found.append(Clause(self._start, self._end_of_relative(), tuple(self._held), self._verb, self._left_out))

    def _end_of_relative(self) -> int:
        """Where the last clause ends: a relative one behind its time, where nothing more is told behind a comma.

        For example, 'met a clerk who left in May|, and his son'.
        """
        text, end = self._text, self._end
        is_relative = bool(self._held) and self._start > self._first and text.is_class(self._start, "PRONOUN_RELATIVE")
        if not is_relative or not (text.is_class(end, "COMMA") and text.is_class(end + 1, "CONJUNCTION")):
            return self._last
        return self._last if tells(text, end, self._last) else end

    def _cut(self, token: int, token_end: int) -> int | None:
        """Where the clause that is read ends, when a time belongs to another behind it."""
        text, place = self._text, (token, token_end)
        splitter, held_end = self._splitter, self._end
        if not self._held:
            return joined_begin(text, self._verb, place, splitter.parting, splitter.older)
        if self._verb > held_end and (that := text.place(held_end, self._verb, "THAT")) is not None:
            return that  # 'said on Monday that a man who fled in May was held in June'
        return None if held_end in splitter.tied else best_cut(text, held_end, place, self._last)

    def _end_of_row(self, begin: int, end: int) -> int:
        """Where a clause that is put in ends, behind the last of its participles: 'notes | made in 1907 and sent'."""
        text, end = self._text, self._tied_end(end)
        if not is_participle(text, begin) or text.is_class(begin - 1, "COMMA"):
            return end
        for token, token_end, _ in self._timexes:
            if token > end and is_of_row(text, end, token):
                end = token_end
        return end

    def _tied_end(self, end: int) -> int:
        """Where a clause ends that would end within a stretch: 'cars built between 2018 | and 2019'."""
        if end not in self._splitter.tied:
            return end
        return next((token_end for token, token_end, _ in self._timexes if token >= end), end)


def _leads_all(text: Text, clauses: Sequence[Clause], start: int) -> bool:
    """Whether a clause, or some participles, lead what begins at a token: 'Tried in 2005 and freed in 2009, | she'."""
    if clauses[-1].last != start or len(clauses) == 1:
        return clauses[0].last == start
    return all(
        clause.last == following.first
        and leads_with_participle(text, following.first + text.is_class(following.first, "CONJUNCTION"))
        for clause, following in pairwise(clauses)
    )


def _between(timexes: Sequence[Located], first: int, last: int) -> Sequence[Located]:
    """Those of some times that stand among tokens `[first, last)`."""
    tokens = [token for token, _, _ in timexes]
    return timexes[bisect_left(tokens, first) : bisect_left(tokens, last)]


def _with_verbs(text: Text, clauses: list[Clause]) -> list[Clause]:
    """The clauses with those that tell nothing made part of a neighbour: 'In 2012, when it rained, the dam broke'."""
    whole: list[Clause] = []
    for clause in clauses:
        before = whole[-1] if whole else None
        if before is None or (_says_something(text, before) and _says_something(text, clause, _LEAST_WORDS)):
            whole.append(clause)
            continue
        # A time that leads its sentence is that of what follows, whatever else 'that ended in June' names.
        leads = text.is_class(clause.first, "RELATIVE") and not _says_something(text, before)
        timexes = before.timexes if leads else (*before.timexes, *clause.timexes)
        whole[-1] = Clause(before.first, clause.last, timexes, before.verb, before.left_out)
    return whole


def _says_something(text: Text, clause: Clause, enough: int | None = None) -> bool:
    """Whether a clause has a verb, or begins with a participle, or is as long as `enough` tokens."""
    if enough is not None and clause.last - clause.first >= enough:
        return True
    first = clause.first + text.is_class(clause.first, "COMMA")
    is_done_too = text.is_class(first, "CONJUNCTION") and is_participle(text, first + 1)
    if is_done_too or text.is_class(first, "GERUND") or is_participle(text, first) or leads_with_gerund(text, first):
        return True
    if text.has_class(first, first + 1, "ORDWORD", "DEICTIC") and is_participle(text, first + 1):
        return True  # 'last seen in 1936'
    if plans_more(text, clause.first):
        return True
    of_its_own = text.is_class(first, "PRONOUN_RELATIVE") or text.is_class(first, "SEMICOLON")
    if of_its_own and clause.last - first > _RELATIVE:
        return True  # its verb may be one that no list knows: 'who turns 70 in July'
    finders = text.grammar.finders
    return any(finders[name].search(text.codes, clause.first, clause.last) for name in ("predicate", "traced"))
