"""Events that were prepared elsewhere, many at a time, each with what is known of the articles that tell it.

`lay_out` does all that can be done without the store, so that other processes can do it: it makes the rows of events as
if none of them were there. `put_prepared` looks which are not, puts these rows in as they are, and hands the others to
the way that articles take.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import Connection, select

from timeline_api.model import Event
from timeline_api.records import Record
from timeline_api.store.articles import advance_generation, last_article_number
from timeline_api.store.batch import Batch, batch_of
from timeline_api.store.bulk import insert_rows
from timeline_api.store.corrections import are_there, corrected_digests
from timeline_api.store.event_layout import OF_ARTICLE, PREPARED, lay_out_event, thin
from timeline_api.store.evidence import add_evidence, settle
from timeline_api.store.image import Image, image_of
from timeline_api.store.new_rows import LaidBatch, NewRows, There, laid_batch
from timeline_api.store.placement import digest_of, says_the_same
from timeline_api.store.sets import among
from timeline_api.store.tables import article, write_moment

_AT_ONCE = 5_000
"""Events of which all rows are in memory at once while an image of many more is made."""


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of an article that tells a prepared event: all but its text."""

    id: str
    url: str | None = None
    title: str | None = None
    source: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A prepared event and the articles that tell it, each with the event as it tells it: at least one."""

    by: tuple[tuple[Head, Event], ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """Prepared events with the rows that they would be: those that one article alone tells, each number once. `others`
    are the places of the rest among the events.
    """

    heads: dict[str, Head]
    rows: LaidBatch | Image
    others: list[int]


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many events were new, how many were there and are told by one more article now, and how many were so told."""

    created: int
    joined: int
    unchanged: int


def lay_out(told: Iterable[Told], dialect: str, now: datetime, folder: str) -> Laid:
    """The rows of prepared events as if none of them were in the store, of that kind; `now` is an aware datetime.
    What is too long to be sent from one process to another is left in a file in `folder`.
    """
    heads: dict[str, Head] = {}
    others: list[int] = []
    new = _new(told, heads, others, write_moment(now))
    if dialect == "sqlite":
        return Laid(heads, image_of(_portions(dialect, new, _AT_ONCE), folder), others)
    return Laid(heads, laid_batch(*next(_portions(dialect, new, None), (batch_of(dialect, [], []), []))), others)


def _new(
    told: Iterable[Told], heads: dict[str, Head], others: list[int], made_at: int
) -> Iterator[tuple[int, Record, Record]]:
    """The rows of those that one article alone tells, each number once, behind their places; the places of the rest are
    noted in `others`, and all articles in `heads`.
    """
    taken: set[int] = set()
    for place, one in enumerate(told):
        for head, _ in one.by:
            heads.setdefault(head.id, head)
        event, evidence = _rows(one, made_at) if len(one.by) == 1 else (None, {})
        if event is None or event["number"] in taken:
            others.append(place)
        else:
            taken.add(event["number"])
            yield place, event, evidence


def _portions(
    dialect: str, new: Iterator[tuple[int, Record, Record]], size: int | None
) -> Iterator[tuple[Batch, list[int]]]:
    """Batches of so many events, or of all, with the places of these."""
    while some := sorted(islice(new, size), key=lambda one: one[1]["number"]):
        batch = batch_of(dialect, [event for _, event, _ in some], [evidence for *_, evidence in some])
        yield batch, [place for place, *_ in some]


def _rows(one: Told, made_at: int) -> tuple[Record, Record]:
    head, event = one.by[0]
    row, evidence = lay_out_event(event, {name: getattr(head, name) for name in OF_ARTICLE}, made_at)
    return row, thin(evidence) | {"article": head.id}


def put_prepared(conn: Connection, laid: Laid, told_at: Callable[[int], Told], now: datetime) -> Loaded:
    """Keep prepared events, all or nothing; `laid` is what `lay_out` made of them, and `told_at` gives one of them
    again by its place.

    An event that is there already, told by the same article, stays as it is.
    """
    numbers, differing = _ensure_articles(conn, laid.heads, now)
    rows = laid.rows.opened(conn)
    retold = _to_tell_again(conn, rows, differing)
    there = rows.there()
    same = {number for number, one in there.items() if number not in retold and _is_told(one, numbers)}
    fresh = rows.insert(numbers, retold | there.keys())
    again = rows.places((retold | there.keys()) - same)
    others = [told_at(place) for place in sorted(again + laid.others)]
    created, joined = _join(conn, others, numbers, now)
    if fresh or created or joined:
        advance_generation(conn, now)
    return Loaded(fresh + created, joined, len(same) + len(others) - created - joined)


def _to_tell_again(conn: Connection, rows: NewRows, differing: Collection[str]) -> set[int]:
    """The numbers of events that are corrected, or told by articles of which the store knows something else."""
    again = rows.told_by(differing) if differing else set()
    if are_there(conn):
        ids = dict(rows.ids())
        corrected = corrected_digests(conn, ids.values())
        again |= {number for number, id in ids.items() if digest_of(id) in corrected}
    return again


def _is_told(there: There, numbers: Mapping[str, int]) -> bool:
    return says_the_same(there.taken_by, there.id) and numbers[there.teller] in there.told_by


def _ensure_articles(conn: Connection, heads: Mapping[str, Head], now: datetime) -> tuple[dict[str, int], set[str]]:
    """The numbers of articles, made where they are not there; and those of which the store knows something else."""
    named = select(article.c.number, *(article.c[name] for name in OF_ARTICLE))
    known = conn.execute(named.where(among(conn, article.c.id, heads.keys()))).all()
    numbers = {row.id: row.number for row in known}
    differing = {row.id for row in known if Head(*(getattr(row, name) for name in OF_ARTICLE)) != heads[row.id]}
    missing = [head for id, head in heads.items() if id not in numbers]
    first = last_article_number(conn) + 1
    numbers |= {head.id: first + place for place, head in enumerate(missing)}
    insert_rows(conn, article, [_article_row(head, numbers[head.id], write_moment(now)) for head in missing])
    return numbers, differing


def _article_row(head: Head, number: int, moment: int) -> Record:
    """An article whose text is not known: should it come, its hash is another, and it takes this one's place."""
    return {
        "number": number,
        "id": head.id,
        "document_id": None,
        "url": head.url,
        "source": head.source,
        "title": head.title,
        "language": None,
        "published": head.published,
        "tags": "[]",
        "author": None,
        "claims": "[]",
        "text": "",
        "content_hash": "",
        "extractor": PREPARED,
        "created_at": moment,
        "updated_at": moment,
    }


def _join(conn: Connection, others: Sequence[Told], numbers: Mapping[str, int], now: datetime) -> tuple[int, int]:
    """Keep events by the way that articles take; how many are new, and how many had not been told so."""
    if not others:
        return 0, 0
    told = [(numbers[head.id], event) for one in others for head, event in one.by]
    rows = conn.execute(select(article).where(among(conn, article.c.number, {number for number, _ in told})))
    articles = {row["number"]: dict(row) for row in rows.mappings()}
    added = add_evidence(conn, told, articles, {}, now)
    settle(conn, added.present, now)
    return added.created, added.joined
