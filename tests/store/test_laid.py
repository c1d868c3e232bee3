"""Articles laid out without the store, and what of them goes in as it is."""

from __future__ import annotations

import pickle
import random
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from timeline_api.model import Document, Event, Extraction, Interval
from timeline_api.store.articles import put_articles
from timeline_api.store.batch import batch_of, joined, made_at
from timeline_api.store.engine import open_engine, reading, writing
from timeline_api.store.event_layout import lay_out_event
from timeline_api.store.event_record import NEVER
from timeline_api.store.health import check
from timeline_api.store.laid import lay_out_article
from timeline_api.store.migrate import upgrade
from timeline_api.store.packed import Packed
from timeline_api.store.queries import EventQuery, EventRow, fetch_event, fetch_events
from timeline_api.store.tables import write_moment

NOW = datetime(2026, 1, 1, 12, 30, 15, 123456, tzinfo=UTC)
HEAD = {"id": "a", "url": None, "title": "Report", "source": "Paper", "published": None}


def test_what_is_packed_is_made_when_it_is_asked_for():
    told = Packed(("a", 1))
    moved = pickle.loads(pickle.dumps(told))
    assert pickle.dumps(pickle.loads(pickle.dumps(moved))) == pickle.dumps(moved)
    assert moved.get() == ("a", 1) == moved.get()
    assert (moved, repr(moved), hash(moved)) == (told, "Packed(('a', 1))", hash(told))
    assert moved != Packed(("a", 2))


def test_batches_joined_are_the_batch_of_all(tell):
    told = [tell(f"Bridge {n}", Interval(700_000 + n, 700_001 + n + n % 3)) for n in range(9)] + [tell("Never", None)]
    for dialect in ("sqlite", "postgresql"):
        parts = [made_at(joined([_batch(dialect, told[at : at + 3], NEVER)]), NOW) for at in range(0, 10, 3)]
        assert joined(parts) == _batch(dialect, told, NOW)
        assert made_at(joined(_batch(dialect, [one], NEVER) for one in told), NOW) == _batch(dialect, told, NOW)


def _batch(dialect: str, told: list[Event], made: datetime):
    laid = sorted((lay_out_event(one, HEAD, write_moment(made)) for one in told), key=lambda rows: rows[0]["number"])
    return batch_of(dialect, [event for event, _ in laid], [evidence | {"article": 0} for _, evidence in laid])


def test_an_article_lays_out_what_it_tells_once(tell):
    twice = [tell("A flood came", Interval(700_000, 700_001), at=at) for at in (0, 40)]
    once = [tell("A bridge fell", Interval(700_001, 700_002)), tell("A bridge stood", None)]
    told = (twice[0], once[0], twice[1], once[1])
    document = Document("text", id="1")
    laid = lay_out_article(document, Extraction(document, (), told), "sqlite")
    assert (sorted(laid.places), laid.others, laid.told.get()) == ([1, 3], (0, 2), told)


def test_articles_many_at_once_are_as_one_after_the_other(engine: Engine, tell, tmp_path: Path):
    """Whoever tells an event again, twice, better, or anew, and wherever transactions end."""
    chance = random.Random(5)
    alone = open_engine(f"sqlite:///{tmp_path}/alone.db")
    upgrade(str(alone.url))
    for _ in range(12):
        pairs = [_told(tell, chance) for _ in range(10)]
        for one in pairs:
            _put(alone, [one])
        _put(engine, pairs)
    assert _served(engine) == _served(alone)
    assert check(engine) == check(alone) == ()
    alone.dispose()


def _told(tell, chance: random.Random) -> tuple[Document, Extraction]:
    """An article, perhaps one that was there before, that tells some of sixty events."""
    document = Document(f"text {chance.randrange(3)}", id=str(chance.randrange(60)), source="Paper")
    events = tuple(
        tell(
            f"Bridge {number}", Interval(700_000 + number % 7, 700_001 + number % 9 + 7) if number % 5 else None, at=at
        )
        for at, number in enumerate(chance.choices(range(60), k=chance.randrange(6)))
    )
    sure = (chance.choice((0.5, 0.7, 0.9)) for _ in events)
    return document, Extraction(document, (), tuple(_surer(one, by) for one, by in zip(events, sure, strict=True)))


def _surer(one: Event, confidence: float) -> Event:
    names = (f"Name {one.start}",)
    return Event(one.start, one.end, one.title, one.text, one.date, confidence, one.explanation, names)


def _put(engine: Engine, pairs: list[tuple[Document, Extraction]]) -> None:
    with writing(engine) as conn:
        put_articles(conn, pairs, NOW)


def _served(engine: Engine) -> list[EventRow | None]:
    with reading(engine) as conn:
        rows = fetch_events(conn, EventQuery(undated="include", limit=200)).rows
        return [fetch_event(conn, row.id) for row in rows]
