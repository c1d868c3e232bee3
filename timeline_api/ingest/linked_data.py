"""JSON-LD: what a page says of its article in the words of schema.org."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Thing = dict[str, object]
_ARTICLES = ("Article", "Posting", "Report", "Story")  # ends of schema.org's kinds of article
_PAGES = ("Page", "CreativeWork")
_LONGEST = 1024 * 1024  # characters of a script


def linked_articles(page: HtmlElement) -> Sequence[Thing]:
    """The articles that a page describes; where it describes none, what it says of itself, and things of no kind."""
    things = [thing for script in page.iter("script") for thing in _things(_parsed(script))]
    articles = [thing for thing in things if _is_of(thing, _ARTICLES)]
    return articles or [thing for thing in things if "@type" not in thing or _is_of(thing, _PAGES)]


def author_in(things: Sequence[Thing]) -> str | None:
    """The authors of the first thing that has any, by name."""
    for thing in things:
        authors = thing.get("author")
        names = [_name(each) for each in (authors if isinstance(authors, list) else [authors])]
        if any(names):
            return ", ".join(filter(None, names))
    return None


def _name(author: object) -> str:
    name = author.get("name") if isinstance(author, dict) else author
    return name.strip() if isinstance(name, str) else ""


def _parsed(script: HtmlElement) -> object:
    text = script.text or ""
    if "ld+json" not in (script.get("type") or "") or len(text) > _LONGEST:
        return None
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _things(value: object) -> Iterator[Thing]:
    for thing in value if isinstance(value, list) else [value]:
        if isinstance(thing, dict):
            yield thing
            graph = thing.get("@graph")
            if isinstance(graph, list):
                yield from (part for part in graph if isinstance(part, dict))


def _is_of(thing: Thing, kinds: tuple[str, ...]) -> bool:
    stated = thing.get("@type")
    return any(str(kind).endswith(kinds) for kind in (stated if isinstance(stated, list) else [stated]))
