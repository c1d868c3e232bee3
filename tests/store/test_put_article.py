from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from itertools import combinations

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.event import listens_for

from timeline_api.model import Document, Extraction, Interval
from timeline_api.store.articles import (
    UnstorableText,
    article_key,
    current_generation,
    delete_article,
    fetch_article,
    fetch_articles,
    put_article,
    put_articles,
)
from timeline_api.store.engine import reading, writing
from timeline_api.store.health import check
from timeline_api.store.placement import event_id
from timeline_api.store.queries import EventQuery, fetch_event, fetch_events

BRIDGE = Interval(739_000, 739_001)
FLOOD = Interval(739_100, 739_131)
NOW = datetime(2026, 2, 1, 12, 30, 15, 123456, tzinfo=timezone(timedelta(hours=2)))

FIRST = Document(
    "The bridge reopened. A flood came.",
    published=date(2026, 1, 1),
    url="https://a.example/1",
    source="Courier",
    title="A bridge",
    language="en",
    tags=("city", "brücke"),
)
SECOND = Document("The bridge reopened at last.", id="7", source="Post")


@pytest.fixture(autouse=True)
def _whole(engine: Engine):
    """Whatever a test does, the store is whole afterwards."""
    yield
    assert check(engine) == ()


def events_of(engine: Engine, **asked):
    with reading(engine) as conn:
        return fetch_events(conn, EventQuery(**asked)).rows


def test_an_article_comes_back_as_it_was_put(engine, tell):
    flood = tell("A flood came", FLOOD, at=21)
    bridge = tell("The bridge reopened", BRIDGE)
    with writing(engine) as conn:
        stored = put_article(conn, FIRST, Extraction(FIRST, (), (flood, bridge)), NOW)
    assert stored.outcome == "created"
    assert stored.article_id == article_key(FIRST)
    assert stored.event_ids == (event_id(bridge), event_id(flood))
    with reading(engine) as conn:
        row = fetch_article(conn, stored.article_id)
        assert fetch_article(conn, "nothing") is None
    assert (row.text, row.url, row.source, row.title) == (FIRST.text, FIRST.url, FIRST.source, FIRST.title)
    assert (row.published, row.language, row.tags) == ("2026-01-01", "en", ("city", "brücke"))
    assert (row.event_count, row.event_ids, row.extractor) == (2, stored.event_ids, "0.1.0")
    assert row.created_at == row.updated_at == NOW


def test_an_event_comes_back_as_it_was_told(engine, put, tell):
    put(FIRST, tell("The bridge reopened", BRIDGE, at=3))
    [found] = events_of(engine)
    assert found == replace(
        found,
        title="The bridge reopened",
        text="The bridge reopened.",
        first_day=739_000,
        last_day=739_000,
        precision="day",
        qualifier="~",
        basis="relative",
        timex="T",
        date_text="that day",
        confidence=0.9,
        source_count=1,
    )
    [source] = found.sources
    assert (source.article_id, source.url, source.title) == (article_key(FIRST), FIRST.url, FIRST.title)
    assert (source.source, source.published, source.explanation) == ("Courier", "2026-01-01", None)
    assert (source.sentence, source.char_start, source.char_end) == ("The bridge reopened.", 3, 23)


def test_one_event_explains_itself(engine, put, tell):
    stored = put(FIRST, tell("The bridge reopened", BRIDGE))
    with reading(engine) as conn:
        found = fetch_event(conn, stored.event_ids[0])
        assert fetch_event(conn, "nothing") is None
    assert found.sources[0].explanation == {
        "rule": "that-day",
        "start": 0,
        "end": 4,
        "text": "that day",
        "anchor": {"kind": "publication", "edtf": "2026-01-01", "text": ""},
        "steps": ["read", "resolved"],
        "extractor": "0.1.0",
    }


def test_the_same_article_changes_nothing(engine, put, tell):
    told = tell("The bridge reopened", BRIDGE)
    first = put(FIRST, told)
    before = events_of(engine)
    with reading(engine) as conn:
        generation = current_generation(conn)
    again = put(FIRST, told)
    assert again == replace(first, outcome="unchanged")
    assert events_of(engine) == before
    with reading(engine) as conn:
        assert current_generation(conn) == generation
        assert fetch_article(conn, first.article_id).updated_at < again_moment(engine, put)


def again_moment(engine, put):
    put(SECOND)
    with reading(engine) as conn:
        return fetch_article(conn, article_key(SECOND)).created_at


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Other words."},
        {"title": "Another title"},
        {"published": date(2026, 1, 2)},
        {"source": "Post"},
        {"language": None},
        {"tags": ("city",)},
    ],
)
def test_a_changed_article_replaces_its_events(engine, put, tell, change):
    first = put(FIRST, tell("The bridge reopened", BRIDGE), tell("A flood came", FLOOD))
    second = put(replace(FIRST, **change), tell("A flood came", FLOOD), tell("It rained", FLOOD))
    assert second.outcome == "replaced"
    assert second.article_id == first.article_id
    assert {found.title for found in events_of(engine)} == {"A flood came", "It rained"}
    with reading(engine) as conn:
        row = fetch_article(conn, first.article_id)
    assert row.created_at < row.updated_at
    assert row.event_ids == second.event_ids
    assert {name: getattr(row, name) for name in change} == {
        name: value.isoformat() if isinstance(value, date) else value for name, value in change.items()
    }


def test_a_new_extractor_replaces_events(engine, put, tell):
    put(FIRST, tell("The bridge reopened", BRIDGE))
    stored = put(FIRST, tell("The bridge reopened", BRIDGE, extractor="0.2.0"))
    assert stored.outcome == "replaced"
    assert put(FIRST, tell("The bridge reopened", BRIDGE, extractor="0.2.0")).outcome == "unchanged"


def test_an_event_that_stays_through_a_replacement_keeps_its_moment(engine, put, tell):
    put(FIRST, tell("The bridge reopened", BRIDGE))
    [before] = events_of(engine)
    put(replace(FIRST, title="New title"), tell("The bridge reopened", BRIDGE))
    [after] = events_of(engine)
    assert (after.id, after.updated_at) == (before.id, before.updated_at)
    assert after.sources[0].title == "New title"


def test_two_articles_share_an_event(engine, put, tell):
    first = put(FIRST, tell("The bridge reopened", BRIDGE, confidence=0.6))
    second = put(SECOND, tell("The Bridge Reopened", BRIDGE, confidence=0.8, text="At last."))
    assert first.event_ids == second.event_ids
    [found] = events_of(engine)
    assert (found.title, found.text, found.confidence) == ("The Bridge Reopened", "At last.", 0.8)
    assert found.source_count == 2
    assert [source.source for source in found.sources] == ["Post", "Courier"]
    with reading(engine) as conn:
        explained = fetch_event(conn, found.id).sources
    assert [source.source for source in explained] == ["Post", "Courier"]
    assert all(source.explanation for source in explained)


def test_of_equally_sure_articles_the_first_gives_the_title(engine, put, tell):
    put(FIRST, tell("The bridge reopened", BRIDGE))
    put(SECOND, tell("the bridge REOPENED", BRIDGE))
    assert events_of(engine)[0].title == "The bridge reopened"


def test_deleting_an_article_restores_what_the_others_say(engine, put, tell):
    put(FIRST, tell("The bridge reopened", BRIDGE, confidence=0.6), tell("A flood came", FLOOD))
    before = {found.title: found for found in events_of(engine)}
    put(SECOND, tell("The Bridge Reopened", BRIDGE, confidence=0.8))
    with writing(engine) as conn:
        assert delete_article(conn, article_key(SECOND), NOW)
    after = {found.title: found for found in events_of(engine)}
    bridge = after["The bridge reopened"]
    assert bridge == replace(before["The bridge reopened"], updated_at=NOW)
    assert after["A flood came"] == before["A flood came"]


def test_deleting_the_last_article_of_an_event_deletes_it(engine, put, tell):
    put(FIRST, tell("The bridge reopened", BRIDGE), tell("Undated", None))
    with writing(engine) as conn:
        assert delete_article(conn, article_key(FIRST))
        assert not delete_article(conn, article_key(FIRST))
        assert fetch_article(conn, article_key(FIRST)) is None
    assert events_of(engine, undated="include") == []


def test_an_event_told_twice_in_an_article_counts_once(engine, put, tell):
    told = [tell("A flood came", FLOOD, at=at, confidence=sure) for at, sure in ((0, 0.5), (40, 0.7), (80, 0.6))]
    stored = put(FIRST, *told)
    assert len(stored.event_ids) == 1
    [found] = events_of(engine)
    assert (found.source_count, found.confidence, found.sources[0].char_start) == (1, 0.7, 40)


def test_events_of_one_slot_and_day_stand_beside_one_another(engine, put, tell):
    by_slot = {}
    for count in range(20_000):
        told = tell(f"Event {count}", BRIDGE)
        by_slot.setdefault(event_id(told)[:4], []).append(told)
    first, second = next(told for told in by_slot.values() if len(told) > 1)[:2]
    stored = put(FIRST, first)
    other = put(SECOND, second)
    assert len({*stored.event_ids, *other.event_ids}) == 2
    assert put(replace(SECOND, id="8"), second).event_ids == other.event_ids
    assert put(replace(SECOND, id="9"), second, first).event_ids == (*stored.event_ids, *other.event_ids)
    rows = events_of(engine)
    assert sorted(found.title for found in rows) == sorted([first.title, second.title])
    assert [found.id for found in rows] == sorted(found.id for found in rows)
    assert {found.source_count for found in rows} == {2, 3}


def test_many_articles_at_once_are_as_one_after_the_other(engine, tell):
    shared = tell("The bridge reopened", BRIDGE, confidence=0.6)
    better = tell("The Bridge Reopened", BRIDGE, confidence=0.9)
    later = replace(FIRST, title="Changed")
    pairs = [
        (FIRST, (shared, tell("A flood came", FLOOD))),
        (SECOND, (better,)),
        (FIRST, (shared,)),
        (later, (shared,)),
    ]
    with writing(engine) as conn:
        stored = put_articles(conn, [(one, Extraction(one, (), told)) for one, told in pairs], NOW)
    assert [one.outcome for one in stored] == ["created", "created", "unchanged", "replaced"]
    assert [len(one.event_ids) for one in stored] == [2, 1, 2, 1]
    [found] = events_of(engine)
    assert (found.title, found.source_count) == ("The Bridge Reopened", 2)


def test_articles_are_told_apart():
    documents = [
        Document("x", url="u"),
        Document("x", id="u"),
        Document("x", id="u", source="s"),
        Document("x", id="us"),
        Document("x"),
        Document("x", source="s"),
        Document("y"),
    ]
    keys = [article_key(document) for document in documents]
    assert all(one != other for one, other in combinations(keys, 2))
    assert all(key.isalnum() and key.isascii() for key in keys)
    assert article_key(Document("other", url="u", id="9", source="s")) == keys[0]


@pytest.mark.parametrize(
    ("document", "told", "complaint"),
    [
        (Document("a\0b"), None, "text: character 1 is U\\+0000"),
        (Document("a", title="\ud800"), None, "title: character 0 is U\\+D800"),
        (Document("a", tags=("fine", "b\udfff")), None, "tags\\[1\\]: character 1"),
        (Document("a"), "bad\0", "events\\[0\\].title: character 3"),
    ],
)
def test_text_that_cannot_be_kept_is_named(engine, put, tell, document, told, complaint):
    events = [tell(told, BRIDGE)] if told else []
    with pytest.raises(UnstorableText, match=complaint):
        put(document, *events)
    assert events_of(engine) == []


def test_work_that_fails_leaves_nothing(engine, put, tell):
    put(FIRST, tell("The bridge reopened", BRIDGE, confidence=0.6))
    before = events_of(engine)
    extraction = Extraction(SECOND, (), (tell("The Bridge Reopened", BRIDGE), tell("A flood came", FLOOD)))
    with pytest.raises(RuntimeError, match="power cut"):
        _put_and_fail(engine, extraction)
    assert events_of(engine) == before
    with pytest.raises(ValueError, match="span of days"):
        put(replace(FIRST, title="Changed"), tell("A flood came", FLOOD), tell("Never", Interval(4, 4)))
    assert events_of(engine) == before
    with reading(engine) as conn:
        assert fetch_article(conn, article_key(SECOND)) is None
        assert fetch_article(conn, article_key(FIRST)).title == FIRST.title


def _put_and_fail(engine, extraction):
    with writing(engine) as conn:
        put_article(conn, extraction.document, extraction, NOW)
        raise RuntimeError("power cut")


def test_a_moment_needs_a_zone(engine):
    with writing(engine) as conn, pytest.raises(Exception, match="needs a time zone"):
        put_article(conn, FIRST, Extraction(FIRST, (), ()), NOW.replace(tzinfo=None))


def test_articles_are_listed_newest_first(engine, put):
    ids = [put(Document("x", id=str(count))).article_id for count in range(5)]
    with reading(engine) as conn:
        first = fetch_articles(conn, 2)
        second = fetch_articles(conn, 2, first.next)
        third = fetch_articles(conn, 2, second.next)
    assert [row.id for page in (first, second, third) for row in page.rows] == ids[::-1]
    assert third.next is None
    assert {row.event_count for row in first.rows} == {0}


def test_no_statement_has_more_parameters_when_an_article_has_more_dates(engine, tell):
    """Databases take 32,766 (SQLite) and 65,535 (PostgreSQL) in one; an article may have more dates than that."""
    lengths = []

    @listens_for(engine, "before_cursor_execute")
    def measure(_conn, _cursor, _statement, parameters, _context, executemany):
        lengths.extend(len(row) for row in (parameters if executemany else [parameters]))

    many = tuple(tell(f"Day {day}", Interval(day, day + 1), at=day) for day in range(2_000))
    with writing(engine) as conn:
        stored = put_article(conn, FIRST, Extraction(FIRST, (), many), NOW)
        assert len(stored.event_ids) == len(many)
        assert delete_article(conn, stored.article_id)
        assert conn.scalar(text("SELECT count(*) FROM event")) == 0
    assert max(lengths) <= 250
