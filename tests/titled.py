"""What the events of a short text are: their dates and titles, in the order of the text."""

from __future__ import annotations

from datetime import date

from timeline_api import Document, extract

PUBLISHED = date(2024, 6, 12)  # a Wednesday


def titled(text: str, language: str = "en") -> list[tuple[str, str]]:
    """The date in EDTF and the title of each event of a text that is published on `PUBLISHED`."""
    found = extract(Document(text, PUBLISHED, language=language))
    return [(event.date.edtf, event.title) for event in found.events]
