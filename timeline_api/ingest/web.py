"""Addresses on the web become documents: of a page, or of what a feed links to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from timeline_api.ingest.addresses import canonical_url
from timeline_api.ingest.charset import page_text
from timeline_api.ingest.feed import Feed, read_feed
from timeline_api.ingest.fetching import FEED_KINDS, PAGE_KINDS, Answer, FetchError
from timeline_api.ingest.fields import document_from
from timeline_api.ingest.html import Page, read_page
from timeline_api.ingest.pdf import read_pdf
from timeline_api.ingest.reading import BadDocument, Found, Item, Pending, read_items
from timeline_api.ingest.robots import PoliteGetter
from timeline_api.model import Document


def is_address(text: str) -> bool:
    """Whether a word names something on the web, and not a file.

    >>> is_address("https://example.org/"), is_address("pages/a.html")
    (True, False)
    """
    return text.lower().startswith(("http://", "https://"))


def read_address(url: str, getter: PoliteGetter) -> Iterator[Item]:
    """The document at an address; those of its entries, where it is a feed."""
    try:
        answer = getter.get(url)
    except FetchError as error:
        yield BadDocument(url, error.what)
        return
    if answer.kind in FEED_KINDS:
        yield from feed_documents(answer, url, getter)
    else:
        yield Pending(url, partial(document_of, answer))


def read_feed_address(url: str, getter: PoliteGetter) -> Iterator[Found | BadDocument]:
    """The documents of the feed at an address, whatever type its server says that it is."""
    try:
        answer = getter.get(url, PAGE_KINDS | FEED_KINDS)
    except FetchError as error:
        yield BadDocument(url, error.what)
        return
    yield from feed_documents(answer, url, getter)


def feed_documents(answer: Answer, url: str, getter: PoliteGetter) -> Iterator[Found | BadDocument]:
    """The documents of a feed that was fetched. Their pages are fetched here, one after the other."""
    return read_items(read_feed(Feed(answer.content, url, answer.url, answer.fetched), getter.page))


def document_of(answer: Answer) -> Document:
    """The document that was fetched: a page, a PDF or plain text. UnreadableError without an article in it."""
    url = canonical_url(answer.url)
    if answer.kind == "application/pdf":
        return replace(read_pdf(answer.content), url=url)
    if answer.kind == "text/plain":
        return document_from({"text": page_text(answer.content, answer.charset), "url": url})
    return read_page(Page(answer.content, answer.url, answer.charset, answer.fetched))
