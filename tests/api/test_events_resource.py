"""`/events`: filters, paging, caching, errors."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from tests.api.telling import Put, tell_event
from timeline_api.model import Document
from timeline_api.temporal.interval import day, month, years

PAPER = Document("a", date(2024, 12, 9), title="About a", source="The Paper", url="https://example.org/a")


@pytest.fixture
def told(put: Put) -> None:
    """Caesar in 44 BC, a war, a month, a day and an undated event, in two outlets."""
    put(
        PAPER,
        tell_event("Caesar falls", years(-43), "-0043"),
        tell_event("War in Europe", years(1914, 5), "1914/1918"),
        tell_event("Bridge opens", day(2024, 12, 8)),
        tell_event("Christmas", None),
    )
    put(Document("b", source="Другая газета"), tell_event("Snow falls", month(2024, 12), "2024-12"))


def titles(client: FlaskClient, query: str) -> list[str]:
    answer = client.get(f"/events?{query}")
    assert answer.status_code == 200, answer.text
    return [item["title"] for item in answer.json["items"]]


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Caesar falls", "War in Europe", "Snow falls", "Bridge opens"]),
        ("from=2024-12-08", ["Snow falls", "Bridge opens"]),
        ("from=2024-12-09", ["Snow falls"]),
        ("to=0000", ["Caesar falls"]),
        ("from=-0043&to=-0043", ["Caesar falls"]),
        ("from=1916-02&to=1916-02-29T10:00:00Z", ["War in Europe"]),
        ("datetime=1918-12-31/2024-12-01", ["War in Europe", "Snow falls"]),
        ("datetime=../1914", ["Caesar falls", "War in Europe"]),
        ("datetime=2024-12-08", ["Snow falls", "Bridge opens"]),
        ("from=9999", []),
        ("q=falls", ["Caesar falls", "Snow falls"]),
        ("q=falls+-snow", ["Caesar falls"]),
        ("q=%22snow+falls%22", ["Snow falls"]),
        ("q=%21%21", []),
        ("source=The+Paper&from=1900", ["War in Europe", "Bridge opens"]),
        (f"source=The+Paper&source={quote('Другая газета')}&from=2024", ["Snow falls", "Bridge opens"]),
        ("source=Nobody", []),
        ("match=within&from=1914&to=2024", ["War in Europe", "Snow falls", "Bridge opens"]),
        ("match=starts&from=1915", ["Snow falls", "Bridge opens"]),
        ("undated=only", ["Christmas"]),
        ("undated=include&from=2024-12-08", ["Snow falls", "Bridge opens", "Christmas"]),
        ("sort=-date&to=1914", ["War in Europe", "Caesar falls"]),
        ("sort=importance", ["Bridge opens", "Snow falls", "Caesar falls", "War in Europe"]),
        ("sort=relevance&q=falls", ["Snow falls", "Caesar falls"]),
        ("min_confidence=0.91", []),
        ("min_confidence=0.9&min_sources=1&from=2024", ["Snow falls", "Bridge opens"]),
        ("min_sources=99999999999999999999", []),
        ("basis=inferred&basis=relative", []),
        ("limit=100000&from=2024", ["Snow falls", "Bridge opens"]),
        (f"limit={'9' * 5000}&from=2024", ["Snow falls", "Bridge opens"]),
        ("limit=0002&from=2024", ["Snow falls", "Bridge opens"]),
    ],
)
def test_filters(client: FlaskClient, query: str, expected: list[str]) -> None:
    assert titles(client, query) == expected


def test_what_happened_millions_of_years_ago_is_found(client: FlaskClient, key: dict[str, str]) -> None:
    text = "Life began some 3.7 billion years ago. The last of the great lizards died 66 million years ago."
    article = {"title": "Long ago", "text": text, "published": "2024-12-11"}
    assert client.post("/articles", headers=key, json=article).status_code == 201
    first, last = client.get("/events").json["items"]
    assert [event["date"]["display"] for event in (first, last)] == ["about 3.7 billion BC", "about 66 million BC"]
    start = last["date"]["start"]
    assert titles(client, f"from={start}&to={start}") == [last["title"]]
    assert titles(client, "to=Y-70000000") == [first["title"]]
    periods = client.get("/events/histogram?unit=year&from=Y-70000000").json["periods"]
    assert periods == [{"period": start, "count": 1}]


@pytest.mark.usefixtures("told")
def test_an_event_says_when_in_words_and_who_says_so(client: FlaskClient) -> None:
    [item] = client.get("/events?to=0000").json["items"]
    assert item["date"] == {
        "edtf": "-0043",
        "start": "-0043",
        "end": "-0043",
        "precision": "day",
        "qualifier": "",
        "basis": "explicit",
        "timex": "-0043",
        "text": "Cae",
        "display": "44 BC",
    }
    [source] = item["sources"]
    assert (source["source"], source["url"], source["published"], source["sentence"]) == (
        "The Paper",
        "https://example.org/a",
        "2024-12-09",
        "Caesar falls",
    )
    assert item["links"] == {"self": f"/events/{item['id']}"}


@pytest.mark.usefixtures("told")
def test_the_query_is_echoed_as_understood(client: FlaskClient) -> None:
    plain = client.get("/events").json["query"]
    assert plain == {
        "from": None, "to": None, "match": "overlaps", "q": None, "source": [], "article": [], "entity": [],
        "tag": [], "lang": [], "precision": [], "basis": [], "min_confidence": 0.0, "min_sources": 0,
        "undated": "exclude", "sort": "date", "count": "none", "limit": 50,
    }  # fmt: skip
    asked = (
        "from=1989&to=2024-02&match=within&q=a&source=b&source=a&source=a&limit=5000&min_confidence=0.50&count=exact"
    )
    changed = {"from": "1989-01-01", "to": "2024-02-29", "match": "within", "q": "a", "source": ["a", "b"]}
    changed |= {"limit": 1000, "min_confidence": 0.5, "count": "exact"}
    assert client.get(f"/events?{asked}").json["query"] == plain | changed


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    "filters",
    [
        "sort=-date", "sort=importance", "sort=relevance&q=e", "undated=include", "undated=only&sort=importance",
        "match=starts&from=1900", "source=The+Paper&precision=day&basis=explicit&min_confidence=0.5&min_sources=1",
        "entity=Caesar&entity=oslo&tag=a&lang=en",
    ],
)  # fmt: skip
def test_every_walk_is_whole(client: FlaskClient, filters: str) -> None:
    """Page by page is what one page has, and `count` says how many."""
    whole = client.get(f"/events?{filters}&limit=100&count=exact").json
    walked, url = [], f"/events?{filters}&limit=1"
    while url:
        page = client.get(url).json
        walked += page["items"]
        url = page.get("next")
    assert walked == whole["items"]
    assert whole["count"] == len(walked)


@pytest.mark.usefixtures("told")
def test_walk_by_next(client: FlaskClient) -> None:
    walked, url = [], "/events?limit=1&from=-0100"
    while url:
        answer = client.get(url)
        walked += [item["title"] for item in answer.json["items"]]
        following = answer.json.get("next")
        assert answer.headers.get("Link") == (f'<{following}>; rel="next"' if following else None)
        url = following
    assert walked == ["Caesar falls", "War in Europe", "Snow falls", "Bridge opens"]


def test_walk_while_events_come_and_go(client: FlaskClient, put: Put, key: dict[str, str]) -> None:
    """What stands is seen once, though events before and after the cursor come and go."""
    ids = [put(Document(f"{n}"), tell_event(f"Event {n}", day(2000, 1, n + 10))).article_id for n in range(6)]
    first = client.get("/events?limit=3").json
    put(Document("early"), tell_event("Early", day(2000, 1, 1)))
    put(Document("late"), tell_event("Late", day(2000, 2, 1)))
    for gone in (ids[0], ids[2]):
        assert client.delete(f"/articles/{gone}", headers=key).status_code == 204
    second = client.get(first["next"]).json
    assert [item["title"] for item in second["items"]] == ["Event 3", "Event 4", "Event 5"]
    assert [item["title"] for item in client.get(second["next"]).json["items"]] == ["Late"]


@pytest.mark.usefixtures("told")
def test_a_cursor_is_bound_to_its_filters(client: FlaskClient) -> None:
    url = client.get("/events?limit=1&from=1914").json["next"]
    assert client.get(url.replace("limit=1", "limit=2")).status_code == 200
    assert client.get(url.replace("1914-01-01", "1914")).status_code == 200
    answer = client.get(url.replace("1914-01-01", "1915"))
    assert (answer.status_code, answer.json["errors"][0]["name"]) == (400, "cursor")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("form=2024", "form"),
        ("from=2024&from=2024", "from"),
        ("limit=5&limit=6", "limit"),
        ("from=yesterday", "from"),
        ("from=", "from"),
        ("to=2024-02-30", "to"),
        ("from=2024&to=2023", "to"),
        ("datetime=2024/2023", "datetime"),
        ("datetime=2024&from=2023", "datetime"),
        ("limit=0", "limit"),
        ("limit=-1", "limit"),
        (f"limit=-{'9' * 5000}", "limit"),
        ("limit=1_0", "limit"),
        ("limit=%D9%A5", "limit"),
        ("limit=1e3", "limit"),
        ("limit=", "limit"),
        ("q=", "q"),
        ("q=a%00b", "q"),
        (f"q={'a' * 501}", "q"),
        ("q=" + "+".join(f"w{n}" for n in range(65)), "q"),
        ("source=", "source"),
        ("cursor=forged", "cursor"),
        ("match=around", "match"),
        ("sort=title", "sort"),
        ("sort=relevance", "sort"),
        ("undated=", "undated"),
        ("count=yes", "count"),
        ("precision=fortnight", "precision"),
        ("basis=guess", "basis"),
        ("article=abc", "article"),
        ("lang=english+language", "lang"),
        ("entity=", "entity"),
        ("tag=a%00", "tag"),
        ("min_confidence=1.1", "min_confidence"),
        ("min_confidence=nan", "min_confidence"),
        ("min_confidence=1e9", "min_confidence"),
        ("min_confidence=0_1", "min_confidence"),
        ("min_confidence=.5", "min_confidence"),
        ("min_sources=-1", "min_sources"),
        ("min_sources=two", "min_sources"),
        ("cursor=", "cursor"),
    ],
)
def test_a_bad_parameter_is_named(client: FlaskClient, query: str, name: str) -> None:
    answer = client.get(f"/events?{query}")
    assert answer.status_code == 400
    assert answer.content_type == "application/problem+json"
    assert [(flaw["in"], flaw["name"]) for flaw in answer.json["errors"]] == [("query", name)]
    assert name in answer.json["detail"]


def test_an_unknown_parameter_is_told_what_there_is(client: FlaskClient) -> None:
    detail = client.get("/events?form=1").json["detail"]
    assert "from, to, datetime, match, q, source, article, entity" in detail


def test_a_query_that_is_not_utf8(client: FlaskClient) -> None:
    answer = client.get("/events?q=%ff")
    assert (answer.status_code, answer.json["detail"]) == (400, "the query is not UTF-8")


@pytest.mark.usefixtures("told")
def test_unchanged_pages_are_not_sent_again(client: FlaskClient, put: Put) -> None:
    first = client.get("/events")
    tag = first.headers["ETag"]
    again = client.get("/events", headers={"If-None-Match": f'"other", W/{tag}'})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert "Content-Type" not in again.headers
    put(Document("c"), tell_event("Something new", day(2025, 1, 1)))
    assert client.get("/events", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.usefixtures("told")
def test_one_event_explains_its_date(client: FlaskClient) -> None:
    [item] = client.get("/events?to=0000").json["items"]
    answer = client.get(item["links"]["self"])
    assert answer.json["explanation"] == {
        "rule": "by-hand",
        "start": 0,
        "end": 3,
        "text": "Cae",
        "anchor": {"kind": "publication", "edtf": "2026-01-01", "text": ""},
        "steps": ["read", "resolved"],
        "extractor": "0.1.0",
    }
    assert answer.json["sources"][0]["explanation"] == answer.json["explanation"]
    assert client.get(item["links"]["self"], headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("path", ["/events/nobody", "/events/a%00b", "/events/é", f"/events/{'a' * 200}", "/events/"])
def test_no_such_event(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")


def test_a_mounted_service_links_to_itself(client: FlaskClient, put: Put) -> None:
    put(PAPER, tell_event("One", day(2000, 1, 1)), tell_event("Two", day(2000, 1, 2)))
    page = client.get("/events?limit=1", environ_overrides={"SCRIPT_NAME": "/news"}).json
    assert page["items"][0]["links"]["self"].startswith("/news/events/")
    assert page["next"].startswith("/news/events?")
