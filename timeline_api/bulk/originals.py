"""Which of the articles that are copies of each other is the original: the one that was published first.

It decides the day that relative dates are read by, so it must not hang on the order in which articles arrive. An
article is a copy of the first one before it that it is like and that is no copy itself; 'before' is by the moment of
publication, those without one last, and of one moment by id. When an article comes that was published before those that
are stored, they become its copies, and what hung on them is looked at again, in the same order.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from timeline_api.bulk.alike import Alike, Order, place_in_order
from timeline_api.frozen import replace
from timeline_api.ingest.claims import day_of
from timeline_api.model import Document, Event
from timeline_api.pipeline import extract
from timeline_api.store.articles import retell_article
from timeline_api.store.copies import Compared, Marked, copies_of, fetch_compared, fetch_told, note_original
from timeline_api.store.corrections import are_there

_ALIKE, _FEWEST = 0.8, 3  # of the words of the shorter of two titles, for one event


def as_told(conn: Connection, document: Document, events: tuple[Event, ...], original: Marked) -> tuple[Event, ...]:
    """The events that an article tells, in the dates and titles of its original."""
    if original.published and (document.published is None or day_of(document.published) != day_of(original.published)):
        events = extract(replace(document, published=original.published)).events
    told = fetch_told(conn, original.number)
    return tuple(_titled(one, told) for one in events)


def _titled(one: Event, told: Iterable[tuple[str, str]]) -> Event:
    words = set(one.title.casefold().split())
    for edtf, title in told:
        others = set(title.casefold().split())
        if edtf == one.date.edtf and len(words & others) >= max(_FEWEST, _ALIKE * min(len(words), len(others))):
            return replace(one, title=title)
    return one


def settle_copies(conn: Connection, changed: Collection[Compared], alike: Alike, now: datetime) -> None:
    """See to it that the copies of articles that have come or changed are read as these have it, and so on.

    `alike` are the articles that were like them before.
    """
    numbers = {one.number for one in changed if one.number is not None}
    later = alike.later_copies([one for one in changed if one.original is None])
    _settle_all(conn, copies_of(conn, numbers) + later, numbers, now)


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
            heapq.heappush(self._heap, (place_in_order(one), one.number))

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
    alike = Alike(conn, [one])
    [original] = alike.originals([one])
    new = original.number if original else None
    if new == one.original and new not in changed:
        return None
    note_original(conn, number, new)
    _retell(conn, one, original, now)
    if original is None:
        return _Settled(new, alike.later_copies([one]))
    return _Settled(new, copies_of(conn, [number]) if one.original is None else [])


def _retell(conn: Connection, one: Compared, original: Marked | None, now: datetime) -> None:
    published = original.published if original and original.published else one.published
    document = Document(one.text, published, language=one.language)
    events = extract(document).events
    told = as_told(conn, document, events, original) if original else events
    if one.number is not None:
        retell_article(conn, one.number, told, now)
