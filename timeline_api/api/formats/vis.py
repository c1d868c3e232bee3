"""Items of vis-timeline. It renders HTML, so text is escaped; events without a place are left out."""

from __future__ import annotations

import orjson

from timeline_api.api.formats.shown import Form, Made, Shown, html
from timeline_api.api.schemas.forms import ItemsSchema
from timeline_api.records import Record


def make(shown: Shown) -> Made:
    """The items, and the address of the next page."""
    events = shown.events
    items = [_item(event) for event in events if event["date"]["start"] is not None]
    page: Record = {"items": items} | ({"next": shown.next} if shown.next else {})
    return Made(orjson.dumps(page), len(events) - len(items))


def _item(event: Record) -> Record:
    date = event["date"]
    item: Record = {
        "id": event["id"],
        "content": html(event["title"]),
        "title": html(f"{date['display']}: {event['text']}"),
        "start": _moment(date["start"], "01-01T00:00:00"),
        "type": "point",
    }
    if date["start"] == date["end"] and "-" in date["start"].removeprefix("-"):
        return item
    return item | {"end": _moment(date["end"], "12-31T23:59:59"), "type": "range"}


def _moment(day: str, rest: str) -> str:
    """A day as JavaScript reads it: years before 1 have a sign and six digits (ECMA-262, expanded years)."""
    if day.startswith("-") or day == "0000":
        return f"-{int(day.removeprefix('-')):06d}-{rest}" if int(day) else f"+000000-{rest}"
    return f"{day}T{rest.partition('T')[2]}"


FORM = Form("vis", "application/vnd.vis-timeline+json", make, ItemsSchema)
