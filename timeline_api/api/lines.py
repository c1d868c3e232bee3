"""The lines of a batch: each read, checked, extracted and stored, and its result told."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any

from marshmallow import Schema, ValidationError
from sqlalchemy.exc import SQLAlchemyError

from timeline_api.api.bodies import parse_json
from timeline_api.api.clock import now
from timeline_api.api.framework import body_problem
from timeline_api.api.problems import Flaw, Problem
from timeline_api.api.query_strings import normalized
from timeline_api.api.service import Service
from timeline_api.bulk.copies import entry, put_entries
from timeline_api.model import Document, Extraction
from timeline_api.pipeline import extract
from timeline_api.records import Record
from timeline_api.statuses import phrase
from timeline_api.store.articles import UnstorableText, check_storable, current_generation
from timeline_api.store.engine import writing
from timeline_api.store.rows import Stored

# A transaction waits for the disk once; who sends many articles waits for it once for as many as these.
_TOGETHER = 50
_CHARACTERS = 500_000
_SECONDS = 1.0  # but nobody waits longer than this for the first result of them
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Read:
    """An article that has been read, on line `line`, and is to be stored."""

    line: int
    document: Document
    extraction: Extraction


@dataclass(frozen=True, slots=True)
class _Failed:
    """What is wrong with line `line`."""

    line: int
    problem: Problem


class Batch:
    """The articles of one body; `results` goes through it once, in bounded memory."""

    def __init__(self, service: Service, schema: Schema, body: IO[bytes]) -> None:
        self._service = service
        self._schema = schema
        self._body = body
        self._store_is_away = False
        self._generation: int | None = None

    def results(self) -> Iterator[Record]:
        """What became of each line, in order. Once the store fails, the lines that are left are not tried."""
        waiting: list[_Read | _Failed] = []
        since, size = time.monotonic(), 0
        for line, text in self._lines():
            item = self._read(line, text)
            waiting.append(item)
            size += len(item.document.text) if isinstance(item, _Read) else 0
            if len(waiting) >= _TOGETHER or size >= _CHARACTERS or time.monotonic() - since >= _SECONDS:
                yield from self._settle(waiting)
                waiting, since, size = [], time.monotonic(), 0
        yield from self._settle(waiting)

    def _lines(self) -> Iterator[tuple[int, bytes]]:
        """Lines with their numbers, from 1, without empty ones; of one too long its beginning, a byte too many."""
        most, line = self._service.settings.max_body, 0
        while text := self._body.readline(most + 1):
            line += 1
            if text.strip():
                yield line, text.rstrip(b"\r\n")
            while len(text) > most and not text.endswith(b"\n"):
                text = self._body.readline(most + 1) or b"\n"

    def _read(self, line: int, text: bytes) -> _Read | _Failed:
        if self._store_is_away:
            return _Failed(line, _not_tried())
        try:
            document = self._document(text)
            with self._service.metrics.timing_extraction():
                extraction = extract(document)
            check_storable(document, extraction)
        except Problem as problem:
            return _Failed(line, problem)
        except UnstorableText as error:
            return _Failed(line, Problem(422, str(error), [Flaw("body", str(error))]))
        except Exception:
            _log.exception("line %d of a batch failed", line)
            return _Failed(line, Problem(500, "the server failed to read this article; its log says more"))
        return _Read(line, document, extraction)

    def _document(self, text: bytes) -> Document:
        most = self._service.settings.max_body
        if len(text) > most:
            raise Problem(413, f"the line is longer than {most} bytes")
        try:
            document: Document = self._schema.load(parse_json(text, what="the text of this line"))
        except ValidationError as error:
            raise body_problem(normalized(error)) from error
        return document

    def _settle(self, waiting: Sequence[_Read | _Failed]) -> Iterator[Record]:
        """Store what has been read, all in one transaction, then tell what became of each line."""
        stored = self._store([item for item in waiting if isinstance(item, _Read)])
        for item in waiting:
            outcome = item.problem if isinstance(item, _Failed) else stored[item.line]
            if isinstance(outcome, Problem):
                yield _failure(item.line, outcome)
            elif isinstance(item, _Read):
                yield _success(item, outcome, self._generation)

    def _store(self, ready: Sequence[_Read]) -> dict[int, Stored | Problem]:
        if not ready:
            return {}
        try:
            dialect = self._service.engine.dialect.name
            entries = [entry(item.document, item.extraction, dialect) for item in ready]
            with writing(self._service.engine) as conn:
                stored = [put.stored for put in put_entries(conn, entries, now())]
                if self._service.replicas.all:
                    self._generation = current_generation(conn)
        except SQLAlchemyError:
            _log.exception("the store failed in a batch, at line %d", ready[0].line)
            self._store_is_away = True
            return {item.line: _not_tried() for item in ready}
        except ValueError as error:
            # An event whose days are none: the transaction is given up, so each is stored alone.
            if len(ready) == 1:
                return {ready[0].line: Problem(422, str(error), [Flaw("body", str(error))])}
            return {line: outcome for item in ready for line, outcome in self._store([item]).items()}
        return {item.line: one for item, one in zip(ready, stored, strict=True)}


def _not_tried() -> Problem:
    return Problem(503, "the store does not answer at the moment; send this line again")


def _success(item: _Read, stored: Stored, generation: int | None) -> Record:
    named = {} if generation is None else {"generation": generation}
    return {
        "line": item.line,
        "status": 201 if stored.outcome == "created" else 200,
        "outcome": stored.outcome,
        "article_id": stored.article_id,
        "event_ids": list(stored.event_ids),
        "warnings": list(item.extraction.warnings),
        **named,
    }


def _failure(line: int, problem: Problem) -> dict[str, Any]:
    return {
        "line": line,
        "status": problem.status,
        "outcome": "failed",
        "title": phrase(problem.status),
        "detail": problem.detail,
        "errors": [flaw.as_json() for flaw in problem.flaws],
    }
