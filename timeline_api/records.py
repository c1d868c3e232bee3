"""Model objects as plain dictionaries, ready for JSON: the one place that says how an extraction is written.

The marshmallow schemas of `api/` document and check these same shapes.
"""

from __future__ import annotations

from typing import Any

from timeline_api.model import Anchor, Claim, Event, EventDate, Extraction, Interval, Timex
from timeline_api.temporal.interval import civil, format_day, format_year

Record = dict[str, Any]


def calendar_bounds(interval: Interval) -> tuple[str, str]:
    """First and last day of an interval, both inclusive, as dates; as years when before year 1.

    >>> calendar_bounds(Interval(739228, 739229))
    ('2024-12-08', '2024-12-08')
    >>> calendar_bounds(Interval(-16070, -15705))
    ('-0043', '-0043')
    """
    return _calendar_day(interval.start), _calendar_day(interval.end - 1)


def _calendar_day(number: int) -> str:
    year = civil(number)[0]
    return format_day(number) if year > 0 else format_year(year)


def date_record(date: EventDate) -> Record:
    """An event's date: `start` and `end` are null when the event cannot be placed on the calendar."""
    start, end = calendar_bounds(date.interval) if date.interval else (None, None)
    return {
        "edtf": date.edtf,
        "start": start,
        "end": end,
        "precision": date.precision,
        "qualifier": date.qualifier,
        "basis": date.basis,
        "timex": date.timex,
        "text": date.text,
    }


def timex_record(timex: Timex) -> Record:
    """A time expression, as `timeline-api extract` writes it."""
    return {
        "start": timex.start,
        "end": timex.end,
        "text": timex.text,
        "type": timex.type,
        "value": timex.value,
        "mod": timex.mod,
        "rule": timex.rule,
        "edtf": timex.edtf or None,
        "confidence": timex.confidence,
    }


def anchor_record(anchor: Anchor | None) -> Record | None:
    """Where a relative expression was measured from."""
    if anchor is None:
        return None
    return {"kind": anchor.kind, "edtf": anchor.edtf, "text": anchor.text}


def explanation_record(event: Event) -> Record:
    """Why an event has its date."""
    why = event.explanation
    return {
        "rule": why.rule,
        "start": why.start,
        "end": why.end,
        "text": event.date.text,
        "anchor": anchor_record(why.anchor),
        "steps": list(why.steps),
        "extractor": why.extractor,
    }


def event_record(event: Event) -> Record:
    """An event, as `timeline-api extract` writes it; offsets count characters of the document's text."""
    return {
        "start": event.start,
        "end": event.end,
        "title": event.title,
        "text": event.text,
        "date": date_record(event.date),
        "confidence": event.confidence,
        "entities": list(event.entities),
    }


def extraction_record(extraction: Extraction) -> Record:
    """A whole document: what `timeline-api extract` writes as one line."""
    document = extraction.document
    return {
        "id": document.id,
        "published": document.published.isoformat() if document.published else None,
        "timexes": [timex_record(timex) for timex in extraction.timexes],
        "events": [event_record(event) for event in extraction.events],
        "warnings": list(extraction.warnings),
    }


def claim_record(claim: Claim) -> dict[str, str]:
    """A claim about a publication date."""
    published = claim.published.isoformat()
    return {"published": published, "origin": claim.origin, "text": claim.text, "note": claim.note}
