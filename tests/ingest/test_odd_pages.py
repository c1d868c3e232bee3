"""Pages as sites really make them: two dates, a live blog, a wall before the article."""

from __future__ import annotations

import json
from datetime import date, datetime

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
        ('<p class="datum">Veröffentlicht am Dienstag, 10. Dezember 2024</p>', None),
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
