"""Articles into the store with an eye to copies: an article that others print too makes one set of events.

A copy is kept as an article of its own, so that every event names all who tell it. It is read as of the day when the
first of them was published (see `originals`), so that 'yesterday' is one day in all of them; what it tells under a
title that is worded a little differently gets the title of the first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from timeline_api.bulk.alike import Alike
from timeline_api.bulk.originals import as_told, settle_copies, settle_followers
from timeline_api.ingest.claims import day_of
from timeline_api.ingest.likeness import Wording, is_copy, is_near
from timeline_api.model import Document, Extraction
from timeline_api.store.articles import delete_article, put_laid
from timeline_api.store.copies import Compared, Marked, note_copies, number_of
from timeline_api.store.laid import LaidArticle, lay_out_article, lay_out_told
from timeline_api.store.marks import UNDATED, Marks, forget_marks
from timeline_api.store.rows import Stored


@dataclass(frozen=True, slots=True)
class Entry:
    """An article on its way in: laid out as what was read in it, and the marks of its text."""

    document: Document
    laid: LaidArticle
    marks: Marks


@dataclass(frozen=True, slots=True)
class Put:
    """What became of an article; `original` is the number of the article that it is a copy of."""

    stored: Stored
    original: int | None = None


def entry(document: Document, extraction: Extraction, dialect: str) -> Entry:
    """An article that has been read and checked, for a store of that kind.

    ValueError for an event whose days are none.
    """
    wording = Wording(document.text)
    day = day_of(document.published).toordinal() if document.published else UNDATED
    marks = Marks(wording.marks, day, wording.number_bits)
    return Entry(document, lay_out_article(document, extraction, dialect), marks)


def put_entries(conn: Connection, entries: Sequence[Entry], now: datetime) -> list[Put]:
    """Keep articles, as `put_laid` does, copies as what they are; what became of each, in order."""
    return [put for part in _apart(entries) for put in _put(conn, part, now)]


def _apart(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    """The entries in runs in which no two are one article or copies: a copy has to find what it copies in the store."""
    begun, run = 0, _Run()
    for place, each in enumerate(entries):
        if run.has_copy_of(each):
            yield entries[begun:place]
            begun, run = place, _Run()
        run.add(each)
    yield entries[begun:]


class _Run:
    """Entries that are put into the store together."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._by_mark: dict[int, list[Entry]] = defaultdict(list)
        self._wordings: dict[int, Wording] = {}

    def add(self, one: Entry) -> None:
        self._ids.add(one.laid.row["id"])
        for mark in set(one.marks.marks):
            self._by_mark[mark].append(one)

    def has_copy_of(self, one: Entry) -> bool:
        if one.laid.row["id"] in self._ids:
            return True
        alike = {id(each): each for mark in one.marks.marks for each in self._by_mark.get(mark, ())}
        some = (each for each in alike.values() if _may_be_copies(one, each))
        return any(is_copy(self._wording(one), self._wording(each)) for each in some)

    def _wording(self, one: Entry) -> Wording:
        if id(one) not in self._wordings:
            self._wordings[id(one)] = Wording(one.document.text)
        return self._wordings[id(one)]


def _may_be_copies(one: Entry, other: Entry) -> bool:
    numbers, others = one.marks.numbers, other.marks.numbers
    has_all = not numbers & ~others or not others & ~numbers
    return has_all and is_near(one.document.published, other.document.published)


def _put(conn: Connection, entries: Sequence[Entry], now: datetime) -> list[Put]:
    compared = [_compared(each) for each in entries]
    alike = Alike(conn, compared)
    originals = alike.originals(compared)
    laid = [_as_copy(conn, each, found) if found else each.laid for each, found in zip(entries, originals, strict=True)]
    stored = put_laid(conn, laid, now)
    numbers = [found.number if found else None for found in originals]
    changed = [
        replace(one, original=number)
        for put, one, number in zip(stored, compared, numbers, strict=True)
        if put.outcome != "unchanged"
    ]
    if changed:
        settle_copies(conn, note_copies(conn, changed), alike, now)
    return [Put(one, number) for one, number in zip(stored, numbers, strict=True)]


def _as_copy(conn: Connection, each: Entry, original: Marked) -> LaidArticle:
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
        forget_marks(conn, [number])
        settle_followers(conn, number, now)
    return delete_article(conn, article_id, now)
