"""What is sent to a worker and comes back: a shard, and what it came to with a checksum."""

from __future__ import annotations

import pickle
from hashlib import blake2b

from timeline_api.bulk.shards import ReadShard, Shard, read_shard
from timeline_api.frozen import frozen
from timeline_api.ingest.reading import Found
from timeline_api.store.article_row import document_digest
from timeline_api.store.placement import digest_text
from timeline_api.version import __version__


@frozen
class SignedResult:
    """A shard that has been read, pickled, by which version of the extractor, and the checksum of the pickle."""

    extractor: str
    checksum: str
    pickled: bytes

    def items(self) -> ReadShard | None:
        """What was read; None when it is not what was sent."""
        return pickle.loads(self.pickled) if checksum_of(self.pickled) == self.checksum else None


def read_signed(shard: Shard, dialect: str) -> SignedResult:
    """Read what is to be read of a shard, for that kind of store.

    Bytes are signed: to write out all that was read, so as to compare that, takes longer than to store it.
    """
    pickled = pickle.dumps(read_shard(shard, dialect), pickle.HIGHEST_PROTOCOL)
    return SignedResult(__version__, checksum_of(pickled), pickled)


def checksum_of(sent: bytes) -> str:
    """26 characters that stand for what is sent.

    >>> checksum_of(b"a") == checksum_of(b"a"), checksum_of(b"a") == checksum_of(b"b"), len(checksum_of(b""))
    (True, False, 26)
    """
    return blake2b(sent, digest_size=13).hexdigest()


def shard_id(shard: Shard) -> str:
    """26 characters that stand for what a shard asks: its documents, and the extractor that is to read them."""
    said = (document_digest(item.document) if isinstance(item, Found) else repr(item) for item in shard)
    return digest_text(__version__, *said)


def places_in(shard: Shard) -> tuple[str, ...]:
    """Where the articles that are to be read were found."""
    return tuple(item.where for item in shard if isinstance(item, Found))
