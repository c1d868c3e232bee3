"""The subject that a clause shares with the one before it: 'was arrested on Monday | and charged two days later'."""

from __future__ import annotations

from timeline_api.events.antecedents import antecedent, without_time
from timeline_api.events.attachment import behind_clitics, is_adverb, is_participle
from timeline_api.events.openings import listed_end
from timeline_api.events.subject import (
    DATED,
    Subject,
    is_age,
    is_base,
    is_passive,
    planned_passive,
    planning_size,
    plans_more,
    with_auxiliary,
)
from timeline_api.events.subjectbegin import FAR, LONGEST, is_finite, subject_begin
from timeline_api.frozen import replace
from timeline_api.temporal.recognize import Text

_ADVERBS = ("ORDWORD", "DEICTIC")  # 'first', 'last'
_PLANNING = ("PROSPECT", "INTENT", "PAST", "PASTLIKE", "BE", "PLURAL")  # right before a 'to'
_CLOSING = ("COMMA", *_ADVERBS)


def shared_subject(text: Text, sentence: int, first: int, last: int, verb: int) -> Subject | None:
    """The subject that two clauses share."""
    begin = subject_begin(text, sentence, first)
    if (owner := _who_did_it(text, begin, first, verb)) is not None:
        return owner
    if (planned := _planned(text, begin, first, verb)) is not None:
        return planned
    if text.is_class(verb, "TO"):
        return None
    close, told = begin, behind_clitics(text, verb)
    if text.is_class(begin, "BE") and is_passive(text, told, last):
        return Subject(begin, begin + 1, verb)  # 'Fue fundada en 1901 y comprada en 1912', whose subject is left out
    for index in range(begin, min(first, begin + LONGEST)):
        classes = text.classes(index)
        if "LPAREN" in classes and index == first - 1:
            break  # 'The treaty (signed in May)'
        if "LPAREN" in classes:
            close = text.place_or(close, index, min(first, index + FAR), "RPAREN")
        if index <= close and close > begin:
            continue  # 'Ida Brandt (b. 1931) opened'
        if index > begin + text.is_class(begin, "DET") and is_finite(text, index) and "CAP" not in classes:
            if text.grammar.finders["had_been_done"].match(text.codes, index) is not None:
                helped = 2 * is_passive(text, told, last)
            elif (be := planned_passive(text, told, last)) is not None and index < be:
                helped = be + 1 - index
            elif "FUTURE" in classes:
                helped = is_base(text, told)
            else:
                helped = "BE" in classes and is_passive(text, told, last) and not _is_planned(text, index, first)
            if not helped and (text.has_class(verb, verb + 1, "BASEVERB", "TOBE") or plans_more(text, verb - 1)):
                helped = planning_size(text, index, first)
            if text.is_class(begin, "PREP") and text.has_class(index - 1, index, *DATED) and not helped:
                return Subject(verb, verb, verb)  # 'En 2007 fue nominada y en 2009 lo ganó', of whom nobody knows
            return Subject(begin, index + helped if helped else _without_adverbs(text, begin, index), verb)
        if index > begin and ("COMMA" in classes or _opens_relative(text, index)):
            # 'The firm, which was sold in May, had failed': what is put in has an end, and then the verb follows.
            closed = any(text.is_class(at - 1, name) for at in (first, verb) for name in _CLOSING)
            closed = closed or text.is_class(first, "BEFORE")
            if not closed and not text.is_class(verb - 1, "CONJUNCTION"):
                return None
            shared = Subject(begin, without_time(text, begin + 1, index), verb)
            goes_on = text.is_class(index, "COMMA") and _is_of_a_row(text, index, verb, last)
            behind = index + 2 * is_age(text, index)  # 'Ann Lee, 41, arrested in May, ...'
            goes_on = goes_on or (_is_helped_behind(text, index, first) and is_passive(text, told, last))
            return with_auxiliary(text, shared) if verb - behind <= 2 or goes_on else shared
        if "STOP" in classes:
            return None
    if text.is_class(begin, "PRONOUN"):
        return Subject(begin, begin + 1, verb)
    is_bare = verb == first and is_participle(text, verb) and first - begin <= LONGEST  # 'The man arrested on Monday'
    last = first - text.is_class(first - 1, "LPAREN")
    if is_bare and (held := text.grammar.finders["whose"].search(text.codes, begin, last)) is not None:
        begin = held.end() - 1  # 'The remains of | a soldier killed in 1944'
    return with_auxiliary(text, Subject(begin, _without_adverbs(text, begin, last), verb)) if is_bare else None


def _who_did_it(text: Text, begin: int, first: int, verb: int) -> Subject | None:
    """Who did with a thing what two clauses tell: 'The mill was owned by Ann Lee, who bought it and | sold it'.

    The thing is the subject, which 'it' stands for in both, so that it did nothing itself.
    """
    it = text.grammar.finders["it"]
    if not text.is_class(begin, "DET") or it.match(text.codes, verb + 1) is None:
        return None
    whos = [at for at in text.places(begin, first, "PRONOUN_RELATIVE") if text.is_class(at - 1, "COMMA")]
    if not whos or it.search(text.codes, whos[-1], first) is None or text.has_class(begin, whos[-1], "RELATIVE"):
        return None
    if not text.has_class(begin + 1, whos[-1], "BE", "PAST", "PASTLIKE"):
        return None
    who = antecedent(text, begin, whos[-1])
    return replace(who, verb=verb) if who is not None else None


def _planned(text: Text, begin: int, first: int, verb: int) -> Subject | None:
    """Who plans one more thing: 'The firm plans | to close a mill in 2025 and | to open another in 2026'."""
    base = verb + text.is_class(verb, "TO")
    if not text.is_class(verb - 1, "CONJUNCTION") or not text.is_class(base, "BASEVERB"):
        return None
    to = text.place(begin + 1, min(first, begin + LONGEST), "TO")
    if to is None or not text.is_class(to + 1, "BASEVERB") or text.has_class(to, first, "STOP", "SEMICOLON"):
        return None
    if not text.has_class(to - 1, to, *_PLANNING) or text.has_class(begin, to, "COMMA", "RELATIVE", *DATED):
        return None
    return Subject(begin, to + (base == verb), verb)


def _is_planned(text: Text, be: int, end: int) -> bool:
    """Whether something was to be done: 'was due to open in May but closed in April', not 'was closed to traffic'."""
    done = be + planning_size(text, be, end)
    is_meant = text.has_class(done, done + 1, "BASEVERB", "TOBE") or text.has_class(done - 2, done - 1, "PROSPECT")
    return done > be and is_meant


def _is_of_a_row(text: Text, comma: int, verb: int, last: int) -> bool:
    """Whether a verb is one of the participles put in behind a subject, the first of them behind a comma.

    'The bridge, built in 1934 and inspected in 2001, fell', 'The tax, introduced in 1799, abolished in 1816 and'.
    """
    commas = text.places(comma, verb, "COMMA")
    if not all(is_participle(text, at + 1 + text.is_class(at + 1, "ORDWORD")) for at in commas):
        return False
    if verb - 1 > comma and listed_end(text, comma + 1, verb - 1, len(text.codes)) >= verb:
        return True
    return len(commas) == 1 and text.has_class(verb, last + 1, "COMMA")  # not 'sold in May, closed and moved, it said'


def _is_helped_behind(text: Text, comma: int, end: int) -> bool:
    """Whether a subject goes on with 'was' behind what is put in after it: 'Both men, who survived, were held'."""
    close = text.place(comma + 1, end, "COMMA")
    return close is not None and text.is_class(close + 1, "BE")


def _without_adverbs(text: Text, first: int, last: int) -> int:
    """Where the words of a subject end that has adverbs behind it: 'The firm | first', 'El banco | se hundió'.

    Or what is left of a verb that is written with it: 'he|'ll', 'she|'d decided'.
    """
    if text.is_class(first, "PRONOUN") and text.is_class(first + 1, "POSS"):
        return first + 1
    while last - 1 > first + text.is_class(first, "DET") and not text.is_class(last - 1, "CAP"):
        classes = text.classes(last - 1)
        is_between = text.grammar.finders["midway"].match(text.codes, last - 1) is not None
        is_between = is_between or behind_clitics(text, last - 1) > last - 1  # 'El banco lo | compró'
        if not is_between and "ORDWORD" not in classes and not is_adverb(text, last - 1):
            break
        last -= 1
    return last


def _opens_relative(text: Text, index: int) -> bool:
    """Whether a relative clause begins at a token: with 'that', but not that of 'the report of that inspection'."""
    return text.is_class(index, "RELATIVE") and not text.is_class(index - 1, "PREP")
