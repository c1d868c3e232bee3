"""Compressed answers: asked for, worth it, told apart by their tags, and known again."""

from __future__ import annotations

import gzip
import sys
import zlib

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

from tests.api.telling import Put, tell_event
from timeline_api.api.compression import chosen_coding, compress, compress_response
from timeline_api.model import Document
from timeline_api.temporal.interval import day

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

DECODERS = {"zstd": zstd.decompress, "gzip": gzip.decompress, None: bytes}


@pytest.fixture
def pages(client: FlaskClient, put: Put) -> FlaskClient:
    put(Document("a"), *(tell_event(f"Bridge {number} opens", day(2024, 12, 8), at=number) for number in range(20)))
    return client


@pytest.mark.parametrize(
    ("wish", "coding"),
    [
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("gzip;q=1, zstd;q=0.5", "gzip"),
        ("*", "zstd"),
        ("*, zstd;q=0", "gzip"),
        ("gzip;q=0", None),
        ("gzip; q=0, zstd; q=0", None),
        ("identity", None),
        ("identity, gzip;q=0.5", None),
        ("br, deflate", None),
        ("", None),
        ("gzip;q=nonsense;;,,", None),
    ],
)
def test_what_is_asked_for_is_what_comes(pages: FlaskClient, wish: str, coding: str | None) -> None:
    plain = pages.get("/events")
    answer = pages.get("/events", headers={"Accept-Encoding": wish})
    assert answer.headers.get("Content-Encoding") == coding
    assert DECODERS[coding](answer.data) == plain.data
    assert answer.headers["Vary"] == plain.headers["Vary"] == "Accept, Accept-Encoding"
    assert int(answer.headers["Content-Length"]) == len(answer.data)


@pytest.mark.parametrize("had", [None, "gzip", "zstd"])
@pytest.mark.parametrize("wish", ["", "gzip", "zstd"])
def test_a_caller_who_has_it_in_any_coding_is_told_so(pages: FlaskClient, had: str | None, wish: str) -> None:
    tag = pages.get("/events", headers={"Accept-Encoding": had or ""}).headers["ETag"]
    asked = {"Accept-Encoding": wish, "If-None-Match": f'"other", W/{tag}'}
    answer = pages.get("/events", headers=asked)
    assert (answer.status_code, answer.data, answer.headers["ETag"]) == (304, b"", tag)
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_each_coding_has_a_tag_of_its_own(pages: FlaskClient) -> None:
    tags = [pages.get("/events", headers={"Accept-Encoding": wish}).headers["ETag"] for wish in ("", "gzip", "zstd")]
    assert [tag.removeprefix(tags[0][:-1]) for tag in tags] == ['"', '-gzip"', '-zstd"']


def test_a_tag_of_another_state_is_not_known(pages: FlaskClient) -> None:
    tag = pages.get("/events").headers["ETag"]
    for other in (f"{tag[:-1]}-br{tag[-1]}", f"{tag[:-2]}{tag[-1]}", '"-gzip"'):
        assert pages.get("/events", headers={"If-None-Match": other}).status_code == 200
    assert pages.get("/events", headers={"If-None-Match": "*"}).status_code == 304


def test_what_fits_a_packet_stays_as_it_is(client: FlaskClient) -> None:
    answer = client.get("/healthz", headers={"Accept-Encoding": "zstd"})
    assert ("Content-Encoding" in answer.headers, "Accept-Encoding" in answer.headers["Vary"]) == (False, True)


def test_pictures_are_compressed_already(client: FlaskClient) -> None:
    answer = client.get("/docs/assets/favicon-32x32.png", headers={"Accept-Encoding": "zstd"})
    assert "Content-Encoding" not in answer.headers
    assert "Vary" not in answer.headers


def test_head_has_the_length_of_get(pages: FlaskClient) -> None:
    asked = {"Accept-Encoding": "gzip"}
    read, head = pages.get("/events", headers=asked), pages.head("/events", headers=asked)
    assert head.headers["Content-Length"] == read.headers["Content-Length"]


def test_the_same_body_has_the_same_bytes() -> None:
    assert compress(b"a" * 5000, "gzip") == compress(b"a" * 5000, "gzip")


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_a_stream_lets_each_piece_go_at_once(app: Flask, coding: str) -> None:
    closed: list[bool] = []

    def lines():
        try:
            yield '{"line": 1}\n'
            yield b'{"line": 2}\n'
        finally:
            closed.append(True)

    response = Response(lines(), content_type="application/x-ndjson")
    compress_response(response, coding)
    pieces = response.iter_encoded()
    decoder = zlib.decompressobj(wbits=31) if coding == "gzip" else zstd.ZstdDecompressor()
    assert decoder.decompress(next(pieces)) == b'{"line": 1}\n'
    assert b"".join(decoder.decompress(piece) for piece in pieces) == b'{"line": 2}\n'
    assert (closed, "Content-Length" in response.headers) == ([True], False)


def test_no_header_is_too_odd() -> None:
    for odd in (",", ";", "gzip" * 2000, "zstd;q=99", "\x00", "é"):
        chosen_coding(odd)
