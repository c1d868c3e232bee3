"""Stores that bench/filling.py makes: whole, and as large as they say."""

from pathlib import Path

from bench.filling import fill, multiply
from timeline_api.store.engine import open_engine, reading
from timeline_api.store.event_query import EventQuery
from timeline_api.store.health import check, measure
from timeline_api.store.queries import fetch_event, fetch_events
from timeline_api.store.search import parse_words


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
