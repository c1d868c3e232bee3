"""What partitions cost and bring on PostgreSQL: `python -m bench.partitions [EVENTS]` (100,000 unless said).

The same made-up events, whole and then in partitions: milliseconds of a page of 50 events (median and 99th percentile,
planning included), by a narrow range of late years, by one of early years, and from the beginning of time on; and the
seconds that making, taking out, putting back and dissolving partitions take.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles

from sqlalchemy import Connection, Engine, text

from bench.event_file import write_events
from tests.replication import replicated
from timeline_api.commands.loading import EventTally, load_files
from timeline_api.store.engine import open_engine, writing
from timeline_api.store.event_query import EventQuery
from timeline_api.store.partitions import attach_partition, create_partition, detach_partition, dissolve_partitions
from timeline_api.store.reader import Reader
from timeline_api.store.record_pages import fetch_records
from timeline_api.temporal.interval import day_number

_YEARS = ((-2000, -1), (0, 999), (1000, 1499), (1500, 1799), (1800, 1899), (1900, 1949), (1950, 1999), (2000, 2049))
_ROUNDS = 300


def main(count: int) -> None:
    """Print one line a measurement."""
    with tempfile.TemporaryDirectory() as folder, replicated(0) as (server, _):
        file = Path(folder) / "events.ndjson"
        write_events(count, file)
        engine = open_engine(server.url)
        load_files(engine, [str(file)], 2, EventTally(), lambda done: None)
        _analyze(engine)
        _say_pages(engine, "whole")
        for first, last in _YEARS:
            _timed(engine, f"create {first} to {last}", lambda conn, a=first, b=last: create_partition(conn, a, b))
        _analyze(engine)
        _say_pages(engine, f"in {len(_YEARS)} partitions")
        now = datetime.now(UTC)
        _timed(engine, "detach 1950_1999", lambda conn: detach_partition(conn, "1950_1999", now))
        _timed(engine, "attach 1950_1999", lambda conn: attach_partition(conn, "1950_1999", now))
        _timed(engine, "dissolve", lambda conn: dissolve_partitions(conn, now))
        engine.dispose()


def _timed(engine: Engine, what: str, change: Callable[[Connection], None]) -> None:
    started = time.perf_counter()
    with writing(engine) as conn:
        change(conn)
    print(f"{what}: {time.perf_counter() - started:.2f} s", flush=True)


def _analyze(engine: Engine) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        conn.execute(text("VACUUM ANALYZE"))


def _say_pages(engine: Engine, how: str) -> None:
    reader = Reader(engine, 60)
    for what, ask in (("late month", _late), ("early century", _early), ("from the beginning on", _from_on)):
        chance = random.Random(5)
        times = []
        for _ in range(_ROUNDS):
            query = ask(chance)
            started = time.perf_counter()
            fetch_records(reader, query)
            times.append((time.perf_counter() - started) * 1000)
        cuts = quantiles(times, n=100)
        print(f"{how}, {what}: median {cuts[49]:.2f} ms, p99 {cuts[98]:.2f} ms", flush=True)
    reader.dispose()


def _late(chance: random.Random) -> EventQuery:
    first = day_number(chance.randint(2000, 2025), chance.randint(1, 12), 1)
    return EventQuery(first, first + 30, limit=50)


def _early(chance: random.Random) -> EventQuery:
    year = chance.randint(-1000, 1400)
    return EventQuery(day_number(year, 1, 1), day_number(year + 99, 12, 31), limit=50)


def _from_on(chance: random.Random) -> EventQuery:
    return EventQuery(None, day_number(chance.randint(1000, 2025), 1, 1), limit=50)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
