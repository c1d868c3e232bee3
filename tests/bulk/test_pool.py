"""Shards in several processes: in order, in bounded memory, and whatever becomes of a process."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import psutil

from timeline_api.bulk.pool import Pool
from timeline_api.bulk.shards import Known, Read, ReadShard, Shard, read_item, read_shard, sharded
from timeline_api.ingest.reading import BadDocument, Found
from timeline_api.model import Document

POISON = "Poison"


def found(number: int, text: str = "") -> Found:
    return Found(f"file:{number}", Document(text or f"Ship {number} sank on 8 May 2001.", id=str(number)))


def shards_of(items: Sequence[Found], size: int) -> list[list[Found]]:
    return [list(items[at : at + size]) for at in range(0, len(items), size)]


def read(shard: Shard) -> ReadShard:
    """As for a store of SQLite."""
    return read_shard(shard, "sqlite")


def read_or_die(shard: Shard) -> ReadShard:
    """As `read_shard`, but some articles take their process with them."""
    for item in shard:
        if isinstance(item, Found) and item.document.text == POISON:
            os.kill(os.getpid(), signal.SIGKILL)
    return read(shard)


def places(results: Sequence[ReadShard]) -> list[str]:
    return [item.found.where if isinstance(item, Known) else item.where for shard in results for item in shard]


def test_shards_hold_every_item_in_order():
    items = [found(n) for n in range(250)]
    shards = list(sharded(items))
    assert [len(shard) for shard in shards] == [100, 100, 50]
    assert [item for shard in shards for item in shard] == items
    assert list(sharded([])) == []


def test_long_articles_make_short_shards():
    items = [found(n, "x" * 300_000) for n in range(4)]
    assert [len(shard) for shard in sharded(items)] == [2, 2]


def test_a_pool_reads_as_one_process_does():
    bad = BadDocument("file:bad", "no")
    shards = [[found(0), bad], [Known(found(1))], [found(2), found(3)]]
    with Pool(2, read) as pool:
        assert list(pool.read(shards)) == [read(shard) for shard in shards]


def test_what_is_ahead_is_bounded():
    taken = []

    def source() -> Iterator[list[Found]]:
        for number in range(40):
            taken.append(number)
            yield [Known(found(number))]

    with Pool(2, read) as pool:
        for done, _ in enumerate(pool.read(source()), 1):
            assert len(taken) <= done + 5


def test_an_article_that_kills_its_process_is_set_aside_and_named():
    items = [found(n) for n in range(30)]
    items[13] = found(13, POISON)
    with Pool(2, read_or_die) as pool:
        results = list(pool.read(shards_of(items, 5)))
    assert places(results) == [item.where for item in items]
    bad = [item for shard in results for item in shard if isinstance(item, BadDocument)]
    assert bad == [BadDocument("file:13", "set aside: reading it ended a process 3 times")]
    assert sum(isinstance(item, Read) for shard in results for item in shard) == 29


def test_processes_killed_from_outside_cost_nothing():
    shards = shards_of([found(n) for n in range(60)], 5)
    with Pool(2, read) as pool:
        results = pool.read(shards)
        seen = [next(results)]
        for child in psutil.Process().children(recursive=True):
            with suppress(psutil.ZombieProcess):  # one of another test that has ended by itself
                if "spawn_main" in " ".join(child.cmdline()):  # and not the keeper of semaphores
                    child.kill()
        seen += results
    assert seen == [read(shard) for shard in shards]


ENDLESS = """
import itertools, sys
from functools import partial
from timeline_api.bulk.pool import Pool
from timeline_api.bulk.shards import read_shard
from timeline_api.ingest.reading import Found
from timeline_api.model import Document

if __name__ == "__main__":
    with Pool(2, partial(read_shard, dialect="sqlite")) as pool:
        for _ in pool.read([Found("f", Document("It sank on 8 May 2001."))] for _ in itertools.count()):
            print("read", flush=True)
"""


def test_processes_end_with_their_parent(tmp_path: Path):
    script = tmp_path / "endless.py"
    script.write_text(ENDLESS)
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        children = psutil.Process(process.pid).children(recursive=True)
        process.kill()
    assert len(children) >= 2
    _, alive = psutil.wait_procs(children, timeout=10)
    for one in alive:
        one.kill()
    assert alive == []


def test_what_cannot_be_stored_is_named_before_it_gets_there():
    item = found(1, "It \ud800 sank on 8 May 2001.")
    assert read_item(item, "sqlite") == BadDocument("file:1", "text: character 3 is U+D800, which cannot be stored")
