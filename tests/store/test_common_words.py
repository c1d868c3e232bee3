"""Words on PostgreSQL: common ones in a narrow range are looked for in the events of the range, rare ones once for all
events, and the same are found.
"""

import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, text

from timeline_api.frozen import replace
from timeline_api.model import Document, Extraction, Interval
from timeline_api.store import rarity
from timeline_api.store.articles import put_articles
from timeline_api.store.conditions import COMMON_WORDS, NOTHING_RARE, RARE_WORDS, Telling
from timeline_api.store.counts import Level
from timeline_api.store.divisions import fetch_facets
from timeline_api.store.engine import writing
from timeline_api.store.event_query import EventQuery, Undated
from timeline_api.store.page_sql import records_statement
from timeline_api.store.rarity import telling
from timeline_api.store.reader import Reader
from timeline_api.store.record_pages import fetch_records, read_state
from timeline_api.store.search import parse_words
from timeline_api.store.totals import count_events, fetch_histogram

pytestmark = pytest.mark.postgres
MONTH = EventQuery(first_day=300, last_day=330, words=parse_words("ship"), limit=5)
ALWAYS, NEVER = 1e-9, 1e9
UNDATED: tuple[Undated, ...] = ("exclude", "include")
ASKED = [
    EventQuery(first_day=300, last_day=last, words=parse_words(q), order=order, limit=9, sources=sources)
    for last, q, order, sources in (
        (320, "ship", "date", ()),
        (320, "ship", "relevance", ("Paper",)),
        (None, "ship -sank", "-date", ()),
        (320, '"ship 3*"', "date", ("Paper",)),
        (None, "-ship", "relevance", ()),
    )
]


@pytest.fixture
def database_url(postgres_url: str) -> str:
    return postgres_url


@pytest.fixture
def reader(engine: Engine, tell):
    """Reads a store of a thousand days, a ship or two on each, of which the planner has statistics."""
    events = [
        tell(f"{'Ship' if day % 9 else 'Boat'} {day} {('sails', 'sank')[day % 2]}", Interval(day, day + 1 + day % 9))
        for day in range(1000)
    ]
    told = [
        Extraction(Document("x", id=f"{at}", source="Paper" if at % 3 else "Post"), (), tuple(events[at::10]))
        for at in range(10)
    ]
    with writing(engine) as conn:
        put_articles(conn, [(one.document, one) for one in told], datetime(2026, 1, 1, tzinfo=UTC))
        conn.execute(text("ANALYZE"))
    reader = Reader(engine, 10)
    yield reader
    reader.dispose()


def plan_of(reader: Reader, query: EventQuery, found: Telling) -> str:
    statement = records_statement("postgresql", query, read_state(reader).lengths, found)
    assert statement
    return "\n".join(line for (line,) in reader.fetch(f"EXPLAIN {statement[0]}", statement[1]))


def test_a_common_word_is_looked_for_in_the_events_of_a_narrow_range(reader):
    found = telling(reader, replace(MONTH, last_day=302))
    assert found == {COMMON_WORDS}
    plan = plan_of(reader, MONTH, found)
    assert "event_search_by_words" not in plan, plan
    assert "event_search.words" not in plan.split("SubPlan")[0]
    assert "using event_by_span on event" in plan


@pytest.mark.parametrize(
    "query",
    [
        replace(MONTH, first_day=0, last_day=900),
        replace(MONTH, first_day=None, last_day=None),
        replace(MONTH, words=None),
    ],
    ids=("wide", "all", "no words"),
)
def test_else_the_planner_decides(reader, query, monkeypatch):
    monkeypatch.setattr(rarity, "FEW", 400)
    assert telling(reader, query) == NOTHING_RARE


@pytest.mark.parametrize("dates", [{}, {"first_day": None, "last_day": None}, {"undated": "include"}], ids=str)
@pytest.mark.parametrize("q", ["305", "7*", "nowhere", "sank -305 305"])
def test_places_of_rare_words_are_all_looked_at_once(reader, q, dates, monkeypatch):
    """The planner would walk all events until a page of them is full, as it knows nothing of rare words."""
    monkeypatch.setattr(rarity, "FEW", 400)
    query = replace(MONTH, words=parse_words(q), **dates)
    found = telling(reader, query)
    assert found == {RARE_WORDS}
    plan = plan_of(reader, query, found)
    looks = re.findall(r"(?:Scan|Scan using \w+) on event_search\b", plan)
    assert len(looks) == (2 if query.undated == "include" else 1), plan
    assert re.search(r"Limit.*\n +->  Sort", plan), plan


def test_the_same_is_found_either_way(reader, monkeypatch):
    answers = []
    for cost in (ALWAYS, NEVER):
        monkeypatch.setattr(rarity, "_PLACES_OF_A_ROW", cost)
        assert all((COMMON_WORDS in telling(reader, query)) == (cost == ALWAYS) for query in ASKED)
        answers.append([everything(reader, query) for query in ASKED])
    assert answers[0] == answers[1]
    assert all(pages for pages, *_ in answers[0])


def test_the_same_is_found_of_rare_words(reader, monkeypatch):
    answers = []
    for few in (-1, 10_000):
        monkeypatch.setattr(rarity, "FEW", few)
        monkeypatch.setattr(rarity, "_UNKNOWN", few)
        monkeypatch.setattr(rarity, "_PLACES_OF_A_ROW", NEVER)
        assert all((RARE_WORDS in telling(reader, query)) == (few > 0) for query in ASKED)
        answers.append([everything(reader, replace(query, undated=undated)) for query in ASKED for undated in UNDATED])
    assert answers[0] == answers[1]
    assert all(pages for pages, *_ in answers[0])


def everything(reader: Reader, query: EventQuery) -> tuple[object, ...]:
    """All pages of a query, and what is counted of it."""
    pages = [fetch_records(reader, query)]
    while pages[-1].next and len(pages) < 4:
        onward = replace(query, after=pages[-1].next, after_rank=pages[-1].next_rank)
        pages.append(fetch_records(reader, onward))
    shown = [page.items for page in pages if page.items]
    return shown, count_events(reader, query), fetch_histogram(reader, query, Level.DAY), fetch_facets(reader, query, 9)
