"""Which filters few events pass: a short look before the statement that depends on it."""

from __future__ import annotations

from timeline_api.store.conditions import COMMON_WORDS, NOTHING_RARE, Telling, telling_of, telling_statement
from timeline_api.store.counts import count_overlapping
from timeline_api.store.event_query import EventQuery
from timeline_api.store.reader import Reader
from timeline_api.store.search import Words, render_tsquery
from timeline_api.store.tables import SEARCH_TABLE

_PLACES_OF_A_ROW = 40  # places of a word that PostgreSQL reads in its index while it looks at the words of one event


def telling(reader: Reader, query: EventQuery) -> Telling:
    """The filters of a query that few events pass, and whether its words are common."""
    if query.is_plain:
        return NOTHING_RARE
    counting = telling_statement(reader.dialect, query)
    rare = telling_of(reader.fetch(*counting)) if counting else NOTHING_RARE
    return rare | {COMMON_WORDS} if _is_narrow(reader, query) else rare


def _is_narrow(reader: Reader, query: EventQuery) -> bool:
    """Whether to look at each event of the range takes less than to read all places of the words in the index, as
    PostgreSQL does, whatever the range; it knows too little of how many events a range has to see that by itself.
    """
    is_bounded = query.first_day is not None or query.last_day is not None
    if reader.dialect == "sqlite" or query.words is None or query.undated != "exclude" or not is_bounded:
        return False
    rows = _places_of(reader, query.words) / _PLACES_OF_A_ROW
    return rows > query.limit and count_overlapping(reader, query.first_day, query.last_day) < rows


def _places_of(reader: Reader, words: Words) -> float:
    """How many events have the words, as far as PostgreSQL knows from its statistics."""
    found = f"SELECT 1 FROM {SEARCH_TABLE} WHERE words @@ CAST(:words AS tsquery)"
    [(plan,)] = reader.fetch(f"EXPLAIN (FORMAT JSON) {found}", {"words": render_tsquery(words)})
    return float(plan[0]["Plan"]["Plan Rows"])
