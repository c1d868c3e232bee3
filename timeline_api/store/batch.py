"""Rows of new events, laid out to be put in many at a time, with all that is kept of the events elsewhere.

`batch_of` makes them without the store, so that other processes can do it and whoever writes only writes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import Connection

from timeline_api.records import Record
from timeline_api.store.bulk import insert_tuples
from timeline_api.store.counts import Changes, Span, changes_of, keep_changes
from timeline_api.store.entities import NameRow, insert_names, name_rows
from timeline_api.store.event_record import said_at, stamp_record
from timeline_api.store.facets import keep_rows, keep_short
from timeline_api.store.lengths import note_lengths
from timeline_api.store.placement import FIRST_NUMBER
from timeline_api.store.search_index import WordRows, insert_words, word_rows
from timeline_api.store.tables import event, evidence, read_moment, write_moment
from timeline_api.store.tallying import Tally, TallyRow, add_tally, tally, tally_rows, values_of_record

Row = tuple[Any, ...]
AnyRow = TypeVar("AnyRow", bound=Row)
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
    the events count for. `words` are what the text index takes.
    """

    events: list[Row]
    evidence: EvidenceRows
    words: WordRows
    names: list[NameRow]
    tally: Tally

    @property
    def spans(self) -> list[Span]:
        """The first and the last days of the events that have a place on the calendar."""
        return [(row[_FIRST_DAY], row[_LAST_DAY]) for row in self.events if row[_FIRST_DAY] is not None]


@dataclass(frozen=True, slots=True)
class Counted:
    """What events count for, as rows of the tables of counts; and how many days they take."""

    days: Changes
    tally: list[TallyRow]
    lengths: frozenset[int]


def counted(spans: Sequence[Span], tally: Tally) -> Counted:
    """What events of these days and values count for."""
    return Counted(changes_of(spans, 1), tally_rows(tally), frozenset(last - first + 1 for first, last in spans))


def batch_of(dialect: str, events: Sequence[Record], told: Iterable[Record]) -> Batch:
    """Lay out the rows of events that are not in the store, in order of number, and of the evidence for them."""
    # In order of number: rows go in beside one another, and FTS5 would begin a new segment at each step back.
    return Batch(
        list(map(itemgetter(*_EVENT), events)),
        _evidence_rows(sorted(told, key=itemgetter("event", "article"))),
        word_rows(dialect, events),
        name_rows({row["number"]: row["names"] for row in events}),
        tally_shown(events),
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
    return tally((row["facets"], row["first_day"], row["last_day"]) for row in shown)


def joined(batches: Iterable[Batch]) -> Batch:
    """One batch of all; rows of one event stand beside one another."""
    parts = list(batches)
    whole: Tally = {}
    for part in parts:
        add_tally(whole, part.tally)
    return Batch(
        _in_order(part.events for part in parts),
        _by_kind([part.evidence for part in parts]),
        _by_kind([part.words for part in parts]),
        _in_order(part.names for part in parts),
        whole,
    )


def _in_order(parts: Iterable[Iterable[AnyRow]]) -> list[AnyRow]:
    return sorted(chain.from_iterable(parts), key=_NUMBER)


def _by_kind(parts: Sequence[Mapping[Kind, list[Row]]]) -> dict[Kind, list[Row]]:
    kinds: dict[Kind, list[list[Row]]] = defaultdict(list)
    for part in parts:
        for kind, rows in part.items():
            kinds[kind].append(rows)
    return {kind: _in_order(rows) for kind, rows in kinds.items()}


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
    left: Tally = {}
    add_tally(left, batch.tally)
    add_tally(left, tally((values_of_record(row[_RECORD]), row[_FIRST_DAY], row[_LAST_DAY]) for row in gone), -1)
    return Batch(
        _rest(batch.events, numbers),
        {filled: _rest(rows, numbers) for filled, rows in batch.evidence.items()},
        {of: _rest(rows, numbers) for of, rows in batch.words.items()},
        _rest(batch.names, numbers),
        left,
    )


def _rest(rows: Iterable[Row], numbers: Collection[int]) -> list[Row]:
    return [row for row in rows if row[0] not in numbers]


def insert_batch(conn: Connection, batch: Batch, counts: Counted | None = None) -> None:
    """Put it in; `counts` are those of its events where someone has made them already."""
    counts = counts or counted(batch.spans, batch.tally)
    insert_tuples(conn, event.name, _EVENT, batch.events)
    insert_words(conn, batch.words)
    for filled, told in batch.evidence.items():
        insert_tuples(conn, evidence.name, filled, told)
    insert_names(conn, batch.names)
    keep_changes(conn, counts.days)
    note_lengths(conn, counts.lengths)
    keep_rows(conn, counts.tally)
    keep_short(conn, batch.tally, counts.days)
