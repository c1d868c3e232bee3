"""Many rows in one go: more and fewer than one statement holds."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from timeline_api.store.bulk import insert_tuples
from timeline_api.store.engine import open_engine, reading, writing
from timeline_api.store.migrate import downgrade, upgrade
from timeline_api.store.search_index import insert_words

NAMES = ("level", "start", "starts", "ends")
ADDED = "ON CONFLICT (level, start) DO UPDATE SET starts = day_count.starts + excluded.starts"


def counted(engine: Engine) -> list[tuple[int, ...]]:
    with reading(engine) as conn:
        return [tuple(row) for row in conn.execute(text(f"SELECT {', '.join(NAMES)} FROM day_count ORDER BY start"))]


@pytest.mark.parametrize("rows", [0, 1, 61, 62, 63, 125])
def test_all_rows_go_in_however_many_a_statement_holds(engine: Engine, rows: int):
    given = [(0, day, day % 7, day % 5) for day in range(rows)]
    with writing(engine) as conn:
        insert_tuples(conn, "day_count", NAMES, given)
    assert counted(engine) == given


def test_what_is_there_is_added_to_what_comes(engine: Engine):
    for days in (range(100), range(30, 130)):
        with writing(engine) as conn:
            insert_tuples(conn, "day_count", NAMES, [(0, day, 1, 0) for day in days], ADDED)
    assert [starts for _, _, starts, _ in counted(engine)] == [1] * 30 + [2] * 70 + [1] * 30


def test_a_row_that_is_there_already_takes_all_rows_back(engine: Engine):
    with writing(engine) as conn:
        insert_tuples(conn, "day_count", NAMES, [(0, 150, 9, 9)])

    def insert_again() -> None:
        with writing(engine) as conn:
            insert_tuples(conn, "day_count", NAMES, [(0, day, 1, 1) for day in range(200)])

    with pytest.raises(DBAPIError, match=r"(?i)unique|duplicate"):
        insert_again()
    assert counted(engine) == [(0, 150, 9, 9)]


@pytest.mark.parametrize(("revision", "most"), [("0013_events_as_they_come", 9), ("head", 1)])
def test_the_words_of_a_large_transaction_are_one_part_of_the_index(sqlite_url: str, revision: str, most: int):
    """Each row is some five hundred bytes of it; a megabyte at a time they come to more than one part."""
    upgrade(sqlite_url)
    if revision != "head":
        downgrade(sqlite_url, revision)
    engine = open_engine(sqlite_url)
    said = [" ".join(f"w{row * at % 9973}" for at in range(50)) for row in range(4_000)]
    with writing(engine) as conn:
        insert_words(conn, {0: [(number, "Title", text, "") for number, text in enumerate(said)]})
    with reading(engine) as conn:
        parts = conn.scalar(text("SELECT count(DISTINCT segid) FROM event_search_0_idx"))
    engine.dispose()
    assert 1 <= parts <= most
    assert (parts == 1) == (most == 1)
