"""Keys: missing, wrong, revoked, lacking a scope; and never told to the log."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from tests.api.conftest import SECRET, serve
from tests.api.telling import MakeKey
from timeline_api.settings import Settings
from timeline_api.store.engine import reading, writing
from timeline_api.store.keys import list_keys, note_use, revoke_key

ARTICLE = {"text": "The old bridge opened on 2024-12-08."}


@pytest.fixture
def closed(database_url: str) -> Iterator[Flask]:
    """The application where reading needs a key too."""
    yield from serve(Settings(database=database_url, secret=SECRET, read_access="key"))


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Basic dGw6eA==", "tl_1_2", "Bearer tl_1_2", "Bearer é", "Bearer tl_a_b c"],
)
def test_what_is_no_key_is_challenged(client: FlaskClient, header: str) -> None:
    answer = client.post("/articles", json=ARTICLE, headers={"Authorization": header})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith('Bearer realm="timeline"')
    assert answer.json["errors"][0]["name"] == "Authorization"


def test_a_missing_key_is_challenged_before_the_body_is_read(client: FlaskClient) -> None:
    assert client.post("/articles", data=b"x" * 100_000).status_code == 401


def test_a_lacking_scope_is_named(client: FlaskClient, make_key: MakeKey) -> None:
    answer = client.post("/articles", json=ARTICLE, headers=make_key("read"))
    assert (answer.status_code, "'ingest'" in answer.json["detail"]) == (403, True)
    assert 'error="insufficient_scope", scope="ingest"' in answer.headers["WWW-Authenticate"]


def test_a_revoked_key_is_no_key(client: FlaskClient, key: dict[str, str], engine: Engine) -> None:
    assert client.post("/articles", json=ARTICLE, headers=key).status_code == 201
    with writing(engine) as conn:
        revoke_key(conn, key["Authorization"].split("_")[1])
    assert client.post("/articles", json=ARTICLE, headers=key).status_code == 401


@pytest.mark.parametrize("path", ["/events", "/events/0123456789abcdefghij", "/articles/0123456789abcdefghij", "/"])
def test_reading_can_need_a_key(closed: Flask, make_key: MakeKey, path: str) -> None:
    client = closed.test_client()
    assert client.get(path).status_code == 401
    assert client.get(path, headers=make_key("ingest")).status_code == 403
    answer = client.get(path, headers=make_key("read"))
    assert answer.status_code in (200, 404)
    assert "private" in answer.headers["Cache-Control"] or answer.status_code == 404


def test_extraction_counts_as_reading(closed: Flask, make_key: MakeKey) -> None:
    client = closed.test_client()
    assert client.post("/extract", json=ARTICLE).status_code == 401
    assert client.post("/extract", json=ARTICLE, headers=make_key("read")).status_code == 200


def test_the_use_of_a_key_is_noted_once_a_minute(
    app: Flask, client: FlaskClient, key: dict[str, str], engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[str] = []

    def note(engine: Engine, id: str, now: datetime) -> bool:
        noted.append(id)
        return note_use(engine, id, now)

    monkeypatch.setattr("timeline_api.api.key_uses.note_use", note)
    for _ in range(3):
        client.post("/articles", json=ARTICLE, headers=key)
    client.post("/articles", json=ARTICLE, headers={"Authorization": key["Authorization"] + "x"})
    assert noted == [key["Authorization"].split("_")[1]]
    with reading(engine) as conn:
        [listed] = list_keys(conn)
    assert listed.last_used_at is not None
    assert datetime.now(UTC) - listed.last_used_at < timedelta(minutes=1)


def test_the_contract_and_health_need_no_key(closed: Flask) -> None:
    client = closed.test_client()
    assert {client.get(path).status_code for path in ("/healthz", "/openapi.json", "/docs")} == {200}


def test_keys_are_never_logged(
    client: FlaskClient,
    key: dict[str, str],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Not even when a request fails with a trace."""
    caplog.set_level(logging.DEBUG)
    secret = key["Authorization"].removeprefix("Bearer ")
    monkeypatch.setattr("timeline_api.api.articles.put_entries", lambda *_: 1 / 0)
    answer = client.post("/articles", json=ARTICLE, headers=key)
    assert answer.status_code == 500
    assert "ZeroDivisionError" in caplog.text
    assert secret not in caplog.text
    assert secret not in answer.text
