"""robots.txt, asked before a page is, and kept for a while."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from timeline_api.ingest.fetching import FEED_KINDS, HTML_KINDS, PAGE_KINDS, Answer, Asked, FetchError, Getter, Limits
from timeline_api.ingest.html import Page
from timeline_api.ingest.networks import read_networks

if TYPE_CHECKING:
    from protego import Protego

ROBOT = "timeline-api"
"""The name that robots.txt knows us by."""

_KEPT = 3600.0  # seconds
_LARGEST = 512 * 1024  # bytes that are read of a robots.txt (RFC 9309)
_LONGEST_PAUSE = 30.0  # seconds between two pages of a host, whatever it asks for


def agent_name(version: str, contact: str = "") -> str:
    """The User-Agent: who we are, and how to reach the people who run it.

    >>> agent_name("1.0", "news@example.org")
    'timeline-api/1.0 (reads articles for a timeline; +news@example.org)'
    """
    return f"{ROBOT}/{version} (reads articles for a timeline{f'; +{contact}' if contact else ''})"


def polite_getter(version: str, contact: str = "", networks: str = "") -> PoliteGetter:
    """What fetches pages: it says who we are, keeps to robots.txt, and to public addresses and the networks named."""
    return PoliteGetter(Getter(agent_name(version, contact), Limits(networks=read_networks(networks))))


@dataclass(slots=True)
class _Site:
    """What a site asks of us: its rules (None forbids all), until when they are kept, and when we were there last."""

    rules: Protego | None
    until: float
    last: float = 0.0


class PoliteGetter:
    """Fetches what robots.txt allows, and as slowly as it asks."""

    def __init__(self, getter: Getter, sleep: Callable[[float], object] = time.sleep) -> None:
        self._getter = getter
        self._sleep = sleep
        self._sites: dict[str, _Site] = {}

    def page(self, url: str) -> Page:
        """The page at an address; FetchError when it is not to be had."""
        answer = self.get(url, HTML_KINDS)
        return Page(answer.content, answer.url, answer.charset, answer.fetched)

    def get(self, url: str, kinds: Collection[str] = PAGE_KINDS | FEED_KINDS, asked: Asked | None = None) -> Answer:
        """What is at an address; see `Getter.get`."""
        return self._getter.get(url, kinds, asked, self._permit)

    def _permit(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https"):
            return  # refused for that when it is fetched
        site = self._site(f"{parts.scheme}://{parts.netloc}")
        if site.rules is None:
            raise FetchError("its robots.txt cannot be had, so nothing of it is fetched")
        if not site.rules.can_fetch(url, ROBOT):
            raise FetchError("its robots.txt forbids it")
        pause = min(float(site.rules.crawl_delay(ROBOT) or 0), _LONGEST_PAUSE)
        wait = site.last + pause - time.monotonic()
        if site.last and wait > 0:
            self._sleep(wait)
        site.last = time.monotonic()

    def _site(self, root: str) -> _Site:
        site = self._sites.get(root)
        if site is None or site.until < time.monotonic():
            site = self._sites[root] = _Site(self._rules(root), time.monotonic() + _KEPT)
        return site

    def _rules(self, root: str) -> Any:
        """The rules of a site: none at all when it has no robots.txt; None when its server fails (RFC 9309, 2.3.1)."""
        from protego import Protego

        try:
            text = self._getter.get(f"{root}/robots.txt", None).content[:_LARGEST].decode("utf-8", "replace")
        except FetchError as error:
            return Protego.parse("") if error.what.startswith("answered 4") else _refusal(error)
        return Protego.parse(text)


def _refusal(error: FetchError) -> None:
    """A site that must not be asked at all says why itself; one whose server fails forbids everything."""
    if not error.what.startswith("answered 5"):
        raise error
