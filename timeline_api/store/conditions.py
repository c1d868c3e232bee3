"""What a row has to satisfy besides its place in time, as SQL text with named parameters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from timeline_api.store.event_query import EventQuery
from timeline_api.store.sets import among_sql, packed
from timeline_api.store.stretches import clamp

Telling = Literal["few", "many"]
"""Whether the sources asked for have few articles, whose events are best listed, or many, best met on the
way.
"""
Statement = tuple[str, dict[str, object]]
"""SQL text with parameters written `:name`, and their values."""

Conditions = tuple[tuple[str, ...], dict[str, object]]

_FEW_ARTICLES = 200

_TOLD = "SELECT {} FROM evidence JOIN article ON article.number = evidence.article WHERE {}"
_TOLD_BY = {
    "few": f"event.number IN ({_TOLD.format('evidence.event', '{}')})",
    "many": f"EXISTS ({_TOLD.format('1', 'evidence.event = event.number AND {}')})",
}


def date_conditions(query: EventQuery) -> Conditions:
    """What the dates have to satisfy beyond a stretch of numbers, and the values of its parameters."""
    if query.first_day is not None and query.match == "overlaps":
        return ("event.last_day >= :first_day",), {"first_day": clamp(query.first_day, 0)}
    if query.last_day is not None and query.match == "within":
        return ("event.last_day <= :last_day",), {"last_day": clamp(query.last_day, 0)}
    return (), {}


def row_conditions(dialect: str, query: EventQuery, telling: Telling) -> Conditions:
    """What the rest of a row has to satisfy, and the values of its parameters."""
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


def telling_statement(dialect: str, query: EventQuery) -> Statement | None:
    """Counts the articles of the sources asked for, as far as `telling_of` needs; None when none are."""
    if not query.sources:
        return None
    theirs = f"SELECT 1 FROM article WHERE {among_sql(dialect, 'source', 'sources')} LIMIT :most"
    values: dict[str, object] = {"sources": packed(dialect, query.sources), "most": _FEW_ARTICLES + 1}
    return f"SELECT count(*) FROM ({theirs}) AS theirs", values


def telling_of(articles: int) -> Telling:
    """What the count says."""
    return "few" if articles <= _FEW_ARTICLES else "many"
