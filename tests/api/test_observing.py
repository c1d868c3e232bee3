"""The access log, the measurements, and whether the service can serve."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import Engine, text
from werkzeug.test import TestResponse

from tests.api.conftest import SECRET, serve
from tests.api.telling import MakeKey, Put, tell_event
from timeline_api.api.service import EXTENSION
from timeline_api.model import Document
from timeline_api.settings import Settings
from timeline_api.store.engine import writing
from timeline_api.store.migrate import head
from timeline_api.temporal.interval import day

ARTICLE = {"text": "The old bridge opened on 2024-12-08."}


class ReadingClient(FlaskClient):
    """Reads and closes each answer, as a server does."""

    def open(self, *args: Any, **options: Any) -> TestResponse:
        return super().open(*args, **{"buffered": True, **options})


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    app.test_client_class = ReadingClient
    return app.test_client()


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> StringIO:
    """Standard output; pytest's own is another one in fixtures than in tests."""
    output = StringIO()
    monkeypatch.setattr("sys.stdout", output)
    return output


@pytest.fixture
def logged(database_url: str, log: StringIO) -> Iterator[Flask]:
    """The application with its access log on."""
    for made in serve(Settings(database=database_url, secret=SECRET, access_log="on")):
        made.test_client_class = ReadingClient
        yield made


def lines(log: StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_a_line_says_what_a_request_was(logged: Flask, put: Put, key: dict[str, str], log: StringIO) -> None:
    put(Document("a"), tell_event("Bridge opens", day(2024, 12, 8)), tell_event("Bridge closes", day(2024, 12, 9)))
    client = logged.test_client()
    read = client.get("/events?q=bridge", headers={"X-Request-ID": "walk-1"})
    client.post("/articles", json=ARTICLE, headers=key)
    client.head("/events")
    client.open("/secret-path?token=x", method="BREW")
    page, post, head_, unknown = lines(log)
    assert (page["request_id"], page["method"], page["route"]) == ("walk-1", "GET", "/events")
    assert (page["status"], page["rows"], page["bytes"], page["key"]) == (200, 2, len(read.data), None)
    assert 0 < page["seconds"] < 60
    assert (post["method"], post["status"], post["key"]) == ("POST", 201, key["Authorization"].split("_")[1])
    assert (head_["method"], head_["bytes"]) == ("HEAD", 0)
    assert (unknown["method"], unknown["route"], unknown["status"]) == ("other", "unknown", 404)


def test_no_line_holds_a_secret_a_path_or_a_query(logged: Flask, key: dict[str, str], log: StringIO) -> None:
    client = logged.test_client()
    client.get("/events?q=private+matter", headers={**key, "Cookie": "c=private"})
    client.get("/articles/private", headers=key)
    client.post("/articles", json={"text": "private"}, headers={"Authorization": "Bearer private"})
    told = log.getvalue()
    assert len(told.splitlines()) == 3
    assert "private" not in told
    assert key["Authorization"].removeprefix("Bearer ") not in told


def test_streams_count_whole(logged: Flask, log: StringIO) -> None:
    logged.add_url_rule("/stream", view_func=lambda: Response(iter(["é" * 100, "b" * 50]), content_type="image/x"))
    logged.test_client().get("/stream")
    assert lines(log)[0]["bytes"] == 250


def test_the_log_is_off_unless_asked_for(client: FlaskClient, log: StringIO) -> None:
    client.get("/events")
    assert log.getvalue() == ""


def samples(client: FlaskClient) -> dict[tuple[str, ...], float]:
    answer = client.get("/metrics")
    assert answer.content_type.startswith("text/plain; version=")
    families = text_string_to_metric_families(answer.text)
    found = (sample for family in families for sample in family.samples)
    return {(sample.name, *sample.labels.values()): sample.value for sample in found}


def test_requests_are_measured_by_route(client: FlaskClient, key: dict[str, str]) -> None:
    client.get("/events")
    client.get("/events?limit=0")
    client.get("/events/0123456789abcdefghij")
    client.get("/no/such/path")
    client.post("/articles", json=ARTICLE, headers=key)
    found = samples(client)
    assert found["timeline_requests_total", "GET", "/events", "200"] == 1
    assert found["timeline_requests_total", "GET", "/events", "400"] == 1
    assert found["timeline_requests_total", "GET", "/events/<key:event_id>", "404"] == 1
    assert found["timeline_requests_total", "GET", "unknown", "404"] == 1
    assert found["timeline_request_seconds_count", "GET", "/events"] == 2
    assert found["timeline_request_seconds_bucket", "+Inf", "GET", "/events"] == 2
    assert 0 < found["timeline_request_seconds_sum", "GET", "/events"] < 60
    assert found["timeline_extraction_seconds_count",] == 1


def test_the_store_is_counted_again_when_it_changes(client: FlaskClient, put: Put) -> None:
    assert (samples(client)["timeline_articles",], samples(client)["timeline_events",]) == (0, 0)
    put(Document("a"), tell_event("Bridge opens", day(2024, 12, 8)))
    found = samples(client)
    assert (found["timeline_store_up",], found["timeline_articles",], found["timeline_events",]) == (1, 1, 1)
    assert found["timeline_pool_connections", "in_use"] == 0


def test_ready(client: FlaskClient) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["status"], answer.json["revision"]) == (200, "ready", head())
    assert answer.headers["Cache-Control"] == "no-store"


def test_other_tables_are_not_ready(client: FlaskClient, engine: Engine) -> None:
    with writing(engine) as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert f"revision 0000, this version needs {head()}" in answer.json["detail"]
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("url", ["sqlite:///{}/gone/timeline.db", "postgresql://nobody@127.0.0.1:1/none"])
def test_a_database_that_is_away(tmp_path: Path, url: str) -> None:
    """Alive, not ready, and every other resource says to come back."""
    [app] = serve(Settings(database=url.format(tmp_path), secret=SECRET))
    client = app.test_client()
    answer = client.get("/readyz")
    assert (answer.status_code, "the database does not answer" in answer.json["detail"]) == (503, True)
    assert samples(client)["timeline_store_up",] == 0
    for away in (
        client.get("/events"),
        client.get("/events/0123456789abcdefghij"),
        client.get("/articles/0123456789abcdefghij"),
    ):
        assert (away.status_code, away.content_type) == (503, "application/problem+json")
        assert int(away.headers["Retry-After"]) > 0
    assert client.get("/healthz").status_code == 200
    app.extensions[EXTENSION].close()


def test_a_disk_that_takes_nothing(client: FlaskClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "gone"))
    answer = client.get("/readyz")
    assert (answer.status_code, "the disk takes no writes" in answer.json["detail"]) == (503, True)


def test_measurements_need_a_key_where_reading_does(database_url: str, make_key: MakeKey) -> None:
    for app in serve(Settings(database=database_url, secret=SECRET, read_access="key")):
        client = app.test_client()
        assert client.get("/metrics").status_code == 401
        assert client.get("/metrics", headers=make_key("read")).status_code == 200
        assert client.get("/readyz").status_code == 200
