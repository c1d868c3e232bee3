"""What a form is made from, and what it makes."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import Any

import orjson
from marshmallow import Schema

from timeline_api.frozen import frozen
from timeline_api.records import Record

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@frozen
class Shown:
    """A page: its events as `RecordPage` has them, the service's own address, and those of this page and the next."""

    items: bytes
    base: str
    here: str
    next: str | None

    @property
    def events(self) -> list[Record]:
        """The events as the contract has them."""
        found: list[Record] = orjson.loads(b"[%b]" % self.items)
        return found


@frozen
class Made:
    """A page in another form, and how many of its events that form cannot hold."""

    content: bytes
    left_out: int = 0


@frozen
class Form:
    """A form by its name, the media type it is sent as, what makes it, and the schema of what is made."""

    name: str
    media_type: str
    make: Callable[[Shown], Made]
    schema: type[Schema] | Record


def address(shown: Shown, event: Record) -> str:
    """Where an event is, for those who read it elsewhere."""
    return f"{shown.base}/events/{event['id']}"


def outlets(event: Record) -> list[str]:
    """Who tells an event, each once."""
    names = (source["source"] or source["title"] or source["url"] for source in event["sources"])
    return list(dict.fromkeys(name for name in names if name))


def html(text: Any) -> str:
    """Text for a widget that renders HTML."""
    return escape(str(text))


def xml(text: str) -> str:
    """Text without the characters that no XML document may hold."""
    return _NO_XML.sub("\ufffd", text)
