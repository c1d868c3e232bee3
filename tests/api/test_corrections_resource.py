"""`PATCH /events/{id}`: preconditions, what may be given, who sees what, and the history."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from tests.api.telling import MakeKey, Put, tell_event
from timeline_api.api.schemas.events import EventSchema, ExplainedEventSchema
from timeline_api.model import Document
from timeline_api.temporal.interval import day

MERGE = "application/merge-patch+json"


@pytest.fixture
def admin(make_key: MakeKey) -> dict[str, str]:
    return make_key("admin")


@pytest.fixture
def path(put: Put) -> str:
    stored = put(Document("a"), tell_event("Bridge opens", day(2024, 12, 8)), tell_event("C", day(2024, 12, 9), at=50))
    return f"/events/{stored.event_ids[0]}"


def send(client: FlaskClient, path: str, key: dict[str, str], patch: Any, seen: str | None = "*") -> TestResponse:
    headers = key if seen is None else {**key, "If-Match": seen}
    return client.patch(path, data=json.dumps(patch), headers=headers, content_type=MERGE)


def titles(client: FlaskClient, query: str = "") -> list[str]:
    return [item["title"] for item in client.get(f"/events?{query}").json["items"]]


@pytest.mark.parametrize("coding", ["", "gzip", "zstd"])
def test_a_correction_needs_the_state_that_was_seen(
    client: FlaskClient, admin: dict[str, str], path: str, coding: str
) -> None:
    seen = client.get(path, headers={"Accept-Encoding": coding}).headers["ETag"]
    answer = send(client, path, admin, {"title": "Viaduct", "date": {"edtf": "2001-02"}}, f'"other", {seen}')
    assert answer.status_code == 200
    assert (answer.json["title"], answer.json["date"]["edtf"]) == ("Viaduct", "2001-02")
    again = client.get(path)
    assert (again.json, again.headers["ETag"]) == (answer.json, answer.headers["ETag"])
    late = send(client, path, admin, {"title": "X"}, seen)
    assert (late.status_code, late.content_type) == (412, "application/problem+json")
    assert client.get(path).json["title"] == "Viaduct"


@pytest.mark.parametrize("seen", ["", '"x"', "x", 'W/"x"', '"x", "y"', "é", '""'])
def test_another_state_is_412(client: FlaskClient, admin: dict[str, str], path: str, seen: str) -> None:
    assert send(client, path, admin, {"title": "X"}, seen).status_code == 412


def test_a_weak_tag_names_no_state(client: FlaskClient, admin: dict[str, str], path: str) -> None:
    seen = client.get(path).headers["ETag"]
    assert send(client, path, admin, {"title": "X"}, f"W/{seen}").status_code == 412


def test_no_precondition_is_428(client: FlaskClient, admin: dict[str, str], path: str) -> None:
    answer = send(client, path, admin, {"title": "X"}, None)
    assert (answer.status_code, answer.json["errors"][0]["name"]) == (428, "If-Match")


def test_of_two_who_saw_the_same_one_is_late(app: Flask, admin: dict[str, str], path: str) -> None:
    seen = app.test_client().get(path).headers["ETag"]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: send(app.test_client(), path, admin, {"title": f"T{n}"}, seen), range(8)))
    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 7
    assert len(app.test_client().get(path).json["history"]) == 1


def test_the_timeline_shows_it(client: FlaskClient, admin: dict[str, str], path: str) -> None:
    assert titles(client) == ["Bridge opens", "C"]
    answer = send(client, path, admin, {"date": {"edtf": "2025-01~"}})
    assert ExplainedEventSchema().validate(answer.json) == {}
    assert answer.json["date"]["basis"] == "corrected"
    assert answer.json["date"]["display"] == "about January 2025"
    assert answer.json["explanation"]["steps"][0].startswith("corrected by test on 20")
    assert (answer.json["sources"][0]["explanation"]["rule"], answer.json["confidence"]) == ("by-hand", 1.0)
    assert titles(client) == ["C", "Bridge opens"]
    assert titles(client, "basis=corrected") == ["Bridge opens"]
    assert titles(client, "from=2024-12-08&to=2024-12-08") == []
    assert EventSchema().validate(client.get("/events").json["items"][1]) == {}
    assert client.get("/").status_code == 200


def test_null_takes_a_correction_away(client: FlaskClient, admin: dict[str, str], path: str) -> None:
    before = client.get(path).json
    send(client, path, admin, {"title": "T", "date": {"edtf": "1999"}, "hidden": True})
    after = send(client, path, admin, {"title": None, "date": None, "hidden": None}).json
    assert [len(edit["changes"]) for edit in after["history"]] == [3, 3]
    unlike = {name for name in before if before[name] != after[name]}
    assert unlike == {"updated_at", "history"}
    send(client, path, admin, {"date": {"edtf": "1999"}})
    assert send(client, path, admin, {"date": {"edtf": None}}).json["date"] == before["date"]


def test_what_changes_nothing_is_not_remembered(client: FlaskClient, admin: dict[str, str], path: str) -> None:
    before = client.get(path)
    for patch in ({}, {"date": {}}, {"hidden": False}, {"title": None}):
        answer = send(client, path, admin, patch)
        assert (answer.status_code, answer.json) == (200, before.json)
    assert client.get(path).headers["ETag"] == before.headers["ETag"]


def test_the_history_says_who_when_and_what(client: FlaskClient, admin: dict[str, str], path: str) -> None:
    send(client, path, admin, {"title": "T"})
    [edit] = client.get(path).json["history"]
    assert edit["by"] == "test"
    assert edit["changes"] == [{"field": "title", "before": "Bridge opens", "after": "T", "given": "T"}]
    assert edit["at"].endswith("Z")


def test_a_hidden_event_is_seen_by_admins_alone(client: FlaskClient, make_key: MakeKey, path: str) -> None:
    admin = make_key("admin")
    assert send(client, path, admin, {"hidden": True}).json["hidden"] is True
    assert titles(client) == ["C"]
    for headers in ({}, make_key("read"), make_key("ingest"), {"Authorization": "Bearer nobody"}):
        assert client.get(path, headers=headers).status_code == 404
    seen = client.get(path, headers=admin)
    assert (seen.status_code, seen.json["date"]["start"], seen.json["date"]["end"]) == (200, "2024-12-08", "2024-12-08")
    article = client.get(f"/articles/{seen.json['sources'][0]['article_id']}").json
    assert (article["event_count"], len(article["event_ids"])) == (1, 1)
    assert send(client, path, admin, {"hidden": False}, seen.headers["ETag"]).status_code == 200
    assert titles(client) == ["Bridge opens", "C"]


def test_ingesting_again_does_not_bring_a_hidden_event_back(client: FlaskClient, make_key: MakeKey) -> None:
    admin = make_key("admin")
    article = {"text": "The old bridge opened on 2024-12-08.", "url": "http://example.org/1"}
    [event] = client.post("/articles", json=article, headers=admin).json["events"]
    send(client, event["links"]["self"], admin, {"hidden": True})
    for text in (article["text"] + " Nobody came.", article["text"]):
        answer = client.post("/articles", json={**article, "text": text}, headers=admin)
        assert answer.json["outcome"] == "replaced"
        assert event["id"] not in [one["id"] for one in answer.json["events"]]
        assert event["title"] not in titles(client)


@pytest.mark.parametrize(
    ("patch", "pointer"),
    [
        ([], ""),
        (None, ""),
        ({"text": "x"}, "/text"),
        ({"title": ""}, "/title"),
        ({"title": " "}, "/title"),
        ({"title": "a\0"}, "/title"),
        ({"title": "a" * 301}, "/title"),
        ({"title": 1}, "/title"),
        ({"hidden": 1}, "/hidden"),
        ({"hidden": "true"}, "/hidden"),
        ({"date": "2024"}, "/date"),
        ({"date": []}, "/date"),
        ({"date": {"start": "2024"}}, "/date/start"),
        ({"date": {"edtf": ""}}, "/date/edtf"),
        ({"date": {"edtf": "8 December"}}, "/date/edtf"),
        ({"date": {"edtf": "2024-02-30"}}, "/date/edtf"),
        ({"date": {"edtf": "2024/.."}}, "/date/edtf"),
        ({"date": {"edtf": "2025/2024"}}, "/date/edtf"),
    ],
)
def test_what_cannot_be_is_422(client: FlaskClient, admin: dict[str, str], path: str, patch: Any, pointer: str) -> None:
    answer = send(client, path, admin, patch)
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, pointer)
    assert client.get(path).json["history"] == []


def test_bodies_of_other_kinds(client: FlaskClient, admin: dict[str, str], path: str) -> None:
    headers = {**admin, "If-Match": "*"}
    for kind, status in ((MERGE, 200), ("application/json", 200), ("application/json-patch+json", 415), ("", 415)):
        answer = client.patch(path, data=b"{}", headers=headers, content_type=kind)
        assert answer.status_code == status
    assert answer.headers["Accept-Patch"] == "application/merge-patch+json, application/json"
    assert client.patch(path, data=b"", headers=headers, content_type=MERGE).status_code == 400


def test_only_admins_correct(client: FlaskClient, make_key: MakeKey, path: str) -> None:
    assert send(client, path, {}, {"title": "X"}).status_code == 401
    for scope in ("read", "ingest"):
        assert send(client, path, make_key(scope), {"title": "X"}).status_code == 403


def test_no_such_event(client: FlaskClient, admin: dict[str, str]) -> None:
    assert send(client, "/events/0123456789abcdefghij", admin, {"title": "X"}).status_code == 404


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edtf=st.text("0123456789-/.X?~%YTZ: +", max_size=24))
def test_any_date_is_kept_or_refused(client: FlaskClient, admin: dict[str, str], path: str, edtf: str) -> None:
    answer = send(client, path, admin, {"date": {"edtf": edtf}})
    assert answer.status_code in (200, 422)
    if answer.status_code == 200:
        assert client.get(path).json["date"]["edtf"] == edtf
        assert client.get("/events?from=-9999&to=9999").status_code == 200


QUESTIONS = {
    "/events/histogram?unit=day": ("count", "before", "periods"),
    "/events/histogram?unit=year&from=2024-12-09": ("count", "before", "periods"),
    "/events/facets?undated=include": ("source", "precision", "basis", "entity"),
    "/events/on-this-day/12/08?limit=5": ("items",),
    "/events?count=exact&undated=include": ("count", "items"),
    "/events?sort=importance&undated=include": ("items",),
    "/events?sort=-date&match=within&to=2030": ("items",),
    "/events?undated=only": ("items",),
}


FILTERS = ("", "&q=bridge", "&q=-nothing", "&source=Paper", "&basis=explicit", "&tag=t")
ASKED = [(path, one) for path in QUESTIONS for one in FILTERS if "on-this-day" not in path or "q=" not in one]


@pytest.mark.parametrize(("path", "filters"), ASKED)
def test_a_hidden_event_is_in_no_count_and_no_order(
    client: FlaskClient, admin: dict[str, str], put: Put, path: str, filters: str
) -> None:
    told = tell_event("The Bridge opens", day(2024, 12, 8))
    stored = put(Document("a", source="Paper", tags=("t",)), told)
    filled = client.get(path + filters)
    send(client, f"/events/{stored.event_ids[0]}", admin, {"hidden": True})
    empty = client.get(path + filters)
    assert (filled.status_code, empty.status_code) == (200, 200)
    assert [bool(empty.json[name]) for name in QUESTIONS[path]] == [False] * len(QUESTIONS[path])
    if "only" not in path and "2024-12-09" not in path:
        assert any(filled.json[name] for name in QUESTIONS[path])
