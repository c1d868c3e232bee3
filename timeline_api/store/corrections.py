"""What a person has said of an event: its date, its title, that it be hidden. It outlives what articles say.

A correction is kept beside the event, under the event's id, which stays what it is. Extraction knows an event by the
digest in the ids that it makes (see `placement`); `corrected_identity` says which of these stand for a corrected event.
The first is its own. Should an article be read anew and tell the same sentence otherwise, with another title or date,
that is the same event too, and its digest is added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from timeline_api.model import BASES, Event, Interval
from timeline_api.store.placement import HIDDEN_CLASS, digest_of, event_id, first_day, span_class
from timeline_api.store.sets import among
from timeline_api.store.tables import corrected_identity, correction, event, evidence
from timeline_api.temporal.edtf import EdtfError, bounds, precision

CORRECTED = "corrected"
"""The basis of a date that a person gave."""
EVENT_BASES = (*BASES, CORRECTED)
"""How the events of a store may have got their dates."""

Sentences = Mapping[tuple[int, str], str]
"""Ids of corrected events by the article that tells them and the words it does so with."""


@dataclass(frozen=True, slots=True)
class Correction:
    """`title` and `edtf` are None where the event says what its articles do; `told_edtf` and the days of it are what
    they do say.
    """

    event_id: str
    title: str | None
    edtf: str | None
    hidden: bool
    told_edtf: str
    told_first_day: int | None
    told_last_day: int | None


def days_of_correction(edtf: str) -> Interval | None:
    """The days of a date that a person gives; None when it has no place on the calendar, as `XXXX-12-08`.

    ValueError, in words, for what is no EDTF date, for a span without a beginning or an end (nobody can say which days
    it covers), and for days further away than any calendar goes.
    """
    try:
        first, after = bounds(edtf)
    except EdtfError as error:
        raise ValueError(str(error)) from error
    if (first is None) != (after is None) or (first is None and "/" in edtf):
        raise ValueError(f"{edtf!r} has an open end: name the beginning and the end")
    if first is None or after is None:
        return None
    first_day(span := Interval(first, after))
    return span


def shown_days(given: Correction) -> Interval | None:
    """The days of a corrected event, were it not hidden."""
    if given.edtf is not None:
        return days_of_correction(given.edtf)
    if given.told_first_day is None or given.told_last_day is None:
        return None
    return Interval(given.told_first_day, given.told_last_day + 1)


def corrected(row: Mapping[str, Any], given: Correction) -> dict[str, Any]:
    """A row of the event table, as the evidence has it, with what a person said in its place.

    A hidden event has no days, and a class of its own, so that no question by days or classes finds it.
    """
    said = dict(row) | _date(row, given)
    if given.title is not None:
        told = [row["title"], *filter(None, [row["further_text"]])]
        said |= {"title": given.title, "further_text": "\n".join(told)}  # both titles find it
    if given.hidden:
        said |= {"first_day": None, "last_day": None, "span_class": HIDDEN_CLASS}
    return said


def _date(row: Mapping[str, Any], given: Correction) -> dict[str, Any]:
    days = _days(shown_days(given))
    if given.edtf is None:
        return {"edtf": given.told_edtf, **days}
    return {
        "edtf": given.edtf,
        **days,
        "precision": precision(given.edtf),
        "qualifier": next((sign for sign in "%?~" if sign in given.edtf), ""),
        "basis": CORRECTED,
        "timex": "",
        "date_text": "",
        "confidence": 1.0,  # not measured, but said by someone who knows
    }


def _days(span: Interval | None) -> dict[str, Any]:
    return {
        "first_day": span.start if span else None,
        "last_day": span.end - 1 if span else None,
        "span_class": span_class(span),
    }


def are_there(conn: Connection) -> bool:
    """Whether anything was ever corrected: most stores ask nothing further."""
    return conn.execute(select(correction.c.event_id).limit(1)).one_or_none() is not None


def corrections_of(conn: Connection, ids: Collection[str]) -> dict[str, Correction]:
    """The corrections of those of these events that have one."""
    if not ids or not are_there(conn):
        return {}
    rows = conn.execute(select(correction).where(among(conn, correction.c.event_id, ids)))
    return {row.event_id: Correction(**{**row._mapping, "hidden": bool(row.hidden)}) for row in rows}


def save_correction(conn: Connection, given: Correction) -> None:
    """Keep a correction, in place of the one there was."""
    values = asdict(given) | {"hidden": int(given.hidden)}
    at = correction.c.event_id == given.event_id
    if conn.execute(update(correction).where(at).values(values)).rowcount == 0:
        conn.execute(insert(correction), values)
        identify(conn, {digest_of(given.event_id): given.event_id})


def identify(conn: Connection, digests: Mapping[str, str]) -> None:
    """Remember that these digests stand for these corrected events."""
    if digests:
        conn.execute(insert(corrected_identity), [{"digest": one, "event_id": id} for one, id in digests.items()])


def corrected_sentences(conn: Connection, articles: Collection[int]) -> Sentences:
    """How these articles tell corrected events: ask before their evidence is dropped."""
    if not articles or not are_there(conn):
        return {}
    rows = conn.execute(
        select(evidence.c.article, func.coalesce(evidence.c.text, event.c.text).label("text"), event.c.id)
        .join(event, event.c.number == evidence.c.event)
        .join(correction, correction.c.event_id == event.c.id)
        .where(among(conn, evidence.c.article, articles))
    )
    return {(row.article, row.text): row.id for row in rows}


def corrected_among(conn: Connection, told: Sequence[tuple[int, Event]], before: Sentences) -> dict[int, str]:
    """Which of the events told (by their place in `told`) are corrected events, and of what id.

    By digest; else, where the article told one with the same words before and tells it with them no more than once,
    by the words, and then the digest is remembered.
    """
    if not told or not are_there(conn):
        return {}
    digests = [digest_of(event_id(one)) for _, one in told]
    known = _known(conn, digests)
    found = {place: known[digest] for place, digest in enumerate(digests) if digest in known}
    again = {place: id for place, id in _by_words(told, before, found)}
    identify(conn, {digests[place]: id for place, id in again.items()})
    return found | again


def corrected_digests(conn: Connection, ids: Iterable[str]) -> set[str]:
    """Which of these ids of events, made of what is told, stand for corrected ones: their digests."""
    return set(_known(conn, {digest_of(id) for id in ids})) if are_there(conn) else set()


def _known(conn: Connection, digests: Collection[str]) -> dict[str, str]:
    rows = conn.execute(select(corrected_identity).where(among(conn, corrected_identity.c.digest, set(digests))))
    return {row.digest: row.event_id for row in rows}


def _by_words(
    told: Sequence[tuple[int, Event]], before: Sentences, found: Mapping[int, str]
) -> Iterable[tuple[int, str]]:
    told_still = {(told[place][0], id) for place, id in found.items()}
    count = Counter((article, one.text) for article, one in told)
    for place, (article, one) in enumerate(told):
        id = before.get((article, one.text))
        if id is None or place in found or count[article, one.text] > 1 or (article, id) in told_still:
            continue
        yield place, id


def note_told_dates(conn: Connection, told: Mapping[str, Event]) -> None:
    """Keep what date articles now give to corrected events: it is theirs again when a person's is taken away."""
    for given in corrections_of(conn, told.keys()).values():
        date = told[given.event_id].date
        first = date.interval.start if date.interval else None
        last = date.interval.end - 1 if date.interval else None
        now = replace(given, told_edtf=date.edtf, told_first_day=first, told_last_day=last)
        if now != given:
            save_correction(conn, now)
