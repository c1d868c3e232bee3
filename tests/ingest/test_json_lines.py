"""JSON Lines: one bad line spoils no other, and each is named."""

import io
import json
from datetime import date

import pytest

from timeline_api.ingest import json_lines
from timeline_api.ingest.json_lines import read_json_lines
from timeline_api.ingest.reading import BadDocument, Found
from timeline_api.model import Document


def read(content: bytes) -> list[Found | BadDocument]:
    return list(read_json_lines(io.BytesIO(content), "in.jsonl"))


def test_all_fields_are_read_and_others_passed_over() -> None:
    line = {
        "id": "a1",
        "text": "It burned.",
        "published": "2024-12-08",
        "title": "Fire",
        "language": "en",
        "url": "https://example.org/1",
        "source": "Gazette",
        "tags": ["fire", ""],
        "timexes": [{"start": 1}],
    }
    expected = Document(
        "It burned.", date(2024, 12, 8), "a1", "Fire", "en", "https://example.org/1", "Gazette", ("fire",)
    )
    assert read(json.dumps(line).encode()) == [Found("in.jsonl:1", expected)]


def test_null_and_empty_are_not_stated() -> None:
    line = b'{"text": "It burned.", "id": null, "published": null, "title": "", "tags": null}'
    assert read(line) == [Found("in.jsonl:1", Document("It burned."))]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (b"{bad", "not JSON: Expecting property name enclosed in double quotes at column 2"),
        (b"[1]", 'a line must be an object such as {"text": "..."}'),
        (b'"text"', 'a line must be an object such as {"text": "..."}'),
        (b"{}", "text is missing"),
        (b'{"text": null}', "text is missing"),
        (b'{"text": " "}', "text is empty"),
        (b'{"text": "1 2"}', "text has no sentence: there is no word in it"),
        (b'{"text": 3}', "text must be a string, not a number"),
        (b'{"text": "a", "id": 1}', "id must be a string, not a number"),
        (b'{"text": "a", "title": {}}', "title must be a string, not an object"),
        (b'{"text": "a", "url": true}', "url must be a string, not true or false"),
        (b'{"text": "a", "source": ["b"]}', "source must be a string, not a list"),
        (b'{"text": "a", "tags": "b"}', "tags must be a list, not a string"),
        (b'{"text": "a", "tags": ["b", null]}', "tags must be strings, not null"),
        (b'{"text": "a", "published": 20241208}', "published must be a string, not a number"),
        (b'{"text": "\xe9"}', "not UTF-8: byte 0xE9 at offset 10; save it as UTF-8"),
        (b'{"text": "a", "id": "1", "id": "2"}', "id is stated twice"),
        (b"[" * 100_000, "not JSON: nested too deeply"),
        (
            b'{"text": "a", "n": ' + b"1" * 5000 + b"}",
            "not JSON that can be read: a number has too many digits",
        ),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(line: bytes, what: str) -> None:
    good = b'{"text": "It burned."}'
    items = read(good + b"\n\n" + line + b"\n" + good)
    assert items[0] == Found("in.jsonl:1", Document("It burned."))
    assert items[1] == BadDocument("in.jsonl:3", what)
    assert items[2] == Found("in.jsonl:4", Document("It burned."))


def test_lone_surrogates_stay_in_the_text() -> None:
    assert read(b'{"text": "a\\ud800b"}') == [Found("in.jsonl:1", Document("a\ud800b"))]


def test_byte_order_marks_are_understood() -> None:
    lines = '{"text": "Ødegård"}\n{"text": "brann"}\n'
    expected = [Found("in.jsonl:1", Document("Ødegård")), Found("in.jsonl:2", Document("brann"))]
    assert read(lines.encode("utf-8-sig")) == read(lines.encode("utf-16")) == expected


def test_broken_utf16_is_named_after_the_good_lines() -> None:
    items = read('{"text": "Ødegård"}\n{"text": "brann"}'.encode("utf-16") + b"x")
    assert items[0] == Found("in.jsonl:1", Document("Ødegård"))
    assert items[1:] == [BadDocument("in.jsonl:2", "not UTF-16-LE: truncated data; the rest cannot be read")]


def test_a_line_too_long_is_skipped_and_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "LONGEST", 1024 * 1024)
    long = b'{"text": "' + b"word " * 700_000 + b'"}'
    items = read(b'{"text": "a"}\n' + long + b'\n{"text": "b"}')
    assert items == [
        Found("in.jsonl:1", Document("a")),
        BadDocument("in.jsonl:2", "the line is longer than 1 MiB"),
        Found("in.jsonl:3", Document("b")),
    ]


def test_lines_are_read_one_at_a_time() -> None:
    stream = io.BytesIO(b'{"text": "a"}\n' * 1000)
    next(read_json_lines(stream, "in.jsonl"))
    assert stream.tell() < 100


def test_fields_go_by_other_names_where_their_own_are_not_stated() -> None:
    [item] = read(
        b'{"body": "It burned.", "headline": "Mill", "date": "8.12.2024", "authors": ["Ida", "Jo"], '
        b'"keywords": "fire", "url": "https://a.example/", "link": "https://b.example/", "site": {"name": "x"}}'
    )
    assert isinstance(item, Found)
    assert item.document == Document(
        "It burned.", date(2024, 12, 8), title="Mill", author="Ida; Jo", url="https://a.example/"
    )
