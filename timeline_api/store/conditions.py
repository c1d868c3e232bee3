"""What a row has to satisfy besides its place in time, as SQL text with named parameters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from timeline_api.store.event_query import EventQuery
from timeline_api.store.names import folded_name
from timeline_api.store.sets import among_sql, packed
from timeline_api.store.stretches import clamp

Telling = frozenset[str]
"""The filters that few events pass, by the names of their parameters: those are best listed, while what many pass
is best met on the way. Words are listed by their index anyhow; on PostgreSQL, `COMMON_WORDS` is there when to look at
each event of the range takes less than that, and `RARE_WORDS` when few events have them, whatever the range.
"""
COMMON_WORDS = "common words"
RARE_WORDS = "rare words"
NOTHING_RARE: Telling = frozenset()
Statement = tuple[str, dict[str, object]]
"""SQL text with parameters written `:name`, and their values."""

Conditions = tuple[tuple[str, ...], dict[str, object]]

FEW = 2_000
"""What passes is rare up to here."""

_TOLD = "SELECT {} FROM evidence JOIN article ON article.number = evidence.article WHERE {}"
_TOLD_BY = {
    True: f"event.number IN ({_TOLD.format('evidence.event', '{}')})",
    False: f"EXISTS ({_TOLD.format('1', 'evidence.event = event.number AND {}')})",
}
_NAMED_BY = {
    True: "event.number IN (SELECT event FROM event_entity WHERE {})",
    False: "EXISTS (SELECT 1 FROM event_entity WHERE event_entity.event = event.number AND {})",
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
    if query.is_plain:
        return (), {}
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
    for name, condition, values in _of_articles(dialect, query):
        yield _TOLD_BY[name in telling].format(condition), name, values
    if query.articles:
        articles = among_sql(dialect, "article.id", "articles")
        yield _TOLD_BY[True].format(articles), "articles", query.articles
    if query.entities:
        entities = among_sql(dialect, "event_entity.entity", "entities")
        yield _NAMED_BY["entities" in telling].format(entities), "entities", tuple(map(folded_name, query.entities))
    if query.precisions:
        yield among_sql(dialect, "event.precision", "precisions"), "precisions", query.precisions
    if query.bases:
        yield among_sql(dialect, "event.basis", "bases"), "bases", query.bases


def _of_articles(dialect: str, query: EventQuery) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Name of its parameter, condition and values, for each filter by what an article is."""
    if query.sources:
        yield "sources", among_sql(dialect, "article.source", "sources"), query.sources
    if query.tags:
        tagged = f"SELECT article FROM article_tag WHERE {among_sql(dialect, 'tag', 'tags')}"
        yield "tags", f"article.number IN ({tagged})", query.tags
    if query.languages:
        # The part before the first hyphen is the language itself: 'en' takes 'en-GB', 'en-GB' itself alone.
        tag = "lower(said.language)"
        whole = among_sql(dialect, tag, "languages")
        part = among_sql(dialect, f"substr({tag}, 1, {_PLACE[dialect].format(tag)} - 1)", "languages")
        known = f"SELECT said.language FROM article AS said GROUP BY said.language HAVING {whole} OR {part}"
        yield "languages", f"article.language IN ({known})", tuple(one.lower() for one in query.languages)


_PLACE = {"sqlite": "instr({} || '-', '-')", "postgresql": "strpos({} || '-', '-')"}


def telling_statement(dialect: str, query: EventQuery) -> Statement | None:
    """Counts what each filter by articles or names takes, as far as `telling_of` needs; None without any."""
    counts: list[str] = []
    values: dict[str, object] = {"most": FEW + 1}
    for name, condition, wanted in _of_articles(dialect, query):
        counts.append(_count(name, _TOLD.format("1", condition)))
        values[name] = packed(dialect, wanted)
    if query.entities:
        named = among_sql(dialect, "entity", "entities")
        counts.append(_count("entities", f"SELECT 1 FROM event_entity WHERE {named}"))
        values["entities"] = packed(dialect, tuple(map(folded_name, query.entities)))
    return (" UNION ALL ".join(counts), values) if counts else None


def _count(name: str, rows: str) -> str:
    return f"SELECT '{name}' AS filter, count(*) AS passing FROM ({rows} LIMIT :most) AS some_{name}"


def telling_of(counts: Iterable[Sequence[Any]]) -> Telling:
    """What the rows of `telling_statement` say."""
    return frozenset(name for name, passing in counts if passing <= FEW)
