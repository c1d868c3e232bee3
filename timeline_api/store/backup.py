"""Backups: a copy of the whole store in one file, taken while others read and write, and put back again.

Of SQLite it is a database file, made by SQLite's backup API in one step, and so of one moment; of PostgreSQL an archive
of pg_dump. A backup is written beside its name and renamed when it is whole: a file of that name is never half of one.
"""

from __future__ import annotations

import os
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from sqlalchemy import URL, inspect, text

from timeline_api.store.engine import open_engine, read_url
from timeline_api.store.migrate import current, known_revisions, upgrade
from timeline_api.store.partition_tables import detached_tables
from timeline_api.store.postgres_tools import PostgresTools
from timeline_api.store.tables import SEARCH_TABLE, metadata

Kind = Literal["sqlite", "postgresql"]
_BEGINNINGS: dict[bytes, Kind] = {b"SQLite format 3\0": "sqlite", b"PGDMP": "postgresql"}
_VERSION_TABLE = "alembic_version"
_FILLS_VERSION = re.compile(rf"COPY (\w+\.)?{_VERSION_TABLE} ")


class BackupError(Exception):
    """A backup that cannot be made or put back; says why in a line."""


def back_up(url: str, file: Path) -> int:
    """Copy the store at `url`, which must be there, to `file`, over what it held; the bytes of the copy.

    Others may go on reading and writing. BackupError, ToolError or OSError, and `file` as it was, when that fails.
    """
    parsed = read_url(url)
    with _beside(file) as partial:
        if parsed.get_backend_name() == "sqlite":
            _copy_sqlite(Path(str(parsed.database)), partial)
        else:
            _tools(url).dump(parsed, partial)
        return partial.stat().st_size


def restore(url: str, file: Path) -> str:
    """Put what `file` holds in the place of all that the store at `url` holds, brought to the tables of this version.

    All or nothing; readers see the old state until it is done. Returns the revision that the backup was at. BackupError
    for a file that is no backup of such a database, is damaged or of a newer version.
    """
    parsed = read_url(url)
    kind = kind_of(file)
    if kind != parsed.get_backend_name():
        raise BackupError(f"{file} is a backup of {kind}, and the database is {parsed.get_backend_name()}")
    revision = _restore_sqlite(parsed, file) if kind == "sqlite" else _restore_postgres(parsed, url, file)
    upgrade(url)
    return revision


def kind_of(file: Path) -> Kind:
    """What database a file is a backup of; BackupError when it is none."""
    with file.open("rb") as stream:
        beginning = stream.read(16)
    for mark, kind in _BEGINNINGS.items():
        if beginning.startswith(mark):
            return kind
    raise BackupError(f"{file} is no backup: neither an SQLite database nor an archive of pg_dump")


def is_empty(url: str) -> bool:
    """Whether the store at `url` holds nothing that a restore would take away."""
    if current(url) is None:
        return True
    engine = open_engine(url)
    try:
        with engine.connect() as conn:
            there = set(inspect(conn).get_table_names()) & {"article", "event", "api_key", "correction"}
            return not any(conn.execute(text(f"SELECT 1 FROM {name} LIMIT 1")).first() for name in sorted(there))
    finally:
        engine.dispose()


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A new file beside `file`, for the owner's eyes only, that takes its place when the block ends well."""
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{file.name}.", suffix=".partial", dir=file.parent)
    except OSError as error:
        raise BackupError(f"{file} cannot be written: {error.strerror}") from error
    os.close(descriptor)
    partial = Path(name)
    try:
        yield partial
        _sync(partial)
        partial.replace(file)
        _sync(file.parent)
    finally:
        partial.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _copy_sqlite(database: Path, file: Path) -> None:
    with closing(_read_only(database)) as source, closing(sqlite3.connect(file)) as copy:
        source.backup(copy)  # all pages in one step: of one moment, however many write
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, that a read-only disk can serve too
    with _open_copy(file):
        pass  # it is whole


def _read_only(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(file.absolute()))}?mode=ro", uri=True)


@contextmanager
def _open_copy(file: Path) -> Iterator[sqlite3.Connection]:
    """A database file, read only; BackupError when it is damaged."""
    with closing(_read_only(file)) as copy:
        try:
            findings = [line for (line,) in copy.execute("PRAGMA integrity_check") if line != "ok"]
        except sqlite3.DatabaseError as error:
            findings = [str(error)]
        if findings:
            raise BackupError(f"{file} is damaged: {findings[0]}")
        yield copy


def _restore_sqlite(url: URL, file: Path) -> str:
    database = Path(str(url.database))
    database.parent.mkdir(parents=True, exist_ok=True)
    with _open_copy(file) as copy:
        revision = _checked(_revision_of(copy), file)
        try:
            _overwrite(copy, database)
        except sqlite3.DatabaseError as error:
            if not _is_no_database(error):
                raise
            _set_aside(database)
            _overwrite(copy, database)
    return revision


def _revision_of(copy: sqlite3.Connection) -> str | None:
    if not copy.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (_VERSION_TABLE,)).fetchone():
        return None
    row = copy.execute(f"SELECT version_num FROM {_VERSION_TABLE}").fetchone()
    return str(row[0]) if row else None


def _overwrite(copy: sqlite3.Connection, database: Path) -> None:
    with closing(sqlite3.connect(database)) as target:
        target.execute(f"PRAGMA page_size = {_page_size(copy)}")  # of a file that is there already, it stays as it is
        target.execute("PRAGMA journal_mode = WAL")
        with _of_pages(copy, _page_size(target), database.parent) as source:
            source.backup(target)  # one transaction: others see all of it or nothing


def _page_size(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA page_size").fetchone()[0])


@contextmanager
def _of_pages(copy: sqlite3.Connection, size: int, folder: Path) -> Iterator[sqlite3.Connection]:
    """The same database in pages of that size, written anew where it has others: SQLite copies page by page."""
    if _page_size(copy) == size:
        yield copy
        return
    with tempfile.TemporaryDirectory(dir=folder) as name:
        file = Path(name, "copy.db")
        copy.execute(f"PRAGMA page_size = {size}")
        copy.execute("VACUUM INTO ?", (str(file),))
        with closing(_read_only(file)) as same:
            yield same


def _is_no_database(error: sqlite3.DatabaseError) -> bool:
    return error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)


def _set_aside(database: Path) -> None:
    """Keep a file that is no database any more under another name, for whoever wants to look into it."""
    database.replace(database.with_name(f"{database.name}.damaged"))
    for ending in ("-wal", "-shm"):
        database.with_name(database.name + ending).unlink(missing_ok=True)


def _checked(revision: str | None, file: Path) -> str:
    if revision is None:
        raise BackupError(f"{file} holds no timeline")
    if revision not in known_revisions():
        raise BackupError(f"{file} is at revision {revision}, which this version does not know: it is of a newer one")
    return revision


def _restore_postgres(parsed: URL, url: str, file: Path) -> str:
    tools = _tools(url)
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "restore.sql")
        tools.script(file, script)
        revision = _checked(_revision_in(script), file)
        modelled = reversed([table.name for table in metadata.sorted_tables])
        names = [SEARCH_TABLE, *modelled, _VERSION_TABLE, *_detached(url)]
        tools.play(parsed, f"DROP TABLE IF EXISTS {', '.join(names)} CASCADE", script)
    return revision


def _detached(url: str) -> list[str]:
    """The tables of partitions that are taken out, which no other table leads to."""
    engine = open_engine(url)
    try:
        with engine.connect() as conn:
            return detached_tables(conn)
    finally:
        engine.dispose()


def _revision_in(script: Path) -> str | None:
    """The revision that a dump in SQL is at: the line after the one that begins to fill the table of it."""
    with script.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if _FILLS_VERSION.match(line):
                revision = next(lines, "").strip()
                return None if revision == "\\." else revision
    return None


def _tools(url: str) -> PostgresTools:
    engine = open_engine(url)
    try:
        with engine.connect() as conn:
            server = int(conn.execute(text("SHOW server_version_num")).scalar_one()) // 10_000
    finally:
        engine.dispose()
    return PostgresTools(server)
