import json
from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import pytest
from sqlalchemy import Engine, text

from timeline_api.model import Document, Extraction, Interval
from timeline_api.store.articles import delete_article, put_article, put_articles
from timeline_api.store.engine import open_engine, reading, writing
from timeline_api.store.importance import importance
from timeline_api.store.lengths import lengths_of
from timeline_api.store.page_sql import page_statement
from timeline_api.store.placement import LAST_DAY
from timeline_api.store.queries import EventQuery, EventRow, fetch_events
from timeline_api.store.reader import Reader
from timeline_api.store.record_pages import fetch_records
from timeline_api.store.search import parse_words
from timeline_api.temporal.interval import day, day_number, years

START = datetime(2026, 1, 1, tzinfo=UTC)
LENGTHS = (1, 1, 1, 2, 28, 31, 32, 365, 366, 367, 3652, 3653, 3654, 36524, 36525, 36526, 400_000)


@pytest.fixture
def many(engine: Engine, tell) -> list[EventRow]:
    """Three hundred events of all lengths around the turn of the era, and ten undated ones, from four
    sources.
    """
    random = Random(7)
    spans = [Interval(first, first + random.choice(LENGTHS)) for first in random.choices(range(-9000, 9000), k=300)]
    pairs = []
    for count, span in enumerate([*spans, *[None] * 10]):
        told = tell(f"Event {count}", span, confidence=random.choice((0.3, 0.6, 0.9)))
        document = Document("x", id=str(count), source=f"S{count % 4}")
        pairs.append((document, Extraction(document, (), (told,))))
    with writing(engine) as conn:
        put_articles(conn, pairs, START)
    return everything(engine)


def everything(engine: Engine) -> list[EventRow]:
    with reading(engine) as conn:
        return fetch_events(conn, EventQuery(undated="include", limit=1000)).rows


def walk(engine: Engine, query: EventQuery) -> list[EventRow]:
    rows: list[EventRow] = []
    while True:
        with reading(engine) as conn:
            page = fetch_events(conn, query)
        assert len(page.rows) <= query.limit
        rows += page.rows
        if page.next is None:
            return rows
        assert len(page.rows) == query.limit
        query = replace(query, after=page.next, after_rank=page.next_rank)


def fits(row: EventRow, query: EventQuery) -> bool:
    """What a query means, word by word."""
    if row.first_day is None:
        return query.undated != "exclude"
    first = -(10**9) if query.first_day is None else query.first_day
    last = 10**9 if query.last_day is None else query.last_day
    return (
        query.undated != "only"
        and {
            "overlaps": row.first_day <= last and row.last_day >= first,
            "within": first <= row.first_day and row.last_day <= last,
            "starts": first <= row.first_day <= last,
        }[query.match]
    )


@pytest.mark.parametrize("match", ["overlaps", "within", "starts"])
@pytest.mark.parametrize("order", ["date", "-date"])
def test_every_range_holds_what_it_means_in_order(engine, many, match, order):
    random = Random(11)
    for _ in range(25):
        first, last = sorted(random.choices(range(-12_000, 12_000), k=2))
        query = EventQuery(
            first_day=random.choice((first, last, None)),
            last_day=random.choice((last, last, None)),
            match=match,
            order=order,
            undated=random.choice(("exclude", "exclude", "include", "only")),
            limit=random.choice((1, 3, 50, 1000)) if last - first < 2000 else 50,
        )
        expected = [row for row in many if fits(row, query)]
        assert walk(engine, query) == (expected if order == "date" else expected[::-1])


def test_the_order_is_by_first_day_then_id_and_undated_last(many):
    keys = [(10**9 if row.first_day is None else row.first_day, row.id) for row in many]
    assert keys == sorted(keys)
    assert len(keys) == 310


def test_events_of_one_day_are_walked_by_id(engine, put, tell):
    put(Document("x"), *(tell(f"Event {count}", day(2024, 12, 8)) for count in range(50)))
    number = day_number(2024, 12, 8)
    rows = walk(engine, EventQuery(first_day=number, last_day=number, limit=7))
    assert [row.id for row in rows] == sorted({row.id for row in rows})
    assert len(rows) == 50


def test_any_event_serves_as_a_cursor(engine, many):
    for place in (0, 17, 299):
        after = (many[place].first_day, many[place].id)
        assert walk(engine, EventQuery(after=after, undated="include")) == many[place + 1 :]
        assert walk(engine, EventQuery(after=after, order="-date")) == many[:place][::-1]


def test_the_range_reaches_before_year_one(engine, put, tell):
    put(Document("x"), tell("Caesar dies", day(-43, 3, 15)), tell("Century", years(-99, 100)))
    ides = day_number(-43, 3, 15)
    assert {row.title for row in walk(engine, EventQuery(first_day=ides, last_day=ides))} == {
        "Caesar dies",
        "Century",
    }
    [caesar] = walk(engine, EventQuery(first_day=ides, match="starts"))
    assert (caesar.first_day, caesar.last_day) == (ides, ides)


def test_the_ends_of_time_can_be_told_and_asked_for(engine, put, tell):
    put(
        Document("x"),
        tell("First", Interval(-LAST_DAY, -LAST_DAY + 1)),
        tell("Last", Interval(LAST_DAY, LAST_DAY + 1)),
    )
    assert [row.title for row in walk(engine, EventQuery(limit=1))] == ["First", "Last"]
    far = 10**30
    assert [row.title for row in walk(engine, EventQuery(first_day=-far, last_day=far))] == ["First", "Last"]
    assert walk(engine, EventQuery(first_day=5, last_day=2)) == []
    assert [row.title for row in walk(engine, EventQuery(first_day=far))] == ["Last"]


def test_rows_that_come_and_go_neither_repeat_nor_drop_others(engine, many, put, tell):
    query = EventQuery(limit=20)
    seen: list[str] = []
    gone: set[str] = set()
    for step in range(100):
        with reading(engine) as conn:
            page = fetch_events(conn, query)
        seen += [row.id for row in page.rows]
        if page.next is None:
            break
        put(Document("y", id=f"new {step}"), tell("New", Interval(-8000 + step * 900, -7999 + step * 900)))
        gone |= {page.rows[-1].id}
        with writing(engine) as conn:
            delete_article(conn, page.rows[-1].sources[0].article_id)
        query = replace(query, after=page.next)
    assert len(seen) == len(set(seen))
    assert {row.id for row in many if row.first_day is not None} <= set(seen)
    assert gone <= set(seen)


def test_filters_take_any_of_what_they_list(engine, many, put, tell):
    some = [row for row in many if row.sources[0].source in ("S1", "S2")]
    assert walk(engine, EventQuery(sources=("S1", "S2", "none"), undated="include", limit=1000)) == some
    ids = tuple(row.sources[0].article_id for row in many[:5])
    assert walk(engine, EventQuery(articles=ids, limit=2)) == many[:5]
    assert walk(engine, EventQuery(sources=("S1'; --",))) == []
    assert walk(engine, EventQuery(precisions=("year",))) == []
    assert len(walk(engine, EventQuery(precisions=("year", "day"), bases=("relative",)))) == 300
    sure = [row for row in many if row.confidence >= 0.6]
    assert walk(engine, EventQuery(min_confidence=0.6, undated="include")) == sure
    put(Document("y", id="second"), tell(many[3].title, Interval(many[3].first_day, many[3].last_day + 1)))
    assert [row.id for row in walk(engine, EventQuery(min_sources=2))] == [many[3].id]


def test_a_source_of_many_articles_gives_the_same_as_one_of_few(engine, many):
    with reading(engine) as conn:
        for query in (EventQuery(sources=("S3",), limit=1000), EventQuery(sources=("S3",), first_day=0)):
            known = engine.dialect.name, query, lengths_of(conn)
            pages = [page_statement(*known, rare) for rare in (frozenset({"sources"}), frozenset())]
            found = [[row.id for row in conn.execute(text(statement), values)] for statement, values in pages]
            assert found[0] == found[1] != []


def test_filters_and_words_hold_together(engine, many):
    numbered = [row for row in many if row.title in ("Event 7", "Event 8") and row.first_day is not None]
    for title in ("7", "8"):
        query = EventQuery(words=parse_words(f'"event {title}"'), first_day=-500_000, last_day=500_000)
        assert walk(engine, query) == [row for row in numbered if row.title == f"Event {title}"]
    [seventh] = walk(engine, EventQuery(words=parse_words("7"), sources=("S3",)))
    assert seventh.title == "Event 7"
    assert walk(engine, EventQuery(words=parse_words("7"), sources=("S2",))) == []


@pytest.mark.parametrize("limit", [0, -5])
def test_a_page_of_nothing_is_refused(engine, limit):
    with reading(engine) as conn, pytest.raises(ValueError, match="limit"):
        fetch_events(conn, EventQuery(limit=limit))


def test_a_forged_place_is_refused(engine):
    with reading(engine) as conn, pytest.raises(ValueError, match="no place"):
        fetch_events(conn, EventQuery(after=(5, "'; DROP TABLE event")))


def test_an_empty_store_has_an_empty_page(engine):
    assert walk(engine, EventQuery(first_day=0, last_day=9, undated="include", words=parse_words("x"))) == []


def test_work_for_a_page_does_not_grow_with_the_store(tmp_path, sqlite_url, tell):
    """SQLite's own count of steps for a narrow page: the same at 1,000 events and at 8,000."""
    steps = [steps_for_a_page(sqlite_url, tell, upto) for upto in (1_000, 8_000)]
    assert steps[1] <= 1.3 * steps[0]


def steps_for_a_page(url: str, tell, upto: int) -> int:
    engine = open_engine(url)
    document = Document("x", id=str(upto))
    events = tuple(tell(f"{upto} {n}", Interval(n % 100 * 200, n % 100 * 200 + 1)) for n in range(upto))
    with writing(engine) as conn:
        put_article(conn, document, Extraction(document, (), events), START)
    steps = 0

    def count() -> None:
        nonlocal steps
        steps += 1

    with reading(engine) as conn:
        driver = conn.connection.driver_connection
        driver.set_progress_handler(count, 10)
        page = fetch_events(conn, EventQuery(first_day=9_000, last_day=12_000, limit=10))
        driver.set_progress_handler(None, 0)
    engine.dispose()
    assert len(page.rows) == 10
    return steps


@pytest.fixture
def varied(engine, put, tell) -> None:
    """Events that differ in everything that is filtered by and sorted by."""
    bridge = replace(tell("Bridge opens in Oslo", day(2024, 12, 8)), entities=("Oslo", "Old Bridge"))
    strike = replace(tell("Strike ends", years(2024), text="The strike at the bridge ended."), entities=("OSLO",))
    put(Document("a", source="One", language="en-GB", tags=("city", "news", "city")), bridge, strike)
    put(Document("b", source="Two", language="es", tags=("news",)), bridge, tell("Snow falls", day(2024, 1, 5)))
    put(Document("c", language="EN"), replace(tell("Fire", day(2020, 1, 5), confidence=0.5), entities=("Émile Zola",)))


@pytest.mark.usefixtures("varied")
@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"entities": ("oslo",)}, ["Strike ends", "Bridge opens in Oslo"]),
        ({"entities": ("emile  zola", "old bridge")}, ["Fire", "Bridge opens in Oslo"]),
        ({"entities": ("Nobody",)}, []),
        ({"tags": ("city",)}, ["Strike ends", "Bridge opens in Oslo"]),
        ({"tags": ("city", "news"), "sources": ("Two",)}, ["Snow falls", "Bridge opens in Oslo"]),
        ({"languages": ("en",)}, ["Fire", "Strike ends", "Bridge opens in Oslo"]),
        ({"languages": ("en-gb",)}, ["Strike ends", "Bridge opens in Oslo"]),
        ({"languages": ("ES", "fr"), "entities": ("Oslo",)}, ["Bridge opens in Oslo"]),
        ({"order": "importance"}, ["Bridge opens in Oslo", "Snow falls", "Fire", "Strike ends"]),
        ({"order": "importance", "first_day": 738880}, ["Bridge opens in Oslo", "Snow falls", "Strike ends"]),
        ({"order": "relevance", "words": parse_words("bridge")}, ["Bridge opens in Oslo", "Strike ends"]),
        ({"order": "relevance", "words": parse_words("strike -snow")}, ["Strike ends"]),
        ({"order": "relevance", "words": parse_words("-bridge")}, ["Snow falls", "Fire"]),
        ({"order": "relevance", "words": parse_words("the")}, ["Strike ends"]),
    ],
)
def test_every_filter_and_order(engine, asked, expected):
    """Asked for whole, in pages of one, and as the JSON that is kept, by a driver of its own."""
    for limit in (50, 1):
        query = EventQuery(**asked, limit=limit)
        assert [row.title for row in walk(engine, query)] == expected
        assert walk_records(engine, query) == expected


def walk_records(engine: Engine, query: EventQuery) -> list[str]:
    reader = Reader(engine, 5)
    titles: list[str] = []
    while True:
        page = fetch_records(reader, query)
        titles += [json.loads(record)["title"] for record in page.records]
        if page.next is None:
            reader.dispose()
            return titles
        query = replace(query, after=page.next, after_rank=page.next_rank)


def test_importance_orders_many_as_it_is_defined(engine, many):
    rows = walk(engine, EventQuery(order="importance", limit=7, undated="include"))
    weights = [importance(row.confidence, 1, days_of(row)) for row in rows]
    assert weights == sorted(weights, reverse=True)
    assert sorted(row.id for row in rows) == sorted(row.id for row in many)


def days_of(row: EventRow) -> int | None:
    return None if row.first_day is None else row.last_day - row.first_day + 1


def test_names_tags_and_languages_go_with_their_articles(engine, varied):
    with writing(engine) as conn:
        for article in everything(engine)[0].sources:
            delete_article(conn, article.article_id)
    with reading(engine) as conn:
        left = conn.execute(text("SELECT count(*) FROM event_entity")).scalar()
        tagged = conn.execute(text("SELECT count(*) FROM article_tag")).scalar()
    assert (left, tagged) == (3, 3)
