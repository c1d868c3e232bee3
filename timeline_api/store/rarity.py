"""Which filters few events pass: a short look before the statement that depends on it."""

from __future__ import annotations

from timeline_api.store.conditions import (
    COMMON_WORDS,
    FEW,
    NOTHING_RARE,
    RARE_WORDS,
    Telling,
    telling_of,
    telling_statement,
)
from timeline_api.store.counts import count_overlapping
from timeline_api.store.event_query import EventQuery
from timeline_api.store.reader import Reader
from timeline_api.store.search import Words, render_tsquery
from timeline_api.store.tables import SEARCH_TABLE

_PLACES_OF_A_ROW = 40  # places of a word that PostgreSQL reads in its index while it looks at the words of one event
_UNKNOWN = 0.005  # of all events have a word that its statistics do not know, as PostgreSQL takes it


def telling(reader: Reader, query: EventQuery) -> Telling:
    """The filters of a query that few events pass, and whether its words are common, or rare."""
    if query.is_plain:
        return NOTHING_RARE
    counting = telling_statement(reader.dialect, query)
    rare = telling_of(reader.fetch(*counting)) if counting else NOTHING_RARE
    return rare if reader.dialect == "sqlite" or query.words is None else rare | _of_words(reader, query, query.words)


def _of_words(reader: Reader, query: EventQuery, words: Words) -> Telling:
    """Whether words are common for the range, or rare; PostgreSQL sees neither by itself.

    It knows too little of how many events a range has, and of words that few events have it knows nothing: it takes
    them for more, and walks events in order until a page of them would be full, which never is.
    """
    places = _places_of(reader, words)
    if _is_narrow(reader, query, places):
        return frozenset((COMMON_WORDS,))
    is_known = places > max(FEW, 2 * _UNKNOWN * count_overlapping(reader, None, None))
    return NOTHING_RARE if is_known or not _are_few(reader, words) else frozenset((RARE_WORDS,))


def _is_narrow(reader: Reader, query: EventQuery, places: float) -> bool:
    """Whether to look at each event of the range takes less than to read all places of the words in the index, as
    PostgreSQL does, whatever the range.
    """
    is_bounded = query.first_day is not None or query.last_day is not None
    rows = places / _PLACES_OF_A_ROW
    if query.undated != "exclude" or not is_bounded or rows <= query.limit:
        return False
    return count_overlapping(reader, query.first_day, query.last_day) < rows


_FOUND = f"SELECT 1 FROM {SEARCH_TABLE} WHERE words @@ CAST(:words AS tsquery)"


def _places_of(reader: Reader, words: Words) -> float:
    """How many events have the words, as far as PostgreSQL knows from its statistics."""
    [(plan,)] = reader.fetch(f"EXPLAIN (FORMAT JSON) {_FOUND}", {"words": render_tsquery(words)})
    return float(plan[0]["Plan"]["Plan Rows"])


def _are_few(reader: Reader, words: Words) -> bool:
    """Whether few events have the words, counted."""
    counting = f"SELECT count(*) FROM ({_FOUND} LIMIT :most) AS found"
    [(places,)] = reader.fetch(counting, {"words": render_tsquery(words), "most": FEW + 1})
    return int(places) <= FEW
