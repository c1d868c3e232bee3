"""Reads on replicas, with a real primary and replicas that stream from it: stopped, lagging, hung and promoted while
requests go on.
"""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from flask import Flask
from werkzeug.test import Client, TestResponse

from tests.api.conftest import SECRET, serve
from tests.replication import PostgresServer, replicated
from timeline_api.api.clock import now
from timeline_api.api.servers import COOKIE, HEADER
from timeline_api.settings import Settings
from timeline_api.store.engine import open_engine, writing
from timeline_api.store.health import check
from timeline_api.store.keys import create_key

pytestmark = pytest.mark.postgres
_PATIENCE = 15.0


@dataclass
class Cluster:
    """Two replicas of a primary, and a service over all three."""

    primary: PostgresServer
    replicas: list[PostgresServer]
    app: Flask
    key: dict[str, str]

    def client(self) -> Client:
        """A client without cookies."""
        return Client(self.app.wsgi_app, use_cookies=False)

    def states(self) -> dict[str, str]:
        """What `/readyz` says of each replica."""
        told = self.client().get("/readyz").get_json()
        return {one["server"]: one["state"] for one in told["replicas"]}

    def post(self, text: str) -> TestResponse:
        answer = self.client().post("/articles", json={"text": text, "published": "2024-12-11"}, headers=self.key)
        assert answer.status_code == 201, answer.text
        return answer

    def count(self, client: Client | None = None, **headers: str) -> int:
        answer = (client or self.client()).get("/events?count=exact&limit=1", headers=headers)
        assert answer.status_code == 200, answer.text
        found: int = answer.get_json()["count"]
        return found

    def await_states(self, *wanted: str) -> None:
        """Wait until the replicas are found so, in order."""
        eventually(lambda: [self.states()[one.name] for one in self.replicas] == list(wanted))

    def reads(self) -> dict[str, float]:
        """How many reads each server was asked, by `/metrics`."""
        lines = self.client().get("/metrics").text.splitlines()
        counted = [line.split() for line in lines if line.startswith("timeline_reads_total")]
        return {name.split('"')[1]: float(value) for name, value in counted}


def eventually(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not true():
        assert time.monotonic() < deadline, "it has not come true"
        time.sleep(0.05)


def key_of(url: str) -> dict[str, str]:
    engine = open_engine(url)
    with writing(engine) as conn:
        secret = create_key(conn, "writer", ("ingest",), now()).secret
    engine.dispose()
    return {"Authorization": f"Bearer {secret}"}


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[PostgresServer, list[PostgresServer]]]:
    with replicated(2) as started:
        yield started


@pytest.fixture
def cluster(servers: tuple[PostgresServer, list[PostgresServer]]) -> Iterator[Cluster]:
    primary, replicas = servers
    urls = " ".join(one.url for one in replicas)
    for app in serve(Settings(database=primary.url, replicas=urls, replica_lag=1.0, secret=SECRET)):
        made = Cluster(primary, replicas, app, key_of(primary.url))
        made.client().get("/events")
        made.await_states("serving", "serving")
        yield made


@dataclass
class Load:
    """What clients saw who kept reading: how often each path was answered, and what was not 200."""

    answered: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


@contextmanager
def load(cluster: Cluster) -> Iterator[Load]:
    """Three clients that read all the time."""
    seen, over = Load(), threading.Event()

    def keep_reading(path: str) -> None:
        client = cluster.client()
        while not over.is_set():
            answer = client.get(path)
            seen.answered[path] += 1
            if answer.status_code != 200:
                seen.wrong.append(f"{path}: {answer.text}")

    paths = ("/events?limit=5", "/events/histogram", "/articles?limit=2")
    threads = [threading.Thread(target=keep_reading, args=(path,)) for path in paths]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        over.set()
        for thread in threads:
            thread.join()


def test_reads_go_to_replicas_and_writes_to_the_primary(cluster: Cluster) -> None:
    cluster.post("The bridge reopened on 9 December 2024.")
    before = cluster.reads()
    for _ in range(10):
        cluster.count()
    asked = {name: count - before.get(name, 0) for name, count in cluster.reads().items()}
    # The primary is not named at all where nothing has been read from it yet.
    assert {name: reads for name, reads in asked.items() if reads} == {each.name: 5 for each in cluster.replicas}


def test_a_writer_reads_what_he_wrote_however_far_behind_the_replicas_are(cluster: Cluster) -> None:
    before = cluster.count()
    for one in cluster.replicas:
        one.ask("SELECT pg_wal_replay_pause()")
    try:
        answer = cluster.post("A market opened on 3 March 1999.")
        generation = answer.headers[HEADER]
        assert cluster.count(**{HEADER: generation}) == before + 1, "by the header"
        assert cluster.count(Authorization=cluster.key["Authorization"]) == before + 1, "by the key that may write"
        browser = Client(cluster.app.wsgi_app)
        browser.set_cookie(COOKIE, generation)
        assert cluster.count(browser) == before + 1, "by the cookie"
        assert cluster.count() == before, "who has written nothing is answered by a replica, a little behind"
    finally:
        for one in cluster.replicas:
            one.ask("SELECT pg_wal_replay_resume()")
    eventually(lambda: cluster.count() == before + 1)
    asked = cluster.reads().get("primary", 0)
    assert cluster.count(**{HEADER: generation}) == before + 1
    assert cluster.reads().get("primary", 0) == asked, "a replica that has caught up answers the writer too"


def test_a_replica_is_checked_as_its_primary_is(cluster: Cluster) -> None:
    cluster.post("A tower fell on 3 May 1951.")
    for server in (cluster.primary, *cluster.replicas):
        engine = open_engine(server.url)
        assert check(engine) == ()
        engine.dispose()


def test_every_way_of_writing_names_its_generation(cluster: Cluster) -> None:
    stored = cluster.post("A ferry sank on 4 May 1951.")
    assert f"{COOKIE}={stored.headers[HEADER]};" in stored.headers["Set-Cookie"]
    lines = b'{"text": "A mill burned on 5 May 1951."}\n{"text": ""}\n'
    headers = cluster.key | {"Content-Type": "application/x-ndjson"}
    told = cluster.client().post("/articles/batch", data=lines, headers=headers)
    first, second = map(json.loads, told.text.splitlines())
    assert first["generation"] > int(stored.headers[HEADER])
    assert "generation" not in second
    gone = cluster.client().delete(stored.headers["Location"], headers=cluster.key)
    assert int(gone.headers[HEADER]) > first["generation"]
    assert HEADER not in cluster.client().post("/extract", json={"text": "On 5 May 1951 it rained."}).headers


def test_a_generation_that_cannot_be_read_is_named(cluster: Cluster) -> None:
    for given in ("", "-1", "1e3", "9" * 20, "one"):
        answer = cluster.client().get("/events", headers={HEADER: given})
        assert answer.status_code == 400
        assert answer.get_json()["errors"][0]["name"] == HEADER
        browser = Client(cluster.app.wsgi_app)
        browser.set_cookie(COOKIE, given)
        assert browser.get("/events").status_code == 200, "cookies are not always ours"


def test_a_replica_that_stops_costs_no_read(cluster: Cluster) -> None:
    first, second = cluster.replicas
    with load(cluster) as seen:
        time.sleep(0.3)
        first.stop()
        cluster.await_states("away", "serving")
        second.stop()
        cluster.await_states("away", "away")
        time.sleep(0.3)
        first.start()
        second.start()
        cluster.await_states("serving", "serving")
    assert seen.answered.total() > 50
    assert seen.wrong == []


def test_a_replica_that_hangs_is_left_and_taken_back(cluster: Cluster) -> None:
    first = cluster.replicas[0]
    with load(cluster) as seen:
        time.sleep(0.3)
        first.freeze()
        try:
            cluster.await_states("away", "serving")
            before = seen.answered.copy()
            eventually(lambda: all(seen.answered[path] > before[path] for path in before))
        finally:
            first.thaw()
        cluster.await_states("serving", "serving")
    assert seen.wrong == []


def test_a_replica_that_lags_too_far_is_not_asked(cluster: Cluster) -> None:
    first = cluster.replicas[0]
    first.ask("SELECT pg_wal_replay_pause()")
    try:
        with load(cluster) as seen:
            cluster.post("A tower fell on 7 July 1907.")
            cluster.await_states("lagging", "serving")
            [told] = [
                one for one in cluster.client().get("/readyz").get_json()["replicas"] if one["state"] == "lagging"
            ]
            assert told["lag"] > 1.0
            lines = cluster.client().get("/metrics").text
            assert f'timeline_replica_up{{server="{first.name}"}} 0.0' in lines
            assert f'timeline_replica_up{{server="{cluster.replicas[1].name}"}} 1.0' in lines
        counts = {cluster.count() for _ in range(6)}
        assert len(counts) == 1, "the one that lags is not among them"
        assert seen.wrong == []
    finally:
        first.ask("SELECT pg_wal_replay_resume()")
    cluster.await_states("serving", "serving")


def test_reading_goes_on_without_the_primary(cluster: Cluster) -> None:
    before = cluster.count()
    with load(cluster) as seen:
        cluster.primary.stop()
        try:
            answer = cluster.client().post("/articles", json={"text": "One."}, headers=cluster.key)
            assert answer.status_code == 503
            assert answer.headers["Retry-After"]
            assert cluster.count() == before
            told = cluster.client().get("/readyz")
            assert (told.status_code, told.get_json()["status"]) == (200, "reading")
        finally:
            cluster.primary.start()
    assert seen.wrong == []
    eventually(lambda: cluster.client().get("/readyz").get_json()["status"] == "ready")
    cluster.post("A dam was built in 1931.")


def test_a_replica_becomes_the_primary_under_load() -> None:
    with replicated(1) as (primary, [replica]):
        key = key_of(primary.url)
        both = f"postgresql://postgres@/news?host=127.0.0.1:{primary.port}&host=127.0.0.1:{replica.port}"
        settings = Settings(database=both, replicas=replica.url, secret=SECRET, replica_lag=5.0)
        for app in serve(settings):
            cluster = Cluster(primary, [replica], app, key)
            cluster.client().get("/events")
            cluster.await_states("serving")
            cluster.post("A school opened on 1 September 1920.")
            eventually(lambda: replica.ask("SELECT count(*) FROM article")[0] == 1)
            with load(cluster) as seen:
                primary.stop()
                time.sleep(0.3)
                replica.promote()
                cluster.await_states("primary")
                after = cluster.post("A school closed on 2 June 1980.")
                assert cluster.count(**{HEADER: after.headers[HEADER]}) == 2
            assert seen.wrong == []
            assert seen.answered.total() > 20
