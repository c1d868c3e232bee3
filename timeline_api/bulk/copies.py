"""Articles into the store with an eye to copies: an article that others print too makes one set of events.

A copy is kept as an article of its own, so that every event names all who tell it. It is read as of the day when the
first of them was published, so that 'yesterday' is one day in all of them; what it tells under a title that is worded a
little differently gets the title of the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from sqlalchemy import Connection

from timeline_api.frozen import replace
from timeline_api.ingest.claims import day_of
from timeline_api.ingest.likeness import is_copy, is_near, marks
from timeline_api.model import Document, Event, Extraction
from timeline_api.pipeline import extract
from timeline_api.store.articles import article_key, put_articles
from timeline_api.store.copies import Marked, Original, fetch_original, fetch_told, find_marked, note_copies
from timeline_api.store.rows import Stored

_ALIKE, _FEWEST = 0.8, 3  # of the words of the shorter of two titles, for one event
_MOST = 20  # articles that one is compared with


@dataclass(frozen=True, slots=True)
class Entry:
    """An article on its way in: what was read in it, and the marks of its text."""

    document: Document
    extraction: Extraction
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Put:
    """What became of an article; `original` is the number of the article that it is a copy of."""

    stored: Stored
    original: int | None = None


def entry(document: Document, extraction: Extraction) -> Entry:
    """An article that has been read, with its marks."""
    return Entry(document, extraction, marks(document.text))


def put_entries(conn: Connection, entries: Sequence[Entry], now: datetime) -> list[Put]:
    """Keep articles, as `put_articles` does, copies as what they are; what became of each, in order."""
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
    originals = [_original(conn, each, marked) for each in entries]
    pairs = [
        (each.document, _as_told(conn, each, *found) if found else each.extraction)
        for each, found in zip(entries, originals, strict=True)
    ]
    stored = put_articles(conn, pairs, now)
    numbers = [found[0] if found else None for found in originals]
    changed = [
        (one.article_id, each.marks, number)
        for one, each, number in zip(stored, entries, numbers, strict=True)
        if one.outcome != "unchanged"
    ]
    if changed:
        note_copies(conn, changed)
    return [Put(one, number) for one, number in zip(stored, numbers, strict=True)]


def _original(conn: Connection, each: Entry, marked: dict[int, list[Marked]]) -> tuple[int, Original] | None:
    """What an article is a copy of: the first of those that it is like. Not itself, as it was before."""
    own = article_key(each.document)
    alike = [one for mark in each.marks for one in marked.get(mark, ()) if one.id != own]
    for number in sorted({one.original for one in alike})[:_MOST]:
        found = fetch_original(conn, number)
        if is_near(each.document.published, found.published) and is_copy(each.document.text, found.text):
            return number, found
    return None


def _as_told(conn: Connection, each: Entry, number: int, original: Original) -> Extraction:
    """What an article tells, in the dates and titles of its original."""
    document, extraction = each.document, each.extraction
    if original.published and _day(document) != day_of(original.published):
        extraction = extract(replace(document, published=original.published))
    told = fetch_told(conn, number)
    return replace(extraction, document=document, events=tuple(_titled(one, told) for one in extraction.events))


def _day(document: Document) -> object:
    return day_of(document.published) if document.published else None


def _titled(one: Event, told: Iterable[tuple[str, str]]) -> Event:
    words = set(one.title.casefold().split())
    for edtf, title in told:
        others = set(title.casefold().split())
        if edtf == one.date.edtf and len(words & others) >= max(_FEWEST, _ALIKE * min(len(words), len(others))):
            return replace(one, title=title)
    return one
