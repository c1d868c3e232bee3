"""Rows of the store as the JSON of the contract; events come from `store.event_record`, which keeps theirs."""

from __future__ import annotations

from flask import request

from timeline_api.records import Record
from timeline_api.store.event_record import event_record, source_record
from timeline_api.store.event_record import to_json as to_json
from timeline_api.store.rows import ArticleHead, ArticleRow, EventRow, SourceRow


def explained_event_record(row: EventRow, root: str = "") -> Record:
    """An event alone: every source with its explanation, and that of the first as the event's own."""
    record = event_record(row, root)
    record["sources"] = [_explained(source) for source in row.sources]
    record["explanation"] = row.sources[0].explanation if row.sources else None
    return record


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
        "published_claims": list(row.claims),
        "author": row.author,
        "copy_of": row.copy_of,
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
