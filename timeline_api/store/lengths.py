"""How long the longest event of each class is: kept with the generation, in the transaction that makes events.

A page begins to look in each class where the longest event of it could have begun, and leaves classes out that have
none. It never shrinks by itself: when the longest goes, a page looks at a few events in vain until `renew_lengths`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import Connection, text

from timeline_api.model import Interval
from timeline_api.store.placement import SPAN_CLASSES, span_class

Lengths = tuple[int, ...]
"""Days of the longest event of each class, 0 where there is none."""

_NONE: Lengths = (0,) * len(SPAN_CLASSES)
_WRITE = text("UPDATE generation SET longest = :longest")


def note_lengths(conn: Connection, lengths: Iterable[int]) -> None:
    """Say how many days the events take that have come."""
    before = lengths_of(conn)
    after = list(before)
    for days in lengths:
        of = span_class(Interval(0, days))
        after[of] = max(after[of], days)
    if tuple(after) != before:
        conn.execute(_WRITE, {"longest": json.dumps(after)})


def renew_lengths(conn: Connection) -> None:
    """Look how long the longest of each class are; takes time in proportion to the events."""
    conn.execute(_WRITE, {"longest": json.dumps(_NONE)})
    spans = conn.execute(text("SELECT DISTINCT last_day - first_day FROM event WHERE first_day IS NOT NULL"))
    note_lengths(conn, [int(days) + 1 for days in spans.scalars()])


def lengths_of(conn: Connection) -> Lengths:
    """How long the longest of each class are."""
    return read_lengths(conn.execute(text("SELECT longest FROM generation")).scalar_one())


@lru_cache(maxsize=64)
def read_lengths(kept: str) -> Lengths:
    """What is kept.

    >>> read_lengths("[1, 0, 7]")
    (1, 0, 7)
    """
    return tuple(json.loads(kept)) or _NONE


def check_lengths(conn: Connection) -> list[str]:
    """What is wrong with what is kept, if anything; takes time in proportion to the events."""
    kept = lengths_of(conn)
    statement = text("SELECT span_class, max(last_day - first_day + 1) FROM event GROUP BY span_class")
    found = {of: days for of, days in conn.execute(statement) if of in SPAN_CLASSES}
    wrong = sum(kept[of] < days for of, days in found.items())
    return [f"{wrong} classes of length with longer events than is known"] if wrong else []
