"""Candidates of a sentence, refined: one ordered list of steps, each from a list of candidates to a list.

1. `merge` makes one expression of neighbours that say one time: 'Friday' and 'Oct. 13', '10 p.m.' and 'Wednesday'.
2. `modify` takes in the words before an expression that modify it: 'early', 'the end of', 'around'.
3. `support` drops weak readings that nothing supports: 'May' without a preposition or a date beside it.
4. `outside_matches` drops the halves and quarters of a match: 'scored twice in the first half'.
"""

from __future__ import annotations

from timeline_api.frozen import replace
from timeline_api.temporal.joining import joins
from timeline_api.temporal.merging import merge
from timeline_api.temporal.operators import (
    Calendar,
    Clock,
    DayPart,
    Deictic,
    Expression,
    Holiday,
    Length,
    Range,
    Shift,
    Within,
    Years,
)  # fmt: skip
from timeline_api.temporal.prefixes import Prefix
from timeline_api.temporal.recognize import Candidate, Text

_NINETEEN_HUNDREDS = Years(1900, 10)


def refine(text: Text, candidates: list[Candidate], lowest: int) -> list[Candidate]:
    """All steps, in order. The expression before the first of them ends before the token `lowest`."""
    return outside_matches(text, support(text, modify(text, merge(text, candidates), lowest)))


# --- modifiers ------------------------------------------------------------------------------------------------------


def modify(text: Text, candidates: list[Candidate], lowest: int) -> list[Candidate]:
    """Take in the modifying words before each expression; a candidate never grows over the one before it.

    The words may stand at the end of the line before ('in early\nNovember'), which ends a sentence.
    """
    found: list[Candidate] = []
    for candidate in candidates:
        prefix = text.grammar.before.longest(text.codes, lowest, candidate.first, candidate.kind)
        found.append(candidate if prefix is None else _with_prefix(text, candidate, *prefix))
        lowest = candidate.last
    return found


_MODIFIED = (Calendar, Years, Deictic, Within, Clock, DayPart, Holiday, Range, Shift, Length)


def _with_prefix(text: Text, candidate: Candidate, first: int, prefix: Prefix) -> Candidate:
    """An expression that the words of a prefix from token `first` on modify."""
    if not isinstance(candidate.expression, _MODIFIED):
        return candidate
    if prefix.outside and text.is_class(candidate.first, "DEFINITE"):
        return candidate  # 'over the next two days', 'about the last year'
    expression = candidate.expression
    if prefix.mod == "APPROX" and isinstance(expression, Calendar):
        expression = replace(expression, circa=True)
    if prefix.mod in ("MID", "END") and expression == _NINETEEN_HUNDREDS:
        expression = Years(1900, 100)  # 'the late 1900s' are not 1907
    return Candidate(
        candidate.first if prefix.outside else first,
        candidate.last,
        expression,
        candidate.kind,
        f"{prefix.name}+{candidate.rule}",
        False,
        _modifier(prefix.mod, expression),
    )


_AWAY = {("MORE_THAN", -1): "BEFORE", ("MORE_THAN", 1): "AFTER", ("LESS_THAN", -1): "AFTER", ("LESS_THAN", 1): "BEFORE"}


def _modifier(mod: str, expression: Expression) -> str:
    """What a modifier of an amount says of a time that lies this far away: 'more than a year ago' is before that."""
    if not isinstance(expression, Shift):
        return mod
    mod = {"EQUAL_OR_MORE": "MORE_THAN", "EQUAL_OR_LESS": "LESS_THAN"}.get(mod, mod)
    return _AWAY.get((mod, expression.sign), mod)


# --- support for weak readings --------------------------------------------------------------------------------------


def support(text: Text, candidates: list[Candidate]) -> list[Candidate]:
    """Keep a latent candidate only beside another one that is sure and of its kind ('April, May and June')."""
    if not any([candidate.latent for candidate in candidates]):
        return candidates
    sure = [not candidate.latent for candidate in candidates]
    for order in (range(1, len(candidates)), range(len(candidates) - 2, -1, -1)):
        for i in order:
            neighbour = i - 1 if order.step > 0 else i + 1
            if not sure[i] and sure[neighbour] and _listed(text, candidates[i], candidates[neighbour]):
                sure[i] = True
    return [candidate for candidate, keep in zip(candidates, sure, strict=True) if keep]


def _listed(text: Text, a: Candidate, b: Candidate) -> bool:
    first, second = (a, b) if a.first < b.first else (b, a)
    return a.kind == b.kind and joins(text, "and", first.last, second.first)


# --- halves and quarters of a match ---------------------------------------------------------------------------------

_PLAYED = 60  # tokens on either side in which the words of a match stand


def outside_matches(text: Text, candidates: list[Candidate]) -> list[Candidate]:
    """Drop each half or quarter that names no year where the words around it tell of a match."""
    if not any([candidate.kind == "part" for candidate in candidates]):
        return candidates
    return [candidate for candidate in candidates if candidate.kind != "part" or not _is_of_match(text, candidate)]


def _is_of_match(text: Text, candidate: Candidate) -> bool:
    part = candidate.expression
    if not isinstance(part, Calendar) or part.half is part.quarter is None:
        return False
    first, last = max(candidate.first - _PLAYED, 0), min(candidate.last + _PLAYED, text.size)
    return text.grammar.finders["match"].search(text.codes, first, last) is not None
