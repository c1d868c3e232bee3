"""The timeline from further away: histogram, facets, one day in all years."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.api.telling import Put, tell_event
from tests.api.test_schemas import agree
from timeline_api.api.schemas.timeline import DayPageSchema, FacetsSchema, HistogramSchema
from timeline_api.model import Document
from timeline_api.temporal.interval import day, years


@pytest.fixture(autouse=True)
def told(put: Put) -> None:
    bridge = replace(tell_event("Bridge opens", day(2024, 12, 8)), entities=("Oslo", "Old Bridge"))
    put(Document("a", source="One"), bridge, tell_event("Caesar falls", day(-43, 3, 15)), tell_event("Christmas", None))
    put(Document("b", source="Two"), bridge, tell_event("War in Europe", years(1914, 5), "1914/1918"))
    put(Document("c"), tell_event("Bridge closes", day(2024, 12, 9)), tell_event("Bridge burns", day(1999, 12, 8)))
    put(Document("d"), tell_event("Leap", day(2024, 2, 29)), tell_event("Before", day(-4, 2, 29)))


def read(client: FlaskClient, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json


@pytest.mark.parametrize(
    ("query", "periods", "before", "count"),
    [
        ("", {"-0043": 1, "-0004": 1, "1914": 1, "1999": 1, "2024": 3}, 0, 7),
        ("unit=month&from=2000", {"2024-02": 1, "2024-12": 2}, 0, 3),
        ("unit=day&from=2024-12-09", {"2024-12-09": 1}, 0, 1),
        ("from=1916&to=2023", {"1999": 1}, 1, 2),
        ("from=1916&to=2023&q=in", {}, 1, 1),
        ("from=1916&to=2023&match=starts", {"1999": 1}, 0, 1),
        ("match=within&from=1914&to=1999-12-08", {"1914": 1, "1999": 1}, 0, 2),
        ("unit=month&q=bridge&source=One", {"2024-12": 1}, 0, 1),
        ("unit=month&from=2024-12-09&to=2024-12-31", {"2024-12": 1}, 0, 1),
        ("q=%21", {}, 0, 0),
        ("from=9000", {}, 0, 0),
    ],
)
def test_histogram(client: FlaskClient, query: str, periods: dict[str, int], before: int, count: int) -> None:
    found = read(client, f"/events/histogram?{query}")
    assert {one["period"]: one["count"] for one in found["periods"]} == periods
    assert (found["before"], found["count"]) == (before, count)
    counted = query.replace("unit=month", "").replace("unit=day", "").strip("&")
    assert read(client, f"/events?{counted}&count=exact".replace("?&", "?"))["count"] == count
    agree(HistogramSchema, client.get(f"/events/histogram?{query}"))


def test_facets(client: FlaskClient) -> None:
    found = read(client, "/events/facets?from=2024")
    assert found["source"] == [{"value": "One", "count": 1}, {"value": "Two", "count": 1}]
    assert found["entity"] == [{"value": "Old Bridge", "count": 1}, {"value": "Oslo", "count": 1}]
    assert found["precision"] == [{"value": "day", "count": 3}]
    assert found["basis"] == [{"value": "explicit", "count": 3}]
    assert [len(read(client, "/events/facets?limit=1")[name]) for name in ("source", "entity")] == [1, 1]
    assert read(client, "/events/facets?q=%21")["source"] == []
    agree(FacetsSchema, client.get("/events/facets?undated=include"))


def test_each_facet_value_is_a_filter(client: FlaskClient) -> None:
    for name in ("source", "entity", "precision", "basis"):
        for one in read(client, "/events/facets")[name]:
            assert len(read(client, f"/events?{name}={one['value']}")["items"]) == one["count"]


@pytest.mark.parametrize(
    ("path", "titles"),
    [
        ("12/08", ["Bridge burns", "Bridge opens"]),
        ("12/08?source=Two", ["Bridge opens"]),
        ("12/08?entity=oslo&min_sources=2&precision=day", ["Bridge opens"]),
        ("03/15", ["Caesar falls"]),
        ("02/29", ["Before", "Leap"]),
        ("01/01", []),
    ],
)
def test_on_this_day(client: FlaskClient, path: str, titles: list[str]) -> None:
    found = read(client, f"/events/on-this-day/{path}")
    assert [item["title"] for item in found["items"]] == titles
    agree(DayPageSchema, client.get(f"/events/on-this-day/{path}"))


def test_on_this_day_is_walked_in_pages(client: FlaskClient) -> None:
    first = client.get("/events/on-this-day/12/08?limit=1")
    assert first.headers["Link"] == f'<{first.json["next"]}>; rel="next"'
    second = read(client, first.json["next"])
    assert [item["title"] for item in first.json["items"] + second["items"]] == ["Bridge burns", "Bridge opens"]
    assert "next" not in second
    moved = first.json["next"].replace("12/08", "12/09")
    assert client.get(moved).json["errors"][0]["name"] == "cursor"
    mounted = client.get("/events/on-this-day/12/08?limit=1", environ_overrides={"SCRIPT_NAME": "/news"}).json
    assert mounted["next"].startswith("/news/events/on-this-day/12/08?")
    assert mounted["items"][0]["links"]["self"].startswith("/news/events/")


@pytest.mark.parametrize("path", ["02/30", "13/01", "00/10", "4/31", "04/31", "aa/bb", "12/08/1"])
def test_no_such_day(client: FlaskClient, path: str) -> None:
    answer = client.get(f"/events/on-this-day/{path}")
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("histogram?unit=week", "unit"),
        ("histogram?limit=5", "limit"),
        ("histogram?undated=only", "undated"),
        ("histogram?from=x", "from"),
        ("facets?sort=date", "sort"),
        ("facets?limit=0", "limit"),
        ("on-this-day/12/08?from=1999", "from"),
        ("on-this-day/12/08?cursor=x", "cursor"),
    ],
)
def test_a_bad_parameter_is_named(client: FlaskClient, path: str, name: str) -> None:
    answer = client.get(f"/events/{path}")
    assert (answer.status_code, [flaw["name"] for flaw in answer.json["errors"]]) == (400, [name])


def test_too_many_periods_are_refused(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline_api.api.summing.MOST_PERIODS", 2)
    answer = client.get("/events/histogram")
    assert (answer.status_code, answer.json["errors"][0]["name"]) == (400, "unit")


def test_answers_are_kept_for_a_generation(client: FlaskClient, put: Put) -> None:
    for path in ("/events/histogram", "/events/facets", "/events/on-this-day/12/08"):
        tag = client.get(path).headers["ETag"]
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
        put(Document(path), tell_event(f"News of {path}", day(2025, 1, 1)))
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 200
