"""What did not happen: what nobody did, what would have been, and what did happen behind it."""

from __future__ import annotations

from timeline_api.events.attachment import tells_deed
from timeline_api.events.clauses import Clause
from timeline_api.events.mainverb import main_verb
from timeline_api.events.telling import telling
from timeline_api.frozen import replace
from timeline_api.temporal.read import Times
from timeline_api.temporal.recognize import Text

_DENIALS = ("nobody", "inverted")


def behind_denial(text: Text, first: int, last: int) -> int | None:
    """Where a clause begins behind what nobody did, or what would have been; None where it tells of nothing else.

    For example, 'No one was hurt, but | crews cleared the street', 'Had it been mended, it would have held'.
    """
    grammar, code = text.grammar, text.codes[first]
    told = [name for name in _DENIALS if code in grammar.firsts[name]]
    if not any([grammar.finders[name].match(text.codes, first) is not None for name in told]):
        return first
    ties = [at for at in text.places(first, last, "CONJUNCTION") if _begins_anew(text, first, at)]
    return next((at + 1 for at in ties if telling(text, at + 1, last) is not None), None)


def _begins_anew(text: Text, first: int, tie: int) -> bool:
    """Whether 'and' or 'but' joins another clause to one that begins at a token: behind a comma, or with a subject."""
    if text.is_class(tie - 1, "COMMA"):
        return True
    predicate = text.grammar.finders["predicate"]
    return predicate.search(text.codes, first, tie) is not None and predicate.match(text.codes, tie + 1) is None


def real_clause(times: Times, clause: Clause) -> Clause | None:
    """A clause without what did not happen: 'could have stayed | but left on Monday'; None where nothing is left."""
    text = times.text
    first = behind_denial(text, clause.first, clause.last)
    if first is None:
        return _happened_when(times, clause)
    clause = replace(clause, first=first, verb=first) if first > clause.first else clause
    unreal = text.grammar.finders["unreal"].search(text.codes, clause.first, clause.last) if clause.timexes else None
    aside = clause.left_out
    if unreal is not None and aside is not None and aside[0] <= unreal.start() < aside[1]:
        unreal = None  # 'The fair, which was to have been held in May, will be held in June'
    if unreal is not None and _only_describes(text, clause, unreal.start()):
        unreal = None
    if unreal is None:
        return clause
    real = text.grammar.finders["contrast"].search(text.codes, unreal.end(), clause.last)
    if real is None or unreal.start() > times.token_at(clause.timexes[0].start):
        return _told_before(times, clause, unreal.start())
    timexes = tuple(timex for timex in clause.timexes if times.token_at(timex.start) >= real.start())
    return replace(clause, first=real.start(), verb=real.start(), timexes=timexes)


def _only_describes(text: Text, clause: Clause, unreal: int) -> bool:
    """Whether a relative clause of its subject tells what may have been: 'A fire that could have been set was out'."""
    if not text.has_class(unreal - 1, unreal, "THAT", "PRONOUN_RELATIVE") or unreal - 1 == clause.first:
        return False
    verb = main_verb(text, clause.first, clause.last)
    return verb is not None and verb > unreal + 1


def _happened_when(times: Times, clause: Clause) -> Clause | None:
    """What happened when nobody did something: 'No one was hurt when | a roof fell in on Monday'."""
    text = times.text
    if not clause.timexes:
        return None
    token = times.token_at(clause.timexes[0].start)
    when = text.place(clause.first, token, "WHEN")
    if when is None or not tells_deed(text, when + 1, token):
        return None
    return replace(clause, first=when + 1, verb=when + 1)


def _told_before(times: Times, clause: Clause, unreal: int) -> Clause | None:
    """What a clause tells before what did not happen: 'voted Monday to end a strike | that had been due to begin'."""
    text = times.text
    told = tuple(timex for timex in clause.timexes if times.token_at(timex.start) < unreal)
    if not told:
        return None
    relative = text.places(times.token_at(told[-1].end), unreal, "THAT", "PRONOUN_RELATIVE")
    if not relative or not tells_deed(text, clause.first, relative[-1]):
        return None
    return replace(clause, last=relative[-1], timexes=told)
