"""`Idempotency-Key`: the same request again, and at once, has one effect and one answer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, text
from werkzeug.test import TestResponse

from tests.api.telling import MakeKey
from timeline_api.api import idempotency
from timeline_api.store.engine import reading
from timeline_api.store.kept_answers import KEPT_FOR

ARTICLE = {"text": "The old bridge opened on 2024-12-08.", "url": "http://example.org/bridge"}


def send(client: FlaskClient, key: dict[str, str], name: str, article: Any = ARTICLE) -> TestResponse:
    return client.post("/articles", json=article, headers={**key, "Idempotency-Key": name})


def test_the_same_again_has_the_same_answer(client: FlaskClient, key: dict[str, str]) -> None:
    first = send(client, key, "one")
    client.post("/articles", json={**ARTICLE, "text": "It opened on 2024-12-09."}, headers=key)
    again = send(client, key, "one")
    assert (again.status_code, again.data) == (first.status_code, first.data) == (201, first.data)
    assert again.headers["Location"] == first.headers["Location"]
    assert client.get(first.headers["Location"]).json["text"] == "It opened on 2024-12-09."


def test_another_article_is_refused(client: FlaskClient, key: dict[str, str]) -> None:
    send(client, key, "one")
    for change in ({"text": "Other."}, {"title": "T"}, {"id": "mine"}, {"tags": ["a"]}):
        answer = send(client, key, "one", {**ARTICLE, **change})
        assert (answer.status_code, answer.json["errors"][0]["name"]) == (422, "Idempotency-Key")
    assert len(client.get("/articles").json["items"]) == 1


def test_the_spelling_of_an_article_does_not_matter(client: FlaskClient, key: dict[str, str]) -> None:
    send(client, key, "one", {"text": "a", "url": "http://example.org/"})
    body = b'{ "url": "http:\\/\\/example.org/",\n"text": "\\u0061" }'
    headers = {**key, "Idempotency-Key": "one"}
    assert client.post("/articles", data=body, content_type="application/json", headers=headers).status_code == 201


def test_names_belong_to_keys(client: FlaskClient, make_key: MakeKey) -> None:
    assert send(client, make_key("ingest"), "one").status_code == 201
    assert send(client, make_key("ingest"), "one", {"text": "Other."}).status_code == 201


def test_a_failure_may_be_tried_again(client: FlaskClient, key: dict[str, str]) -> None:
    assert send(client, key, "one", {"text": ""}).status_code == 422
    assert send(client, key, "one").status_code == 201


def test_answers_are_forgotten_after_a_day(
    client: FlaskClient, key: dict[str, str], engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(client, key, "one")
    later = idempotency.now() + KEPT_FOR + timedelta(seconds=1)
    monkeypatch.setattr(idempotency, "now", lambda: later)
    assert send(client, key, "one").json["outcome"] == "unchanged"
    assert send(client, key, "two", {"text": "Other."}).status_code == 201
    with reading(engine) as conn:
        assert conn.scalar(text("SELECT count(*) FROM kept_answer")) == 2


@pytest.mark.parametrize("name", ["", "a b", "é", "x" * 256])
def test_what_is_no_name_is_refused(client: FlaskClient, key: dict[str, str], name: str) -> None:
    answer = send(client, key, name)
    assert answer.status_code == 400
    assert (answer.json["errors"][0]["in"], answer.json["errors"][0]["name"]) == ("header", "Idempotency-Key")


def test_all_at_once_is_one_article_and_one_answer(app: Flask, key: dict[str, str]) -> None:
    def post(_: int) -> tuple[int, bytes]:
        answer = send(app.test_client(), key, "at-once")
        return answer.status_code, answer.data

    with ThreadPoolExecutor(16) as pool:
        answers = set(pool.map(post, range(50)))
    assert [status for status, _ in answers] == [201]
    assert len(app.test_client().get("/articles").json["items"]) == 1
