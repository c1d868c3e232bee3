"""The tables of a PostgreSQL store that hold events, parted by the day on which an event begins.

An event's number carries its day (see `placement`), and all that belongs to an event refers to it by its number. So
`event` is parted by ranges of numbers, and each table that refers to it by ranges of that column, with the same bounds:
keys, indexes and references stay what they are. What is in no part is in the one called `rest`: events without a place
on the calendar, hidden ones, and days that nobody has parted off.

An event's id does not carry its day, and no index spans parts, so ids are unique in each part. An event says its day
with its id, and so two with one id would be in one part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, text

EVENT = "event"
REST = "rest"
"""The part of all that is in no other."""
DETACHED = "detached at"
"""How the note begins that each table of a part has which is taken out."""


@dataclass(frozen=True, slots=True)
class Member:
    """A table that is parted, and the column that it is parted by: an event's number."""

    table: str
    column: str

    def part(self, name: str) -> str:
        """The table that is its part of that name."""
        return f"{self.table}_{name}"


def members(conn: Connection) -> list[Member]:
    """`event`, then the tables that refer to it."""
    rows = conn.execute(
        text(
            "SELECT DISTINCT child.relname, attname FROM pg_constraint "
            "JOIN pg_class child ON child.oid = conrelid "
            "JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1] "
            "WHERE contype = 'f' AND confrelid = CAST('event' AS regclass) AND NOT child.relispartition "
            "ORDER BY child.relname"
        )
    )
    return [Member(EVENT, "number"), *(Member(table, column) for table, column in rows)]


def is_parted(conn: Connection) -> bool:
    """Whether there are parts."""
    return conn.scalar(text("SELECT relkind = 'p' FROM pg_class WHERE oid = CAST('event' AS regclass)")) is True


def detached_tables(conn: Connection) -> list[str]:
    """The tables of all parts that are taken out, also of those that a store left here which is no more."""
    noted = f"starts_with(obj_description(oid, 'pg_class'), '{DETACHED} ')"
    statement = f"SELECT relname FROM pg_class WHERE relkind = 'r' AND pg_table_is_visible(oid) AND {noted}"
    return sorted(conn.execute(text(statement)).scalars())


def divide(conn: Connection) -> None:
    """Make the tables parted; all that is there is their rest. Nothing is copied."""
    family = members(conn)
    with unreferenced(conn, family):
        for member in family:
            _divide(conn, member)


def undivide(conn: Connection) -> None:
    """Make the tables whole again; every row is copied."""
    family = members(conn)
    with unreferenced(conn, family):
        for member in family:
            _undivide(conn, member)


def add_part(conn: Connection, member: Member, name: str, bounds: tuple[int, int]) -> None:
    """Part off the rows within `bounds`, the first number and the one after the last, from the rest."""
    rest, part = member.part(REST), member.part(name)
    _make_part(conn, member, part)
    within = f"{member.column} >= {bounds[0]} AND {member.column} < {bounds[1]}"
    _run(conn, f"INSERT INTO {part} SELECT * FROM {rest} WHERE {within} ORDER BY {member.column}")
    _run(conn, f"DELETE FROM {rest} WHERE {within}")
    attach_part(conn, member, name, bounds)


def attach_part(conn: Connection, member: Member, name: str, bounds: tuple[int, int]) -> None:
    """Make a table a part; the rest must have no row within its bounds."""
    values = f"FROM ({bounds[0]}) TO ({bounds[1]})"
    _run(conn, f"ALTER TABLE {member.table} ATTACH PARTITION {member.part(name)} FOR VALUES {values}")


def detach_part(conn: Connection, member: Member, name: str) -> None:
    """Make a part a table of its own, which refers to nothing."""
    part = member.part(name)
    _run(conn, f"ALTER TABLE {member.table} DETACH PARTITION {part}")
    for constraint, _ in _constraints(conn, part, "f"):
        _run(conn, f"ALTER TABLE {part} DROP CONSTRAINT {constraint}")


@contextmanager
def unreferenced(conn: Connection, family: Sequence[Member]) -> Iterator[None]:
    """Do without references to events while rows and tables move; they are checked again at the end."""
    references = [
        (member.table, name, definition)
        for member in family
        for name, definition in _constraints(conn, member.table, "f")
        if f"REFERENCES {EVENT}(" in definition
    ]
    for table, name, _ in references:
        _run(conn, f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    yield
    for table, name, definition in references:
        _run(conn, f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")


def _divide(conn: Connection, member: Member) -> None:
    table, rest = member.table, member.part(REST)
    keys = _constraints(conn, table, "pu")
    references = _constraints(conn, table, "f")
    indexes = _indexes(conn, table)
    _run(conn, f"ALTER TABLE {table} RENAME TO {rest}")
    for name, _ in keys:
        _run(conn, f"ALTER TABLE {rest} RENAME CONSTRAINT {name} TO {name}_{REST}")
    for name, _ in indexes:
        _run(conn, f"ALTER INDEX {name} RENAME TO {name}_{REST}")
    like = "INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE"
    _run(conn, f"CREATE TABLE {table} (LIKE {rest} {like}) PARTITION BY RANGE ({member.column})")
    _run(conn, f"ALTER TABLE {table} ATTACH PARTITION {rest} DEFAULT")
    for name, definition in keys:
        if member.column in definition:  # else it is kept in each part
            _run(conn, f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
    for name, definition in references:
        _run(conn, f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
    for _, definition in indexes:
        _run(conn, definition)


def _make_part(conn: Connection, member: Member, part: str) -> None:
    _run(conn, f"CREATE TABLE {part} (LIKE {member.table} INCLUDING ALL)")
    for _, definition in _constraints(conn, member.part(REST), "u"):
        _run(conn, f"ALTER TABLE {part} ADD {definition}")


def _undivide(conn: Connection, member: Member) -> None:
    table, rest, whole = member.table, member.part(REST), f"{member.table}_whole"
    own = [(name, definition) for name, definition in _constraints(conn, rest, "u")]
    keys = [
        *_constraints(conn, table, "pu"),
        *((name.removesuffix(f"_{REST}"), definition) for name, definition in own),
    ]
    references, indexes = _constraints(conn, table, "f"), _indexes(conn, table)
    _run(conn, f"CREATE TABLE {whole} (LIKE {table} INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE)")
    _run(conn, f"INSERT INTO {whole} SELECT * FROM {table} ORDER BY {member.column}")
    _run(conn, f"DROP TABLE {table}")
    _run(conn, f"ALTER TABLE {whole} RENAME TO {table}")
    for name, definition in (*keys, *references):
        _run(conn, f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
    for _, definition in indexes:
        _run(conn, definition)


def _constraints(conn: Connection, table: str, kinds: str) -> list[tuple[str, str]]:
    """Names and definitions of the constraints of these kinds: `p`rimary keys, `u`nique, `f`oreign keys."""
    rows = conn.execute(
        text(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE conrelid = CAST(:table AS regclass) AND conparentid = 0 "
            "AND position(CAST(contype AS text) in :kinds) > 0 ORDER BY conname"
        ),
        {"table": table, "kinds": kinds},
    )
    return [(name, definition) for name, definition in rows]


def _indexes(conn: Connection, table: str) -> list[tuple[str, str]]:
    """Names and definitions of the indexes that belong to no constraint."""
    rows = conn.execute(
        text(
            "SELECT relname, pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid "
            "WHERE indrelid = CAST(:table AS regclass) "
            "AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid) ORDER BY relname"
        ),
        {"table": table},
    )
    return [(name, definition.replace(" ON ONLY ", " ON ")) for name, definition in rows]


def _run(conn: Connection, statement: str) -> None:
    conn.exec_driver_sql(statement)
