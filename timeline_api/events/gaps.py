"""Clauses that leave out the verb of the first: 'The village lost its railway in 1965 and its school in 1981'."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from timeline_api.events.antecedents import antecedent
from timeline_api.events.attachment import is_adverb, is_bare_count, is_participle
from timeline_api.events.clauses import Clause, Located
from timeline_api.events.openings import told_from
from timeline_api.events.saidparts import said_behind, said_from
from timeline_api.events.subject import Subject
from timeline_api.frozen import replace
from timeline_api.temporal.recognize import Text

_TIES = ("COMMA", "CONJUNCTION")
_COUNTS = frozenset(("INT", "NUMWORD", "ONE", "THOUSANDS", "DECIMAL", "MONEY"))
_OPENERS = _COUNTS | {"DET", "PREP", "NAME"}
_SUBJECTS = _COUNTS | {"DET", "NAME", "NOMINATIVE"}
_NOMINAL = _SUBJECTS | {"PLURAL", "PLURALNOUN"}
_NO_NOUN = frozenset((
    "DET", "PREP", "PRONOUN", "NOMINATIVE", "CAP", "BE", "AUX", "FUTURE", "PAST", "PASTLIKE", "PARTICIPLE", "GERUND",
    "RELATIVE", "CONJUNCTION", "COMMA", "INT", "NUMWORD", "UNIT", "MONTH", "WEEKDAY", "DEICTIC",
))  # fmt: skip
_BARE = 3  # tokens of 'came out in' behind its verb
_LONGEST = 10  # tokens from one time to the next


def gapped(
    text: Text, sentence: int, clause: Clause, located: Sequence[Located]
) -> list[tuple[Clause, Subject | None]]:
    """The clauses of one that names several times, and what each takes from the first: its subject and verb.

    None when what follows the first time is of another kind than what follows the verb. `located` are its times, and
    its sentence begins at token `sentence`.
    """
    first_time = located[0]
    if len(located) < 2:
        return []
    if first_time[0] - clause.first < 2:
        return _led(text, clause, located)
    opening = clause.first + text.is_class(clause.first, "SEMICOLON")
    begin = said_from(text, told_from(text, opening, first_time[0]), first_time[0])
    found = _verb_end(text, begin, first_time[0])
    if found is None:
        return []
    verb, done = found
    # Who said so said all of it, and not only the last.
    clause = replace(clause, last=said_behind(text, located[-1][1], clause.last) or clause.last)
    starts = [_start(text, a[1], b[0]) for a, b in pairwise(located)]
    if told := _of_other_subjects(text, clause, begin, located, starts, verb):
        return told
    if done is not None and all(start is not None and is_participle(text, start) for start in starts):
        verb = done  # 'was | held in May, tried in June'
    elif verb == first_time[0]:
        return []
    elif (to := _deed(text, begin, first_time[0], starts)) is not None:
        verb = to  # 'refused | to leave in May and to pay in June'
    elif (place := _place(text, verb, first_time[0], starts)) is not None:
        verb = place
    elif not _begin_alike(text, _OPENERS & text.classes(verb), starts) and not _are_nouns(text, [verb, *starts]):
        verb += 1  # 'went | off in Vale on Monday, in Oslo on Tuesday'
        if verb >= first_time[0] or not _begin_alike(text, _OPENERS & text.classes(verb), starts):
            return []
    ends = [*(time[1] for time in located[:-1]), clause.last]
    firsts = [clause.first, *(start for start in starts if start is not None)]
    who = antecedent(text, sentence, begin) if text.is_class(begin, "PRONOUN_RELATIVE") else None
    return [
        (
            Clause(first, last, (timex,), first),
            _sharing(begin, verb, first, who) if first != clause.first else None,
        )
        for first, last, (_, _, timex) in zip(firsts, ends, located, strict=True)
    ]


def _sharing(begin: int, verb: int, first: int, who: Subject | None) -> Subject:
    """What a clause from token `first` on takes from tokens `[begin, verb)`: of whom 'which' stands for, where it is
    one.
    """
    if who is None:
        return Subject(begin, verb, first)
    return Subject(who.first, who.last, first, held=(begin + 1, verb))


def _deed(text: Text, begin: int, end: int, starts: Sequence[int | None]) -> int | None:
    """The first 'to' of what was to be done in some months in a row: 'refused | to leave in May and to pay in June'."""
    to = text.place(begin + 1, end, "TO")
    if to is None or not text.is_class(to + 1, "BASEVERB"):
        return None
    return to if all(at is not None and text.is_class(at, "TO") for at in starts) else None


def _led(text: Text, clause: Clause, located: Sequence[Located]) -> list[tuple[Clause, Subject | None]]:
    """The same where a time leads each: 'In 1805 he was elected a member, | in 1809 a fellow'."""
    first_time = located[0]
    begin = first_time[1] + text.is_class(first_time[1], "COMMA")
    ties = [tie for time in located[1:] if (tie := _tie_before(text, time[0])) is not None]
    found = _verb_end(text, begin, ties[0]) if len(ties) == len(located) - 1 else None
    if found is None:
        return []
    verb, starts, ends = found[0], [time[1] for time in located[1:]], [*ties[1:], clause.last]
    if not _begin_alike(text, _OPENERS & text.classes(verb), starts) and not _are_nouns(text, [verb, *starts]):
        return []
    predicate = text.grammar.finders["predicate"]
    if any(predicate.search(text.codes, *place) is not None for place in zip(starts, ends, strict=True)):
        return []
    told: list[tuple[Clause, Subject | None]] = [(Clause(clause.first, ties[0], (first_time[2],), clause.first), None)]
    for tie, last, (token, end, timex) in zip(ties, ends, located[1:], strict=True):
        first = token - text.is_class(token - 1, "PREP")
        told.append((Clause(max(first, tie + 1), last, (timex,), first), Subject(begin, verb, end)))
    return told


def _tie_before(text: Text, token: int) -> int | None:
    """The comma or 'and' that stands before a time at a token, or before its preposition."""
    tie = token - 1 - text.is_class(token - 1, "PREP")
    if text.is_class(tie, "CONJUNCTION"):
        return tie - text.is_class(tie - 1, "COMMA")
    return tie if text.is_class(tie, "COMMA") else None


def _of_other_subjects(
    text: Text, clause: Clause, begin: int, located: Sequence[Located], starts: Sequence[int | None], verb: int
) -> list[tuple[Clause, Subject | None]]:
    """The same where each has a subject of its own: 'The pod came out in 2001, the phone in 2007'.

    None where an object stands behind the verb, which ends before the token `verb`. The first subject is at `begin`.
    """
    time = located[0][0]
    if time - verb > _BARE or any(not _OPENERS.isdisjoint(text.classes(at) - {"PREP"}) for at in range(verb, time)):
        return []
    if not _begin_alike(text, _SUBJECTS & text.classes(begin), starts):
        return []
    told_at = next(at for at in range(verb - 1, begin, -1) if _begins_verb(text, at, begin))
    held = time - text.is_class(time - 1, "PREP")
    told: list[tuple[Clause, Subject | None]] = [
        (Clause(clause.first, located[0][1], (located[0][2],), clause.first), None)
    ]
    ends = [*(time[1] for time in located[1:-1]), clause.last]
    for start, last, (token, _, timex) in zip(starts, ends, located[1:], strict=True):
        assert start is not None
        behind = token - text.is_class(token - 1, "PREP")
        told.append((Clause(start, last, (timex,), start), Subject(told_at, held, start, behind=behind)))
    return told


def _place(text: Text, verb: int, time: int, starts: Sequence[int | None]) -> int | None:
    """The last preposition from `verb` on that each clause begins with: 'opened a shop | in Vale in May, in Oslo in'.

    Not one right before the first time, which is at `time`.
    """
    words = {text.tokens.text(at) for at in starts if at is not None and text.is_class(at, "PREP")}
    if len(words) != 1 or None in starts:
        return None
    return next((at for at in reversed(text.places(verb, time - 1, "PREP")) if text.tokens.text(at) in words), None)


def _begin_alike(text: Text, openers: frozenset[str], starts: Sequence[int | None]) -> bool:
    """Whether there are all of some clauses, and each begins with one of some classes, 'two' like 'another'."""
    counts = frozenset() if openers.isdisjoint(_COUNTS) else _COUNTS
    return bool(openers) and all(
        start
        and (
            openers & text.classes(start)
            or (counts & text.classes(start) and not text.is_class(start + 1, "OF"))
            or (counts and text.is_class(start, "DET") and text.is_class(start + 1, "ORDWORD"))  # 'two ..., the third'
        )
        for start in starts
    )


def _are_nouns(text: Text, tokens: Sequence[int | None]) -> bool:
    """Whether each of some tokens can begin a noun without an article: 'became head in 1990, chairman in 1995'."""
    return all(
        token is not None
        and token < text.size
        and _NO_NOUN.isdisjoint(text.classes(token))
        and text.tokens.text(token)[0].isalpha()
        and not is_adverb(text, token)
        for token in tokens
    )


def _begins_verb(text: Text, token: int, first: int) -> bool:
    """Whether the only verb of a clause from `first` on begins at a token."""
    return text.grammar.finders["predicate"].search(text.codes, first, token) is None


def _verb_end(text: Text, first: int, last: int) -> tuple[int, int | None] | None:
    """Behind the only verb of tokens `[first, last)`, with its participle; and that, where it tells what was done to
    the subject.
    """
    predicate = text.grammar.finders["predicate"]
    found = predicate.search(text.codes, first, last)
    if found is None or text.is_class(found.start(), "REPORT"):
        return None
    if found.start() == first and (is_participle(text, first) or text.is_class(first, "GERUND")):
        return None
    is_done = text.is_class(found.start(), "BE") and is_participle(text, found.end())
    end = found.end() + is_done
    if text.is_class(found.start(), "FUTURE"):
        end += 1  # 'will play'
    elif text.is_class(end, "TO") and _NOMINAL.isdisjoint(text.classes(end + 1)):
        end += 2  # 'is to play', 'plans to play', but 'rose to $3 million', 'closed to passengers'
    if end > last or predicate.search(text.codes, end, last) is not None:
        return None
    return end, found.end() if is_done else None


def _stands_alone(text: Text, index: int) -> bool:
    """Whether one word is enough between two times: 'another yesterday', 'detenida en mayo, juzgada ayer'."""
    return is_bare_count(text, index) or text.is_class(index, "INT") or is_participle(text, index)


def _start(text: Text, end: int, token: int) -> int | None:
    """Where a clause begins behind a time, when it has no verb and something before its own time."""
    start = end
    while start < token and any(text.is_class(start, tie) for tie in _TIES):
        start += 1
    barely = text.grammar.finders["barely"].match(text.codes, start, token)  # 'and only 17'
    if barely is not None and not _COUNTS.isdisjoint(text.classes(barely.end())):
        start = barely.end()
    if start == end or token - start > _LONGEST or token - start < 2 - _stands_alone(text, start):
        return None
    return start if text.verbs.search(text.codes, start, token) is None else None
