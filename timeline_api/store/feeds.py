"""Feeds that are looked at again and again: when next, and what is known of each from the last time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from timeline_api.store.tables import feed

LONGEST_REST = timedelta(days=1)
"""A feed that fails is looked at ever more seldom, but so often at least."""
NEVER = "not looked at yet"


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed. `seconds` is its rest between two looks, `failures` how many of the last looks failed, one after the
    other, `outcome` what came of the last one in words.
    """

    url: str
    seconds: int
    etag: str | None
    modified: str | None
    next_at: datetime
    polled_at: datetime | None
    failures: int
    outcome: str


def add_feed(conn: Connection, url: str, every: timedelta, now: datetime) -> bool:
    """Look at a feed from now on; False when it was there already, and only its rest has changed."""
    seconds = int(every.total_seconds())
    if conn.execute(update(feed).where(feed.c.url == url).values(seconds=seconds)).rowcount:
        return False
    conn.execute(insert(feed).values(url=url, seconds=seconds, next_at=now, failures=0, outcome=NEVER))
    return True


def remove_feed(conn: Connection, url: str) -> bool:
    """Look at a feed no more; False when there is none of that address. Its articles stay."""
    return conn.execute(delete(feed).where(feed.c.url == url)).rowcount > 0


def list_feeds(conn: Connection) -> list[FeedRow]:
    """All feeds, in order of their addresses."""
    return [FeedRow(**row._mapping) for row in conn.execute(select(feed).order_by(feed.c.url))]


def due_feeds(conn: Connection, now: datetime) -> list[FeedRow]:
    """The feeds whose rest is over, the longest first."""
    rows = conn.execute(select(feed).where(feed.c.next_at <= now).order_by(feed.c.next_at, feed.c.url))
    return [FeedRow(**row._mapping) for row in rows]


def take_feed(conn: Connection, one: FeedRow, now: datetime) -> bool:
    """Put the next look off before this one begins, so that nobody else looks meanwhile; False when somebody does."""
    taken = update(feed).where(feed.c.url == one.url, feed.c.next_at == one.next_at)
    return conn.execute(taken.values(next_at=now + timedelta(seconds=one.seconds))).rowcount > 0


def note_look(conn: Connection, one: FeedRow, etag: str | None, modified: str | None, told: str, now: datetime) -> None:
    """A look that went well, and what came of it."""
    following = now + timedelta(seconds=one.seconds)
    values = {"etag": etag, "modified": modified, "failures": 0, "outcome": told, "next_at": following}
    conn.execute(update(feed).where(feed.c.url == one.url).values(polled_at=now, **values))


def note_failure(conn: Connection, one: FeedRow, why: str, wait: float | None, now: datetime) -> None:
    """A look that failed: twice the rest for each failure in a row, a day at most; at least the seconds of `wait`."""
    rest = min(timedelta(seconds=one.seconds) * 2 ** min(one.failures + 1, 20), LONGEST_REST)
    rest = max(rest, timedelta(seconds=min(wait or 0, 7 * 86_400)))
    values = {"failures": one.failures + 1, "outcome": why, "next_at": now + rest}
    conn.execute(update(feed).where(feed.c.url == one.url).values(polled_at=now, **values))
