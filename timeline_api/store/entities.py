"""The names in events, kept in the transaction that changes the events, so that they can be asked for by name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection, delete

from timeline_api.store.bulk import insert_tuples
from timeline_api.store.names import folded_name
from timeline_api.store.rows import SourceRow
from timeline_api.store.sets import among
from timeline_api.store.tables import event_entity

NameRow = tuple[int, str, str]
"""The number of an event, and a name in it as it is compared and as it is written."""


def names_in(sources: Iterable[SourceRow]) -> list[str]:
    """The names in what the sources tell, each once, as the first of them writes it."""
    names: dict[str, str] = {}
    for source in sources:
        for name in source.entities:
            names.setdefault(folded_name(name), name)
    return list(names.values())


def name_rows(names: Mapping[int, Sequence[str]]) -> list[NameRow]:
    """The rows that keep the names of events, by the events' numbers."""
    return [(number, folded_name(name), name) for number in sorted(names) for name in names[number]]


def insert_names(conn: Connection, rows: Sequence[NameRow]) -> None:
    """Keep the names of events that have none kept."""
    insert_tuples(conn, event_entity.name, ("event", "entity", "name"), rows)


def forget_names(conn: Connection, numbers: Collection[int]) -> None:
    """Forget the names of these events."""
    conn.execute(delete(event_entity).where(among(conn, event_entity.c.event, numbers)))
