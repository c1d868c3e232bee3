"""What a page of `/events` costs, against the cheapest answer that the same server can give.

A temporary SQLite database is filled with generated events. Then gunicorn, set up as `serve` does, answers
two addresses in turn: a page of 50 events of a random range of dates, and a bare Flask route that returns as
many bytes from memory. The ratio of the two is what the service itself costs; it says more than requests a
second, which depend on the machine. Rounds alternate, so that a busy machine slows both; the median of the
rounds counts.

    python bench/pages.py [--events 100000] [--rounds 5] [--seconds 5] [--threads 64]

Needs wrk (apt-get install wrk).
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil
from flask import Flask, Response

from timeline_api.model import Document, Event, EventDate, Explanation, Extraction, Interval
from timeline_api.server import Server
from timeline_api.settings import Settings
from timeline_api.store.articles import put_article
from timeline_api.store.engine import open_engine, writing
from timeline_api.store.migrate import upgrade
from timeline_api.temporal.interval import day_number, format_day

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PAGE_PORT, STATIC_PORT = 8471, 8472
EVENTS_AN_ARTICLE = 20
WINDOWS = 1000
CONNECTIONS = 16
FIRST, LAST = day_number(1990, 1, 1), day_number(2025, 12, 31)
WORDS = ("river", "bridge", "council", "market", "court", "school", "fire", "vote", "strike", "harbour")


@dataclass(frozen=True)
class Round:
    """One run of wrk: requests a second, and CPU microseconds of the server a request."""

    rate: float
    cpu: float


class StaticServer(Server):
    """The same gunicorn with one route that returns bytes from memory."""

    def __init__(self, settings: Settings, body: bytes) -> None:
        self._body = body
        super().__init__(settings)

    def load(self) -> Flask:
        app = Flask("static_bytes", static_folder=None)
        app.add_url_rule("/events", view_func=lambda: Response(self._body, content_type="application/json"))
        return app


def main() -> None:
    options = read_options()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            database=f"sqlite:///{folder}/bench.db", port=PAGE_PORT, threads=options.threads, secret="x" * 16
        )
        fill(settings.database, options.events)
        script = write_windows(Path(folder) / "windows.lua")
        with serving(Server(settings), PAGE_PORT) as page_server:
            body = mean_page()
            static = StaticServer(Settings(port=STATIC_PORT, threads=options.threads), body)
            with serving(static, STATIC_PORT) as static_server:
                rounds = [
                    (
                        measure(page_server, PAGE_PORT, script, options.seconds),
                        measure(static_server, STATIC_PORT, script, options.seconds),
                    )
                    for _ in range(options.rounds)
                ]
    report(rounds, len(body))


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=5, help="a round takes this long for each of the two")
    parser.add_argument("--threads", type=int, default=Settings().threads)
    if shutil.which("wrk") is None:
        sys.exit("bench/pages.py needs wrk: apt-get install wrk")
    return parser.parse_args()


def fill(database: str, count: int) -> None:
    """Ingest generated articles; most events take a day, some a month or years."""
    upgrade(database)
    engine = open_engine(database)
    chance = random.Random(1)
    started = time.perf_counter()
    with writing(engine) as conn:
        for number in range(count // EVENTS_AN_ARTICLE):
            document, events = article(number, chance)
            put_article(conn, document, Extraction(document, (), events), NOW)
    engine.dispose()
    print(f"{count:,} events in {time.perf_counter() - started:.0f} s")


def article(number: int, chance: random.Random) -> tuple[Document, tuple[Event, ...]]:
    events = tuple(event(place * 120, chance) for place in range(EVENTS_AN_ARTICLE))
    url = f"https://example.org/{number}"
    document = Document("\n".join(each.text for each in events), title=f"Article {number}", source="Paper", url=url)
    return document, events


def event(at: int, chance: random.Random) -> Event:
    length = chance.choices((1, 30, 365, 2000), weights=(90, 6, 3, 1))[0]
    start = chance.randint(FIRST, LAST)
    span = Interval(start, start + length)
    title = " ".join(chance.choices(WORDS, k=6)).capitalize() + f" {chance.randrange(10**6)}"
    edtf = format_day(start) if length == 1 else f"{format_day(start)}/{format_day(start + length - 1)}"
    date = EventDate(edtf, span, "day" if length == 1 else "range", "", "explicit", format_day(start), "that day")
    why = Explanation("generated", at, at + 8, None, (), "0.1.0")
    return Event(at, at + 110, title, f"{title} on that day, a witness told the paper.", date, 0.9, why)


def write_windows(path: Path) -> Path:
    """A wrk script that asks for random ranges from a month to a year; each is filled by a page of 50."""
    chance = random.Random(2)
    starts = [chance.randint(FIRST, LAST - 400) for _ in range(WINDOWS)]
    urls = [f"/events?from={format_day(at)}&to={format_day(at + chance.randint(60, 365))}" for at in starts]
    lines = ",\n".join(f'"{url}"' for url in urls)
    path.write_text(
        f"local urls = {{{lines}}}\nlocal n = 0\n"
        "request = function() n = n % #urls + 1 return wrk.format('GET', urls[n]) end\n"
    )
    return path


def mean_page() -> bytes:
    url = f"http://127.0.0.1:{PAGE_PORT}/events?from=2001-02&to=2001-12"
    with urllib.request.urlopen(url) as answer:
        return bytes(answer.read())


@contextmanager
def serving(server: Server, port: int) -> Iterator[psutil.Process]:
    """The server in a process of its own."""
    process = multiprocessing.get_context("fork").Process(target=server.run)
    process.start()
    try:
        await_answer(port)
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.join()


def await_answer(port: int) -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/events", timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit(f"no server came up on port {port}")


def measure(server: psutil.Process, port: int, script: Path, seconds: int) -> Round:
    before = cpu_seconds(server)
    command = [
        "wrk",
        "-t2",
        f"-c{CONNECTIONS}",
        f"-d{seconds}",
        "-s",
        str(script),
        f"http://127.0.0.1:{port}",
    ]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in output or "Socket errors" in output:
        sys.exit(output)
    found = re.search(r"(\d+) requests in", output)
    requests = int(found[1]) if found else sys.exit(output)
    return Round(requests / seconds, (cpu_seconds(server) - before) / requests * 1e6)


def cpu_seconds(server: psutil.Process) -> float:
    processes = [server, *server.children(recursive=True)]
    return sum(times.user + times.system for times in (each.cpu_times() for each in processes))


def report(rounds: list[tuple[Round, Round]], size: int) -> None:
    print(f"page of {size:,} bytes, {len(rounds)} rounds, medians")
    pages, statics = [page for page, _ in rounds], [static for _, static in rounds]
    for name, runs in (("/events", pages), ("static bytes", statics)):
        rates, cpus = [run.rate for run in runs], [run.cpu for run in runs]
        spread = f"{min(rates):.0f}-{max(rates):.0f}"
        rate, cpu = statistics.median(rates), statistics.median(cpus)
        print(f"{name:13} {rate:7.0f} requests/s ({spread})  {cpu:6.0f} us CPU")
    rate = statistics.median(page.rate / static.rate for page, static in rounds)
    cpu = statistics.median(page.cpu / static.cpu for page, static in rounds)
    print(f"ratio         {rate:7.2f} of the requests, {cpu:.2f} times the CPU")


if __name__ == "__main__":
    main()
