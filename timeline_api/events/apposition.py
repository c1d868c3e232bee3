"""Times of what is put in beside a name: 'led Nord, a firm founded in 1875', 'kept its goal, first set in May, for'."""

from __future__ import annotations

from timeline_api.events.attachment import is_participle, is_past
from timeline_api.events.comparisons import is_long_over
from timeline_api.model import Timex
from timeline_api.temporal.read import Times
from timeline_api.temporal.recognize import Text

FUNCTION = frozenset(("PREP", "CONJUNCTION", "RELATIVE", "BE", "AUX", "PAST", "DET", "PRONOUN"))
NO_OBJECT = FUNCTION | {"COMMA", "HYPHEN", "HAD", "TOBE", "GERUND", "PASTLIKE", "PRESENT"}
OBJECT = 30  # tokens from a verb to the participle of its object at most
_LIVED = frozenset(("year", "range", "day"))
_LIFE = 3  # tokens of '(b.'
_NAME = 7  # tokens of 'Dr. Ann Lee Renn Jr.' and its comma at most
_RENAMED = 6  # tokens of ', the emergency manager appointed'


def is_apposed(text: Text, token: int, end: int, last: int) -> bool:
    """Whether a time only says of when a thing is, between its name and the verb: 'The pastel, from 1895, was sold'."""
    if not text.is_class(token - 2, "COMMA"):
        return False
    return text.grammar.finders["predicate"].match(text.codes, end + 1, last) is not None


def aside_of_subject(text: Text, start: int, token: int) -> tuple[int, int] | None:
    """The commas around what tells more of a name that begins a sentence, with several verbs, before the time at token.

    For example, 'Ivo Taler|, who fled a camp and led a choir, |died on 3 May'.
    """
    predicate = text.grammar.finders["predicate"]
    comma = text.place(start + 1, min(token, start + _NAME), "COMMA") if text.is_class(start, "NAME") else None
    if comma is None or predicate.search(text.codes, start, comma) is not None:
        return None
    if not text.has_class(comma + 1, comma + 2, "PRONOUN_RELATIVE", "WHOSE", "DET"):
        return None
    for close in text.places(comma + 2, token, "COMMA"):
        if not is_past(text, close + 1):
            continue
        tie = text.place_or(close, comma + 2, close, "CONJUNCTION")
        parts = ((comma, tie), (tie, close))
        return (comma, close) if all(predicate.search(text.codes, *part) is not None for part in parts) else None
    return None


def is_of_apposition(times: Times, first: int, token: int) -> bool:
    """Whether a time is that of a participle in words that name a thing anew: 'led Nord, a firm founded in 1875'."""
    text, predicate = times.text, times.text.grammar.finders["predicate"]
    done = token - 1 - text.is_class(token - 1, "PREP")
    if not is_participle(text, done) or not NO_OBJECT.isdisjoint(text.classes(done - 1)):
        return False
    commas = text.places(max(first + 1, done - _RENAMED), done, "COMMA")
    if not commas or not text.is_class(commas[-1] + 1, "DET"):
        return False
    if text.grammar.finders["judged"].match(text.codes, done) is not None:
        return False  # 'will stay in jail, a judge ruled on Friday'
    low, end = max(first, commas[-1] - OBJECT), commas[-1]
    opened = text.places(low, end, "PRONOUN_RELATIVE", "WHERE")
    if opened and text.has_class(opened[-1] - 2, opened[-1], "COMMA") and not text.has_class(opened[-1], end, "COMMA"):
        end = opened[-1]  # not 'A week after the vote, in which it lost, its leader resigned on Monday'
    main = predicate.search(text.codes, low, end)
    return main is not None and predicate.search(text.codes, commas[-1], done) is None


def is_of_aside(times: Times, first: int, token: int, end: int, timex: Timex) -> bool:
    """Whether a time before the news is of a participle between commas: 'kept its goal, first set in May, for'."""
    text, predicate = times.text, times.text.grammar.finders["predicate"]
    if not is_long_over(times, timex):
        return False
    done = token - 1 - text.is_class(token - 1, "PREP")
    comma = done - 1 - (not text.is_class(done - 1, "COMMA"))  # 'first set', 'originally given'
    if not text.is_class(end, "COMMA") or not text.is_class(comma, "COMMA") or not is_participle(text, done):
        return False
    if text.has_class(done - 1, done, "BE", "PRONOUN_RELATIVE"):  # 'Vale, which opened in May, and'
        return False  # 'The bridge, damaged in a storm, was rebuilt in May, police said'
    if predicate.match(text.codes, end + 1) is not None:
        return False  # 'The novel called Ash, published in May, was'
    before = times.timexes_between(text.tokens.start(first), timex.start)
    if before and times.token_at(before[-1].end) == comma and text.is_class(end + 1, "CONJUNCTION"):
        return False  # 'moved to Vale in 1920, married in 1925, and died in 1970'
    told = predicate.finditer(text.codes, max(first, comma - OBJECT), comma)  # not 'The firm, which was sold, closed'
    return any(not text.has_class(each.start() - 1, each.start(), "COMMA", "RELATIVE", "BE") for each in told)


def is_of_life(times: Times, first: int, timex: Timex) -> bool:
    """Whether a time before a closing bracket only says when someone lived: 'Ida Brandt (b. 1931) opened'."""
    text, token = times.text, times.token_at(timex.start)
    if timex.precision not in _LIVED:
        return False
    opened = text.places(max(first, token - _LIFE), token, "LPAREN")
    if timex.precision == "day" and text.is_class(token - 1, "LPAREN"):
        return False  # 'on the third day of the month (29 July 1794)'
    if opened and text.grammar.finders["life"].match(text.codes, opened[-1] + 1) is not None:
        return opened[-1] == token - 2  # '(died 1312)'
    return bool(opened) and all(len(text.tokens.text(index)) <= 2 for index in range(opened[-1], token))
