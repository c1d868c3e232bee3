"""Counts by facet of days, which months with many events have and others have not."""

from dataclasses import replace
from datetime import UTC, datetime
from random import Random
from tempfile import gettempdir

import pytest
from sqlalchemy import Engine, text

from timeline_api.model import Document, Interval
from timeline_api.store import facets, image
from timeline_api.store.correcting import correct_event
from timeline_api.store.counts import check_counts
from timeline_api.store.covered import around, covered
from timeline_api.store.engine import loading, reading, writing
from timeline_api.store.facets import check_facets, recount_facets
from timeline_api.store.health import check
from timeline_api.store.migrate import downgrade, known_revisions, upgrade
from timeline_api.store.placement import LAST_DAY
from timeline_api.store.prepared import Head, Told, lay_out, put_prepared
from timeline_api.store.queries import EventQuery, fetch_events
from timeline_api.store.rows import KeyRow
from timeline_api.store.tallying import DAYS, MONTHS, SHORT
from timeline_api.temporal.interval import day, day_number

NOW = datetime(2026, 1, 1, tzinfo=UTC)
MONTH = day_number(2024, 5, 1)


def levels_of(engine: Engine) -> set[int]:
    with reading(engine) as conn:
        return set(conn.scalars(text("SELECT level FROM facet_count")))


def test_days_are_counted_as_long_as_a_month_has_many_events(engine: Engine, put, tell, monkeypatch):
    monkeypatch.setattr(facets, "MANY", 3)
    works = tell("The works", Interval(MONTH - 40, MONTH + 13))
    one, two = tell("One", Interval(MONTH + 3, MONTH + 4)), tell("Two", day(2024, 5, 30))
    put(Document("x", id="1"), works, one)
    assert not levels_of(engine) & SHORT
    put(Document("y", id="1"), works, one, two)
    assert levels_of(engine) & SHORT == {1, 21}  # the year has three: the works, which cover April, and two in May
    put(Document("x", id="2"), tell("Three", Interval(MONTH + 5, MONTH + 8)))
    assert {0, 1, 18, 19} <= levels_of(engine)  # of the works eight days, four and one; they began before
    with reading(engine) as conn:
        assert check_facets(conn) == []
    put(Document("y", id="2"), tell("Three", Interval(MONTH + 50, MONTH + 58)))
    assert not levels_of(engine) & DAYS.levels
    assert levels_of(engine) & MONTHS.levels  # the year has three still
    put(Document("z", id="1"), works)
    assert not levels_of(engine) & SHORT
    with reading(engine) as conn:
        assert check_facets(conn) == []


def test_what_is_counted_by_day_follows_from_the_events_alone(engine: Engine, put, tell, monkeypatch):
    """Whether they come at once or bit by bit, and whatever was there before."""
    monkeypatch.setattr(facets, "MANY", 6)
    bridges = [tell(f"Bridge {place}", day(2024, 5, place)) for place in range(1, 8)]
    for told, counted in ((2, False), (6, True), (5, False), (7, True), (3, False), (0, False), (6, True)):
        put(Document(f"{told} bridges", id="1"), *bridges[:told])
        assert bool(DAYS.levels & levels_of(engine)) == counted, told
        assert {10, 11} <= levels_of(engine) if counted else not {10, 11} & levels_of(engine)
        assert check(engine) == ()
    with writing(engine) as conn:
        conn.execute(text("DELETE FROM facet_count WHERE level = 10"))
        assert check_facets(conn) != []


def test_what_ends_in_a_month_is_counted_there_whenever_it_began(engine: Engine, put, tell, monkeypatch):
    """An event of the days around a new year covers no month, and of the year in which it ends some days alone."""
    monkeypatch.setattr(facets, "MANY", 2)
    put(Document("x", id="1"), tell("One", day(2024, 1, 20)), tell("Two", day(2024, 1, 21)))
    put(Document("x", id="2"), tell("Nights", Interval(day(2023, 12, 28).start, day(2024, 1, 6).start)))
    assert check(engine) == ()
    put(Document("y", id="2"), tell("Never", None))
    assert check(engine) == ()


def test_events_that_are_to_be_settled_yet_are_counted_as_they_were(engine: Engine, put, tell, monkeypatch):
    """A month gets many events by an article that also tells one that is there, and by one that takes others away."""
    monkeypatch.setattr(facets, "MANY", 3)
    a, b, c, d, e, f = (tell(f"Bridge {place}", day(2024, 5, place)) for place in range(1, 7))
    long = tell("The works", Interval(MONTH - 3, MONTH + 9))
    put(Document("x", id="1", source="One"), a, replace(b, entities=("Oslo",)), long)
    put(Document("x", id="2", source="Two"), replace(a, entities=("Bergen",)), c, long)
    assert check(engine) == ()
    put(Document("y", id="2", source="Two"), a)
    assert not levels_of(engine) & DAYS.levels
    put(Document("y", id="1", source="One"), d, e, f)
    assert DAYS.levels & levels_of(engine)
    assert check(engine) == ()


def test_a_miscount_is_found_and_mended(engine: Engine, put, tell, monkeypatch):
    monkeypatch.setattr(facets, "MANY", 1)
    put(Document("x"), tell("The works", Interval(MONTH + 3, MONTH + 9)))
    with writing(engine) as conn:
        for level in (0, 1, 48):
            assert check_facets(conn) == []
            spoiled = conn.execute(text("UPDATE facet_count SET events = 2 WHERE level = :level"), {"level": level})
            assert check_facets(conn) == [f"{spoiled.rowcount} counts of events by facet that are wrong"]
            recount_facets(conn)
        conn.execute(text("DELETE FROM facet_count WHERE level IN (0, 18, 48)"))
        assert check_facets(conn) != []


def test_an_event_that_is_moved_is_counted_on_its_new_day(engine: Engine, put, tell, monkeypatch):
    """Corrections move events, hide them and show them again, in and out of months that are counted by day."""
    monkeypatch.setattr(facets, "MANY", 3)
    ana = KeyRow("12345678", "Ana", ("admin",), NOW)
    told = [tell(f"Bridge {place}", day(2024, 5, place)) for place in range(1, 5)]
    put(Document("x", id="1"), *told, tell("Mill", Interval(day(2024, 6, 2).start, day(2024, 7, 9).start)))
    with reading(engine) as conn:
        ids = [row.id for row in fetch_events(conn, EventQuery()).rows]
    for given in ({"date": "2024-06-03"}, {"date": "2024-05-02/2024-06-20"}, {"hidden": True}, {"hidden": False}):
        for id in ids[:2]:
            with writing(engine) as conn:
                assert correct_event(conn, id, given, ana, NOW)
                assert check_facets(conn) + check_counts(conn) == []


@pytest.mark.parametrize(("many", "some"), [(1, 20), (12, 4), (40, 18)])
def test_loads_keep_the_counts(engine: Engine, tell, monkeypatch, many, some):
    """Prepared events in loads, of which some are there already, over four months that get many events one by one."""
    monkeypatch.setattr(facets, "MANY", many)
    monkeypatch.setattr(image, "_SOME", some)
    random = Random(many)
    heads = [Head(f"{n:026}", title=f"Report {n}", source=f"Paper {n % 3}") for n in range(4)]
    lengths = (1, 1, 1, 3, 17, 40, 800)
    starts = [MONTH + random.randrange(120) for _ in range(240)]
    events = [tell(f"Event {n}", Interval(first, first + random.choice(lengths))) for n, first in enumerate(starts)]
    told = [Told(((heads[n % 4], event),)) for n, event in enumerate(events)]
    for _ in range(5):
        chunks = [random.sample(told, 60) for _ in range(2)]
        with loading(engine) as conn:
            for chunk in chunks:
                laid = lay_out(chunk, engine.dialect.name, NOW, gettempdir())
                put_prepared(conn, laid, chunk.__getitem__, NOW)
        assert check(engine) == ()
    assert SHORT & levels_of(engine)


def test_a_step_back_leaves_what_that_version_kept(engine: Engine, put, tell, monkeypatch):
    monkeypatch.setattr(facets, "MANY", 2)
    put(Document("x"), tell("The works", Interval(MONTH - 40, MONTH + 13)), tell("One", Interval(MONTH, MONTH + 1)))
    put(Document("y"), tell("Two", Interval(MONTH + 7, MONTH + 400)), tell("Never", None))
    url = engine.url.render_as_string(hide_password=False)
    assert DAYS.levels & levels_of(engine)
    revisions = known_revisions()
    downgrade(url, revisions[revisions.index("0017_facets_by_day") - 1])
    assert levels_of(engine) == {1, 2, 8, 9}
    with reading(engine) as conn:
        begun = "SELECT start, sum(events) FROM facet_count WHERE level = 1 AND facet = 'basis' GROUP BY start"
        kept = conn.execute(text("SELECT start, starts FROM day_count WHERE level = 1 AND starts > 0 ORDER BY start"))
        assert sorted(map(tuple, conn.execute(text(begun)))) == list(map(tuple, kept))
    upgrade(url)
    assert DAYS.levels & levels_of(engine)
    assert check(engine) == ()


def test_an_event_covers_each_of_its_days_once():
    """Of the periods around a day one covers it for each event that goes on there and began before, and only then."""
    random = Random(8)
    for _ in range(400):
        first = random.randrange(-40_000, 740_000)
        last = (
            first + random.choice((0, 1, 5, 27, 28, 30, 31, 59, 365, 366, 3_652, 36_524, 400_000)) + random.randrange(3)
        )
        periods = set(covered(first, last))
        assert len(periods) <= 80
        beside = (first - 1, first, first + 1, last - 1, last, last + 1)
        for one in (*beside, *(random.randint(first - 50, last + 50) for _ in range(20))):
            met = periods.intersection(around(one, last - first + 1))
            assert len(met) == (first < one <= last), (first, last, one)


def test_the_longest_event_is_of_few_periods():
    assert len(covered(-LAST_DAY, LAST_DAY)) < 250
    assert len(around(LAST_DAY, 2 * LAST_DAY)) == 2 * 17 - 1
