"""Events by date, words and other filters, a page at a time, and one event with all that is known of it.

A page by range is one statement: a branch for each class of length, each walking the index `event_by_span`
from where its longest event could begin, merged in order (see `placement`). Lower bound and cursor are
folded into one bound, so that a page deep in the walk costs as much as the first. The hot path is SQL text,
built once for each shape of query and kept: composing it anew costs more than running it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import Any, Literal

from sqlalchemy import Connection, Row, TextClause, text

from timeline_api.store.placement import (
    LAST_DAY,
    LONGEST,
    SPAN_CLASSES,
    UNDATED_DAY,
    number_at,
    number_of,
    place_of,
)
from timeline_api.store.rows import EventPage, EventRow, SourceRow
from timeline_api.store.search import Words, render_fts5, render_tsquery
from timeline_api.store.sets import among_sql, packed
from timeline_api.store.tables import read_moment

__all__ = ["EventPage", "EventQuery", "EventRow", "SourceRow", "fetch_event", "fetch_events"]

Match = Literal["overlaps", "within", "starts"]
Undated = Literal["exclude", "include", "only"]
Order = Literal["date", "-date"]


@dataclass(frozen=True, slots=True)
class EventQuery:
    """Which events, in what order, and how many.

    `first_day` and `last_day` are inclusive; events `match` the range by overlapping it, lying within it or
    starting in it. Undated events have no place in the range: `undated` says whether they come as well,
    after all others, or alone. `sources`, `articles` (ids), `precisions` and `bases` each ask for any of
    theirs; empty asks for nothing. `after` is the `next` of the page before, or the first day and id of any
    event. Order `date` is by first day, then id; `-date` the other way round.
    """

    first_day: int | None = None
    last_day: int | None = None
    words: Words | None = None
    sources: tuple[str, ...] = ()
    limit: int = 50
    after: tuple[int, str] | None = None
    undated: Undated = "exclude"
    match: Match = "overlaps"
    order: Order = "date"
    articles: tuple[str, ...] = ()
    precisions: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    min_confidence: float = 0.0
    min_sources: int = 0


_COLUMNS = (
    "number, id, title, text, edtf, first_day, last_day, precision, qualifier, basis, timex, date_text, "
    "confidence, source_count, updated_at"
)


@dataclass(frozen=True, slots=True)
class _Branch:
    """Events of one class of length (None: of any) whose numbers lie in `[low, high]`."""

    span_class: int | None
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class _Shape:
    """All that changes the text of the statement."""

    dialect: str
    order: Order
    classes: tuple[int | None, ...]
    conditions: tuple[str, ...]
    by_words: bool


def fetch_events(conn: Connection, query: EventQuery) -> EventPage:
    """One page. ValueError for a limit below 1 or an `after` that is no place."""
    if query.limit < 1:
        raise ValueError(f"a page needs a limit of at least 1, not {query.limit}")
    branches = _branches(query)
    if not branches:
        return EventPage([], None)
    found = conn.execute(*_statement(conn.dialect.name, query, branches)).all()
    rows = found[: query.limit]
    onward = place_of(rows[-1].number) if len(found) > query.limit else None
    return EventPage(_with_sources(conn, rows), onward)


def fetch_event(conn: Connection, event_id: str) -> EventRow | None:
    """An event with the explanation that each of its sources gives, or None."""
    row = conn.execute(text(f"SELECT {_COLUMNS} FROM event WHERE id = :id"), {"id": event_id}).one_or_none()
    if row is None:
        return None
    [found] = _with_sources(conn, [row])
    told = conn.execute(
        text("SELECT explanation FROM evidence WHERE event = :number ORDER BY confidence DESC, article"),
        {"number": row.number},
    ).scalars()
    sources = tuple(
        replace(source, explanation=json.loads(why)) for source, why in zip(found.sources, told, strict=True)
    )
    return replace(found, sources=sources)


def _branches(query: EventQuery) -> list[_Branch]:
    """The stretches of numbers to look at, those without a number left out."""
    stretches = [*_dated(query), *_undated(query)]
    if query.after is None:
        cut = stretches
    elif query.order == "date":
        past = number_of(query.after) + 1
        cut = [replace(one, low=max(one.low, past)) for one in stretches]
    else:
        past = number_of(query.after) - 1
        cut = [replace(one, high=min(one.high, past)) for one in stretches]
    return [one for one in cut if one.low <= one.high]


def _dated(query: EventQuery) -> Iterator[_Branch]:
    if query.undated == "only":
        return
    first = _clamp(query.first_day, -LAST_DAY)
    high = number_at(_clamp(query.last_day, LAST_DAY) + 1) - 1
    if query.first_day is None or query.match != "overlaps":
        yield _Branch(None, number_at(first), high)
        return
    for span_class in SPAN_CLASSES:
        reach = LONGEST[span_class] - 1 if span_class < len(LONGEST) else first + LAST_DAY
        yield _Branch(span_class, number_at(max(first - reach, -LAST_DAY)), high)


def _undated(query: EventQuery) -> Iterator[_Branch]:
    if query.undated != "exclude":
        yield _Branch(None, number_at(UNDATED_DAY), number_at(UNDATED_DAY + 1) - 1)


def _clamp(day: int | None, default: int) -> int:
    return default if day is None else min(max(day, -LAST_DAY), LAST_DAY)


def _statement(
    dialect: str, query: EventQuery, branches: Sequence[_Branch]
) -> tuple[TextClause, dict[str, object]]:
    conditions, values = _conditions(dialect, query)
    values["count"] = query.limit + 1
    for place, branch in enumerate(branches):
        values[f"low{place}"], values[f"high{place}"] = branch.low, branch.high
        if query.words and dialect == "sqlite":
            values[f"words{place}"] = render_fts5(query.words, branch.span_class)
    if query.words and dialect != "sqlite":
        values["words"] = render_tsquery(query.words)
    classes = tuple(branch.span_class for branch in branches)
    return _compose(_Shape(dialect, query.order, classes, conditions, query.words is not None)), values


def _conditions(dialect: str, query: EventQuery) -> tuple[tuple[str, ...], dict[str, object]]:
    """What each row has to satisfy beyond its stretch of numbers."""
    conditions: list[str] = []
    values: dict[str, object] = {}
    if query.first_day is not None and query.match == "overlaps":
        conditions.append("event.last_day >= :first_day")
        values["first_day"] = _clamp(query.first_day, 0)
    if query.last_day is not None and query.match == "within":
        conditions.append("event.last_day <= :last_day")
        values["last_day"] = _clamp(query.last_day, 0)
    for condition, name, wanted in _listed(dialect, query):
        conditions.append(condition)
        values[name] = packed(dialect, wanted)
    for column, least in (("confidence", query.min_confidence), ("source_count", query.min_sources)):
        if least > 0:
            conditions.append(f"event.{column} >= :{column}")
            values[column] = least
    return tuple(conditions), values


def _listed(dialect: str, query: EventQuery) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    told = "EXISTS (SELECT 1 FROM evidence JOIN article ON article.number = evidence.article"
    told += " WHERE evidence.event = event.number AND {})"
    if query.sources:
        yield told.format(among_sql(dialect, "article.source", "sources")), "sources", query.sources
    if query.articles:
        yield told.format(among_sql(dialect, "article.id", "articles")), "articles", query.articles
    if query.precisions:
        yield among_sql(dialect, "event.precision", "precisions"), "precisions", query.precisions
    if query.bases:
        yield among_sql(dialect, "event.basis", "bases"), "bases", query.bases


@lru_cache(maxsize=512)
def _compose(shape: _Shape) -> TextClause:
    selects = [_branch_sql(shape, place, span_class) for place, span_class in enumerate(shape.classes)]
    direction = "ASC" if shape.order == "date" else "DESC"
    return text(" UNION ALL ".join(selects) + f" ORDER BY number {direction} LIMIT :count")


def _branch_sql(shape: _Shape, place: int, span_class: int | None) -> str:
    columns = ", ".join(f"event.{name}" for name in _COLUMNS.split(", "))
    bounds = f"{{0}} >= :low{place} AND {{0}} <= :high{place}"
    conditions = [bounds.format("event.number"), *shape.conditions]
    source = "event"
    if span_class is not None:
        conditions.insert(0, f"event.span_class = {span_class}")
    if shape.by_words and shape.dialect == "sqlite":
        columns = columns.replace("event.number", "event_search.rowid AS number")
        source = "event_search CROSS JOIN event ON event.number = event_search.rowid"
        conditions[:0] = [f"event_search MATCH :words{place}", bounds.format("event_search.rowid")]
    elif shape.by_words:
        source = "event JOIN event_search ON event_search.number = event.number"
        conditions[:0] = [
            "event_search.words @@ CAST(:words AS tsquery)",
            bounds.format("event_search.number"),
        ]
    return f"SELECT {columns} FROM {source} WHERE {' AND '.join(conditions)}"


def _with_sources(conn: Connection, rows: Sequence[Row[Any]]) -> list[EventRow]:
    sources = _sources_of(conn, [row.number for row in rows])
    return [_event_row(row, sources[row.number]) for row in rows]


def _event_row(row: Row[Any], sources: tuple[SourceRow, ...]) -> EventRow:
    _number, *said, updated_at = tuple[Any, ...](row)
    values = (*said, read_moment(updated_at), sources)
    return EventRow(*values)


def _sources_of(conn: Connection, numbers: Sequence[int]) -> Mapping[int, tuple[SourceRow, ...]]:
    dialect = conn.dialect.name
    rows = conn.execute(_sources_statement(dialect), {"numbers": packed(dialect, numbers)})
    return {
        number: tuple(SourceRow(*row[1:]) for row in told)
        for number, told in groupby(rows, key=lambda row: row[0])
    }


@lru_cache(maxsize=2)
def _sources_statement(dialect: str) -> TextClause:
    return text(
        "SELECT evidence.event, article.id, article.url, article.title, article.source, article.published, "
        "evidence.text, evidence.char_start, evidence.char_end "
        "FROM evidence JOIN article ON article.number = evidence.article "
        f"WHERE {among_sql(dialect, 'evidence.event', 'numbers')} "
        "ORDER BY evidence.event, evidence.confidence DESC, evidence.article"
    )
