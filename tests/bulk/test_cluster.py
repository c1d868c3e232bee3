"""Shards over a Dask cluster whose processes are killed: the tables are those of a run in one process."""

from __future__ import annotations

import gc
import json
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Engine, text

from tests.bulk.machines import GARBLED, ONCE, POISON, Machines, read_or_die
from timeline_api.bulk.cluster import Cluster, ClusterError
from timeline_api.bulk.shards import read_shard
from timeline_api.bulk.signed import read_signed, shard_id
from timeline_api.bulk.storing import Kept, store_documents, store_shards
from timeline_api.frozen import replace
from timeline_api.ingest.reading import BadDocument, Found
from timeline_api.model import Document
from timeline_api.store.engine import open_engine, reading
from timeline_api.store.health import check
from timeline_api.store.tables import metadata
from timeline_api.temporal.interval import day_number, format_day

SIZE = 10
FIRST = day_number(2001, 5, 1)
_PATIENCE = 60.0


def found(number: int, said: str = "") -> Found:
    # Every third tells the same as another, so that the order in which they are stored shows.
    said = said or f"The ship {number % 40} sank on {number % 28 + 1} May 2001. It was found two years later."
    return Found(f"file:{number}", Document(said, id=str(number), source=f"Paper {number % 3}"))


@pytest.fixture(scope="module")
def machines() -> Iterator[Machines]:
    made = Machines()
    yield made
    made.stop()


@pytest.fixture(autouse=True)
def lost_connections() -> Iterator[None]:
    """Close what Dask leaves open of a client that is closed while it looks for its scheduler."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@contextmanager
def cluster(machines: Machines, engine: Engine) -> Iterator[Cluster]:
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            made = Cluster(machines.address, engine, patience=_PATIENCE, read=read_or_die)
            break
        except ClusterError:
            assert time.monotonic() < deadline, "the cluster does not come up"
    with made:
        yield made


def tables(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """All that is stored of articles and events, but for the moments at which it was."""
    told = {}
    with reading(engine) as conn:
        for name in metadata.tables.keys() - {"shard", "generation"}:
            rows = conn.execute(text(f"SELECT * FROM {name}")).mappings().all()
            told[name] = sorted(_timeless(dict(row)) for row in rows)
    return told


def _timeless(row: dict[str, object]) -> tuple[str, ...]:
    row.pop("created_at", None)
    row.pop("updated_at", None)
    if "record" in row:
        record = json.loads(str(row["record"]))
        record.pop("updated_at")
        row["record"] = json.dumps(record)
    return tuple(f"{name}={value!r}" for name, value in sorted(row.items()))


def in_one_process(items: list[Found], tmp_path: Path, migrated_file: Path) -> dict[str, list[tuple[object, ...]]]:
    (tmp_path / "plain.db").write_bytes(migrated_file.read_bytes())
    engine = open_engine(f"sqlite:///{tmp_path}/plain.db")
    assert all(isinstance(one, Kept) for one in store_documents(engine, items, 1))
    told = tables(engine)
    engine.dispose()
    return told


def test_killed_workers_and_a_killed_scheduler_change_nothing(
    machines: Machines, sqlite_url: str, tmp_path: Path, migrated_file: Path
) -> None:
    items = [found(number, f"{ONCE}{tmp_path}/killed" if number == 83 else "") for number in range(300)]
    engine = open_engine(sqlite_url)
    kept = []
    with cluster(machines, engine) as reader:
        for one in store_shards(engine, items, reader, SIZE):
            kept.append(one)
            if len(kept) == 150:
                machines.kill_scheduler()
    assert [one.where for one in kept] == [item.where for item in items]
    assert tables(engine) == in_one_process(items, tmp_path, migrated_file)
    assert check(engine) == ()
    with reading(engine) as conn:
        ledger = conn.execute(text("SELECT state, attempt, checksum, articles FROM shard")).all()
    assert [row.state for row in ledger] == ["done"] * 30
    assert all(len(row.checksum) == 26 and row.articles == "[]" for row in ledger)
    assert [row.attempt for row in ledger].count(2) >= 1, "what the worker had when it was killed"
    assert max(row.attempt for row in ledger) == 2
    engine.dispose()


def test_a_shard_that_kills_its_workers_is_set_aside_by_name(machines: Machines, sqlite_url: str) -> None:
    items = [found(number, POISON if number == 17 else "") for number in range(60)]
    engine = open_engine(sqlite_url)
    with cluster(machines, engine) as reader:
        told = list(store_shards(engine, items, reader, SIZE))
        bad = [one for one in told if isinstance(one, BadDocument)]
        assert [one.where for one in bad] == [f"file:{number}" for number in range(10, 20)]
        assert "ended a worker, or gave a damaged result, 3 times" in bad[0].what
        with reading(engine) as conn:
            [row] = conn.execute(text("SELECT * FROM shard WHERE state <> 'done'")).all()
        assert (row.state, row.attempt, row.id) == ("set aside", 3, shard_id(items[10:20]))
        assert json.loads(row.articles) == [f"file:{number}" for number in range(10, 20)]
        started = time.monotonic()
        again = list(store_shards(engine, items, reader, SIZE))
        assert [one.where for one in again if isinstance(one, BadDocument)] == [one.where for one in bad]
        assert time.monotonic() - started < 2, "it is remembered and not tried again"
    engine.dispose()


def test_a_result_that_is_not_what_was_read_is_refused_and_the_shard_read_again(
    machines: Machines, sqlite_url: str, tmp_path: Path, migrated_file: Path
) -> None:
    items = [found(number, f"{GARBLED}{tmp_path}/garbled" if number == 13 else "") for number in range(30)]
    engine = open_engine(sqlite_url)
    with cluster(machines, engine) as reader:
        assert all(isinstance(one, Kept) for one in store_shards(engine, items, reader, SIZE))
    assert (tmp_path / "garbled").exists()
    assert tables(engine) == in_one_process(items, tmp_path, migrated_file)
    with reading(engine) as conn:
        attempts = dict(conn.execute(text("SELECT id, attempt FROM shard WHERE state = 'done'")).all())
    assert [attempts[shard_id(items[at : at + SIZE])] for at in (0, 10, 20)] == [1, 2, 1]
    engine.dispose()


def test_a_cluster_that_is_not_there_is_named(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    with pytest.raises(ClusterError, match="no Dask scheduler at tcp:"):
        Cluster("tcp://127.0.0.1:1", engine, patience=0)
    engine.dispose()


def test_what_was_read_is_sent_with_its_checksum() -> None:
    shard = [found(1), BadDocument("file:2", "no")]
    sent = read_signed(shard, "sqlite")
    assert sent.items() == read_shard(shard, "sqlite")
    assert replace(sent, pickled=sent.pickled + b"x").items() is None
    assert read_signed([found(2)], "sqlite").checksum != read_signed([found(1)], "sqlite").checksum
    assert shard_id([found(1)]) != shard_id([found(2)])


def test_articles_of_events_of_many_lengths_come_through(
    machines: Machines, sqlite_url: str, tmp_path: Path, migrated_file: Path
) -> None:
    """What was compared with its checksum written out was refused when a set had another order behind the way."""
    items = [found(number, trips(Random(number))) for number in range(20)]
    engine = open_engine(sqlite_url)
    with cluster(machines, engine) as reader:
        assert all(isinstance(one, Kept) for one in store_shards(engine, items, reader, SIZE))
    assert tables(engine) == in_one_process(items, tmp_path, migrated_file)
    engine.dispose()


def trips(chance: Random) -> str:
    """An article of nine events, each of which takes another number of days."""
    days = [chance.randint(2, 40_000) for _ in range(9)]
    return " ".join(f"Ship {at} was at sea from 1 May 2001 until {format_day(FIRST + at)}." for at in days)
