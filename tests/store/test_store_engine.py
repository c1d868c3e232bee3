import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from timeline_api.store.engine import (
    PAGE,
    Limits,
    OverBudget,
    _leave_references,
    loading,
    open_engine,
    read_url,
    reading,
    writing,
)
from timeline_api.store.health import check
from timeline_api.store.migrate import upgrade
from timeline_api.store.reader import Reader

SLOW = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
    "postgresql": "SELECT pg_sleep(60)",
}


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        ("postgres://u:p@h/n", "postgresql+psycopg://u:p@h/n"),
        ("postgresql://h/n", "postgresql+psycopg://h/n"),
        ("postgresql+psycopg2://h/n", "postgresql+psycopg://h/n"),
        ("sqlite:///var/timeline.db", "sqlite+pysqlite:///var/timeline.db"),
    ],
)
def test_addresses_get_their_driver(url, meant):
    assert read_url(url).render_as_string(hide_password=False) == meant


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("", "not a database address"),
        ("timeline.db", "not a database address"),
        ("mysql://h/n", "no store for 'mysql'"),
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
        ("sqlite:///file:x?mode=memory&uri=true", "needs a file"),
    ],
)
def test_addresses_of_no_store_are_refused(url, complaint):
    with pytest.raises(ValueError, match=complaint):
        open_engine(url)


def test_a_complaint_does_not_show_the_password():
    with pytest.raises(ValueError, match="no store") as caught:
        open_engine("mysql://u:hunter2@h/n")
    assert "hunter2" not in str(caught.value)


def test_sqlite_is_durable_and_strict(sqlite_url):
    engine = open_engine(sqlite_url)
    with reading(engine) as conn:
        asked = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        assert [conn.scalar(text(f"PRAGMA {name}")) for name in asked] == ["wal", 2, 1, 30_000]
    engine.dispose()


def test_a_reader_sees_one_state(engine):
    with reading(engine) as conn:
        before = conn.scalar(text("SELECT number FROM generation"))
        with writing(engine) as other:
            other.execute(text("UPDATE generation SET number = number + 1"))
        assert conn.scalar(text("SELECT number FROM generation")) == before
    with reading(engine) as conn:
        assert conn.scalar(text("SELECT number FROM generation")) == before + 1


def test_a_writer_keeps_all_or_nothing(engine):
    def fail():
        with writing(engine) as conn:
            conn.execute(text("UPDATE generation SET number = 99"))
            raise KeyError("stop")

    with pytest.raises(KeyError):
        fail()
    with reading(engine) as conn:
        assert conn.scalar(text("SELECT number FROM generation")) == 0


def test_evidence_of_nothing_is_refused(engine):
    columns = "event, article, char_start, char_end, precision, qualifier, basis, timex, date_text, title, text"
    row = "1, 1, 0, 0, '', '', '', '', '', '', ''"
    statement = text(f"INSERT INTO evidence ({columns}, confidence, explanation) VALUES ({row}, 1, '')")
    with pytest.raises(Exception, match=r"(?i)foreign key"), writing(engine) as conn:
        conn.execute(statement)


@pytest.mark.parametrize(("made_with", "size"), [(None, PAGE), (4096, 4096)])
def test_a_new_file_has_large_pages_and_an_older_one_keeps_its_own(tmp_path, made_with, size):
    file = tmp_path / "new.db"
    if made_with:
        with closing(sqlite3.connect(file)) as made:
            made.execute(f"PRAGMA page_size = {made_with}")
            made.execute("CREATE TABLE held (number)")
    opened = open_engine(f"sqlite:///{file}")
    with writing(opened) as conn:
        conn.exec_driver_sql("CREATE TABLE other (number)")
        assert conn.exec_driver_sql("PRAGMA page_size").scalar() == size
    opened.dispose()


def test_who_writes_after_a_load_has_references_checked(sqlite_url):
    """With the same connection: the pool has no other."""
    upgrade(sqlite_url)
    engine = open_engine(sqlite_url)
    orphan = text("INSERT INTO event_entity (event, entity, name) VALUES (5, 'oslo', 'Oslo')")
    with loading(engine) as conn:
        conn.execute(orphan)
    assert check(engine) == ("row 1 of event_entity refers to a row of event that is gone",)
    with pytest.raises(IntegrityError, match="FOREIGN KEY"), writing(engine) as conn:
        conn.execute(text("UPDATE event_entity SET event = 6"))
    engine.dispose()


LOOSE = "INSERT INTO event_entity (event, entity, name) VALUES (7, 'ana', 'Ana')"
OTHERS = (
    "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    "CREATE TRIGGER noted AFTER INSERT ON article FOR EACH ROW EXECUTE FUNCTION note()",
)


@pytest.mark.postgres
def test_a_load_leaves_references_unlooked_for_and_a_check_finds_them(postgres_url):
    engine = open_engine(postgres_url)
    with loading(engine) as conn:
        conn.execute(text(LOOSE))
    assert check(engine) == ("1 rows of event_entity that refer to a row of event that is gone",)
    with pytest.raises(IntegrityError), writing(engine) as conn:
        conn.execute(text(LOOSE.replace("7", "8")))
    engine.dispose()


@pytest.mark.postgres
def test_a_load_passes_over_no_triggers_of_others(postgres_url):
    engine = open_engine(postgres_url)
    with writing(engine) as conn:
        for statement in OTHERS:
            conn.execute(text(statement))
    with pytest.raises(IntegrityError), loading(engine) as conn:
        conn.execute(text(LOOSE))
    engine.dispose()


@pytest.mark.postgres
def test_a_load_by_a_user_who_may_not_say_so_has_references_checked(postgres_url):
    engine = open_engine(postgres_url)
    with writing(engine) as conn:
        conn.execute(text("SET ROLE pg_monitor"))
        _leave_references(conn)
        assert conn.scalar(text("SHOW session_replication_role")) == "origin"
    engine.dispose()


def test_a_read_past_its_budget_is_ended_and_the_connection_is_good(engine):
    start = time.monotonic()
    with pytest.raises(OverBudget, match=r"longer than 0\.2 seconds"), reading(engine, budget=0.2) as conn:
        conn.execute(text(SLOW[engine.dialect.name]))
    assert time.monotonic() - start < 5
    for _ in range(3):
        with reading(engine, budget=60) as conn:
            assert conn.scalar(text("SELECT number FROM generation")) == 0
        with reading(engine) as conn:
            assert conn.scalar(text("SELECT number FROM generation")) == 0


def test_other_errors_pass_a_budget_unchanged(engine):
    with pytest.raises(Exception, match="nonsense"), reading(engine, budget=60) as conn:
        conn.execute(text("SELECT * FROM nonsense"))
    with pytest.raises(KeyError), reading(engine, budget=60):
        raise KeyError("mine")


@pytest.mark.postgres
def test_no_statement_takes_longer_than_the_limit(postgres_url):
    engine = open_engine(postgres_url, Limits(statement_seconds=0.2))
    with pytest.raises(OperationalError, match="statement timeout"), writing(engine) as conn:
        conn.execute(text("SELECT pg_sleep(60)"))
    engine.dispose()


@pytest.mark.postgres
def test_no_more_connections_are_opened_than_the_limit(postgres_url):
    engine = open_engine(postgres_url, Limits(connections=1))
    reader = Reader(engine, 0.9, connections=1)
    opened = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    with ThreadPoolExecutor(4) as threads:
        counts = list(threads.map(lambda _: reader.fetch(opened, {})[0][0], range(20)))
        slow = [threads.submit(reader.fetch, "SELECT pg_sleep(0.6)", {}) for _ in range(3)]
    assert set(counts) == {1}
    assert [type(one.exception()) for one in slow].count(PoolTimeout) >= 1, "who waits too long is told"
    reader.dispose()
    engine.dispose()
