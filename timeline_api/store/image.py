"""Rows of prepared events as a small SQLite database, which SQLite takes over without a value passing through Python.

The process that lays them out makes the database in memory and sends its bytes. The one that stores attaches it within
its transaction, takes out what is there already, and copies each table by one statement, which takes half the time of
handing over the rows. It is detached when the transaction is over (see `engine.loading`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy import Connection

from timeline_api.store import counts, facets
from timeline_api.store.batch import Batch
from timeline_api.store.counts import Span
from timeline_api.store.engine import ATTACHED
from timeline_api.store.lengths import note_lengths
from timeline_api.store.new_rows import NewRows, There, gathered
from timeline_api.store.search import EVERY
from timeline_api.store.search_index import WORD_COLUMNS, search_table
from timeline_api.store.sets import packed
from timeline_api.store.tables import event, event_entity, evidence

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
    "CREATE TABLE teller (place INTEGER PRIMARY KEY, article)",
    "CREATE TABLE place (number INTEGER PRIMARY KEY, place)",
)
_AMONG = "IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Image:
    """The bytes of such a database, in which an article is its place among `tellers`, their ids; the classes of events
    that have words, and how many days events take.
    """

    data: bytes
    tellers: tuple[str, ...]
    classes: tuple[int, ...]
    lengths: frozenset[int]

    def opened(self, conn: Connection) -> NewRows:
        """The rows, to be put into that store: only within `engine.loading`."""
        return _OpenImage(conn, self)


def image_of(portions: Iterable[tuple[Batch, Sequence[int]]]) -> Image:
    """Batches in which no event is twice, of which the article in a row of evidence is its id, each event told by one;
    beside each where in what was laid out its events were.
    """
    tellers: dict[str, int] = {}
    classes: set[int] = set()
    spans: list[Span] = []
    tally: facets.Tally = {}
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        made.execute("BEGIN")
        for table in _TABLES:
            made.execute(table)
        for batch, places in portions:
            for row in chain.from_iterable(batch.evidence.values()):
                tellers.setdefault(row[1], len(tellers))
            _fill_rows(made, batch, places, tellers)
            classes |= {of for of, rows in batch.words.items() if of is not None and rows}
            spans += batch.spans
            facets.add_tally(tally, batch.tally)
        _fill(made, "day_count", counts.COLUMNS, counts.changes_of(spans, 1))
        _fill(made, "facet_count", facets.COLUMNS, facets.tally_rows(tally))
        made.execute("COMMIT")
        made.execute("VACUUM")  # in order, and so with less room between the rows
        lengths = frozenset(last - first + 1 for first, last in spans)
        return Image(made.serialize(), tuple(tellers), tuple(sorted(classes)), lengths)


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
        conn.exec_driver_sql(f"ATTACH ':memory:' AS {self._name}")
        driver: Any = conn.connection.driver_connection
        driver.deserialize(image.data, name=self._name)

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
        if aside:
            self._take_out(aside)
        tellers = [(place, articles[id]) for place, id in enumerate(self._image.tellers)]
        if tellers:
            self._conn.exec_driver_sql(f"INSERT INTO {self._name}.teller VALUES (?, ?)", tellers)
        # Counts before words: what replaces rows has FTS5 write out the words that it has gathered.
        self._copy("day_count", counts.COLUMNS, behind=f"WHERE true {counts.ADDED}")
        self._copy("facet_count", facets.COLUMNS, behind=f"WHERE true {facets.ADDED}")
        self._copy("event", _EVENT)
        rest = _EVIDENCE[2:]
        said = ", ".join(("event", "teller.article", *rest))
        told_by = f"JOIN {self._name}.teller ON teller.place = evidence.article"
        self._copy("evidence", _EVIDENCE, said, told_by)
        self._copy("event_entity", _NAMES)
        for of in self._image.classes:
            self._copy_words(of)
        note_lengths(self._conn, self._image.lengths)
        [(count,)] = self._ask("SELECT count(*) FROM {0}.event")
        return int(count)

    def _copy(self, table: str, columns: Sequence[str], said: str = "", behind: str = "") -> None:
        # OR FAIL, as an error ends the transaction: else SQLite would copy each page, to take back what the rows did.
        named = ", ".join(columns)
        self._conn.exec_driver_sql(
            f"INSERT OR FAIL INTO main.{table} ({named}) SELECT {said or named} FROM {self._name}.{table} {behind}"
        )

    def _copy_words(self, span_class: int) -> None:
        columns = ", ".join(WORD_COLUMNS[1:])
        self._conn.exec_driver_sql(
            f"INSERT INTO main.{search_table('sqlite', span_class)} (rowid, {', '.join(WORD_COLUMNS)}) "
            f"SELECT event.number, '{EVERY}', {columns} FROM {self._name}.word "
            f"CROSS JOIN {self._name}.event ON event.number = word.number "
            f"WHERE word.span_class = {span_class} ORDER BY word.number"
        )

    def _take_out(self, numbers: Collection[int]) -> None:
        """Be without events of these numbers, none of them hidden; `lengths` stay, as what is left out is there already
        or comes by the way that articles take.
        """
        gone = list(self._ask(f"SELECT first_day, last_day, record FROM {{0}}.event WHERE number {_AMONG}", numbers))
        days = counts.changes_of([(first, last) for first, last, _ in gone if first is not None], -1)
        fewer = facets.tally((facets.values_of_record(record), first) for first, _, record in gone)
        self._change("day_count", counts.COLUMNS, 2, days)
        tallied = [(*key, -events) for *key, events in facets.tally_rows(fewer)]
        self._change("facet_count", facets.COLUMNS, len(facets.KEY), tallied)
        for table, column in _OF_EVENT.items():
            self._conn.exec_driver_sql(
                f"DELETE FROM {self._name}.{table} WHERE {column} {_AMONG}", (packed("sqlite", numbers),)
            )

    def _change(self, table: str, columns: Sequence[str], key: int, rows: Iterable[Sequence[Any]]) -> None:
        """Add to the counts behind a key of so many columns, and drop those that come to nothing."""
        added = ", ".join(f"{name} = {name} + ?" for name in columns[key:])
        found = " AND ".join(f"{name} = ?" for name in columns[:key])
        changes = [(*row[key:], *row[:key]) for row in rows]
        if changes:
            self._conn.exec_driver_sql(f"UPDATE {self._name}.{table} SET {added} WHERE {found}", changes)
            nothing = " AND ".join(f"{name} = 0" for name in columns[key:])
            self._conn.exec_driver_sql(f"DELETE FROM {self._name}.{table} WHERE {nothing}")

    def _ask(self, statement: str, among: Collection[int] | None = None) -> Iterable[Any]:
        given = () if among is None else (packed("sqlite", among),)
        return self._conn.exec_driver_sql(statement.format(self._name), given).all()


_OF_EVENT = {"event": "number", "evidence": "event", "event_entity": "event", "word": "number"}
_TAKEN = """
    SELECT taken.number, taken.id, evidence.article FROM {0}.event AS own
    CROSS JOIN main.event AS taken ON taken.number = own.number
    LEFT JOIN main.evidence ON evidence.event = taken.number
"""
_OWN = f"""
    SELECT own.number, own.id, told.article FROM {{0}}.event AS own
    JOIN {{0}}.evidence AS told ON told.event = own.number WHERE own.number {_AMONG}
"""
