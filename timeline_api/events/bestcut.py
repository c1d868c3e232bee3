"""Where a clause ends that a time stands in and a clause with another time begins."""

from __future__ import annotations

from timeline_api.events.attachment import (
    is_bare_count,
    is_deed_of_a_year,
    is_participle,
    is_quoted_phrase,
    is_tied,
    joins_clause,
    leads_with_gerund,
    tells,
)
from timeline_api.events.relative import begins_deed, closed_relative
from timeline_api.events.saidparts import said_behind, said_with
from timeline_api.events.subject import plans_more
from timeline_api.temporal.recognize import Text

_STRONGEST, _JOINING, _WEAKEST = 4, 3, 2
_RANKS = (
    ("STOP", _STRONGEST), ("RELATIVE", _JOINING), ("SINCE", _JOINING), ("CONJUNCTION", _JOINING), ("COMMA", _WEAKEST),
)  # fmt: skip
_GERUND = _JOINING  # the rank of ', becoming its head in 1960'
_INSERTED = 4  # tokens behind an insertion within which the verb follows
_LISTED = 8  # tokens of what 'and' joins to a noun or an adjective
_PASSIVE = 12  # tokens from a passive verb to its time at most
_AHEAD = 12  # tokens from a time on in which the verb of its clause stands
_SAYING = 8  # tokens of ', the chief of police said on'
_LEADING = 2  # tokens of a conjunction and a preposition that lead a clause with its time
_CUTS = tuple(name for name, _ in _RANKS)


def best_cut(text: Text, start: int, place: tuple[int, int], last: int) -> int | None:
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
        if "COMMA" in classes and text.is_class(index + 1, "GERUND"):
            if best_rank <= _GERUND and is_deed_of_a_year(text, index, end):
                best, best_rank = index, _GERUND
            if (said := said_with(text, index, reach)) is not None:
                best, best_rank = said, _STRONGEST
            continue  # ', forcing 200 residents to leave'
        if _joins_no_clause(text, start, index, end, reach, best):
            continue
        rank = next(value for name, value in _RANKS if name in classes)
        if rank == _JOINING and index > start and "COMMA" in text.classes(index - 1):
            rank = _STRONGEST
        # The latest of the strongest: what follows a time usually still belongs to its clause.
        parts = ("SEMICOLON" in classes or leads_with_gerund(text, index)) and index + 1 < end
        # 'became head in 1998 and chairman in 2003, the mayor said': the verb behind the comma is of another.
        is_short = "CONJUNCTION" in classes and _is_short(text, index, end)
        parts = parts or plans_more(text, index) or _joins_passive(text, start, index)
        if rank >= best_rank and (parts or tells(text, index, comma if is_short else reach)):
            best, best_rank = index, rank
    if best is None:
        return start if begins_deed(text, start) else None
    return best - 2 if text.is_class(best, "RELATIVE") and is_tied(text, best) else best


def _joins_no_clause(text: Text, start: int, index: int, end: int, reach: int, best: int | None) -> bool:
    """Whether a mark or a word at `index` between token `start` and a time at `end` begins no clause of its own.

    `best` is the best cut before it, and the verb of the clause with the time stands before `reach`.
    """
    classes = text.classes(index)
    if (index == start and "RPAREN" in classes) or (index == end - 1 and "LPAREN" in classes):
        return True  # a time in brackets is no clause
    if is_quoted_phrase(text, index):
        return True  # 'made "great progress" in meeting its needs'
    leads_phrase = "COMMA" in classes and text.is_class(index + 1, "PREP") and not leads_with_gerund(text, index + 1)
    if leads_phrase and text.grammar.finders["predicate"].search(text.codes, index + 3, reach) is None:
        return True  # ', in hopes of reaching a deal'
    if "CONJUNCTION" in classes:
        if not _opens_clause(text, index, end):
            return True
        if best is not None and text.is_class(best, "THAT") and not tells(text, best, index):
            return True  # 'said on Monday that the mayor and his deputy will'
    if "SINCE" in classes and not joins_clause(text, index, end):
        return True
    if "RELATIVE" in classes and text.is_class(index - 1, "UNIT"):
        return text.grammar.finders["ended"].match(text.codes, index + 1) is not None  # 'the quarter that ended on'
    is_narrowing = "RELATIVE" in classes and not text.is_class(index - 1, "COMMA")
    if is_narrowing and said_behind(text, max(index + 1, end - _SAYING), end) is not None:
        return True  # 'a fall of rocks on Friday that cut off Vale, police said on Sunday'
    return "PARTING" in classes and not _parts(text, index, end, reach)


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


def _joins_passive(text: Text, start: int, conjunction: int) -> bool:
    """Whether what was done to a thing too stands behind a conjunction: 'fueron hallados por él y | trasladados a'."""
    if not text.is_class(conjunction, "CONJUNCTION") or not is_participle(text, conjunction + 1):
        return False
    commas = text.places(max(0, start - _PASSIVE), conjunction, "COMMA")
    if commas and is_participle(text, commas[-1] + 1):
        return True  # ', fundado en 1870 y | clausurado en 1936,'
    done = [at for at in text.places(max(0, start - _PASSIVE), conjunction, "BE") if is_participle(text, at + 1)]
    return bool(done) and not text.has_class(done[-1], conjunction, "COMMA", "FINAL", "RELATIVE", "SEMICOLON")


def _is_short(text: Text, conjunction: int, end: int) -> bool:
    """Whether a conjunction joins what has no verb but that of the clause before it, up to its time at `end`."""
    if end - conjunction > _LEADING:
        return not text.is_class(conjunction + 1, "COMMA")
    return end - conjunction == _LEADING and is_bare_count(text, end - 1)  # 'and another yesterday, the mayor said'
