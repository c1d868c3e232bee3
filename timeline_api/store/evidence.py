"""Events as the evidence for them comes and goes.

An article's events become rows of evidence. An event is what its evidence says: title, text and date words
are those of the most confident article (of equals, the one that came first), and an event that no article
tells any more is gone in the same transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from timeline_api.model import Event
from timeline_api.records import Record
from timeline_api.store.batch import batch_of, insert_batch, tally_shown
from timeline_api.store.corrections import (
    Correction,
    Sentences,
    corrected,
    corrected_among,
    corrections_of,
    note_told_dates,
    shown_days,
)
from timeline_api.store.counts import count_out
from timeline_api.store.entities import forget_names, insert_names, name_rows
from timeline_api.store.event_layout import (
    FROM_BEST,
    OF_ARTICLE,
    WORDS,
    Place,
    event_row,
    evidence_row,
    kept_beside,
    place_of,
    said_by,
    summarise,
    thin,
)
from timeline_api.store.facets import keep_tally, tally_kept
from timeline_api.store.placement import (
    HIDDEN_DAY,
    SLOTS,
    UNDATED_DAY,
    number_at,
    says_the_same,
    slot_of,
)
from timeline_api.store.search_index import insert_words, unindex_events, word_rows
from timeline_api.store.sets import among
from timeline_api.store.tables import article, event, evidence, write_moment

_REFRESHED = (*FROM_BEST, "further_text", "source_count", "importance", "record", "updated_at")
_BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Added:
    """What became of events told: `present` are the numbers of those that were there before, or are corrected, and so
    have to be settled; `created` events are new, and `joined` ones are told by one more article.
    """

    present: list[int]
    created: int
    joined: int


def add_evidence(
    conn: Connection,
    told: Sequence[tuple[int, Event]],
    articles: Mapping[int, Mapping[str, Any]],
    before: Sentences,
    now: datetime,
) -> Added:
    """Record which article tells which event; new events are made, and what is recorded already stays as it is.

    `articles` are the rows of these articles by their numbers, `before` the sentences in which they told
    corrected events.
    """
    if not told:
        return Added([], 0, 0)
    placed, present, homes = _place(conn, told, before)
    known = _known_pairs(conn, present | homes)
    places = [place for place in placed if (place.number, place.article) not in known]
    rows = [evidence_row(place) for place in places]
    grouped: dict[int, list[tuple[Place, Record]]] = defaultdict(list)
    for place, row in zip(places, rows, strict=True):
        grouped[place.number].append((place, row))
    made_at = write_moment(now)
    new = [event_row(grouped[number], articles, made_at) for number in sorted(grouped.keys() - present)]
    alone = {number for number in grouped if len(grouped[number]) == 1} - present
    insert_batch(conn, batch_of(conn.dialect.name, new, [thin(row) if row["event"] in alone else row for row in rows]))
    return Added(sorted(present | homes), len(new), len(grouped) - len(new))


def _known_pairs(conn: Connection, numbers: Collection[int]) -> set[tuple[int, int]]:
    """Which articles tell these events already, as pairs of their numbers."""
    if not numbers:
        return set()
    theirs = among(conn, evidence.c.event, numbers)
    return {
        (row.event, row.article) for row in conn.execute(select(evidence.c.event, evidence.c.article).where(theirs))
    }


def _place(
    conn: Connection, told: Sequence[tuple[int, Event]], before: Sentences
) -> tuple[list[Place], set[int], set[int]]:
    """A place for each event that an article tells, which of their numbers are in the store, and which are those
    of corrected events.

    Whoever finds another event in its slot tries the next one. An article that tells an event twice tells
    it where it is more confident.
    """
    placed: dict[tuple[int, int], Place] = {}
    ids: dict[int, str] = {}
    present: set[int] = set()
    corrected_ones = corrected_among(conn, told, before)
    waiting = [place_of(article, one, 0) for place, (article, one) in enumerate(told) if place not in corrected_ones]
    homes = _homes(conn, told, corrected_ones)
    for place in homes:
        ids[place.number] = place.id
        _prefer(placed, place)
    present |= occupants(conn, ids.keys()).keys()
    while waiting:
        taken = occupants(conn, {place.number for place in waiting} - ids.keys())
        ids.update(taken)
        collided: list[Place] = []
        for place in waiting:
            if not says_the_same(ids.setdefault(place.number, place.id), place.id):
                collided.append(place)
                continue
            if place.number in taken:
                present.add(place.number)
            _prefer(placed, place)
        waiting = [place_of(place.article, place.event, place.bump + 1) for place in collided]
    return list(placed.values()), present, {place.number for place in homes}


def _prefer(placed: dict[tuple[int, int], Place], place: Place) -> None:
    rival = placed.get((place.number, place.article))
    if rival is None or rival.event.confidence < place.event.confidence:
        placed[place.number, place.article] = place


def _homes(conn: Connection, told: Sequence[tuple[int, Event]], corrected_ones: Mapping[int, str]) -> list[Place]:
    """The places of corrected events, which no longer follow from what is told."""
    if not corrected_ones:
        return []
    note_told_dates(conn, {id: told[place][1] for place, id in corrected_ones.items()})
    given = corrections_of(conn, set(corrected_ones.values()))
    rows = conn.execute(select(event.c.id, event.c.number).where(among(conn, event.c.id, given.keys())))
    numbers = {row.id: row.number for row in rows}
    for id in given.keys() - numbers.keys():
        numbers[id] = _free_number(conn, number_at(HIDDEN_DAY), id)  # until it is settled, which finds it its place
    return [Place(numbers[id], id, told[place][0], told[place][1], 0) for place, id in corrected_ones.items()]


def _free_number(conn: Connection, day_begins: int, id: str) -> int:
    """The number of the slot of an id in a day, or of the next one that no other event has."""
    number = day_begins | slot_of(id)
    while conn.scalar(select(event.c.id).where(event.c.number == number)) not in (None, id):
        number = day_begins | (number + 1) % SLOTS
    return number


def drop_evidence(conn: Connection, articles: Collection[int]) -> list[int]:
    """Forget what these articles tell; returns the numbers of their events: they have to be settled."""
    theirs = among(conn, evidence.c.article, articles)
    numbers = list(conn.scalars(select(evidence.c.event).where(theirs)))
    conn.execute(delete(evidence).where(theirs))
    return numbers


def settle(conn: Connection, numbers: Collection[int], now: datetime) -> None:
    """Make events say what their evidence says, and remove those without any."""
    if not numbers:
        return
    complete_evidence(conn, numbers)
    wanted = {number: list(told) for number, told in groupby(_told(conn, numbers), key=itemgetter("event"))}
    _remove(conn, set(numbers) - wanted.keys())
    _refresh(conn, wanted, now)


def complete_evidence(conn: Connection, numbers: Collection[int]) -> None:
    """Write into the evidence for these events what it leaves to them: needed before an event says anything else."""
    theirs = evidence.c.event == event.c.number, evidence.c.text.is_(None), among(conn, evidence.c.event, numbers)
    conn.execute(update(evidence).values({name: event.c[name] for name in WORDS}).where(*theirs))


def _told(conn: Connection, numbers: Collection[int]) -> list[Record]:
    """All evidence for these events with its articles: event by event, the best first."""
    heads = [article.c[name].label(f"article_{name}") for name in OF_ARTICLE]
    statement = (
        select(evidence, *heads)
        .join(article, article.c.number == evidence.c.article)
        .where(among(conn, evidence.c.event, numbers))
        .order_by(evidence.c.event, evidence.c.confidence.desc(), evidence.c.article)
    )
    return [dict(row) for row in conn.execute(statement).mappings()]


def render_missing(conn: Connection, now: datetime) -> None:
    """Settle the events that have no record yet, as after a change of what records say."""
    while numbers := list(conn.scalars(select(event.c.number).where(event.c.record == "").limit(_BATCH))):
        settle(conn, numbers, now)


def occupants(conn: Connection, numbers: Collection[int]) -> dict[int, str]:
    """Of the events with these numbers that are there, the ids."""
    rows = conn.execute(select(event.c.number, event.c.id).where(among(conn, event.c.number, numbers)))
    return {number: id for number, id in rows}


def _remove(conn: Connection, numbers: Collection[int]) -> None:
    if not numbers:
        return
    counted = tally_kept(conn, numbers)
    unindex_events(conn, numbers)
    forget_names(conn, numbers)
    gone = among(conn, event.c.number, numbers)
    dated = select(event.c.first_day, event.c.last_day).where(gone, event.c.first_day.is_not(None))
    count_out(conn, [(first, last) for first, last in conn.execute(dated)])
    conn.execute(delete(event).where(gone))
    keep_tally(conn, {}, counted)


def _refresh(conn: Connection, wanted: Mapping[int, Sequence[Record]], now: datetime) -> None:
    rows = conn.execute(select(event).where(among(conn, event.c.number, wanted.keys()))).mappings().all()
    given = corrections_of(conn, [row["id"] for row in rows])
    for row in rows:
        if row["id"] in given:
            _settle_corrected(conn, dict(row), wanted[row["number"]], given[row["id"]], now)
    settled = [_settled(dict(row), wanted[row["number"]], now) for row in rows if row["id"] not in given]
    changed = [row for row in settled if row is not None]
    if not changed:
        return
    numbers = [row["number"] for row in changed]
    counted = tally_kept(conn, numbers)
    unindex_events(conn, numbers)
    forget_names(conn, numbers)
    conn.execute(_REFRESH, [_refreshing(row) for row in changed])
    insert_words(conn, word_rows(conn.dialect.name, sorted(changed, key=itemgetter("number"))))
    insert_names(conn, name_rows({row["number"]: row["names"] for row in changed}))
    keep_tally(conn, tally_shown(changed), counted)


def _settled(row: Mapping[str, Any], told: Sequence[Record], now: datetime) -> Record | None:
    """The row as its evidence has it, None when it is so already.

    It is changed `now` when the event itself is; what articles are called changes the record alone.
    """
    summary = summarise(told, None if row["first_day"] is None else row["last_day"] - row["first_day"] + 1)
    # Importance follows from the rest; where it alone differs, it is weighed differently now.
    changed = any(row[name] != value for name, value in summary.items() if name != "importance")
    settled = {**row, **summary} | ({"updated_at": now} if changed else {})
    said = said_by(settled, told)
    settled |= kept_beside(said)
    return settled if changed or settled["record"] != row["record"] else None


def _settle_corrected(conn: Connection, row: Record, told: Sequence[Record], given: Correction, now: datetime) -> None:
    """An event that a person has corrected: what it says may be on another day, and so it is taken out and put in."""
    span = shown_days(given)
    said = corrected(row | summarise(told, span.end - span.start if span else None), given)
    day = HIDDEN_DAY if given.hidden else span.start if span else UNDATED_DAY
    said["number"] = _free_number(conn, number_at(day), row["id"])
    if said != row:
        said["updated_at"] = now
    beside = kept_beside(said_by(said, told))
    said["record"] = beside["record"]
    if said == row:
        return
    theirs = evidence.c.event == row["number"]
    sources = [dict(one) | {"event": said["number"]} for one in conn.execute(select(evidence).where(theirs)).mappings()]
    conn.execute(delete(evidence).where(theirs))
    _remove(conn, [row["number"]])
    moments = {name: write_moment(said[name]) for name in ("created_at", "updated_at")}
    insert_batch(conn, batch_of(conn.dialect.name, [said | moments | beside], sources))


_REFRESH = (
    update(event)
    .where(event.c.number == bindparam("at"))
    .values({name: bindparam(f"new_{name}") for name in _REFRESHED})
)


def _refreshing(row: Mapping[str, Any]) -> Record:
    return {"at": row["number"]} | {f"new_{name}": row[name] for name in _REFRESHED}
