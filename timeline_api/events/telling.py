"""What a clause tells: something that happened, something said, or how things stand at the time of writing."""

from __future__ import annotations

from typing import Literal

from timeline_api.temporal.recognize import Text

Telling = Literal["past", "said", "now"]

_AGE = 10  # tokens of a sentence that tells how old someone was
_LEAST = 2  # tokens of a clause that tells something


def telling(text: Text, first: int, last: int) -> Telling | None:
    """What the clause of tokens `[first, last)` tells: by its first verb. None for general truths, ages and
    questions.

    'past' goes on telling a story; 'said' reports words; 'now' is a perfect, or a present that looks back
    ('has been delayed', 'is thought to have sold').
    """
    if last - first < _LEAST or text.is_class(last - 1, "QUESTION"):
        return None
    if (
        last - first <= _AGE
        and text.grammar.finders["age"].search(text.codes, first, min(last, first + _AGE)) is not None
    ):
        return None
    told = text.tellers.search(text.codes, first, last)
    if told is None:
        stands = text.grammar.finders["standing"].match(text.codes, first) is not None
        return "now" if stands or _is_going_on(text, first, last) else None
    if text.is_class(told.start() - 1, "COMMA") and (behind := _behind_aside(text, told.end(), last)) is not None:
        return telling(text, behind, last)
    if text.sayers.search(text.codes, first, last) is not None:
        return "said"
    now = text.grammar.finders["now"].search(text.codes, first, told.end())
    if now is None:
        return "past"
    if text.is_class(now.start(), "WILL") and text.has_class(now.end(), told.start(), "CONDITION", "PARTING"):
        return None  # 'Names will not be released until kin have been told'
    # 'The dam is one of four that failed': what is told stands in a clause that only describes.
    is_aside = text.has_class(now.end(), told.start(), "RELATIVE")
    is_aside = is_aside or text.grammar.finders["source"].search(text.codes, now.end(), told.start()) is not None
    if is_aside and not _is_going_on(text, first, told.start()):
        return None
    return "now"  # so is 'A man is under arrest over a raid that left two hurt'


def _behind_aside(text: Text, begin: int, last: int) -> int | None:
    """Where a clause goes on in the present behind a participle's aside: 'The frog, named for its call, is small'."""
    comma = text.place(begin, min(last, begin + _AGE), "COMMA")
    if comma is None or text.grammar.finders["now"].match(text.codes, comma + 1) is None:
        return None
    return comma + 1


def _is_going_on(text: Text, first: int, last: int) -> bool:
    """Whether a clause says with its first verb what is under way or planned: 'is flying', 'plans to sell'."""
    going = text.grammar.finders["going"].search(text.codes, first, last)
    if going is None:
        return False
    for index in range(going.start() - 1, first - 1, -1):
        classes = text.classes(index)
        if "COMMA" in classes:
            return True
        if "STOP" in classes or "RELATIVE" in classes:
            return False
    return True
