"""One document through the extractor, so that a failure takes no other document with it."""

from __future__ import annotations

from timeline_api.ingest.reading import BadDocument, Found
from timeline_api.model import Extraction


def extract_found(item: Found, *, events: bool = True) -> Extraction | BadDocument:
    """What the extractor reads in a document, only its times without `events`; a BadDocument should it fail."""
    from timeline_api.pipeline import extract

    try:
        return extract(item.document, events=events)
    except Exception as error:
        return BadDocument(item.where, f"the extractor failed: {type(error).__name__}: {error}")
