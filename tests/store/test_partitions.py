"""Partitions by time: the same answers with them and without, and everything right when they come and go."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic.util import CommandError
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from timeline_api.bulk.loading import load_events
from timeline_api.model import Document, Extraction, Interval
from timeline_api.pipeline import extract
from timeline_api.store.articles import delete_article, put_article, put_articles
from timeline_api.store.backup import back_up, restore
from timeline_api.store.divisions import fetch_facets
from timeline_api.store.engine import open_engine, reading, writing
from timeline_api.store.event_query import EventQuery
from timeline_api.store.health import check
from timeline_api.store.lengths import lengths_of
from timeline_api.store.migrate import downgrade, head, upgrade
from timeline_api.store.page_sql import page_statement
from timeline_api.store.partitions import (
    PartitionError,
    attach_partition,
    create_partition,
    detach_partition,
    dissolve_partitions,
    list_partitions,
    partition_name,
    years_of,
)
from timeline_api.store.queries import fetch_events
from timeline_api.store.reader import Reader
from timeline_api.store.search import parse_words
from timeline_api.store.totals import count_events
from timeline_api.temporal.interval import day, day_number

pytestmark = pytest.mark.postgres
NOW = datetime(2026, 1, 1, tzinfo=UTC)
YEARS = (1850, 1905, 1914, 1950, 1999, 2000, 2024)


def told(number: int) -> Document:
    year = YEARS[number % len(YEARS)]
    said = (
        f"The {number}th bridge opened on 8 May {year}. From {year - 60} to {year} a ferry ran there. "
        f"In {year + 1} it burned."
    )
    return Document(
        said, id=str(number), source=f"Paper {number % 3}", published=datetime(2025, 1, 1, tzinfo=UTC).date()
    )


@pytest.fixture
def engine(postgres_url: str) -> Iterator[Engine]:
    opened = open_engine(postgres_url)
    with writing(opened) as conn:
        put_articles(conn, [(one, extract(one)) for one in map(told, range(70))], NOW)
    yield opened
    opened.dispose()


QUERIES = [
    EventQuery(limit=500),
    EventQuery(limit=500, order="-date"),
    EventQuery(day_number(1914, 1, 1), day_number(1914, 12, 31)),
    EventQuery(day_number(1960, 1, 1), day_number(2024, 12, 31), words=parse_words("ferry")),
    EventQuery(words=parse_words("bridge"), order="relevance"),
    EventQuery(order="importance", sources=("Paper 1",)),
]


def answers(engine: Engine) -> list[Any]:
    reader = Reader(engine, 5)
    with reading(engine) as conn:
        pages: list[Any] = [fetch_events(conn, query) for query in QUERIES]
    found = [*pages, *(count_events(reader, query) for query in QUERIES), fetch_facets(reader, QUERIES[0], 20)]
    reader.dispose()
    return found


def create(engine: Engine, *years: tuple[int, int]) -> None:
    for first, last in years:
        with writing(engine) as conn:
            create_partition(conn, first, last)


def names(engine: Engine) -> list[str]:
    with reading(engine) as conn:
        return [one.name for one in list_partitions(conn)]


def test_answers_are_the_same_with_partitions_and_without(engine: Engine) -> None:
    before = answers(engine)
    create(engine, (1900, 1949), (1950, 1999), (2000, 2049))
    assert names(engine) == ["1900_1949", "1950_1999", "2000_2049", "rest"]
    assert answers(engine) == before
    assert check(engine) == ()
    with reading(engine) as conn:
        events = [one.events for one in list_partitions(conn)]
        assert sum(events) == conn.scalar(text("SELECT count(*) FROM event"))
        assert all(events)
    with writing(engine) as conn:
        dissolve_partitions(conn, NOW)
    assert names(engine) == []
    assert answers(engine) == before
    assert check(engine) == ()


def test_articles_come_change_and_go_in_partitions_as_without(engine: Engine, tell: Any) -> None:
    create(engine, (1900, 1999), (2000, 2049))
    later = NOW + timedelta(hours=1)
    with writing(engine) as conn:
        changed = Document("It closed on 3 March 1931.", id="1", source="Paper 1")
        assert put_article(conn, changed, extract(changed), later).outcome == "replaced"
        fresh = Document("x", id="new")
        undated = Extraction(fresh, (), (tell("It rained", None), tell("A war", Interval(700_000, 720_000))))
        stored = put_article(conn, fresh, undated, later)
        assert len(stored.event_ids) == 2
    assert check(engine) == ()
    with writing(engine) as conn:
        assert delete_article(conn, stored.article_id, later)
    assert check(engine) == ()


def test_keys_and_references_hold(engine: Engine) -> None:
    create(engine, (1900, 1999))
    for wrong in (
        "UPDATE evidence SET event = event + 1",
        "INSERT INTO event SELECT * FROM event WHERE number = (SELECT min(number) FROM event_1900_1999)",
        "DELETE FROM event WHERE number = (SELECT min(number) FROM event_1900_1999)",
        "UPDATE event_1900_1999 SET id = (SELECT max(id) FROM event_1900_1999) WHERE number = "
        "(SELECT min(number) FROM event_1900_1999)",
    ):
        with pytest.raises(IntegrityError), writing(engine) as conn:
            conn.execute(text(wrong))


def plan_of(engine: Engine, query: EventQuery) -> str:
    with reading(engine) as conn:
        asked = page_statement("postgresql", query, lengths_of(conn))
        assert asked is not None
        # So small a table is best read whole. What we ask is whether there is another way.
        conn.execute(text("SET LOCAL enable_seqscan = off"))
        explaining = "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF)"
        lines = conn.execute(text(f"{explaining} {asked[0]}"), asked[1]).scalars()
        return "\n".join(line for line in lines if "never executed" not in line)


def test_a_range_is_looked_for_in_its_partitions_alone(engine: Engine) -> None:
    create(engine, (1700, 1849), (1850, 1899), (1900, 1949), (1950, 1999), (2000, 2049))
    year = EventQuery(day_number(2024, 1, 1), day_number(2024, 12, 31), limit=10)
    for query in (year, replace(year, order="-date"), replace(year, bases=("explicit",))):
        plan = plan_of(engine, query)
        assert "Seq Scan" not in plan
        looked_at = set(re.findall(r"event_(\d+_\d+)_span_class", plan))
        assert "event_by_span_rest" not in plan
        # A ferry ran for sixty years: the longest event that can reach into 2024 began in 1964.
        assert looked_at == {"1950_1999", "2000_2049"}


def test_a_partition_is_taken_out_and_put_back(engine: Engine) -> None:
    before = answers(engine)
    create(engine, (1900, 1949), (1950, 1999))
    with writing(engine) as conn:
        detach_partition(conn, "1900_1949", NOW)
    assert names(engine) == ["1950_1999", "rest", "1900_1949"]
    assert check(engine) == ()
    reader = Reader(engine, 5)
    assert count_events(reader, EventQuery(day_number(1905, 5, 8), day_number(1905, 5, 8), match="starts")) == 0
    with writing(engine) as conn:
        attach_partition(conn, "1900_1949", NOW)
    assert answers(engine) == before
    assert check(engine) == ()
    reader.dispose()


def test_what_happened_meanwhile_counts_when_a_partition_comes_back(engine: Engine, tell: Any) -> None:
    """An article is told anew, one goes, and another tells an event that is away and one that is new."""
    create(engine, (1900, 1949))
    away = next(row for row in pages_of(engine, 1905) if "bridge" in row.title)
    with writing(engine) as conn:
        detach_partition(conn, "1900_1949", NOW)
    later = NOW + timedelta(hours=1)
    with writing(engine) as conn:
        changed = Document("It closed on 3 March 1931.", id="1", source="Paper 1")  # told of 1905 before
        put_article(conn, changed, extract(changed), later)
        gone = conn.scalar(text("SELECT id FROM article WHERE document_id = '8'"))  # of 1905 too
        assert delete_article(conn, str(gone), later)
        fresh = Document("y", id="fresh", source="New")
        same = tell(away.title, Interval(away.first_day, away.last_day + 1), edtf=away.edtf, text="New says so.")
        put_article(conn, fresh, Extraction(fresh, (), (same, tell("A new one", day(1920, 2, 2)))), later)
    assert check(engine) == ()
    with writing(engine) as conn:
        attach_partition(conn, "1900_1949", later)
    assert check(engine) == ()
    titles = {row.title: row for year in (1905, 1920, 1931) for row in pages_of(engine, year)}
    assert {"A new one", "It closed"} <= titles.keys()
    sentences = {source.source: source.sentence for source in titles[away.title].sources}
    assert sentences == {"New": "New says so."} | {one.source: one.sentence for one in away.sources}
    assert "The 1th bridge opened" not in titles
    assert "The 8th bridge opened" not in titles


def pages_of(engine: Engine, year: int) -> list[Any]:
    with reading(engine) as conn:
        query = EventQuery(day_number(year, 1, 1), day_number(year, 12, 31), match="starts", limit=100)
        return list(fetch_events(conn, query).rows)


@pytest.mark.parametrize(
    ("ask", "complaint"),
    [
        (lambda conn: create_partition(conn, 1940, 1960), "1900_1949 has years of these"),
        (lambda conn: create_partition(conn, 1999, 1990), "1999 is after 1990"),
        (lambda conn: detach_partition(conn, "rest", NOW), "'rest' is no partition"),
        (lambda conn: detach_partition(conn, "1700_1799", NOW), "there is no partition 1700_1799"),
        (lambda conn: attach_partition(conn, "1900_1949", NOW), "in place already"),
    ],
)
def test_what_cannot_be_is_said(postgres_url: str, ask: Any, complaint: str) -> None:
    engine = open_engine(postgres_url)
    create(engine, (1900, 1949))
    with pytest.raises(PartitionError, match=complaint), writing(engine) as conn:
        ask(conn)
    engine.dispose()


def test_names_say_the_years() -> None:
    assert [years_of(partition_name(*years)) for years in ((1900, 1999), (-499, 0))] == [(1900, 1999), (-499, 0)]


def test_migrations_go_back_and_forth_on_partitions(engine: Engine, postgres_url: str) -> None:
    before = answers(engine)
    create(engine, (1900, 1949), (1950, 2049))
    engine.dispose()
    downgrade(postgres_url, "0006_corrections")
    upgrade(postgres_url)
    assert head()
    assert answers(engine) == before
    assert check(engine) == ()


def test_tables_do_not_change_while_a_partition_is_away(engine: Engine, postgres_url: str) -> None:
    create(engine, (1900, 1949))
    before = answers(engine)
    with writing(engine) as conn:
        detach_partition(conn, "1900_1949", NOW)
    with pytest.raises(CommandError, match=r"detached \(event_1900_1949, .*\): attach them before"):
        downgrade(postgres_url, "0006_corrections")
    upgrade(postgres_url)  # nothing is to be done, and so nothing is in the way
    with writing(engine) as conn:
        attach_partition(conn, "1900_1949", NOW)
    downgrade(postgres_url, "0006_corrections")
    upgrade(postgres_url)
    assert answers(engine) == before


def test_prepared_events_that_come_again_while_their_partition_is_away(engine: Engine) -> None:
    """Their article is the same and has not changed since, and so has told them twice when it comes back."""

    lines = "\n".join(f'{{"title": "Bridge {n} opens", "date": "{1890 + n}"}}' for n in range(40)).encode()

    def load() -> int:
        return sum(done.loaded.created for done in load_events(engine, io.BytesIO(lines), "events"))

    def shown() -> list[tuple[str, str, int]]:
        with reading(engine) as conn:
            found = fetch_events(conn, EventQuery(limit=1000)).rows
        return [(row.id, row.title, row.source_count) for row in found]

    assert load() == 40
    create(engine, (1900, 1949))
    before = shown()
    with writing(engine) as conn:
        detach_partition(conn, "1900_1949", datetime.now(UTC))  # after the article was last changed
    assert load() == 30
    with writing(engine) as conn:
        attach_partition(conn, "1900_1949", NOW)
    assert check(engine) == ()
    assert shown() == before


def test_a_backup_takes_the_place_of_what_is_detached_too(engine: Engine, postgres_url: str, tmp_path: Path) -> None:
    before = answers(engine)
    back_up(postgres_url, tmp_path / "whole")
    create(engine, (1900, 1949), (1950, 2049))
    with writing(engine) as conn:
        detach_partition(conn, "1900_1949", NOW)
    away = answers(engine)
    back_up(postgres_url, tmp_path / "parted")
    for _ in range(2):
        restore(postgres_url, tmp_path / "parted")
        assert answers(engine) == away
    with writing(engine) as conn:
        attach_partition(conn, "1900_1949", NOW)
    assert answers(engine) == before
    with writing(engine) as conn:
        detach_partition(conn, "1950_2049", NOW)
    restore(postgres_url, tmp_path / "whole")
    assert answers(engine) == before
    create(engine, (1950, 2049))
    assert answers(engine) == before
    assert check(engine) == ()


def test_sqlite_has_none(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    with reading(engine) as conn:
        assert list_partitions(conn) == []
    with pytest.raises(PartitionError, match="only PostgreSQL"), writing(engine) as conn:
        create_partition(conn, 1900, 1949)
    engine.dispose()
