"""Batches: a result for each line, one bad line spoils no other, and what is acknowledged is kept."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from tests.api.conftest import MAX_BODY, SECRET, serve
from tests.api.telling import MakeKey
from timeline_api.api.schemas.articles import BatchResultSchema
from timeline_api.settings import Settings

NDJSON = "application/x-ndjson"
MAX_BATCH = 50_000
GOOD = b'{"text": "The old bridge opened on 2024-12-08."}'


@pytest.fixture
def app(database_url: str) -> Iterator[Flask]:
    yield from serve(Settings(database=database_url, secret=SECRET, max_body=MAX_BODY, max_batch=MAX_BATCH))


def send(client: FlaskClient, key: dict[str, str], body: bytes, **options: Any) -> TestResponse:
    headers = {**key, **options.pop("headers", {})}
    return client.post("/articles/batch", data=body, content_type=NDJSON, headers=headers, **options)


def results(answer: TestResponse) -> list[dict[str, Any]]:
    assert (answer.status_code, answer.content_type) == (200, NDJSON)
    found = [json.loads(line) for line in answer.data.splitlines()]
    assert [BatchResultSchema().validate(result) for result in found] == [{}] * len(found)
    return found


def test_each_line_has_its_result(client: FlaskClient, key: dict[str, str]) -> None:
    lines = [GOOD, b"", b'{"text": "Lisbon fell on 1755-11-01.", "title": 7}', b'{"text":', GOOD, b" \t", b"[]"]
    found = results(send(client, key, b"\n".join(lines)))
    assert [(result["line"], result["status"], result["outcome"]) for result in found] == [
        (1, 201, "created"),
        (3, 422, "failed"),
        (4, 400, "failed"),
        (5, 200, "unchanged"),
        (7, 422, "failed"),
    ]
    assert found[1]["errors"] == [{"in": "body", "pointer": "/title", "detail": "Not a valid string."}]
    assert "the text of this line is not JSON" in found[2]["detail"]
    assert found[0]["article_id"] == found[3]["article_id"]
    for event_id in found[0]["event_ids"]:
        assert client.get(f"/events/{event_id}").json["date"]["edtf"] == "2024-12-08"


@pytest.mark.parametrize(
    ("line", "status"),
    [
        (b'{"text": "caf\xe9"}', 400),
        (b"\xff\xfe{}", 400),
        (b'{"text": "a", "text": "b"}', 400),
        (b'{"text": "\\ud800"}', 400),
        (b'{"text": NaN}', 400),
        (b'{"a":' * 1000 + b"1" + b"}" * 1000, 400),
        (b'{"text": "\\u0000"}', 422),
        (b'{"text": "a", "tags": ["\\u0000"]}', 422),
        (b'{"text": ""}', 422),
        (b"null", 422),
        (b'{"text": "' + b"a" * MAX_BODY + b'"}', 413),
        (b"x" * MAX_BODY * 3, 413),
    ],
)
def test_one_bad_line_spoils_no_other(client: FlaskClient, key: dict[str, str], line: bytes, status: int) -> None:
    found = results(send(client, key, b"\n".join([GOOD, line, GOOD, b""])))
    assert [(result["line"], result["status"]) for result in found] == [(1, 201), (2, status), (3, 200)]


def test_line_ends_of_all_kinds(client: FlaskClient, key: dict[str, str]) -> None:
    assert [result["line"] for result in results(send(client, key, GOOD + b"\r\n\r\n" + GOOD))] == [1, 3]
    assert results(send(client, key, b"")) == []
    assert results(send(client, key, b"\n\n \n")) == []


def test_a_line_as_long_as_a_body_may_be(client: FlaskClient, key: dict[str, str]) -> None:
    frame = b'{"text": ""}'
    line = frame[:-2] + b"a" * (MAX_BODY - len(frame)) + frame[-2:]
    assert [result["status"] for result in results(send(client, key, line + b"\n" + line + b" \n"))] == [201, 413]


def test_groups_change_nothing(client: FlaskClient, key: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline_api.api.lines._TOGETHER", 3)
    lines = [b'{"text": "Ship %d sank on 2001-02-0%d."}' % (number % 7, number % 7 + 1) for number in range(20)]
    found = results(send(client, key, b"\n".join(lines)))
    assert [result["status"] for result in found] == [201] * 7 + [200] * 13
    assert len({result["article_id"] for result in found}) == 7
    assert len(client.get("/articles").json["items"]) == 7


def test_a_store_that_fails_leaves_the_rest_untried(
    client: FlaskClient, key: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OperationalError("", {}, Exception("disk full"))

    monkeypatch.setattr("timeline_api.api.lines._TOGETHER", 2)
    monkeypatch.setattr("timeline_api.api.lines.put_entries", fail)
    found = results(send(client, key, b"\n".join([b"{", GOOD, GOOD, b"{"])))
    assert [result["status"] for result in found] == [400, 503, 503, 503]
    assert "disk full" not in json.dumps(found)


def test_an_event_that_cannot_be_placed_fails_alone(
    client: FlaskClient, key: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from timeline_api.api import lines

    put = lines.put_entries

    def refuse(conn: Any, entries: Any, now: Any) -> Any:
        if any("Lisbon" in each.document.text for each in entries):
            raise ValueError("no such day")
        return put(conn, entries, now)

    monkeypatch.setattr("timeline_api.api.lines.put_entries", refuse)
    found = results(send(client, key, b"\n".join([GOOD, b'{"text": "Lisbon fell in 1755."}', b'{"text": "B"}'])))
    assert [result["status"] for result in found] == [201, 422, 201]


def test_a_crash_of_one_line_is_its_own(
    client: FlaskClient, key: dict[str, str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from timeline_api.pipeline import extract

    monkeypatch.setattr("timeline_api.api.lines.extract", lambda one: extract(one) if "bridge" in one.text else 1 / 0)
    found = results(send(client, key, b"\n".join([b'{"text": "A"}', GOOD])))
    assert [result["status"] for result in found] == [500, 201]
    assert "ZeroDivisionError" in caplog.text


def test_results_come_while_lines_are_read(client: FlaskClient, key: dict[str, str], monkeypatch) -> None:
    """And those that have come are in the store, though the client goes away then."""
    monkeypatch.setattr("timeline_api.api.lines._TOGETHER", 1)
    answer = send(client, key, b'{"text": "Ship A sank in 2001."}\n{"text": "Ship B sank in 2002."}\n')
    pieces = answer.iter_encoded()
    assert json.loads(next(pieces))["line"] == 1
    answer.close()
    assert [item["event_count"] for item in client.get("/articles").json["items"]] == [1]


@pytest.mark.parametrize("framing", ["length", "chunked"])
@pytest.mark.parametrize(("size", "status"), [(MAX_BATCH, 200), (MAX_BATCH + 1, 413), (MAX_BATCH * 5, 413)])
def test_size(client: FlaskClient, key: dict[str, str], framing: str, size: int, status: int) -> None:
    """What is too large is refused before any of it is stored."""
    body = GOOD + b"\n" + b" " * (size - len(GOOD) - 1)
    chunked = {"wsgi.input": io.BytesIO(body), "wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
    answer = (
        send(client, key, body)
        if framing == "length"
        else client.post("/articles/batch", content_type=NDJSON, headers=key, environ_overrides=chunked)
    )
    assert answer.status_code == status
    assert len(answer.data.splitlines()) == 1
    assert len(client.get("/articles").json["items"]) == (status == 200)


def test_a_compressed_batch(client: FlaskClient, key: dict[str, str]) -> None:
    packed = gzip.compress(GOOD + b"\n")
    answer = send(client, key, packed + packed, headers={"Content-Encoding": "gzip", "Accept-Encoding": "gzip"})
    assert (answer.headers["Content-Encoding"], answer.status_code) == ("gzip", 200)
    found = [json.loads(line) for line in gzip.decompress(answer.data).splitlines()]
    assert [result["status"] for result in found] == [201, 200]


PACKED_BADLY = {
    "a bomb": (gzip.compress(b"\n" * MAX_BATCH * 400, mtime=0), "gzip", 413),
    "cut off": (gzip.compress(GOOD, mtime=0)[:-3], "gzip", 400),
    "no gzip": (b"not gzip", "gzip", 400),
    "rubbish behind": (gzip.compress(GOOD, mtime=0) + b"rest", "gzip", 400),
    "empty": (b"", "gzip", 400),
    "br": (GOOD, "br", 415),
    "twice": (GOOD, "gzip, gzip", 415),
}


@pytest.mark.parametrize("name", PACKED_BADLY)
def test_packed_badly(client: FlaskClient, key: dict[str, str], name: str) -> None:
    body, coding, status = PACKED_BADLY[name]
    answer = send(client, key, body, headers={"Content-Encoding": coding})
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    if status == 415:
        assert answer.headers["Accept-Encoding"] == "gzip, identity"


@pytest.mark.parametrize("content_type", ["", "application/json", "text/plain", f"{NDJSON}; charset=latin-1"])
def test_other_kinds(client: FlaskClient, key: dict[str, str], content_type: str) -> None:
    answer = client.post("/articles/batch", data=GOOD, content_type=content_type, headers=key)
    assert (answer.status_code, answer.headers["Accept-Post"]) == (415, "application/x-ndjson, application/jsonl")


def test_a_batch_cut_off_stores_nothing(client: FlaskClient, key: dict[str, str]) -> None:
    cut = {"wsgi.input": io.BytesIO(GOOD + b"\n"), "CONTENT_LENGTH": "1000"}
    answer = client.post("/articles/batch", content_type=NDJSON, headers=key, environ_overrides=cut)
    assert (answer.status_code, "ended before" in answer.json["detail"]) == (400, True)
    assert client.get("/articles").json["items"] == []


def test_a_key_is_needed(client: FlaskClient, make_key: MakeKey) -> None:
    assert send(client, {}, GOOD).status_code == 401
    assert send(client, make_key("read"), GOOD).status_code == 403


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(st.binary(max_size=60).map(lambda line: line.replace(b"\n", b" ")), max_size=8))
def test_any_bytes_have_their_results(client: FlaskClient, key: dict[str, str], lines: list[bytes]) -> None:
    found = results(send(client, key, b"\n".join(lines)))
    assert [result["line"] for result in found] == [at for at, line in enumerate(lines, 1) if line.strip()]
    assert {result["status"] for result in found} <= {400, 422}
