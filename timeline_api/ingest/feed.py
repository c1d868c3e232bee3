"""RSS, Atom and JSON Feed: the entries of a feed, each an article or a link to one."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any
from urllib.parse import urljoin

from timeline_api.ingest.addresses import canonical_url
from timeline_api.ingest.claims import believed, weigh
from timeline_api.ingest.dateline import dateline_claim
from timeline_api.ingest.feed_entry import Entry, Feed, language_tag
from timeline_api.ingest.fields import document_from
from timeline_api.ingest.html import Page, read_page
from timeline_api.ingest.json_feed import is_json, json_entries
from timeline_api.ingest.markup import words_of
from timeline_api.ingest.published import parse_published
from timeline_api.ingest.reading import BadDocument, LeftOutError, Pending, UnreadableError
from timeline_api.model import Claim, Document

FEED = (".rss", ".atom", ".xml")
JSON_FEED = (".json",)
LARGEST = 16 * 1024 * 1024  # bytes of a feed
_WHOLE = 500  # characters of an entry that is an article and no summary
# When an entry was published, in the order of trust; it is changed later, if at all.
_MOMENTS = ("published", "created", "updated")

# What WordPress puts below each entry of a feed.
_ADDED = re.compile(r"\n\nThe post [^\n]{1,300} (?:appeared first|first appeared) on [^\n]{1,200}\.\s*\Z")

__all__ = ["FEED", "JSON_FEED", "LARGEST", "Feed", "Fetch", "read_feed"]

Fetch = Callable[[str], Page]


def read_feed(feed: Feed, fetch: Fetch | None = None) -> Iterator[Pending | BadDocument]:
    """The articles of a feed, the first entry first.

    An entry with a text of its own is the article; one with a summary is followed to its page by `fetch`, and is taken
    as it is when there is no `fetch`. What the feed states of an entry counts as evidence beside what its page states.
    """
    try:
        entries = _entries(feed)
    except UnreadableError as error:
        yield BadDocument(feed.name, error.what)
        return
    if not entries:
        yield BadDocument(feed.name, "a feed without entries")
    for number, entry in enumerate(entries, 1):
        yield Pending(entry.url or f"{feed.name}:{number}", partial(_article, entry, fetch))


def _entries(feed: Feed) -> list[Entry]:
    if len(feed.content) > LARGEST:
        raise UnreadableError(f"a feed of more than {LARGEST // 1024 // 1024} MiB")
    if not feed.content.strip():
        raise UnreadableError("an empty feed")
    if is_json(feed.content):
        return json_entries(feed)
    parsed = _parsed(feed)
    return [_entry(entry, parsed.feed, feed) for entry in parsed.entries]


def _parsed(feed: Feed) -> Any:
    import feedparser

    try:
        # As a stream: what looks like an address would be fetched.
        parsed = feedparser.parse(io.BytesIO(feed.content), sanitize_html=False)
    except Exception as error:  # it promises no set of exceptions
        raise UnreadableError(f"not a feed that can be read: {type(error).__name__}: {error}") from error
    if parsed.get("version"):
        return parsed
    if b"<html" in feed.content[:1024].lower():
        raise UnreadableError("not a feed but a web page")
    why = f": {parsed.get('bozo_exception')}" if parsed.get("bozo") else ""
    raise UnreadableError(f"not an RSS, Atom or JSON feed{why}")


def _entry(entry: Any, channel: Any, feed: Feed) -> Entry:
    link = entry.get("link")
    language = language_tag(entry.get("language") or channel.get("language"))
    contents = [str(part.get("value") or "") for part in entry.get("content") or ()]
    text = max((words_of(part) for part in (*contents, str(entry.get("summary") or "")) if part), key=len, default="")
    text = _ADDED.sub("", text)
    return Entry(
        text=text,
        title=words_of(entry.get("title") or "") or None,
        author=entry.get("author") or None,
        url=canonical_url(urljoin(feed.url or str(channel.get("link") or ""), link)) if link else None,
        name=entry.get("id") or None,
        source=words_of(channel.get("title") or "") or None,
        language=language,
        claims=tuple(_claims(entry, language, feed.fetched)),
        fetched=feed.fetched,
    )


def _claims(entry: Any, language: str | None, fetched: datetime | None) -> Iterator[Claim]:
    """What the feed says of when; the words and not what feedparser makes of them, which is UTC where no zone is
    stated and nothing where the month is of another language.
    """
    for name in _MOMENTS:
        written = str(dict.get(entry, name) or "").strip()  # its own get takes one date for another
        moment = _moment(written, language, fetched) if written else None
        if moment is not None:
            yield Claim(moment, f"feed {name}", written)
            return


def _moment(written: str, language: str | None, fetched: datetime | None) -> date | None:
    try:
        return parsedate_to_datetime(written)
    except (ValueError, TypeError):
        pass
    for tongue in dict.fromkeys((language, None)):
        try:
            return parse_published(written, tongue, fetched)
        except UnreadableError:
            continue
    return None


def _article(entry: Entry, fetch: Fetch | None) -> Document:
    if len(entry.text) >= _WHOLE or fetch is None or entry.url is None:
        return _own_article(entry)
    try:
        return _linked_article(entry, fetch(entry.url))
    except LeftOutError:
        raise
    except UnreadableError as error:
        raise UnreadableError(f"the entry is a summary, and its page cannot be read: {error.what}") from error


def _own_article(entry: Entry) -> Document:
    latest = entry.fetched.date() if entry.fetched else None
    near = believed(weigh(entry.claims, latest))
    dateline = dateline_claim(entry.text, entry.language, near)
    claims = weigh([*entry.claims, *([dateline] if dateline else [])], latest)
    fields = {
        "text": entry.text or None,
        "title": entry.title,
        "author": entry.author,
        "source": entry.source,
        "language": entry.language,
        "url": entry.url,
        "id": entry.name,
    }
    return document_from(fields, claims=claims, published=believed(claims))


def _linked_article(entry: Entry, page: Page) -> Document:
    found = read_page(replace(page, claims=entry.claims))
    return replace(
        found,
        title=found.title or entry.title,
        author=found.author or entry.author,
        source=entry.source or found.source,
        language=found.language or entry.language,
        url=found.url or entry.url,
        id=entry.name,
    )
