"""Limits on requests: off by default, of each key and address, told in headers, shared by the workers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from limits import parse
from limits.errors import StorageError
from limits.strategies import FixedWindowRateLimiter

from tests.api.conftest import SECRET, serve
from tests.api.telling import MakeKey
from timeline_api.api import rates
from timeline_api.api.shared_counts import SharedCounts
from timeline_api.measuring import FOLDER_VARIABLE
from timeline_api.settings import Settings
from timeline_api.store.engine import writing
from timeline_api.store.keys import revoke_key


@pytest.fixture(params=["a process", "shared"])
def limited(
    request: pytest.FixtureRequest, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Flask]:
    """The application with three requests an hour, counted by the process or in a file."""
    if request.param == "shared":
        (tmp_path / "of workers").mkdir()
        monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "of workers"))
    yield from serve(Settings(database=database_url, secret=SECRET, rate_limit="3/hour", proxies=1))


def asked(client: FlaskClient, path: str = "/events", **headers: str) -> tuple[int, str | None]:
    answer = client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    left = re.fullmatch(r'"default";r=(\d+);t=(\d+)', answer.headers.get("RateLimit", ""))
    return answer.status_code, left and left[1]


def test_past_the_limit_is_429(limited: Flask) -> None:
    client = limited.test_client()
    assert [asked(client) for _ in range(4)] == [(200, "2"), (200, "1"), (200, "0"), (429, "0")]
    answer = client.get("/nowhere")
    assert (answer.status_code, answer.content_type) == (429, "application/problem+json")
    assert answer.headers["RateLimit-Policy"] == '"default";q=3;w=3600'
    assert 3500 < int(answer.headers["Retry-After"]) <= 3600
    assert "more than 3 requests in 3600 seconds" in answer.json["detail"]
    assert "RateLimit" in answer.headers["Access-Control-Expose-Headers"]


def test_errors_count_too(limited: Flask) -> None:
    client = limited.test_client()
    assert [asked(client, path)[0] for path in ("/nowhere", "/events?limit=0", "/", "/")] == [404, 400, 200, 429]


def test_who_watches_is_not_limited(limited: Flask) -> None:
    client = limited.test_client()
    for path in ("/healthz", "/readyz", "/metrics"):
        assert {asked(client, path) for _ in range(5)} == {(200, None)}


def test_each_key_and_each_address_has_its_own(limited: Flask, make_key: MakeKey) -> None:
    client = limited.test_client()
    one, other = make_key("read"), make_key("read")
    for caller in (one, other, {}, {"X-Forwarded-For": "192.0.2.1"}, {"X-Forwarded-For": "2001:db8::1"}):
        assert [asked(client, **caller)[0] for _ in range(4)] == [200, 200, 200, 429]
    assert asked(client, **one, X_Forwarded_For="192.0.2.9")[0] == 429
    assert asked(client, X_Forwarded_For="2001:db8::2:0:0:9")[0] == 429
    assert asked(client, X_Forwarded_For="2001:db8:0:1::1")[0] == 200


def test_keys_made_up_count_for_their_address(limited: Flask, make_key: MakeKey) -> None:
    client = limited.test_client()
    made_up = [f"Bearer tl_0000000{number}_{'a' * 43}" for number in range(4)]
    assert [asked(client, Authorization=secret)[0] for secret in made_up] == [200, 200, 200, 429]
    revoked = make_key("read")
    with writing(limited.extensions["timeline"].engine) as conn:
        revoke_key(conn, revoked["Authorization"].split("_")[1])
    assert asked(client, **revoked)[0] == 429


def test_addresses_are_believed_of_as_many_proxies_as_there_are(limited: Flask, database_url: str) -> None:
    """Of one proxy the last address; of none, none."""
    client = limited.test_client()
    assert [asked(client, X_Forwarded_For=f"203.0.113.{n}, 192.0.2.1")[0] for n in range(4)] == [200, 200, 200, 429]
    for app in serve(Settings(database=database_url, secret=SECRET, rate_limit="1/hour")):
        direct = app.test_client()
        assert asked(direct, X_Forwarded_For="192.0.2.50")[0] == 200
        assert asked(direct, X_Forwarded_For="192.0.2.51")[0] == 429


def test_no_limit_unless_asked_for(client: FlaskClient) -> None:
    assert {asked(client) for _ in range(10)} == {(200, None)}


def test_counts_that_fail_let_requests_pass(
    limited: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise StorageError(OSError("no space left"))

    monkeypatch.setattr(rates.FixedWindowRateLimiter, "hit", fail)
    assert {asked(limited.test_client()) for _ in range(5)} == {(200, None)}
    assert "requests cannot be counted" in caplog.text


@pytest.fixture
def counts(tmp_path: Path) -> Iterator[SharedCounts]:
    opened = SharedCounts(tmp_path / "requests.sqlite")
    yield opened
    opened.close()


def test_two_workers_count_together(counts: SharedCounts, tmp_path: Path) -> None:
    other = SharedCounts(tmp_path / "requests.sqlite")
    item = parse("10/minute")
    limiters = [FixedWindowRateLimiter(storage) for storage in (counts, other)]
    assert [limiters[number % 2].hit(item, "a") for number in range(12)] == [True] * 10 + [False] * 2
    assert limiters[0].get_window_stats(item, "a").remaining == 0
    assert limiters[0].get_window_stats(item, "b").remaining == 10
    other.close()


def test_a_window_ends(counts: SharedCounts, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1000.0]
    monkeypatch.setattr("timeline_api.api.shared_counts.time.time", lambda: clock[0])
    assert [counts.incr("a", 60), counts.incr("a", 60), counts.incr("b", 10)] == [1, 2, 1]
    assert (counts.get("a"), counts.get_expiry("a")) == (2, 1060.0)
    clock[0] = 1060.0
    assert (counts.get("a"), counts.get_expiry("a"), counts.get_expiry("none")) == (0, 1060.0, 1060.0)
    assert counts.incr("a", 60) == 1
    assert (counts.get("a"), counts.get_expiry("a")) == (1, 1120.0)


def test_what_is_over_is_forgotten(counts: SharedCounts, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1000.0]
    monkeypatch.setattr("timeline_api.api.shared_counts.time.time", lambda: clock[0])
    for number in range(100):
        counts.incr(f"address {number}", 60)
    clock[0] = 2000.0
    counts.incr("another", 60)
    assert counts._run("SELECT count(*) FROM hits", {}) == (1,)
    counts.clear("another")
    assert (counts.get("another"), counts.check(), counts.reset()) == (0, True, None)
