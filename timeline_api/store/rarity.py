"""Which filters few events pass: a short look before the statement that depends on it."""

from __future__ import annotations

from timeline_api.store.conditions import NOTHING_RARE, Telling, telling_of, telling_statement
from timeline_api.store.event_query import EventQuery
from timeline_api.store.reader import Reader


def telling(reader: Reader, query: EventQuery) -> Telling:
    """The filters of a query that few events pass."""
    counting = None if query.is_plain else telling_statement(reader.dialect, query)
    return telling_of(reader.fetch(*counting)) if counting else NOTHING_RARE
