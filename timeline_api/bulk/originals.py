"""Which of the articles that are copies of each other is the original: the one that was published first.

It decides the day that relative dates are read by, so it must not hang on the order in which articles arrive. An
article is a copy of the first one before it that it is like and that is no copy itself; 'before' is by the moment of
publication, those without one last, and of one moment by id. When an article comes that was published before those that
are stored, they become its copies, and what hung on them is looked at again, in the same order.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Connection

from timeline_api.frozen import replace
from timeline_api.ingest.claims import day_of
from timeline_api.ingest.likeness import is_copy, is_near
from timeline_api.model import Document, Event
from timeline_api.pipeline import extract
from timeline_api.store.articles import retell_article
from timeline_api.store.copies import (
    Compared,
    Marked,
    copies_of,
    fetch_compared,
    fetch_told,
    find_marked,
    note_original,
)
from timeline_api.store.corrections import are_there

Order = tuple[bool, int, float, str]
MarkedBy = Mapping[int, Sequence[Marked]]
"""Articles by each of their marks."""
_ALIKE, _FEWEST = 0.8, 3  # of the words of the shorter of two titles, for one event
_MOST = 20  # originals that an article is compared with
_MOST_LATER = 100  # later articles that are compared with one


def order_of(published: date | None, id: str) -> Order:
    """What sorts articles by which was first.

    >>> evening = datetime(2024, 12, 8, 20, tzinfo=UTC)
    >>> order_of(date(2024, 12, 7), "b") < order_of(evening, "b") < order_of(date(2024, 12, 8), "a")
    True
    """
    if published is None:
        return (True, 0, 0.0, id)
    return (False, day_of(published).toordinal(), _seconds(published), id)


def _seconds(published: date) -> float:
    """Moments of a day before the day that is all that is known."""
    if not isinstance(published, datetime):
        return float("inf")
    return (published if published.tzinfo else published.replace(tzinfo=UTC)).timestamp()


def _order(one: Compared | Marked) -> Order:
    return order_of(one.published, one.id)


def find_original(conn: Connection, asked: Compared, marked: MarkedBy) -> Compared | None:
    """What an article is a copy of, among those that have a mark in common with it; None when it is none."""
    before = [one for one in _near(asked, marked) if one.original is None and _order(one) < _order(asked)]
    for one in sorted(before[:_MOST], key=_order):
        found = fetch_compared(conn, one.number)
        if is_copy(asked.text, found.text):
            return found
    return None


def _near(asked: Compared, marked: MarkedBy) -> list[Marked]:
    """Articles of the same days that have a mark in common with one, those with the most of them first."""
    shared = Counter(one for mark in set(asked.marks) for one in marked.get(mark, ()))
    near = [one for one in shared if one.id != asked.id and is_near(one.published, asked.published)]
    return sorted(near, key=lambda one: (-shared[one], _order(one)))


def as_told(conn: Connection, document: Document, events: tuple[Event, ...], original: Compared) -> tuple[Event, ...]:
    """The events that an article tells, in the dates and titles of its original."""
    if original.published and (document.published is None or day_of(document.published) != day_of(original.published)):
        events = extract(replace(document, published=original.published)).events
    told = fetch_told(conn, original.number) if original.number is not None else []
    return tuple(_titled(one, told) for one in events)


def _titled(one: Event, told: Iterable[tuple[str, str]]) -> Event:
    words = set(one.title.casefold().split())
    for edtf, title in told:
        others = set(title.casefold().split())
        if edtf == one.date.edtf and len(words & others) >= max(_FEWEST, _ALIKE * min(len(words), len(others))):
            return replace(one, title=title)
    return one


def settle_copies(conn: Connection, changed: Collection[Compared], marked: MarkedBy, now: datetime) -> None:
    """See to it that the copies of articles that have come or changed are read as these have it, and so on.

    `marked` are the articles that had marks in common with them before.
    """
    numbers = {one.number for one in changed if one.number is not None}
    waiting = copies_of(conn, numbers)
    for one in changed:
        if one.original is None:
            waiting += _later_copies(conn, one, marked)
    _settle_all(conn, waiting, numbers, now)


def settle_followers(conn: Connection, number: int, now: datetime) -> None:
    """Find other originals for the copies of an article that nothing is to be a copy of any more."""
    _settle_all(conn, copies_of(conn, [number]), [], now)


def _settle_all(conn: Connection, articles: Iterable[Marked], changed: Collection[int], now: datetime) -> None:
    waiting = _Waiting()
    waiting.add(articles)
    followed: set[int] = set()
    while (number := waiting.pop()) is not None:
        settled = _settle(conn, number, changed, now)
        if settled is not None:
            waiting.add(settled.next)
            followed |= {settled.original} if settled.original is not None else set()
    if followed and are_there(conn):
        # What a person has corrected was told by the copies first: only now is it known under the dates of these.
        for number in sorted(followed):
            _retell(conn, fetch_compared(conn, number), None, now)


class _Waiting:
    """Articles that are to be looked at, the first published first."""

    def __init__(self) -> None:
        self._heap: list[tuple[Order, int]] = []

    def add(self, articles: Iterable[Marked]) -> None:
        for one in articles:
            heapq.heappush(self._heap, (_order(one), one.number))

    def pop(self) -> int | None:
        if not self._heap:
            return None
        first = heapq.heappop(self._heap)
        while self._heap and self._heap[0] == first:
            heapq.heappop(self._heap)
        return first[1]


@dataclass(frozen=True, slots=True)
class _Settled:
    """What an article has been read as a copy of, if any, and the articles that are to be looked at for that."""

    original: int | None
    next: Sequence[Marked]


def _settle(conn: Connection, number: int, changed: Collection[int], now: datetime) -> _Settled | None:
    """Find the original of an article anew, and read it by that; None when it stays as it is."""
    one = fetch_compared(conn, number)
    marked = find_marked(conn, one.marks)
    original = find_original(conn, one, marked)
    new = original.number if original else None
    if new == one.original and new not in changed:
        return None
    note_original(conn, number, new)
    _retell(conn, one, original, now)
    if original is None:
        return _Settled(new, _later_copies(conn, one, marked))
    return _Settled(new, copies_of(conn, [number]) if one.original is None else [])


def _retell(conn: Connection, one: Compared, original: Compared | None, now: datetime) -> None:
    published = original.published if original and original.published else one.published
    document = Document(one.text, published, language=one.language)
    events = extract(document).events
    told = as_told(conn, document, events, original) if original else events
    if one.number is not None:
        retell_article(conn, one.number, told, now)


def _later_copies(conn: Connection, one: Compared, marked: MarkedBy) -> list[Marked]:
    """Articles that are like one and come after it."""
    later = [other for other in _near(one, marked) if _order(one) < _order(other)]
    return [each for each in later[:_MOST_LATER] if is_copy(one.text, fetch_compared(conn, each.number).text)]
