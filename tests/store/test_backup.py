"""Backups of a store that others write to, and what comes of putting them back, on both stores."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import make_url, text

from timeline_api.model import Document, Extraction
from timeline_api.store.articles import put_article
from timeline_api.store.backup import BackupError, back_up, is_empty, restore
from timeline_api.store.engine import open_engine, reading, writing
from timeline_api.store.health import check
from timeline_api.store.keys import create_key
from timeline_api.store.migrate import downgrade, head, is_current, known_revisions, upgrade
from timeline_api.store.postgres_tools import PostgresTools, ToolError
from timeline_api.store.queries import EventQuery, fetch_events
from timeline_api.temporal.interval import day

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def other_url(database_url: str, request, tmp_path: Path) -> str:
    """A place for a store of the same kind, with nothing in it."""
    if database_url.startswith("sqlite"):
        return f"sqlite:///{tmp_path}/other/place.db"
    return request.getfixturevalue("empty_postgres_url")


def put(url: str, tell, *numbers: int) -> None:
    opened = open_engine(url)
    for number in numbers:
        document = Document(f"Text {number}", id=str(number), source="Paper")
        told = tell(f"Bridge {number} opens", day(2024, 12, 1 + number % 28))
        with writing(opened) as conn:
            put_article(conn, document, Extraction(document, (), (told,)), NOW)
    opened.dispose()


def served(url: str) -> list[tuple]:
    """The events that a store serves, and the ids of its keys; the store has to be whole."""
    opened = open_engine(url)
    try:
        assert check(opened) == ()
        with reading(opened) as conn:
            keys = conn.execute(text("SELECT id FROM api_key ORDER BY id")).all()
            return [*map(repr, fetch_events(conn, EventQuery(limit=1000)).rows), *keys]
    finally:
        opened.dispose()


@contextmanager
def writing_on(url: str, tell) -> Iterator[list[int]]:
    """Put article after article until the block ends; the numbers of those that are stored."""
    stored: list[int] = []
    stop = Event()

    def write() -> None:
        while not stop.is_set():
            put(url, tell, len(stored))
            stored.append(len(stored))

    thread = Thread(target=write)
    thread.start()
    try:
        yield stored
    finally:
        stop.set()
        thread.join()


def test_a_backup_is_of_one_moment_while_others_write(database_url: str, other_url: str, tell, tmp_path: Path):
    file = tmp_path / "a copy?.backup"
    with writing_on(database_url, tell) as stored:
        while len(stored) < 5:
            pass
        before = len(stored)
        size = back_up(database_url, file)
        after = len(stored)
    assert file.stat().st_size == size > 0
    assert file.stat().st_mode & 0o077 == 0
    assert restore(other_url, file) == head()
    events = served(other_url)
    assert before <= len(events) <= after + 1
    assert [name.name for name in tmp_path.iterdir() if name.name.endswith(".partial")] == []


def test_what_is_put_back_is_served_as_it_was(database_url: str, tell, tmp_path: Path):
    opened = open_engine(database_url)
    with writing(opened) as conn:
        create_key(conn, "one", ["read"], NOW)
    put(database_url, tell, *range(5))
    before = served(database_url)
    back_up(database_url, tmp_path / "kept")
    put(database_url, tell, *range(5, 9))
    assert served(database_url) != before
    with reading(opened) as conn:  # a server that goes on meanwhile
        conn.execute(text("SELECT count(*) FROM event")).scalar_one()
    restore(database_url, tmp_path / "kept")
    assert served(database_url) == before
    with reading(opened) as conn:
        assert conn.scalar(text("SELECT count(*) FROM event")) == 5
    put(database_url, tell, *range(5, 9))
    assert len(served(database_url)) == 10
    opened.dispose()


@pytest.mark.parametrize("is_there", [True, False])
def test_a_backup_of_pages_of_another_size_is_put_back(sqlite_url: str, tell, tmp_path: Path, is_there: bool):
    """Older versions made files of smaller pages."""
    put(sqlite_url, tell, *range(3))
    before = served(sqlite_url)
    back_up(sqlite_url, tmp_path / "kept")
    with closing(sqlite3.connect(tmp_path / "kept")) as kept:
        kept.execute("PRAGMA page_size = 1024")
        kept.execute("VACUUM")
    other = f"sqlite:///{tmp_path}/other.db"
    if is_there:
        upgrade(other)
        put(other, tell, *range(3, 9))
    restore(other, tmp_path / "kept")
    assert served(other) == before
    with closing(sqlite3.connect(tmp_path / "other.db")) as made:
        assert made.execute("PRAGMA page_size").fetchone() == (8192 if is_there else 1024,)
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == []


def test_an_older_backup_is_brought_up_to_date(database_url: str, other_url: str, tell, tmp_path: Path):
    put(database_url, tell, *range(3))
    before = served(database_url)
    older = known_revisions()[2]
    downgrade(database_url, older)
    back_up(database_url, tmp_path / "older")
    assert restore(other_url, tmp_path / "older") == older
    assert is_current(other_url)
    assert served(other_url) == before


def test_a_backup_of_a_newer_version_is_refused(database_url: str, other_url: str, tell, tmp_path: Path):
    opened = open_engine(database_url)
    with writing(opened) as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '9999_later'"))
    opened.dispose()
    back_up(database_url, tmp_path / "newer")
    with pytest.raises(BackupError, match=r"9999_later.*newer"):
        restore(other_url, tmp_path / "newer")
    assert is_empty(other_url)


def test_what_is_no_backup_is_refused(database_url: str, other_url: str, tell, tmp_path: Path):
    put(database_url, tell, 1)
    before = served(database_url)
    (tmp_path / "letter").write_text("Dear Sir")
    with pytest.raises(BackupError, match="is no backup"):
        restore(database_url, tmp_path / "letter")
    back_up(database_url, tmp_path / "whole")
    cut = (tmp_path / "whole").read_bytes()[: 20_000 if database_url.startswith("sqlite") else 200]
    (tmp_path / "cut").write_bytes(cut)
    with pytest.raises((BackupError, ToolError)):
        restore(database_url, tmp_path / "cut")
    assert served(database_url) == before


def test_a_backup_of_the_other_kind_is_refused(sqlite_url: str, tmp_path: Path):
    (tmp_path / "archive").write_bytes(b"PGDMP" + bytes(100))
    with pytest.raises(BackupError, match="is a backup of postgresql, and the database is sqlite"):
        restore(sqlite_url, tmp_path / "archive")


def test_a_backup_that_fails_leaves_the_one_before(sqlite_url: str, tmp_path: Path):
    file = tmp_path / "kept"
    file.write_text("the one before")
    database = Path(make_url(sqlite_url).database)
    database.write_bytes(database.read_bytes()[:8192] + bytes(20_000))
    with pytest.raises((BackupError, sqlite3.DatabaseError)):
        back_up(sqlite_url, file)
    assert file.read_text() == "the one before"
    assert sorted(path.name for path in tmp_path.iterdir() if "partial" in path.name) == []


def test_a_file_that_is_no_database_any_more_is_replaced_and_kept(sqlite_url: str, tell, tmp_path: Path):
    put(sqlite_url, tell, 1)
    before = served(sqlite_url)
    back_up(sqlite_url, tmp_path / "kept")
    database = Path(make_url(sqlite_url).database)
    database.write_bytes(b"noise" * 4000)
    restore(sqlite_url, tmp_path / "kept")
    assert served(sqlite_url) == before
    assert (database.parent / "timeline.db.damaged").read_bytes().startswith(b"noise")


def test_programs_of_postgres_that_are_too_old_are_not_used():
    with pytest.raises(ToolError, match=r"of version 999 or newer are needed \(found .*\); install"):
        PostgresTools(999)


@pytest.mark.postgres
def test_a_store_of_several_hosts_is_backed_up_and_put_back(postgres_url: str, tell, tmp_path: Path):
    put(postgres_url, tell, 1, 2)
    at = make_url(postgres_url)
    hosts = [f"{at.host or at.query['host']}:{at.port or 5432}", "127.0.0.1:1"]
    several = at.set(host=None, port=None).update_query_dict({"host": hosts}).render_as_string(hide_password=False)
    before = served(postgres_url)
    back_up(several, tmp_path / "backup")
    put(postgres_url, tell, 3)
    restore(several, tmp_path / "backup")
    assert served(postgres_url) == before


@pytest.mark.postgres
def test_a_password_is_not_among_the_arguments(postgres_url: str, tmp_path: Path, monkeypatch):
    """The programs are replaced by one that writes down what it is given."""
    for program in ("pg_restore", "psql"):
        (tmp_path / program).write_text("#!/bin/sh\n")
    (tmp_path / "pg_dump").write_text(
        '#!/bin/sh\n[ "$1" = --version ] && echo "pg_dump (PostgreSQL) 18.0" && exit\n'
        f'echo "$@" > {tmp_path}/arguments; echo "$PGPASSWORD" > {tmp_path}/environment\n'
    )
    for program in ("pg_dump", "pg_restore", "psql"):
        (tmp_path / program).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{shutil.os.environ['PATH']}")
    PostgresTools(18).dump(make_url("postgresql://me:secret@example.org/news"), tmp_path / "file")
    assert "secret" not in (tmp_path / "arguments").read_text()
    assert (tmp_path / "environment").read_text() == "secret\n"
    assert "host=example.org" in (tmp_path / "arguments").read_text()
