"""What loading survives: kills of the command, a PostgreSQL server that is started anew, connections cut in a COPY.

    python -m bench.faults [--kills 100] [--workers 2] [--restarts 10] [--cuts 20]

Each line of output is one promise and what was seen; the exit status is 1 when one was broken. Databases are made in a
temporary folder, the PostgreSQL server from the installed package. `bench.endurance` kills the service itself.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import requests
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from bench.endurance import Seen
from bench.event_file import write_events
from tests.replication import PostgresServer, replicated
from tests.serving import running
from timeline_api.bulk.loading import CHUNKS, LINES, load_events
from timeline_api.settings import Settings
from timeline_api.store.engine import open_engine, reading, writing
from timeline_api.store.event_record import event_record
from timeline_api.store.health import check
from timeline_api.store.keys import create_key
from timeline_api.store.migrate import upgrade
from timeline_api.store.queries import EventQuery, fetch_events

_EVENTS_EVERY = 50  # kills, of which one meets a run that loads prepared events
_PATIENCE = 60  # seconds for a line or an answer


@dataclass
class _Told:
    """What the commands said is stored, until they were killed."""

    articles: list[str] = field(default_factory=list)
    lines: int = 0
    ended: int = 0


def survive_kills(folder: Path, kills: int, size: int, lines: int, workers: int) -> Seen:
    """SIGKILL `ingest` anywhere, of so many articles, and one time in fifty of so many prepared events; then let both
    end.

    Every article that was told to be stored is there, the store is whole, and it holds what it holds after a run that
    nobody kills.
    """
    articles, events = folder / "articles.jsonl", folder / "events.ndjson"
    _write_articles(articles, size)
    write_events(lines, events)
    killed, told = f"sqlite:///{folder}/killed.db", _Told()
    upgrade(killed)
    for number in range(kills):
        _ingest(killed, articles if number % _EVENTS_EVERY else events, told, workers, random.uniform(0, 0.3))
    for url in (killed, f"sqlite:///{folder}/whole.db"):
        _ingest(url, articles, _Told(), workers)
        _ingest(url, events, _Told(), workers)
    findings, lost = _look(killed, told.articles)
    same = _held(killed) == _held(f"sqlite:///{folder}/whole.db")
    kept = not findings and not lost and same and bool(told.articles) and told.lines > 0
    return Seen(
        "what ingest said is stored is there after any kill",
        kept,
        {
            "kills": kills - told.ended,
            "acknowledged_articles": len(told.articles),
            "acknowledged_lines_of_events": told.lines,
            "lost": lost,
            "findings": findings,
            "same_as_a_whole_run": same,
        },
    )


def _write_articles(file: Path, count: int) -> None:
    days = [f"{1 + n % 28} May {1900 + n % 120}" for n in range(count)]
    lines = (
        json.dumps({"id": str(n), "text": f"Ship {n} sank on {day}. It was raised two weeks later."})
        for n, day in enumerate(days)
    )
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _ingest(url: str, file: Path, told: _Told, workers: int, seconds: float | None = None) -> None:
    """Run the command, and kill it that long after the first new thing that it tells; None lets it end."""
    events = ["--events"] if file.suffix == ".ndjson" else []
    options = [*events, "--json", "--workers", str(workers)]
    command = [sys.executable, "-m", "timeline_api.cli", "ingest", str(file), *options]
    environment = {**os.environ, "TIMELINE_DATABASE": url}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        said = ""
        while line := process.stdout.readline():
            said += line
            if seconds is not None and _is_new(line):
                time.sleep(seconds)
                process.send_signal(signal.SIGKILL)
                break
        said += process.stdout.read()
    told.ended += process.returncode == 0
    # A line that the kill cut in two tells nothing.
    for line in said.split("\n")[:-1]:
        record = json.loads(line)
        if events:
            told.lines += record["created"]
        else:
            told.articles.append(record["article_id"])


def _is_new(line: str) -> bool:
    """Whether something was stored, and not only found to be there from a run before."""
    record = json.loads(line)
    return bool(record["created"]) if "created" in record else record["outcome"] == "created"


def _look(url: str, articles: list[str]) -> tuple[list[str], int]:
    """What is wrong with a store, and how many of these articles are not there."""
    engine = open_engine(url)
    findings = list(check(engine))
    with reading(engine) as conn:
        there = set(conn.execute(text("SELECT id FROM article")).scalars())
    engine.dispose()
    return findings, len(set(articles) - there)


def _held(url: str) -> list[dict[str, Any]]:
    """All events as they are served, without the moments of change."""
    engine = open_engine(url)
    held: list[dict[str, Any]] = []
    after = None
    with reading(engine) as conn:
        while True:
            page = fetch_events(conn, EventQuery(limit=1000, after=after, undated="include"))
            held += [event_record(row) | {"updated_at": None} for row in page.rows]
            after = page.next
            if after is None:
                break
    engine.dispose()
    for event in held:
        # Articles that tell an event equally well stand in the order in which they came.
        event["sources"].sort(key=lambda source: source["article_id"])
    return held


def survive_restarts(server: PostgresServer, restarts: int) -> Seen:
    """Stop and start PostgreSQL while the service reads and writes: 503 with `Retry-After`, and then all is well."""
    engine = open_engine(server.url)
    with writing(engine) as conn:
        key = {"Authorization": f"Bearer {create_key(conn, 'faults', ('ingest',), datetime.now(UTC)).secret}"}
    seen: Counter[str] = Counter()
    stored: list[str] = []
    numbers, done = count(), threading.Event()
    with running(Settings(database=server.url, drain=10)) as service:

        def ask() -> None:
            while not done.is_set():
                _note(seen, partial(requests.get, f"{service.url}/events"), [])
                body = {"text": f"Ship {next(numbers)} sank on 8 May 2001."}
                _note(seen, partial(requests.post, f"{service.url}/articles", json=body, headers=key), stored)

        with ThreadPoolExecutor(4) as askers:
            asking = [askers.submit(ask) for _ in range(4)]
            try:
                for number in range(restarts):
                    time.sleep(random.uniform(0.5, 1.5))
                    server.stop("immediate" if number % 2 else "fast")
                    time.sleep(random.uniform(0.2, 1))
                    server.start()
                time.sleep(2)
            finally:
                done.set()
        for each in asking:
            each.result()
        last = requests.get(f"{service.url}/events", timeout=_PATIENCE).status_code
    findings, lost = _look(server.url, stored)
    engine.dispose()
    fine = set(seen) <= {"200", "201", "503 Retry-After"} and last == 200 and not findings and not lost
    counted = {"restarts": restarts, "answers": dict(seen), "lost": lost, "findings": findings}
    return Seen("a server that is started anew costs only 503s", fine, counted)


def _note(seen: Counter[str], request: Callable[..., requests.Response], stored: list[str]) -> None:
    try:
        answer = request(timeout=_PATIENCE)
    except requests.RequestException as error:
        seen[f"no answer: {type(error).__name__}"] += 1
        return
    retry = " Retry-After" if "Retry-After" in answer.headers else ""
    seen[f"{answer.status_code}{retry}"] += 1
    if answer.status_code == 201:
        stored.append(answer.json()["article"]["id"])


def survive_cuts(server: PostgresServer, cuts: int, folder: Path) -> Seen:
    """End the connection that loads events in the midst of its work, again and again, until all is loaded."""
    file = folder / "cut.ndjson"
    write_events(20_000, file)
    lines = file.read_bytes()
    engine = open_engine(server.url)
    failed = 0
    for _ in range(cuts):
        ended = threading.Event()
        cutter = threading.Thread(target=_cut, args=(server, ended))
        cutter.start()
        try:
            for _done in load_events(engine, io.BytesIO(lines), "cut"):
                pass
        except OperationalError:
            failed += 1
        ended.set()
        cutter.join()
        if found := check(engine):
            return Seen("a cut connection costs one transaction", False, {"findings": list(found)})
    created = sum(done.loaded.created + done.loaded.unchanged + done.loaded.joined for done in _all(engine, lines))
    findings = list(check(engine))
    engine.dispose()
    counted = {"cuts": cuts, "failed_loads": failed, "events_in_the_end": created, "findings": findings}
    return Seen("a cut connection costs one transaction", not findings and failed > 0 and created == 20_000, counted)


def _all(engine: Engine, lines: bytes) -> list[Any]:
    return list(load_events(engine, io.BytesIO(lines), "cut"))


def _cut(server: PostgresServer, ended: threading.Event) -> None:
    """Wait for a COPY and end the connection that makes it, until the load has ended."""
    wanted = "FROM pg_stat_activity WHERE query LIKE 'COPY %' AND state = 'active'"
    with psycopg.connect(server.url, autocommit=True) as conn:
        while not ended.wait(0.002):
            row = conn.execute(f"SELECT count(pg_terminate_backend(pid)) {wanted}").fetchone()
            if row and row[0]:
                return


def main() -> int:
    """Try every promise; 1 when one was broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--articles", type=int, default=20_000, help="articles of the file that is ingested")
    parser.add_argument("--workers", type=int, default=2, help="processes that read for each command")
    parser.add_argument("--restarts", type=int, default=10)
    parser.add_argument("--cuts", type=int, default=20)
    given = parser.parse_args()
    kept = True
    for one in _try(given):
        print(json.dumps({"promise": one.promise, "kept": one.kept, **one.counted}), flush=True)
        kept = kept and one.kept
    return 0 if kept else 1


def _try(given: argparse.Namespace) -> Iterator[Seen]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if given.kills:
            # A kill comes after at least one transaction.
            lines = LINES * (CHUNKS * (given.kills // _EVENTS_EVERY + 1) + 1)
            yield survive_kills(folder, given.kills, given.articles, lines, given.workers)
        if given.restarts or given.cuts:
            with replicated(0) as (server, _):
                if given.cuts:
                    yield survive_cuts(server, given.cuts, folder)
                if given.restarts:
                    yield survive_restarts(server, given.restarts)


if __name__ == "__main__":
    sys.exit(main())
