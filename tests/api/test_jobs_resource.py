"""Jobs: long articles and pages to fetch are done after the answer, once, whatever happens to who does them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from tests.api.conftest import SECRET, serve
from tests.ingest.samples import page
from tests.ingest.web_server import serving
from timeline_api.api.clock import now
from timeline_api.bulk.working import work_once
from timeline_api.ingest.robots import PoliteGetter, polite_getter
from timeline_api.settings import Settings
from timeline_api.store.engine import writing
from timeline_api.store.jobs import LEASE, TRIES, take_job

TEXT = "The mill burned on 8 December 2024. " + "Neighbours came with ladders and buckets to help. " * 20
LOOPBACK = polite_getter("1.0", networks="127.0.0.0/8")


@pytest.fixture
def app(database_url: str) -> Iterator[Flask]:
    """The application, for which anything over 500 characters is long, and which may fetch."""
    yield from serve(Settings(database=database_url, secret=SECRET, sync_text=500, fetch="on"))


def work(engine: Engine, getter: PoliteGetter = LOOPBACK) -> None:
    assert work_once(engine, getter)
    assert not work_once(engine, getter)


def test_a_long_article_is_read_later(client: FlaskClient, key: dict[str, str], engine: Engine) -> None:
    sent = {"text": TEXT, "title": "Mill", "published": "2024-12-09T10:00:00+01:00", "tags": ["fire"], "author": "Ida"}
    answer = client.post("/articles", json=sent, headers=key)
    assert (answer.status_code, answer.json["state"], answer.json["progress"]) == (202, "queued", 0.0)
    place = answer.headers["Location"]
    assert client.get(place, headers=key).json == answer.json
    work(engine)
    job = client.get(place, headers=key).json
    assert (job["state"], job["progress"], job["error"], job["kind"]) == ("done", 1.0, None, "article")
    assert (job["result"]["outcome"], len(job["result"]["event_ids"])) == ("created", 2)
    article = client.get(job["links"]["article"]).json
    assert (article["text"], article["published"], article["author"]) == (TEXT, sent["published"], "Ida")
    assert article["tags"] == ["fire"]
    event = client.get(f"/events/{job['result']['event_ids'][0]}").json
    assert event["date"]["edtf"] == "2024-12-08"


def test_a_short_article_is_read_at_once(client: FlaskClient, key: dict[str, str]) -> None:
    assert client.post("/articles", json={"text": TEXT[:400]}, headers=key).status_code == 201


def test_a_named_request_gets_the_same_job(client: FlaskClient, key: dict[str, str], engine: Engine) -> None:
    headers = {**key, "Idempotency-Key": "one"}
    places = {client.post("/articles", json={"text": TEXT}, headers=headers).headers["Location"] for _ in range(3)}
    assert len(places) == 1
    work(engine)


def test_text_that_cannot_be_stored_is_said_at_once(client: FlaskClient, key: dict[str, str]) -> None:
    answer = client.post("/articles", json={"text": TEXT, "id": "half a pair \ud800"}, headers=key)
    assert answer.status_code in (400, 422)


def test_who_may_ask(client: FlaskClient, key: dict[str, str], make_key) -> None:
    assert client.get("/jobs/" + "0" * 26, headers=key).status_code == 404
    assert client.get("/jobs/" + "0" * 26).status_code == 401
    assert client.get("/jobs/" + "0" * 26, headers=make_key("read")).status_code == 403
    assert client.post("/articles/fetch", json={"url": "https://example.org/"}).status_code == 401


def test_a_page_is_fetched_as_a_job(client: FlaskClient, key: dict[str, str], engine: Engine) -> None:
    with serving() as site:
        site.put("/mill", page(head='<meta name="pubdate" content="2019-05-14">'))
        places = [
            client.post("/articles/fetch", json={"url": url}, headers=key).headers["Location"]
            for url in (site.url("/mill"), site.url("/gone"))
        ]
        assert work_once(engine, LOOPBACK)
        work(engine)
    done, failed = (client.get(place, headers=key).json for place in places)
    article = client.get(done["links"]["article"]).json
    assert (done["kind"], article["title"], article["published"]) == ("page", "Mill burns down", "2019-05-14")
    assert article["published_claims"][0]["origin"] == "meta pubdate"
    assert (failed["state"], failed["error"], failed["result"]) == ("failed", "answered 404 Not Found", None)


def test_a_private_address_is_never_fetched(client: FlaskClient, key: dict[str, str], engine: Engine) -> None:
    with serving() as site:
        site.put("/mill", page())
        place = client.post("/articles/fetch", json={"url": site.url("/mill")}, headers=key).headers["Location"]
        work(engine, polite_getter("1.0"))
        assert site.asked == []
    assert client.get(place, headers=key).json["error"] == "127.0.0.1 is at 127.0.0.1, which is no public address"


def test_fetching_is_off_unless_it_is_allowed(database_url: str, make_key) -> None:
    for app in serve(Settings(database=database_url, secret=SECRET)):
        answer = app.test_client().post(
            "/articles/fetch", json={"url": "https://a.example/"}, headers=make_key("ingest")
        )
        assert (answer.status_code, "TIMELINE_FETCH=on" in answer.json["detail"]) == (403, True)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "example.org", "", "http://"])
def test_what_is_no_address_is_refused(client: FlaskClient, key: dict[str, str], url: str) -> None:
    assert client.post("/articles/fetch", json={"url": url}, headers=key).status_code == 422


def test_a_job_outlives_who_does_it_but_not_for_ever(client: FlaskClient, key: dict[str, str], engine: Engine) -> None:
    """Whoever took it is gone without a word: after a while another takes it, and at last it is given up."""
    place = client.post("/articles", json={"text": TEXT}, headers=key).headers["Location"]
    moment = now()
    with writing(engine) as conn:
        first = take_job(conn, moment)
        assert first is not None
        assert (first.state, first.tries) == ("running", 1)
        assert take_job(conn, moment + LEASE / 2) is None
        again = take_job(conn, moment + LEASE + timedelta(seconds=1))
        assert again is not None
        assert replace(again, tries=1, started_at=first.started_at) == first
        for number in range(2, TRIES):
            assert take_job(conn, moment + (LEASE + timedelta(seconds=1)) * number) is not None
        assert take_job(conn, moment + LEASE * 10) is None
    job = client.get(place, headers=key).json
    assert (job["state"], job["error"]) == ("failed", f"given up: it ended its process {TRIES} times")
