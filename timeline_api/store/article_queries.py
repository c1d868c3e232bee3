"""Articles out of the store, with or without their text."""

from __future__ import annotations

import json
from collections.abc import Collection
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, ScalarSelect, Select, func, select

from timeline_api.store.placement import FIRST_NUMBER
from timeline_api.store.rows import ArticleHead, ArticlePage, ArticleRow
from timeline_api.store.sets import among
from timeline_api.store.tables import article, article_copy, event, evidence


def fetch_article(conn: Connection, article_id: str) -> ArticleRow | None:
    """An article with its text and the ids of its events, or None."""
    row = conn.execute(_heads(article.c.text).where(article.c.id == article_id)).one_or_none()
    if row is None:
        return None
    told = event_ids_of(conn, [row.number]).get(row.number, ())
    return ArticleRow(**_head_values(row), text=row.text, event_ids=told)


def fetch_articles(conn: Connection, limit: int, after: int | None = None) -> ArticlePage:
    """Up to `limit` articles, the newest first, that come after number `after` in that order."""
    statement = _heads().order_by(article.c.number.desc()).limit(limit + 1)
    if after is not None:
        statement = statement.where(article.c.number < after)
    heads = [ArticleHead(**_head_values(row)) for row in conn.execute(statement)]
    page = heads[:limit]
    return ArticlePage(page, page[-1].number if len(heads) > limit else None)


def event_ids_of(conn: Connection, numbers: Collection[int]) -> dict[int, tuple[str, ...]]:
    """The ids of the events of each article that has any, in order of appearance; without those that are hidden."""
    statement = (
        select(evidence.c.article, event.c.id)
        .join(event, evidence.c.event == event.c.number)
        .where(among(conn, evidence.c.article, numbers), evidence.c.event >= FIRST_NUMBER)
        .order_by(evidence.c.article, evidence.c.char_start, evidence.c.event)
    )
    rows = map(tuple, conn.execute(statement))  # whose columns are got at faster
    return {number: tuple(id for _, id in told) for number, told in groupby(rows, key=itemgetter(0))}


_HEAD = ("number", "id", "document_id", "url", "source", "title", "language", "published", "extractor", "author")


def _heads(*more: ColumnElement[Any]) -> Select[Any]:
    theirs = (evidence.c.article == article.c.number) & (evidence.c.event >= FIRST_NUMBER)
    events = select(func.count()).where(theirs).scalar_subquery()
    named = (article.c[name] for name in (*_HEAD, "tags", "claims", "created_at", "updated_at"))
    return select(*named, events.label("event_count"), _original().label("copy_of"), *more)


def _original() -> ScalarSelect[str]:
    """The id of the article that an article is a copy of."""
    first = article.alias()
    return (
        select(first.c.id)
        .join(article_copy, article_copy.c.original == first.c.number)
        .where(article_copy.c.article == article.c.number)
        .scalar_subquery()
    )


def _head_values(row: Row[Any]) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in (*_HEAD, "event_count", "copy_of", "created_at", "updated_at")}
    return values | {"tags": tuple(json.loads(row.tags)), "claims": tuple(json.loads(row.claims))}
