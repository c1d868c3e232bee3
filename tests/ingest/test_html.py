"""Web pages: the article and what the page says of it, the date above all."""

from datetime import UTC, date, datetime
from time import process_time

import pytest

from tests.ingest.samples import MORE, PROSE, page
from timeline_api.ingest.html import LARGEST, Page, read_page
from timeline_api.ingest.reading import UnreadableError
from timeline_api.model import Document

FETCHED = datetime(2026, 11, 22, 12, tzinfo=UTC)
JSON_LD = (
    '<script type="application/ld+json">{"@graph": [{"@type": "WebPage", "datePublished": "2024-01-01"}, '
    '{"@type": "NewsArticle", "datePublished": "2019-05-14T08:30:00+01:00", "author": {"@type": "Person", '
    '"name": "Ida Vance"}}]}</script>'
)


def read(content: bytes, url: str | None = None, fetched: datetime | None = FETCHED, **more: object) -> Document:
    return read_page(Page(content, url, fetched=fetched, **more))  # type: ignore[arg-type]


def told(document: Document) -> list[tuple[str, str]]:
    return [(claim.origin, claim.note) for claim in document.claims]


def test_a_page_is_read_whole() -> None:
    head = (
        JSON_LD + '<meta property="og:site_name" content="Harbour Gazette">'
        '<link rel="canonical" href="/2019/mill?utm_source=feed">'
        '<meta property="article:modified_time" content="2024-01-05T10:00:00Z">'
    )
    found = read(page(head=head), "https://gazette.example/x?id=3")
    assert found.text == f"{PROSE}\n\n{MORE}"
    assert (found.title, found.author, found.source) == ("Mill burns down", "Ida Vance", "Harbour Gazette")
    assert (found.url, found.language) == ("https://gazette.example/2019/mill", "en")
    assert found.published == datetime.fromisoformat("2019-05-14T08:30:00+01:00")
    assert told(found) == [("json-ld datePublished", "believed: the only one")]


def test_a_footer_and_a_file_date_nothing() -> None:
    assert read(page()).published is None
    assert read(page(before="<small>(c) 2010-2024</small>")).claims == ()


def test_an_old_text_on_a_new_page_is_old() -> None:
    dispatch = f"LONDON, Oct. 19, 1987 (AP) - {PROSE}"
    found = read(page(dispatch, head='<meta property="article:published_time" content="2021-03-04T10:00:00Z">'))
    assert found.published == date(1987, 10, 19)
    assert told(found) == [
        ("dateline", "believed: the text is older than its page, which was put up later"),
        ("meta article:published_time", "12190 days later"),
    ]


def test_the_first_of_dates_is_believed() -> None:
    found = read(
        page(head='<meta name="pubdate" content="2021-03-04">'),
        "https://gazette.example/news/1987/10/19/mill-burns.html",
    )
    assert found.published == date(1987, 10, 19)
    assert told(found) == [
        ("the address", "believed: the first of dates that differ"),
        ("meta pubdate", "12190 days later"),
    ]


def test_dates_that_agree_say_so() -> None:
    found = read(
        page(f"PORT ELLIS, May 14 (Wire) - {PROSE}", head=JSON_LD + '<meta name="date" content="2019-05-14">'),
    )
    assert told(found) == [
        ("json-ld datePublished", "believed: all agree"),
        ("meta date", "agrees"),
        ("dateline", "agrees"),
    ]


def test_a_date_after_the_fetch_is_not_believed() -> None:
    found = read(page(head='<meta name="date" content="2031-01-01">'))
    assert found.published is None
    assert told(found) == [("meta date", "not believed: after the day it was fetched, 2026-11-22")]


@pytest.mark.parametrize(
    ("before", "language", "day"),
    [
        ("<time pubdate>8 décembre 2024</time>", "fr", date(2024, 12, 8)),
        ('<div class="article-date">il y a 3 jours</div>', "fr", date(2026, 11, 19)),
        ('<span class="date">3 days ago</span>', "en", date(2026, 11, 19)),
        ('<span class="date">08.12.2024</span>', "de", date(2024, 12, 8)),
        ('<div class="date">1987</div>', "en", None),
        ('<div class="date">October 1987</div>', "en", None),
        ('<time datetime="2021-03-04">of something else</time>', "en", date(2021, 3, 4)),
    ],
)
def test_dates_in_words_on_the_page(before: str, language: str, day: date | None) -> None:
    found = read(page(before=before, language=language))
    assert found.published == day


@pytest.mark.parametrize(
    ("encoding", "declared", "words"),
    [
        ("gb18030", "gb2312", "北京市政府宣布新的地铁线路将于明年开通，市民对此表示欢迎。" * 4),
        ("cp1252", "iso-8859-1", "“The café” burned — " + PROSE),
        ("cp932", "shift_jis", "市議会は新しい橋の建設を承認し、来年の春に工事が始まる予定である。" * 4),
        ("koi8-r", "koi8-r", "Городской совет одобрил строительство нового моста через реку, работы начнутся весной."),
    ],
)
def test_pages_in_other_encodings(encoding: str, declared: str, words: str) -> None:
    content = page(words).decode().replace('charset="utf-8"', f'charset="{declared}"').encode(encoding)
    assert read(content).text == words.strip()


def test_an_encoding_that_nobody_names_is_guessed() -> None:
    words = "“Señor Peña” dijo que el molino ardió — " + PROSE
    content = page(words).decode().replace('<meta charset="utf-8">', "").encode("cp1252")
    assert read(content).text == words
    assert read(page(words), charset="utf-8").text == words


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "the page is empty"),
        (b"  \n", "the page is empty"),
        (b"<html><nav>" + b"<a href=/x>a menu entry</a> " * 50 + b"</nav></html>", "no article in this page"),
        (b"\x00\x01\x02" * 100, "no article in this page"),
        (b"<div>" * 100_000, "no article in this page"),
        (b"x" * (LARGEST + 1), "a page of more than 16 MiB"),
    ],
)
def test_a_page_without_an_article_says_so(content: bytes, what: str) -> None:
    with pytest.raises(UnreadableError, match=what):
        read(content)


def test_a_colspan_bomb_is_a_table() -> None:
    bomb = "<table>" + '<tr><td colspan="1000000" rowspan="65000">x</td></tr>' * 50 + "</table>"
    assert PROSE in read(page(before=bomb)).text


def test_time_does_not_grow_with_the_square_of_the_blocks() -> None:
    started = process_time()
    with pytest.raises(UnreadableError, match="no article"):
        read_page(Page(b"<p>x</p>" * 20_000))
    assert process_time() - started < 20  # takes minutes where it does


def test_another_site_is_no_canonical_address() -> None:
    head = '<link rel="canonical" href="https://elsewhere.example/">'
    assert read(page(head=head), "https://gazette.example/mill#top").url == "https://gazette.example/mill"
