"""What became of documents on their way into the store: counted, and told as JSON."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from timeline_api.ingest.reading import BadDocument, LeftOut
from timeline_api.model import Document
from timeline_api.records import claim_record

if TYPE_CHECKING:
    from timeline_api.bulk.storing import Kept


LEFT_OUT = "left out"


def result_record(result: Kept | BadDocument) -> dict[str, Any]:
    """What became of one document, ready for JSON."""
    if isinstance(result, LeftOut):
        return {"where": result.where, "outcome": LEFT_OUT, "reason": result.what}
    if isinstance(result, BadDocument):
        return {"where": result.where, "outcome": "failed", "error": result.what}
    return {
        "where": result.where,
        "outcome": result.stored.outcome,
        "article_id": result.stored.article_id,
        "event_ids": list(result.stored.event_ids),
        "is_copy": result.is_copy,
        "warnings": list(result.warnings),
        **document_record(result.document),
    }


def document_record(document: Document) -> dict[str, Any]:
    """What is known of a document, but for its text, ready for JSON."""
    return {
        "title": document.title,
        "author": document.author,
        "source": document.source,
        "url": document.url,
        "language": document.language,
        "published": document.published.isoformat() if document.published else None,
        "published_claims": [claim_record(claim) for claim in document.claims],
    }


@dataclass(slots=True)
class Tally:
    """How many documents came to what."""

    outcomes: Counter[str] = field(default_factory=Counter)
    events: int = 0

    def count(self, result: Kept | BadDocument) -> None:
        """Count one more document."""
        if isinstance(result, BadDocument):
            self.outcomes[LEFT_OUT if isinstance(result, LeftOut) else "failed"] += 1
            return
        self.outcomes[result.stored.outcome] += 1
        self.events += len(result.stored.event_ids)

    @property
    def failed(self) -> int:
        """How many could not be stored."""
        return self.outcomes["failed"]

    @property
    def total(self) -> int:
        """How many there have been."""
        return self.outcomes.total()

    def __str__(self) -> str:
        articles = self.total - self.failed - self.outcomes[LEFT_OUT]
        parts = [f"{self.outcomes[name]} {name}" for name in ("created", "replaced", "unchanged")]
        summary = f"{counted(articles, 'article')} ({', '.join(parts)}), {counted(self.events, 'event')}"
        others = [f"{self.outcomes[name]} {name}" for name in (LEFT_OUT, "failed") if self.outcomes[name]]
        return "; ".join([summary, *others])


def counted(number: int, thing: str) -> str:
    """A number of things.

    >>> counted(1, "event"), counted(0, "event")
    ('1 event', '0 events')
    """
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
