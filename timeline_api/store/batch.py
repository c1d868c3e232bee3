"""Rows of new events, laid out to be put in many at a time, with all that is kept of the events elsewhere.

`batch_of` makes them without the store, so that other processes can do it and whoever writes only writes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from operator import itemgetter, sub
from typing import Any, TypeVar

from sqlalchemy import Connection

from timeline_api.records import Record
from timeline_api.store.bulk import insert_tuples
from timeline_api.store.counts import Changes, Span, changes_of, keep_changes
from timeline_api.store.entities import NameRow, insert_names, name_rows
from timeline_api.store.event_record import said_at, stamp_record
from timeline_api.store.facets import KEY, Tally, TallyRow, insert_tally, tally, tally_rows, values_of_record
from timeline_api.store.lengths import note_lengths
from timeline_api.store.placement import FIRST_NUMBER
from timeline_api.store.search_index import WordRows, insert_words, word_rows
from timeline_api.store.tables import event, evidence, read_moment, write_moment

Row = tuple[Any, ...]
CountRow = TypeVar("CountRow", bound=Row)
Kind = TypeVar("Kind")

_EVENT = tuple(column.name for column in event.columns)
_EVIDENCE = tuple(column.name for column in evidence.columns)
_FIRST_DAY, _LAST_DAY, _RECORD = map(_EVENT.index, ("first_day", "last_day", "record"))
_CREATED = _EVENT.index("created_at")  # and behind it when it was changed, and the record
_NUMBER = itemgetter(0)

EvidenceRows = dict[tuple[str, ...], list[Row]]
"""Rows of evidence by the columns that they fill, the event and the article first: to hand an empty one to SQLite takes
longer than any value, and most have eight.
"""


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of the tables as tuples of their columns, in order of an event's number, which each begins with; and what
    the events count for. `words` are what the text index takes, `lengths` how many days events take.
    """

    events: list[Row]
    evidence: EvidenceRows
    words: WordRows
    names: list[NameRow]
    days: Changes
    lengths: frozenset[int]
    tally: list[TallyRow]


def batch_of(dialect: str, events: Sequence[Record], told: Iterable[Record]) -> Batch:
    """Lay out the rows of events that are not in the store, in order of number, and of the evidence for them."""
    # In order of number: rows go in beside one another, and FTS5 would begin a new segment at each step back.
    spans = [(row["first_day"], row["last_day"]) for row in events if row["first_day"] is not None]
    return Batch(
        list(map(itemgetter(*_EVENT), events)),
        _evidence_rows(sorted(told, key=itemgetter("event", "article"))),
        word_rows(dialect, events),
        name_rows({row["number"]: row["names"] for row in events}),
        changes_of(spans, 1),
        frozenset(last - first + 1 for first, last in spans),
        tally_rows(tally_shown(events)),
    )


def _evidence_rows(told: Iterable[Record]) -> EvidenceRows:
    rows: EvidenceRows = defaultdict(list)
    for row in told:
        filled = tuple(name for name in _EVIDENCE if row[name] is not None)
        rows[filled].append(itemgetter(*filled)(row))
    return dict(rows)


def tally_shown(rows: Iterable[Mapping[str, Any]]) -> Tally:
    """Count events that are to be shown by what they say."""
    shown = (row for row in rows if row["number"] >= FIRST_NUMBER)
    return tally((row["facets"], row["first_day"]) for row in shown)


def joined(batches: Iterable[Batch]) -> Batch:
    """One batch of all; rows of one event stand beside one another."""
    parts = list(batches)
    events = _in_order(part.events for part in parts)
    return Batch(
        events,
        _by_kind([part.evidence for part in parts]),
        _by_kind([part.words for part in parts]),
        _in_order(part.names for part in parts),
        changes_of(_spans_of(events), 1),  # takes half as long as to add up those of the parts
        frozenset().union(*(part.lengths for part in parts)),
        _summed(part.tally for part in parts),
    )


def _in_order(parts: Iterable[Iterable[CountRow]]) -> list[CountRow]:
    return sorted(chain.from_iterable(parts), key=_NUMBER)


def _by_kind(parts: Sequence[Mapping[Kind, list[Row]]]) -> dict[Kind, list[Row]]:
    kinds: dict[Kind, list[list[Row]]] = defaultdict(list)
    for part in parts:
        for kind, rows in part.items():
            kinds[kind].append(rows)
    return {kind: _in_order(rows) for kind, rows in kinds.items()}


def _summed(parts: Iterable[Iterable[TallyRow]]) -> list[TallyRow]:
    """Rows of a tally, those of the same value as one, in order."""
    sums: Tally = Counter()
    for level, start, facet, value, name, events in chain.from_iterable(parts):
        sums[level, start, facet, value, name] += events
    return tally_rows(sums)


def _spans_of(rows: Iterable[Row]) -> list[Span]:
    return [(row[_FIRST_DAY], row[_LAST_DAY]) for row in rows if row[_FIRST_DAY] is not None]


def made_at(batch: Batch, now: datetime) -> Batch:
    """The batch of events that were laid out as made at `NEVER`, as made `now`."""
    moment = write_moment(now)
    said = said_at(read_moment(moment))
    made = [
        (*row[:_CREATED], moment, moment, stamp_record(row[_RECORD], said), *row[_RECORD + 1 :]) for row in batch.events
    ]
    return replace(batch, events=made)


def without(batch: Batch, numbers: Collection[int]) -> Batch:
    """The batch without the events of these numbers, which are none of the hidden ones."""
    if not numbers:
        return batch
    gone = [row for row in batch.events if row[0] in numbers]
    fewer = tally((values_of_record(row[_RECORD]), row[_FIRST_DAY]) for row in gone)
    return Batch(
        _rest(batch.events, numbers),
        {filled: _rest(rows, numbers) for filled, rows in batch.evidence.items()},
        {of: _rest(rows, numbers) for of, rows in batch.words.items()},
        _rest(batch.names, numbers),
        _less(batch.days, changes_of(_spans_of(gone), 1), 2),
        batch.lengths,  # what is left out is there already, or comes by the way that articles take
        _less(batch.tally, tally_rows(fewer), len(KEY)),
    )


def _rest(rows: Iterable[Row], numbers: Collection[int]) -> list[Row]:
    return [row for row in rows if row[0] not in numbers]


def _less(counts: Iterable[CountRow], gone: Iterable[CountRow], key: int) -> list[CountRow]:
    """Rows of counts behind a key of so many columns, less what is gone; a key that comes to nothing has none."""
    fewer = {row[:key]: row[key:] for row in gone}
    rest: list[CountRow] = []
    for row in counts:
        less = fewer.get(row[:key])
        if less is None:
            rest.append(row)
        elif less != row[key:]:
            rest.append((*row[:key], *map(sub, row[key:], less)))  # type: ignore[arg-type]
    return rest


def insert_batch(conn: Connection, batch: Batch) -> None:
    """Put it in."""
    insert_tuples(conn, event.name, _EVENT, batch.events)
    insert_words(conn, batch.words)
    for filled, told in batch.evidence.items():
        insert_tuples(conn, evidence.name, filled, told)
    insert_names(conn, batch.names)
    keep_changes(conn, batch.days)
    note_lengths(conn, batch.lengths)
    insert_tally(conn, batch.tally)
