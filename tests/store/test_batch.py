"""Rows of new events as they are put in many at a time, and the words that evidence leaves to its event."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime

from sqlalchemy import Engine, text

from timeline_api.bulk.loading import load_events
from timeline_api.model import Document, Interval
from timeline_api.store.batch import batch_of, without
from timeline_api.store.correcting import correct_event
from timeline_api.store.engine import reading, writing
from timeline_api.store.event_layout import lay_out_event
from timeline_api.store.health import check
from timeline_api.store.migrate import downgrade, known_revisions, upgrade
from timeline_api.store.queries import EventQuery, EventRow, fetch_event, fetch_events
from timeline_api.store.rows import KeyRow
from timeline_api.store.tables import write_moment
from timeline_api.store.tallying import tally_rows

NOW = datetime(2026, 1, 1, tzinfo=UTC)
HEAD = {"id": "a", "url": None, "title": "Report", "source": "Paper", "published": None}


def rows_of(*events):
    laid = [lay_out_event(one, HEAD, write_moment(NOW)) for one in events]
    laid.sort(key=lambda rows: rows[0]["number"])
    return [event for event, _ in laid], [told | {"article": "a"} for _, told in laid]


def test_a_batch_without_some_is_that_of_the_rest(tell):
    told = [tell(f"Bridge {n}", Interval(700_000 + n, 700_001 + n + n % 3)) for n in range(9)] + [tell("Never", None)]
    events, evidence = rows_of(*told)
    for dialect in ("sqlite", "postgresql"):
        kept = [place for place in range(10) if place not in (2, 5, 9)]
        rest = without(batch_of(dialect, events, evidence), {events[place]["number"] for place in (2, 5, 9)})
        wanted = batch_of(dialect, [events[place] for place in kept], [evidence[place] for place in kept])
        for name in ("events", "evidence", "names", "spans"):
            assert getattr(rest, name) == getattr(wanted, name)
        assert tally_rows(rest.tally) == tally_rows(wanted.tally)
        assert sum(map(len, rest.evidence.values())) == len(kept)
        assert {of: rows for of, rows in rest.words.items() if rows} == wanted.words


def words_kept(engine: Engine) -> list[str | None]:
    with reading(engine) as conn:
        return list(conn.scalars(text("SELECT text FROM evidence ORDER BY event, article")))


def served(engine: Engine) -> list[EventRow]:
    assert check(engine) == ()
    with reading(engine) as conn:
        found = fetch_events(conn, EventQuery(undated="include")).rows
        return [one for row in found if (one := fetch_event(conn, row.id))]


def test_one_article_leaves_its_words_to_the_event_and_two_say_theirs(engine: Engine, put, tell):
    span = Interval(700_000, 700_001)
    put(Document("x", id="1"), tell("Mill burns", span, text="It burned."))
    assert words_kept(engine) == [None]
    [event] = served(engine)
    assert [source.sentence for source in event.sources] == ["It burned."]
    put(Document("x", id="2"), tell("Mill burns", span, text="All of it burned.", confidence=0.95))
    assert sorted(map(str, words_kept(engine))) == ["All of it burned.", "It burned."]
    [event] = served(engine)
    assert (event.text, [source.sentence for source in event.sources]) == (
        "All of it burned.",
        ["All of it burned.", "It burned."],
    )


def test_what_a_person_says_is_not_what_the_article_says(engine: Engine, put, tell):
    put(Document("x", id="1"), tell("Mill burns", Interval(700_000, 700_001), text="It burned."))
    [event] = served(engine)
    with writing(engine) as conn:
        correct_event(conn, event.id, {"title": "Fire"}, KeyRow("12345678", "Ana", ("admin",), NOW), NOW)
        assert conn.scalar(text("SELECT title FROM evidence")) == "Mill burns"
    with writing(engine) as conn:
        correct_event(conn, event.id, {"title": None}, KeyRow("12345678", "Ana", ("admin",), NOW), NOW)
    assert served(engine)[0].title == "Mill burns"


def test_words_left_to_an_event_of_several_are_noticed(engine: Engine, put, tell):
    for name in ("1", "2"):
        put(Document("x", id=name), tell("Mill burns", Interval(700_000, 700_001)))
    with writing(engine) as conn:
        conn.execute(text("UPDATE evidence SET text = NULL"))
    assert "2 pieces of evidence that leave their words to an event that others tell too" in check(engine)


def test_what_is_left_out_comes_back_with_a_step_down(engine: Engine):
    url = engine.url.render_as_string(hide_password=False)
    said = {"edtf": "2024-12-08", "text": 'am "8." Dezember — früh'}
    sources = [{"source": "Paper", "char_start": 3, "char_end": 40, "sentence": "Die Mühle brannte."}]
    lines = [json.dumps({"title": f"Event {n}", "date": said, "sources": sources}) for n in range(3)]
    assert [one.loaded.created for one in load_events(engine, io.BytesIO("\n".join(lines).encode()), "e")] == [3]
    before = served(engine)
    assert before[0].sources[0].explanation == {
        "rule": "prepared",
        "start": 3,
        "end": 40,
        "text": said["text"],
        "anchor": None,
        "steps": [],
        "extractor": "prepared",
    }
    revisions = known_revisions()
    downgrade(url, revisions[revisions.index("0012_thin_evidence") - 1])
    with reading(engine) as conn:
        [(title, sentence, why), *_] = conn.execute(
            text("SELECT title, text, explanation FROM evidence ORDER BY title")
        )
    assert (title, sentence, json.loads(why)) == ("Event 0", "Die Mühle brannte.", before[0].sources[0].explanation)
    upgrade(url)
    assert served(engine) == before
    assert words_kept(engine) == [None] * 3
