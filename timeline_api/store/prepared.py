"""Events that were prepared elsewhere, many at a time, each with what is known of the articles that tell it.

`lay_out` does all that can be done without the store, so that other processes can do it: it makes the rows of events as
if none of them were there. `put_prepared` looks which are not, puts these rows in as they are, and hands the others to
the way that articles take.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, select, text

from timeline_api.model import Event
from timeline_api.records import Record
from timeline_api.store.articles import advance_generation, last_article_number
from timeline_api.store.batch import Batch, batch_of, insert_batch, without
from timeline_api.store.bulk import insert_rows
from timeline_api.store.corrections import corrected_digests
from timeline_api.store.event_layout import OF_ARTICLE, PREPARED, lay_out_event, thin
from timeline_api.store.evidence import add_evidence, settle
from timeline_api.store.placement import digest_of, says_the_same
from timeline_api.store.sets import among, among_sql, packed
from timeline_api.store.tables import article, write_moment


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
    """Prepared events with the rows that they would be. `batch` has those that one article alone tells, each number
    once, and `places` where among the events each of its events was; `others` are the places of the rest. The article
    in a row of evidence is its id, not its number yet.
    """

    heads: dict[str, Head]
    batch: Batch
    places: list[int]
    others: list[int]


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many events were new, how many were there and are told by one more article now, and how many were so told."""

    created: int
    joined: int
    unchanged: int


def lay_out(told: Iterable[Told], dialect: str, now: datetime) -> Laid:
    """The rows of prepared events as if none of them were in the store, of that kind; `now` is an aware datetime."""
    heads: dict[str, Head] = {}
    rows: dict[int, tuple[int, Record, Record]] = {}
    others: list[int] = []
    made_at = write_moment(now)
    for place, one in enumerate(told):
        for head, _ in one.by:
            heads.setdefault(head.id, head)
        event, evidence = _rows(one, made_at) if len(one.by) == 1 else (None, {})
        if event is None or event["number"] in rows:
            others.append(place)
        else:
            rows[event["number"]] = place, event, evidence
    ordered = [rows[number] for number in sorted(rows)]
    batch = batch_of(dialect, [event for _, event, _ in ordered], [evidence for *_, evidence in ordered])
    return Laid(heads, batch, [place for place, *_ in ordered], others)


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
    retold = _to_tell_again(conn, laid.batch, differing)
    there = _there(conn, [row[0] for row in laid.batch.events])
    tellers = dict(_tellers(laid.batch)) if there else {}
    same = {
        number
        for number, id, *_ in (laid.batch.events if there else ())
        if number in there and number not in retold and _is_told(there[number], id, numbers[tellers[number]])
    }
    aside = retold | there.keys()
    fresh = without(laid.batch, aside)
    _insert(conn, fresh, numbers)
    retelling = aside - same
    again = [place for place, row in zip(laid.places, laid.batch.events, strict=True) if row[0] in retelling]
    others = [told_at(place) for place in sorted(again + laid.others)]
    created, joined = _join(conn, others, numbers, now)
    if fresh.events or created or joined:
        advance_generation(conn, now)
    return Loaded(len(fresh.events) + created, joined, len(same) + len(others) - created - joined)


def _to_tell_again(conn: Connection, batch: Batch, differing: Collection[str]) -> set[int]:
    """The numbers of events that are corrected, or told by articles of which the store knows something else."""
    corrected = corrected_digests(conn, (row[1] for row in batch.events))
    again = {row[0] for row in batch.events if digest_of(row[1]) in corrected} if corrected else set()
    return again | {number for number, by in _tellers(batch) if by in differing} if differing else again


def _tellers(batch: Batch) -> Iterator[tuple[int, str]]:
    """The numbers of events, each with the id of the article that tells it."""
    return ((row[0], row[1]) for rows in batch.evidence.values() for row in rows)


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


def _there(conn: Connection, numbers: Sequence[int]) -> dict[int, tuple[str, set[int]]]:
    """Of the events with these numbers, their ids and the numbers of the articles that tell them."""
    dialect = conn.dialect.name
    statement = (
        "SELECT event.number, event.id, evidence.article FROM event LEFT JOIN evidence "
        f"ON evidence.event = event.number WHERE {among_sql(dialect, 'event.number', 'numbers')}"
    )
    found: dict[int, tuple[str, set[int]]] = {}
    for number, id, told_by in conn.execute(text(statement), {"numbers": packed(dialect, numbers)}):
        found.setdefault(number, (id, set()))[1].add(told_by)
    return found


def _is_told(there: tuple[str, set[int]], id: str, by: int) -> bool:
    return says_the_same(there[0], id) and by in there[1]


def _insert(conn: Connection, fresh: Batch, numbers: Mapping[str, int]) -> None:
    told = {
        filled: [(event, numbers[by], *rest) for event, by, *rest in rows] for filled, rows in fresh.evidence.items()
    }
    insert_batch(conn, replace(fresh, evidence=told))


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
