"""Rows of prepared events on their way in, made by another process, and what whoever stores them asks of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from sqlalchemy import Connection, text

from timeline_api.store.batch import Batch, Counted, counted, insert_batch, without
from timeline_api.store.sets import among_sql, packed


@dataclass(frozen=True, slots=True)
class There:
    """A new event whose number is taken: its id and the article that tells it, and the id of the event that has the
    number, and the numbers of the articles that tell that one.
    """

    id: str
    teller: str
    taken_by: str
    told_by: frozenset[int]


class NewRows(Protocol):
    """New events as if none of them were in the store, each told by one article, which is known by its id."""

    def ids(self) -> Iterable[tuple[int, str]]:
        """The number and the id of each."""
        ...

    def told_by(self, articles: Collection[str]) -> set[int]:
        """The numbers of those that these articles tell."""
        ...

    def there(self) -> dict[int, There]:
        """Those of which the number is taken, by number."""
        ...

    def places(self, numbers: Collection[int]) -> list[int]:
        """Where in what was laid out events of these numbers are."""
        ...

    def insert(self, articles: Mapping[str, int], aside: Collection[int]) -> int:
        """Put all in but those of the numbers `aside`, given the numbers of articles by id; how many that were."""
        ...


@dataclass(frozen=True, slots=True)
class LaidBatch:
    """Rows as Python has them, and what they count for. The article in a row of evidence is its id, not its number yet;
    `places` says where in what was laid out each event was.
    """

    batch: Batch
    places: Sequence[int]
    counts: Counted

    def opened(self, conn: Connection) -> NewRows:
        """The rows, to be put into that store."""
        return _OfBatch(conn, self)


def laid_batch(batch: Batch, places: Sequence[int]) -> LaidBatch:
    """A batch with what it counts for, so that whoever stores it need not count."""
    return LaidBatch(batch, places, counted(batch.spans, batch.tally))


class _OfBatch:
    def __init__(self, conn: Connection, laid: LaidBatch) -> None:
        self._conn = conn
        self._batch = laid.batch
        self._places = laid.places
        self._counts = laid.counts

    def ids(self) -> Iterable[tuple[int, str]]:
        return ((row[0], row[1]) for row in self._batch.events)

    def told_by(self, articles: Collection[str]) -> set[int]:
        return {number for number, by in self._tellers() if by in articles}

    def _tellers(self) -> Iterable[tuple[int, str]]:
        return ((row[0], row[1]) for rows in self._batch.evidence.values() for row in rows)

    def there(self) -> dict[int, There]:
        taken = _taken(self._conn, [row[0] for row in self._batch.events])
        if not taken:
            return {}
        tellers = dict(self._tellers())
        return {number: There(id, tellers[number], *taken[number]) for number, id in self.ids() if number in taken}

    def places(self, numbers: Collection[int]) -> list[int]:
        return [place for place, (number, _) in zip(self._places, self.ids(), strict=True) if number in numbers]

    def insert(self, articles: Mapping[str, int], aside: Collection[int]) -> int:
        fresh = without(self._batch, aside)
        told = {
            filled: [(event, articles[by], *rest) for event, by, *rest in rows]
            for filled, rows in fresh.evidence.items()
        }
        insert_batch(self._conn, replace(fresh, evidence=told), None if aside else self._counts)
        return len(fresh.events)


def _taken(conn: Connection, numbers: Sequence[int]) -> dict[int, tuple[str, frozenset[int]]]:
    """Of the events with these numbers, their ids and the numbers of the articles that tell them."""
    dialect = conn.dialect.name
    statement = (
        "SELECT event.number, event.id, evidence.article FROM event LEFT JOIN evidence "
        f"ON evidence.event = event.number WHERE {among_sql(dialect, 'event.number', 'numbers')}"
    )
    return gathered(conn.execute(text(statement), {"numbers": packed(dialect, numbers)}).all())


def gathered(rows: Iterable[Any]) -> dict[int, tuple[str, frozenset[int]]]:
    """Rows of an event's number and id and an article that tells it, an entry for each event."""
    found: dict[int, tuple[str, frozenset[int]]] = {}
    for number, id, told_by in rows:
        found[number] = id, found.get(number, (id, frozenset()))[1] | {told_by}
    return found
