"""A person corrects an event, and what was corrected is remembered: by whom, when and what.

Call these within `engine.writing` (or `reading`, to look).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, func, insert, select

from timeline_api.store.articles import advance_generation
from timeline_api.store.corrections import Correction, corrections_of, days_of_correction, save_correction
from timeline_api.store.evidence import settle
from timeline_api.store.rows import KeyRow
from timeline_api.store.tables import event, event_change

Given = Mapping[Literal["date", "title", "hidden"], Any]
"""What a person gives: a date in EDTF, a title, whether to hide the event; None for what its articles say."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a person changed: what the event said before and after, and what was given, None for nothing."""

    field: str
    before: str | bool
    after: str | bool
    given: str | bool | None


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person changed at once; `key_name` is the name that their key had."""

    changed_at: datetime
    key_id: str
    key_name: str
    changes: tuple[Change, ...]


def correct_event(conn: Connection, event_id: str, given: Given, by: KeyRow, now: datetime) -> bool:
    """Correct an event; False when there is none of that id.

    What is corrected so already changes nothing and is not remembered. ValueError for a date that is none, or has an
    open end.
    """
    row = _row(conn, event_id)
    if row is None:
        return False
    old = corrections_of(conn, [event_id]).get(event_id) or _nothing_corrected(row)
    new = _replaced(old, given)
    if new == old:
        return True
    save_correction(conn, new)
    settle(conn, [row.number], now)
    after = _row(conn, event_id)
    if after is None:
        raise RuntimeError(f"event {event_id} was lost when it was corrected")
    _remember(conn, event_id, Edit(now, by.id, by.name, tuple(_changes(old, row, new, after))))
    advance_generation(conn, now)
    return True


def history_of(conn: Connection, event_id: str) -> list[Edit]:
    """What was corrected in an event, the earliest first; also when it is gone for now."""
    rows = conn.execute(select(event_change).where(event_change.c.event_id == event_id).order_by(event_change.c.number))
    return [_edit(row) for row in rows]


def _replaced(old: Correction, given: Given) -> Correction:
    new = old
    if "date" in given:
        if given["date"] is not None:
            days_of_correction(given["date"])
        new = replace(new, edtf=given["date"])
    if "title" in given:
        new = replace(new, title=given["title"])
    if "hidden" in given:
        new = replace(new, hidden=bool(given["hidden"]))
    return new


def _row(conn: Connection, event_id: str) -> Row[Any] | None:
    return conn.execute(select(event).where(event.c.id == event_id)).one_or_none()


def _nothing_corrected(row: Row[Any]) -> Correction:
    return Correction(row.id, None, None, False, row.edtf, row.first_day, row.last_day)


def _changes(old: Correction, before: Row[Any], new: Correction, after: Row[Any]) -> list[Change]:
    told = [
        Change("date", before.edtf, after.edtf, new.edtf) if old.edtf != new.edtf else None,
        Change("title", before.title, after.title, new.title) if old.title != new.title else None,
        Change("hidden", old.hidden, new.hidden, new.hidden) if old.hidden != new.hidden else None,
    ]
    return [change for change in told if change is not None]


def _remember(conn: Connection, event_id: str, edit: Edit) -> None:
    last = conn.scalar(select(func.max(event_change.c.number)).where(event_change.c.event_id == event_id))
    changes = [[one.field, one.before, one.after, one.given] for one in edit.changes]
    values = {
        "event_id": event_id,
        "number": (last or 0) + 1,
        "changed_at": edit.changed_at,
        "key_id": edit.key_id,
        "key_name": edit.key_name,
        "changes": json.dumps(changes, ensure_ascii=False),
    }
    conn.execute(insert(event_change), values)


def _edit(row: Row[Any]) -> Edit:
    changes = tuple(Change(*one) for one in json.loads(row.changes))
    return Edit(row.changed_at, row.key_id, row.key_name, changes)
