"""An article on its way in: its key, the hash of its content and its row."""

from __future__ import annotations

import json
from typing import Any

from timeline_api.model import Document, Extraction
from timeline_api.records import claim_record
from timeline_api.store.placement import digest_text
from timeline_api.version import __version__


def article_key(document: Document) -> str:
    """The id of an article: of its URL; without one, of the caller's id and the source; else of its
    content.
    """
    if document.url:
        return digest_text("url", document.url)
    if document.id:
        return digest_text("id", document.id, document.source)
    return digest_text("content", content_hash(document))


def key_of_head(url: str | None, title: str | None, source: str | None, published: str | None) -> str:
    """The id of an article of which the text is not known: by its URL the same as that of the article itself."""
    return digest_text("url", url) if url else digest_text("head", title, source, published)


def content_hash(document: Document) -> str:
    """26 characters that stand for what a document says: another hash, another text."""
    published = document.published.isoformat() if document.published else None
    said = (document.text, document.title, published, document.source, document.url, document.language)
    author = [f"author: {document.author}"] if document.author else []  # most have none, and keep the hash they had
    return digest_text(*said, *document.tags, *author)


def document_digest(document: Document) -> str:
    """26 characters that stand for a document with all its fields."""
    return digest_text(content_hash(document), document.id)


def _extractor(extraction: Extraction) -> str:
    return extraction.events[0].explanation.extractor if extraction.events else __version__


def article_row(document: Document, extraction: Extraction) -> dict[str, Any]:
    """The row of an article, but for its number and moments."""
    return {
        "id": article_key(document),
        "content_hash": content_hash(document),
        "extractor": _extractor(extraction),
        "document_id": document.id,
        "url": document.url,
        "source": document.source,
        "title": document.title,
        "language": document.language or extraction.language or None,
        "published": document.published.isoformat() if document.published else None,
        "tags": json.dumps(document.tags, ensure_ascii=False),
        "text": document.text,
        "author": document.author,
        "claims": json.dumps([claim_record(claim) for claim in document.claims], ensure_ascii=False),
    }
