"""What text a store can keep: the same on all of them, and said before anything is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline_api.model import Document, Extraction

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


class UnstorableText(ValueError):
    """Text with a NUL or half a surrogate pair, which no database keeps; says in which field and where."""


def check_storable(document: Document, extraction: Extraction) -> None:
    """Raise UnstorableText for the first character that cannot be kept."""
    for field, text in _texts(document, extraction):
        bad = _UNSTORABLE.search(text)
        if bad:
            where = f"{field}: character {bad.start()}"
            raise UnstorableText(f"{where} is U+{ord(bad[0]):04X}, which cannot be stored")


def _texts(document: Document, extraction: Extraction) -> Iterator[tuple[str, str]]:
    for field in ("text", "id", "title", "language", "url", "source", "author"):
        yield field, getattr(document, field) or ""
    for place, tag in enumerate(document.tags):
        yield f"tags[{place}]", tag
    for place, claim in enumerate(document.claims):
        yield f"claims[{place}]", claim.text
    for place, one in enumerate(extraction.events):
        yield f"events[{place}].title", one.title
        yield f"events[{place}].text", one.text
