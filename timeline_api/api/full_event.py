"""One event with all that is known of it: its sources, why it has its date, and what people have corrected."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from timeline_api.api.render import explained_event_record
from timeline_api.records import Record
from timeline_api.store.correcting import Change, Edit, history_of
from timeline_api.store.corrections import CORRECTED, Correction, corrections_of, shown_days
from timeline_api.store.queries import fetch_event
from timeline_api.store.rows import EventRow


def full_event(conn: Connection, event_id: str, root: str) -> Record | None:
    """The event as JSON is made of it, None when there is none of that id; `hidden` says whether it is to be shown."""
    row = fetch_event(conn, event_id)
    if row is None:
        return None
    given, history = corrections_of(conn, [event_id]).get(event_id), history_of(conn, event_id)
    record = explained_event_record(_with_days(row, given), root)
    if row.basis == CORRECTED:
        record["explanation"] = _explained_by(history)
    record["hidden"] = given is not None and given.hidden
    record["history"] = [_edit_record(edit) for edit in history]
    return record


def _with_days(row: EventRow, given: Correction | None) -> EventRow:
    """A hidden event has no days in the store, where nobody is to find it; to whoever sees it, it has."""
    if given is None or not given.hidden:
        return row
    span = shown_days(given)
    return replace(row, first_day=span.start if span else None, last_day=span.end - 1 if span else None)


def _explained_by(history: list[Edit]) -> Record:
    """Why an event has the date that a person gave."""
    edit = next(edit for edit in reversed(history) if any(one.field == "date" for one in edit.changes))
    step = f"corrected by {edit.key_name} on {edit.changed_at.date().isoformat()}"
    return {"rule": CORRECTED, "start": 0, "end": 0, "text": "", "anchor": None, "steps": [step], "extractor": ""}


def _edit_record(edit: Edit) -> Record:
    return {"at": edit.changed_at, "by": edit.key_name, "changes": [_change_record(one) for one in edit.changes]}


def _change_record(change: Change) -> Record:
    return {"field": change.field, "before": change.before, "after": change.after, "given": change.given}
