"""Rows of the store as the JSON of the contract.

This is the hot path: plain dictionaries straight from the rows, written by orjson. The schemas of `schemas`
document the same shapes, and a test holds one against the other.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import orjson
from flask import request

from timeline_api.api.display import display
from timeline_api.model import Interval
from timeline_api.records import Record, calendar_bounds
from timeline_api.store.rows import ArticleHead, ArticleRow, EventRow, SourceRow


def event_record(row: EventRow, root: str = "") -> Record:
    """An event of a page; `root` is the path that the service is mounted at."""
    return _event(row, root, [source_record(source) for source in row.sources])


def explained_event_record(row: EventRow, root: str = "") -> Record:
    """An event alone: every source with its explanation, and that of the first as the event's own."""
    record = _event(row, root, [_explained(source) for source in row.sources])
    record["explanation"] = row.sources[0].explanation if row.sources else None
    return record


def _event(row: EventRow, root: str, sources: list[Record]) -> Record:
    return {
        "id": row.id,
        "title": row.title,
        "text": row.text,
        "date": date_record(row),
        "confidence": row.confidence,
        "source_count": row.source_count,
        "sources": sources,
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


def _explained(source: SourceRow) -> Record:
    return {**source_record(source), "explanation": source.explanation}


def article_record(row: ArticleHead, root: str = "") -> Record:
    """An article without its text."""
    return {
        "id": row.id,
        "document_id": row.document_id,
        "url": row.url,
        "title": row.title,
        "source": row.source,
        "language": row.language,
        "published": row.published,
        "tags": list(row.tags),
        "extractor": row.extractor,
        "event_count": row.event_count,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
        "links": {"self": f"{root}/articles/{row.id}"},
    }


def full_article_record(row: ArticleRow, root: str = "") -> Record:
    """An article with its text and the ids of its events."""
    return {**article_record(row, root), "text": row.text, "event_ids": list(row.event_ids)}


def mounted_at() -> str:
    """The path that this application is mounted at, '' at the root."""
    return request.root_path


def to_json(record: Any) -> bytes:
    """A record as JSON text in UTF-8; moments in UTC are written as RFC 3339.

    >>> from datetime import UTC, datetime
    >>> to_json({"at": datetime(2024, 12, 8, 10, 30, tzinfo=UTC)})
    b'{"at":"2024-12-08T10:30:00Z"}'
    """
    return orjson.dumps(record, option=orjson.OPT_UTC_Z)
