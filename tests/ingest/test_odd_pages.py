"""Pages as sites really make them: two dates, a live blog, a wall before the article."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from tests.ingest.samples import MORE, PROSE, page
from timeline_api.ingest.feed import Feed, read_feed
from timeline_api.ingest.html import Page, read_page
from timeline_api.ingest.page_heads import site_of
from timeline_api.ingest.reading import Pending, UnreadableError

WALL = (
    '<div id="cookie-consent" class="modal"><h2>Your privacy</h2><p>We and our 842 partners store cookies on a device, '
    "and process personal data. You may accept this or manage your choices at any time by clicking below.</p></div>"
)


@pytest.mark.parametrize(
    ("before", "day"),
    [
        (
            '<div class="timestamps"><span class="updated">Updated: 14 January 2025, 10:12</span> '
            '<span class="published">Published: 10 December 2024, 18:30</span></div>',
            datetime(2024, 12, 10, 18, 30),  # noqa: DTZ001  # the page states no zone
        ),
        ('<p class="date-posted">Posted on 10 December 2024</p>', date(2024, 12, 10)),
        ('<p class="datum">Veröffentlicht am Dienstag, 10. Dezember 2024</p>', date(2024, 12, 10)),
        ('<p class="date">Veröffentlicht am Dienstag, 10. Dezember 2024</p>', date(2024, 12, 10)),
        ('<p class="post-date">3 things that you need to know</p>', None),
    ],
)
def test_the_day_of_a_change_is_not_that_of_publication(before: str, day: date | None) -> None:
    found = read_page(Page(page(before=before)))
    if day is None:
        assert not any("of class" in claim.origin for claim in found.claims)
        return
    assert found.published == day
    assert found.claims[0].text in before


def test_a_live_blog_is_not_called_by_one_of_its_entries() -> None:
    described = {
        "@type": "LiveBlogPosting",
        "headline": "Storm live",
        "datePublished": "2024-12-07T06:00:00Z",
        "liveBlogUpdate": [{"@type": "BlogPosting", "headline": "Ferry cancelled", "articleBody": "At eight."}],
    }
    head = f'<script type="application/ld+json">{json.dumps(described)}</script>'
    assert read_page(Page(page(head=head, title="Storm live: latest"))).title == "Storm live: latest"


def test_a_title_that_is_shown_stands_whatever_the_headline_is() -> None:
    head = '<meta property="og:title" content="Mill burns">'
    content = page(head=head, title="Mill burns | The Post").replace(b"<h1>Mill burns | The Post", b"<h1>The Post")
    assert read_page(Page(content)).title == "Mill burns"


def test_json_ld_that_breaks_its_reader_spoils_nothing() -> None:
    head = '<script type="application/ld+json">[{"@type": "Article", "author": [[]], "headline": 7}]</script>'
    assert read_page(Page(page(head=head))).text == f"{PROSE}\n\n{MORE}"


def test_an_article_is_read_behind_a_wall_and_a_wall_alone_is_none() -> None:
    assert read_page(Page(page(before=WALL))).text == f"{PROSE}\n\n{MORE}"
    alone = f'<html lang="en"><head><title>Before you continue</title></head><body>{WALL}</body></html>'
    with pytest.raises(UnreadableError, match="no article in this page"):
        read_page(Page(alone.encode()))


def test_a_page_that_is_called_by_consent_as_a_whole_is_read() -> None:
    told = f"<p>{PROSE} All who came had given their consent.</p><p>{MORE}</p>" * 12
    found = read_page(Page(f'<html><body><div class="consent-given">{told}</div></body></html>'.encode()))
    assert PROSE in found.text


def test_what_is_baked_is_no_wall() -> None:
    told = (
        "<p>Mix the flour and the sugar for these cookies on 1 May, and bake them for twelve minutes until brown.</p>"
    )
    found = read_page(Page(f'<html><body><div class="cookie-recipe">{told}{told}</div></body></html>'.encode()))
    assert "twelve minutes" in found.text


def test_a_site_without_a_name_is_called_by_its_host() -> None:
    assert read_page(Page(page(), "https://www.gazette.example/a")).source == "gazette.example"
    assert site_of("https://news.example:8080/x") == "news.example"
    assert site_of(None) is None


def test_what_wordpress_puts_below_an_entry_is_not_its_text() -> None:
    words = f"<p>{PROSE}</p><p>The post <a href='x'>Mill burns</a> appeared first on <a href='y'>Gazette</a>.</p>"
    item = f"<item><title>T</title><description><![CDATA[{words}]]></description></item>"
    feed = f"<rss version='2.0'><channel>{item}</channel></rss>"
    [entry] = read_feed(Feed(feed.encode(), "f"))
    assert isinstance(entry, Pending)
    assert entry.make().text == PROSE


@pytest.mark.parametrize(
    ("head", "note"),
    [
        ('<meta name="date" content="1970-01-01">', "not believed: a machine's zero"),
        ('<meta name="date" content="1969-12-31T19:00:00-05:00">', "not believed: a machine's zero"),
        ('<meta name="date" content="2031-05-05">', "not believed: after the day it was fetched, 2026-11-22"),
    ],
)
def test_what_cannot_be_leaves_the_word_to_the_page(head: str, note: str) -> None:
    fetched = datetime(2026, 11, 22, tzinfo=UTC)
    found = read_page(Page(page(head=head, before='<p class="date">8 December 2024</p>'), fetched=fetched))
    assert (found.published, found.claims[1].note) == (date(2024, 12, 8), note)


def test_dates_of_other_articles_and_of_readers_are_theirs() -> None:
    beside = '<aside><div class="date">1 June 2020</div><a href="/old">Old</a></aside>'
    found = read_page(Page(page(before=f'{beside}<div class="fecha">8 December 2024</div>')))
    assert found.published == date(2024, 12, 8)
    readers = '<div class="comments"><p class="date">1 June 2020</p><p>I saw the smoke from the other bank.</p></div>'
    assert not any("of class" in claim.origin for claim in read_page(Page(page(before=readers))).claims)


def test_json_ld_of_an_event_dates_no_article() -> None:
    event = '{"@type": "Event", "datePublished": "2020-01-01"}'
    head = f'<script type="application/ld+json">{event}</script><meta name="pubdate" content="2024-12-08">'
    assert read_page(Page(page(head=head))).published == date(2024, 12, 8)


def test_a_byline_is_a_name_without_its_day() -> None:
    byline = '<p class="byline">By Ida Vance, Dec 8, 2024 10:00AM EST</p>'
    assert read_page(Page(page(before=byline))).author == "Ida Vance"


@pytest.mark.parametrize("told", [f"<p>{PROSE}</p><p>{MORE}</p>", f"<br><br>{PROSE}<br><br>{MORE}<br>"])
def test_a_page_that_is_laid_out_by_tables_is_text_and_no_table(told: str) -> None:
    inner = f"<table><tr><td>{told}</td></tr></table>"
    content = f"<html><body><table><tr><td>Menu</td><td><h2>Mill burns</h2>{inner}</td></tr></table></body></html>"
    text = read_page(Page(content.encode())).text
    assert "|" not in text
    assert PROSE in text.split("\n\n")


def test_a_table_of_figures_stays_one() -> None:
    table = "<table><tr><th>Year</th><th>Mills</th></tr><tr><td>1874</td><td>three in the town</td></tr></table>"
    assert "1874 | three in the town" in read_page(Page(page(f"{PROSE}</p>{table}<p>{MORE}"))).text
