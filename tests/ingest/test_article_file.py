"""Article files: encodings, front matter, Markdown, and what is said about bad ones."""

from datetime import date
from pathlib import Path

import pytest

from timeline_api.ingest import article_file
from timeline_api.ingest.article_file import read_article, read_article_file
from timeline_api.ingest.reading import BadDocument, Found
from timeline_api.model import Document

FRONT = """---
title: 1984
published: 8 December 2024
source: Harbour Gazette
language: no
url: https://example.org/mill
tags: [fire, 2024]
---

The mill burned on Monday.
"""


def found(content: bytes | str, where: str = "a/mill.txt") -> Document:
    item = read_article(content.encode() if isinstance(content, str) else content, where)
    assert isinstance(item, Found), item
    assert item.where == where
    return item.document


def bad(content: bytes | str, where: str = "a/mill.txt") -> str:
    item = read_article(content.encode() if isinstance(content, str) else content, where)
    assert isinstance(item, BadDocument), item
    return str(item)


def test_front_matter_keeps_its_characters() -> None:
    english_date = FRONT.replace("language: no", "language: en")
    assert found(english_date) == Document(
        text="The mill burned on Monday.",
        published=date(2024, 12, 8),
        id="a/mill.txt",
        title="1984",
        language="en",
        url="https://example.org/mill",
        source="Harbour Gazette",
        tags=("fire", "2024"),
    )


def test_norwegian_is_not_false() -> None:
    assert found("---\nlanguage: no\n---\nEn by.").language == "no"


def test_a_stated_id_wins_and_null_is_not_stated() -> None:
    assert found("---\nid: mill-1\ntitle: ~\nsource:\n---\nIt burned.") == Document("It burned.", id="mill-1")


def test_text_without_front_matter_stays_as_it_is() -> None:
    assert found("\n\n  It burned. \n--- \nThen it rained.\n").text == "\n\n  It burned. \n--- \nThen it rained.\n"


def test_line_ends_become_one_character() -> None:
    assert found("---\r\ntitle: Mill\r\n---\r\nIt burned.\r\nThen rain.").text == "It burned.\nThen rain."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encodings_with_a_mark_are_read(encoding: str) -> None:
    assert found("Ødegård brann.".encode(encoding)).text == "Ødegård brann."


def test_big_endian_with_a_mark_is_read() -> None:
    assert found(b"\xfe\xff" + "Ødegård".encode("utf-16-be")).text == "Ødegård"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"Caf\xe9 burned", "a/mill.txt: not UTF-8: byte 0xE9 at offset 3; save it as UTF-8"),
        (b"\xef\xbb\xbfCaf\xe9", "a/mill.txt: not UTF-8: byte 0xE9 at offset 6; save it as UTF-8"),
        (b"", "a/mill.txt: text is empty"),
        (b" \n\t\n", "a/mill.txt: text is empty"),
        (b"---\ntitle: x\n---\n", "a/mill.txt: text is empty"),
        (b"12 34 --- !", "a/mill.txt: text has no sentence: there is no word in it"),
        (
            b"---\ntitle: x\nIt burned.",
            "a/mill.txt:1: the front matter that begins here is not closed by a --- line",
        ),
        (
            b"---\ntitle: x\ncolour: red\n---\nIt burned.",
            "a/mill.txt:3: unknown field 'colour'; known are id, title, published, source, language",
        ),
        (b"---\ntitle: [x\n---\nIt", "a/mill.txt:2: bad YAML: expected ',' or ']', but got '<stream end>'"),
        (
            b"---\ntitle: x\nsource: a: b\n---\nIt",
            "a/mill.txt:3: bad YAML: mapping values are not allowed here",
        ),
        (b"---\ntitle: \x07\n---\nIt", "a/mill.txt:1: bad YAML: unacceptable character #x0007"),
        (b"---\njust words\n---\nIt", "a/mill.txt:2: the front matter must be lines of 'field: value'"),
        (b"---\ntitle: a\ntitle: b\n---\nIt", "a/mill.txt:3: title is stated twice, first on line 2"),
        (b"---\n? [a]\n: b\n---\nIt", "a/mill.txt:2: unknown field '(not a name)'"),
        (b"---\ntags: fire\n---\nIt", "a/mill.txt:2: tags must be a list, not a string"),
        (b"---\ntags: [a, [b]]\n---\nIt", "a/mill.txt:2: each of the tags must be text"),
        (b"---\ntitle: [a]\n---\nIt", "a/mill.txt:2: title must be text"),
        (b"---\n\npublished: soon\n---\nIt", "a/mill.txt:3: published is not a full date: 'soon'"),
        (b"---\nlanguage: English\n---\nIt", "a/mill.txt:2: language must be a tag such as en or pt-BR"),
        (b"---\nurl: javascript:alert(1)\n---\nIt", "a/mill.txt:2: url must begin with http:// or https://"),
        (b"---\nurl: http://[::1\n---\nIt", "a/mill.txt:2: url cannot be read"),
        (b"---\n" + b"[" * 5000 + b"\n---\nIt", "a/mill.txt:1: bad YAML: nested too deeply"),
        (b"---\ntitle: " + b"x" * 70_000 + b"\n---\nIt", "a/mill.txt:1: the front matter is longer than"),
    ],
)
def test_bad_articles_are_named_with_file_and_line(content: bytes, message: str) -> None:
    assert bad(content).startswith(message)


def test_markdown_becomes_the_text_a_reader_sees() -> None:
    page = "# The mill\n\nThe *mill* [burned](https://example.org).\nIt was `old`.\n\n"
    page += "- one &amp; two\n- ![map](m.png)three\n"
    document = found(page, "mill.md")
    assert document.title == "The mill"
    assert document.text == "The mill burned.\nIt was old.\n\none & two\n\nthree"


def test_front_matter_title_wins_over_the_heading() -> None:
    document = found("---\ntitle: Fire\n---\n# The mill\n\nIt burned.", "mill.MD")
    assert (document.title, document.text) == ("Fire", "It burned.")


def test_a_later_heading_is_text_and_code_keeps_its_words() -> None:
    document = found("It burned.\n\n# After\n\n    indented lines\n\n<b>stays</b>", "mill.md")
    assert (document.title, document.text) == (None, "It burned.\n\nAfter\n\nindented lines\n\n<b>stays</b>")


def test_a_file_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(article_file, "LARGEST", 1024 * 1024)
    path = tmp_path / "big.txt"
    path.write_bytes(b"word " * 300_000)
    assert read_article_file(path) == BadDocument(path.as_posix(), "larger than 1 MiB")


def test_a_file_name_of_any_bytes_can_be_shown(tmp_path: Path) -> None:
    path = Path(str(tmp_path), b"caf\xe9.txt".decode("utf-8", "surrogateescape"))
    path.write_text("It burned.")
    item = read_article_file(path)
    assert isinstance(item, Found)
    assert item.document.id is not None
    assert item.document.id.endswith("caf\\udce9.txt")


def test_front_matter_of_makers_of_sites() -> None:
    fields = "layout: post\ndate: 2024-12-08 18:30:00 +0100\nauthors: [Ida, Jo]\nkeywords: [fire]\ndraft: no"
    read = found(f"---\n{fields}\n---\nIt burned.")
    assert str(read.published) == "2024-12-08 18:30:00+01:00"
    assert (read.author, read.tags, read.text) == ("Ida; Jo", ("fire",), "It burned.")


def test_front_matter_in_toml() -> None:
    toml = (
        '+++\ntitle = "Mill"\ndate = 2024-12-08\nauthor = ["Ida", "Jo"]\ntags = ["fire"]\nweight = 3\n+++\n\nIt burned.'
    )
    read = found(toml)
    assert (read.title, read.published, read.author) == ("Mill", date(2024, 12, 8), "Ida; Jo")
    assert (read.tags, read.text) == (("fire",), "It burned.")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("+++\ntitle = x\n+++\nIt", "a/mill.txt:1: bad TOML: "),
        ("+++\ntitle = 'x'\nIt", "a/mill.txt:1: the front matter that begins here is not closed by a +++ line"),
        ("+++\nprice = 3\n+++\nIt", "a/mill.txt:1: unknown field 'price'"),
        ("+++\ntitle = 3\n+++\nIt", "a/mill.txt:1: title must be text"),
        ("+++\ndate = 2024-12-08\npublished = 2024-12-08\n+++\nIt", "a/mill.txt:1: published is stated twice"),
        ("---\ndate: 2024-12-08\npublished: 2024-12-08\n---\nIt", "a/mill.txt:3: published is stated twice"),
    ],
)
def test_what_is_wrong_with_other_front_matter_is_named(content: str, message: str) -> None:
    assert bad(content).startswith(message)
