"""iCalendar (RFC 5545): all-day events, of one day or many.

Its years have four digits and none comes before year 1: events before, and those without a place on the calendar, are
left out and counted.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from timeline_api.api.formats.shown import Form, Made, Shown, address, outlets
from timeline_api.records import Record


def make(shown: Shown) -> Made:
    """A calendar of the events that it can hold."""
    calendar = Calendar()
    calendar.add("prodid", "-//timeline-api//EN")
    calendar.add("version", "2.0")
    events = shown.events
    placed = [(event, days) for event in events if (days := _days(event)) is not None]
    for event, (first, last) in placed:
        calendar.add_component(_entry(event, first, last, address(shown, event)))
    return Made(calendar.to_ical(), len(events) - len(placed))


def _days(event: Record) -> tuple[date, date] | None:
    """First and last day, if a calendar has both."""
    bounds = event["date"]["start"], event["date"]["end"]
    try:
        return date.fromisoformat(str(bounds[0])), date.fromisoformat(str(bounds[1]))
    except ValueError:
        return None


def _entry(event: Record, first: date, last: date, link: str) -> Event:
    entry = Event()
    entry.add("uid", f"{event['id']}@timeline-api")
    entry.add("dtstamp", datetime.fromisoformat(event["updated_at"]))
    entry.add("dtstart", first)
    if first < last < date.max:  # one day is the default; the end is the day after
        entry.add("dtend", last + timedelta(days=1))
    entry.add("summary", event["title"])
    entry.add("description", "\n".join((event["text"], event["date"]["display"], *outlets(event))))
    entry.add("url", link)
    entry.add("transp", "TRANSPARENT")  # nobody is busy because of it
    if event["entities"]:
        entry.add("categories", event["entities"])
    return entry


_DOCUMENTED = {"type": "string", "description": "A calendar of all-day events (RFC 5545)"}
FORM = Form("ics", "text/calendar; charset=utf-8", make, _DOCUMENTED)
