"""A feed as it came, and an entry of it, whatever it is written in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from timeline_api.model import Claim


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it came: `url` is its address, `fetched` when it was taken from there."""

    content: bytes
    name: str
    url: str | None = None
    fetched: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed says of an article: `text` is all of it or a summary, `name` the id that the feed gives it."""

    text: str
    title: str | None
    author: str | None
    url: str | None
    name: str | None
    source: str | None
    language: str | None
    claims: tuple[Claim, ...]
    fetched: datetime | None


def language_tag(stated: object) -> str | None:
    """The language that a feed states, when that is a tag."""
    tag = str(stated or "").strip().replace("_", "-")
    return tag if tag.replace("-", "").isalnum() and 2 <= len(tag.split("-")[0]) <= 3 else None
