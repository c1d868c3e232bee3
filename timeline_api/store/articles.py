"""Articles in and out of the store; their events follow in the same transaction.

Call these within `engine.writing` (or `reading`, to fetch). An article that is put again is the same
article, and changes nothing unless it, or the extractor, has changed; then its events are replaced.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, func, insert, select, update

from timeline_api.model import Document, Extraction
from timeline_api.store.evidence import add_evidence, drop_evidence, settle
from timeline_api.store.placement import digest_text
from timeline_api.store.rows import ArticleHead, ArticlePage, ArticleRow, Outcome, Stored
from timeline_api.store.tables import article, event, evidence, generation
from timeline_api.version import __version__

__all__ = [
    "ArticleHead",
    "ArticlePage",
    "ArticleRow",
    "Stored",
    "UnstorableText",
    "article_key",
    "current_generation",
    "delete_article",
    "fetch_article",
    "fetch_articles",
    "put_article",
]

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


class UnstorableText(ValueError):
    """Text with a NUL or half a surrogate pair, which no database keeps; says in which field and where."""


def article_key(document: Document) -> str:
    """The id of an article: from its URL; without one, from the caller's id and the source; else from its
    content.
    """
    if document.url:
        return digest_text("url", document.url)
    if document.id:
        return digest_text("id", document.id, document.source)
    return digest_text("content", _content_hash(document))


def put_article(conn: Connection, document: Document, extraction: Extraction, now: datetime) -> Stored:
    """Keep an article and its events, all or nothing; `now` is an aware datetime.

    UnstorableText, and nothing changed, when the text cannot be kept.
    """
    _check_text(document, extraction)
    key = article_key(document)
    content = {"content_hash": _content_hash(document), "extractor": _extractor(extraction)}
    old = conn.execute(select(article).where(article.c.id == key)).one_or_none()
    if old and (old.content_hash, old.extractor) == (content["content_hash"], content["extractor"]):
        return Stored(key, "unchanged", _event_ids(conn, old.number))
    number = old.number if old else _next_number(conn)
    outcome: Outcome = "replaced" if old else "created"
    row = {"number": number, "id": key, **_article_values(document), **content, "updated_at": now}
    if old:
        conn.execute(update(article).where(article.c.number == number), row)
    else:
        conn.execute(insert(article), row | {"created_at": now})
    dropped = drop_evidence(conn, number) if old else []
    shared = add_evidence(conn, number, extraction.events, now)
    settle(conn, {*dropped, *shared}, now)
    _advance_generation(conn)
    return Stored(key, outcome, _event_ids(conn, number))


def delete_article(conn: Connection, article_id: str, now: datetime | None = None) -> bool:
    """Take an article, its evidence and the events that only it told away; False when there is none of that
    id.

    `now` is when events that others tell too are marked as changed: the clock's time when not given.
    """
    number = conn.scalar(select(article.c.number).where(article.c.id == article_id))
    if number is None:
        return False
    settle(conn, drop_evidence(conn, number), now or datetime.now(UTC))
    conn.execute(delete(article).where(article.c.number == number))
    _advance_generation(conn)
    return True


def fetch_article(conn: Connection, article_id: str) -> ArticleRow | None:
    """An article with its text and the ids of its events, or None."""
    row = conn.execute(_heads(article.c.text).where(article.c.id == article_id)).one_or_none()
    if row is None:
        return None
    return ArticleRow(**_head_values(row), text=row.text, event_ids=_event_ids(conn, row.number))


def fetch_articles(conn: Connection, limit: int, after: int | None = None) -> ArticlePage:
    """Up to `limit` articles, the newest first, that come after number `after` in that order."""
    statement = _heads().order_by(article.c.number.desc()).limit(limit + 1)
    if after is not None:
        statement = statement.where(article.c.number < after)
    heads = [ArticleHead(**_head_values(row)) for row in conn.execute(statement)]
    page = heads[:limit]
    return ArticlePage(page, page[-1].number if len(heads) > limit else None)


def current_generation(conn: Connection) -> int:
    """A number that grows whenever an article comes, changes or goes: the same number means the same
    timeline.
    """
    return int(conn.scalars(select(generation.c.number)).one())


def _advance_generation(conn: Connection) -> None:
    conn.execute(update(generation).values(number=generation.c.number + 1))


def _check_text(document: Document, extraction: Extraction) -> None:
    for field, text in _texts(document, extraction):
        bad = _UNSTORABLE.search(text)
        if bad:
            raise UnstorableText(
                f"{field}: character {bad.start()} is U+{ord(bad[0]):04X}, which cannot be stored"
            )


def _texts(document: Document, extraction: Extraction) -> Iterator[tuple[str, str]]:
    for field in ("text", "id", "title", "language", "url", "source"):
        yield field, getattr(document, field) or ""
    for place, tag in enumerate(document.tags):
        yield f"tags[{place}]", tag
    for place, one in enumerate(extraction.events):
        yield f"events[{place}].title", one.title
        yield f"events[{place}].text", one.text


def _content_hash(document: Document) -> str:
    published = document.published.isoformat() if document.published else None
    said = (document.text, document.title, published, document.source, document.url, document.language)
    return digest_text(*said, *document.tags)


def _extractor(extraction: Extraction) -> str:
    return extraction.events[0].explanation.extractor if extraction.events else __version__


def _article_values(document: Document) -> dict[str, Any]:
    return {
        "document_id": document.id,
        "url": document.url,
        "source": document.source,
        "title": document.title,
        "language": document.language,
        "published": document.published.isoformat() if document.published else None,
        "tags": json.dumps(document.tags, ensure_ascii=False),
        "text": document.text,
    }


def _next_number(conn: Connection) -> int:
    # Writers take turns, so nobody else counts at the same time.
    return (conn.scalar(select(func.max(article.c.number))) or 0) + 1


def _event_ids(conn: Connection, number: int) -> tuple[str, ...]:
    statement = (
        select(event.c.id)
        .join(evidence, evidence.c.event == event.c.number)
        .where(evidence.c.article == number)
        .order_by(evidence.c.char_start, evidence.c.event)
    )
    return tuple(conn.scalars(statement))


_HEAD = ("number", "id", "document_id", "url", "source", "title", "language", "published", "extractor")


def _heads(*more: ColumnElement[Any]) -> Select[Any]:
    events = select(func.count()).where(evidence.c.article == article.c.number).scalar_subquery()
    named = (article.c[name] for name in (*_HEAD, "tags", "created_at", "updated_at"))
    return select(*named, events.label("event_count"), *more)


def _head_values(row: Row[Any]) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in (*_HEAD, "event_count", "created_at", "updated_at")}
    return values | {"tags": tuple(json.loads(row.tags))}
