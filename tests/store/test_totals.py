"""Counts that are kept agree with counting, whatever comes, changes and goes."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import pytest
from sqlalchemy import Engine, text

from timeline_api.model import Document, Extraction, Interval
from timeline_api.store import facets as facet_counts
from timeline_api.store.articles import delete_article, put_article
from timeline_api.store.counts import Level, check_counts, period_start
from timeline_api.store.divisions import fetch_facets
from timeline_api.store.engine import reading, writing
from timeline_api.store.event_query import EventQuery
from timeline_api.store.facets import check_facets
from timeline_api.store.lengths import check_lengths
from timeline_api.store.queries import fetch_events
from timeline_api.store.reader import Reader
from timeline_api.store.rows import EventRow
from timeline_api.store.search import parse_words
from timeline_api.store.totals import count_events, fetch_histogram
from timeline_api.temporal.interval import day

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LENGTHS = (1, 1, 1, 2, 9, 31, 400, 40_000)


@pytest.fixture
def reader(engine: Engine):
    made = Reader(engine, 5)
    yield made
    made.dispose()


DENSE = range(730_000, 730_100)
"""Days that many events are of, where months are counted by day."""


@pytest.fixture(params=["as many as by default", "four"])
def many(request, monkeypatch) -> None:
    """How many events a month has that is counted by day: none in these tests, or half of them."""
    if request.param == "four":
        monkeypatch.setattr(facet_counts, "MANY", 4)


def random_article(random: Random, tell, number: int):
    days = random.choices(range(-40_000, 800_000), k=4) + random.choices(DENSE, k=4)
    spans = [Interval(first, first + random.choice(LENGTHS)) for first in days]
    told = [tell(f"Event {random.randrange(60)}", span) for span in [*spans, None]]
    events = tuple(replace(one, entities=tuple(random.choices(("Oslo", "OSLO", "Bergen"), k=2))) for one in told)
    document = Document(f"text {random.random()}", id=str(number), source=random.choice(("One", "Two", None)))
    return document, Extraction(document, (), events)


@pytest.fixture
def changed(engine: Engine, tell, many) -> list[EventRow]:
    """What is left after sixty random insertions, replacements and deletions; the counts are right after each."""
    random = Random(5)
    for _ in range(60):
        number = random.randrange(25)
        with writing(engine) as conn:
            if random.random() < 0.3:
                known = conn.scalar(text("SELECT id FROM article WHERE document_id = :id"), {"id": str(number)})
                delete_article(conn, known or "none", NOW)
            else:
                put_article(conn, *random_article(random, tell, number), NOW)
            assert check_counts(conn) + check_facets(conn) + check_lengths(conn) == []
    with reading(engine) as conn:
        return fetch_events(conn, EventQuery(undated="include", limit=1000)).rows


def fits(row: EventRow, query: EventQuery) -> bool:
    if row.first_day is None or row.last_day is None:
        return query.undated != "exclude"
    first = -(10**9) if query.first_day is None else query.first_day
    last = 10**9 if query.last_day is None else query.last_day
    if query.undated == "only":
        return False
    if query.match == "overlaps":
        return row.first_day <= last and row.last_day >= first
    return first <= row.first_day <= last and (query.match == "starts" or row.last_day <= last)


def queries(random: Random):
    for place in range(90):
        first, last = sorted(random.choices(DENSE if place % 3 == 0 else range(-50_000, 850_000), k=2))
        yield EventQuery(
            first_day=random.choice((first, None)),
            last_day=random.choice((last, None)),
            match=random.choice(("overlaps", "within", "starts")),
            undated=random.choice(("exclude", "exclude", "include", "only")),
            sources=random.choice(((), (), ("One",))),
            words=random.choice((None, None, parse_words("event"))),
        )


def test_totals_and_histograms_are_what_counting_gives(reader: Reader, changed):
    random = Random(6)
    for query in queries(random):
        rows = [row for row in changed if fits(row, query)]
        if query.sources:
            rows = [row for row in rows if any(source.source == "One" for source in row.sources)]
        assert count_events(reader, query) == len(rows), query
        dated = replace(query, undated="exclude")
        rows = [row for row in rows if row.first_day is not None] if query.undated != "only" else []
        if query.undated == "only":
            continue
        for level in Level:
            found = fetch_histogram(reader, dated, level)
            inside = [row.first_day for row in rows if query.first_day is None or row.first_day >= query.first_day]
            assert found.starts == Counter(period_start(level, first) for first in inside), (query, level)
            assert list(found.starts) == sorted(found.starts)
            assert found.before == len(rows) - len(inside)


def test_facets_are_what_counting_gives(reader: Reader, changed):
    for query in (
        EventQuery(),
        EventQuery(undated="include"),
        EventQuery(undated="only"),
        EventQuery(first_day=300_000),
        EventQuery(sources=("One",)),
        *queries(Random(7)),
    ):
        rows = [row for row in changed if fits(row, query)]
        if query.sources:
            rows = [row for row in rows if any(source.source == "One" for source in row.sources)]
        facets = fetch_facets(reader, query, 10)
        sources = Counter(name for row in rows for name in {source.source for source in row.sources} if name)
        assert dict(facets.source) == sources
        names = Counter(
            name for row in rows for name in {one.lower() for source in row.sources for one in source.entities}
        )
        assert {name.lower(): count for name, count in facets.entity} == names
        assert facets.precision == ([("day", len(rows))] if rows else []), query
        assert facets.basis == ([("relative", len(rows))] if rows else [])
        assert facets.source == sorted(facets.source, key=lambda pair: -pair[1])


def test_facets_have_so_many_values_at_most(reader: Reader, changed):
    assert len(fetch_facets(reader, EventQuery(), 1).source) == 1
    assert fetch_facets(reader, EventQuery(first_day=10**7), 10).source == []


@pytest.mark.parametrize("first_day", [-(10**9), -719_528, 700_000])
def test_a_range_of_a_store_without_events_has_no_facets(reader: Reader, first_day):
    for last_day in (None, first_day, first_day + 800):
        facets = fetch_facets(reader, EventQuery(first_day=first_day, last_day=last_day), 10)
        assert [*facets.source, *facets.entity, *facets.precision, *facets.basis] == []


def test_a_miscount_is_found(engine: Engine, put, tell):
    put(Document("x"), tell("Bridge opens", day(2024, 12, 8)))
    with writing(engine) as conn:
        conn.execute(text("UPDATE day_count SET starts = starts + 1 WHERE level = 1"))
        assert check_counts(conn) == ["1 counts of events by period that are wrong"]
