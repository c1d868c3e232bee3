"""Articles that are copies of others: the marks by which they are found, and what each is a copy of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, delete, insert, select

from timeline_api.store.sets import among
from timeline_api.store.tables import article, article_copy, article_mark, event, evidence


@dataclass(frozen=True, slots=True)
class Marked:
    """A stored article that has a mark in common with another; `original` is what it copies, or itself, by number."""

    number: int
    id: str
    original: int


@dataclass(frozen=True, slots=True)
class Original:
    """What an article is compared with: its text, and when it was published."""

    text: str
    published: date | None


def find_marked(conn: Connection, marks: Collection[int]) -> dict[int, list[Marked]]:
    """The articles that have each of the marks, in the order in which they came; marks of none are left out."""
    if not marks:
        return {}
    statement = (
        select(article_mark.c.mark, article.c.number, article.c.id, article_copy.c.original)
        .join(article, article.c.number == article_mark.c.article)
        .outerjoin(article_copy, article_copy.c.article == article.c.number)
        .where(among(conn, article_mark.c.mark, marks))
        .order_by(article.c.number)
    )
    found: dict[int, list[Marked]] = {}
    for row in conn.execute(statement):
        found.setdefault(row.mark, []).append(Marked(row.number, row.id, row.original or row.number))
    return found


def fetch_original(conn: Connection, number: int) -> Original:
    """An article to compare others with."""
    row = conn.execute(select(article.c.text, article.c.published).where(article.c.number == number)).one()
    return Original(row.text, read_published(row.published) if row.published else None)


def fetch_told(conn: Connection, number: int) -> list[tuple[str, str]]:
    """The date and the title of each event that an article tells, in order of appearance."""
    told = conn.execute(
        select(event.c.edtf, evidence.c.title)
        .join(event, event.c.number == evidence.c.event)
        .where(evidence.c.article == number)
        .order_by(evidence.c.char_start)
    )
    return [(each.edtf, each.title) for each in told]


def read_published(text: str) -> date:
    """A day or a moment, from the ISO 8601 in which it is kept."""
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def note_copies(conn: Connection, noted: Iterable[tuple[str, Sequence[int], int | None]]) -> None:
    """Keep for each article, by id, its marks and the number of what it is a copy of, in place of those it had."""
    given = {id: (marks, original) for id, marks, original in noted}
    rows = conn.execute(select(article.c.id, article.c.number).where(among(conn, article.c.id, given.keys())))
    numbers = {row.number: given[row.id] for row in rows}
    for table in (article_mark, article_copy):
        conn.execute(delete(table).where(among(conn, table.c.article, numbers.keys())))
    marks = [{"mark": mark, "article": number} for number, (each, _) in numbers.items() for mark in sorted(set(each))]
    copies = [{"article": number, "original": one} for number, (_, one) in numbers.items() if one and one != number]
    if marks:
        conn.execute(insert(article_mark), marks)
    if copies:
        conn.execute(insert(article_copy), copies)
