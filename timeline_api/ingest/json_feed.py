"""JSON Feed (https://www.jsonfeed.org/version/1.1/): its items as entries of a feed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from urllib.parse import urljoin

from timeline_api.ingest.addresses import canonical_url
from timeline_api.ingest.decoding import decode
from timeline_api.ingest.feed_entry import Entry, Feed, language_tag
from timeline_api.ingest.markup import words_of
from timeline_api.ingest.published import parse_published
from timeline_api.ingest.reading import UnreadableError
from timeline_api.model import Claim

_VERSION = "https://jsonfeed.org/version/"
_MOMENTS = ("date_published", "date_modified")  # in the order of trust

Item = Mapping[str, object]


def is_json(content: bytes) -> bool:
    """Whether what came is JSON and no XML."""
    return content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def json_entries(feed: Feed) -> list[Entry]:
    """The items of a JSON Feed in order. UnreadableError when it is none."""
    try:
        stated = json.loads(decode(feed.content))
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"not JSON: {error}") from None
    if not isinstance(stated, dict) or not _text(stated, "version").startswith(_VERSION):
        raise UnreadableError(
            f"not a JSON Feed: its version does not begin with {_VERSION} (other JSON goes into .jsonl)"
        )
    items = stated.get("items")
    return [_entry(item, stated, feed) for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _entry(item: Item, channel: Item, feed: Feed) -> Entry:
    link = _text(item, "url") or _text(item, "external_url")
    base = feed.url or _text(channel, "home_page_url")
    language = language_tag(item.get("language") or channel.get("language"))
    told = (words_of(_text(item, "content_html")), _text(item, "content_text"), _text(item, "summary"))
    return Entry(
        text=next((each.strip() for each in told if each.strip()), ""),
        title=" ".join(_text(item, "title").split()) or None,
        author="; ".join(_authors(item) or _authors(channel)) or None,
        url=canonical_url(urljoin(base, link)) if link else None,
        name=str(item.get("id") or "") or None,
        source=" ".join(_text(channel, "title").split()) or None,
        language=language,
        claims=tuple(_claims(item, feed.fetched)),
        fetched=feed.fetched,
    )


def _text(thing: Item, name: str) -> str:
    value = thing.get(name)
    return value if isinstance(value, str) else ""


def _authors(thing: Item) -> list[str]:
    authors = thing.get("authors") or [thing.get("author")]
    listed = authors if isinstance(authors, list) else []
    return [name for one in listed if isinstance(one, dict) and (name := _text(one, "name").strip())]


def _claims(item: Item, fetched: datetime | None) -> Iterator[Claim]:
    for name in _MOMENTS:
        written = _text(item, name).strip()
        try:
            yield Claim(parse_published(written, fetched=fetched), f"feed {name}", written)
            return
        except UnreadableError:
            continue
