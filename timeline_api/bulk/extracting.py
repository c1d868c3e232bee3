"""One document through the extractor, so that a failure takes no other document with it."""

from __future__ import annotations

from collections.abc import Callable

from timeline_api.ingest.reading import BadDocument, Found
from timeline_api.model import Document, Extraction


def extract_found(item: Found) -> Extraction | BadDocument:
    """What the extractor reads in a document; a BadDocument should it fail."""
    from timeline_api.pipeline import extract

    return _read(item, extract)


def extract_found_times(item: Found) -> Extraction | BadDocument:
    """The time expressions that the extractor reads in a document, and no events; a BadDocument should it fail."""
    from timeline_api.pipeline import extract_times

    return _read(item, extract_times)


def _read(item: Found, read: Callable[[Document], Extraction]) -> Extraction | BadDocument:
    try:
        return read(item.document)
    except Exception as error:
        return BadDocument(item.where, f"the extractor failed: {type(error).__name__}: {error}")
