"""What TimelineJS (Knight Lab) reads. It renders HTML, so text is escaped; events without a place are left out."""

from __future__ import annotations

import orjson

from timeline_api.api.formats.shown import Form, Made, Shown, address, html, outlets
from timeline_api.api.schemas.forms import SlidesSchema
from timeline_api.records import Record

_BY_DAY = frozenset(("second", "minute", "hour", "daypart", "day", "week", "range"))


def make(shown: Shown) -> Made:
    """The events as slides."""
    events = shown.events
    slides = [_slide(event, address(shown, event)) for event in events if event["date"]["start"] is not None]
    return Made(orjson.dumps({"events": slides}), len(events) - len(slides))


def _slide(event: Record, link: str) -> Record:
    date = event["date"]
    start = _date(date["start"], date["precision"])
    end = _date(date["end"], date["precision"])
    told = f'<p>{html(event["text"])}</p><p><a href="{html(link)}">{html(", ".join(outlets(event)) or link)}</a></p>'
    slide: Record = {
        "unique_id": event["id"],
        "start_date": start,
        "text": {"headline": html(event["title"]), "text": told},
        "display_date": html(date["display"]),
    }
    return slide if start == end else {**slide, "end_date": end}


def _date(day: str, precision: str) -> Record:
    """Year, and month and day as far as they are stated; a year before 1 stands alone."""
    year, *rest = day.removeprefix("-").split("-")
    number = -int(year) if day.startswith("-") else int(year)
    date: Record = {"year": number}
    if rest and (precision in _BY_DAY or precision in ("month", "season", "quarter", "half")):
        date["month"] = int(rest[0])
    if rest and precision in _BY_DAY:
        date["day"] = int(rest[1])
    return date


FORM = Form("timelinejs", "application/vnd.timelinejs+json", make, SlidesSchema)
