"""What reading costs in the store, and how that grows with the number of events.

Each store is filled with generated events, or taken as it is when it has any. Every question is asked of all stores in
turn, round after round, so that a busy machine slows all alike; the ratio of the last store to the first says how the
cost grows. Before a kind is measured each store is asked so many questions of it that what it shows is in the memory
of the process: of a larger file there is more to meet for the first time. Microseconds of the driver, the statement and
its rows, with no HTTP: of the processor with SQLite, which works in our thread, and of the clock with PostgreSQL.

    python -m bench.store [--events 100000 1000000] [--folder FOLDER] [--rounds 5]
    python -m bench.store --stores postgresql://HOST/SMALL postgresql://HOST/LARGE --events 100000 1000000
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.filling import FIRST, LAST, fill
from timeline_api.frozen import replace
from timeline_api.store.counts import Level
from timeline_api.store.divisions import fetch_facets
from timeline_api.store.engine import open_engine
from timeline_api.store.event_query import EventQuery
from timeline_api.store.health import size_in_bytes, size_of
from timeline_api.store.migrate import upgrade
from timeline_api.store.placement import place_of
from timeline_api.store.reader import Reader
from timeline_api.store.record_pages import fetch_records
from timeline_api.store.search import parse_words
from timeline_api.store.totals import count_events, fetch_histogram

BUDGET = 120.0  # seconds; what takes longer is reported by the error
ASKED = 60  # questions of a kind in a round
SLOW = 3  # of those that look at everything
WARM = 20  # times as many are asked before

Ask = Callable[[Reader], object]


@dataclass(frozen=True)
class Store:
    """A store of so many events."""

    events: int
    reader: Reader


def main() -> None:
    options = read_options()
    stores = [open_store(url, count) for url, count in zip(urls_of(options), options.events, strict=True)]
    for name, asks, count in questions(random.Random(4)):
        for ask in (next(asks) for _ in range(count * WARM)):
            for store in stores:
                ask(store.reader)
        spent: list[list[float]] = [[] for _ in stores]
        for _ in range(options.rounds):
            asked = [next(asks) for _ in range(count)]
            for at, store in enumerate(stores):
                spent[at] += [microseconds(ask, store.reader) for ask in asked]
        report(name, spent)
    for store in stores:
        store.reader.dispose()


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--events", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--folder", type=Path, default=Path("/tmp/timeline-bench"), help="of SQLite files, kept")
    parser.add_argument("--stores", nargs="*", default=[], help="addresses, one for each number of events")
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args()


def urls_of(options: argparse.Namespace) -> list[str]:
    options.folder.mkdir(exist_ok=True)
    return options.stores or [f"sqlite:///{options.folder}/{count}.db" for count in options.events]


def open_store(url: str, count: int) -> Store:
    """A store with that many events, filled when it has none; says how fast that went and how large it is."""
    upgrade(url)
    engine = open_engine(url)
    with engine.connect() as conn:
        empty = size_of(conn).events == 0
    rate = fill(url, count) if empty else None
    with engine.connect() as conn:
        size = size_in_bytes(conn) / count
    taken = f"taken in at {rate:,.0f} a second" if rate else "there already"
    print(f"{engine.dialect.name}, {count:,} events, {taken}, {size:,.0f} bytes each", flush=True)
    return Store(count, Reader(engine, BUDGET))


def questions(chance: random.Random) -> Iterator[tuple[str, Iterator[Ask], int]]:
    """Names, endless questions of the kind, and how many to ask in a round."""
    years = (LAST - FIRST) // 365
    spans = {
        "old month": lambda: window(chance, FIRST, FIRST + 700, 30),
        "recent month": lambda: window(chance, LAST - 700, LAST - 30, 30),
        "a day": lambda: window(chance, FIRST, LAST, 1),
        "a fortnight": lambda: window(chance, FIRST, LAST, 14),
        "twenty years": lambda: window(chance, FIRST, FIRST + (years - 20) * 365, 20 * 365),
    }
    for name, span in spans.items():
        yield f"page, {name}", pages(span), ASKED
    yield "page, deep in a walk", pages(lambda: deep(chance)), ASKED
    yield "page, latest first", pages(lambda: replace(spans["a fortnight"](), order="-date")), ASKED
    month = spans["recent month"]
    yield "common word in a month", pages(lambda: replace(month(), words=parse_words("bridge"))), ASKED
    yield "common word, deep", pages(lambda: replace(deep(chance), words=parse_words("bridge"))), ASKED
    year = spans["twenty years"]
    yield "rare word in years", pages(lambda: replace(year(), words=parse_words(str(chance.randrange(10**6))))), ASKED
    yield "phrase in years", pages(lambda: replace(year(), words=parse_words('"river bridge" -fire'))), ASKED
    relevant = replace(EventQuery(words=parse_words("bridge")), order="relevance")
    span = lambda: replace(relevant, first_day=(day := chance.randint(FIRST, LAST)), last_day=day + 30)  # noqa: E731
    yield "relevance in a month", pages(span), SLOW
    yield "exact total", of(lambda reader: count_events(reader, EventQuery())), ASKED
    yield "histogram by month", of(lambda reader: fetch_histogram(reader, EventQuery(), Level.MONTH)), ASKED
    yield "histogram of a word, a month", of(lambda reader: histogram_of_word(reader, month())), SLOW
    yield "facets", of(lambda reader: fetch_facets(reader, EventQuery(), 10)), ASKED
    yield "facets of a month", of(lambda reader: fetch_facets(reader, month(), 10)), SLOW
    yield "facets of twenty years", of(lambda reader: fetch_facets(reader, year(), 10)), SLOW


def histogram_of_word(reader: Reader, query: EventQuery) -> object:
    return fetch_histogram(reader, replace(query, words=parse_words("bridge")), Level.DAY)


def window(chance: random.Random, first: int, last: int, days: int) -> EventQuery:
    start = chance.randint(first, last)
    return EventQuery(first_day=start, last_day=start + days - 1)


def deep(chance: random.Random) -> EventQuery:
    """A page far on in a walk through all of time."""
    day = chance.randint(FIRST + 3_000, LAST)
    return EventQuery(first_day=FIRST - 10_000, after=place_of(day << 20))


def pages(query: Callable[[], EventQuery]) -> Iterator[Ask]:
    while True:
        wanted = query()
        yield lambda reader, wanted=wanted: fetch_records(reader, wanted)  # type: ignore[misc]


def of(ask: Ask) -> Iterator[Ask]:
    while True:
        yield ask


def microseconds(ask: Ask, reader: Reader) -> float:
    clock = time.thread_time if reader.dialect == "sqlite" else time.perf_counter
    began = clock()
    ask(reader)
    return (clock() - began) * 1e6


def report(name: str, spent: Sequence[list[float]]) -> None:
    """Half and 99 of 100 within so many microseconds in each store, and the last store to the first."""
    shown = [(statistics.median(times), sorted(times)[len(times) * 99 // 100]) for times in spent]
    columns = "".join(f"{half:10,.0f}{most:10,.0f}" for half, most in shown)
    growth = "".join(f"{last / first:8.2f}" for first, last in zip(shown[0], shown[-1], strict=True))
    print(f"{name:30}{columns}   growth{growth}", flush=True)


if __name__ == "__main__":
    main()
