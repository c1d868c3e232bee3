"""Which of the stored articles are like some that are asked about: found by their marks, decided by their texts.

Whatever is asked of several articles at once is asked of the store once, and what a text is compared by is made once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime

from sqlalchemy import Connection

from timeline_api.ingest.claims import day_of
from timeline_api.ingest.likeness import APART, Wording, is_copy
from timeline_api.store.copies import Compared, Marked, fetch_marked, fetch_texts
from timeline_api.store.marks import find_alike

Order = tuple[bool, int, float, str]
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


def place_in_order(one: Compared | Marked) -> Order:
    """The same, of an article."""
    return order_of(one.published, one.id)


class Alike:
    """The stored articles that may be like `asked`, as they are now."""

    def __init__(self, conn: Connection, asked: Sequence[Compared]) -> None:
        self._conn = conn
        found = find_alike(conn, [one.marks for one in asked], APART.days)
        heads = fetch_marked(conn, set().union(*found))
        self._near = {one.id: _near(one, shared, heads) for one, shared in zip(asked, found, strict=True)}
        self._wordings: dict[int, Wording] = {}

    def originals(self, asked: Sequence[Compared]) -> list[Marked | None]:
        """What each is a copy of: the first that was published of those that are copies of nothing; None for none."""
        before = [sorted(self._before(one)[:_MOST], key=place_in_order) for one in asked]
        self._fetch(one for some in before for one in some)
        return [next(self._copies(one, some), None) for one, some in zip(asked, before, strict=True)]

    def later_copies(self, asked: Sequence[Compared]) -> list[Marked]:
        """The articles that are like one of these and come after it."""
        behind = [self._behind(one)[:_MOST_LATER] for one in asked]
        self._fetch(one for some in behind for one in some)
        return [each for one, some in zip(asked, behind, strict=True) for each in self._copies(one, some)]

    def _before(self, one: Compared) -> list[Marked]:
        own = place_in_order(one)
        return [each for each in self._near[one.id] if each.original is None and place_in_order(each) < own]

    def _behind(self, one: Compared) -> list[Marked]:
        own = place_in_order(one)
        return [each for each in self._near[one.id] if own < place_in_order(each)]

    def _fetch(self, articles: Iterable[Marked]) -> None:
        missing = {one.number for one in articles} - self._wordings.keys()
        self._wordings |= {number: Wording(text) for number, text in fetch_texts(self._conn, missing).items()}

    def _copies(self, one: Compared, others: Sequence[Marked]) -> Iterator[Marked]:
        if others:
            asked = Wording(one.text)
            yield from (each for each in others if is_copy(asked, self._wordings[each.number]))


def _near(one: Compared, shared: Counter[int], heads: dict[int, Marked]) -> list[Marked]:
    """Those with the most marks in common first."""
    near = [(-times, heads[number]) for number, times in shared.items() if heads[number].id != one.id]
    return [each for _, each in sorted(near, key=lambda found: (found[0], place_in_order(found[1])))]
