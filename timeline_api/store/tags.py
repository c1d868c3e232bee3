"""The tags of articles, each a row, so that events can be asked for by them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, delete

from timeline_api.store.bulk import insert_tuples
from timeline_api.store.sets import among
from timeline_api.store.tables import article_tag


def keep_tags(conn: Connection, tags: Mapping[int, Sequence[str]]) -> None:
    """Keep the tags of articles that have none kept, by the articles' numbers."""
    rows = [(number, tag) for number in sorted(tags) for tag in dict.fromkeys(tags[number])]
    insert_tuples(conn, article_tag.name, ("article", "tag"), rows)


def forget_tags(conn: Connection, numbers: Collection[int]) -> None:
    """Forget the tags of these articles."""
    conn.execute(delete(article_tag).where(among(conn, article_tag.c.article, numbers)))
