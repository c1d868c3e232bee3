"""Bodies: too large, cut off, of another kind, or JSON that parsers disagree about."""

from __future__ import annotations

import io

import pytest
from flask.testing import FlaskClient

from tests.api.conftest import MAX_BODY

JSON = "application/json"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b'{"text": "a"', "not JSON"),
        (b'{"text": "a"} x', "not JSON"),
        (b"text=a", "not JSON"),
        (b'{"text": NaN}', "not JSON"),
        (b'{"text": "\x01"}', "not JSON"),
        (b"\xef\xbb\xbf{}", "not JSON"),
        (b'{"text": "\\ud800"}', "not JSON"),
        (b'{"text": "\\udc00 and on"}', "not JSON"),
        (b'{"text": "caf\xe9"}', "not UTF-8: byte 13"),
        (b'{"text": "\xed\xa0\x80"}', "not UTF-8"),
        ('{"text": "a"}'.encode("utf-16"), "not UTF-8"),
        (b'{"text": "a", "text": "b"}', "'text' is repeated"),
        (b'{"text": "a", "te\\u0078t": "b"}', "'text' is repeated"),
        (b'{"text": "a", "x": [{"k": 1, "k": 2}]}', "'k' is repeated"),
        (b"[" * 4000 + b"]" * 4000, "not JSON"),
        (b'{"a":' * 1000 + b"1" + b"}" * 1000, "too deep"),
    ],
)
def test_malformed(client: FlaskClient, body: bytes, said: str) -> None:
    answer = client.post("/extract", data=body, content_type=JSON)
    assert (answer.status_code, answer.content_type) == (400, "application/problem+json")
    assert said in answer.json["detail"]


def test_numbers_of_any_length_harm_nothing(client: FlaskClient) -> None:
    answer = client.post("/extract", data=b'{"text": "a", "id": ' + b"1" * 9000 + b"}", content_type=JSON)
    assert answer.status_code in (400, 422)


def test_astral_characters_are_text(client: FlaskClient) -> None:
    assert client.post("/extract", data=b'{"text": "\\ud83d\\ude00"}', content_type=JSON).status_code == 200


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/json; charset=latin-1",
    ],
)
def test_other_kinds(client: FlaskClient, content_type: str) -> None:
    answer = client.post("/extract", data=b'{"text": "a"}', content_type=content_type)
    assert (answer.status_code, answer.headers["Accept-Post"]) == (415, JSON)


def test_compressed(client: FlaskClient) -> None:
    headers = {"Content-Encoding": "gzip"}
    assert client.post("/extract", data=b"x", content_type=JSON, headers=headers).status_code == 415


@pytest.mark.parametrize("content_type", ["application/json; charset=UTF-8", "Application/JSON"])
def test_spellings_of_json(client: FlaskClient, content_type: str) -> None:
    assert client.post("/extract", data=b'{"text": "a"}', content_type=content_type).status_code == 200


def body_of(size: int) -> bytes:
    frame = b'{"text": ""}'
    return frame[:-2] + b"a" * (size - len(frame)) + frame[-2:]


@pytest.mark.parametrize(("size", "status"), [(MAX_BODY, 200), (MAX_BODY + 1, 413), (MAX_BODY * 50, 413)])
@pytest.mark.parametrize("framing", ["length", "chunked"])
def test_size(client: FlaskClient, size: int, status: int, framing: str) -> None:
    """The limit itself passes; a chunked body is not cut off at the limit and taken for whole."""
    body = body_of(size)
    chunked = {
        "wsgi.input": io.BytesIO(body),
        "wsgi.input_terminated": True,
        "HTTP_TRANSFER_ENCODING": "chunked",
    }
    sent = {"data": body} if framing == "length" else {"environ_overrides": chunked}
    answer = client.post("/extract", content_type=JSON, **sent)
    assert answer.status_code == status
    if status == 413:
        assert str(MAX_BODY) in answer.json["detail"]


def test_cut_off(client: FlaskClient) -> None:
    cut = {"wsgi.input": io.BytesIO(b'{"text": "a"}'), "CONTENT_LENGTH": "100"}
    answer = client.post("/extract", content_type=JSON, environ_overrides=cut)
    assert (answer.status_code, "ended before" in answer.json["detail"]) == (400, True)
