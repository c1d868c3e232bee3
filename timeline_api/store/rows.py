"""What the store hands out, as frozen data: rows of events, articles and keys.

Days are day numbers as in `timeline_api.temporal.interval`, inclusive at both ends. Moments are aware
datetimes in UTC. `published` is ISO 8601 text, a date or a date and time as the article gave it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from timeline_api.frozen import frozen

Outcome = Literal["created", "unchanged", "replaced"]
Scope = Literal["read", "ingest", "admin"]


@frozen
class SourceRow:
    """An article that tells an event, and where: `sentence` is characters `[char_start, char_end)` of its
    text.

    `explanation` is why this article gives the event its date, as `timeline_api.records.explanation_record`
    writes it; None in pages of events, which leave it out. `entities` are the names in the sentence.
    """

    article_id: str
    url: str | None
    title: str | None
    source: str | None
    published: str | None
    sentence: str
    char_start: int
    char_end: int
    entities: tuple[str, ...] = ()
    explanation: Mapping[str, Any] | None = None


@frozen
class EventRow:
    """An event with its sources, the most confident first.

    `first_day` and `last_day` are None when the event has no place on the calendar; `date_text` is the
    words that the date was read from. `title`, `text`, `basis`, `timex` and `date_text` are those of the
    first source.
    """

    id: str
    title: str
    text: str
    edtf: str
    first_day: int | None
    last_day: int | None
    precision: str
    qualifier: str
    basis: str
    timex: str
    date_text: str
    confidence: float
    source_count: int
    updated_at: datetime
    sources: tuple[SourceRow, ...] = ()


@dataclass(frozen=True, slots=True)
class EventPage:
    """Events in order, and where the next page goes on; `next` is None at the end and only there.

    `next_rank` goes with it in orders other than by date.
    """

    rows: list[EventRow]
    next: tuple[int, str] | None
    next_rank: int | None = None


@dataclass(frozen=True, slots=True)
class ArticleHead:
    """An article without its text. `number` counts articles in the order they were created.

    `claims` are what says when it was published, as `timeline_api.records.claim_record` writes them.
    """

    number: int
    id: str
    document_id: str | None
    url: str | None
    source: str | None
    title: str | None
    language: str | None
    published: str | None
    tags: tuple[str, ...]
    extractor: str
    event_count: int
    created_at: datetime
    updated_at: datetime
    author: str | None
    claims: tuple[Mapping[str, str], ...]
    copy_of: str | None


@dataclass(frozen=True, slots=True)
class ArticleRow(ArticleHead):
    """An article with its text and its events in order of appearance."""

    text: str
    event_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """Articles, the newest first; `next` is the `after` of the next page, None at the end."""

    rows: list[ArticleHead]
    next: int | None


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of an article, and the ids of its events in order of appearance."""

    article_id: str
    outcome: Outcome
    event_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyRow:
    """An API key as it is kept: without its secret. `last_used_at` is right to a minute or two; None for never."""

    id: str
    name: str
    scopes: tuple[Scope, ...]
    created_at: datetime
    last_used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key just made: the only time that its `secret` is known."""

    id: str
    name: str
    scopes: tuple[Scope, ...]
    secret: str
