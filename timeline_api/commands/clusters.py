"""Where articles are read: in processes of this machine, or on those of a Dask cluster."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from timeline_api.commands.output import CommandError
from timeline_api.ingest.reading import BadDocument, Item

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from timeline_api.bulk.storing import Kept

STOP = "stop"
"""Stands for ending a run at the first article that cannot be read."""
LOCAL = "local"
"""Stands for the address of a cluster that is started here, for this run alone."""


@contextmanager
def stored(
    engine: Engine, items: Iterable[Item], workers: int, cluster: str | None, on_error: str
) -> Iterator[Iterator[Kept | BadDocument]]:
    """Documents on their way into the store, read in so many processes, or by the cluster at an address; up to the
    first that cannot be read when `on_error` is 'stop'.

    Raises `CommandError` when the cluster cannot be used.
    """
    from timeline_api.bulk.shards import until_bad
    from timeline_api.bulk.storing import store_documents, store_shards

    choose = until_bad if on_error == STOP else iter
    if cluster is None:
        yield store_documents(engine, items, workers, choose)
        return
    try:
        import distributed  # noqa: F401  # asked for what it needs before anything else is
    except ImportError:
        raise CommandError("--cluster needs Dask: pip install 'timeline-api[cluster]'") from None
    from timeline_api.bulk.cluster import ARTICLES, Cluster, ClusterError

    # What becomes of machines is told by the cluster in a line; Dask tells it in a page.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)

    with ExitStack() as stack:
        try:
            address = stack.enter_context(_started(workers)) if cluster == LOCAL else cluster
            reader = stack.enter_context(Cluster(address, engine))
            yield store_shards(engine, items, reader, ARTICLES, choose)
        except ClusterError as error:
            raise CommandError(str(error)) from error


@contextmanager
def _started(workers: int) -> Iterator[str]:
    """The address of a cluster of one machine, each worker a process that reads one shard at a time."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as cluster:
        yield cluster.scheduler_address
