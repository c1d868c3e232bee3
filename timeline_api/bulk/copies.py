"""Articles into the store with an eye to copies: an article that others print too makes one set of events.

A copy is kept as an article of its own, so that every event names all who tell it. It is read as of the day when the
first of them was published (see `originals`), so that 'yesterday' is one day in all of them; what it tells under a
title that is worded a little differently gets the title of the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

from sqlalchemy import Connection

from timeline_api.bulk.originals import as_told, find_original, settle_copies, settle_followers
from timeline_api.ingest.likeness import marks
from timeline_api.model import Document, Extraction
from timeline_api.store.articles import delete_article, put_laid
from timeline_api.store.copies import Compared, find_marked, forget_marks, note_copies, number_of
from timeline_api.store.laid import LaidArticle, lay_out_article, lay_out_told
from timeline_api.store.rows import Stored


@dataclass(frozen=True, slots=True)
class Entry:
    """An article on its way in: laid out as what was read in it, and the marks of its text."""

    document: Document
    laid: LaidArticle
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Put:
    """What became of an article; `original` is the number of the article that it is a copy of."""

    stored: Stored
    original: int | None = None


def entry(document: Document, extraction: Extraction, dialect: str) -> Entry:
    """An article that has been read and checked, for a store of that kind.

    ValueError for an event whose days are none.
    """
    return Entry(document, lay_out_article(document, extraction, dialect), marks(document.text))


def put_entries(conn: Connection, entries: Sequence[Entry], now: datetime) -> list[Put]:
    """Keep articles, as `put_laid` does, copies as what they are; what became of each, in order."""
    return [put for part in _apart(entries) for put in _put(conn, part, now)]


def _apart(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    """The entries in runs in which no two have a mark in common: a copy has to find what it copies in the store."""
    begun, seen = 0, set[int]()
    for place, each in enumerate(entries):
        if not seen.isdisjoint(each.marks):
            yield entries[begun:place]
            begun, seen = place, set()
        seen.update(each.marks)
    yield entries[begun:]


def _put(conn: Connection, entries: Sequence[Entry], now: datetime) -> list[Put]:
    marked = find_marked(conn, set(chain.from_iterable(each.marks for each in entries)))
    compared = [_compared(each) for each in entries]
    originals = [find_original(conn, one, marked) for one in compared]
    laid = [_as_copy(conn, each, found) if found else each.laid for each, found in zip(entries, originals, strict=True)]
    stored = put_laid(conn, laid, now)
    numbers = [found.number if found else None for found in originals]
    changed = [
        replace(one, original=number)
        for put, one, number in zip(stored, compared, numbers, strict=True)
        if put.outcome != "unchanged"
    ]
    if changed:
        settle_copies(conn, note_copies(conn, changed), marked, now)
    return [Put(one, number) for one, number in zip(stored, numbers, strict=True)]


def _as_copy(conn: Connection, each: Entry, original: Compared) -> LaidArticle:
    told = as_told(conn, each.document, each.laid.told.get(), original)
    return lay_out_told(each.laid.row, told, conn.dialect.name)


def _compared(each: Entry) -> Compared:
    document = each.document
    return Compared(each.laid.row["id"], document.text, document.published, document.language, each.marks)


def drop_article(conn: Connection, article_id: str, now: datetime) -> bool:
    """Take away an article as `delete_article` does; False when there is none. Its copies are read as of the next one
    that was published.
    """
    number = number_of(conn, article_id)
    if number is not None:
        forget_marks(conn, number)
        settle_followers(conn, number, now)
    return delete_article(conn, article_id, now)
