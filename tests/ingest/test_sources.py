"""PDF, EPUB, CSV, feeds and web archives: what each tells, and what is said of broken ones."""

import gzip
import io
from datetime import UTC, date, datetime

import pytest

from tests.ingest.samples import MORE, PROSE, epub, packed, page, pdf, record, told
from timeline_api.ingest.csv_file import read_csv
from timeline_api.ingest.epub import read_epub
from timeline_api.ingest.feed import Feed, read_feed
from timeline_api.ingest.html import Page
from timeline_api.ingest.pdf import read_pdf
from timeline_api.ingest.reading import BadDocument, Found, Item, UnreadableError, read_items
from timeline_api.ingest.warc import read_warc

ABOUT = "/Title (Mill burns) /Author (Ida Vance) /CreationDate (D:20241208103000+01'00')"


# PDF


def test_a_pdf_gives_paragraphs_and_what_it_says_of_itself() -> None:
    lines = (
        "The old mill on Quay Street burned down on Monday night, and fire-",
        "fighters worked until dawn.",
        "",
        "End.",
    )
    found = read_pdf(pdf(lines, ("A second page.",), about=ABOUT), "mill.pdf")
    assert found.text == (
        "The old mill on Quay Street burned down on Monday night, and firefighters worked until dawn.\n\nEnd."
        "\n\nA second page."
    )
    assert (found.title, found.author, found.id) == ("Mill burns", "Ida Vance", "mill.pdf")
    assert found.published == date(2024, 12, 8)
    assert found.claims[0].origin == "PDF creation date"


def test_an_old_dispatch_in_a_new_pdf_is_old() -> None:
    found = read_pdf(pdf(("PARIS, Dec. 8, 1987 (Wire) - Shares fell.",), about=ABOUT))
    assert (found.published, [claim.origin for claim in found.claims]) == (
        date(1987, 12, 8),
        ["dateline", "PDF creation date"],
    )


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (pdf((), ()), "a PDF with no text: its 2 pages hold pictures alone"),
        (b"%PDF-1.4\nnothing", "not a PDF that can be read"),
        (pdf(("Some words here.",))[:200], "not a PDF that can be read"),
        (b"", "not a PDF that can be read"),
    ],
)
def test_a_pdf_that_tells_nothing_says_why(content: bytes, what: str) -> None:
    with pytest.raises(UnreadableError, match=what):
        read_pdf(content)


# EPUB

BOOK = (
    "<dc:title>The Mill</dc:title><dc:creator>Ida Vance</dc:creator><dc:language>en-GB</dc:language>"
    "<dc:date>1899-05-14</dc:date><dc:identifier>urn:isbn:9</dc:identifier><dc:publisher>Quay Press</dc:publisher>"
)


def test_a_book_is_read_in_its_order() -> None:
    chapters = {"b.xhtml": "<h1>Two</h1><p>It burned.</p>", "in/a%20b.xhtml": "<p>It was <i>built</i>.</p>"}
    content = epub(chapters, ["in/a%20b.xhtml", "b.xhtml"], BOOK)
    content = _renamed(content, "OEBPS/in/a%20b.xhtml", "OEBPS/in/a b.xhtml")
    found = read_epub(content)
    assert found.text == "It was built.\n\nTwo\n\nIt burned."
    assert (found.title, found.author, found.source, found.language, found.id, found.published) == (
        "The Mill",
        "Ida Vance",
        "Quay Press",
        "en-GB",
        "urn:isbn:9",
        date(1899, 5, 14),
    )


def _renamed(content: bytes, old: str, new: str) -> bytes:
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            after.writestr(new if name == old else name, before.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"PK\x03\x04 nothing", "not an EPUB that can be read"),
        (epub({}, []), "an EPUB with no text"),
        (epub({"a.xhtml": "<p>Words.</p>"}, ["a.xhtml"])[:-50], "not an EPUB that can be read"),
        (_renamed(epub({"a.x": "<p>Words.</p>"}, ["a.x"]), "OEBPS/a.x", "b"), "OEBPS/a.x is missing"),
        (epub({"a.x": "a" * 70_000_000}, ["a.x"]), "more than 64 MiB when unpacked"),
    ],
    ids=["broken", "empty", "cut", "missing chapter", "bomb"],
)
def test_a_book_that_cannot_be_read_says_why(content: bytes, what: str) -> None:
    with pytest.raises(UnreadableError, match=what):
        read_epub(content)


# CSV


def csv_of(content: bytes) -> list[Found | BadDocument]:
    return list(read_csv(io.BufferedReader(io.BytesIO(content)), "t.csv"))  # type: ignore[arg-type]


def test_a_table_of_a_german_office() -> None:
    content = '\ufeffTitel;Text;Datum;Autor;Link\r\nBäder;"Das Bad schloss; es war alt.";10.12.2024;Ida;https://x.example/1\r\n'
    [item] = csv_of(content.encode())
    assert isinstance(item, Found)
    found = item.document
    assert (found.title, found.text, found.published) == ("Bäder", "Das Bad schloss; es war alt.", date(2024, 12, 10))
    assert (found.author, found.url) == ("Ida", "https://x.example/1")


def test_a_table_of_a_spreadsheet_is_read() -> None:
    rows = 'text;date;headline;keywords;n\nThe café burned.;8 décembre 2024;Fire;a, b;1\n\n"Two\nlines.";;;;\n'
    first, second = csv_of(rows.encode("cp1252"))
    assert isinstance(first, Found)
    assert isinstance(second, Found)
    assert (first.where, first.document.text, first.document.title) == ("t.csv:2", "The café burned.", "Fire")
    assert (first.document.published, first.document.tags) == (date(2024, 12, 8), ("a", "b"))
    assert (second.where, second.document.text) == ("t.csv:4", "Two\nlines.")


def test_a_long_cell_is_an_article() -> None:
    (found,) = csv_of(b"id,text\n1," + b"It burned. " * 50_000 + b"\n")
    assert isinstance(found, Found)
    assert len(found.document.text) > 500_000


@pytest.mark.parametrize(
    ("content", "where", "what"),
    [
        (b"", "t.csv:1", "no column called text"),
        (b"id,name\n1,2\n", "t.csv:1", "no column called text"),
        (b"text,body\na,b\n", "t.csv:1", "two columns hold text"),
        (b"text,date\nIt burned.\n", "t.csv:2", "1 cells in a table of 2 columns"),
        (b"text,date\nIt burned.,08/12/2024\n", "t.csv:2", "published can be read as two days"),
        (b'text\n"It burned.\n', "t.csv:2", "not a table: unexpected end of data"),
    ],
)
def test_a_bad_table_names_the_row(content: bytes, where: str, what: str) -> None:
    (bad,) = csv_of(content)
    assert isinstance(bad, BadDocument)
    assert (bad.where, bad.what[: len(what)]) == (where, what)


# Feeds

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Gazette</title><link>https://g.example/</link>
<language>fr</language>{items}</channel></rss>"""


def items_of(*entries: str, fetch: object = None) -> list[Found | BadDocument]:
    content = RSS.format(items="".join(f"<item>{each}</item>" for each in entries)).encode()
    feed = Feed(content, "f.rss", "https://g.example/f.rss", datetime(2024, 12, 11, 9, tzinfo=UTC))
    return list(read_items(read_feed(feed, fetch)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("dim., 08 déc. 2024 10:00:00 +0100", datetime.fromisoformat("2024-12-08T10:00:00+01:00")),
        ("Sun, 08 Dec 2024 10:00:00 GMT", datetime(2024, 12, 8, 10, tzinfo=UTC)),
        ("Sun, 8 Dec 2024 10:00:00", datetime(2024, 12, 8, 10)),  # noqa: DTZ001 - no zone was stated
        ("2024-12-08 10:00", datetime(2024, 12, 8, 10)),  # noqa: DTZ001 - no zone was stated
        ("il y a 3 jours", date(2024, 12, 8)),
        ("12/08/2024", None),
    ],
)
def test_dates_of_feeds(written: str, published: date | None) -> None:
    (found,) = items_of(f"<title>Feu</title><description>Le moulin a brûlé.</description><pubDate>{written}</pubDate>")
    assert isinstance(found, Found)
    assert found.document.published == published


def test_an_entry_with_a_text_is_the_article_and_a_summary_is_followed() -> None:
    whole = f"<p>{PROSE}</p>" * 5
    entries = (
        f"<title>A</title><link>/a?utm_medium=rss</link><content:encoded><![CDATA[{whole}]]></content:encoded>"
        "<dc:creator>Ida</dc:creator>",
        "<title>B</title><link>https://g.example/b</link><description>Short.</description>"
        "<pubDate>Sun, 08 Dec 2024 10:00:00 GMT</pubDate>",
        "<title>C</title><link>https://g.example/c</link><description>Short.</description>",
    )
    asked: list[str] = []

    def fetch(url: str) -> Page:
        asked.append(url)
        if url.endswith("c"):
            raise UnreadableError("answered 404 Not Found")
        return Page(page(head='<meta name="date" content="2024-12-10">'), url)

    own, linked, gone = items_of(*entries, fetch=fetch)
    assert isinstance(own, Found)
    assert isinstance(linked, Found)
    assert (own.document.url, own.document.author, own.document.source) == ("https://g.example/a", "Ida", "Gazette")
    assert linked.document.text == f"{PROSE}\n\n{MORE}"
    assert [(claim.origin, claim.note) for claim in linked.document.claims] == [
        ("feed published", "believed: the first of dates that differ"),
        ("meta date", "2 days later"),
    ]
    assert str(gone).endswith("the entry is a summary, and its page cannot be read: answered 404 Not Found")
    assert asked == ["https://g.example/b", "https://g.example/c"]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"<html><head></head><body>Hello</body></html>", "not a feed but a web page"),
        (b"", "an empty feed"),
        (b"words", "not an RSS, Atom or JSON feed"),
        (RSS.format(items="").encode(), "a feed without entries"),
    ],
)
def test_what_is_no_feed_says_so(content: bytes, what: str) -> None:
    (bad,) = read_feed(Feed(content, "f.rss"))
    assert isinstance(bad, BadDocument)
    assert bad.what.startswith(what)


# Web archives

A, B, C = (record(f"https://{name}.example/2024/12/08/", page(f"{name}: {PROSE}")) for name in "abc")


def archive(content: bytes) -> list[str]:
    """For each item the first letter of its text, or what is wrong."""
    items: list[Item] = list(read_warc(io.BytesIO(content), "w"))
    return [text[0] if text[1:2] == ":" and text[2] == " " and text[0] in "abcz" else text for text in told(items)]


def test_an_archive_gives_its_pages() -> None:
    others = (
        record("https://x.example/a.png", b"PNG", kind="image/png"),
        record("https://x.example/", b"gone", status="404 Not Found"),
        record("https://z.example/", gzip.compress(page(f"z: {PROSE}")), headers="Content-Encoding: gzip\r\n"),
    )
    for content in (b"".join((A, *others, B)), packed(A, *others, B), gzip.compress(b"".join((A, *others, B)))):
        assert archive(content) == ["a", "z", "b"]
    (first, *_) = read_items(read_warc(io.BytesIO(packed(A)), "w"))
    assert isinstance(first, Found)
    assert (first.where, first.document.url) == ("w:0", "https://a.example/2024/12/08/")
    assert first.document.published == date(2024, 12, 8)


@pytest.mark.parametrize("length", [20, 900, 10**6, 10**10])
def test_a_record_with_a_wrong_length_is_named_and_the_rest_is_read(length: int) -> None:
    wrong = record("https://b.example/", page(), length=length)
    for content in (A + wrong + C, packed(A, wrong, C)):
        first, named, last = archive(content)
        assert (first, last) == ("a", "c")
        assert named.endswith("https://b.example/")


def test_a_cut_archive_names_the_record_that_is_cut() -> None:
    whole = packed(A, B)
    first, named = archive(whole[:-40])
    assert first == "a"
    assert named.startswith(f"w:{len(packed(A))}: a record that ends after")


def test_damage_in_the_middle_is_named_once() -> None:
    for content in (packed(A) + packed(B)[:100] + packed(C), packed(A) + b"garbage" * 20 + packed(C)):
        first, named, last = archive(content)
        assert (first, last) == ("a", "c")
        assert named.startswith("w:")


@pytest.mark.parametrize(("content", "what"), [(b"", "an empty WARC"), (b"<html>", "not a WARC")])
def test_what_is_no_archive_says_so(content: bytes, what: str) -> None:
    assert archive(content)[0].startswith(f"w: {what}")
