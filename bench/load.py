"""How fast prepared events and articles come in.

    python -m bench.load [--events 100000] [--articles 2000] [--workers N] [--database URL]

Prints, a line of JSON each: events a second by the clock, with all indexes, the text index and counts live; the
microseconds of an event in the database, which are those of the transactions from the beginning to the end of their
commits, by the clock and by the processor, and those of the processor in all that stores and all that prepares;
bytes an event; and in the same minute, what SQLite alone takes for the same texts in one table with one text index: on
a busy machine, read the ratio to that.
Memory is that of this process and its children at its most, halfway and at the end: it is to stay level.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import orjson
import psutil
from sqlalchemy import Engine
from sqlalchemy.event import listen

from bench.event_file import write_events
from timeline_api.bulk.loading import LINES, load_events
from timeline_api.bulk.storing import store_documents
from timeline_api.ingest.reading import Found
from timeline_api.model import Document
from timeline_api.store.engine import open_engine, reading
from timeline_api.store.health import size_in_bytes
from timeline_api.store.migrate import upgrade


class Memory:
    """The most memory of this process and its children, in megabytes, looked at now and then."""

    def __init__(self) -> None:
        self.most = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> int:
        """Look no more."""
        self._done.set()
        self._thread.join()
        return self.most

    def _watch(self) -> None:
        while not self._done.wait(0.5):
            self.most = max(self.most, _megabytes())


def _megabytes() -> int:
    family = [psutil.Process(), *psutil.Process().children(recursive=True)]
    total = 0
    for process in family:
        try:
            total += process.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total // 1_000_000


def _processor() -> tuple[float, float]:
    """Seconds of processor of this process, and of its children that have ended."""
    own, theirs = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime, theirs.ru_utime + theirs.ru_stime


class DatabaseTime:
    """Seconds between taking a connection of an engine and giving it back, by the clock and by the processor of the
    thread: each is out for one transaction.
    """

    def __init__(self, engine: Engine) -> None:
        self.clock = self.processor = 0.0
        listen(engine, "checkout", self._begin)
        listen(engine, "checkin", self._end)

    def _begin(self, *_: object) -> None:
        self.clock -= time.perf_counter()
        self.processor -= time.thread_time()

    def _end(self, *_: object) -> None:
        self.clock += time.perf_counter()
        self.processor += time.thread_time()


def load(url: str, file: Path, count: int, workers: int) -> dict[str, Any]:
    """Load a file of events into an empty store."""
    upgrade(url)
    engine = open_engine(url)
    database = DatabaseTime(engine)
    memory, halfway = Memory(), 0
    began, (own, theirs) = time.perf_counter(), _processor()
    with file.open("rb") as stream:
        for done in load_events(engine, stream, "events", workers):
            halfway = halfway or (memory.most if done.last >= count // 2 else 0)
    seconds = time.perf_counter() - began
    own_after, theirs_after = _processor()
    clock, processor = database.clock, database.processor
    with reading(engine) as conn:
        size = size_in_bytes(conn)
    engine.dispose()
    return {
        "what": "prepared events",
        "store": engine.dialect.name,
        "events": count,
        "events_a_second": round(count / seconds),
        "database_events_a_second": {"clock": round(count / clock), "processor": round(count / processor)},
        "microseconds_an_event": {
            "database_clock": round(clock / count * 1e6, 1),
            "database_processor": round(processor / count * 1e6, 1),
            "storing_processor": round((own_after - own) / count * 1e6, 1),
            "preparing_processor": round((theirs_after - theirs) / count * 1e6, 1),
        },
        "bytes_an_event": size // count,
        "megabytes": {"halfway": halfway, "most": memory.stop()},
    }


def bare(file: Path, count: int, folder: Path) -> dict[str, Any]:
    """The same texts in one table of SQLite with one text index and nothing else, in one process."""
    with closing(sqlite3.connect(folder / "bare.db", isolation_level=None)) as conn, file.open("rb") as stream:
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("PRAGMA synchronous = FULL")
        conn.execute("CREATE TABLE event (number INTEGER PRIMARY KEY, title TEXT, text TEXT, record TEXT)")
        conn.execute("CREATE VIRTUAL TABLE words USING fts5(title, text, content='event', content_rowid='number')")
        seconds = processor = 0.0
        for rows in _batches(stream):
            began, used = time.perf_counter(), time.process_time()
            conn.execute("BEGIN IMMEDIATE")
            conn.executemany("INSERT INTO event VALUES (?, ?, ?, ?)", rows)
            conn.executemany("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", [row[:3] for row in rows])
            conn.execute("COMMIT")
            seconds += time.perf_counter() - began
            processor += time.process_time() - used
        pages, size = (conn.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    return {
        "what": "SQLite alone, one table and one text index",
        "events_a_second": {"clock": round(count / seconds), "processor": round(count / processor)},
        "microseconds_an_event": {
            "clock": round(seconds / count * 1e6, 1),
            "processor": round(processor / count * 1e6, 1),
        },
        "bytes_an_event": pages * size // count,
    }


def _batches(stream: Any) -> Iterator[list[tuple[int, str, str, str]]]:
    rows: list[tuple[int, str, str, str]] = []
    for number, line in enumerate(stream):
        said = orjson.loads(line)
        rows.append((number, said["title"], said["text"], line.decode()))
        if len(rows) == LINES:
            yield rows
            rows = []
    if rows:
        yield rows


def ingest(url: str, count: int, workers: int) -> dict[str, Any]:
    """Extract and store articles of some 1,500 characters."""
    upgrade(url)
    engine = open_engine(url)
    memory, halfway, done, characters = Memory(), 0, 0, 0

    def articles() -> Iterator[Found]:
        nonlocal characters
        for number in range(count):
            text = " ".join(
                f"The {word} of harbour {number} was closed on {1 + at} March {1950 + number % 70}, and the council of "
                f"ward {number % 13} met about the {word} and its keepers for long."
                for at, word in enumerate(("pier", "mill", "bridge", "school", "market", "chapel", "mine", "ferry"))
            )
            characters += len(text)
            yield Found(f"made:{number}", Document(text, id=str(number), source=f"Outlet {number % 9}"))

    began = time.perf_counter()
    for done, _ in enumerate(store_documents(engine, articles(), workers), 1):
        halfway = halfway or (memory.most if done >= count // 2 else 0)
    seconds = time.perf_counter() - began
    engine.dispose()
    return {
        "what": "articles",
        "store": engine.dialect.name,
        "articles": done,
        "articles_a_second": round(done / seconds),
        "kilobytes_a_second": round(characters / seconds / 1000),
        "megabytes": {"halfway": halfway, "most": memory.stop()},
    }


def main() -> int:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--database", help="an empty database; a new SQLite file unless given")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = given.database or f"sqlite:///{folder}/timeline.db"
        if given.events:
            file = folder / "events.ndjson"
            write_events(given.events, file)
            print(json.dumps(bare(file, given.events, folder)), flush=True)
            print(json.dumps(load(url, file, given.events, given.workers)), flush=True)
        if given.articles:
            print(json.dumps(ingest(url, given.articles, given.workers)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
