"""Documents into the store, each in a transaction of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from timeline_api.commands.extracting import extract_found
from timeline_api.ingest.reading import BadDocument, Found

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from timeline_api.store.rows import Stored


@dataclass(frozen=True, slots=True)
class Kept:
    """An article that is in the store now, and what the extractor warned of."""

    where: str
    stored: Stored
    warnings: tuple[str, ...]


def store_documents(engine: Engine, items: Iterable[Found | BadDocument]) -> Iterator[Kept | BadDocument]:
    """Extract and store each document as it comes; what cannot be stored is a BadDocument."""
    for item in items:
        yield item if isinstance(item, BadDocument) else _store(engine, item)


def _store(engine: Engine, item: Found) -> Kept | BadDocument:
    from timeline_api.store.articles import UnstorableText, put_article
    from timeline_api.store.engine import writing

    extraction = extract_found(item)
    if isinstance(extraction, BadDocument):
        return extraction
    try:
        with writing(engine) as conn:
            stored = put_article(conn, item.document, extraction, datetime.now(UTC))
    except UnstorableText as error:
        return BadDocument(item.where, str(error))
    return Kept(item.where, stored, extraction.warnings)


def result_record(result: Kept | BadDocument) -> dict[str, Any]:
    """What became of one document, ready for JSON."""
    if isinstance(result, BadDocument):
        return {"where": result.where, "outcome": "failed", "error": result.what}
    return {
        "where": result.where,
        "outcome": result.stored.outcome,
        "article_id": result.stored.article_id,
        "event_ids": list(result.stored.event_ids),
        "warnings": list(result.warnings),
    }


@dataclass(slots=True)
class Tally:
    """How many documents came to what."""

    outcomes: Counter[str] = field(default_factory=Counter)
    events: int = 0

    def count(self, result: Kept | BadDocument) -> None:
        """Count one more document."""
        if isinstance(result, BadDocument):
            self.outcomes["failed"] += 1
            return
        self.outcomes[result.stored.outcome] += 1
        self.events += len(result.stored.event_ids)

    @property
    def failed(self) -> int:
        """How many could not be stored."""
        return self.outcomes["failed"]

    def __str__(self) -> str:
        articles = self.outcomes.total() - self.failed
        parts = [f"{self.outcomes[name]} {name}" for name in ("created", "replaced", "unchanged")]
        summary = f"{_counted(articles, 'article')} ({', '.join(parts)}), {_counted(self.events, 'event')}"
        return f"{summary}; {self.failed} failed" if self.failed else summary


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
