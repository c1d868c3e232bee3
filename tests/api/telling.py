"""Events told by hand, and the types of the fixtures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from timeline_api.model import Anchor, Event, EventDate, Explanation, Interval
from timeline_api.store.rows import Stored
from timeline_api.temporal.interval import format_day

NOW = datetime(2026, 1, 1, tzinfo=UTC)

MakeKey = Callable[..., dict[str, str]]
Put = Callable[..., Stored]


def tell_event(title: str, span: Interval | None, edtf: str = "", at: int = 0) -> Event:
    """An event of confidence 0.9 whose sentence is its title."""
    said = edtf or (format_day(span.start) if span else "XXXX-12-08")
    why = Explanation("by-hand", at, at + 3, Anchor("publication", "2026-01-01"), ("read", "resolved"), "0.1.0")
    date = EventDate(said, span, "day", "", "explicit", said, title[:3])
    return Event(at, at + len(title), title, title, date, 0.9, why)
