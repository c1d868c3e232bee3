"""Parts of a PostgreSQL store by time: made, taken out and put back, with counts and references right at every step.

Each of these is one transaction. Writers wait, and so do readers while tables change.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from timeline_api.store.articles import advance_generation
from timeline_api.store.counts import count_in, count_out
from timeline_api.store.event_layout import WORDS
from timeline_api.store.evidence import settle
from timeline_api.store.facets import recount_facets
from timeline_api.store.lengths import renew_lengths
from timeline_api.store.partition_tables import (
    DETACHED,
    EVENT,
    REST,
    Member,
    add_part,
    attach_part,
    detach_part,
    divide,
    is_parted,
    members,
    undivide,
    unreferenced,
)
from timeline_api.store.placement import number_at
from timeline_api.store.tables import evidence, write_moment
from timeline_api.temporal.interval import day_number


class PartitionError(Exception):
    """What was asked for cannot be done; the message says why."""


@dataclass(frozen=True, slots=True)
class Partition:
    """The events that begin in the years `first` to `last`, both included (astronomical, 0 is 1 BC); None for all that
    are in no other part. `detached_at` is when it was taken out, in microseconds since 1970, None while it is in place.
    """

    name: str
    first: int | None
    last: int | None
    detached_at: int | None
    events: int
    size: int


def partition_name(first: int, last: int) -> str:
    """What the part of these years is called.

    >>> partition_name(1900, 1999), partition_name(-99, 0)
    ('1900_1999', 'm99_0')
    """
    return f"{_named(first)}_{_named(last)}"


def _named(year: int) -> str:
    return f"m{-year}" if year < 0 else str(year)


def years_of(name: str) -> tuple[int, int]:
    """`partition_name` backwards; `PartitionError` for what is no such name.

    >>> years_of("m99_0")
    (-99, 0)
    """
    first, _, last = name.partition("_")
    try:
        return _year(first), _year(last)
    except ValueError:
        raise PartitionError(f"{name!r} is no partition; they are called as in 1900_1999") from None


def _year(text: str) -> int:
    return -int(text[1:]) if text.startswith("m") else int(text)


def list_partitions(conn: Connection) -> list[Partition]:
    """All parts, those in place first, by time; none when the tables are not parted."""
    if conn.dialect.name == "sqlite" or not is_parted(conn):
        return []
    found = [_partition(conn, name, note) for name, note in _tables(conn)]
    return sorted(found, key=lambda one: (one.detached_at is not None, one.first is None, one.first))


def create_partition(conn: Connection, first: int, last: int) -> None:
    """Part off the events that begin in the years `first` to `last`, both included; the first part divides the tables.

    PartitionError when it would overlap another.
    """
    _check_store(conn)
    if first > last:
        raise PartitionError(f"{first} is after {last}")
    if not is_parted(conn):
        divide(conn)
    for other in list_partitions(conn):
        if other.first is not None and other.last is not None and other.first <= last and first <= other.last:
            raise PartitionError(f"the partition {other.name} has years of these already")
    family = members(conn)
    with unreferenced(conn, family):
        for member in family:
            add_part(conn, member, partition_name(first, last), _bounds(first, last))
    _analyze(conn, family, partition_name(first, last))


def detach_partition(conn: Connection, name: str, now: datetime) -> None:
    """Take a part out: its events are in the database still, but in no answer and no count.

    Articles that are read anew meanwhile tell its days into the rest. PartitionError when it is not in place.
    """
    if _asked(conn, name).detached_at is not None:
        raise PartitionError(f"the partition {name} is detached already")
    family = members(conn)
    spans = conn.execute(text(_SPANS.format(_part(name)))).all()
    count_out(conn, [(first, last) for first, last in spans])
    for member in reversed(family):
        detach_part(conn, member, name)
        conn.exec_driver_sql(f"COMMENT ON TABLE {member.part(name)} IS '{DETACHED} {write_moment(now)}'")
    _renew(conn, now)


def attach_partition(conn: Connection, name: str, now: datetime) -> None:
    """Put a part back in. What it holds of articles that have changed or gone meanwhile is left out, and what they have
    told of its days since joins it.

    PartitionError when it is not detached, or when another event has taken the place of one of its own.
    """
    part = _asked(conn, name)
    if part.detached_at is None:
        raise PartitionError(f"the partition {name} is in place already")
    family = members(conn)
    bounds = _bounds(*years_of(name))
    _check_places(conn, name, bounds)
    changed = _forget_changed(conn, name, part.detached_at)
    with unreferenced(conn, family):
        changed |= _join_rest(conn, family, name, bounds)
        for member in family:
            attach_part(conn, member, name, bounds)
            conn.exec_driver_sql(f"COMMENT ON TABLE {member.part(name)} IS NULL")
    count_in(conn, [(first, last) for first, last in conn.execute(text(_SPANS.format(_part(name))))])
    _renew(conn, now)
    settle(conn, changed, now)
    _analyze(conn, family, name)


def dissolve_partitions(conn: Connection, now: datetime) -> None:
    """Make the tables whole again. PartitionError when they are, or while a part is detached."""
    _check_store(conn)
    parts = list_partitions(conn)
    if not parts:
        raise PartitionError("there are no partitions")
    for part in parts:
        if part.detached_at is not None:
            raise PartitionError(f"the partition {part.name} is detached: attach it, or drop its tables, first")
    undivide(conn)
    advance_generation(conn, now)


_SPANS = "SELECT first_day, last_day FROM {} WHERE first_day IS NOT NULL"


def _part(name: str) -> str:
    return f"{EVENT}_{name}"


def _bounds(first: int, last: int) -> tuple[int, int]:
    return number_at(day_number(first, 1, 1)), number_at(day_number(last + 1, 1, 1))


def _check_store(conn: Connection) -> None:
    if conn.dialect.name == "sqlite":
        raise PartitionError("only PostgreSQL has partitions")


def _asked(conn: Connection, name: str) -> Partition:
    _check_store(conn)
    years_of(name)
    for part in list_partitions(conn):
        if part.name == name:
            return part
    raise PartitionError(f"there is no partition {name}")


def _tables(conn: Connection) -> list[tuple[str, str | None]]:
    """The names of all parts, and the notes on those that are detached."""
    rows = conn.execute(
        text(
            "SELECT substr(relname, 7), obj_description(pg_class.oid, 'pg_class') FROM pg_class "
            "WHERE relkind = 'r' AND pg_table_is_visible(oid) "
            "AND (relispartition AND relname = 'event_rest' OR relname ~ '^event_m?[0-9]+_m?[0-9]+$')"
        )
    )
    return [(name, note) for name, note in rows]


def _partition(conn: Connection, name: str, note: str | None) -> Partition:
    first, last = (None, None) if name == REST else years_of(name)
    detached_at = int(note.removeprefix(DETACHED)) if note and note.startswith(DETACHED) else None
    events = conn.scalar(text(f"SELECT count(*) FROM {_part(name)}"))
    tables = ", ".join(f"'{member.part(name)}'" for member in members(conn))
    size = conn.scalar(
        text(f"SELECT sum(pg_total_relation_size(CAST(name AS regclass))) FROM unnest(ARRAY[{tables}]) AS name")
    )
    return Partition(name, first, last, detached_at, int(events or 0), int(size or 0))


def _check_places(conn: Connection, name: str, bounds: tuple[int, int]) -> None:
    """See that no other event has come into the place of one that was away."""
    low, high = bounds
    taken = conn.execute(
        text(
            f"SELECT away.id FROM {_part(name)} AS away JOIN {_part(REST)} AS come ON come.number = away.number "
            f"WHERE come.number >= {low} AND come.number < {high} AND come.id <> away.id LIMIT 3"
        )
    ).scalars()
    ids = ", ".join(taken)
    if ids:
        raise PartitionError(f"other events have come into the places of {ids}: delete their articles first")


def _forget_changed(conn: Connection, name: str, since: int) -> set[int]:
    """Drop evidence of articles that have changed or gone since; the numbers of the events that it was for."""
    gone = "NOT EXISTS (SELECT 1 FROM article WHERE article.number = old.article AND article.updated_at <= :since)"
    rows = conn.execute(text(f"DELETE FROM evidence_{name} AS old WHERE {gone} RETURNING event"), {"since": since})
    return set(rows.scalars())


def _join_rest(conn: Connection, family: list[Member], name: str, bounds: tuple[int, int]) -> set[int]:
    """Move what has been told of the days of a part meanwhile into it; the numbers of these events."""
    low, high = bounds
    event, *others = family
    _complete_evidence(conn, name)
    within = f"{event.column} >= {low} AND {event.column} < {high}"
    spans = conn.execute(text(f"{_SPANS.format(event.part(REST))} AND {within}"))
    count_out(conn, [(first, last) for first, last in spans])
    told = set(conn.execute(text(f"SELECT number FROM {event.part(REST)} WHERE {within}")).scalars())
    for member in (event, *others):
        part, rest = member.part(name), member.part(REST)
        # Of an event that is in both, the newer row stays; it is settled anew from the evidence of both, of which an
        # article that was loaded again has given some twice.
        same = f"new.{member.column} = old.{member.column}"
        same += " AND new.article = old.article" if member.table == evidence.name else ""
        conn.exec_driver_sql(f"DELETE FROM {part} AS old USING {rest} AS new WHERE {same}")
        within = f"{member.column} >= {low} AND {member.column} < {high}"
        moved = f"WITH moved AS (DELETE FROM {rest} WHERE {within} RETURNING *)"
        conn.exec_driver_sql(f"{moved} INSERT INTO {part} SELECT * FROM moved")
    return told


def _complete_evidence(conn: Connection, name: str) -> None:
    """Write into the evidence of a part what it leaves to events: rows of these are about to be replaced."""
    said = ", ".join(f"{column} = told.{column}" for column in WORDS)
    of_event = f"FROM {_part(name)} AS told WHERE told.number = evidence_{name}.event"
    conn.exec_driver_sql(f"UPDATE evidence_{name} SET {said} {of_event} AND evidence_{name}.text IS NULL")


def _renew(conn: Connection, now: datetime) -> None:
    recount_facets(conn)
    renew_lengths(conn)
    advance_generation(conn, now)


def _analyze(conn: Connection, family: list[Member], name: str) -> None:
    """Have the planner know the part and the rest from the start."""
    for member in family:
        for part in (name, REST):
            conn.exec_driver_sql(f"ANALYZE {member.part(part)}")
