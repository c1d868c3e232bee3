"""What `serve` does beside answering: jobs, also after a restart and a kill, and feeds whose time has come."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil

from tests.ingest.samples import page
from tests.ingest.web_server import serving
from tests.serving import free_port
from timeline_api import background
from timeline_api.bulk.working import asked_of
from timeline_api.model import Document
from timeline_api.settings import Settings
from timeline_api.store.engine import open_engine, reading, writing
from timeline_api.store.feeds import add_feed, list_feeds
from timeline_api.store.jobs import add_job, fetch_job
from timeline_api.store.migrate import upgrade

TEXT = "The mill burned on 8 December 2024."


def await_(reached: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.1)


def test_jobs_are_done_feeds_looked_at_and_a_killed_process_is_replaced(tmp_path: Path, monkeypatch) -> None:
    url = f"sqlite:///{tmp_path / 'timeline.db'}"
    upgrade(url)
    engine = open_engine(url)
    monkeypatch.setenv("TIMELINE_FEEDS", "on")
    monkeypatch.setenv("TIMELINE_FETCH_NETWORKS", "127.0.0.0/8")

    def queue() -> str:
        with writing(engine) as conn:
            return add_job(conn, "article", asked_of(Document(TEXT)), datetime.now(UTC)).id

    def is_done(job_id: str) -> bool:
        with reading(engine) as conn:
            job = fetch_job(conn, job_id)
        return job is not None and job.state == "done"

    def looked_at() -> bool:
        with reading(engine) as conn:
            return [one.outcome for one in list_feeds(conn)] == ["1 entry, 1 new"]

    before = queue()  # as a server that was stopped left it
    with serving() as site:
        site.put("/a", page())
        item = f"<item><title>A</title><link>{site.url('/a')}</link></item>"
        site.put("/feed", f'<rss version="2.0"><channel><title>F</title>{item}</channel></rss>'.encode(), "text/xml")
        with writing(engine) as conn:
            add_feed(conn, site.url("/feed"), timedelta(hours=1), datetime.now(UTC))
        process = background.start(Settings(database=url))
        try:
            await_(lambda: is_done(before))
            await_(looked_at)
            [below] = psutil.Process(process.pid).children()
            os.kill(below.pid, signal.SIGKILL)
            after = queue()
            await_(lambda: is_done(after))
        finally:
            process.terminate()
            process.wait(timeout=30)
    assert not below.is_running()
    engine.dispose()


def test_serve_does_long_articles_and_takes_its_process_with_it(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "TIMELINE_DATABASE": f"sqlite:///{tmp_path / 'timeline.db'}",
        "TIMELINE_SYNC_TEXT": "10",
        "TIMELINE_WORKERS": "1",
    }
    key = subprocess.run(
        [sys.executable, "-m", "timeline_api.cli", "keys", "create", "test", "--scope", "ingest"],
        env=environment, capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    port = free_port()
    command = [sys.executable, "-m", "timeline_api.cli", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        await_(lambda: _answers(port))
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}/articles",
            json.dumps({"text": TEXT}).encode(),
            {"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request) as answer:
            assert answer.status == 202
            place = answer.headers["Location"]
        asked = urllib.request.Request(f"http://127.0.0.1:{port}{place}", headers={"Authorization": f"Bearer {key}"})

        def is_done() -> bool:
            with urllib.request.urlopen(asked) as answer:
                return json.load(answer)["state"] == "done"

        await_(is_done)
        below = psutil.Process(server.pid).children(recursive=True)
        assert len(below) >= 3  # a worker of the server, the process beside it, and the one below that
    finally:
        server.terminate()
        server.communicate(timeout=60)
    await_(lambda: not any(each.is_running() for each in below))


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
