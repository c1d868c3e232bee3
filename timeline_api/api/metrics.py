"""What the service measures of itself, for Prometheus: requests, extraction, the store and its connections.

Each worker of the server counts in files of its own (see `timeline_api.measuring`), and whichever worker is asked
adds all of them up. A process without a server counts for itself.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from threading import Lock

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import QueuePool

from timeline_api.measuring import FOLDER_VARIABLE
from timeline_api.store.articles import current_generation
from timeline_api.store.engine import OverBudget, reading
from timeline_api.store.health import Size, size_of
from timeline_api.store.replica import Replica

# A cached answer takes a millisecond, an article some tens of them, a query is given up after seconds.
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_COUNT_BUDGET = 2.0  # seconds; whoever scrapes waits ten at most


class Metrics:
    """The instruments of one process; `exposition` writes those of all that share its folder."""

    def __init__(self, engine: Engine) -> None:
        own = self._own = CollectorRegistry()
        self._stored = _Stored(engine)
        self._engine = engine
        self._requests = Counter("timeline_requests", "Requests answered", ("method", "route", "status"), registry=own)
        self._latency = Histogram(
            "timeline_request_seconds",
            "Seconds from the first look at a request to the last byte of its answer",
            ("method", "route"),
            buckets=_SECONDS,
            registry=own,
        )
        self._extraction = Histogram(
            "timeline_extraction_seconds", "Seconds to read one article", buckets=_SECONDS, registry=own
        )
        connections = Gauge(
            "timeline_pool_connections",
            "Connections to the store, in use or idle",
            ("state",),
            multiprocess_mode="livesum",
            registry=own,
        )
        self._of_requests: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}  # few: routes are patterns
        self._pool_seen = -1, -1
        self._in_use, self._idle = connections.labels("in_use"), connections.labels("idle")
        self._reads = Counter("timeline_reads", "Reads asked of each server", ("server",), registry=own)
        self._replica_up = Gauge(
            "timeline_replica_up",
            "Whether reads go to a replica: 0 when a worker finds it unfit",
            ("server",),
            multiprocess_mode="livemin",
            registry=own,
        )
        self._replica_lag = Gauge(
            "timeline_replica_lag_seconds",
            "For how long a replica has lacked what its primary has; infinite when that is not known",
            ("server",),
            multiprocess_mode="livemax",
            registry=own,
        )

    def count_request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one answer; `route` is the pattern of its path, never the path itself."""
        known = method, route, status
        if known not in self._of_requests:
            told = self._requests.labels(method, route, str(status)), self._latency.labels(method, route)
            self._of_requests[known] = told
        counter, latency = self._of_requests[known]
        counter.inc()
        latency.observe(seconds)
        self._look_at_pool()

    def count_read(self, server: str) -> None:
        """Count a read that a server is asked, where there are several."""
        self._reads.labels(server).inc()

    def note_replica(self, replica: Replica) -> None:
        """Say how a replica was found."""
        self._replica_up.labels(replica.name).set(replica.state == "serving")
        self._replica_lag.labels(replica.name).set(inf if replica.lag is None else replica.lag)

    @contextmanager
    def timing_extraction(self) -> Iterator[None]:
        """Measure how long one article takes to read."""
        started = time.perf_counter()
        yield
        self._extraction.observe(time.perf_counter() - started)

    def exposition(self) -> bytes:
        """All of it in Prometheus' text format; what the store holds is left out when it does not answer."""
        self._look_at_pool()
        registry = CollectorRegistry()
        registry.register(self._stored)
        folder = os.environ.get(FOLDER_VARIABLE)
        if folder is None:
            return generate_latest(self._own) + generate_latest(registry)
        MultiProcessCollector(registry, path=folder)  # type: ignore[no-untyped-call]  # their gap
        return generate_latest(registry)

    def _look_at_pool(self) -> None:
        pool = self._engine.pool
        if not isinstance(pool, QueuePool):
            return
        seen = pool.checkedout(), pool.checkedin()
        if seen != self._pool_seen:  # to write it costs more than to look
            self._pool_seen = seen
            self._in_use.set(seen[0])
            self._idle.set(seen[1])


class _Stored(Collector):
    """How many articles and events the store holds, counted again only when they have changed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = Lock()
        self._known: tuple[int, Size] | None = None

    def collect(self) -> Iterator[Metric]:
        """prometheus_client's own hook."""
        try:
            size = self._size()
        except (SQLAlchemyError, OverBudget):
            yield GaugeMetricFamily("timeline_store_up", "Whether the store answers", 0)
            return
        yield GaugeMetricFamily("timeline_store_up", "Whether the store answers", 1)
        yield GaugeMetricFamily("timeline_articles", "Articles in the store", size.articles)
        yield GaugeMetricFamily("timeline_events", "Events in the store", size.events)

    def _size(self) -> Size:
        with self._lock, reading(self._engine, _COUNT_BUDGET) as conn:
            generation = current_generation(conn)
            if self._known is None or self._known[0] != generation:
                self._known = generation, size_of(conn)
            return self._known[1]
