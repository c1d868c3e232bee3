"""One page of the timeline as one SQL statement.

There is a branch for each class of length, each walking the index `event_by_span` from where its longest
event could begin, merged in order (see `placement`). The statement is SQL text with named parameters, built
once for each shape of query and kept: composing it anew costs more than running it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from timeline_api.store.conditions import Statement, Telling, date_conditions, row_conditions
from timeline_api.store.event_query import EventQuery, Order
from timeline_api.store.placement import UNDATED_CLASS
from timeline_api.store.search import render_fts5, render_tsquery
from timeline_api.store.stretches import Stretch, stretches_of

COLUMNS = (
    "number", "id", "title", "text", "edtf", "first_day", "last_day", "precision", "qualifier", "basis",
    "timex", "date_text", "confidence", "source_count", "updated_at",
)  # fmt: skip
"""What a row of the page holds."""


def page_statement(dialect: str, query: EventQuery, telling: Telling = "many") -> Statement | None:
    """The statement and its parameters, for one row more than the page; None when no event can be on it."""
    asked = _ask(dialect, query, telling)
    return asked and (_rows_sql(asked[0]), asked[1])


def records_statement(dialect: str, query: EventQuery, telling: Telling = "many") -> Statement | None:
    """The same page as one row: its records, a line each, and their numbers with commas between.

    One row and not fifty: the driver gives the interpreter to other threads and takes it back at each row.
    Both are NULL when the page is empty.
    """
    asked = _ask(dialect, query, telling)
    return asked and (_records_sql(asked[0]), asked[1])


@dataclass(frozen=True, slots=True)
class _Shape:
    """All that changes the text of the statement."""

    dialect: str
    order: Order
    classes: tuple[int | None, ...]
    date_conditions: tuple[str, ...]
    conditions: tuple[str, ...]
    by_words: bool


def _ask(dialect: str, query: EventQuery, telling: Telling) -> tuple[_Shape, dict[str, object]] | None:
    stretches = stretches_of(query)
    if not stretches:
        return None
    conditions, values = row_conditions(dialect, query, telling)
    dates, days = date_conditions(query)
    values |= days | _bounds(dialect, query, stretches) | {"count": query.limit + 1}
    classes = tuple(stretch.span_class for stretch in stretches)
    return _Shape(dialect, query.order, classes, dates, conditions, query.words is not None), values


def _bounds(dialect: str, query: EventQuery, stretches: Sequence[Stretch]) -> dict[str, object]:
    """The bounds of each branch, and the words to look for in it."""
    values: dict[str, object] = {}
    for place, stretch in enumerate(stretches):
        values[f"low{place}"], values[f"high{place}"] = stretch.low, stretch.high
        if query.words and dialect == "sqlite":
            values[f"words{place}"] = render_fts5(query.words, stretch.span_class)
    if query.words and dialect != "sqlite":
        values["words"] = render_tsquery(query.words)
    return values


@lru_cache(maxsize=512)
def _rows_sql(shape: _Shape) -> str:
    columns = ", ".join(f"event.{name}" for name in COLUMNS)
    return (
        f"SELECT {columns} FROM ({_page_sql(shape)}) AS page JOIN event ON event.number = page.number "
        f"ORDER BY page.number {_direction(shape)}"
    )


@lru_cache(maxsize=512)
def _records_sql(shape: _Shape) -> str:
    if shape.dialect == "sqlite":
        # CROSS JOIN: events are looked up in the order of the page. The reader checks that they are.
        return (
            "SELECT group_concat(event.record, char(10)), group_concat(page.number) "
            f"FROM ({_page_sql(shape)}) AS page CROSS JOIN event ON event.number = page.number"
        )
    order = f"ORDER BY page.number {_direction(shape)}"
    return (
        f"SELECT string_agg(event.record, chr(10) {order}), string_agg(CAST(page.number AS text), ',' {order}) "
        f"FROM ({_page_sql(shape)}) AS page JOIN event ON event.number = page.number"
    )


def _direction(shape: _Shape) -> str:
    return "DESC" if shape.order == "-date" else "ASC"


def _page_sql(shape: _Shape) -> str:
    """The numbers of the page in order."""
    direction = _direction(shape)
    selects = [_branch_sql(shape, place, span_class) for place, span_class in enumerate(shape.classes)]
    if shape.dialect != "sqlite":
        # SQLite stops each branch when the page is full; PostgreSQL may sort them whole unless told not to.
        cut = f"ORDER BY number {direction} LIMIT :count"
        selects = [f"SELECT number FROM ({select} {cut}) AS branch{place}" for place, select in enumerate(selects)]
    return f"{' UNION ALL '.join(selects)} ORDER BY number {direction} LIMIT :count"


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
