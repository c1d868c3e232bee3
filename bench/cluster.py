"""One worker against two: `python -m bench.cluster [ARTICLES] [ROUNDS]` (3,000 and 3 unless said).

Made-up news (see `bench.news`) is read on a local Dask cluster of one worker and of two, in turn, and then ingested
into a new SQLite store. Printed are articles a second, from the tenth part of them on, when workers have loaded all
they need. Of two workers on two processors, one shares its own with the command that hands out and stores.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from statistics import median

from distributed import LocalCluster
from sqlalchemy import Engine

from bench.news import ARTICLE, make_news
from timeline_api.bulk.cluster import Cluster
from timeline_api.bulk.shards import sharded
from timeline_api.bulk.storing import store_shards
from timeline_api.ingest.reading import Found
from timeline_api.store.engine import open_engine
from timeline_api.store.migrate import upgrade

SHARD = 100
"""Articles of a shard: fewer than usual, so that a short run has enough of them."""
Way = Callable[[Engine, Cluster, list[Found]], Iterable[object]]


def articles(count: int) -> list[Found]:
    """So many articles of about three kilobytes, no two alike."""
    news = make_news(count * ARTICLE)
    return [Found(f"news:{number}", replace(one, id=str(number))) for number, one in enumerate(news)]


def read(_engine: Engine, cluster: Cluster, items: list[Found]) -> Iterable[object]:
    """Read alone: each article once it has come back."""
    return (one for shard in cluster.read(sharded(items, SHARD)) for one in shard)


def ingest(engine: Engine, cluster: Cluster, items: list[Found]) -> Iterable[object]:
    """Read and stored: each article once it is in the store."""
    return store_shards(engine, items, cluster, SHARD)


def rate(way: Way, workers: int, items: list[Found]) -> float:
    """Articles a second."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/timeline.db"
        upgrade(url)
        engine = open_engine(url)
        with (
            LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as local,
            Cluster(local.scheduler_address, engine) as cluster,
        ):
            moments = [time.perf_counter() for _ in way(engine, cluster, items)]
        engine.dispose()
    warm = len(moments) // 10
    return (len(moments) - warm) / (moments[-1] - moments[warm])


def main(count: int, rounds: int) -> None:
    """Print what was measured."""
    items = articles(count)
    for way in (read, ingest):
        rates: dict[int, list[float]] = {1: [], 2: []}
        for _ in range(rounds):
            for workers, found in rates.items():
                found.append(rate(way, workers, items))
        one, two = median(rates[1]), median(rates[2])
        load = os.getloadavg()[0]
        print(
            f"{way.__name__}: {one:.0f} articles/s, two workers {two:.0f}: {two / one:.2f} (load {load:.1f})",
            flush=True,
        )


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    main(*given, *(3000, 3)[len(given) :])
