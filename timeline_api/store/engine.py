"""Connections: one transaction each, for reading or for writing.

Writers take their turn from the start, on SQLite by BEGIN IMMEDIATE, on PostgreSQL by an advisory lock. So
a writer sees the last word of all others, and nobody has to give up half-way: no 'database is locked', no
deadlock. Readers never wait for writers.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError

BUSY_SECONDS = 30
"""How long a SQLite writer waits for its turn."""

_WRITERS_LOCK = 7_451_863_402  # any number, the same for all writers of a PostgreSQL database
PAGE = 8192
"""Bytes of a page of a new SQLite file: with half as many pages a load makes half as many calls to the system. Twice
that is faster still, and has each article that comes alone write nearly three times as much as pages of four kilobytes.
"""
LARGE_CACHE = 256 * 1024
"""Kilobytes that a SQLite connection may keep of a file while it changes much of it."""
_PRIVILEGES_OF_SETTINGS = (15,)  # the PostgreSQL from which on they can be granted, and asked for
ATTACHED = "laid_"
"""How names of databases begin that a load attaches to a SQLite connection, for a transaction."""
OPS_BETWEEN_LOOKS = 10_000
"""SQLite instructions between two looks at the clock: well under a millisecond."""
POSTGRES_OPTIONS = " ".join(
    f"-c {setting}"
    for setting in (
        "timezone=UTC",
        "plan_cache_mode=force_custom_plan",  # a rare word and a common one want different plans
        "max_parallel_workers_per_gather=0",  # a page reads few rows: workers cost more than they bring
        "jit=off",  # for the same reason
    )
)
"""What a connection to PostgreSQL is opened with."""


_PATIENCE = {"connect_timeout": 5, "tcp_user_timeout": 10_000}
"""Seconds for a PostgreSQL server to take a connection, and milliseconds for it to acknowledge what is sent: one that
is gone without a word is given up.
"""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a process may ask of a PostgreSQL server: so many `connections` at once, and `statement_seconds` of any one
    statement, None for as long as it takes.
    """

    connections: int = 32
    statement_seconds: float | None = None


class OverBudget(Exception):
    """A read took longer than it may."""


def read_url(url: str) -> URL:
    """The address of a store, with the driver filled in.

    >>> str(read_url("postgres://localhost/news"))
    'postgresql+psycopg://localhost/news'

    Several hosts (`postgresql:///news?host=one:5432&host=two:5432`) are servers of which one takes writes: that one is
    meant. ValueError when it is no address, or of another kind of database, or of one that lives in memory only.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise ValueError("not a database address; write sqlite:///FILE or postgresql://HOST/NAME") from None
    backend = parsed.drivername.partition("+")[0]
    if backend in ("postgresql", "postgres"):
        return _read_postgres(parsed)
    if backend != "sqlite":
        raise ValueError(f"no store for {backend!r} databases; use sqlite or postgresql")
    if not parsed.database or ":memory:" in parsed.database or "mode=memory" in str(parsed):
        raise ValueError("SQLite needs a file that all connections share: sqlite:///FILE")
    return parsed.set(drivername="sqlite+pysqlite")


def _read_postgres(parsed: URL) -> URL:
    given = parsed.set(drivername="postgresql+psycopg")
    one_host = isinstance(parsed.query.get("host", ""), str)
    if one_host or "target_session_attrs" in parsed.query:
        return given
    return given.update_query_dict({"target_session_attrs": "primary"})


def open_engine(url: str, limits: Limits | None = None) -> Engine:
    """A pool of connections to the store at `url`; nothing is opened before the first use. `limits` are those of
    PostgreSQL.
    """
    parsed = read_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _open_sqlite(parsed)
    limits = limits or Limits()
    return create_engine(
        parsed,
        pool_size=limits.connections,
        max_overflow=0,
        pool_pre_ping=True,  # a restarted server costs no request
        connect_args={"options": postgres_options(limits.statement_seconds), **patience(parsed)},
    )


def postgres_options(statement_seconds: float | None) -> str:
    """What a connection to PostgreSQL is opened with when a statement may take so many seconds."""
    if statement_seconds is None:
        return POSTGRES_OPTIONS
    return f"{POSTGRES_OPTIONS} -c statement_timeout={max(1, int(statement_seconds * 1000))}"


def patience(url: URL) -> dict[str, int]:
    """How long to wait for a PostgreSQL server that does not answer, where its address says nothing of it."""
    return {name: value for name, value in _PATIENCE.items() if name not in url.query}


def _open_sqlite(url: URL) -> Engine:
    engine = create_engine(url, pool_size=8, max_overflow=56, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions of its own
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA page_size = {PAGE}")  # of a file that is there already, it stays as it is
    _enter_wal(cursor)
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA cache_size = -32768")
    cursor.close()


def _enter_wal(cursor: Any) -> None:
    """Switch to the write-ahead log, once for the life of the file.

    SQLite does not wait when two connections to a new file do so at once, so we do.
    """
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            return
        except Exception as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.01)


def _begin_sqlite(conn: Connection) -> None:
    mode = conn.get_execution_options().get("begin_mode", "DEFERRED")
    conn.exec_driver_sql(f"BEGIN {mode}")


def _enlarge_cache(conn: Connection) -> None:
    """Have a SQLite connection keep many pages, as needed: rows of any time change pages everywhere, and what finds no
    room is written into the log again and again within a transaction.
    """
    if conn.dialect.name == "sqlite":
        conn.exec_driver_sql(f"PRAGMA cache_size = -{LARGE_CACHE}")


@contextmanager
def reading(engine: Engine, budget: float | None = None) -> Iterator[Connection]:
    """A connection that sees one state of the store throughout.

    `budget` is the seconds that its statements may take together (on PostgreSQL, each); past it: OverBudget.
    """
    with engine.connect() as conn:
        if engine.dialect.name == "postgresql":
            conn.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with conn.begin(), _within(conn, budget):
            yield conn


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A connection whose changes are kept all together, when the block ends well, or not at all."""
    with engine.connect() as conn, _changing(conn):
        yield conn


@contextmanager
def loading(engine: Engine) -> Iterator[Connection]:
    """The same, for many new rows at once: the database does not look for the row that each refers to, which costs more
    than to put it in. Only for who makes both; `health.check` looks for all.
    """
    with engine.connect() as conn, _ready_to_load(conn), _changing(conn):
        _enlarge_cache(conn)
        _leave_references(conn)
        yield conn


_MAY_LEAVE_REFERENCES = text(
    "SELECT has_parameter_privilege('session_replication_role', 'SET') "
    "AND NOT EXISTS (SELECT FROM pg_trigger WHERE NOT tgisinternal)"
)


def _leave_references(conn: Connection) -> None:
    """Have PostgreSQL not look for them until the transaction ends, if our user may say so (who owns a database may not
    by that alone), and if there are no triggers of others, which it would pass over too.
    """
    version = conn.dialect.server_version_info or ()
    if conn.dialect.name != "postgresql" or version < _PRIVILEGES_OF_SETTINGS:
        return
    if conn.scalar(_MAY_LEAVE_REFERENCES):
        conn.execute(text("SET LOCAL session_replication_role = replica"))


@contextmanager
def _ready_to_load(conn: Connection) -> Iterator[None]:
    """Around a transaction: within one, SQLite would not listen, and holds on to what is attached."""
    if conn.dialect.name != "sqlite":
        yield
        return
    connection: Any = conn.connection.driver_connection
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    except BaseException:
        conn.invalidate()  # a statement that failed may hold on to what is attached
        raise
    connection.execute("PRAGMA foreign_keys = ON")
    for _, name, _ in connection.execute("PRAGMA database_list").fetchall():
        if name.startswith(ATTACHED):
            connection.execute(f"DETACH {name}")


@contextmanager
def _changing(conn: Connection) -> Iterator[None]:
    """A transaction of the one writer that there is at a time."""
    conn.execution_options(begin_mode="IMMEDIATE")
    with conn.begin():
        if conn.dialect.name == "postgresql":
            conn.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _WRITERS_LOCK})
        yield


@contextmanager
def _within(conn: Connection, budget: float | None) -> Iterator[None]:
    if budget is None:
        yield
        return
    stop_watching = _watch(conn, budget)
    try:
        yield
    except DBAPIError as error:
        if not ran_out(error.orig):
            raise
        raise OverBudget(f"the query took longer than {budget:g} seconds") from error
    finally:
        stop_watching()


def _watch(conn: Connection, budget: float) -> Any:
    """Begin to count the seconds; returns what ends it."""
    if conn.dialect.name == "postgresql":
        conn.execute(text("SELECT set_config('statement_timeout', :ms, true)"), {"ms": str(max(1, int(budget * 1000)))})
        return lambda: None
    deadline = time.monotonic() + budget
    driver: Any = conn.connection.driver_connection
    driver.set_progress_handler(lambda: time.monotonic() > deadline, OPS_BETWEEN_LOOKS)
    return lambda: driver.set_progress_handler(None, 0)


def ran_out(error: BaseException | None) -> bool:
    """Whether the driver gave up because the time was over."""
    return str(error) == "interrupted" or getattr(error, "sqlstate", None) == "57014"
