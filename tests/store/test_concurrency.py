"""Many at once, and sudden ends: nobody is told 'database is locked', and what was acknowledged is kept."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier, Event

from sqlalchemy import Engine, text

from timeline_api.model import Document, Extraction, Interval
from timeline_api.store.articles import delete_article, fetch_article, put_article
from timeline_api.store.engine import open_engine, reading, writing
from timeline_api.store.health import check
from timeline_api.store.migrate import is_current, upgrade
from timeline_api.store.queries import EventQuery, fetch_events

NOW = datetime(2026, 1, 1, tzinfo=UTC)
EIGHT = range(8)


def at_once(work: Callable[[int], object], count: int = 8) -> list[object]:
    """Run `work(n)` in as many threads, all starting together; what they return, or the first that one
    raises.
    """
    start = Barrier(count)

    def run(number: int) -> object:
        start.wait()
        return work(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def put(engine: Engine, document: Document, *events) -> object:
    with writing(engine) as conn:
        return put_article(conn, document, Extraction(document, (), events), NOW)


def test_writers_and_readers_at_once(engine, tell):
    done = Event()

    def write(number: int) -> None:
        for count in range(6):
            own = tell(f"Own {number} {count}", Interval(count, count + 1))
            shared = tell(f"Shared {count}", Interval(count, count + 40), confidence=number / 10)
            stored = put(engine, Document("x", id=f"{number} {count}"), shared, own)
            if count % 3 == 0:
                with writing(engine) as conn:
                    assert delete_article(conn, stored.article_id)

    def read(_number: int) -> int:
        pages = 0
        while not done.wait(0.05) or pages == 0:  # in turn with the writers: they share one interpreter
            with reading(engine) as conn:
                rows = fetch_events(conn, EventQuery(first_day=0, last_day=99, limit=100)).rows
            assert all(len(row.sources) == row.source_count >= 1 for row in rows)
            pages += 1
        return pages

    with ThreadPoolExecutor(8) as pool:
        readers = [pool.submit(read, number) for number in EIGHT]
        try:
            at_once(write)
        finally:
            done.set()
        assert all(reader.result() > 0 for reader in readers)
    assert check(engine) == ()
    with reading(engine) as conn:
        kept = fetch_events(conn, EventQuery(limit=1000)).rows
    assert {row.title for row in kept if row.title.startswith("Own")} == {
        f"Own {number} {count}" for number in EIGHT for count in range(6) if count % 3
    }
    assert {(row.source_count, row.confidence) for row in kept if row.title.startswith("Shared")} == {(8, 0.7)}


def test_the_same_article_at_once_is_one_article(engine, tell):
    events = [tell(f"Event {day}", Interval(day, day + 1)) for day in range(5)]
    document = Document("x", url="https://a.example")
    stored = at_once(lambda _: put(engine, document, *events))
    assert sorted(one.outcome for one in stored) == ["created"] + ["unchanged"] * 7
    assert len({one.event_ids for one in stored}) == 1
    with reading(engine) as conn:
        assert conn.scalar(text("SELECT count(*) FROM article")) == 1
        assert conn.scalar(text("SELECT count(*) FROM event")) == 5


def test_a_writer_that_fails_leaves_the_turn_to_the_next(engine, tell):
    def write(number: int) -> str:
        try:
            put(engine, Document("x", id=str(number)), tell("Bad", Interval(4, 4 + number % 2)))
        except ValueError:
            return "refused"
        return "kept"

    assert at_once(write) == ["refused", "kept"] * 4
    with reading(engine) as conn:
        assert conn.scalar(text("SELECT count(*) FROM article")) == 4


def test_upgrades_at_once_take_turns(tmp_path):
    url = f"sqlite:///{tmp_path}/new.db"
    at_once(lambda _: upgrade(url))
    assert is_current(url)


WRITER = """
import sys
from datetime import UTC, datetime
from timeline_api.model import Document, Event, EventDate, Explanation, Extraction, Interval
from timeline_api.store.articles import put_article
from timeline_api.store.engine import open_engine, writing

engine = open_engine(sys.argv[1])
for count in range(100_000):
    document = Document("text " * 50, id=f"{sys.argv[2]} {count}")
    events = [
        Event(n, n + 9, f"Event {n} of {count}", "Told.", EventDate(f"{n}", Interval(n, n + 3), "day", "",
              "explicit", "", ""), 0.9, Explanation("r", 0, 1, None, (), "0.1"))
        for n in range(20)
    ]
    with writing(engine) as conn:
        stored = put_article(conn, document, Extraction(document, (), tuple(events)), datetime.now(UTC))
    print(stored.article_id, flush=True)
"""


def test_what_was_acknowledged_outlives_five_kills(sqlite_url, tmp_path):
    script = tmp_path / "writer.py"
    script.write_text(WRITER)
    acknowledged = [id for turn in range(5) for id in write_until_killed(script, sqlite_url, turn)]
    assert len(acknowledged) == len(set(acknowledged)) >= 5
    engine = open_engine(sqlite_url)
    assert check(engine) == ()
    with reading(engine) as conn:
        rows = [fetch_article(conn, id) for id in acknowledged]
        articles = conn.scalar(text("SELECT count(*) FROM article"))
        evidence = conn.scalar(text("SELECT count(*) FROM evidence"))
    engine.dispose()
    assert all(row is not None and len(row.event_ids) == 20 for row in rows)
    assert len(acknowledged) <= articles <= len(acknowledged) + 5
    assert evidence == 20 * articles, "an article is kept whole or not at all"


def write_until_killed(script: Path, url: str, turn: int) -> list[str]:
    """The ids that a writer acknowledged before it was killed, at another point of its work each turn."""
    command = [sys.executable, str(script), url, str(turn)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        first = writer.stdout.readline()
        time.sleep(0.05 + turn * 0.037)
        writer.send_signal(signal.SIGKILL)
        rest = writer.stdout.read()
    # A line that the kill cut in two is no acknowledgement.
    return [line for line in (first + rest).split("\n")[:-1] if line]
