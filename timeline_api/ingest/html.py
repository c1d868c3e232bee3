"""Web pages: the article without menus, comments and footers, and what the page says of it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from timeline_api.ingest.addresses import canonical_url
from timeline_api.ingest.charset import page_text
from timeline_api.ingest.claims import believed, weigh
from timeline_api.ingest.consent import drop_walls
from timeline_api.ingest.dateline import dateline_claim
from timeline_api.ingest.fields import document_from
from timeline_api.ingest.linked_data import author_in, linked_articles
from timeline_api.ingest.page_dates import page_claims, words_claim
from timeline_api.ingest.page_heads import Head, read_head, shortened, site_of
from timeline_api.ingest.reading import UnreadableError
from timeline_api.model import Claim, Document

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HTML = (".html", ".htm", ".xhtml")
LARGEST = 16 * 1024 * 1024  # bytes of one page
_BLOCKS = 2000  # of a page that is looked at twice
_BREAKS = 4  # in a table that lays out text
_PARAGRAPH = 40  # letters and digits of a line
_MARKS = ".!?…。！？؟।"
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it came: `url` is its address, `charset` the encoding that its server named, `fetched` when that was.

    `claims` are publication dates that others state of it: the feed that links to it, say.
    """

    content: bytes
    url: str | None = None
    charset: str | None = None
    fetched: datetime | None = None
    claims: tuple[Claim, ...] = ()


def read_page(page: Page, name: str | None = None) -> Document:
    """The article of a page; `name` is its id when it has no address. UnreadableError without an article."""
    tree = _parsed(page)
    head, text = _extracted(tree, page.url)
    if not any(map(_is_prose, text.split("\n"))):
        raise UnreadableError("no article in this page")
    language = _language(tree) or None
    url = _address(tree, page.url)
    claims = _claims(tree, page, text, url, language)
    return replace(
        document_from({"text": text, "title": head.title, "source": head.site or site_of(url), "url": url, "id": name}),
        language=language,
        author=head.author or shortened(author_in(linked_articles(tree))),
        published=believed(claims),
        claims=claims,
    )


def _parsed(page: Page) -> HtmlElement:
    if len(page.content) > LARGEST:
        raise UnreadableError(f"a page of more than {LARGEST // 1024 // 1024} MiB")
    from lxml import etree, html

    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", page_text(page.content, page.charset)).replace("\0", "")
    if not text.strip():
        raise UnreadableError("the page is empty")
    try:
        tree = html.document_fromstring(text)
    except (etree.ParserError, ValueError) as error:
        raise UnreadableError(f"not HTML: {error}") from None
    _tame(tree)
    drop_walls(tree)
    return tree


def _tame(tree: HtmlElement) -> None:
    """Take away what makes a small page a large one: a cell that spans a million columns."""
    for cell in tree.iter("td", "th"):
        for span in ("colspan", "rowspan"):
            cell.attrib.pop(span, None)
    _unfold(tree)


def _unfold(tree: HtmlElement) -> None:
    """Make blocks of the tables by which old pages are laid out: they hold paragraphs, headlines or other tables."""
    layouts = {_table_of(block) for block in tree.iter("p", "h1", "h2", "h3", "blockquote", "table")}
    layouts |= {table for table, breaks in Counter(map(_table_of, tree.iter("br"))).items() if breaks >= _BREAKS}
    parts = [part for part in tree.iter("tbody", "thead", "tfoot", "tr", "td", "th") if _table_of(part) in layouts]
    for part in (*parts, *(table for table in layouts if table is not None)):
        part.tag = "div"


def _table_of(element: HtmlElement) -> HtmlElement | None:
    return next(element.iterancestors("table"), None)


def _extracted(tree: HtmlElement, url: str | None) -> tuple[Head, str]:
    """What the page says of its article, and its text."""
    from trafilatura import bare_extraction

    try:
        head = read_head(tree)
        found = bare_extraction(tree, url=url, include_comments=False, fast=_is_long(tree))
    except (RecursionError, ValueError, TypeError, AttributeError, IndexError) as error:  # it promises no set of them
        raise UnreadableError(f"the page cannot be read: {type(error).__name__}") from error
    text = _article_text(getattr(found, "text", None), head.title)
    if not text:
        raise UnreadableError("no article in this page")
    return head, text


def _is_long(tree: HtmlElement) -> bool:
    """Whether a page has more blocks than articles have. Second opinions on it would take time with their square."""
    blocks = tree.iter("p", "div", "li", "td", "th", "dd", "dt")
    return next(islice(blocks, _BLOCKS, None), None) is not None


def _article_text(text: str | None, title: str | None) -> str:
    """Paragraphs apart, without the headline that is kept as the title."""
    lines = [line.strip() for line in (text or "").split("\n")]
    lines = [line for line in lines if line]
    if title and lines and lines[0].casefold() == title.casefold():
        lines = lines[1:]
    return "\n\n".join(lines)


def _is_prose(line: str) -> bool:
    """Whether a line is one of an article and not of a menu."""
    return sum(map(str.isalnum, line)) >= _PARAGRAPH and any(mark in line for mark in _MARKS)


def _language(tree: HtmlElement) -> str | None:
    stated = tree.get("lang") or tree.get("xml:lang") or ""
    match = _LANGUAGE.fullmatch(stated.strip())
    return match[0].replace("_", "-") if match else None


def _address(tree: HtmlElement, url: str | None) -> str | None:
    """The address that the page says is its own, when that is on the same site or nothing else is known."""
    stated = [link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    stated += [meta.get("content") for meta in tree.iter("meta") if meta.get("property") == "og:url"]
    for href in filter(None, stated):
        found = canonical_url(urljoin(url or "", href.strip()))
        if found and (url is None or urlsplit(found).hostname == urlsplit(url).hostname):
            return found
    return canonical_url(url) if url else None


def _claims(tree: HtmlElement, page: Page, text: str, url: str | None, language: str | None) -> tuple[Claim, ...]:
    latest = page.fetched.date() if page.fetched else None
    stated = [*page_claims(tree, url or page.url, language, page.fetched), *page.claims]
    if not believed(weigh(stated, latest)):
        in_words = words_claim(tree, url or page.url, language, page.fetched)
        stated += [in_words] if in_words else []
    near = believed(weigh(stated, latest))
    dateline = dateline_claim(text, language, near)
    return weigh([*stated, *([dateline] if dateline else [])], latest)
