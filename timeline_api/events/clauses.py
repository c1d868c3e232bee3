"""The clauses of a sentence that tell something of their own, found between its time expressions."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from timeline_api.frozen import frozen, replace
from timeline_api.model import Timex
from timeline_api.temporal.recognize import Text

_INSERTION = 15  # tokens that may stand between the time of an insertion and its end
_LEAST_WORDS = 10  # tokens that tell something without a verb: 'and seven of them against Hexley on Good Friday'
_RANKS = (("STOP", 4), ("RELATIVE", 3), ("CONJUNCTION", 3), ("COMMA", 2))
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
    text: Text, first: int, last: int, timexes: Sequence[tuple[int, int, Timex]], tied: Collection[int] = ()
) -> list[Clause]:
    """Cut tokens `[first, last)` between time expressions, each given with its own tokens, where a clause ends.

    Two expressions with nothing to cut at between them stay in one clause, and so do those that are `tied`: given by
    the token after the first of the two.
    """
    clauses: list[Clause] = []
    start = verb = first
    held: list[Timex] = []
    end = first
    for token, token_end, timex in timexes:
        if clauses and clauses[-1].first > start and token < clauses[-1].last:
            clauses[-1] = replace(clauses[-1], timexes=(*clauses[-1].timexes, timex))
            continue
        cut = None if not held or end in tied else _best_cut(text, end, token, last)
        aside = _aside(text, start, token) if cut is None and not held else cut
        if aside is not None and (close := _insertion_end(text, start, aside, token_end, last)) is not None:
            clauses.append(Clause(aside, close, (timex,), aside))
            verb = close
            continue
        if cut is not None:
            clauses.append(Clause(start, cut, tuple(held), verb))
            start, held, verb = cut, [], cut
        held.append(timex)
        end = token_end
    clauses.append(Clause(start, last, tuple(held), verb))
    return _with_verbs(text, sorted(clauses, key=lambda clause: clause.first))


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
    first = clause.first + text.has_class(clause.first, clause.first + 1, "COMMA")
    if text.is_class(first, "GERUND"):
        return True
    return text.grammar.finders["predicate"].search(text.codes, clause.first, clause.last) is not None


def _aside(text: Text, start: int, token: int) -> int | None:
    """Where a relative clause that holds the token is put into another: 'The dam, which burst in May, was'."""
    for index in range(token - 1, start + 1, -1):
        if text.is_class(index, "COMMA"):
            return None
        if text.is_class(index, "PRONOUN_RELATIVE") and text.is_class(index - 1, "COMMA"):
            return index
    return None


def _insertion_end(text: Text, start: int, cut: int, token_end: int, last: int) -> int | None:
    """Where a clause ends that is put into another before its verb: 'In 1990 the firm, sold in 2001, moved'."""
    if text.verbs.search(text.codes, start, cut) is not None or not text.is_class(cut - 1, "COMMA"):
        return None
    commas = text.places(token_end, min(last, token_end + _INSERTION), "COMMA")
    return next((index for index in commas if _tells(text, index, min(index + 12, last))), None)


def _best_cut(text: Text, start: int, end: int, last: int) -> int | None:
    """The strongest place between tokens `[start, end)` where one clause stops and the next begins before `last`."""
    best, best_rank = None, 0
    for index in text.places(start, end, *_CUTS):
        classes = text.classes(index)
        rank = next(value for name, value in _RANKS if name in classes)
        if rank == 3 and index > start and "COMMA" in text.classes(index - 1):
            rank = 4
        # The latest of the strongest: what follows a time usually still belongs to its clause.
        if rank >= best_rank and _tells(text, index, min(end + 12, last)):
            best, best_rank = index, rank
    return best


def _tells(text: Text, start: int, end: int) -> bool:
    """Whether a verb follows, so that the cut does not part a list of dates."""
    return text.verbs.search(text.codes, start, end) is not None
