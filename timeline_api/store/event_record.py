"""An event as the JSON of the contract: written once, when the event changes, and kept in its row.

A page of the timeline is then these texts, joined; nothing is made anew for a reader. The schemas of the API
document the same shape, and a test holds one against the other.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import orjson

from timeline_api.display import display
from timeline_api.model import Interval
from timeline_api.records import Record, calendar_bounds
from timeline_api.store.entities import names_in
from timeline_api.store.rows import EventRow, SourceRow

_ID_DIGITS = 20
_TAIL = len('/events/"}}') + _ID_DIGITS
"""How a record ends: with its own address, so that a service that is mounted somewhere can write its path there."""
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for the moment of a change until that is known."""
_LINKS = ',"links":{"self":"'
_STAMP = len('"1970-01-01T00:00:00Z"') + len(_LINKS) + _TAIL


def event_record(row: EventRow, root: str = "") -> Record:
    """An event of a page; `root` is the path that the service is mounted at."""
    return {
        "id": row.id,
        "title": row.title,
        "text": row.text,
        "date": date_record(row),
        "confidence": row.confidence,
        "entities": names_in(row.sources),
        "source_count": row.source_count,
        "sources": [source_record(source) for source in row.sources],
        "updated_at": row.updated_at,
        "links": {"self": f"{root}/events/{row.id}"},
    }


def date_record(row: EventRow) -> Record:
    """When the event happened."""
    start, end = _bounds(row.first_day, row.last_day)
    return {
        "edtf": row.edtf,
        "start": start,
        "end": end,
        "precision": row.precision,
        "qualifier": row.qualifier,
        "basis": row.basis,
        "timex": row.timex,
        "text": row.date_text,
        "display": display(row.edtf, row.timex),
    }


@lru_cache(maxsize=16384)
def _bounds(first: int | None, last: int | None) -> tuple[str, str] | tuple[None, None]:
    if first is None or last is None:
        return None, None
    return calendar_bounds(Interval(first, last + 1))


def source_record(source: SourceRow) -> Record:
    """An article that tells the event, and where."""
    return {
        "article_id": source.article_id,
        "url": source.url,
        "title": source.title,
        "source": source.source,
        "published": source.published,
        "sentence": source.sentence,
        "char_start": source.char_start,
        "char_end": source.char_end,
    }


def to_json(record: Any) -> bytes:
    """A record as JSON text in UTF-8, on one line; moments in UTC are written as RFC 3339.

    >>> from datetime import UTC, datetime
    >>> to_json({"at": datetime(2024, 12, 8, 10, 30, tzinfo=UTC)})
    b'{"at":"2024-12-08T10:30:00Z"}'
    """
    return orjson.dumps(record, option=orjson.OPT_UTC_Z)


def render_record(row: EventRow) -> str:
    """The event as it is kept: one line of JSON that ends with the event's address."""
    return to_json(event_record(row)).decode()


def said_at(moment: datetime) -> str:
    """How a record says a moment in UTC, and what stands before its address.

    >>> from datetime import UTC
    >>> said_at(datetime(2024, 12, 8, tzinfo=UTC))
    '"2024-12-08T00:00:00Z","links":{"self":"'
    """
    return to_json(moment).decode() + _LINKS


def stamp_record(record: str, said: str) -> str:
    """A record that was written as changed at `NEVER`, as changed at a moment, as `said_at` says it."""
    return record[:-_STAMP] + said + record[-_TAIL:]


def mount_record(record: bytes, root: str) -> bytes:
    """A kept record for a service that is mounted at `root`.

    >>> mount_record(b'{"links":{"self":"/events/0123456789abcdefghij"}}', "/news")
    b'{"links":{"self":"/news/events/0123456789abcdefghij"}}'
    """
    return record[:-_TAIL] + to_json(root)[1:-1] + record[-_TAIL:]
