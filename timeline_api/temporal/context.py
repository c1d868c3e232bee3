"""What resolution knows around an expression, what it answers, and the trail it leaves."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Literal

from timeline_api.frozen import frozen
from timeline_api.model import Anchor, Basis, Qualifier, TimexType
from timeline_api.temporal.interval import format_day
from timeline_api.temporal.places import Place

Tense = Literal["past", "told", "participle", "present", "due", "prospect", "future"]
BEHIND: tuple[Tense, ...] = ("past", "told", "participle")
AHEAD: tuple[Tense, ...] = ("future", "prospect")
NEAREST: tuple[Tense, ...] = ("due", "present")  # with which a weekday is the one nearest to the news

DAYLIKE = ("day", "daypart", "hour", "minute", "second")  # precisions of a place that is on one day
MONTHLIKE = ("month", *DAYLIKE)
_PAST_YEARS = 366  # days since a year of which 'the year' is not the one of the news
FIGURES = 75  # days within which news speaks of a month or year
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@frozen
class Context:
    """What surrounds an expression.

    `publication` is the day number of the document creation time, `story` the place that the text last spoke of,
    `home` the day that stands for the publication of a text without one, `quarter` the quarter that it reports on,
    `tense` the direction of the clause (`told` by a past verb that does not stand beside the expression; a participle
    alone is a weak past, a prospect a weak future), `horizon` the last day that this version can know of. `holiday`
    gives the day number of a named day in a year, `is_beside` tells that the story was at its place in this sentence or
    the one before.
    """

    publication: int | None
    home: Place | None
    story: Place | None
    quarter: Place | None
    tense: Tense | None
    narrative: bool
    holiday: Callable[[str, int], int | None]
    horizon: int
    story_text: str = ""
    is_beside: bool = False


@frozen
class Resolution:
    """An expression with its value; `place` is None for durations, sets, vague references and open dates."""

    type: TimexType
    value: str
    place: Place | None = None
    edtf: str = ""
    basis: Basis | None = None
    anchor: Anchor | None = None
    qualifier: Qualifier = ""
    known: tuple[str, ...] = ()
    implied: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()


class Trail:
    """What a resolution used on its way: it is filled in while an expression is placed."""

    __slots__ = ("anchor", "implied", "inferred", "qualifier", "steps")

    def __init__(self, qualifier: Qualifier = "") -> None:
        self.anchor: Anchor | None = None
        self.implied: list[str] = []
        self.steps: list[str] = []
        self.qualifier: Qualifier = qualifier
        self.inferred = False


@lru_cache(maxsize=1024)
def _publication(day: int) -> Anchor:
    return Anchor("publication", format_day(day))


def anchor_day(context: Context, trail: Trail, kind: str = "publication") -> int | None:
    """The day that a relative expression is measured from; noted in the trail."""
    story = context.story
    if kind == "story" and story is not None:
        trail.anchor = Anchor("story", story.edtf, context.story_text)
        return story.interval.start
    if context.publication is not None:
        trail.anchor = _publication(context.publication)
        return context.publication
    found = context.home or story
    if found is not None:
        trail.anchor = Anchor("story", found.edtf, context.story_text)
        return found.interval.start
    return None


def tells_of_year(context: Context) -> bool:
    """Whether news looks back at a year that it has just named: 'was jailed in 1998. Within the year she was free'."""
    story = context.story
    if story is None or context.narrative or context.publication is None or not context.is_beside:
        return False
    is_one = story.precision == "year" or story.precision in MONTHLIKE
    return is_one and context.tense in BEHIND and context.publication - story.interval.end > _PAST_YEARS


def tells_of_month(context: Context) -> bool:
    """Whether news is at a month that is just over: 'Prices fell in March. During the month, wages rose'."""
    story = context.story
    if story is None or story.precision != "month" or context.narrative or context.publication is None:
        return False
    return context.tense not in AHEAD and 0 < context.publication - story.interval.start <= FIGURES
