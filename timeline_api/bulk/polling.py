"""Looking at feeds: what is new in them comes in; one that fails is looked at ever more seldom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine

from timeline_api.bulk.storing import Kept, store_documents
from timeline_api.ingest.addresses import canonical_url
from timeline_api.ingest.feed import Feed, read_feed
from timeline_api.ingest.fetching import FEED_KINDS, PAGE_KINDS, Asked, FetchError
from timeline_api.ingest.html import Page
from timeline_api.ingest.reading import BadDocument, LeftOutError, is_bad, read_items
from timeline_api.ingest.robots import PoliteGetter
from timeline_api.model import Document
from timeline_api.store.articles import article_key, fetch_article
from timeline_api.store.engine import reading, writing
from timeline_api.store.feeds import FeedRow, due_feeds, note_failure, note_look, take_feed

Results = Iterator[Kept | BadDocument]


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a feed brought: the articles and what could not be read, and the same in words."""

    url: str
    results: tuple[Kept | BadDocument, ...]
    told: str
    failed: bool = False


def poll_due(engine: Engine, getter: PoliteGetter) -> Iterator[Look]:
    """Look at each feed whose rest is over."""
    with reading(engine) as conn:
        due = due_feeds(conn, datetime.now(UTC))
    for one in due:
        look = poll_feed(engine, one, getter)
        if look is not None:
            yield look


def poll_feed(engine: Engine, one: FeedRow, getter: PoliteGetter) -> Look | None:
    """Look at a feed, by a conditional request; None when somebody else is at it.

    Pages of entries that are in the store are not fetched again.
    """
    with writing(engine) as conn:
        if not take_feed(conn, one, datetime.now(UTC)):
            return None
    try:
        answer = getter.get(one.url, PAGE_KINDS | FEED_KINDS, Asked(one.etag, one.modified))
    except FetchError as error:
        return _failed(engine, one, error.what, error.retry_after)
    if answer.unchanged:
        return _went_well(engine, one, Asked(one.etag, one.modified), (), "nothing new")
    feed = Feed(answer.content, one.url, answer.url, answer.fetched)
    items = read_items(read_feed(feed, _unless_known(engine, getter.page)))
    results = tuple(store_documents(engine, items))
    if len(results) == 1 and isinstance(results[0], BadDocument) and results[0].where == one.url:
        return _failed(engine, one, results[0].what, None)  # what came is no feed
    return _went_well(engine, one, answer.asked, results, _told(results))


def _unless_known(engine: Engine, fetch: Callable[[str], Page]) -> Callable[[str], Page]:
    def fetch_new(url: str) -> Page:
        with reading(engine) as conn:
            if fetch_article(conn, article_key(Document("", url=canonical_url(url) or url))):
                raise LeftOutError("in the store already")
        return fetch(url)

    return fetch_new


def _told(results: tuple[Kept | BadDocument, ...]) -> str:
    new = sum(isinstance(one, Kept) and one.stored.outcome == "created" for one in results)
    bad = sum(is_bad(one) for one in results)
    entries = "1 entry" if len(results) == 1 else f"{len(results)} entries"
    return f"{entries}, {new} new" + (f", {bad} failed" if bad else "")


def _failed(engine: Engine, one: FeedRow, why: str, wait: float | None) -> Look:
    with writing(engine) as conn:
        note_failure(conn, one, why, wait, datetime.now(UTC))
    return Look(one.url, (BadDocument(one.url, why),), why, failed=True)


def _went_well(engine: Engine, one: FeedRow, asked: Asked, results: tuple[Kept | BadDocument, ...], told: str) -> Look:
    with writing(engine) as conn:
        note_look(conn, one, asked.etag, asked.modified, told, datetime.now(UTC))
    return Look(one.url, results, told)
