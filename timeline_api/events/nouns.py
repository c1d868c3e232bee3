"""What can be a noun, and where a phrase with one begins."""

from __future__ import annotations

from timeline_api.events.attachment import tells
from timeline_api.temporal.recognize import Text

# What no noun is, and so no word of a phrase that ends with one.
NO_NOUN = frozenset((
    "COMMA", "PREP", "DET", "BE", "HAD", "AUX", "FUTURE", "PRONOUN", "NOMINATIVE", "CONJUNCTION", "RELATIVE", "TO",
    "PAST", "PRESENT", "HYPHEN", "POSS", "EDGE", "DEICTIC",
))  # fmt: skip
_NO_NAMED = NO_NOUN | {"PASTLIKE", "UNIT", "UNITS", "DAYPART", "TIMETABLE", "FINAL"}
_PHRASE = 4  # tokens of 'the Italian football club'
_PART = 4  # tokens of ', a first draft' of which


def governed_begin(text: Text, relative: int) -> int:
    """Where a relative clause at a token begins with its preposition and article: '| en el que', '| a la que'.

    Or with the part of it that it tells of: ', | the last of which'. The token itself where none of these stands before
    it. In some languages a bare noun that renames what was told leads it.
    """
    if not text.has_class(relative, relative + 1, "PRONOUN_RELATIVE", "WHOM"):
        return relative
    begin = relative - text.is_class(relative - 1, "DET")
    begin = begin - 1 if text.is_class(begin - 1, "PREP") else relative
    part = text.places(max(0, begin - _PART), begin, "COMMA") if text.is_class(begin, "OF") and begin < relative else []
    if part and not tells(text, part[-1], begin):
        return part[-1] + 1  # ', | the last of which appeared in 2009'
    return begin - 1 if renames(text, begin - 1) else begin


def renames(text: Text, noun: int) -> bool:
    """Whether a bare noun at a token renames what was told before its comma: ', | país que visitó en 2019'."""
    if not text.is_class(noun - 1, "COMMA") or not text.grammar.options.get("bare_apposition", False):
        return False
    return text.is_class(noun, "OTHER") and not text.has_class(noun, noun + 1, "PREP", "CAP", "CONJUNCTION", "CLITIC")


def noun_before(text: Text, start: int, verb: int) -> int | None:
    """Where what does something begins, right behind what it does it to: 'The painting | the museum bought in 2011'.

    None where the clause from token `start` on does not begin like that.
    """
    dets = text.places(max(start + 2, verb - _PHRASE), verb - 1, "DET")
    if not dets or not text.is_class(start, "DET"):
        return None
    nouns = (*range(start + 1, dets[-1]), *range(dets[-1] + 1, verb))
    return dets[-1] if all(_NO_NAMED.isdisjoint(text.classes(at)) for at in nouns) else None
