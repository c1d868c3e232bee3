import pytest
from sqlalchemy import text

from timeline_api.model import Document, Interval
from timeline_api.store.engine import open_engine, reading, writing
from timeline_api.store.health import Health, Size, check, measure, size_of
from timeline_api.store.migrate import downgrade, head


def test_everything_is_counted(engine, put, tell):
    put(Document("x", id="1"), tell("One", Interval(0, 1)), tell("Never", None))
    put(Document("x", id="2"), tell("One", Interval(0, 1)))
    with reading(engine) as conn:
        assert size_of(conn) == Size(2, 2)
        found = measure(conn)
    assert found == Health(2, 2, 1, 3, 0, found.size, head())
    assert found.size > 50_000
    assert check(engine) == ()


SPOILED = {
    "UPDATE event SET source_count = 7": "1 events that miscount their sources",
    "UPDATE event SET confidence = 0.1": "1 events whose confidence is not that of their best evidence",
    "DELETE FROM evidence": "1 events without evidence",
}


@pytest.mark.parametrize("statement", SPOILED)
def test_what_is_wrong_is_said(engine, put, tell, statement):
    put(Document("x"), tell("One", Interval(0, 1)))
    with writing(engine) as conn:
        conn.execute(text(statement))
    assert SPOILED[statement] in check(engine)


def test_a_text_index_that_lacks_an_event_is_noticed(engine, put, tell):
    put(Document("x"), tell("One", Interval(0, 1)))
    with writing(engine) as conn:
        lite = engine.dialect.name == "sqlite"
        where = "event_search_0(event_search_0) VALUES ('delete-all')" if lite else ""
        conn.execute(text(f"INSERT INTO {where}" if lite else "DELETE FROM event_search"))
    [complaint] = check(engine)
    assert "text index" in complaint


def test_a_damaged_file_is_noticed(sqlite_url, tmp_path):
    engine = open_engine(sqlite_url)
    with writing(engine) as conn:
        conn.execute(text("PRAGMA writable_schema = ON"))
        conn.execute(text("UPDATE sqlite_schema SET rootpage = 2 WHERE name = 'event_by_span'"))
    engine.dispose()
    engine = open_engine(sqlite_url)
    assert any("malformed" in line for line in check(engine))
    engine.dispose()
    (tmp_path / "timeline.db").write_bytes(b"no database at all" * 500)
    for leftover in tmp_path.glob("timeline.db-*"):
        leftover.unlink()
    engine = open_engine(sqlite_url)
    assert check(engine) == ("the database cannot be read: file is not a database",)
    engine.dispose()


def test_an_old_revision_is_said(database_url):
    downgrade(database_url, "base")
    engine = open_engine(database_url)
    assert check(engine) == (f"the tables are at revision None, this version needs {head()}",)
    with reading(engine) as conn, pytest.raises(Exception, match="article"):
        size_of(conn)
    engine.dispose()
