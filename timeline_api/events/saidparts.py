"""Where what was said begins or ends within a sentence, beside who said it."""

from __future__ import annotations

from timeline_api.events.attachment import CLAUSE_SUBJECT, SUBJECTS, brings, tells
from timeline_api.temporal.recognize import Text

_HEARER = 8  # tokens of 'the board of the port that' at most
_COUNTS = frozenset(("INT", "NUMWORD"))


def said_from(text: Text, first: int, token: int) -> int:
    """Where what is said begins behind who says it, up to a time at `token`: 'It was reported that | the mill'."""
    said = text.sayers.search(text.codes, first, token)
    if said is None or text.has_class(first, said.start(), "COMMA"):
        return first
    behind = behind_that(text, said.end(), token)
    if behind >= token or not _can_be_subject(text, behind, token) or not tells(text, behind, token):
        return first
    comma = text.place(behind, token, "COMMA")
    is_object = comma is not None and said_with(text, comma, token) is not None  # 'denied it, saying the mill'
    return first if is_object else behind


def _can_be_subject(text: Text, index: int, last: int) -> bool:
    """Whether a subject can begin at a token before `last`: 'at least six men' too."""
    classes = text.classes(index)
    if not SUBJECTS.isdisjoint(classes):
        return True
    return "PREP" in classes and any(
        not _COUNTS.isdisjoint(text.classes(at)) for at in range(index + 1, min(last, index + 3))
    )


def behind_that(text: Text, begin: int, token: int) -> int:
    """Where what is said begins behind its verb, which ends before `begin`: 'told reporters that | the mill'."""
    that = text.place(begin, min(token, begin + _HEARER), "THAT")
    return begin if that is None or (that > begin and tells(text, begin, that)) else that + 1


def said_behind(text: Text, low: int, token: int) -> int | None:
    """The comma from token `low` on behind which it is told who said it at a time: ', police said on Monday'."""
    commas = text.places(low, token, "COMMA")
    return commas[-1] if commas and text.sayers.search(text.codes, commas[-1], token) is not None else None


def said_with(text: Text, comma: int, end: int) -> int | None:
    """Where a clause with its verb before `end` begins that a gerund brings behind a comma: ', saying | it opened'."""
    if not brings(text, comma + 1):
        return None
    first = comma + 2
    that = text.place(first, min(first + _HEARER, end), "THAT")
    begin = first if that is None else that
    if that is None and CLAUSE_SUBJECT.isdisjoint(text.classes(first)):
        return None  # 'claiming responsibility for an attack in May'
    verb = text.verbs.search(text.codes, begin + 1, end)
    if verb is None or text.has_class(first, begin, "COMMA") or text.has_class(begin + 1, verb.start(), "RELATIVE"):
        return None
    return begin


def before_saying(text: Text, start: int, begin: int, last: int) -> int:
    """Where a clause from token `start` on ends before what was said, which begins at `begin`: 'denied it|, saying'."""
    if _is_led(text, begin):
        return begin - 2 - text.is_class(begin - 3, "PARTING")  # 'dimitió | tras reconocer que'
    commas = text.places(max(start, begin - _HEARER), begin, "COMMA")
    return commas[-1] if commas and said_with(text, commas[-1], last) == begin else begin


def _is_led(text: Text, begin: int) -> bool:
    """Whether a preposition and an infinitive of saying stand before a clause, which has a relative for its 'that'."""
    if not text.is_class(begin, "PRONOUN_RELATIVE") or text.is_class(begin, "THAT"):
        return False
    return text.is_class(begin - 2, "PREP") and brings(text, begin - 1)
