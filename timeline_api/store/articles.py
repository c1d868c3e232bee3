"""Articles in and out of the store; their events follow in the same transaction.

Call these within `engine.writing` (or `reading`, to fetch). An article that is put again is the same
article, and changes nothing unless it, or the extractor, has changed; then its events are replaced.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import count
from typing import Any

from sqlalchemy import Connection, bindparam, case, delete, func, select, update

from timeline_api.model import Document, Event, Extraction
from timeline_api.store.article_queries import event_ids_of, fetch_article, fetch_articles
from timeline_api.store.article_row import article_key, content_hash
from timeline_api.store.bulk import insert_rows
from timeline_api.store.corrections import corrected_sentences
from timeline_api.store.evidence import add_evidence, drop_evidence, settle
from timeline_api.store.laid import LaidArticle, lay_out_article, put_fresh
from timeline_api.store.rows import ArticleHead, ArticlePage, ArticleRow, Outcome, Stored
from timeline_api.store.sets import among
from timeline_api.store.storable import UnstorableText, check_storable
from timeline_api.store.tables import article, generation, write_moment
from timeline_api.store.tags import forget_tags, keep_tags
from timeline_api.version import __version__

__all__ = [
    "ArticleHead",
    "ArticlePage",
    "ArticleRow",
    "Stored",
    "UnstorableText",
    "article_key",
    "check_storable",
    "current_generation",
    "delete_article",
    "fetch_article",
    "fetch_articles",
    "put_article",
    "put_articles",
    "retell_article",
    "unchanged_articles",
]


def put_article(conn: Connection, document: Document, extraction: Extraction, now: datetime) -> Stored:
    """Keep an article and its events, all or nothing; `now` is an aware datetime.

    UnstorableText, and nothing changed, when the text cannot be kept; ValueError, and the transaction is to
    be given up, for an event whose days are none.
    """
    [stored] = put_articles(conn, [(document, extraction)], now)
    return stored


def put_articles(conn: Connection, pairs: Iterable[tuple[Document, Extraction]], now: datetime) -> list[Stored]:
    """Keep many articles, each as `put_article` does, in far fewer statements; what became of each, in order.

    All are checked first: UnstorableText, and nothing changed, when one of them cannot be kept.
    """
    laid: list[LaidArticle] = []
    for document, extraction in pairs:
        check_storable(document, extraction)
        laid.append(lay_out_article(document, extraction, conn.dialect.name))
    return put_laid(conn, laid, now)


def put_laid(conn: Connection, articles: Sequence[LaidArticle], now: datetime) -> list[Stored]:
    """The same, of articles that have been checked and laid out."""
    stored: list[Stored] = []
    while len(stored) < len(articles):
        stored += _put_distinct(conn, _distinct(articles[len(stored) :]), now)
    return stored


def unchanged_articles(conn: Connection, documents: Sequence[Document]) -> dict[str, Stored]:
    """Those of the documents that putting would change nothing of, as they were read by this version; by article id."""
    marks = {article_key(document): (content_hash(document), __version__) for document in documents}
    known = _known(conn, marks.keys())
    same = {id: old.number for id, old in known.items() if (old.content_hash, old.extractor) == marks[id]}
    told = event_ids_of(conn, same.values())
    return {id: Stored(id, "unchanged", told.get(number, ())) for id, number in same.items()}


def _distinct(entries: Sequence[LaidArticle]) -> Sequence[LaidArticle]:
    """As many of the first entries as are different articles."""
    seen: set[str] = set()
    for place, entry in enumerate(entries):
        if entry.row["id"] in seen:
            return entries[:place]
        seen.add(entry.row["id"])
    return entries


def _put_distinct(conn: Connection, entries: Sequence[LaidArticle], now: datetime) -> list[Stored]:
    known = _known(conn, [entry.row["id"] for entry in entries])
    fresh = count(last_article_number(conn) + 1)
    outcomes: list[tuple[LaidArticle, Outcome, int]] = []
    for entry in entries:
        old = known.get(entry.row["id"])
        number = old.number if old else next(fresh)
        outcomes.append((entry, _outcome(entry, old), number))
    changed = [(entry, number) for entry, outcome, number in outcomes if outcome != "unchanged"]
    if changed:
        replaced = [number for _, outcome, number in outcomes if outcome == "replaced"]
        _write(conn, changed, replaced, now)
    ids = event_ids_of(conn, [number for _, _, number in outcomes])
    return [Stored(entry.row["id"], outcome, ids.get(number, ())) for entry, outcome, number in outcomes]


def _outcome(entry: LaidArticle, old: Any) -> Outcome:
    if old is None:
        return "created"
    same = (old.content_hash, old.extractor) == (entry.row["content_hash"], entry.row["extractor"])
    return "unchanged" if same else "replaced"


def _write(
    conn: Connection, entries: Sequence[tuple[LaidArticle, int]], replaced: Collection[int], now: datetime
) -> None:
    rows = [entry.row | {"number": number, "created_at": now, "updated_at": now} for entry, number in entries]
    moments = dict.fromkeys(("created_at", "updated_at"), write_moment(now))
    insert_rows(conn, article, [row | moments for row in rows if row["number"] not in replaced])
    if replaced:
        conn.execute(_REPLACE, [_replacing(row) for row in rows if row["number"] in replaced])
        forget_tags(conn, replaced)
    keep_tags(conn, {row["number"]: json.loads(row["tags"]) for row in rows})
    left = put_fresh(conn, [(number, entry) for entry, number in entries if number not in replaced], now)
    again = {number: entry.told.get() for entry, number in entries if number in replaced}
    longer = left | again
    told = [(number, one) for _, number in entries for one in longer.get(number, ())]
    _tell(conn, told, {row["number"]: row for row in rows}, replaced, now)


def _tell(
    conn: Connection,
    told: Sequence[tuple[int, Event]],
    rows: Mapping[int, Mapping[str, Any]],
    again: Collection[int],
    now: datetime,
) -> None:
    """Keep what articles tell, given their rows, in place of what those among `again` told before."""
    before = corrected_sentences(conn, again)
    dropped = drop_evidence(conn, again) if again else []
    added = add_evidence(conn, told, rows, before, now)
    settle(conn, {*dropped, *added.present}, now)
    advance_generation(conn, now)


def retell_article(conn: Connection, number: int, events: Sequence[Event], now: datetime) -> None:
    """Put other events in the place of those that a stored article tells; the article itself stays as it is.

    ValueError, and the transaction is to be given up, for an event whose days are none.
    """
    row = dict(conn.execute(select(article).where(article.c.number == number)).mappings().one())
    conn.execute(update(article).where(article.c.number == number).values(updated_at=now))
    _tell(conn, [(number, one) for one in events], {number: row}, [number], now)


def delete_article(conn: Connection, article_id: str, now: datetime | None = None) -> bool:
    """Take away an article, its evidence and the events that only it told; False when there is no such id.

    `now` is when events that others tell too are marked as changed: the clock's time when not given.
    """
    number = conn.scalar(select(article.c.number).where(article.c.id == article_id))
    if number is None:
        return False
    now = now or datetime.now(UTC)
    settle(conn, drop_evidence(conn, [number]), now)
    forget_tags(conn, [number])
    conn.execute(delete(article).where(article.c.number == number))
    advance_generation(conn, now)
    return True


def current_generation(conn: Connection) -> int:
    """A number that grows whenever an article comes, changes or goes: the same number, the same timeline."""
    return int(conn.scalars(select(generation.c.number)).one())


def advance_generation(conn: Connection, now: datetime) -> None:
    """Say that the timeline is another one from here on."""
    # A clock and not only a counter: after a backup is restored, no number comes back with another timeline.
    following = generation.c.number + 1
    moment = write_moment(now)
    conn.execute(update(generation).values(number=case((following < moment, moment), else_=following)))


_REPLACED = (
    "content_hash", "document_id", "url", "source", "title", "language", "published", "tags", "text",
    "extractor", "updated_at", "author", "claims",
)  # fmt: skip
_REPLACE = (
    update(article)
    .where(article.c.number == bindparam("at"))
    .values({name: bindparam(f"new_{name}") for name in _REPLACED})
)


def _replacing(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"at": row["number"]} | {f"new_{name}": row[name] for name in _REPLACED}


def _known(conn: Connection, ids: Collection[str]) -> dict[str, Any]:
    columns = select(article.c.id, article.c.number, article.c.content_hash, article.c.extractor)
    rows = conn.execute(columns.where(among(conn, article.c.id, ids)))
    return {row.id: row for row in rows}


def last_article_number(conn: Connection) -> int:
    """The number of the article that was made last; 0 when there is none."""
    # Writers take turns, so nobody else counts on from here at the same time.
    return conn.scalar(select(func.max(article.c.number))) or 0
