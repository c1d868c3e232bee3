"""The ledger of shards: which are being read, in which attempt and by whom, and what came of them.

It outlives whoever hands shards out. A shard that has ended workers is remembered as such by the next run, and so is
the checksum of a result: the same shard has the same one, whoever read it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, RowMapping, delete, insert, select

from timeline_api.store.tables import shard

ShardState = Literal["leased", "done", "set aside"]


@dataclass(frozen=True, slots=True)
class ShardRow:
    """A shard of articles by its digest. `attempt` counts from 1 the workers that were given it and had not ended with
    it before; `worker` has it until `leased_until`; `articles` says where its articles were found.
    """

    id: str
    state: ShardState
    attempt: int
    worker: str | None = None
    leased_until: datetime | None = None
    checksum: str | None = None
    articles: tuple[str, ...] = ()


def find_shards(conn: Connection, ids: Sequence[str]) -> dict[str, ShardRow]:
    """What the ledger says of shards, by their ids; those that are not in it are left out."""
    rows = conn.execute(select(shard).where(shard.c.id.in_(ids)))
    return {row.id: _shard_row(row._mapping) for row in rows}


def write_shards(conn: Connection, rows: Sequence[ShardRow], now: datetime) -> None:
    """Write down how shards are, in place of what was there of them."""
    if not rows:
        return
    conn.execute(delete(shard).where(shard.c.id.in_([row.id for row in rows])))
    conn.execute(insert(shard), [_values(row) | {"updated_at": now} for row in rows])


def _values(row: ShardRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in ShardRow.__slots__} | {"articles": json.dumps(row.articles)}


def _shard_row(row: RowMapping) -> ShardRow:
    values = {name: row[name] for name in ShardRow.__slots__}
    return ShardRow(**values | {"articles": tuple(json.loads(row["articles"]))})
