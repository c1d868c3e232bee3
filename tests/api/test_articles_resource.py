"""`/articles`: in, out, again, changed, gone."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.api.telling import NOW, MakeKey, Put, tell_event
from timeline_api.api.schemas.articles import ArticlePageSchema
from timeline_api.api.service import EXTENSION
from timeline_api.model import Document
from timeline_api.store.articles import delete_article
from timeline_api.store.engine import writing
from timeline_api.temporal.interval import day

ARTICLE = {
    "text": "The old bridge opened on 2024-12-08. The town council closed the market on 1999-05-03.",
    "title": "A bridge",
    "published": "2024-12-09T10:30:00+02:00",
    "url": "https://example.org/bridge?id=1",
    "source": "The Paper",
    "language": "en",
    "tags": ["bridges", "towns"],
    "id": "17",
}


def starts(events: list[dict[str, Any]]) -> list[str]:
    return [event["date"]["start"] for event in events]


def test_an_article_comes_back_with_its_events(client: FlaskClient, key: dict[str, str]) -> None:
    answer = client.post("/articles", json=ARTICLE, headers=key)
    assert answer.status_code == 201
    assert (answer.json["outcome"], answer.json["warnings"]) == ("created", [])
    assert starts(answer.json["events"]) == ["2024-12-08", "1999-05-03"]
    article = answer.json["article"]
    assert (article["published"], article["document_id"], article["tags"], article["event_count"]) == (
        "2024-12-09T10:30:00+02:00",
        "17",
        ["bridges", "towns"],
        2,
    )
    assert answer.headers["Location"] == f"/articles/{article['id']}"
    assert starts(client.get("/events").json["items"]) == ["1999-05-03", "2024-12-08"]


def test_it_can_be_fetched(client: FlaskClient, key: dict[str, str]) -> None:
    posted = client.post("/articles", json=ARTICLE, headers=key)
    answer = client.get(posted.headers["Location"])
    assert {name: answer.json[name] for name in ARTICLE if name != "id"} == {
        name: value for name, value in ARTICLE.items() if name != "id"
    }
    assert answer.json["event_ids"] == [event["id"] for event in posted.json["events"]]
    again = client.get(posted.headers["Location"], headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_the_same_article_again_changes_nothing(client: FlaskClient, key: dict[str, str]) -> None:
    first = client.post("/articles", json=ARTICLE, headers=key)
    again = client.post("/articles", json=ARTICLE, headers=key)
    assert (again.status_code, again.json["outcome"]) == (200, "unchanged")
    assert (again.json["events"], again.json["article"]) == (first.json["events"], first.json["article"])


def test_a_changed_article_replaces_its_events(client: FlaskClient, key: dict[str, str]) -> None:
    first = client.post("/articles", json=ARTICLE, headers=key)
    changed = {**ARTICLE, "text": "The old bridge opened on 2024-12-07."}
    again = client.post("/articles", json=changed, headers=key)
    assert (again.status_code, again.json["outcome"]) == (200, "replaced")
    assert again.headers["Location"] == first.headers["Location"]
    assert starts(client.get("/events").json["items"]) == ["2024-12-07"]


def test_deleting_takes_the_evidence_away(client: FlaskClient, key: dict[str, str]) -> None:
    posted = client.post("/articles", json=ARTICLE, headers=key)
    path = posted.headers["Location"]
    answer = client.delete(path, headers=key)
    assert (answer.status_code, answer.data) == (204, b"")
    assert client.get(path).status_code == 404
    assert client.get(posted.json["events"][0]["links"]["self"]).status_code == 404
    assert client.get("/events").json["items"] == []
    assert client.delete(path, headers=key).status_code == 404


def test_two_articles_share_an_event(client: FlaskClient, key: dict[str, str]) -> None:
    text = {"text": "The old bridge opened on 2024-12-08."}
    client.post("/articles", json={**text, "source": "One"}, headers=key)
    answer = client.post("/articles", json={**text, "source": "Two"}, headers=key)
    [event] = answer.json["events"]
    assert (event["source_count"], [source["source"] for source in event["sources"]]) == (2, ["One", "Two"])


def test_text_alone_is_enough(client: FlaskClient, key: dict[str, str]) -> None:
    answer = client.post("/articles", json={"text": "Nothing happened."}, headers=key)
    assert (answer.status_code, answer.json["events"], answer.json["article"]["title"]) == (201, [], None)


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"text": None}, "/text"),
        ({"text": ""}, "/text"),
        ({"text": " \n"}, "/text"),
        ({"text": 7}, "/text"),
        ({"text": "a\0b"}, "/text"),
        ({"titel": "x"}, "/titel"),
        ({"a/b~c": 1}, "/a~1b~0c"),
        ({"title": ""}, "/title"),
        ({"title": "a\0"}, "/title"),
        ({"published": "yesterday"}, "/published"),
        ({"published": "20241208"}, "/published"),
        ({"published": "2024-02-30"}, "/published"),
        ({"published": "2024-12-08T25:00"}, "/published"),
        ({"published": 2024}, "/published"),
        ({"url": "javascript:alert(1)"}, "/url"),
        ({"url": "https://example.org/a b"}, "/url"),
        ({"url": "https://example.org/\n"}, "/url"),
        ({"language": "English, please"}, "/language"),
        ({"language": "en\n"}, "/language"),
        ({"tags": "bridges"}, "/tags"),
        ({"tags": ["a", ""]}, "/tags/1"),
        ({"tags": ["a", None]}, "/tags/1"),
        ({"id": "x" * 301}, "/id"),
    ],
)
def test_what_is_wrong_is_pointed_at(
    client: FlaskClient, key: dict[str, str], change: dict[str, object], pointer: str
) -> None:
    answer = client.post("/articles", json={**ARTICLE, **change}, headers=key)
    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")
    assert [(flaw["in"], flaw["pointer"]) for flaw in answer.json["errors"]] == [("body", pointer)]
    assert f": {pointer}: " in answer.json["detail"]
    assert client.get("/events").json["items"] == []


def test_a_member_that_there_is_not_is_told_with_those_that_there_are(client: FlaskClient, key: dict[str, str]) -> None:
    flaws = client.post("/articles", json={**ARTICLE, "date": "2024-12-08"}, headers=key).json["errors"]
    names = "text, title, published, url, source, author, language, tags, id, html"
    assert [flaw["detail"] for flaw in flaws] == [f"Is not a member here; there are {names}."]


def test_many_flaws_are_listed_and_a_few_put_in_words(client: FlaskClient, key: dict[str, str]) -> None:
    told = client.post("/articles", json={**ARTICLE, "tags": [1] * 50}, headers=key).json
    assert len(told["errors"]) == 50
    assert told["detail"].endswith("/tags/2: Not a valid string.; and 47 more")


@pytest.mark.parametrize("body", ["[]", '"text"', "7", "null", "[[1]]"])
def test_a_body_that_is_no_object(client: FlaskClient, key: dict[str, str], body: str) -> None:
    answer = client.post("/articles", data=body, headers=key, content_type="application/json")
    assert (answer.status_code, [flaw["pointer"] for flaw in answer.json["errors"]]) == (422, [""])
    assert answer.json["detail"].endswith(": the whole: Must be a JSON object.")


@pytest.mark.parametrize(
    "published", ["2024-12-08", "2024-12-08T10:30:00Z", "2024-12-08T10:30", "2016-12-31T23:59:60.123456789z"]
)
def test_published_is_iso(client: FlaskClient, key: dict[str, str], published: str) -> None:
    assert client.post("/articles", json={**ARTICLE, "published": published}, headers=key).status_code == 201


def test_writing_needs_a_key_that_may(client: FlaskClient, make_key: MakeKey) -> None:
    for method, path, done in (("POST", "/articles", 201), ("DELETE", "/articles/0123456789abcdefghij", 404)):
        for headers, status in ((None, 401), (make_key("read"), 403), (make_key("admin"), done)):
            assert client.open(path, method=method, json=ARTICLE, headers=headers).status_code == status


def test_the_articles_are_listed_the_newest_first(client: FlaskClient, put: Put) -> None:
    ids = [put(Document(f"Text {number}"), tell_event("A", day(2024, 1, 1))).article_id for number in range(5)]
    walked: list[str] = []
    url: str | None = "/articles?limit=2"
    while url:
        page = client.get(url)
        walked += [item["id"] for item in page.json["items"]]
        assert ArticlePageSchema().validate(page.json) == {}
        url = page.json.get("next")
        assert (url is None) == ("Link" not in page.headers)
    assert walked == ids[::-1]
    assert all("text" not in item for item in client.get("/articles").json["items"])


def test_articles_that_come_or_go_meanwhile_change_no_others(client: FlaskClient, put: Put) -> None:
    ids = [put(Document(f"Text {number}")).article_id for number in range(4)]
    page = client.get("/articles?limit=2")
    put(Document("Another"))
    with writing(client.application.extensions[EXTENSION].engine) as conn:
        delete_article(conn, ids[2], NOW)
    assert [item["id"] for item in client.get(page.json["next"]).json["items"]] == [ids[1], ids[0]]


@pytest.mark.parametrize("query", ["limit=0", "limit=x", "cursor=x", "q=a", "limit=1&limit=2", "cursor=a&cursor=b"])
def test_articles_are_asked_for_rightly(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/articles?{query}")
    assert (answer.status_code, answer.json["errors"][0]["in"]) == (400, "query")


def test_a_cursor_of_events_is_none_of_articles(client: FlaskClient, put: Put) -> None:
    put(Document("Text"), tell_event("A", day(2024, 1, 1)), tell_event("B", day(2024, 1, 2)))
    cursor = client.get("/events?limit=1").json["next"].split("cursor=")[1]
    assert client.get(f"/articles?cursor={cursor}").status_code == 400


PAGE = """<html lang="en"><head><title>Bridge open again</title>
<meta property="article:published_time" content="2024-12-11"></head><body><nav>Home Sports</nav><article>
<h1>Bridge open again</h1><p>The Old Bridge reopened on Monday after a long closure, the council said.</p>
<p>It had been closed since 3 June 2023, when a barge struck its eastern pier at night.</p></article>
<footer>Copyright 2019 by nobody</footer></body></html>"""


def test_a_web_page_is_read_for_its_article(client: FlaskClient, key: dict[str, str]) -> None:
    answer = client.post("/articles", json={"html": PAGE, "source": "The Paper"}, headers=key)
    article = answer.json["article"]
    assert (article["title"], article["published"], article["source"]) == (
        "Bridge open again",
        "2024-12-11",
        "The Paper",
    )
    assert "2024-12-09" in starts(answer.json["events"])
    assert "Copyright" not in client.get(answer.headers["Location"]).json["text"]
    assert client.post("/articles", json={"html": PAGE, "source": "The Paper"}, headers=key).status_code == 200


def test_what_is_stated_beside_a_web_page_holds(client: FlaskClient, key: dict[str, str]) -> None:
    stated = {
        "title": "Open",
        "published": "2024-12-18",
        "language": "en-GB",
        "tags": ["a"],
        "url": "https://a.example/b",
    }
    answer = client.post("/articles", json={"html": PAGE, **stated}, headers=key)
    assert {name: answer.json["article"][name] for name in stated} == stated
    assert "2024-12-16" in starts(answer.json["events"])


SHARED = "https://EXAMPLE.org:443/bridge?utm_source=feed&id=1&fbclid=abc#top"


@pytest.mark.parametrize("content", ["text", "html"])
def test_where_a_reader_came_from_makes_no_other_article(
    client: FlaskClient, key: dict[str, str], content: str
) -> None:
    article = {"html": PAGE, "url": SHARED} if content == "html" else ARTICLE | {"url": SHARED}
    first = client.post("/articles", json=article, headers=key)
    assert first.json["article"]["url"] == "https://example.org/bridge?id=1"
    again = client.post("/articles", json=article | {"url": "https://example.org/bridge?id=1"}, headers=key)
    assert (again.status_code, again.json["outcome"]) == (200, "unchanged")
    line = json.dumps(article | {"url": SHARED.replace("feed", "app")}).encode()
    batch = client.post("/articles/batch", data=line, content_type="application/x-ndjson", headers=key)
    result = json.loads(batch.data)
    assert (result["outcome"], result["article_id"]) == ("unchanged", first.json["article"]["id"])
    other = client.post("/articles", json=article | {"url": "https://example.org/bridge?id=2"}, headers=key)
    assert other.json["article"]["id"] != first.json["article"]["id"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/text"),
        ({"text": "a", "html": PAGE}, "/text"),
        ({"html": ""}, "/html"),
        ({"html": 1}, "/html"),
        ({"html": "<p>Menu</p>"}, "/html"),
    ],
)
def test_no_article_in_a_body_is_said(
    client: FlaskClient, key: dict[str, str], body: dict[str, Any], pointer: str
) -> None:
    answer = client.post("/articles", json=body, headers=key)
    assert (answer.status_code, [flaw["pointer"] for flaw in answer.json["errors"]]) == (422, [pointer])
