"""Pages answered before Flask is entered are those that Flask would give, headers and all."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import Client, TestResponse

from tests.api.conftest import SECRET, serve
from tests.api.telling import MakeKey, Put, tell_event
from timeline_api.api.front import EventsFront
from timeline_api.api.service import EXTENSION
from timeline_api.model import Document
from timeline_api.settings import Settings
from timeline_api.temporal.interval import day

FOUND = ["", "limit=1", "from=2024&to=2024-12-31", "q=opens&source=Two", "from=9999", "q=%21"]
WRONG = ["form=1", "limit=0", "q=%ff"]


@pytest.fixture
def told(put: Put) -> None:
    events = tell_event("Bridge opens", day(2024, 12, 8)), tell_event("It closes", day(2024, 12, 9))
    put(Document("a", source="Two"), *events)


def behind(app: Flask, path: str, **options: Any) -> TestResponse:
    """What Flask answers when nobody stands in front of it."""
    front = app.wsgi_app
    assert isinstance(front, EventsFront)
    return Client(front._behind).get(path, **options)


def seen(answer: TestResponse) -> tuple[object, ...]:
    return answer.status_code, answer.data, sorted(answer.headers)


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("query", FOUND + WRONG)
@pytest.mark.parametrize("mounted", ["", "/news"])
def test_both_say_the_same(app: Flask, query: str, mounted: str) -> None:
    path = f"/events?{query}"
    options = {"environ_overrides": {"SCRIPT_NAME": mounted}, "headers": {"X-Request-ID": "mine"}}
    first = Client(app.wsgi_app).get(path, **options)
    service = app.extensions[EXTENSION]
    service.bodies.put(2**62, b"", None, 0)  # a newer generation: nothing of before is kept
    assert seen(first) == seen(behind(app, path, **options))
    if first.status_code == 200:
        options["headers"]["If-None-Match"] = first.headers["ETag"]
        again = Client(app.wsgi_app).get(path, **options)
        assert (again.status_code, again.data) == (304, b"")
        assert seen(again) == seen(behind(app, path, **options))


@pytest.mark.usefixtures("told")
def test_an_answer_is_made_once_for_a_generation(client: FlaskClient, put: Put) -> None:
    first = client.get("/events")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("timeline_api.api.timeline.fetch_records", None)
        assert client.get("/events?limit=50").data == first.data
        assert client.get("/events", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    put(Document("b"), tell_event("Snow falls", day(2024, 12, 10)))
    assert len(client.get("/events").json["items"]) == 3


def test_other_questions_and_places_have_other_tags(client: FlaskClient) -> None:
    tags = [client.get(path).headers["ETag"] for path in ("/events", "/events?limit=2", "/events?from=2024")]
    tags.append(client.get("/events", environ_overrides={"SCRIPT_NAME": "/news"}).headers["ETag"])
    assert len(set(tags)) == 4
    assert client.get("/events?limit=50").headers["ETag"] == tags[0]


def test_a_closed_service_is_closed_in_front_too(database_url: str, make_key: MakeKey) -> None:
    for app in serve(Settings(database=database_url, secret=SECRET, read_access="key")):
        client = app.test_client()
        assert client.get("/events").status_code == 401
        assert client.get("/events", headers=make_key("read")).status_code == 200
