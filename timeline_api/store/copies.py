"""Articles that are copies of others: what each is a copy of, and what is compared to find out."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, func, insert, select

from timeline_api.store.bulk import insert_tuples
from timeline_api.store.marks import Marks, forget_marks, keep_marks, marks_of
from timeline_api.store.sets import among
from timeline_api.store.tables import article, article_copy, event, evidence


@dataclass(frozen=True, slots=True)
class Marked:
    """A stored article that has marks in common with others; `original` is the number of what it copies, if it does."""

    number: int
    id: str
    published: date | None
    original: int | None


@dataclass(frozen=True, slots=True)
class Compared:
    """An article as it is compared with others, and read again; one that is on its way in has no number yet."""

    id: str
    text: str
    published: date | None
    language: str | None
    marks: Marks
    number: int | None = None
    original: int | None = None


def fetch_marked(conn: Connection, numbers: Collection[int]) -> dict[int, Marked]:
    """Stored articles by their numbers."""
    rows = conn.execute(_marked().where(among(conn, article.c.number, numbers))) if numbers else ()
    return {row.number: _as_marked(row) for row in rows}


def fetch_texts(conn: Connection, numbers: Collection[int]) -> dict[int, str]:
    """The texts of stored articles by their numbers."""
    told = select(article.c.number, article.c.text).where(among(conn, article.c.number, numbers))
    return {row.number: row.text for row in conn.execute(told)} if numbers else {}


def number_of(conn: Connection, id: str) -> int | None:
    """The number of an article, None when there is no such id."""
    return conn.scalar(select(article.c.number).where(article.c.id == id))


def copies_of(conn: Connection, numbers: Collection[int]) -> list[Marked]:
    """The copies of these articles."""
    statement = _marked().where(among(conn, article_copy.c.original, numbers)).order_by(article.c.number)
    return [_as_marked(row) for row in conn.execute(statement)]


def _marked() -> Select[Any]:
    told = (article.c.number, article.c.id, article.c.published, article_copy.c.original)
    return select(*told).outerjoin_from(article, article_copy, article_copy.c.article == article.c.number)


def _as_marked(row: Row[Any]) -> Marked:
    return Marked(row.number, row.id, _read_stated(row.published), row.original)


def fetch_compared(conn: Connection, number: int) -> Compared:
    """A stored article, to compare others with it or to read it again."""
    columns = (article.c.id, article.c.text, article.c.published, article.c.language, article_copy.c.original)
    joined = select(*columns).outerjoin_from(article, article_copy, article_copy.c.article == article.c.number)
    row = conn.execute(joined.where(article.c.number == number)).one()
    marks = marks_of(conn, number)
    return Compared(row.id, row.text, _read_stated(row.published), row.language, marks, number, row.original)


def fetch_told(conn: Connection, number: int) -> list[tuple[str, str]]:
    """The date and the title of each event that an article tells, in order of appearance."""
    told = conn.execute(
        select(event.c.edtf, func.coalesce(evidence.c.title, event.c.title).label("title"))
        .join(event, event.c.number == evidence.c.event)
        .where(evidence.c.article == number)
        .order_by(evidence.c.char_start)
    )
    return [(each.edtf, each.title) for each in told]


def _read_stated(text: str | None) -> date | None:
    return read_published(text) if text else None


def read_published(text: str) -> date:
    """A day or a moment, from the ISO 8601 in which it is kept."""
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def note_copies(conn: Connection, noted: Iterable[Compared]) -> list[Compared]:
    """Keep the marks of stored articles and what each is a copy of, in place of those they had; they come back with
    their numbers.
    """
    given = {one.id: one for one in noted}
    rows = conn.execute(select(article.c.id, article.c.number).where(among(conn, article.c.id, given.keys())))
    found = [replace(given[row.id], number=row.number) for row in rows]
    numbers = [one.number for one in found if one.number is not None]
    forget_marks(conn, numbers)
    conn.execute(delete(article_copy).where(among(conn, article_copy.c.article, numbers)))
    copies = [(one.number, one.original) for one in found if one.original is not None]
    keep_marks(conn, [(one.number, one.marks) for one in found if one.number is not None])
    insert_tuples(conn, article_copy.name, ("article", "original"), copies)
    return found


def note_original(conn: Connection, number: int, original: int | None) -> None:
    """Keep what an article is a copy of, in place of what it was before."""
    conn.execute(delete(article_copy).where(article_copy.c.article == number))
    if original is not None:
        conn.execute(insert(article_copy), [{"article": number, "original": original}])
