"""The publication dates that a web page states about itself, in order of trust."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from timeline_api.ingest.claims import EARLIEST, believed, weigh
from timeline_api.ingest.linked_data import linked_articles
from timeline_api.ingest.published import parse_published
from timeline_api.ingest.reading import UnreadableError
from timeline_api.model import Claim

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Names of meta elements that hold the day of publication and no other, the most trusted first.
_META = (
    "article:published_time", "article:published", "og:article:published_time", "og:published_time", "og:pubdate",
    "datepublished", "parsely-pub-date", "sailthru.date", "citation_publication_date", "citation_date",
    "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "dc.created", "dc.date",
    "dcterms.date", "dc:date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date",
    "published-date", "published_time", "displaydate", "originalpublicationdate", "date",
)  # fmt: skip
_CALLED_DATE = (
    "//*[self::span or self::div or self::p or self::time or self::li][contains(@class, 'date') or "
    "contains(@class, 'publish') or contains(@class, 'posted') or contains(@class, 'time') or "
    "contains(@class, 'fecha') or contains(@class, 'datum')][string-length(normalize-space(.)) < 60][position() <= 20]"
)
# An element of which class or words say that it is the day of the last change.
_OF_CHANGE = re.compile(
    r"updat|modif|revis|edited|correct|aktualis|geändert|actualiz|mis à jour|aggiornat|atualiz|bijgewerkt|ändrad",
    re.IGNORECASE,
)
_LABEL_WORDS = 4  # before a date: 'Published:', 'Posted on', 'Veröffentlicht am Dienstag,'
# Parts of a page that hold other articles, and what readers say.
_ASIDE = (
    "ancestor::*[self::aside or self::nav or self::footer or contains(@class, 'comment') or "
    "contains(@id, 'comment') or contains(@class, 'sidebar') or contains(@class, 'related') or "
    "contains(@class, 'teaser')]"
)
_URL_DAY = re.compile(r"/((?:1[89]|20)\d\d)([/_-]?)(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)")


def page_claims(page: HtmlElement, url: str | None, language: str | None, fetched: datetime | None) -> list[Claim]:
    """What a page says about when it was published: JSON-LD, meta elements, marked elements, and its address.

    `fetched` is what '3 days ago' is measured from.
    """
    stated = [*_json_ld(page), *_meta(page), *_marked(page)]
    claims = [claim for origin, text in stated if (claim := _claim(origin, text, language, fetched))]
    return [*claims, *_in_address(url)]


def words_claim(page: HtmlElement, url: str | None, language: str | None, fetched: datetime | None) -> Claim | None:
    """A date in the words of a page that states none about itself: in an element that is called a date, else what
    htmldate finds.

    It is asked for the first of several dates, and not to search far and wide: 'Copyright 2024' dates no article.
    """
    from htmldate import find_date

    latest = fetched.date() if fetched else None
    for element in page.xpath(_CALLED_DATE):
        claim = None if element.xpath(_ASIDE) else _called_date(element, language, fetched)
        if claim and believed(weigh([claim], latest)):
            return claim

    found = find_date(
        page,
        extensive_search=False,
        original_date=True,
        min_date=EARLIEST.isoformat(),
        max_date=latest.isoformat() if latest else None,
        url=url,
        deferred_url_extractor=True,
    )
    return Claim(date.fromisoformat(found), "words on the page", found) if found else None


def _called_date(element: HtmlElement, language: str | None, fetched: datetime | None) -> Claim | None:
    """The date in an element that is called one, after words such as 'Published:'; None when it is of a change."""
    text = " ".join(element.text_content().split())
    kind = element.get("class")
    if not text or _OF_CHANGE.search(f"{kind} {text}"):
        return None
    words = text.split(" ")
    for first in range(min(_LABEL_WORDS, len(words))):
        claim = _claim(f"{element.tag} of class {kind}", " ".join(words[first:]), language, fetched)
        if claim or words[first][:1].isdigit():
            return replace(claim, text=text) if claim else None
    return None


def _claim(origin: str, text: str, language: str | None, fetched: datetime | None) -> Claim | None:
    try:
        return Claim(parse_published(text, language, fetched), origin, text.strip())
    except UnreadableError:
        return _claim(origin, text, None, fetched) if language else None


def _meta(page: HtmlElement) -> Iterator[tuple[str, str]]:
    found: dict[str, str] = {}
    for element in page.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = element.get("content") or element.get("datetime")
        if content:
            found.setdefault(name.strip().lower(), content)
    return ((f"meta {name}", found[name]) for name in _META if name in found)


def _marked(page: HtmlElement) -> Iterator[tuple[str, str]]:
    """Elements that are marked as the date of publication; other `time` elements can be of anything."""
    for element in page.xpath("//time | //*[@itemprop='datePublished'] | //abbr[contains(@class, 'published')]"):
        marked = element.get("itemprop") == "datePublished" or "pubdate" in element.attrib
        if marked or "published" in (element.get("class") or ""):
            text = element.get("datetime") or element.get("content") or element.get("title") or element.text_content()
            yield f"{element.tag} element", text


def _json_ld(page: HtmlElement) -> Iterator[tuple[str, str]]:
    stated = (thing.get("datePublished") for thing in linked_articles(page))
    first = next((text for text in stated if isinstance(text, str)), None)
    if first:
        yield "json-ld datePublished", first


def _in_address(url: str | None) -> Iterator[Claim]:
    match = _URL_DAY.search(url or "")
    if match is None:
        return
    year, _, month, day = match.groups()
    try:
        yield Claim(date(int(year), int(month), int(day)), "the address", match[0].strip("/"))
    except ValueError:
        return
