"""Articles in shards: what one process reads at a time, and what one transaction stores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from timeline_api.bulk.copies import Entry, entry
from timeline_api.bulk.extracting import extract_found
from timeline_api.ingest.reading import BadDocument, Found, Pending, is_bad
from timeline_api.store.storable import UnstorableText, check_storable

ARTICLES = 100
"""Articles of a shard, at most."""
CHARACTERS = 500_000
"""Text of a shard, but for its last article: long articles fill it sooner."""


@dataclass(frozen=True, slots=True)
class Read:
    """An article that has been read and can be stored, and what the extractor warned of."""

    where: str
    entry: Entry
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """An article that was in the store as it is, read by the same extractor, when that was looked up."""

    found: Found


Item = Found | Pending | BadDocument | Known
Shard = Sequence[Item]
"""Articles in the order they came in."""
ReadItem = Read | BadDocument | Known
ReadShard = Sequence[ReadItem]
"""The same once they have been read."""


def sharded(
    items: Iterable[Found | Pending | BadDocument], articles: int = ARTICLES
) -> Iterator[list[Found | Pending | BadDocument]]:
    """The items, none left out, in shards of so many at most that are never empty."""
    shard: list[Found | Pending | BadDocument] = []
    size = 0
    for item in items:
        shard.append(item)
        size += len(item.document.text) if isinstance(item, Found) else 0
        if len(shard) >= articles or size >= CHARACTERS:
            yield shard
            shard, size = [], 0
    if shard:
        yield shard


def is_read(shard: Shard) -> bool:
    """Whether nothing of a shard is left to be read."""
    return not any(isinstance(item, Found | Pending) for item in shard)


def until_bad(shards: Iterable[ReadShard]) -> Iterator[ReadShard]:
    """The shards up to the first article that cannot be read, which is the last; what was left out is not bad."""
    for shard in shards:
        bad = (place for place, item in enumerate(shard) if is_bad(item))
        place = next(bad, None)
        if place is not None:
            yield shard[: place + 1]
            return
        yield shard


def read_shard(shard: Shard, dialect: str) -> ReadShard:
    """Read what is to be read, for a store of that kind. The same shard gives the same result wherever, and however
    often, it is read.
    """
    return [read_item(item, dialect) if isinstance(item, Found | Pending) else item for item in shard]


def read_item(item: Found | Pending, dialect: str) -> Read | BadDocument:
    """Read one article; a BadDocument when it cannot be read or stored."""
    found = item.read() if isinstance(item, Pending) else item
    return found if isinstance(found, BadDocument) else _read(found, dialect)


def _read(item: Found, dialect: str) -> Read | BadDocument:
    extraction = extract_found(item)
    if isinstance(extraction, BadDocument):
        return extraction
    try:
        check_storable(item.document, extraction)
        return Read(item.where, entry(item.document, extraction, dialect), extraction.warnings)
    except (UnstorableText, ValueError) as error:
        return BadDocument(item.where, str(error))
