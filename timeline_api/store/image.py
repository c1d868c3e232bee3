"""Rows of prepared events as a small SQLite database, which SQLite takes over without a value passing through Python.

The process that lays them out leaves the database in a file. The one that stores attaches it within its transaction,
and copies of each table what is not there already by one statement, which takes half the time of handing over the rows.
It is detached when the transaction is over (see `engine.loading`).
"""

from __future__ import annotations

import errno
import json
import os
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from tempfile import mkstemp
from typing import Any

from sqlalchemy import Connection

from timeline_api.store import counts, facets
from timeline_api.store.batch import Batch, counted
from timeline_api.store.counts import Span
from timeline_api.store.engine import ATTACHED
from timeline_api.store.lengths import note_lengths
from timeline_api.store.new_rows import NewRows, There, gathered
from timeline_api.store.placement import number_at
from timeline_api.store.search import EVERY
from timeline_api.store.search_index import WORD_COLUMNS, search_table
from timeline_api.store.sets import packed
from timeline_api.store.tables import event, event_entity, evidence
from timeline_api.store.tallying import (
    DAY,
    GRAINS,
    MONTHS,
    Grain,
    Tally,
    TallyRow,
    add_tally,
    short_rows,
    tally,
    tally_rows,
    values_of_record,
)

_EVENT = tuple(column.name for column in event.columns)
_NAMES = tuple(column.name for column in event_entity.columns)
_EVIDENCE = tuple(column.name for column in evidence.columns)
_TABLES = (
    f"CREATE TABLE event (number INTEGER PRIMARY KEY, {', '.join(_EVENT[1:])})",
    "CREATE TABLE word (span_class, number, PRIMARY KEY (span_class, number)) WITHOUT ROWID",
    f"CREATE TABLE event_entity ({', '.join(_NAMES)}, PRIMARY KEY (event, entity)) WITHOUT ROWID",
    f"CREATE TABLE day_count ({', '.join(counts.COLUMNS)}, PRIMARY KEY (level, start)) WITHOUT ROWID",
    f"CREATE TABLE facet_count ({', '.join(facets.COLUMNS)}, PRIMARY KEY ({', '.join(facets.KEY)})) WITHOUT ROWID",
    f"CREATE TABLE evidence (event INTEGER PRIMARY KEY, {', '.join(_EVIDENCE[1:])})",
    "CREATE TABLE place (number INTEGER PRIMARY KEY, place)",
)
_SHORT = " OR ".join(map(facets.short_sql, GRAINS))
_AMONG = "IN (SELECT value FROM json_each(?))"
_WITHIN = "own.start >= json_extract({0}.value, '$[0]') AND own.start < json_extract({0}.value, '$[1]')"
_SOME = 20  # events of a longer period, with which an image holds counts of its short ones
_MAPPED = 1 << 30  # bytes of an image, more than any has, that are read where the system has them


@dataclass(frozen=True, slots=True)
class Image:
    """Such a database in a file of its own, in which an article is its place among `tellers`, their ids; the classes of
    events that have words, and how many days events take.
    """

    file: str
    tellers: tuple[str, ...]
    classes: tuple[int, ...]
    lengths: frozenset[int]

    def opened(self, conn: Connection) -> NewRows:
        """The rows, to be put into that store: once, and only within `engine.loading`. The file has no name from then
        on, so that nothing is left of it when all is over, however that comes.
        """
        return _OpenImage(conn, self)


def image_of(portions: Iterable[tuple[Batch, Sequence[int]]], folder: str) -> Image:
    """Batches in which no event is twice, of which the article in a row of evidence is its id, each event told by one;
    beside each where in what was laid out its events were. The file is a new one in `folder`; OSError when that has no
    room.
    """
    tellers: dict[str, int] = {}
    classes: set[int] = set()
    spans: list[Span] = []
    counted_by: Tally = {}
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        made.execute("PRAGMA synchronous = OFF")  # of the file too: it has not to outlive a power cut
        made.execute("BEGIN")
        for table in _TABLES:
            made.execute(table)
        for batch, places in portions:
            for row in chain.from_iterable(batch.evidence.values()):
                tellers.setdefault(row[1], len(tellers))
            _fill_rows(made, batch, places, tellers)
            classes |= {of for of, rows in batch.words.items() if of is not None and rows}
            spans += batch.spans
            add_tally(counted_by, batch.tally)
        count = counted(spans, counted_by)
        _fill(made, "day_count", counts.COLUMNS, count.days)
        _fill(made, "facet_count", facets.COLUMNS, count.tally)
        for grain in GRAINS:
            _fill(made, "facet_count", facets.COLUMNS, _short_rows(counted_by, grain, count.days))
        made.execute("COMMIT")
        return Image(_leave(made, folder), tuple(tellers), tuple(sorted(classes)), count.lengths)


def _short_rows(counted: Tally, grain: Grain, days: counts.Changes) -> list[TallyRow]:
    """The counts of short periods that an image holds, given how many events begin and end when: where it has few of a
    longer one, and the store counts these, who stores them counts them.
    """
    begun = {start: starts for level, start, starts, _ in days if level == grain.around}
    held = {
        (level, start): values
        for (level, start), values in counted.items()
        if level != DAY or begun[grain.start_around(start)] >= _SOME
    }
    return short_rows(held, grain, begun)


def _leave(made: sqlite3.Connection, folder: str) -> str:
    """Write a database into a new file; its name. OSError when there is no room for it."""
    descriptor, name = mkstemp(dir=folder)
    os.close(descriptor)
    try:
        made.execute("VACUUM INTO ?", (name,))  # in order, and so with less room between the rows
    except sqlite3.OperationalError as error:
        raise OSError(errno.EIO, str(error), name) from error
    return name


def _fill_rows(made: sqlite3.Connection, batch: Batch, places: Sequence[int], tellers: Mapping[str, int]) -> None:
    _fill(made, "event", _EVENT, batch.events)
    for filled, rows in batch.evidence.items():
        _fill(made, "evidence", filled, ((number, tellers[by], *rest) for number, by, *rest in rows))
    of_class = ((of, row[0]) for of, rows in batch.words.items() for row in rows)
    _fill(made, "word", ("span_class", "number"), of_class)
    _fill(made, "event_entity", _NAMES, batch.names)
    _fill(made, "place", ("number", "place"), zip((row[0] for row in batch.events), places, strict=True))


def _fill(made: sqlite3.Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    values = ", ".join("?" for _ in columns)
    made.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({values})", rows)


class _OpenImage:
    def __init__(self, conn: Connection, image: Image) -> None:
        self._conn = conn
        self._image = image
        self._name = f"{ATTACHED}{len(conn.exec_driver_sql('PRAGMA database_list').all())}"
        conn.exec_driver_sql(f"ATTACH ? AS {self._name}", (image.file,))
        conn.exec_driver_sql(f"PRAGMA {self._name}.mmap_size = {_MAPPED}")
        os.unlink(image.file)

    def ids(self) -> Iterable[tuple[int, str]]:
        return self._ask("SELECT number, id FROM {0}.event")

    def told_by(self, articles: Collection[str]) -> set[int]:
        places = [place for place, id in enumerate(self._image.tellers) if id in articles]
        rows = self._ask(f"SELECT event FROM {{0}}.evidence WHERE article {_AMONG}", places) if places else ()
        return {number for (number,) in rows}

    def there(self) -> dict[int, There]:
        taken = gathered(self._ask(_TAKEN))
        own = self._ask(_OWN, taken) if taken else ()
        return {number: There(id, self._image.tellers[by], *taken[number]) for number, id, by in own}

    def places(self, numbers: Collection[int]) -> list[int]:
        rows = self._ask(f"SELECT place FROM {{0}}.place WHERE number {_AMONG}", numbers) if numbers else ()
        return [place for (place,) in rows]

    def insert(self, articles: Mapping[str, int], aside: Collection[int]) -> int:
        [(count,)] = self._ask("SELECT count(*) FROM {0}.event")
        if count == len(aside):
            return 0  # as of a file that comes again: nothing is written
        # Counts before words: what replaces rows has FTS5 write out the words that it has gathered.
        self._copy("day_count", counts.COLUMNS, behind=f"WHERE true {counts.ADDED}")
        self._copy("facet_count", facets.COLUMNS, behind=f"WHERE NOT ({_SHORT}) {facets.ADDED}")
        fewer, gone = self._count_out(aside) if aside else ({}, [])
        self._copy_rows(articles, aside)
        note_lengths(self._conn, self._image.lengths)  # what is set aside is there already, or comes another way
        self._count_short(fewer, gone)
        self._copy_words(aside)
        return int(count) - len(aside)

    def _copy_rows(self, articles: Mapping[str, int], aside: Collection[int]) -> None:
        kept, given = _all_but(aside)
        self._copy("event", _EVENT, behind=kept.format("number"), given=given)
        tellers = packed("sqlite", [articles[id] for id in self._image.tellers])
        said = ", ".join(("event", "teller.value", *_EVIDENCE[2:]))
        told_by = f"CROSS JOIN ({_TELLERS}) AS teller ON teller.place = evidence.article {kept.format('event')}"
        self._copy("evidence", _EVIDENCE, said, told_by, (tellers, *given))
        self._copy("event_entity", _NAMES, behind=kept.format("event"), given=given)

    def _copy(
        self, table: str, columns: Sequence[str], said: str = "", behind: str = "", given: tuple[object, ...] = ()
    ) -> None:
        # OR FAIL, as an error ends the transaction: else SQLite would copy each page, to take back what the rows did.
        named = ", ".join(columns)
        self._conn.exec_driver_sql(
            f"INSERT OR FAIL INTO main.{table} ({named}) SELECT {said or named} FROM {self._name}.{table} {behind}",
            given,
        )

    def _copy_words(self, aside: Collection[int]) -> None:
        kept, given = _all_but(aside)
        columns = ", ".join(WORD_COLUMNS[1:])
        for span_class in self._image.classes:
            self._conn.exec_driver_sql(
                f"INSERT INTO main.{search_table('sqlite', span_class)} (rowid, {', '.join(WORD_COLUMNS)}) "
                f"SELECT event.number, '{EVERY}', {columns} FROM {self._name}.word "
                f"CROSS JOIN {self._name}.event ON event.number = word.number "
                f"{kept.format('word.number')} AND word.span_class = {span_class} ORDER BY word.number",
                given,
            )

    def _count_short(self, fewer: Tally, gone: counts.Changes) -> None:
        """Count the months and days of periods with many events, when these are there, but for what has been taken out
        of counts already.
        """
        years: Collection[int] | None = None
        for grain in GRAINS:
            came = self._came(grain, gone, years)
            years, stay = facets.renew_short(self._conn, grain, {start for _, start, *_ in came}, came, years)
            self._copy_short(grain, stay)
            facets.keep_change(self._conn, short_rows(fewer, grain, stay))

    def _came(self, grain: Grain, gone: counts.Changes, years: Collection[int] | None) -> counts.Changes:
        """How many events begin and end in each of the longer periods, but for those that have been taken out; in
        `years` alone where these are given.
        """
        level = int(grain.around)
        if years is None:
            held = self._ask(f"SELECT start, starts, ends FROM {{0}}.day_count WHERE level = {level}")
        else:
            bounds = json.dumps([(start, MONTHS.next_around(start)) for start in sorted(years)])
            held = self._conn.exec_driver_sql(
                f"SELECT own.start, own.starts, own.ends FROM json_each(?) AS year CROSS JOIN {self._name}.day_count "
                f"AS own WHERE own.level = {level} AND {_WITHIN.format('year')}",
                (bounds,),
            ).all()
        changes = {start: (starts, ends) for start, starts, ends in held}
        for of, start, starts, ends in gone:
            if of == level and start in changes:
                begun, ended = changes[start]
                changes[start] = begun + starts, ended + ends
        return [(level, start, *both) for start, both in changes.items()]

    def _copy_short(self, grain: Grain, stay: Collection[int]) -> None:
        if not stay:
            return
        named = ", ".join(facets.COLUMNS)
        own = ", ".join(f"own.{name}" for name in facets.COLUMNS)
        bounds = json.dumps([(start, grain.next_around(start)) for start in sorted(stay)])
        for level in sorted(grain.levels):
            self._conn.exec_driver_sql(
                f"INSERT OR FAIL INTO main.facet_count ({named}) SELECT {own} FROM json_each(?) AS stay "
                f"CROSS JOIN {self._name}.facet_count AS own WHERE own.level = {level} "
                f"AND {_WITHIN.format('stay')} {facets.ADDED}",
                (bounds,),
            )
        level = int(grain.around)
        begun = dict(
            self._ask(f"SELECT start, starts FROM {{0}}.day_count WHERE level = {level} AND start {_AMONG}", stay)
        )
        self._count_uncounted(grain, [start for start in sorted(stay) if 0 < begun[start] < _SOME])

    def _count_uncounted(self, grain: Grain, starts: Iterable[int]) -> None:
        """Count the short periods in which events begin, of longer ones of which the image has too few of them."""
        for start in starts:
            bounds = number_at(start), number_at(grain.next_around(start))
            rows = self._conn.exec_driver_sql(
                f"SELECT record, first_day FROM {self._name}.event WHERE number >= ? AND number < ?", bounds
            )
            begun = tally((values_of_record(record), first, first) for record, first in rows)
            facets.keep_rows(self._conn, short_rows(begun, grain, {start}))

    def _count_out(self, numbers: Collection[int]) -> tuple[Tally, counts.Changes]:
        """Take out of the store's counts, but for those of days, what the image counts of these events, none of them
        hidden; what that is, below nothing.
        """
        gone = self._ask(f"SELECT first_day, last_day, record FROM {{0}}.event WHERE number {_AMONG}", numbers)
        spans = [(first, last) for first, last, _ in gone if first is not None]
        counts.count_out(self._conn, spans)
        fewer: Tally = {}
        add_tally(fewer, tally((values_of_record(record), first, last) for first, last, record in gone), -1)
        facets.keep_change(self._conn, tally_rows(fewer))
        return fewer, counts.changes_of(spans, -1)

    def _ask(self, statement: str, among: Collection[int] | None = None) -> Iterable[Any]:
        given = () if among is None else (packed("sqlite", among),)
        return self._conn.exec_driver_sql(statement.format(self._name), given).all()


def _all_but(aside: Collection[int]) -> tuple[str, tuple[object, ...]]:
    """What takes all rows but those of these events, with `{}` for the column of their numbers; and its values."""
    return (f"WHERE {{}} NOT {_AMONG}", (packed("sqlite", aside),)) if aside else ("WHERE true", ())


# LIMIT keeps SQLite from walking through the list for each row: it then makes a table of it, and an index of that.
_TELLERS = "SELECT key AS place, value FROM json_each(?) LIMIT -1"
_TAKEN = """
    SELECT taken.number, taken.id, evidence.article FROM {0}.event AS own
    CROSS JOIN main.event AS taken ON taken.number = own.number
    LEFT JOIN main.evidence ON evidence.event = taken.number
"""
_OWN = f"""
    SELECT own.number, own.id, told.article FROM {{0}}.event AS own
    JOIN {{0}}.evidence AS told ON told.event = own.number WHERE own.number {_AMONG}
"""
