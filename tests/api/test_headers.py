"""What every answer carries."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.event import listen

from timeline_api.api.service import EXTENSION

PATHS = [
    "/",
    "/docs",
    "/events",
    "/healthz",
    "/openapi.json",
    "/openapi.yaml",
    "/nowhere",
    "/static/timeline.css",
]


@pytest.mark.parametrize("path", PATHS)
def test_safety(client: FlaskClient, path: str) -> None:
    headers = client.get(path, buffered=True).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert len(headers["X-Request-ID"]) == 16


def test_a_request_keeps_its_name(client: FlaskClient) -> None:
    answer = client.get("/nowhere", headers={"X-Request-ID": "trace-1.a"})
    assert (answer.headers["X-Request-ID"], answer.json["request_id"]) == ("trace-1.a", "trace-1.a")


@pytest.mark.parametrize("name", ["", "a b", "<b>", "x" * 65, "é"])
def test_a_name_that_could_harm_a_log_is_not_kept(client: FlaskClient, name: str) -> None:
    assert client.get("/healthz", headers={"X-Request-ID": name}).headers["X-Request-ID"] != name


def test_any_page_may_read(client: FlaskClient) -> None:
    for path in ("/events", "/events?limit=0", "/nowhere"):
        assert client.get(path, headers={"Origin": "https://example.org"}).headers["Access-Control-Allow-Origin"] == "*"


def test_preflight_allows_reading_alone(client: FlaskClient) -> None:
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "GET"}
    answer = client.options("/events", headers=asked)
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert "Authorization" in answer.headers["Access-Control-Allow-Headers"]


def test_no_page_may_write(client: FlaskClient) -> None:
    assert "Access-Control-Allow-Origin" not in client.post("/articles", json={}).headers


def test_head_is_get_without_its_body(client: FlaskClient) -> None:
    read, asked = client.get("/events"), client.head("/events")
    assert (asked.status_code, asked.data, asked.headers["ETag"]) == (200, b"", read.headers["ETag"])
    assert asked.headers["Content-Length"] == read.headers["Content-Length"]


def test_what_a_caller_has_costs_no_query(app: Flask, client: FlaskClient, key: dict[str, str]) -> None:
    posted = client.post("/articles", json={"text": "The bridge opened on 2024-12-08."}, headers=key).json
    paths = ["/articles", posted["article"]["links"]["self"], posted["events"][0]["links"]["self"]]
    tags = {path: client.get(path).headers["ETag"] for path in paths}
    asked: list[str] = []
    engine = app.extensions[EXTENSION].engine
    listen(engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    for path, tag in tags.items():
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    assert asked == []
    client.delete(posted["article"]["links"]["self"], headers=key)
    assert client.get(paths[0], headers={"If-None-Match": tags[paths[0]]}).status_code == 200
    assert [client.get(path).status_code for path in paths[1:]] == [404, 404]
