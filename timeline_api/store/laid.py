"""Articles laid out as the rows that they and their events would be in an empty store, so that whoever reads them does
that too, and whoever stores them only puts rows in.

What an event's rows are does not hang on the store as long as nobody else tells it: `put_fresh` looks which events are
neither there nor told twice, puts their rows in as they are, and gives the others back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from operator import itemgetter

from sqlalchemy import Connection

from timeline_api.model import Document, Event, Extraction
from timeline_api.records import Record
from timeline_api.store.article_row import article_row
from timeline_api.store.batch import Batch, batch_of, insert_batch, joined, made_at, without
from timeline_api.store.corrections import corrected_digests
from timeline_api.store.event_layout import OF_ARTICLE, lay_out_event, thin
from timeline_api.store.event_record import NEVER
from timeline_api.store.evidence import occupants
from timeline_api.store.packed import Packed
from timeline_api.store.placement import digest_of
from timeline_api.store.tables import write_moment

_NOBODY = 0  # stands for the number of an article until that is known


@dataclass(frozen=True, slots=True)
class LaidArticle:
    """An article on its way in: its row, but for number and moments, what it tells, and the rows of the events in it
    that it tells once; `places` says where in what it tells each of these is, `others` where the rest are.
    """

    row: Record
    told: Packed[tuple[Event, ...]]
    batch: Batch
    places: tuple[int, ...]
    others: tuple[int, ...]


def lay_out_article(document: Document, extraction: Extraction, dialect: str) -> LaidArticle:
    """The rows of an article for a store of that kind; ValueError for an event whose days are none."""
    return lay_out_told(article_row(document, extraction), extraction.events, dialect)


def lay_out_told(row: Record, told: tuple[Event, ...], dialect: str) -> LaidArticle:
    """The same, of an article that tells these events, given its row."""
    head = {name: row[name] for name in OF_ARTICLE}
    laid = [lay_out_event(one, head, write_moment(NEVER)) for one in told]
    times = Counter(event["number"] for event, _ in laid)
    ordered = sorted(range(len(laid)), key=lambda place: laid[place][0]["number"])
    places = tuple(place for place in ordered if times[laid[place][0]["number"]] == 1)
    evidence = [thin(laid[place][1]) | {"article": _NOBODY} for place in places]
    batch = batch_of(dialect, [laid[place][0] for place in places], evidence)
    return LaidArticle(row, Packed(told), batch, places, tuple(sorted({*ordered} - {*places})))


def put_fresh(
    conn: Connection, articles: Sequence[tuple[int, LaidArticle]], now: datetime
) -> dict[int, tuple[Event, ...]]:
    """Put in, as they are laid out, the events of new articles that are not in the store and told by one alone; what
    else each article tells, by its number. The articles themselves are in the store.
    """
    if not articles:
        return {}
    whole = joined(_told_by(number, one.batch) for number, one in articles)
    numbers = [row[0] for row in whole.events]
    aside = {number for number, times in Counter(numbers).items() if times > 1}
    aside |= occupants(conn, numbers).keys() | _corrected(conn, whole)
    insert_batch(conn, made_at(without(whole, aside), now))
    return dict(_left(articles, aside))


def _told_by(number: int, batch: Batch) -> Batch:
    """The batch with the number of the article that tells its events."""
    told = {filled: [(event, number, *rest) for event, _, *rest in rows] for filled, rows in batch.evidence.items()}
    return replace(batch, evidence=told)


def _corrected(conn: Connection, batch: Batch) -> set[int]:
    """The numbers of events that a person has corrected."""
    corrected = corrected_digests(conn, map(itemgetter(1), batch.events))
    return {row[0] for row in batch.events if digest_of(row[1]) in corrected} if corrected else set()


def _left(articles: Iterable[tuple[int, LaidArticle]], aside: set[int]) -> Iterator[tuple[int, tuple[Event, ...]]]:
    for number, one in articles:
        there = (place for place, row in zip(one.places, one.batch.events, strict=True) if row[0] in aside)
        if left := sorted([*one.others, *there]):
            told = one.told.get()
            yield number, tuple(told[place] for place in left)
