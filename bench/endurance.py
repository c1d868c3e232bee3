"""What the server promises when things go wrong: killed while it stores, written and read at once, reloaded, beset by
slow clients, and asked for long.

    python -m bench.endurance [--kills 100] [--seconds 60] [--requests 10000] [--database postgresql://...]

Each line of output is one promise and what was seen; the exit status is 1 when one was broken. Servers are started on
this machine's own address, on a database of their own unless one is named.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Any

import psutil
import requests

from tests.serving import Running, running
from timeline_api.settings import Settings
from timeline_api.store.engine import open_engine, writing
from timeline_api.store.health import check
from timeline_api.store.keys import create_key
from timeline_api.store.migrate import upgrade

SLOW = 50
HALF_SENT = (
    b"GET /events HTTP/1.1\r\nHost: a\r\n",
    b"POST /extract HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{",
    b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
)
_PATIENCE = 60  # seconds for one answer


@dataclass(frozen=True)
class Seen:
    """A promise, whether it was kept, and what was counted."""

    promise: str
    kept: bool
    counted: dict[str, Any]


@dataclass(frozen=True)
class Site:
    """A database and a key for it."""

    settings: Settings
    key: dict[str, str]


def make_site(database: str) -> Site:
    """A migrated database with a key that may do everything."""
    upgrade(database)
    engine = open_engine(database)
    with writing(engine) as conn:
        secret = create_key(conn, "endurance", ("admin",), datetime.now(UTC)).secret
    engine.dispose()
    return Site(Settings(database=database, drain=10), {"Authorization": f"Bearer {secret}"})


def survive_kills(site: Site, kills: int) -> Seen:
    """SIGKILL the whole server while four writers store: every article that was acknowledged is there."""
    acknowledged: list[str] = []
    numbers = count()
    for _ in range(kills):
        with running(site.settings) as server, _busy([lambda s=server: _store(s, site, numbers, acknowledged)] * 4):
            _await_more(acknowledged, 3)
            time.sleep(random.uniform(0, 0.1))  # anywhere within an article
            _kill(server)
    with running(site.settings) as server:
        lost = [
            id
            for id in acknowledged
            if requests.get(f"{server.url}/articles/{id}", timeout=_PATIENCE).status_code != 200
        ]
    engine = open_engine(site.settings.database)
    findings = check(engine)
    engine.dispose()
    counted = {"kills": kills, "acknowledged": len(acknowledged), "lost": len(lost), "findings": list(findings)}
    return Seen("what was acknowledged is kept", not lost and not findings and len(acknowledged) >= kills, counted)


def write_and_read(site: Site, seconds: float) -> Seen:
    """Eight writers and eight readers at once: no answer is an error."""
    statuses: Counter[Any] = Counter()
    numbers = count()
    with running(site.settings) as server:
        write = lambda: statuses.update([_post(server, site, next(numbers)).status_code])  # noqa: E731
        read = lambda: statuses.update([_get(server, "/events?from=2000").status_code])  # noqa: E731
        with _busy([write] * 8 + [read] * 8):
            time.sleep(seconds)
    return Seen(
        "writers and readers do not disturb each other", set(statuses) == {200, 201}, {"statuses": dict(statuses)}
    )


def reload_under_load(site: Site, seconds: float) -> Seen:
    """SIGHUP every three seconds while clients with kept connections ask: no answer is an error."""
    statuses: Counter[Any] = Counter()
    with running(site.settings) as server, _busy([_session_asking(server, statuses)] * 4):
        deadline = time.monotonic() + seconds
        reloads = 0
        while time.monotonic() < deadline:
            server.process.send_signal(signal.SIGHUP)
            reloads += 1
            time.sleep(3)
    counted = {"reloads": reloads, "statuses": dict(statuses)}
    return Seen("a reload is noticed by nobody", set(statuses) == {200}, counted)


def starve_nobody(site: Site) -> Seen:
    """Fifty slow clients of three kinds: the others wait for less than a second."""
    with running(site.settings) as server, ExitStack() as stack:
        for number in range(SLOW):
            held = stack.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=_PATIENCE))
            held.sendall(HALF_SENT[number % len(HALF_SENT)])
        waits = [_timed(lambda: _get(server, "/events")) for _ in range(100)]
    counted = {"slow": SLOW, "longest_wait": round(max(waits), 3)}
    return Seen("slow clients starve nobody", max(waits) < 1, counted)


def stay_level(site: Site, total: int) -> Seen:
    """Many requests of all kinds: open files stay as many, and memory grows by less than a tenth and 20 MB."""
    with running(site.settings) as server:
        numbers = count(10_000_000)
        _ask_all(server, site, numbers, total // 5)
        before = _usage(server)
        _ask_all(server, site, numbers, total)
        after = _usage(server)
    level = after["files"] <= before["files"] + 8 and after["megabytes"] <= before["megabytes"] * 1.1 + 20
    return Seen("nothing leaks", level, {"requests": total, "before": before, "after": after})


def _post(server: Running, site: Site, number: int) -> requests.Response:
    article = {"text": f"Ship {number} sank on {1 + number % 28} March 2001.", "id": str(number)}
    return requests.post(f"{server.url}/articles", json=article, headers=site.key, timeout=_PATIENCE)


def _get(server: Running, path: str) -> requests.Response:
    return requests.get(server.url + path, timeout=_PATIENCE)


def _store(server: Running, site: Site, numbers: Iterator[int], acknowledged: list[str]) -> None:
    answer = _post(server, site, next(numbers))
    if answer.ok:
        acknowledged.append(answer.json()["article"]["id"])


def _session_asking(server: Running, statuses: Counter[Any]) -> Callable[[], None]:
    session = requests.Session()

    def ask() -> None:
        try:
            statuses.update([session.get(f"{server.url}/events", timeout=_PATIENCE).status_code])
        except requests.RequestException as error:
            statuses.update([type(error).__name__])

    return ask


def _ask_all(server: Running, site: Site, numbers: Iterator[int], total: int) -> None:
    for number in range(total):
        if number % 20 == 0:
            _post(server, site, next(numbers))
        _get(server, ("/events", f"/events?q=ship+{number}", "/nowhere", "/events?limit=0", "/metrics")[number % 5])


def _usage(server: Running) -> dict[str, int]:
    processes = psutil.Process(server.process.pid).children(recursive=True)
    return {
        "files": sum(process.num_fds() for process in processes),
        "megabytes": sum(process.memory_info().rss for process in processes) // 1_000_000,
    }


def _await_more(acknowledged: list[str], more: int) -> None:
    wanted, deadline = len(acknowledged) + more, time.monotonic() + _PATIENCE
    while len(acknowledged) < wanted:
        if time.monotonic() > deadline:
            raise TimeoutError(f"no {more} articles were stored in {_PATIENCE} seconds")
        time.sleep(0.01)


def _timed(act: Callable[[], object]) -> float:
    started = time.monotonic()
    act()
    return time.monotonic() - started


def _kill(server: Running) -> None:
    """All at once, as a power cut would: the master first, or it would start new workers."""
    master = psutil.Process(server.process.pid)
    everyone = [master, *master.children(recursive=True)]
    for process in everyone:
        process.kill()
    psutil.wait_procs(everyone[1:], timeout=_PATIENCE)


@contextmanager
def _busy(acts: list[Callable[[], None]]) -> Iterator[None]:
    """Threads that do these again and again, each until the block ends or its server is gone."""
    done = threading.Event()

    def repeat(act: Callable[[], None]) -> None:
        while not done.is_set():
            try:
                act()
            except requests.RequestException:
                return

    threads = [threading.Thread(target=repeat, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        done.set()
        for thread in threads:
            thread.join()


def main() -> int:
    """Try every promise on a database of its own; 1 when one was broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--database", help="an empty database; a new SQLite file unless given")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = make_site(given.database or f"sqlite:///{folder}/timeline.db")
        seen = [
            starve_nobody(site),
            write_and_read(site, given.seconds),
            reload_under_load(site, given.seconds),
            stay_level(site, given.requests),
            survive_kills(site, given.kills),
        ]
    for one in seen:
        print(json.dumps({"promise": one.promise, "kept": one.kept, **one.counted}))
    return 0 if all(one.kept for one in seen) else 1


if __name__ == "__main__":
    sys.exit(main())
