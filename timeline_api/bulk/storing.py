"""Shards into the store, a transaction each, so that what has been told is kept whatever happens next.

Articles that are in the store as they are, from the same extractor, are not read again: a run that was killed goes on
where it was when the same command is given again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import chain, islice
from typing import Protocol

from sqlalchemy import Engine

from timeline_api.bulk.copies import put_entries
from timeline_api.bulk.pool import Pool
from timeline_api.bulk.shards import Item, Known, Read, ReadItem, ReadShard, Shard, read_item, read_shard, sharded
from timeline_api.ingest.reading import BadDocument, Found, Pending
from timeline_api.model import Document
from timeline_api.store.articles import article_key, unchanged_articles
from timeline_api.store.engine import reading, writing
from timeline_api.store.rows import Stored
from timeline_api.store.search_index import order_behind


@dataclass(frozen=True, slots=True)
class Kept:
    """An article that is in the store now, and what the extractor warned of when it was read for that."""

    where: str
    stored: Stored
    warnings: tuple[str, ...]
    document: Document
    is_copy: bool = False


Choose = Callable[[Iterable[ReadShard]], Iterable[ReadShard]]
"""What of the shards that have been read is to be stored."""


def store_documents(
    engine: Engine, items: Iterable[Found | Pending | BadDocument], processes: int = 1, choose: Choose = iter
) -> Iterator[Kept | BadDocument]:
    """Read each document and store it; what became of each, in order, once that is so for good.

    Documents are read in `processes` processes, or in this one where one shard is all there is, or 1 is asked for.
    """
    shards = (_with_known(engine, shard) for shard in sharded(items))
    first = list(islice(shards, 2 if processes > 1 else 0))
    read = partial(read_shard, dialect=engine.dialect.name)
    if len(first) < 2:
        yield from _store_all(engine, choose(map(read, chain(first, shards))))
        return
    with Pool(processes, read) as pool:
        yield from _store_all(engine, choose(pool.read(chain(first, shards))))


class ShardReader(Protocol):
    """Who reads shards elsewhere, such as a cluster."""

    def read(self, shards: Iterable[Shard]) -> Iterator[ReadShard]:
        """Each shard once it is read, in order."""
        ...


def store_shards(
    engine: Engine,
    items: Iterable[Found | Pending | BadDocument],
    reader: ShardReader,
    articles: int,
    choose: Choose = iter,
) -> Iterator[Kept | BadDocument]:
    """The same, read by `reader` in shards of so many articles. Files are read here: they may be nowhere else."""
    here = (item.read() if isinstance(item, Pending) else item for item in items)
    shards = (_with_known(engine, shard) for shard in sharded(here, articles))
    return _store_all(engine, choose(reader.read(shards)))


def _with_known(engine: Engine, shard: Sequence[Found | Pending | BadDocument]) -> Shard:
    """The shard, with what need not be read marked so."""
    known = _unchanged(engine, [item for item in shard if isinstance(item, Found)])
    return [_or_known(item, known) if isinstance(item, Found) else item for item in shard]


def _or_known(item: Found, known: dict[str, Stored]) -> Item:
    return Known(item) if article_key(item.document) in known else item


def _unchanged(engine: Engine, items: Sequence[Found]) -> dict[str, Stored]:
    if not items:
        return {}
    with reading(engine) as conn:
        return unchanged_articles(conn, [item.document for item in items])


def _store_all(engine: Engine, shards: Iterable[ReadShard]) -> Iterator[Kept | BadDocument]:
    return order_behind(engine, (kept for shard in shards for kept in _store(engine, shard)), _events_stored)


def _events_stored(kept: Kept | BadDocument) -> int:
    return len(kept.stored.event_ids) if isinstance(kept, Kept) and kept.stored.outcome != "unchanged" else 0


def _store(engine: Engine, shard: ReadShard) -> list[Kept | BadDocument]:
    known = _unchanged(engine, [item.found for item in shard if isinstance(item, Known)])
    current = [_current(item, known, engine.dialect.name) for item in shard]
    kept = iter(_put(engine, [item for item in current if isinstance(item, Read)]))
    return [next(kept) if isinstance(item, Read) else item for item in current]


def _current(item: ReadItem, known: dict[str, Stored], dialect: str) -> Read | BadDocument | Kept:
    """The item; read after all, if an article before it has replaced it since it was looked up."""
    if not isinstance(item, Known):
        return item
    stored = known.get(article_key(item.found.document))
    return Kept(item.found.where, stored, (), item.found.document) if stored else read_item(item.found, dialect)


def _put(engine: Engine, ready: Sequence[Read]) -> list[Kept | BadDocument]:
    if not ready:
        return []
    try:
        with writing(engine) as conn:
            puts = put_entries(conn, [item.entry for item in ready], datetime.now(UTC))
    except ValueError as error:
        # An event whose days are none: the transaction is given up, so each is stored alone.
        if len(ready) == 1:
            return [BadDocument(ready[0].where, str(error))]
        return [kept for item in ready for kept in _put(engine, [item])]
    return [
        Kept(item.where, put.stored, item.warnings, item.entry.document, put.original is not None)
        for item, put in zip(ready, puts, strict=True)
    ]
