import logging
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from timeline_api.model import Document, Extraction, Interval
from timeline_api.store.articles import put_article
from timeline_api.store.engine import open_engine, reading, writing
from timeline_api.store.event_query import EventQuery
from timeline_api.store.health import check
from timeline_api.store.marks import UNDATED, Marks, keep_marks, marks_of
from timeline_api.store.migrate import current, downgrade, head, is_current, is_modelled, upgrade
from timeline_api.store.queries import fetch_events
from timeline_api.store.search import parse_words
from timeline_api.store.tables import metadata
from timeline_api.temporal.interval import day

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty_url(request, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/a folder/new.db"
    return request.getfixturevalue("empty_postgres_url")


def test_the_steps_lead_to_the_tables(engine: Engine):
    options = {"compare_type": True, "compare_server_default": True, "include_name": is_modelled}
    with reading(engine) as conn:
        assert compare_metadata(MigrationContext.configure(conn, opts=options), metadata) == []


def test_names_of_constraints_are_those_of_the_model(engine: Engine):
    seen = inspect(engine)
    for table in metadata.sorted_tables:
        assert seen.get_pk_constraint(table.name)["name"] == table.primary_key.name
        named = {key["name"] for key in seen.get_foreign_keys(table.name)}
        assert named == {key.constraint.name for key in table.foreign_keys}


def test_upgrade_makes_all_and_downgrade_takes_all_away(empty_url: str):
    assert current(empty_url) is None
    assert not is_current(empty_url)
    upgrade(empty_url)
    assert current(empty_url) == head()
    assert is_current(empty_url)
    upgrade(empty_url)
    downgrade(empty_url, "base")
    assert current(empty_url) is None
    opened = open_engine(empty_url)
    assert inspect(opened).get_table_names() == ["alembic_version"]
    opened.dispose()
    upgrade(empty_url)
    assert is_current(empty_url)


def test_a_step_that_fails_leaves_the_store_as_it_was(empty_url: str):
    opened = open_engine(empty_url.replace("a folder/", ""))
    with writing(opened) as conn:
        conn.execute(text("CREATE TABLE generation (id integer)"))
    opened.dispose()
    url = empty_url.replace("a folder/", "")
    with pytest.raises(Exception, match="generation"):
        upgrade(url)
    assert current(url) is None
    opened = open_engine(url)
    assert inspect(opened).get_table_names() == ["generation"]
    opened.dispose()


def test_to_ask_makes_no_file(tmp_path: Path):
    assert current(f"sqlite:///{tmp_path}/none.db") is None
    assert list(tmp_path.iterdir()) == []


def test_logging_stays_as_it_was(tmp_path: Path):
    root = logging.getLogger()
    before = (root.level, list(root.handlers), logging.getLogger("alembic").level)
    silent = logging.getLogger("timeline_api").disabled
    upgrade(f"sqlite:///{tmp_path}/new.db")
    assert (root.level, list(root.handlers), logging.getLogger("alembic").level) == before
    assert logging.getLogger("timeline_api").disabled == silent


def test_events_from_before_are_given_their_records(empty_url: str, tell):
    upgrade(empty_url)
    opened = open_engine(empty_url)
    document = Document("x", title="About", source="Paper")
    with writing(opened) as conn:
        put_article(conn, document, Extraction(document, (), (tell("Bridge opens", day(2024, 12, 8)),)), NOW)
    records = texts_of(opened, "SELECT record FROM event")
    opened.dispose()
    downgrade(empty_url, "0001")
    upgrade(empty_url)
    opened = open_engine(empty_url)
    assert texts_of(opened, "SELECT record FROM event") == records
    assert check(opened) == ()
    assert "Bridge opens" in records[0]
    opened.dispose()


def test_a_filled_store_goes_back_a_version_and_comes_again(empty_url: str, tell):
    upgrade(empty_url)
    opened = open_engine(empty_url)
    spans = [day(2024, 12, 8), Interval(700_000, 700_020), Interval(0, 4_000), Interval(0, 99_999), None]
    document = Document("x", title="About", source="Paper")
    told = tuple(tell(f"Bridge {number} opens", span) for number, span in enumerate(spans))
    with writing(opened) as conn:
        put_article(conn, document, Extraction(document, (), told), NOW)
    asked = EventQuery(first_day=3_000, words=parse_words("bridges -2"), undated="include")
    with reading(opened) as conn:
        before = [row.title for row in fetch_events(conn, asked).rows]
    opened.dispose()
    downgrade(empty_url, "0006_corrections")
    upgrade(empty_url)
    opened = open_engine(empty_url)
    assert check(opened) == ()
    with reading(opened) as conn:
        assert [row.title for row in fetch_events(conn, asked).rows] == before
    assert before == ["Bridge 3 opens", "Bridge 1 opens", "Bridge 0 opens", "Bridge 4 opens"]
    opened.dispose()


def test_marks_are_given_the_days_of_their_articles(empty_url: str):
    upgrade(empty_url)
    opened = open_engine(empty_url)
    published = [None, date(2024, 12, 8), datetime(1999, 3, 1, 23, 30, tzinfo=timezone(timedelta(hours=-5))), date.min]
    with writing(opened) as conn:
        for at, each in enumerate(published):
            put_article(conn, Document(f"Text {at}", each), Extraction(Document("x"), (), ()), NOW)
        numbers = list(conn.scalars(text("SELECT number FROM article ORDER BY text")))
        keep_marks(conn, [(number, Marks((7, -number), 5, 9)) for number in numbers])
    opened.dispose()
    downgrade(empty_url, "0014_words_gathered")
    upgrade(empty_url)
    opened = open_engine(empty_url)
    days = [UNDATED, *(date(*day).toordinal() for day in ((2024, 12, 8), (1999, 3, 1), (1, 1, 1)))]
    with reading(opened) as conn:
        for number, day_ in zip(numbers, days, strict=True):
            assert marks_of(conn, number) == Marks((-number, 7), day_, 0)
    opened.dispose()


def texts_of(engine: Engine, statement: str) -> list[str]:
    with reading(engine) as conn:
        return list(conn.scalars(text(statement)))
