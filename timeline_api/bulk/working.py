"""Doing the jobs that requests have queued: an article that takes long to read, a page that is to be fetched."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine

from timeline_api.bulk.copies import entry, put_entries
from timeline_api.ingest.fetching import PAGE_KINDS
from timeline_api.ingest.reading import UnreadableError
from timeline_api.ingest.robots import PoliteGetter
from timeline_api.ingest.web import document_of
from timeline_api.model import Document
from timeline_api.pipeline import extract
from timeline_api.store.copies import read_published
from timeline_api.store.engine import reading, writing
from timeline_api.store.jobs import LEASE, JobRow, end_job, has_free_job, hold_job, take_job
from timeline_api.store.storable import UnstorableText

READ, FETCH = "article", "page"
"""Kinds of jobs: an article that is there, and one that is to be fetched."""
_BEATS = 3  # signs of life in the time of a lease

Tell = Callable[[float], None]


def asked_of(document: Document) -> dict[str, Any]:
    """A document as a job keeps it."""
    published = document.published.isoformat() if document.published else None
    names = ("text", "id", "title", "language", "url", "source", "author")
    return {**{name: getattr(document, name) for name in names}, "published": published, "tags": list(document.tags)}


def document_asked(asked: Mapping[str, Any]) -> Document:
    """The document that a job keeps."""
    published = read_published(asked["published"]) if asked["published"] else None
    return Document(**{**asked, "tags": tuple(asked["tags"]), "published": published})


def work_once(engine: Engine, getter: PoliteGetter) -> bool:
    """Do the oldest job that nobody is at; False when there is none."""
    with reading(engine) as conn:
        if not has_free_job(conn, datetime.now(UTC)):
            return False
    with writing(engine) as conn:
        job = take_job(conn, datetime.now(UTC))
    if job is None:
        return False
    with _held(engine, job) as tell:
        error = _do(engine, job, getter, tell)
    if error:
        with writing(engine) as conn:
            end_job(conn, job.id, datetime.now(UTC), error=error)
    return True


def _do(engine: Engine, job: JobRow, getter: PoliteGetter, tell: Tell) -> str | None:
    """Do a job; what is wrong when that fails."""
    try:
        document = _document(job, getter)
        tell(0.3)
        extraction = extract(document)
        tell(0.9)
        ready = entry(document, extraction, engine.dialect.name)
        with writing(engine) as conn:
            [put] = put_entries(conn, [ready], datetime.now(UTC))
            _end(conn, job, put.stored.article_id, put.stored.outcome, put.stored.event_ids, extraction.warnings)
    except (UnreadableError, UnstorableText, ValueError) as error:
        return str(error)
    return None


def _document(job: JobRow, getter: PoliteGetter) -> Document:
    if job.kind == READ:
        return document_asked(job.asked)
    return document_of(getter.get(str(job.asked["url"]), PAGE_KINDS))


def _end(
    conn: Connection, job: JobRow, article_id: str, outcome: str, events: tuple[str, ...], warnings: tuple[str, ...]
) -> None:
    """The job is done in the transaction that keeps its article: never one without the other."""
    result = {"article_id": article_id, "outcome": outcome, "event_ids": list(events), "warnings": list(warnings)}
    end_job(conn, job.id, datetime.now(UTC), result=result)


@contextmanager
def _held(engine: Engine, job: JobRow) -> Iterator[Tell]:
    """Say that somebody is at the job for as long as the block takes, and how far it is."""
    progress = [0.05]
    over = threading.Event()

    def beat() -> None:
        with writing(engine) as conn:
            hold_job(conn, job.id, progress[0], datetime.now(UTC))

    def tell(reached: float) -> None:
        progress[0] = reached
        beat()

    def keep_telling() -> None:
        while not over.wait(LEASE.total_seconds() / _BEATS):
            beat()

    thread = threading.Thread(target=keep_telling, daemon=True)
    thread.start()
    try:
        yield tell
    finally:
        over.set()
        thread.join()
