"""Events as the evidence for them comes and goes.

An article's events become rows of evidence. An event is what its evidence says: title, text and date words
are those of the most confident article (of equals, the one that came first), and an event that no article
tells any more is gone in the same transaction.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from timeline_api.model import Event
from timeline_api.records import explanation_record
from timeline_api.store.placement import event_id, first_day, number_of, says_the_same, span_class
from timeline_api.store.search_index import index_events, unindex_events
from timeline_api.store.sets import among
from timeline_api.store.tables import event, evidence

Record = dict[str, Any]

_FROM_BEST = ("title", "text", "precision", "qualifier", "basis", "timex", "date_text", "confidence")
_REFRESHED = (*_FROM_BEST, "further_text", "source_count")


def add_evidence(conn: Connection, article: int, events: Sequence[Event], now: datetime) -> list[int]:
    """Record that an article, which has no evidence yet, tells these events; new events are made.

    Returns the numbers of the events that were there before: they have to be settled.
    """
    placed = _place(conn, events)
    told = [_evidence_row(place.number, article, place.event) for place in placed]
    new = [
        _event_row(place.id, place.event, row, now)
        for place, row in zip(placed, told, strict=True)
        if place.is_new
    ]
    if new:
        conn.execute(insert(event), new)
        index_events(conn, new)
    if told:
        conn.execute(insert(evidence), told)
    return [place.number for place in placed if not place.is_new]


@dataclass(frozen=True, slots=True)
class _Place:
    """The number and id that an article's event has in the store, or will have when it is new."""

    number: int
    id: str
    event: Event
    bump: int
    is_new: bool = True


def _place(conn: Connection, events: Sequence[Event]) -> list[_Place]:
    """A place for each event. Whoever finds another event in its slot tries the next one.

    An article that tells an event twice tells it where it is more confident.
    """
    placed: dict[int, _Place] = {}
    waiting = [_slot(one, 0) for one in events]
    while waiting:
        taken = _occupants(conn, [place.number for place in waiting])
        collided: list[_Place] = []
        for place in waiting:
            rival = placed.get(place.number)
            occupant = rival.id if rival else taken.get(place.number, place.id)
            if not says_the_same(occupant, place.id):
                collided.append(place)
            elif rival is None or rival.event.confidence < place.event.confidence:
                placed[place.number] = replace(place, is_new=place.number not in taken)
        waiting = [_slot(place.event, place.bump + 1) for place in collided]
    return list(placed.values())


def _slot(one: Event, bump: int) -> _Place:
    id = event_id(one, bump)
    return _Place(number_of((first_day(one.date.interval), id)), id, one, bump)


def drop_evidence(conn: Connection, article: int) -> list[int]:
    """Forget what an article tells; returns the numbers of its events: they have to be settled."""
    numbers = list(conn.scalars(select(evidence.c.event).where(evidence.c.article == article)))
    conn.execute(delete(evidence).where(evidence.c.article == article))
    return numbers


def settle(conn: Connection, numbers: Collection[int], now: datetime) -> None:
    """Make events say what their evidence says, and remove those without any."""
    if not numbers:
        return
    statement = (
        select(evidence)
        .where(among(conn, evidence.c.event, numbers))
        .order_by(evidence.c.event, evidence.c.confidence.desc(), evidence.c.article)
    )
    rows = [dict(row) for row in conn.execute(statement).mappings()]
    wanted = {number: _summary(list(told)) for number, told in groupby(rows, key=lambda row: row["event"])}
    _remove(conn, set(numbers) - wanted.keys())
    _refresh(conn, wanted, now)


def _occupants(conn: Connection, numbers: Collection[int]) -> dict[int, str]:
    rows = conn.execute(select(event.c.number, event.c.id).where(among(conn, event.c.number, numbers)))
    return {number: id for number, id in rows}


def _evidence_row(number: int, article: int, one: Event) -> Record:
    return {
        "event": number,
        "article": article,
        "char_start": one.start,
        "char_end": one.end,
        "precision": one.date.precision,
        "qualifier": one.date.qualifier,
        "basis": one.date.basis,
        "timex": one.date.timex,
        "date_text": one.date.text,
        "title": one.title,
        "text": one.text,
        "confidence": one.confidence,
        "explanation": json.dumps(explanation_record(one), ensure_ascii=False),
    }


def _event_row(id: str, one: Event, told: Mapping[str, Any], now: datetime) -> Record:
    span = one.date.interval
    return {
        "number": told["event"],
        "id": id,
        "span_class": span_class(span),
        "first_day": span.start if span else None,
        "last_day": span.end - 1 if span else None,
        "edtf": one.date.edtf,
        **_summary([told]),
        "created_at": now,
        "updated_at": now,
    }


def _summary(told: Sequence[Mapping[str, Any]]) -> Record:
    """What an event says, given its evidence, the best first."""
    best, *others = told
    said = dict.fromkeys(line for row in others for line in (row["title"], row["text"]))
    further = [line for line in said if line not in (best["title"], best["text"])]
    summary = {name: best[name] for name in _FROM_BEST}
    return summary | {"further_text": "\n".join(further), "source_count": len(told)}


def _remove(conn: Connection, numbers: Collection[int]) -> None:
    if not numbers:
        return
    unindex_events(conn, numbers)
    conn.execute(delete(event).where(among(conn, event.c.number, numbers)))


def _refresh(conn: Connection, wanted: Mapping[int, Record], now: datetime) -> None:
    rows = conn.execute(select(event).where(among(conn, event.c.number, wanted.keys()))).mappings()
    changed = [
        dict(row) | wanted[row["number"]] | {"updated_at": now}
        for row in rows
        if any(row[name] != wanted[row["number"]][name] for name in _REFRESHED)
    ]
    if not changed:
        return
    unindex_events(conn, [row["number"] for row in changed])
    values: Record = {name: bindparam(f"new_{name}") for name in (*_REFRESHED, "updated_at")}
    statement = update(event).where(event.c.number == bindparam("at")).values(values)
    conn.execute(
        statement, [{"at": row["number"]} | {f"new_{name}": row[name] for name in values} for row in changed]
    )
    index_events(conn, changed)
