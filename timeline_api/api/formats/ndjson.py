"""JSON Lines: the events as `/events` has them, one a line."""

from __future__ import annotations

from timeline_api.api.formats.shown import Form, Made, Shown
from timeline_api.api.schemas.parts import lines_of
from timeline_api.store.record_pages import SEPARATOR


def make(shown: Shown) -> Made:
    """The lines, each ended."""
    return Made(shown.items.replace(SEPARATOR, b"\n") + b"\n" if shown.items else b"")


FORM = Form("ndjson", "application/x-ndjson", make, lines_of("Event"))
