"""The clauses of a sentence that tell something of their own, found between its time expressions."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from itertools import pairwise

from timeline_api.events.attachment import (
    apposition,
    aside_begin,
    aside_end,
    bracketed_begin,
    dated_conjunction,
    is_bare_count,
    is_deed_of_a_year,
    is_governed,
    is_participle,
    is_past,
    is_tied,
    joins_clause,
    leads_with_gerund,
    resumed,
    said_behind,
    said_from,
    tells,
    tells_deed,
)
from timeline_api.events.ledsubject import leads_with_participle
from timeline_api.events.openings import concession_end, gerund_lead, joined_lead, lead_end, told_from, told_with
from timeline_api.events.reduced import described_span, inserted, is_of_described, reduced_begin
from timeline_api.events.relative import (
    begins_deed,
    closed_relative,
    joined_begin,
    narrowing_begin,
    narrowing_span,
    tie_of_another,
)
from timeline_api.events.subject import is_age, plans_more
from timeline_api.events.telling import telling
from timeline_api.frozen import frozen, replace
from timeline_api.model import Timex
from timeline_api.temporal.recognize import Text

_RELATIVE = 3  # tokens of a relative clause at least
_LEAST_WORDS = 10  # tokens that tell something without a verb: 'and seven of them against Hexley on Good Friday'
_RANKS = (("STOP", 4), ("RELATIVE", 3), ("SINCE", 3), ("CONJUNCTION", 3), ("COMMA", 2))
_GERUND = 3  # the rank of ', becoming its head in 1960'
_INSERTED = 4  # tokens behind an insertion within which the verb follows
_LISTED = 8  # tokens of what 'and' joins to a noun or an adjective
_AHEAD = 12  # tokens from a time on in which the verb of its clause stands
_LEADING = 2  # tokens of a conjunction and a preposition that lead a clause with its time
_PARTS = ("COMMA", "SINCE", "PARTING", "SEMICOLON", "THAT", "PRONOUN_RELATIVE", "WHOSE", "WHERE")
_TELLING_LEADS = ("although", "asked")
_CUTS = tuple(name for name, _ in _RANKS)


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
        return clauses

    def _split(self, first: int, last: int, timexes: Sequence[Located]) -> list[Clause]:
        """The same of tokens that do not begin with whose words they are."""
        text = self.text
        if len(timexes) == 1 and self._is_simple(first, last, timexes[0]):
            return [Clause(first, last, (timexes[0][2],), first)]
        clauses: list[Clause] = []
        start = verb = end = first
        held: list[Timex] = []
        left_out = None
        for token, token_end, timex in timexes:
            if token < verb:
                continue  # told of with the clause that is put in
            held_end = end if held else None
            before = text.places(start + 1, token, "COMMA") if held_end is None else ()
            if before and (commas := apposition(text, start, before, token, token_end, last)) is not None:
                left_out, verb = (commas[0], commas[1] + 1), commas[1] + 1
                who = text.place(commas[0] + 1, token, "PRONOUN_RELATIVE")
                if who is not None and tells(text, who, token):  # 'Ada Renn, the singer who left in 1969, died'
                    begin = commas[0] + 1 if text.is_class(who - 1, "OF") else who  # ', a draft of which was leaked,'
                    clauses += self._inside(begin, commas[1], _between(timexes, who, commas[1]))
                continue
            if (when := told_with(text, start, (token, token_end), last)) is not None and held_end is None:
                if tells_deed(text, when[0] + 1, when[1]):
                    clauses.append(Clause(when[0], when[1], (timex,), when[0]))
                left_out, verb = (token_end, when[1]), when[1]
                held, end = [timex], token_end
                continue
            if held_end is None and (joined := joined_lead(text, start, (token, token_end), last)) is not None:
                later = next(((token, end) for token, end, _ in timexes if token > joined[1]), None)
                if later is None or not text.has_class(joined[1], last, "REPORT"):
                    clauses.append(Clause(*joined, (timex,), joined[0]))
                    if later is not None:
                        if _best_cut(text, joined[1] + 1, later, last) is not None:
                            held, end = [timex], joined[1] + 1  # 'When it failed in May, it shut, and was sold in June'
                        start = verb = joined[1]  # 'After the bank failed in May, | it was sold in June'
                        continue
            tie = dated_conjunction(text, verb, token, token_end) if held_end is None else None
            inner = self._inner(start, verb, held_end, before, tie, (token, token_end), last)
            if inner is not None:
                inner = (inner[0], self._tied_end(inner[1], timexes))
                clauses += self._inside(*inner, _between(timexes, *inner))
                verb = inner[1]
                if inner[0] == start:
                    start = verb
                elif text.is_class(inner[1], "COMMA"):
                    aged = 2 * is_age(text, inner[0] - 3)
                    comma = text.is_class(inner[0] - 1, "COMMA")
                    left_out = (inner[0] - comma - aged, inner[1] + comma)
                elif held_end is None or (left_out is None and text.is_class(inner[0] - 1, "COMMA")):
                    left_out = inner  # 'The truce that began on Sunday has held'
                continue
            cut = self._cut(verb, held_end, (token, token_end), last) if tie is None else tie
            if cut is not None:
                clauses.append(Clause(start, cut, tuple(held), verb, left_out))
                start, held, verb, left_out = cut, [], cut, None
            held.append(timex)
            end = token_end
        # Of what only follows a participle that leads it, its time says little: 'Born in 1928, she wrote 30 novels'.
        is_led = bool(clauses) and clauses[0].first == first and start > first and _leads_all(text, clauses, start)
        # But 'Although it met in May, it', 'Asked on Monday whether he would go, he left'.
        is_led = is_led and all(text.grammar.finders[name].match(text.codes, first) is None for name in _TELLING_LEADS)
        if held or not is_led or telling(text, start, last) in ("now", "said"):
            if left_out is not None and tells(text, start, left_out[0]):
                verb = start  # 'hired Ann Lee, who left Nord in May, as its head'
            clauses.append(Clause(start, last, tuple(held), verb, left_out))
        if len(clauses) == 1:
            return clauses
        return _with_verbs(text, sorted(clauses, key=lambda clause: clause.first))

    def _tied_end(self, end: int, timexes: Sequence[Located]) -> int:
        """Where a clause ends that would end within a stretch: 'cars built between 2018 | and 2019'."""
        if end not in self.tied:
            return end
        return next((token_end for token, token_end, _ in timexes if token >= end), end)

    def _is_simple(self, first: int, last: int, time: Located) -> bool:
        """Whether nothing in tokens `[first, last)` with their one time can part a clause."""
        text, (token, token_end, _) = self.text, time
        if text.finders[_PARTS].search(text.codes, first, last) is not None or text.is_class(token_end, "RPAREN"):
            return False
        if text.grammar.finders["auxiliary"].match(text.codes, token_end) is not None:
            return False
        if is_past(text, token_end) or text.is_class(token_end, "PLURAL"):
            return False  # 'Tests carried out last week found', 'An audit leaked on Monday suggests'
        if dated_conjunction(text, first, token, token_end) is not None:
            return False
        return tie_of_another(text, first, token) is None and not is_of_described(text, first, token)

    def _inside(self, first: int, last: int, timexes: Sequence[Located]) -> list[Clause]:
        """The clauses of one that leads another, or is put into it, and has such times."""
        is_split = len(timexes) > 1 and not any(end in self.tied for _, end, _ in timexes)
        if is_split or (len(timexes) == 1 and reduced_begin(self.text, first, timexes[0][0]) is not None):
            return self.split(first, last, timexes)
        return [Clause(first, last, tuple(timex for _, _, timex in timexes), first)]

    def _inner(
        self,
        start: int,
        verb: int,
        held_end: int | None,
        commas: Sequence[int],
        tie: int | None,
        place: tuple[int, int],
        last: int,
    ) -> tuple[int, int] | None:
        """The tokens of a clause with the time at `place` that leads the one from `start` on, or is put into it.

        Where no time is held before it, `commas` are those between, and `tie` is its `dated_conjunction`.
        """
        text, (token, token_end) = self.text, place
        if held_end is None:
            if (comma := lead_end(text, start, token_end, last)) is not None:
                return start, comma
            if (comma := concession_end(text, start, place, last)) is not None:
                return start, comma
            if tie is None and (lead := gerund_lead(text, start, place, last)) is not None:
                return lead
            if tie is None and (begin := narrowing_begin(text, verb, token, token_end, last)) is not None:
                return begin, resumed(text, token_end, last)
            if tie is None and (span := narrowing_span(text, start, token, last)) is not None:
                return span
            if (begin := bracketed_begin(text, start, token, token_end)) is not None:
                return begin, token_end
            if tie is None and (span := described_span(text, start, start, place, last)) is not None:
                return span
            begin = aside_begin(text, commas, token)
        else:
            is_tied_time = held_end in self.tied
            if not is_tied_time and (span := described_span(text, start, held_end, place, last)) is not None:
                return span
            begin = None if is_tied_time else _best_cut(text, held_end, place, last)
            if begin is not None and (narrow := _narrowed(text, held_end, begin, place, last)) is not None:
                return narrow, resumed(text, token_end, last)
            if begin is not None and text.is_class(begin, "COMMA") and not tells(text, held_end, begin):
                begin = aside_begin(text, [begin], token) or begin  # 'On Monday the bank, | founded in 1902, shut'
            if begin is not None and text.is_class(begin, "THAT"):
                # 'said on Monday that the sale, agreed in May, would go on'
                begin = aside_begin(text, text.places(begin + 2, token, "COMMA"), token) or begin
        if begin is None and held_end is not None and held_end not in self.tied:
            # 'recalled on 3 June the syrup, sold in shops since May'
            begin = aside_begin(text, text.places(held_end, token, "COMMA"), token)
        if begin is None:
            return None
        close = aside_end(text, start, begin, token_end, last)
        return (begin, close) if close is not None else inserted(text, start, begin, place, last)

    def _cut(self, verb: int, held_end: int | None, place: tuple[int, int], last: int) -> int | None:
        """Where the clause with its verb from `verb` on ends, when the time at `place` belongs to another behind it."""
        if held_end is None:
            return joined_begin(self.text, verb, place, self.parting, self.older)
        if verb > held_end and (that := self.text.place(held_end, verb, "THAT")) is not None:
            return that  # 'said on Monday that a man who fled in May was held in June'
        return None if held_end in self.tied else _best_cut(self.text, held_end, place, last)


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


def _narrowed(text: Text, start: int, cut: int, place: tuple[int, int], last: int) -> int | None:
    """Where a clause with a time begins, behind a cut or at it, that only tells which one what was said is of.

    For example, 'said on Monday that a man who fled in May was held', 'ruled on Monday that the law passed in May was'.
    """
    if text.is_class(cut, "THAT"):
        return narrowing_begin(text, cut + 1, *place, last)
    that = text.place(start, cut, "THAT") if text.is_class(cut, "PRONOUN_RELATIVE") else None
    if that is None or narrowing_begin(text, that + 1, *place, last) != cut:
        return None
    return cut


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
    if text.is_class(first, "GERUND") or is_participle(text, first) or leads_with_gerund(text, first):
        return True
    if plans_more(text, clause.first):
        return True
    of_its_own = text.is_class(first, "PRONOUN_RELATIVE") or text.is_class(first, "SEMICOLON")
    if of_its_own and clause.last - first > _RELATIVE:
        return True  # its verb may be one that no list knows: 'who turns 70 in July'
    return text.grammar.finders["predicate"].search(text.codes, clause.first, clause.last) is not None


def _parts(text: Text, index: int, end: int, reach: int) -> bool:
    """Whether a word like 'after' joins a clause: not right before a time, as in 'before the month was out'."""
    if index == end - 1:
        return False
    return leads_with_gerund(text, index) or joins_clause(text, index, reach)


def _opens_clause(text: Text, conjunction: int, end: int) -> bool:
    """Whether a clause can begin at a conjunction before `end`: not at 'after a long and painful illness, he said'."""
    comma = text.place(conjunction + 2, min(end, conjunction + _LISTED), "COMMA")
    if comma is not None and text.is_class(conjunction + 1, "COMMA"):
        return tells(text, comma, min(end, comma + _INSERTED))  # 'and, on legal advice, pleaded guilty'
    return comma is None or tells(text, conjunction, comma)


def _is_short(text: Text, conjunction: int, end: int) -> bool:
    """Whether a conjunction joins what has no verb but that of the clause before it, up to its time at `end`."""
    if end - conjunction > _LEADING:
        return not text.is_class(conjunction + 1, "COMMA")
    return end - conjunction == _LEADING and is_bare_count(text, end - 1)  # 'and another yesterday, the mayor said'


def _best_cut(text: Text, start: int, place: tuple[int, int], last: int) -> int | None:
    """The strongest place between token `start` and a time where one clause stops and the next begins before `last`."""
    end, reach = place[0], min(place[0] + _AHEAD, last)
    reach = text.place_or(reach, place[1], reach, "SEMICOLON")
    comma = text.place_or(reach, place[1], reach, "COMMA")
    best, best_rank = None, 0
    aside = closed_relative(text, start, end)
    if aside is not None and aside[0] == start + 1:
        return aside[1]  # 'The meeting on Monday, which took hours, | ended on Tuesday'
    for index in text.places(start, end, *_CUTS):
        if aside is not None and aside[0] <= index <= aside[1]:
            continue  # 'On Monday the firm, which makes cars, said it would close in 2030'
        classes = text.classes(index)
        rank = next(value for name, value in _RANKS if name in classes)
        if (index == start and "RPAREN" in classes) or (index == end - 1 and "LPAREN" in classes):
            continue  # a time in brackets is no clause
        if "COMMA" in classes and text.is_class(index + 1, "GERUND"):
            if best_rank <= _GERUND and is_deed_of_a_year(text, index, end):
                best, best_rank = index, _GERUND
            continue  # ', forcing 200 residents to leave'
        if "CONJUNCTION" in classes and not _opens_clause(text, index, end):
            continue
        if (
            "CONJUNCTION" in classes
            and best is not None
            and text.is_class(best, "THAT")
            and not tells(text, best, index)
        ):
            continue  # 'said on Monday that the mayor and his deputy will'
        if "SINCE" in classes and not joins_clause(text, index, end):
            continue
        if "PARTING" in classes and not _parts(text, index, end, reach):
            continue
        if rank == 3 and index > start and "COMMA" in text.classes(index - 1):
            rank = 4
        # The latest of the strongest: what follows a time usually still belongs to its clause.
        parts = ("SEMICOLON" in classes or leads_with_gerund(text, index)) and index + 1 < end
        # 'became head in 1998 and chairman in 2003, the mayor said': the verb behind the comma is of another.
        is_short = "CONJUNCTION" in classes and _is_short(text, index, end)
        parts = parts or plans_more(text, index)
        if rank >= best_rank and (parts or tells(text, index, comma if is_short else reach)):
            best, best_rank = index, rank
    if best is None:
        return start if begins_deed(text, start) else None
    if not text.is_class(best, "RELATIVE"):
        return best
    return best - 2 if is_tied(text, best) else best - is_governed(text, best)
