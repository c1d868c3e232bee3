"""Which numbers of events a query has to look at: a stretch for each class of length (see `placement`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from timeline_api.store.event_query import EventQuery
from timeline_api.store.lengths import Lengths
from timeline_api.store.placement import (
    LAST_DAY,
    UNDATED_CLASS,
    UNDATED_DAY,
    number_at,
    number_of,
)


class Stretch(NamedTuple):
    """Events of one class of length (None: of any) whose numbers lie in `[low, high]`."""

    span_class: int | None
    low: int
    high: int


def stretches_of(query: EventQuery, lengths: Lengths) -> list[Stretch]:
    """The stretches of numbers to look at, those without an event left out.

    In order of date the place to go on from is folded into the bounds: as a condition of its own it would be
    looked at after the seek, and a page deep in the walk would cost the walk.
    """
    stretches = [*_dated(query, lengths), *_undated(query)]
    if query.after is not None and query.order == "date":
        past = number_of(query.after) + 1
        stretches = [one if one.low >= past else one._replace(low=past) for one in stretches]
    elif query.after is not None and query.order == "-date":
        past = number_of(query.after) - 1
        stretches = [one if one.high <= past else one._replace(high=past) for one in stretches]
    return [one for one in stretches if one.low <= one.high]


def by_class(stretches: Iterable[Stretch], lengths: Lengths) -> list[Stretch]:
    """The same stretches, those of any class taken apart into one of each that has events."""
    return [part for one in stretches for part in (_parts(one, lengths) if one.span_class is None else (one,))]


def whatever_the_class(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same stretches, those of classes put together into one of any: what lies in it has to satisfy the conditions
    of dates.
    """
    found = list(stretches)
    undated = [one for one in found if one.span_class == UNDATED_CLASS]
    dated = [one for one in found if one.span_class != UNDATED_CLASS]
    if not dated:
        return undated
    return [Stretch(None, min(one.low for one in dated), max(one.high for one in dated)), *undated]


def _parts(stretch: Stretch, lengths: Lengths) -> Iterator[Stretch]:
    return (stretch._replace(span_class=of) for of, days in enumerate(lengths) if days)


def _dated(query: EventQuery, lengths: Lengths) -> Iterator[Stretch]:
    if query.undated == "only":
        return
    first = clamp(query.first_day, -LAST_DAY)
    high = number_at(clamp(query.last_day, LAST_DAY) + 1) - 1
    if query.first_day is None or query.match != "overlaps":
        yield Stretch(None, number_at(first), high)
        return
    for span_class, days in enumerate(lengths):
        if days:
            yield Stretch(span_class, number_at(max(first - days + 1, -LAST_DAY)), high)


def _undated(query: EventQuery) -> Iterator[Stretch]:
    if query.undated != "exclude":
        yield Stretch(UNDATED_CLASS, number_at(UNDATED_DAY), number_at(UNDATED_DAY + 1) - 1)


def clamp(day: int | None, default: int) -> int:
    """The day, within those that have numbers."""
    return default if day is None else min(max(day, -LAST_DAY), LAST_DAY)
