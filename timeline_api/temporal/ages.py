"""Years counted from an age: 'Born in 1870, he went to sea at 13 and six years later became a mate'."""

from __future__ import annotations

from timeline_api.temporal.interval import civil
from timeline_api.temporal.numbers import read_number
from timeline_api.temporal.places import Place, year_place
from timeline_api.temporal.recognize import Candidate, Text
from timeline_api.temporal.spans import Span

_REACH = 40  # tokens from an age to the years that are counted from it at most
_BORN = 10  # tokens of 'born in the village of Upper Vale on'
_YOUNGEST, _OLDEST = 3, 99


def is_birth(text: Text, span: Span, candidate: Candidate) -> bool:
    """Whether a time is that of a birth: 'born in Vale on 3 May 1870', '(3 May 1870 – 2 June 1940)'."""
    first = candidate.first
    if text.is_class(first - 1, "LPAREN") and text.has_class(candidate.last, candidate.last + 1, "DASH", "HYPHEN"):
        return True
    low = max(span.first, first - _BORN)
    born = text.grammar.finders["birth"].search(text.codes, low, first)
    return born is not None and not text.has_class(born.end(), first, "STOP")


def year_of_age(text: Text, birth: Place, told: Place | None, begin: int, first: int) -> tuple[Place, str] | None:
    """The year of the age told last among tokens `[begin, first)`, for one who was born at a place, and its words.

    None where its sentence names another time before it, the place `told`: 'He died in 1952 at 81. A year later'.
    """
    found = _last_age(text, max(begin, first - _REACH), first)
    if found is None or (told is not birth and not text.has_class(begin, found[0], "FINAL")):
        return None
    classes = text.grammar.lexicon.classes
    years = read_number([classes(text.tokens.text(at).lower()) for at in range(*found)])
    if years is None or years != int(years) or not _YOUNGEST <= years <= _OLDEST:
        return None
    year, month, day = civil(birth.interval.start)
    is_late = birth.precision != "year" and (month, day) > (7, 1)  # most of the year of that age is in the next one
    return year_place(year + int(years) + is_late), text.tokens.words(*found)


def _last_age(text: Text, first: int, last: int) -> tuple[int, int] | None:
    """The tokens of the last age that is told of among tokens `[first, last)`."""
    ages = [found.span() for found in text.grammar.finders["at_age"].finditer(text.codes, first, last)]
    return ages[-1] if ages else None
