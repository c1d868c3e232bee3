"""Every form is read by those who read such forms."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date
from io import StringIO

import feedparser
import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from pyld import jsonld

from tests.api.telling import Put, tell_event
from timeline_api.api.formats.choice import FORMS, NAMES
from timeline_api.model import Document
from timeline_api.temporal.interval import day, month, years

PAPER = Document("a", date(2024, 12, 9), title="About <a>", source="The Paper", url="https://example.org/a?b=1&c=2")


@pytest.fixture(autouse=True)
def told(put: Put) -> None:
    """Five events on the calendar, one of them before year 1, and one that is not on it."""
    bridge = replace(tell_event("Bridge opens", day(2024, 12, 8)), entities=("Oslo",))
    formula = replace(tell_event("=cmd|' /C calc'!A0", day(2024, 12, 9)), text='-1+1, \x01 said "he"\nand left')
    put(
        PAPER,
        bridge,
        formula,
        tell_event("<script>alert(1)</script> & more", month(2024, 11), "2024-11"),
        tell_event("War in Europe", years(1914, 5), "1914/1918"),
        tell_event("Caesar falls", years(-43), "-0043"),
        tell_event("Christmas", None),
    )


def get(client: FlaskClient, name: str, query: str = "undated=include"):
    answer = client.get(f"/events?{query}&format={name}")
    assert answer.status_code == 200, answer.text
    return answer


def events(client: FlaskClient) -> list[dict]:
    return client.get("/events?undated=include").json["items"]


def test_ndjson_has_the_events_a_line_each(client: FlaskClient) -> None:
    assert [json.loads(line) for line in get(client, "ndjson").text.splitlines()] == events(client)
    assert [json.loads(line) for line in get(client, "ndjson", "limit=2").text.splitlines()] == events(client)[:2]
    assert get(client, "ndjson", "from=9000").data == b""


def test_csv_is_read_back_and_runs_no_formula(client: FlaskClient) -> None:
    rows = list(csv.DictReader(StringIO(get(client, "csv").text, newline="")))
    assert [row["id"] for row in rows] == [event["id"] for event in events(client)]
    [formula] = [row for row in rows if "calc" in row["title"]]
    assert formula["title"] == "'=cmd|' /C calc'!A0"
    assert formula["text"] == '\'-1+1, \x01 said "he"\nand left'
    assert (formula["start"], formula["sources"], formula["urls"]) == ("2024-12-09", "The Paper", PAPER.url)
    assert rows[0]["start"] == "-0043"
    assert formula["link"] == f"http://localhost/events/{formula['id']}"


def test_a_calendar_reads_what_it_can_hold(client: FlaskClient) -> None:
    answer = get(client, "ics")
    calendar = Calendar.from_ical(answer.data)
    entries = {str(entry["summary"]): entry for entry in calendar.walk("VEVENT")}
    assert answer.headers["Timeline-Left-Out"] == "2"
    assert "Caesar falls" not in entries
    assert entries["Bridge opens"]["dtstart"].dt == date(2024, 12, 8)
    assert "dtend" not in entries["Bridge opens"]
    assert (entries["War in Europe"]["dtstart"].dt, entries["War in Europe"]["dtend"].dt) == (
        date(1914, 1, 1),
        date(1919, 1, 1),
    )
    assert len({str(entry["uid"]) for entry in entries.values()}) == 4
    assert str(entries["Bridge opens"]["url"]).startswith("http://localhost/events/")
    assert calendar.errors == []


def test_a_feed_reader_reads_the_feed(client: FlaskClient) -> None:
    feed = feedparser.parse(get(client, "atom", "limit=3").data)
    assert not feed.bozo
    assert len(feed.entries) == 3
    assert [entry.title for entry in feed.entries[:2]] == ["44 BC: Caesar falls", "1914 to 1918: War in Europe"]
    assert [link.rel for link in feed.feed.links] == ["self", "next"]
    following = feed.feed.links[1].href.removeprefix("http://localhost")
    more = feedparser.parse(client.get(following).data)
    assert len(more.entries) == 2
    assert not more.bozo
    assert PAPER.url in [link.href for link in feed.entries[0].links]
    empty = feedparser.parse(get(client, "atom", "from=9000").data)
    assert (empty.bozo, empty.entries) == (False, [])


def test_a_processor_reads_the_linked_data(client: FlaskClient) -> None:
    expanded = jsonld.expand(get(client, "jsonld").json)
    assert {one["@type"][0] for one in expanded} == {"https://schema.org/Event"}
    assert len(expanded) == 6
    [bridge] = [one for one in expanded if one["https://schema.org/name"][0]["@value"] == "Bridge opens"]
    assert bridge["https://schema.org/startDate"][0]["@value"] == "2024-12-08"
    assert bridge["https://schema.org/about"][0]["https://schema.org/name"][0]["@value"] == "Oslo"
    told = bridge["https://schema.org/subjectOf"][0]
    assert told["https://schema.org/url"][0]["@id"] == PAPER.url
    assert jsonld.normalize(get(client, "jsonld").json, {"format": "application/n-quads"})


def test_slides_of_timelinejs(client: FlaskClient) -> None:
    answer = get(client, "timelinejs")
    slides = {slide["text"]["headline"]: slide for slide in answer.json["events"]}
    assert answer.headers["Timeline-Left-Out"] == "1"
    assert slides["Caesar falls"]["start_date"] == {"year": -43}
    assert slides["Bridge opens"]["start_date"] == {"year": 2024, "month": 12, "day": 8}
    assert slides["Bridge opens"]["display_date"] == "8 December 2024"
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in slides
    assert "<script" not in answer.text
    assert 'href="http://localhost/events/' in slides["Bridge opens"]["text"]["text"]


def test_items_of_vis_timeline(client: FlaskClient) -> None:
    items = {item["content"]: item for item in get(client, "vis").json["items"]}
    assert items["Bridge opens"]["start"] == "2024-12-08T00:00:00"
    assert items["Bridge opens"]["type"] == "point"
    assert (items["War in Europe"]["start"], items["War in Europe"]["end"]) == (
        "1914-01-01T00:00:00",
        "1918-12-31T23:59:59",
    )
    assert (items["Caesar falls"]["start"], items["Caesar falls"]["end"]) == (
        "-000043-01-01T00:00:00",
        "-000043-12-31T23:59:59",
    )
    assert "<script" not in get(client, "vis").text


@pytest.mark.parametrize("name", FORMS)
def test_each_form_is_paged_typed_and_kept(client: FlaskClient, name: str) -> None:
    first = get(client, name, "limit=2")
    assert first.content_type == FORMS[name].media_type
    following = first.headers["Link"].removeprefix("<").removesuffix('>; rel="next"')
    assert f"format={name}" in following
    assert client.get(following).status_code == 200
    again = client.get(f"/events?limit=2&format={name}", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    accepted = client.get("/events?limit=2", headers={"Accept": FORMS[name].media_type.partition(";")[0]})
    assert (accepted.content_type, accepted.data) == (first.content_type, first.data)
    assert "Accept" in first.headers["Vary"]


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/json"),
        ("*/*", "application/json"),
        ("application/*", "application/json"),
        ("text/csv;q=0.5, application/json;q=0.4", "text/csv"),
        ("text/calendar, */*;q=0.1", "text/calendar"),
    ],
)
def test_accept_chooses(client: FlaskClient, accept: str, expected: str) -> None:
    answer = client.get("/events", headers={"Accept": accept})
    assert (answer.status_code, answer.mimetype) == (200, expected)


def test_what_there_is_not_is_refused(client: FlaskClient) -> None:
    answer = client.get("/events", headers={"Accept": "image/png"})
    assert (answer.status_code, answer.content_type) == (406, "application/problem+json")
    assert client.get("/events?format=json", headers={"Accept": "image/png"}).status_code == 200
    wrong = client.get("/events?format=xml")
    assert (wrong.status_code, wrong.json["errors"][0]["name"]) == (400, "format")
    assert all(client.get(f"/events?format={name}").status_code == 200 for name in NAMES)


def test_a_whole_timeline_is_streamed(client: FlaskClient, put: Put) -> None:
    put(Document("many"), *(tell_event(f"Event {n}", day(2000, 1, 1 + n % 28)) for n in range(2500)))
    lines = get(client, "ndjson", "from=2000-01&to=2000-01").text.splitlines()
    assert len({json.loads(line)["id"] for line in lines}) == len(lines) == 2500
    assert len(list(csv.reader(StringIO(get(client, "csv", "from=2000-01&to=2000-01").text)))) == 2501
    streamed = client.get("/events?format=ndjson&from=2000-01&to=2000-01", buffered=False)
    assert [piece.count(b"\n") for piece in streamed.iter_encoded()] == [1000, 1000, 500]  # no more at once
    streamed.close()
    assert client.get("/events?format=ndjson&sort=relevance").status_code == 400
    assert len(get(client, "ndjson", "from=2000-01&to=2000-01&sort=importance&q=event").text.splitlines()) == 2500
