"""Errors are problems, whatever goes wrong."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from timeline_api.store.engine import OverBudget

PROBLEM = "application/problem+json"


@pytest.mark.parametrize("path", ["/nowhere", "/events/a/b", "/Events", "/events/", "/static/../app.py"])
def test_unknown_paths(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.content_type, answer.json["title"]) == (404, PROBLEM, "Not Found")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/events", {"GET", "HEAD", "OPTIONS"}),
        ("DELETE", "/events/0123456789abcdefghij", {"GET", "HEAD", "PATCH", "OPTIONS"}),
        ("PUT", "/articles", {"GET", "HEAD", "POST", "OPTIONS"}),
        ("POST", "/articles/0123456789abcdefghij", {"GET", "HEAD", "DELETE", "OPTIONS"}),
        ("GET", "/extract", {"POST", "OPTIONS"}),
        ("TRACE", "/healthz", {"GET", "HEAD", "OPTIONS"}),
        ("BREW", "/", {"GET", "HEAD", "OPTIONS"}),
    ],
)
def test_other_methods(client: FlaskClient, method: str, path: str, allowed: set[str]) -> None:
    answer = client.open(path, method=method)
    assert (answer.status_code, answer.content_type) == (405, PROBLEM)
    assert answer.headers["Allow"] == ", ".join(sorted(allowed))


@pytest.mark.parametrize("error", [OperationalError("SELECT secret", {}, Exception("down")), OverBudget("slow")])
def test_a_busy_store(client: FlaskClient, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("timeline_api.api.timeline.fetch_records", fail)
    answer = client.get("/events")
    assert (answer.status_code, answer.content_type, answer.headers["Retry-After"]) == (503, PROBLEM, "1")
    assert "SELECT" not in answer.text


def test_a_store_that_is_away_is_one_line_of_the_log(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is away for all requests: a trace for each would fill the disk of the log, and a statement may hold texts."""
    away = Exception("connection refused\n\tIs the server running?")

    def fail(*_: object) -> None:
        raise OperationalError("SELECT secret", {"text": "secret"}, away)

    monkeypatch.setattr("timeline_api.api.timeline.fetch_records", fail)
    answer = client.get("/events")
    said = "Exception: connection refused Is the server running?"
    assert len(caplog.text.splitlines()) == 1
    assert caplog.text.endswith(f"store unavailable in request {answer.json['request_id']}: {said}\n")
    assert "secret" not in caplog.text


def test_an_error_of_ours_shows_nothing_of_it(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("timeline_api.api.timeline.fetch_records", lambda *_: {}["inner name"])
    answer = client.get("/events")
    assert (answer.status_code, answer.content_type) == (500, PROBLEM)
    assert "inner name" not in answer.text
    assert answer.json["request_id"] in caplog.text
    assert "inner name" in caplog.text


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/events/What%3F", "there is no such event"),
        ("/articles/7DVF", "there is no such article"),
        ("/events/on-this-day/3/15", "month and day are of two digits, as in /events/on-this-day/03/15"),
        ("/events/", "there is nothing at this path"),
    ],
)
def test_a_path_that_nothing_can_have_is_told_apart(client: FlaskClient, path: str, told: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.json["detail"]) == (404, told)
