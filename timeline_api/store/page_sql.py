"""One page of the timeline as one SQL statement.

There is a branch for each class of length, each walking the index `event_by_span` from where its longest
event could begin, merged in order (see `placement`). Lower bound and cursor are folded into one bound, so
that a page deep in the walk costs as much as the first. The statement is SQL text, built once for each
shape of query and kept: composing it anew costs more than running it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from sqlalchemy import TextClause, text

from timeline_api.store.event_query import EventQuery, Order
from timeline_api.store.placement import (
    LAST_DAY,
    LONGEST,
    SPAN_CLASSES,
    UNDATED_CLASS,
    UNDATED_DAY,
    number_at,
    number_of,
)
from timeline_api.store.search import render_fts5, render_tsquery
from timeline_api.store.sets import among_sql, packed

COLUMNS = (
    "number", "id", "title", "text", "edtf", "first_day", "last_day", "precision", "qualifier", "basis",
    "timex", "date_text", "confidence", "source_count", "updated_at",
)  # fmt: skip
"""What a row of the page holds."""


Telling = Literal["few", "many"]
"""Whether the sources asked for have few articles, whose events are best listed, or many, best met on the
way.
"""

Statement = tuple[TextClause, dict[str, object]]


def page_statement(dialect: str, query: EventQuery, telling: Telling = "many") -> Statement | None:
    """The statement and its parameters, for one row more than the page; None when no event can be on it."""
    branches = _branches(query)
    return _statement(dialect, query, branches, telling) if branches else None


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
    date_conditions: tuple[str, ...]
    conditions: tuple[str, ...]
    by_words: bool


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
        yield _Branch(UNDATED_CLASS, number_at(UNDATED_DAY), number_at(UNDATED_DAY + 1) - 1)


def _clamp(day: int | None, default: int) -> int:
    return default if day is None else min(max(day, -LAST_DAY), LAST_DAY)


def _statement(dialect: str, query: EventQuery, branches: Sequence[_Branch], telling: Telling) -> Statement:
    conditions, values = _conditions(dialect, query, telling)
    date_conditions, days = _date_conditions(query)
    values |= days | {"count": query.limit + 1}
    for place, branch in enumerate(branches):
        values[f"low{place}"], values[f"high{place}"] = branch.low, branch.high
        if query.words and dialect == "sqlite":
            values[f"words{place}"] = render_fts5(query.words, branch.span_class)
    if query.words and dialect != "sqlite":
        values["words"] = render_tsquery(query.words)
    classes = tuple(branch.span_class for branch in branches)
    by_words = query.words is not None
    return _compose(_Shape(dialect, query.order, classes, date_conditions, conditions, by_words)), values


def _date_conditions(query: EventQuery) -> tuple[tuple[str, ...], dict[str, object]]:
    """What the dates have to satisfy beyond a stretch of numbers."""
    if query.first_day is not None and query.match == "overlaps":
        return ("event.last_day >= :first_day",), {"first_day": _clamp(query.first_day, 0)}
    if query.last_day is not None and query.match == "within":
        return ("event.last_day <= :last_day",), {"last_day": _clamp(query.last_day, 0)}
    return (), {}


def _conditions(dialect: str, query: EventQuery, telling: Telling) -> tuple[tuple[str, ...], dict[str, object]]:
    """What the rest of a row has to satisfy."""
    conditions: list[str] = []
    values: dict[str, object] = {}
    for condition, name, wanted in _listed(dialect, query, telling):
        conditions.append(condition)
        values[name] = packed(dialect, wanted)
    for column, least in (("confidence", query.min_confidence), ("source_count", query.min_sources)):
        if least > 0:
            conditions.append(f"event.{column} >= :{column}")
            values[column] = least
    return tuple(conditions), values


_TOLD = "SELECT {} FROM evidence JOIN article ON article.number = evidence.article WHERE {}"
_TOLD_BY = {
    "few": f"event.number IN ({_TOLD.format('evidence.event', '{}')})",
    "many": f"EXISTS ({_TOLD.format('1', 'evidence.event = event.number AND {}')})",
}


def _listed(dialect: str, query: EventQuery, telling: Telling) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Condition, name of its parameter and values, for each filter that lists what it takes."""
    if query.sources:
        sources = among_sql(dialect, "article.source", "sources")
        yield _TOLD_BY[telling].format(sources), "sources", query.sources
    if query.articles:
        articles = among_sql(dialect, "article.id", "articles")
        yield _TOLD_BY["few"].format(articles), "articles", query.articles
    if query.precisions:
        yield among_sql(dialect, "event.precision", "precisions"), "precisions", query.precisions
    if query.bases:
        yield among_sql(dialect, "event.basis", "bases"), "bases", query.bases


@lru_cache(maxsize=512)
def _compose(shape: _Shape) -> TextClause:
    direction = "ASC" if shape.order == "date" else "DESC"
    selects = [_branch_sql(shape, place, span_class) for place, span_class in enumerate(shape.classes)]
    if shape.dialect != "sqlite":
        # SQLite stops each branch when the page is full; PostgreSQL may sort them whole unless told not to.
        cut = f"ORDER BY number {direction} LIMIT :count"
        selects = [f"SELECT number FROM ({select} {cut}) AS branch{place}" for place, select in enumerate(selects)]
    columns = ", ".join(f"event.{name}" for name in COLUMNS)
    page = f"{' UNION ALL '.join(selects)} ORDER BY number {direction} LIMIT :count"
    return text(
        f"SELECT {columns} FROM ({page}) AS page JOIN event ON event.number = page.number "
        f"ORDER BY page.number {direction}"
    )


def _branch_sql(shape: _Shape, place: int, span_class: int | None) -> str:
    """The numbers of a branch's events."""
    bounds = f"{{0}} >= :low{place} AND {{0}} <= :high{place}"
    conditions = [bounds.format("event.number"), *shape.conditions]
    if span_class != UNDATED_CLASS:
        conditions += shape.date_conditions
    if span_class is not None:
        conditions.insert(0, f"event.span_class = {span_class}")
    number, source = "event.number", "event"
    if shape.by_words and shape.dialect == "sqlite":
        number = "event_search.rowid"
        source = "event_search CROSS JOIN event ON event.number = event_search.rowid"
        conditions[:0] = [f"event_search MATCH :words{place}", bounds.format("event_search.rowid")]
    elif shape.by_words:
        source = "event JOIN event_search ON event_search.number = event.number"
        conditions[:0] = [
            "event_search.words @@ CAST(:words AS tsquery)",
            bounds.format("event_search.number"),
        ]
    return f"SELECT {number} AS number FROM {source} WHERE {' AND '.join(conditions)}"
