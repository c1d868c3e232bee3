"""The closed algebra of time: what an expression says, before anything is known of its anchor.

A production turns words into one of these values; `resolve.py` gives it a place on the calendar. The algebra follows
SCATE (Bethard and Parker 2016): calendar fields, and operators over them.
"""

from __future__ import annotations

from typing import Literal

from timeline_api.frozen import frozen

Unit = Literal[
    "second", "minute", "hour", "day", "night", "week", "weekend", "fortnight", "month", "quarter", "half",
    "season", "year", "decade", "century", "millennium", "era", "period",
]  # fmt: skip
Direction = Literal["publication", "writing", "story", "focus"]


@frozen
class Calendar:
    """Fields that the text states; what is missing is filled in from the anchor. '8 December' is month 12, day 8.

    `weekday` 0 is Monday; with `nth` it is that one of the month, -1 the last. `season` is SP, SU, FA or WI. `fiscal`
    tells that the text says so, `figures` that it gives those of the quarter, `circa` that it says 'about', `short`
    that of the year only two digits are given.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    nth: int | None = None
    quarter: int | None = None
    half: int | None = None
    season: str | None = None
    week: int | None = None
    fiscal: bool = False
    figures: bool = False
    circa: bool = False
    short: bool = False


@frozen
class Years:
    """A run of years as one unit: '1990s' is Years(1990, 10), '20th century' is Years(1900, 100).

    `short` tells that the century was left out ('the 80s'): the anchor gives it.
    """

    first: int
    count: int
    short: bool = False


@frozen
class Holiday:
    """A named day: its key in `holidays.py`, and the year when the text gives one."""

    key: str
    year: int | None = None


@frozen
class Deictic:
    """This, last or next of something: 'last week' is (week, -1), 'next Friday' is (day, +1) with weekday 4.

    `anchor` is what it counts from: the publication date ('last week'), the same even where a past is told ('next
    week', but not 'the next week'), the story ('the following week') or the period that the article reports on ('the
    quarter').
    `field` holds the named thing when it is not a plain unit: 'last June', 'this summer', 'next Christmas'.
    """

    unit: Unit
    offset: int
    anchor: Direction = "publication"
    field: Calendar | Holiday | None = None


@frozen
class Shift:
    """An amount away from an anchor: '3 days ago' is (3, day, -1, publication); 'a week later' counts from the story.

    `amount` is None for 'several'; `base` is the stated anchor of 'two days after Christmas'. `about` tells that the
    words give the amount as a rough one: 'two or three days ago', 'a year or so ago'.
    """

    amount: float | None
    unit: Unit
    sign: int
    anchor: Direction
    base: Expression | None = None
    about: bool = False


@frozen
class Clock:
    """A time of day; `zone` as ISO 8601 writes it (`Z`, `-05:00`). `on` is the day when the text names it.

    `either` tells that the words leave open which half of the day it is in: 'at 8:30'.
    """

    hour: int
    minute: int | None = None
    second: int | None = None
    zone: str = ""
    on: Expression | None = None
    either: bool = False


@frozen
class DayPart:
    """A part of a day: TIMEX3 MO, MI, AF, EV, NI or DT."""

    part: str
    on: Expression | None = None


@frozen
class Within:
    """The inner expression, taken inside the outer one: 'January last year', 'the third quarter of 1990'."""

    inner: Expression
    outer: Expression


@frozen
class Range:
    """From the first to the last expression, both included: '3-5 May'."""

    first: Expression
    last: Expression


@frozen
class Length:
    """A duration of `amount` units (None: an unstated number), with the smaller part of 'a minute and a half' added.

    `rest` is the second part of 'two hours and 20 minutes'.
    """

    amount: float | None
    unit: Unit
    rest: Length | None = None


@frozen
class Recurring:
    """A set: its TIMEX3 value ('every Friday' is XXXX-WXX-5, 'daily' is P1D)."""

    value: str


@frozen
class Vague:
    """PAST_REF, PRESENT_REF or FUTURE_REF."""

    value: str


@frozen
class Nothing:
    """Words that look like a time and are none: their tokens are used up, and no expression comes of them."""


@frozen
class Exactly:
    """A whole date as machines write it, ISO 8601."""

    value: str


Expression = (
    Calendar | Years | Holiday | Deictic | Shift | Clock | DayPart | Within | Range | Length | Recurring | Vague
    | Nothing | Exactly
)  # fmt: skip

OF_DAY = (Clock, DayPart)  # a union of types would be made anew by each call
"""Times of a day, for `isinstance`."""
