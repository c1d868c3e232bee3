"""Events by date, words and other filters, a page at a time, and one event with all that is known of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, TextClause, text

from timeline_api.store.conditions import NOTHING_RARE, Telling, telling_of, telling_statement
from timeline_api.store.event_layout import prepared_explanation
from timeline_api.store.event_query import EventQuery
from timeline_api.store.lengths import lengths_of
from timeline_api.store.page_sql import COLUMNS, page_statement
from timeline_api.store.placement import place_of
from timeline_api.store.rows import EventPage, EventRow, SourceRow
from timeline_api.store.sets import among_sql, packed
from timeline_api.store.tables import read_moment

__all__ = ["EventPage", "EventQuery", "EventRow", "SourceRow", "fetch_event", "fetch_events"]


def fetch_events(conn: Connection, query: EventQuery) -> EventPage:
    """One page. ValueError for a limit below 1 or an `after` that is no place."""
    if query.limit < 1:
        raise ValueError(f"a page needs a limit of at least 1, not {query.limit}")
    statement = page_statement(conn.dialect.name, query, lengths_of(conn), _telling(conn, query))
    if statement is None:
        return EventPage([], None)
    found = conn.execute(_text(statement[0]), statement[1]).all()
    rows = found[: query.limit]
    if len(found) <= query.limit:
        return EventPage(_with_sources(conn, rows), None)
    last = rows[-1]
    return EventPage(_with_sources(conn, rows), place_of(last.number), last.weight if query.by_rank else None)


@lru_cache(maxsize=512)
def _text(statement: str) -> TextClause:
    return text(statement)


def fetch_event(conn: Connection, event_id: str) -> EventRow | None:
    """An event with the explanation that each of its sources gives, or None."""
    row = conn.execute(text(f"SELECT {', '.join(COLUMNS)} FROM event WHERE id = :id"), {"id": event_id}).one_or_none()
    if row is None:
        return None
    [found] = _with_sources(conn, [row])
    told = conn.execute(
        text(
            "SELECT explanation, coalesce(date_text, :date_text) FROM evidence WHERE event = :number "
            "ORDER BY confidence DESC, article"
        ),
        {"number": row.number, "date_text": row.date_text},
    )
    sources = tuple(_explained(source, *why) for source, why in zip(found.sources, told, strict=True))
    return replace(found, sources=sources)


def _explained(source: SourceRow, explanation: str | None, date_text: str) -> SourceRow:
    if explanation is not None:
        return replace(source, explanation=json.loads(explanation))
    return replace(source, explanation=prepared_explanation(source.char_start, source.char_end, date_text))


def _telling(conn: Connection, query: EventQuery) -> Telling:
    counting = telling_statement(conn.dialect.name, query)
    return telling_of(conn.execute(_text(counting[0]), counting[1])) if counting else NOTHING_RARE


def _with_sources(conn: Connection, rows: Sequence[Row[Any]]) -> list[EventRow]:
    sources = _sources_of(conn, [row.number for row in rows])
    return [_event_row(row, sources[row.number]) for row in rows]


def _event_row(row: Row[Any], sources: tuple[SourceRow, ...]) -> EventRow:
    said = tuple[Any, ...](row)[1 : len(COLUMNS) - 1]
    values = (*said, read_moment(row.updated_at), sources)
    return EventRow(*values)


def _sources_of(conn: Connection, numbers: Sequence[int]) -> Mapping[int, tuple[SourceRow, ...]]:
    dialect = conn.dialect.name
    rows = conn.execute(_sources_statement(dialect), {"numbers": packed(dialect, numbers)})
    return {number: tuple(_source_row(row) for row in told) for number, told in groupby(rows, key=lambda row: row[0])}


def _source_row(row: Row[Any]) -> SourceRow:
    _event, *told, entities = tuple[Any, ...](row)
    values = (*told, tuple(json.loads(entities)))
    return SourceRow(*values)


@lru_cache(maxsize=2)
def _sources_statement(dialect: str) -> TextClause:
    return text(
        "SELECT evidence.event, article.id, article.url, article.title, article.source, article.published, "
        "coalesce(evidence.text, event.text), evidence.char_start, evidence.char_end, evidence.entities "
        "FROM evidence JOIN article ON article.number = evidence.article JOIN event ON event.number = evidence.event "
        f"WHERE {among_sql(dialect, 'evidence.event', 'numbers')} "
        "ORDER BY evidence.event, evidence.confidence DESC, evidence.article"
    )
