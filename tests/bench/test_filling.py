"""Stores that bench/filling.py makes: whole, and as large as they say."""

import random
from pathlib import Path

import pytest
from sqlalchemy import select

from bench import filling
from bench.filling import fill, multiply
from timeline_api.model import Document, Extraction
from timeline_api.store.articles import put_articles
from timeline_api.store.engine import open_engine, reading, writing
from timeline_api.store.event_query import EventQuery
from timeline_api.store.health import check, measure
from timeline_api.store.migrate import upgrade
from timeline_api.store.queries import fetch_event, fetch_events
from timeline_api.store.search import parse_words
from timeline_api.store.tables import event


def test_a_store_is_multiplied_with_all_that_is_kept_of_its_events(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/filled.db"
    assert fill(url, 200) > 0
    engine = open_engine(url)
    asked = EventQuery(words=parse_words("bridge"), limit=1000)
    with reading(engine) as conn:
        before = fetch_events(conn, asked).rows
    multiply(url, 3)
    assert check(engine) == ()
    with reading(engine) as conn:
        counted = measure(conn)
        found = fetch_events(conn, asked).rows
        copies = [fetch_event(conn, row.id) for row in found if row.title == before[0].title]
    assert (counted.events, counted.evidence) == (600, 600)
    assert len(found) == 3 * len(before)
    assert len({copy.id for copy in copies if copy}) == 3
    engine.dispose()


def test_a_copy_whose_place_or_id_is_taken_is_left_out_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path}/filled.db"
    upgrade(url)
    engine = open_engine(url)
    monkeypatch.setattr(filling, "LAST", filling.FIRST)  # all on one day
    chance = random.Random(1)
    told = [Document("x", url=f"https://example.org/{number}") for number in range(2)]
    with writing(engine) as conn:
        put_articles(conn, [(one, Extraction(one, (), (filling.event(0, chance),))) for one in told], filling.NOW)
        one, other = conn.execute(select(event.c.number).order_by(event.c.number)).scalars()
    monkeypatch.setattr(filling, "STEP", other - one)
    multiply(url, 2)
    assert check(engine) == ()
    with reading(engine) as conn:
        counted = measure(conn)
    assert (counted.events, counted.evidence) == (3, 3)
    multiply(url, 2)  # the copy is there: its own copy would have its id
    assert check(engine) == ()
    with reading(engine) as conn:
        counted = measure(conn)
    assert (counted.events, counted.evidence) == (3, 3)
    engine.dispose()
