"""Bring a store to the tables of this version, and say where it stands.

The steps are Alembic revisions in `migrations/versions`, part of the package. They run inside one writing
transaction: a step that fails leaves the store as it was, and two that upgrade at once take turns. There is
no `env.py`: this module is the environment, and it leaves logging alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine

from timeline_api.store.engine import open_engine, read_url, reading, writing
from timeline_api.store.evidence import render_missing
from timeline_api.store.partition_tables import detached_tables
from timeline_api.store.tables import SEARCH_TABLE, metadata

_Steps = Callable[[Any, MigrationContext], Iterable[Any]]


def upgrade(url: str, revision: str = "head") -> None:
    """Make the tables, or bring them up to `revision`. A SQLite file and its folder are made when missing.

    CommandError of Alembic when a step would leave out a partition that is detached; `downgrade` too.
    """
    parsed = read_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    scripts = _scripts()
    _run(url, lambda at, _context: scripts._upgrade_revs(revision, at))
    if revision == "head":
        _complete(url)


def downgrade(url: str, revision: str) -> None:
    """Take the tables back to `revision`; `base` takes all away, with all they hold."""
    scripts = _scripts()
    _run(url, lambda at, _context: scripts._downgrade_revs(revision, at))


def current(url: str) -> str | None:
    """The revision that the store is at; None when it has no tables of ours, or no file."""
    parsed = read_url(url)
    if parsed.get_backend_name() == "sqlite" and not Path(str(parsed.database)).exists():
        return None
    engine = open_engine(url)
    try:
        with reading(engine) as conn:
            return revision_of(conn)
    finally:
        engine.dispose()


def revision_of(conn: Connection) -> str | None:
    """The revision that a connected store is at."""
    return MigrationContext.configure(conn).get_current_revision()


@cache
def head() -> str:
    """The revision that this version of the package needs."""
    revision = _scripts().get_current_head()
    if revision is None:
        raise RuntimeError("the package has no migrations: it is not installed whole")
    return revision


@cache
def known_revisions() -> tuple[str, ...]:
    """All revisions of this version of the package, the first one first."""
    return tuple(reversed([script.revision for script in _scripts().walk_revisions()]))


def is_current(url: str) -> bool:
    """Whether the store has exactly the tables that this version needs."""
    return current(url) == head()


def is_modelled(name: str | None, kind: str, _parents: object) -> bool:
    """Whether a name in the database is one that `tables` should know: all but the text index."""
    return kind != "table" or not (name or "").startswith(SEARCH_TABLE)


def _complete(url: str) -> None:
    """Derive what steps leave to be derived: they change tables and know nothing of JSON."""
    engine = open_engine(url)
    try:
        with writing(engine) as conn:
            render_missing(conn, datetime.now(UTC))
    finally:
        engine.dispose()


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config


def _run(url: str, steps: _Steps) -> None:
    engine = open_engine(url)
    try:
        _run_on(engine, steps)
    finally:
        engine.dispose()


def _run_on(engine: Engine, steps: _Steps) -> None:
    config = _config()

    def steps_once_whole(at: Any, context: MigrationContext) -> Iterable[Any]:
        found = list(steps(at, context))
        if found:
            _check_whole(conn)
        return found

    environment = EnvironmentContext(config, ScriptDirectory.from_config(config), fn=steps_once_whole)
    with writing(engine) as conn, environment:
        environment.configure(connection=conn, target_metadata=metadata, transactional_ddl=True)
        environment.run_migrations()


def _check_whole(conn: Connection) -> None:
    """See that no table is away that a step would have to change."""
    away = detached_tables(conn) if conn.dialect.name == "postgresql" else []
    if away:
        raise CommandError(f"partitions are detached ({', '.join(away)}): attach them before the tables change")
