"""What a page says of its article beside the text and the date: its title, its author, and whose site it is.

These are the steps of trafilatura's own `extract_metadata` for these three. As a whole it also looks for a date, by
other rules than ours (see `page_dates`), and for tags and licences: a third of the time that a page takes.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_log = logging.getLogger(__name__)
_LONGEST = 200  # characters of an author or a site


@dataclass(frozen=True, slots=True)
class Head:
    """The title of an article, who wrote it, and the name of the site, as far as the page says."""

    title: str | None
    author: str | None
    site: str | None


def read_head(page: HtmlElement) -> Head:
    """Meta elements first, then JSON-LD, which has the last word, then headlines and bylines."""
    from trafilatura import metadata

    found = metadata.examine_meta(page)
    if found.author and " " not in found.author:
        found.author = None  # the name of an account
    try:
        found = metadata.extract_meta_json(page, found)
    except Exception:  # it promises no set of them; what meta elements say is there, and the rest of the page
        _log.debug("JSON-LD that cannot be read", exc_info=True)
    title = _headline(page, found.title) or metadata.extract_title(page)
    author = found.author or metadata.extract_author(page)
    return Head(_clean(title), shortened(_names(author)), _site(found.sitename or metadata.extract_sitename(page)))


def _headline(page: HtmlElement, stated: str | None) -> str | None:
    """The stated title; the page's one headline where the title of the page is that of the headline and not the stated
    one, which is then the title of a part: an entry of a live blog, say.
    """
    shown = " ".join(" ".join(page.xpath("//head/title[1]//text()")).split()).casefold()
    headlines = [" ".join(one.text_content().split()) for one in page.iter("h1")]
    if not stated or len(headlines) != 1 or not headlines[0] or not shown:
        return stated
    is_part = (_clean(stated) or "").casefold() not in shown
    return headlines[0] if is_part and headlines[0].casefold() in shown else stated


def _clean(text: str | None) -> str | None:
    """Text with its entities filled in: what stands in JSON or in an attribute is escaped twice now and then."""
    return " ".join(unescape(text).split()) or None if text else None


def _names(authors: str | None) -> str | None:
    """The authors without what stands beside them in a byline: a day, a number."""
    parts = (_clean(authors) or "").split("; ")
    return "; ".join(part for part in parts if not any(map(str.isdigit, part))) or None


def _site(name: str | None) -> str | None:
    site = (_clean(name) or "").lstrip("@")  # the name of an account on a social network
    if site and "." not in site and not site[0].isupper():
        site = site.title()
    return shortened(site)


def site_of(address: str | None) -> str | None:
    """The host of an address, by which a site that does not name itself is called."""
    host = urlsplit(address).hostname if address else None
    return host.removeprefix("www.") if host else None


def shortened(text: str | None) -> str | None:
    """Text on one line that is no longer than names are; None when there is none."""
    return " ".join(text.split())[:_LONGEST] if text and text.strip() else None
