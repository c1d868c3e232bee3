"""What clients see when the store fails: 503 with Retry-After, and then all is as it was, by itself."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from threading import Event

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from tests.api.conftest import SECRET, serve
from tests.holding import held
from tests.replication import replicated
from timeline_api.api.service import EXTENSION
from timeline_api.settings import Settings
from timeline_api.store import engine as engines
from timeline_api.store import keys
from timeline_api.store.engine import open_engine, writing
from timeline_api.store.health import check
from timeline_api.store.keys import create_key

Post = Callable[[FlaskClient, int], int]


def key_for(url: str) -> dict[str, str]:
    opened = open_engine(url)
    with writing(opened) as conn:
        secret = create_key(conn, "test", ["ingest"], datetime.now(UTC)).secret
    opened.dispose()
    return {"Authorization": f"Bearer {secret}"}


@pytest.fixture
def own(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """An application on SQLite that does not wait long."""
    monkeypatch.setattr(engines, "BUSY_SECONDS", 1)
    monkeypatch.setattr(keys, "BUSY_SECONDS", 1)
    yield from serve(Settings(database=sqlite_url, secret=SECRET))


def test_a_database_that_another_process_holds(own: Flask, sqlite_url: str, tmp_path: Path) -> None:
    key, client = key_for(sqlite_url), own.test_client()
    article = {"text": "The ferry sank on 2 November 2024."}
    with held(tmp_path / "timeline.db"):
        refused = client.post("/articles", json=article, headers=key)
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "1")
        assert refused.content_type == "application/problem+json"
        assert client.get("/events").status_code == 200
    assert client.post("/articles", json=article, headers=key).status_code == 201


def test_a_full_disk(own: Flask, sqlite_url: str) -> None:
    key, client = key_for(sqlite_url), own.test_client()
    assert client.post("/articles", json={"text": "It sank on 2 November 2024."}, headers=key).status_code == 201
    article = {"text": "The ferry sank on 2 November 2024. " * 4000}
    engine = own.extensions[EXTENSION].engine
    engine.dispose()
    room = allow_pages(engine, 1)  # so many as there are already
    refused = client.post("/articles", json=article, headers=key)
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "1")
    assert len(client.get("/events").json["items"]) == 1
    room.append(1_000_000)
    assert client.post("/articles", json=article, headers=key).status_code == 201
    assert check(engine) == ()


def allow_pages(engine: object, pages: int) -> list[int]:
    """Let the database grow to so many pages; more may be appended. SQLite says then what it says of a full disk."""
    allowed = [pages]

    def limit(conn: object, _record: object, _proxy: object) -> None:
        conn.execute(f"PRAGMA max_page_count = {allowed[-1]}")  # type: ignore[attr-defined]

    event.listen(engine, "checkout", limit)
    return allowed


@pytest.mark.postgres
def test_a_server_that_is_started_anew_under_load() -> None:
    with replicated(0) as (server, _):
        key, done = key_for(server.url), Event()
        seen: Counter[tuple[str, int]] = Counter()
        numbers, bare = count(), []
        for app in serve(Settings(database=server.url, secret=SECRET)):

            def ask(path: str, *, app: Flask = app) -> None:
                client = app.test_client()
                while not done.is_set():
                    answer = (
                        client.get(path)
                        if path == "/events"
                        else client.post(path, json={"text": f"Ship {next(numbers)} sank on 8 May 2001."}, headers=key)
                    )
                    seen[path, answer.status_code] += 1
                    if answer.status_code == 503 and "Retry-After" not in answer.headers:
                        bare.append(answer.json)
                    time.sleep(0.02)

            with ThreadPoolExecutor(4) as pool:
                asking = [pool.submit(ask, path) for path in ("/events", "/events", "/articles", "/articles")]
                try:
                    await_more(seen, 20)
                    for mode in ("immediate", "fast"):
                        server.stop(mode)
                        await_more(seen, 20)
                        server.start()
                        await_more(seen, 20)
                finally:
                    done.set()
                for one in asking:
                    one.result()
            assert {status for _, status in seen} <= {200, 201, 503}, seen
            assert seen["/events", 503] > 0
            assert seen["/articles", 503] > 0
            assert bare == []
            assert app.test_client().get("/events").status_code == 200
            assert stored(server.url) >= seen["/articles", 201]


def await_more(seen: Counter[tuple[str, int]], more: int) -> None:
    wanted, deadline = seen.total() + more, time.monotonic() + 30
    while seen.total() < wanted:
        assert time.monotonic() < deadline, seen
        time.sleep(0.01)


def stored(url: str) -> int:
    """How many articles there are, in a store that is whole."""
    from sqlalchemy import text

    opened = open_engine(url)
    try:
        assert check(opened) == ()
        with opened.connect() as conn:
            return int(conn.execute(text("SELECT count(*) FROM article")).scalar_one())
    finally:
        opened.dispose()
