"""The clauses of a sentence that tell something of their own, found between its time expressions."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from timeline_api.events.attachment import (
    aside_begin,
    aside_end,
    is_participle,
    joined_begin,
    joins_clause,
    lead_end,
    narrowing_begin,
    tells,
)  # fmt: skip
from timeline_api.events.telling import telling
from timeline_api.frozen import frozen, replace
from timeline_api.model import Timex
from timeline_api.temporal.recognize import Text

_LEAST_WORDS = 10  # tokens that tell something without a verb: 'and seven of them against Hexley on Good Friday'
_RANKS = (("STOP", 4), ("RELATIVE", 3), ("SINCE", 3), ("CONJUNCTION", 3), ("COMMA", 2))
_CUTS = tuple(name for name, _ in _RANKS)


@frozen
class Clause:
    """Tokens `[first, last)` of a text and the time expressions that date them, none for a clause without a time.

    `verb` is where its own verb is to be looked for: behind a clause that is put into it.
    """

    first: int
    last: int
    timexes: tuple[Timex, ...]
    verb: int


def split_clauses(
    text: Text,
    first: int,
    last: int,
    timexes: Sequence[tuple[int, int, Timex]],
    tied: Collection[int] = (),
    parting: Collection[str] = (),
) -> list[Clause]:
    """Cut tokens `[first, last)` between time expressions, each given with its own tokens, where a clause ends.

    Two expressions with nothing to cut at between them stay in one clause, and so do those that are `tied`: given by
    the token after the first of the two. What stands before a clause that a word of the classes `parting` joins to it
    does not share its time.
    """
    clauses: list[Clause] = []
    start = verb = first
    held: list[Timex] = []
    end = first
    for token, token_end, timex in timexes:
        if clauses and token < clauses[-1].last:
            clauses[-1] = replace(clauses[-1], timexes=(*clauses[-1].timexes, timex))
            continue
        inner = _inner(text, start, verb, end if held else None, (token, token_end), last, tied)
        if inner is not None:
            clauses.append(Clause(*inner, (timex,), inner[0]))
            verb = inner[1]
            start = verb if inner[0] == start else start
            continue
        cut = _cut(text, verb, end if held else None, token, last, tied, parting)
        if cut is not None:
            clauses.append(Clause(start, cut, tuple(held), verb))
            start, held, verb = cut, [], cut
        held.append(timex)
        end = token_end
    # Of what only follows a participle that leads it, its time says little: 'Born in 1928, she wrote 30 novels'.
    is_led = clauses and clauses[0].first == first and start == clauses[0].last and start > first
    if held or not is_led or telling(text, start, last) in ("now", "said"):
        clauses.append(Clause(start, last, tuple(held), verb))
    return _with_verbs(text, sorted(clauses, key=lambda clause: clause.first))


def _inner(
    text: Text, start: int, verb: int, held_end: int | None, place: tuple[int, int], last: int, tied: Collection[int]
) -> tuple[int, int] | None:
    """The tokens of a clause that holds the time at `place` and leads the one from `start` on, or is put into it."""
    token, token_end = place
    if held_end is None:
        if (comma := lead_end(text, start, token_end, last)) is not None:
            return start, comma
        if (begin := narrowing_begin(text, verb, token, token_end, last)) is not None:
            return begin, token_end
        begin = aside_begin(text, start, token)
    else:
        begin = None if held_end in tied else _best_cut(text, held_end, token, last)
    close = aside_end(text, start, begin, token_end, last) if begin is not None else None
    return (begin, close) if begin is not None and close is not None else None


def _cut(
    text: Text, verb: int, held_end: int | None, token: int, last: int, tied: Collection[int], parting: Collection[str]
) -> int | None:
    """Where the clause with its verb from `verb` on ends, when the time at `token` belongs to another one behind it."""
    if held_end is None:
        return joined_begin(text, verb, token, parting)
    return None if held_end in tied else _best_cut(text, held_end, token, last)


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
        whole[-1] = Clause(before.first, clause.last, timexes, before.verb)
    return whole


def _says_something(text: Text, clause: Clause, enough: int | None = None) -> bool:
    """Whether a clause has a verb, or begins with a participle, or is as long as `enough` tokens."""
    if enough is not None and clause.last - clause.first >= enough:
        return True
    first = clause.first + text.is_class(clause.first, "COMMA")
    if text.is_class(first, "GERUND") or is_participle(text, first):
        return True
    return text.grammar.finders["predicate"].search(text.codes, clause.first, clause.last) is not None


def _best_cut(text: Text, start: int, end: int, last: int) -> int | None:
    """The strongest place between tokens `[start, end)` where one clause stops and the next begins before `last`."""
    best, best_rank = None, 0
    for index in text.places(start, end, *_CUTS):
        classes = text.classes(index)
        rank = next(value for name, value in _RANKS if name in classes)
        if "SINCE" in classes and not joins_clause(text, index, end):
            continue
        if rank == 3 and index > start and "COMMA" in text.classes(index - 1):
            rank = 4
        # The latest of the strongest: what follows a time usually still belongs to its clause.
        if rank >= best_rank and tells(text, index, min(end + 12, last)):
            best, best_rank = index, rank
    return best
