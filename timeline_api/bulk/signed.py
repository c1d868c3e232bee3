"""What is sent to a worker and comes back: a shard, and what it came to with a checksum."""

from __future__ import annotations

from timeline_api.bulk.shards import ReadShard, Shard, read_shard
from timeline_api.frozen import frozen
from timeline_api.ingest.reading import Found
from timeline_api.store.article_row import document_digest
from timeline_api.store.placement import digest_text
from timeline_api.version import __version__


@frozen
class SignedResult:
    """A shard that has been read, by which version of the extractor, and the checksum of it."""

    extractor: str
    checksum: str
    items: ReadShard


def read_signed(shard: Shard, dialect: str) -> SignedResult:
    """Read what is to be read of a shard, for that kind of store; the same shard gives the same checksum anywhere."""
    items = read_shard(shard, dialect)
    return SignedResult(__version__, checksum_of(items), items)


def checksum_of(items: ReadShard) -> str:
    """26 characters that stand for all that has been read.

    >>> checksum_of([]) == checksum_of([]), len(checksum_of([]))
    (True, 26)
    """
    return digest_text(*map(repr, items))


def shard_id(shard: Shard) -> str:
    """26 characters that stand for what a shard asks: its documents, and the extractor that is to read them."""
    said = (document_digest(item.document) if isinstance(item, Found) else repr(item) for item in shard)
    return digest_text(__version__, *said)


def places_in(shard: Shard) -> tuple[str, ...]:
    """Where the articles that are to be read were found."""
    return tuple(item.where for item in shard if isinstance(item, Found))
