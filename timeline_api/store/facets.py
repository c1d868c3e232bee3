"""How many events have each source, name, precision and basis: kept in the transaction that changes the events, so
that to tell how the whole timeline divides is to read a few rows.

An event counts once for each of its values; hidden events and those whose record is still to be written do not count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

import orjson
from sqlalchemy import Connection, text

from timeline_api.store.bulk import insert_tuples
from timeline_api.store.entities import names_in
from timeline_api.store.names import folded_name
from timeline_api.store.placement import FIRST_NUMBER
from timeline_api.store.rows import EventRow
from timeline_api.store.sets import among_sql, packed

Value = tuple[str, str, str]
"""A facet, a value as it is compared, and as it is written."""

Tally = Counter[tuple[str, str, str, int]]
"""Events by facet, value, name, and whether they have a place on the calendar (1) or not (0)."""

TallyRow = tuple[str, str, str, int, int]
"""The same as a row: how many events comes last."""

COLUMNS = ("facet", "value", "name", "dated", "events")
ADDED = "ON CONFLICT (facet, value, name, dated) DO UPDATE SET events = facet_count.events + excluded.events"
"""What an insert says behind its rows to have them added to what is there."""
_TIDY = text(
    "DELETE FROM facet_count WHERE facet = :facet AND value = :value AND name = :name AND dated = :dated AND events = 0"
)
_RECORDS = f"SELECT record, first_day FROM event WHERE record <> '' AND number >= {FIRST_NUMBER}"


def values_of(event: EventRow) -> list[Value]:
    """What an event counts for."""
    outlets = {source.source for source in event.sources if source.source is not None}
    return _values(event.precision, event.basis, outlets, names_in(event.sources))


def _values(precision: str, basis: str, outlets: Iterable[str], names: Iterable[str]) -> list[Value]:
    return [
        ("precision", precision, precision),
        ("basis", basis, basis),
        *(("source", outlet, outlet) for outlet in outlets),
        *(("entity", folded_name(name), name) for name in names),
    ]


def values_of_record(record: str) -> list[Value]:
    """The same, of an event as it is kept."""
    said = orjson.loads(record)
    outlets = {source["source"] for source in said["sources"] if source["source"] is not None}
    return _values(said["date"]["precision"], said["date"]["basis"], outlets, said["entities"])


def tally(events: Iterable[tuple[Collection[Value], bool]]) -> Tally:
    """Count events, given their values and whether they are dated."""
    counted: Tally = Counter()
    counted.update((facet, value, name, int(dated)) for values, dated in events for facet, value, name in values)
    return counted


def tally_kept(conn: Connection, numbers: Collection[int]) -> Tally:
    """Count these events as they are kept."""
    dialect = conn.dialect.name
    statement = f"{_RECORDS} AND {among_sql(dialect, 'number', 'numbers')}"
    return _tally_records(conn, statement, {"numbers": packed(dialect, sorted(numbers))})


def _tally_records(conn: Connection, statement: str, values: Mapping[str, object]) -> Tally:
    rows = conn.execute(text(statement), values)
    return tally((values_of_record(record), first is not None) for record, first in rows)


def keep_tally(conn: Connection, came: Tally, gone: Tally) -> None:
    """Keep that events have come and gone."""
    came = came.copy()
    came.subtract(gone)
    changed = tally_rows(came)
    insert_tally(conn, changed)
    fewer = [dict(zip(COLUMNS, row, strict=True)) for row in changed if row[-1] < 0]
    if fewer:
        conn.execute(_TIDY, fewer)


def tally_rows(counted: Tally) -> list[TallyRow]:
    """A tally as rows, in one order, as everything is written."""
    return [(*key, events) for key, events in sorted(counted.items()) if events]


def insert_tally(conn: Connection, came: list[TallyRow]) -> None:
    """Keep that events have come; rows that come to nothing stay."""
    insert_tuples(conn, "facet_count", COLUMNS, came, ADDED)


def recount_facets(conn: Connection) -> None:
    """Count everything anew; takes time in proportion to the events."""
    conn.execute(text("DELETE FROM facet_count"))
    keep_tally(conn, _tally_records(conn, _RECORDS, {}), Counter())


def check_facets(conn: Connection) -> list[str]:
    """What is wrong with the counts, if anything; takes time in proportion to the events."""
    kept = {tuple(key): events for *key, events in conn.execute(text(_KEPT))}
    counted = {tuple(key): events for *key, events in conn.execute(text(_COUNTED))}
    wrong = sum(counted.get(key) != kept.get(key) for key in counted.keys() | kept.keys())
    return [f"{wrong} counts of events by facet that are wrong"] if wrong else []


_KEPT = "SELECT facet, value, name, dated, events FROM facet_count"
_DATED = "CASE WHEN event.first_day IS NULL THEN 0 ELSE 1 END AS dated"
_SHOWN = f"FROM event {{}} WHERE event.number >= {FIRST_NUMBER} {{}} GROUP BY 2, 3, 4"
_TOLD = "JOIN evidence ON evidence.event = event.number JOIN article ON article.number = evidence.article"
# From the tables that the records are made of, and not from the records: another way to the same numbers.
_COUNTED = " UNION ALL ".join(
    (
        f"SELECT 'precision', precision, precision AS name, {_DATED}, count(*) {_SHOWN.format('', '')}",
        f"SELECT 'basis', basis, basis AS name, {_DATED}, count(*) {_SHOWN.format('', '')}",
        f"SELECT 'source', article.source, article.source AS name, {_DATED}, count(DISTINCT event.number) "
        + _SHOWN.format(_TOLD, "AND article.source IS NOT NULL"),
        f"SELECT 'entity', entity, name, {_DATED}, count(*) "
        + _SHOWN.format("JOIN event_entity ON event_entity.event = event.number", ""),
    )
)
