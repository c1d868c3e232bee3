"""The words of the project as frozen data: what flows through the rooms, with no logic and no I/O.

A `Document` is split into `Sentence`s; time expressions (`Timex`) are recognized in them and resolved; sentences
and time expressions make `Event`s. An `Extraction` is all of that for one document.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from timeline_api.frozen import frozen

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Basis = Literal["explicit", "relative", "inherited", "inferred", "publication"]
AnchorKind = Literal["publication", "story", "expression", "constraint", "none"]
Precision = Literal[
    "second", "minute", "hour", "daypart", "day", "week", "month", "season", "quarter", "half", "year",
    "decade", "century", "millennium", "range",
]  # fmt: skip
Qualifier = Literal["", "?", "~", "%"]

BASES: tuple[Basis, ...] = ("explicit", "relative", "inherited", "inferred", "publication")


@frozen
class Interval:
    """A half-open span of days, `[start, end)`.

    Day numbers are proleptic Gregorian with astronomical years; day 1 is 0001-01-01, as in
    `datetime.date.toordinal`, and numbers go below 1 for earlier days.
    """

    start: int
    end: int


@frozen
class Claim:
    """A publication date that something says of a document.

    `origin` is what says so (`json-ld datePublished`, `dateline`), `text` its words, `note` why it was believed or not.
    """

    published: date
    origin: str
    text: str
    note: str = ""


@frozen
class Document:
    """An article as it came in. `published` is its document creation time; a `datetime` when the time is known.

    `id` is the caller's own name for it, `language` a BCP 47 tag such as `en`, `source` the outlet's name. `claims` are
    the publication dates that were found, the one that was believed first; none when `published` was simply stated.
    """

    text: str
    published: date | None = None
    id: str | None = None
    title: str | None = None
    language: str | None = None
    url: str | None = None
    source: str | None = None
    tags: tuple[str, ...] = ()
    author: str | None = None
    claims: tuple[Claim, ...] = ()


@frozen
class Sentence:
    """Characters `[start, end)` of the document's text."""

    start: int
    end: int


@frozen
class Anchor:
    """The interval that a relative expression was measured from, and where it came from."""

    kind: AnchorKind
    edtf: str
    text: str = ""


@frozen
class Timex:
    """A time expression: characters `[start, end)` of the document's text that name a time.

    `type`, `value` and `mod` are as TIMEX3 (ISO-TimeML) writes them; `value` is '' where nothing is known.
    `edtf` and `interval` are empty for durations, sets and vague references. `known` names the parts that the text
    states, `implied` those that were filled in. `confidence` is the measured chance that `value` is right.
    """

    start: int
    end: int
    text: str
    type: TimexType
    value: str
    rule: str
    mod: str | None = None
    edtf: str = ""
    interval: Interval | None = None
    precision: Precision | None = None
    qualifier: Qualifier = ""
    basis: Basis | None = None
    anchor: Anchor | None = None
    known: tuple[str, ...] = ()
    implied: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    confidence: float = 1.0


@frozen
class EventDate:
    """When an event happened and how that is known.

    `edtf` is what the event says (EDTF, ISO 8601-2 level 1), `interval` what is sorted and filtered by: None when the
    event cannot be placed on the calendar (`XXXX-12-08`). `timex` is the TIMEX3 value and `text` the words behind it
    ('' for basis `publication`).
    """

    edtf: str
    interval: Interval | None
    precision: Precision
    qualifier: Qualifier
    basis: Basis
    timex: str
    text: str


@frozen
class Explanation:
    """Why an event has its date: the rule, its expression (offsets into the document), the anchor and the steps."""

    rule: str
    start: int
    end: int
    anchor: Anchor | None
    steps: tuple[str, ...]
    extractor: str


@frozen
class Event:
    """An entry of a timeline: characters `[start, end)` of the document are the sentence or clause that tells it.

    `text` is that clause, `title` a short headline made from it, `confidence` the measured chance that `date` is
    right. `entities` are the names in it.
    """

    start: int
    end: int
    title: str
    text: str
    date: EventDate
    confidence: float
    explanation: Explanation
    entities: tuple[str, ...] = ()


@frozen
class Extraction:
    """What was read in a document: time expressions and events in order of appearance, and warnings in words.

    `language` is the one that it was read in: the document's own, or what it was taken for; '' when none is known.
    """

    document: Document
    timexes: tuple[Timex, ...]
    events: tuple[Event, ...]
    warnings: tuple[str, ...] = ()
    language: str = ""
