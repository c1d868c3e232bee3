"""Articles that are made from one form: they share their marks, and are hardly looked at for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.event import listen, remove

from timeline_api.bulk import alike, copies
from timeline_api.bulk.copies import entry, put_entries
from timeline_api.ingest.likeness import Wording
from timeline_api.model import Document
from timeline_api.pipeline import extract
from timeline_api.store.articles import fetch_articles
from timeline_api.store.engine import reading, writing
from timeline_api.store.marks import Marks, find_alike, keep_marks

NOW = datetime(2024, 12, 12, tzinfo=UTC)
DAY = date(2024, 12, 8)
BEHIND = " The harbour office asks skippers to moor with two lines until the wind has gone down."


def report(number: int, published: date | None = DAY, behind: str = "") -> Document:
    """A report of the weather that differs from others in its numbers alone."""
    text = (
        f"Station {number} measured {3 * number + 101} millimetres of rain at night, and gusts of {2 * number + 60} "
        "knots over the outer mole, where the pilots kept their boats in the lee of the old lighthouse until the tide "
        "turned. The ferry to the islands stayed in port, the fish market opened late, and the school by the dunes was "
        f"closed for the day. The bridge was shut to lorries on {1 + number % 28} March {1900 + number}."
    )
    return Document(text + behind, published, id=f"{number}{behind[:12]}", source="Weather")


def put(engine: Engine, *documents: Document) -> None:
    with writing(engine) as conn:
        put_entries(conn, [entry(each, extract(each), engine.dialect.name) for each in documents], NOW)


@contextmanager
def counted(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, int]]:
    """How many statements are made meanwhile, and how many pairs of texts are compared."""
    times = {"statements": 0, "comparisons": 0}

    def note(*_: object) -> None:
        times["statements"] += 1

    def compare(one: Wording, other: Wording) -> bool:
        times["comparisons"] += 1
        return is_copy(one, other)

    is_copy = alike.is_copy
    listen(engine, "before_cursor_execute", note)
    with monkeypatch.context() as patch:
        patch.setattr(alike, "is_copy", compare)
        patch.setattr(copies, "is_copy", compare)
        yield times
    remove(engine, "before_cursor_execute", note)


def test_those_of_a_form_cost_no_statement_each_and_hardly_a_comparison(engine: Engine, monkeypatch) -> None:
    put(engine, *map(report, range(40)))
    with counted(engine, monkeypatch) as few:
        put(engine, *map(report, range(40, 50)))
    with counted(engine, monkeypatch) as many:
        put(engine, *map(report, range(50, 110)))
    # SQLite takes what fills no statement of many rows by another.
    assert abs(many["statements"] - few["statements"]) < 6
    assert many["statements"] < 45
    assert few["comparisons"] <= 10
    assert many["comparisons"] <= 60


@pytest.mark.parametrize("at_once", [1, 50])
def test_a_copy_is_found_among_many_of_its_form(engine: Engine, at_once: int) -> None:
    reports = [*map(report, range(40)), report(7, DAY + timedelta(days=2), BEHIND), *map(report, range(40, 50))]
    for some in (reports, reports[::-1]):
        for first in range(0, len(some), at_once):
            put(engine, *some[first : first + at_once])
        with reading(engine) as conn:
            rows = fetch_articles(conn, 100).rows
        ids = {row.id: row.published for row in rows}
        assert [(row.published, ids[row.copy_of]) for row in rows if row.copy_of] == [("2024-12-10", "2024-12-08")]
        with writing(engine) as conn:
            for row in rows:
                copies.drop_article(conn, row.id, NOW)


def test_of_a_mark_so_many_of_the_days_are_looked_at(engine: Engine) -> None:
    put(engine, *(report(number) for number in range(3)))
    numbers = range(1, 4)
    with writing(engine) as conn:
        given = [Marks((5,), 100, 0b0011), Marks((5, 6), 104, 0b0111), Marks((5, 6), numbers=0b1100)]
        keep_marks(conn, zip(numbers, given, strict=True))
        asked = [
            Marks((5, 6), 100, 0b0011),  # has no number of the undated one
            Marks((5, 6), 100, 0b1111),
            Marks((5,), 108, 0),  # of which the numbers are not known
            Marks((6,)),
            Marks((7,), 100),
            Marks(),
        ]
        assert list(map(dict, find_alike(conn, asked, 7))) == [
            {1: 1, 2: 2},
            {1: 1, 2: 2, 3: 2},
            {2: 1, 3: 1},
            {2: 1, 3: 1},
            {},
            {},
        ]
        assert find_alike(conn, [], 7) == []


def test_what_lacks_a_bit_lacks_a_number() -> None:
    few, more = Wording("Rain: 12 mm, 40 knots, no. 7b").number_bits, Wording("7B, 40, 12 and 1999").number_bits
    assert few & ~more == 0 != more & ~few
    assert Wording("No number at all.").number_bits == 0
    assert all(-(1 << 63) <= Wording(str(number)).number_bits < 1 << 63 for number in range(200))
