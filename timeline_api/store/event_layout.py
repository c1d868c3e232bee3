"""What the rows of an event and of the evidence for it hold, laid out from what articles tell.

Nothing here asks the database.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from timeline_api.model import Event
from timeline_api.records import Record, explanation_record
from timeline_api.store.entities import names_in
from timeline_api.store.event_record import render_record
from timeline_api.store.importance import importance
from timeline_api.store.placement import event_id, first_day, number_of, span_class
from timeline_api.store.rows import EventRow, SourceRow
from timeline_api.store.tables import read_moment
from timeline_api.store.tallying import values_of

FROM_BEST = ("title", "text", "precision", "qualifier", "basis", "timex", "date_text", "confidence")
WORDS = ("precision", "qualifier", "basis", "timex", "date_text", "title", "text")
"""What evidence may leave to the event that it is for."""
PREPARED = "prepared"
"""What stands for the extractor, and for the rule, of an event that was prepared elsewhere."""
OF_ARTICLE = ("id", "url", "title", "source", "published")
_HEADS = [(f"article_{name}", name) for name in OF_ARTICLE]
_OF_EVENT = (
    "id", "title", "text", "edtf", "first_day", "last_day", "precision", "qualifier", "basis", "timex",
    "date_text", "confidence", "source_count", "updated_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """The number and id that an event has in the store, or will have when it is new."""

    number: int
    id: str
    article: int
    event: Event
    bump: int


def place_of(article: int, one: Event, bump: int) -> Place:
    """Where an article's event belongs, as far from its first slot as it was bumped."""
    id = event_id(one, bump)
    return Place(number_of((first_day(one.date.interval), id)), id, article, one, bump)


def lay_out_event(one: Event, article: Mapping[str, Any], made_at: int) -> tuple[Record, Record]:
    """The rows of an event that one article alone tells, should it be new, and of the evidence for it; the latter
    lacks the number of the article.
    """
    place = place_of(0, one, 0)
    row = evidence_row(place)
    return event_row([(place, row)], {0: article}, made_at), row


def evidence_row(place: Place) -> Record:
    """The row of evidence that an article gives for an event."""
    one = place.event
    return {
        "event": place.number,
        "article": place.article,
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
        "explanation": None if one.explanation.extractor == PREPARED else _json(explanation_record(one)),
        "entities": _json(one.entities) if one.entities else "[]",
    }


_NO_WORDS = dict.fromkeys(WORDS)


def thin(row: Record) -> Record:
    """The same row of evidence, its words left to the event: only right when no other article tells the event, and
    before anyone corrects it.
    """
    return row | _NO_WORDS


def prepared_explanation(char_start: int, char_end: int, date_text: str) -> Record:
    """Why an event that was prepared elsewhere has its date, by its place in the article and the words of the date."""
    return {
        "rule": PREPARED,
        "start": char_start,
        "end": char_end,
        "text": date_text,
        "anchor": None,
        "steps": [],
        "extractor": PREPARED,
    }


def _json(value: object) -> str:
    """JSON that only this store reads."""
    return orjson.dumps(value).decode()


def event_row(group: Sequence[tuple[Place, Record]], articles: Mapping[int, Mapping[str, Any]], made_at: int) -> Record:
    """The row of a new event, given all evidence for it."""
    place = group[0][0]
    ordered = sorted((row for _, row in group), key=lambda row: (-row["confidence"], row["article"]))
    told = [row | _heads(articles[row["article"]]) for row in ordered]
    span = place.event.date.interval
    row = {
        "number": place.number,
        "id": place.id,
        "span_class": span_class(span),
        "first_day": span.start if span else None,
        "last_day": span.end - 1 if span else None,
        "edtf": place.event.date.edtf,
        **summarise(told, span.end - span.start if span else None),
        "created_at": made_at,
        "updated_at": made_at,
    }
    said = said_by(row | {"updated_at": read_moment(made_at)}, told)
    return row | kept_beside(said)


def _heads(article: Mapping[str, Any]) -> Record:
    return {of_article: article[name] for of_article, name in _HEADS}


def kept_beside(said: EventRow) -> Record:
    """What is kept of an event beside its row's own columns."""
    return {"record": render_record(said), "names": names_in(said.sources), "facets": values_of(said)}


def summarise(told: Sequence[Mapping[str, Any]], days: int | None) -> Record:
    """What an event of so many days says, given its evidence, the best first."""
    best, *others = told
    said = dict.fromkeys(line for row in others for line in (row["title"], row["text"]))
    further = [line for line in said if line not in (best["title"], best["text"])]
    summary = {name: best[name] for name in FROM_BEST}
    weight = importance(best["confidence"], len(told), days)
    return summary | {"further_text": "\n".join(further), "source_count": len(told), "importance": weight}


def said_by(row: Mapping[str, Any], told: Sequence[Mapping[str, Any]]) -> EventRow:
    """The event with its sources, given its row and its evidence, the best first."""
    said = {name: row[name] for name in _OF_EVENT}
    return EventRow(**said, sources=tuple(map(_source, told)))


def _source(one: Mapping[str, Any]) -> SourceRow:
    return SourceRow(
        article_id=one["article_id"],
        url=one["article_url"],
        title=one["article_title"],
        source=one["article_source"],
        published=one["article_published"],
        sentence=one["text"],
        char_start=one["char_start"],
        char_end=one["char_end"],
        entities=() if one["entities"] == "[]" else tuple(orjson.loads(one["entities"])),
    )
