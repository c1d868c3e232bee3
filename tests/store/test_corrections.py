"""What people say of events: where it shows, and that it outlives what articles say."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from tests.store.conftest import Put, Tell
from timeline_api.model import Document, Event
from timeline_api.store.articles import current_generation, delete_article, fetch_article
from timeline_api.store.correcting import correct_event, history_of
from timeline_api.store.corrections import days_of_correction
from timeline_api.store.engine import reading, writing
from timeline_api.store.event_query import EventQuery
from timeline_api.store.health import check, size_of
from timeline_api.store.queries import fetch_event, fetch_events
from timeline_api.store.reader import Reader
from timeline_api.store.record_pages import fetch_records
from timeline_api.store.rows import EventRow, KeyRow
from timeline_api.store.search import parse_words
from timeline_api.temporal.edtf import interval
from timeline_api.temporal.interval import day

NOW = datetime(2026, 6, 1, tzinfo=UTC)
ANA = KeyRow("0000000a", "Ana", ("admin",), NOW)
DAY = day(2024, 12, 8)

Correct = Callable[..., bool]


@pytest.fixture
def correct(engine: Engine) -> Correct:
    """Correct an event, each time a minute later."""
    clock = (NOW + timedelta(minutes=minute) for minute in range(10_000))

    def correct_one(id: str, **given: str | bool | None) -> bool:
        with writing(engine) as conn:
            return correct_event(conn, id, given, ANA, next(clock))

    return correct_one


@pytest.fixture(autouse=True)
def whole(engine: Engine) -> Iterator[None]:
    """Whatever a test did, the store is whole afterwards, its text index included."""
    yield
    assert check(engine) == ()


def page(engine: Engine, **query: object) -> list[str]:
    """The titles of a page, the same from both ways of reading."""
    asked = EventQuery(**query)
    with reading(engine) as conn:
        rows = fetch_events(conn, asked).rows
    reader = Reader(engine, 5.0)
    records = fetch_records(reader, asked).records
    reader.dispose()
    assert [row.id.encode() in record for row, record in zip(rows, records, strict=True)] == [True] * len(rows)
    return [row.title for row in rows]


def event(engine: Engine, id: str) -> EventRow | None:
    with reading(engine) as conn:
        return fetch_event(conn, id)


def test_a_date_moves_an_event_in_the_timeline(engine: Engine, put: Put, tell: Tell, correct: Correct) -> None:
    stored = put(Document("x"), tell("A", DAY), tell("B", day(2024, 12, 9)), tell("C", day(2024, 12, 10)))
    assert correct(stored.event_ids[0], date="2024-12-10/2024-12-12")
    assert page(engine) == ["B", "A", "C"] or page(engine) == ["B", "C", "A"]
    assert page(engine, first_day=DAY.start, last_day=DAY.start) == []
    assert page(engine, first_day=day(2024, 12, 12).start, last_day=day(2024, 12, 12).start) == ["A"]
    row = event(engine, stored.event_ids[0])
    assert (row.edtf, row.precision, row.basis, row.confidence) == ("2024-12-10/2024-12-12", "range", "corrected", 1.0)
    assert (row.first_day, row.last_day) == (day(2024, 12, 10).start, day(2024, 12, 12).start)
    assert (row.timex, row.date_text, row.updated_at) == ("", "", NOW)


@pytest.mark.parametrize(
    ("edtf", "precision", "qualifier"),
    [
        ("2024", "year", ""),
        ("2024-12~", "month", "~"),
        ("-0043-03-15?", "day", "?"),
        ("199X", "decade", ""),
        ("XXXX-12-08", "day", ""),
        ("1914%/1918%", "range", "%"),
        ("2024-12-08T10:30", "minute", ""),
    ],
)
def test_dates_of_all_kinds(
    engine: Engine, put: Put, tell: Tell, correct: Correct, edtf: str, precision: str, qualifier: str
) -> None:
    id = put(Document("x"), tell("A", DAY)).event_ids[0]
    correct(id, date=edtf)
    row = event(engine, id)
    assert (row.edtf, row.precision, row.qualifier) == (edtf, precision, qualifier)
    span = interval(edtf)
    assert (row.first_day, row.last_day) == ((span.start, span.end - 1) if span else (None, None))
    assert page(engine, undated="only") == ([] if span else ["A"])


@pytest.mark.parametrize("edtf", ["", "x", "2024-13", "2024/..", "../2024", "/2024", "2024/", "../..", "2024-12-08/"])
def test_what_is_no_date_or_open_is_refused(engine: Engine, put: Put, tell: Tell, correct: Correct, edtf: str) -> None:
    id = put(Document("x"), tell("A", DAY)).event_ids[0]
    with pytest.raises(ValueError, match=r"no EDTF date|open end"):
        correct(id, date=edtf)
    assert event(engine, id).edtf != edtf


def test_the_ends_of_time_have_a_place_or_a_reason() -> None:
    assert days_of_correction("Y-17000") is not None
    with pytest.raises(ValueError, match=r"no EDTF date|span of days"):
        days_of_correction("Y999999999999")


def test_a_title_is_found_and_so_is_the_one_before(engine: Engine, put: Put, tell: Tell, correct: Correct) -> None:
    id = put(Document("x"), tell("Bridge opened", DAY, text="It opened.")).event_ids[0]
    correct(id, title="Viaduct inaugurated")
    for words in ("viaduct", "bridge", "-nothing"):
        assert page(engine, words=parse_words(words)) == ["Viaduct inaugurated"]
    assert page(engine, words=parse_words("viaduct -bridge")) == []


def test_a_hidden_event_is_nowhere(engine: Engine, put: Put, tell: Tell, correct: Correct) -> None:
    stored = put(Document("x"), tell("A", DAY), tell("B", day(2024, 12, 9)), tell("C", None))
    correct(stored.event_ids[0], hidden=True)
    assert page(engine) == ["B"]
    assert page(engine, undated="include") == ["B", "C"]
    assert page(engine, order="-date", undated="include") == ["C", "B"]
    for words in ("a", "-z", "a -z"):
        assert "A" not in page(engine, words=parse_words(words), undated="include")
    for match in ("overlaps", "within", "starts"):
        assert page(engine, match=match, first_day=-(10**7), last_day=10**7) == ["B"]
        assert page(engine, match=match, last_day=10**7) == ["B"]
    assert "A" not in page(engine, articles=(stored.article_id,), undated="include")
    with reading(engine) as conn:
        article = fetch_article(conn, stored.article_id)
        assert (article.event_ids, article.event_count) == (stored.event_ids[1:], 2)
        assert size_of(conn).events == 2
    assert event(engine, stored.event_ids[0]).title == "A"
    correct(stored.event_ids[0], hidden=None)
    assert page(engine) == ["A", "B"]
    assert event(engine, stored.event_ids[0]).first_day == DAY.start


def test_what_is_taken_away_is_as_it_was(engine: Engine, put: Put, tell: Tell, correct: Correct) -> None:
    id = put(Document("x"), tell("A", DAY)).event_ids[0]
    before = event(engine, id)
    correct(id, date="1999", title="Z", hidden=True)
    correct(id, hidden=False)
    correct(id, title=None)
    correct(id, date=None)
    assert replace(event(engine, id), updated_at=before.updated_at) == before


def test_the_history_says_who_when_and_what(engine: Engine, put: Put, tell: Tell, correct: Correct) -> None:
    id = put(Document("x"), tell("A", DAY, edtf="2024-12-08")).event_ids[0]
    with reading(engine) as conn:
        generation = current_generation(conn)
    correct(id, date="2024-12-09", title="B")
    correct(id, date="2024-12-09")  # as it is: nothing to remember
    correct(id, title=None, hidden=True)
    with reading(engine) as conn:
        first, second = history_of(conn, id)
        assert current_generation(conn) > generation
    assert (first.changed_at, first.key_id, first.key_name) == (NOW, "0000000a", "Ana")
    told = [(one.field, one.before, one.after, one.given) for one in first.changes]
    assert told == [("date", "2024-12-08", "2024-12-09", "2024-12-09"), ("title", "A", "B", "B")]
    assert second.changed_at == NOW + timedelta(minutes=2)
    told = [(one.field, one.before, one.after, one.given) for one in second.changes]
    assert told == [("title", "B", "A", None), ("hidden", False, True, True)]


def test_an_event_that_is_not_there(correct: Correct) -> None:
    assert not correct("0123456789abcdefghij", title="X")


@pytest.mark.parametrize("given", [{"date": "2001-02-03"}, {"title": "Z"}, {"hidden": True}])
def test_it_outlives_a_new_extraction(
    engine: Engine, put: Put, tell: Tell, correct: Correct, given: dict[str, object]
) -> None:
    """By a newer extractor, of a changed article, of one that was gone for a while; with other events beside it."""
    first = tell("A", DAY, text="A happened.", edtf="2024-12-08")
    id = put(Document("x", id="1"), first, tell("B", DAY, at=60)).event_ids[0]
    correct(id, **given)
    kept = event(engine, id)

    def same() -> bool:
        row = event(engine, id)
        return replace(row, updated_at=NOW, sources=()) == replace(kept, updated_at=NOW, sources=())

    newer = replace(first, explanation=replace(first.explanation, extractor="9.9"))
    put(Document("x", id="1"), newer, tell("B", DAY, at=60))
    assert same()
    article = put(Document("x and more", id="1"), replace(newer, start=40, end=51), tell("D", DAY, at=60)).article_id
    assert same()
    with writing(engine) as conn:
        delete_article(conn, article, NOW)
    assert event(engine, id) is None
    assert check(engine) == ()
    put(Document("x", id="1"), first)
    assert same()
    with reading(engine) as conn:
        assert len(history_of(conn, id)) == 1


def test_another_article_tells_the_same_corrected_event(engine: Engine, put: Put, tell: Tell, correct: Correct) -> None:
    id = put(Document("x"), tell("A", DAY)).event_ids[0]
    correct(id, date="2001-02-03", title="Z")
    assert put(Document("y"), tell("A", DAY, text="And A it was.")).event_ids == (id,)
    row = event(engine, id)
    assert (row.title, row.edtf, row.source_count) == ("Z", "2001-02-03", 2)
    assert page(engine) == ["Z"]


def told_otherwise(tell: Tell) -> Iterator[tuple[Event, Event]]:
    """The same sentence as two extractors read it: another title, another date, both."""
    said = "The bridge was opened on Monday."
    first = tell("Bridge opened", DAY, text=said, edtf="2024-12-08", extractor="1")
    yield first, tell("The bridge was opened", DAY, text=said, edtf="2024-12-08", extractor="2")
    yield first, tell("Bridge opened", day(2024, 12, 9), text=said, edtf="2024-12-09", extractor="2")
    yield first, tell("The bridge was opened", day(2024, 12, 9), text=said, edtf="2024-12-09", extractor="2")


@pytest.mark.parametrize("which", range(3))
@pytest.mark.parametrize("given", [{"date": "2001-02-03"}, {"title": "Z"}, {"hidden": True}])
def test_it_holds_for_the_sentence_however_it_is_read(
    engine: Engine, put: Put, tell: Tell, correct: Correct, which: int, given: dict[str, object]
) -> None:
    """A better extractor makes other titles and dates: the event keeps its id, and what a person said of it."""
    old, new = list(told_otherwise(tell))[which]
    id = put(Document("x", id="1"), old).event_ids[0]
    correct(id, **given)
    assert put(Document("x", id="1"), new).event_ids == (() if "hidden" in given else (id,))
    row = event(engine, id)
    assert row.edtf == given.get("date", new.date.edtf)
    assert row.title == given.get("title", new.title)
    assert page(engine) == ([] if "hidden" in given else [row.title])
    put(Document("y", id="2"), new)  # whoever tells it so tells the same event
    assert event(engine, id).source_count == 2
    for name in given:
        correct(id, **{name: None})
    assert (event(engine, id).edtf, event(engine, id).title) == (new.date.edtf, new.title)
    assert page(engine) == [new.title]


def test_a_sentence_that_tells_two_events_is_not_guessed_at(
    engine: Engine, put: Put, tell: Tell, correct: Correct
) -> None:
    said = "Built in 1901 and burnt in 1950."
    id = put(Document("x", id="1"), tell("Built", DAY, text=said, extractor="1")).event_ids[0]
    correct(id, title="Z")
    again = [tell(title, DAY, text=said, extractor="2") for title in ("It was built", "It burnt")]
    assert id not in put(Document("x", id="1"), *again).event_ids
    assert sorted(page(engine)) == ["It burnt", "It was built"]


def test_an_event_that_is_told_still_is_not_joined_by_another(
    engine: Engine, put: Put, tell: Tell, correct: Correct
) -> None:
    old = tell("A", DAY, text="A, and then B.")
    id = put(Document("x", id="1"), old).event_ids[0]
    correct(id, title="Z")
    other = tell("B", DAY, text="A, and then B. More.", extractor="2")
    put(Document("x", id="1"), replace(old, explanation=other.explanation), other)
    assert sorted(page(engine)) == ["B", "Z"]


def test_events_of_one_slot_find_places_beside_one_another(
    engine: Engine, put: Put, tell: Tell, correct: Correct, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = put(Document("x"), *(tell(title, day(2024, 1, number)) for number, title in enumerate("ABC", 1)))
    monkeypatch.setattr("timeline_api.store.evidence.slot_of", lambda _id: (1 << 20) - 1)
    for id in stored.event_ids:
        correct(id, date="2024-12-08")
    assert sorted(page(engine, first_day=DAY.start, last_day=DAY.start)) == ["A", "B", "C"]
    for id in stored.event_ids:
        correct(id, hidden=True)
    assert page(engine) == []


@pytest.mark.parametrize("seed", range(4))
def test_any_order_of_things_leaves_the_store_whole(
    engine: Engine, put: Put, tell: Tell, correct: Correct, seed: int
) -> None:
    """What was corrected last is what the event says, whenever it is there."""
    chance = random.Random(seed)
    corrected: dict[str, dict[str, object]] = {}
    seen: set[str] = set()
    for step in range(30):
        name = chance.choice("pq")
        what = chance.random()
        if what < 0.5:
            events = [
                tell(
                    chance.choice("ABC"), day(2024, 1, chance.randint(1, 3)), text=f"Line {line}.", extractor=str(step)
                )
                for line in range(chance.randint(0, 3))
            ]
            seen.update(put(Document("x" * chance.randint(1, 3), id=name), *events).event_ids)
        elif what < 0.6:
            article = put(Document("gone", id=name)).article_id
            with writing(engine) as conn:
                delete_article(conn, article, NOW)
        elif seen:
            id = chance.choice(sorted(seen))
            options = {"date": ["2024-01-02", "1999", None], "title": ["Z", None], "hidden": [True, False]}
            field = chance.choice(list(options))
            value = chance.choice(options[field])
            if correct(id, **{field: value}):
                corrected.setdefault(id, {})[field] = value
        assert check(engine) == ()
        for id, given in corrected.items():
            row = event(engine, id)
            if row is None:
                continue
            assert given.get("date") in (None, row.edtf)
            assert given.get("title") in (None, row.title)
            shown = [line.id for line in _rows(engine)]
            assert (id in shown) != bool(given.get("hidden"))


def _rows(engine: Engine) -> list[EventRow]:
    with reading(engine) as conn:
        return fetch_events(conn, EventQuery(undated="include", limit=1000)).rows
