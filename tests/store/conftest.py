"""Builders of what the store takes in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from timeline_api.model import Anchor, Document, Event, EventDate, Explanation, Extraction, Interval
from timeline_api.store.articles import put_article
from timeline_api.store.engine import writing
from timeline_api.store.rows import Stored
from timeline_api.temporal.interval import format_day

START = datetime(2026, 1, 1, tzinfo=UTC)

Tell = Callable[..., Event]
Put = Callable[..., Stored]


def tell_event(
    title: str,
    span: Interval | None,
    *,
    text: str | None = None,
    edtf: str | None = None,
    confidence: float = 0.9,
    at: int = 0,
    extractor: str = "0.1.0",
) -> Event:
    """An event as the extractor makes them."""
    told = text or f"{title}."
    said = edtf or (f"{format_day(span.start)}/{format_day(span.end - 1)}" if span else "XXXX-12-08")
    date = EventDate(said, span, "day", "~", "relative", "T", "that day")
    anchor = Anchor("publication", "2026-01-01", "")
    why = Explanation("that-day", at, at + 4, anchor, ("read", "resolved"), extractor)
    return Event(at, at + len(told), title, told, date, confidence, why)


@pytest.fixture
def tell() -> Tell:
    return tell_event


@pytest.fixture
def put(engine: Engine) -> Put:
    """Put an article in a transaction of its own, a second after the one before."""
    clock = iter(START + timedelta(seconds=second) for second in range(10_000))

    def put_one(document: Document, *events: Event) -> Stored:
        with writing(engine) as conn:
            return put_article(conn, document, Extraction(document, (), events), next(clock))

    return put_one
