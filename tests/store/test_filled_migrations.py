"""Migrations of stores that hold something, both ways, on both databases.

`filled/` holds all rows of databases that older versions of this package have filled, each with the revision that it
was at: articles of `seeds/`, two that tell the same event, one that was deleted, corrections, a hidden event, a key.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, MetaData, delete, insert, select, text

from timeline_api.store.engine import open_engine, reading, writing
from timeline_api.store.health import check
from timeline_api.store.migrate import current, downgrade, head, known_revisions, upgrade
from timeline_api.store.queries import EventQuery, fetch_event, fetch_events

Rows = list[dict[str, Any]]
FILLED = sorted(Path(__file__).with_name("filled").glob("*.json.gz"))
# What a step may make anew, since it says the same: the record, and what is counted by it.
MADE_ANEW = {"event": {"record"}}


@pytest.fixture(params=FILLED, ids=lambda path: path.name.partition(".")[0])
def kept(request) -> tuple[str, dict[str, Rows]]:
    """A revision and the rows of all tables."""
    held = json.loads(gzip.decompress(request.param.read_bytes()))
    return held["revision"], held["tables"]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def filled(request, kept, tmp_path: Path) -> Iterator[Engine]:
    """A store at that revision with these rows."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/filled.db"
    else:
        url = request.getfixturevalue("empty_postgres_url")
    revision, tables = kept
    upgrade(url, revision)
    engine = open_engine(url)
    fill(engine, tables)
    yield engine
    engine.dispose()


def fill(engine: Engine, tables: dict[str, Rows]) -> None:
    model = MetaData()
    model.reflect(engine, only=[name for name in tables if name != "alembic_version"])
    with writing(engine) as conn:
        for table in model.sorted_tables:
            conn.execute(delete(table))
            if tables[table.name]:
                conn.execute(insert(table), tables[table.name])
        conn.execute(text(INDEX[engine.dialect.name]))


# The index of words that 0001 made; later ones are made by the steps.
INDEX = {
    "sqlite": "INSERT INTO event_search (event_search) VALUES ('rebuild')",
    "postgresql": "INSERT INTO event_search SELECT number, to_tsvector('simple', title || ' ' || text) FROM event",
}


def rows_of(engine: Engine, tables: dict[str, Rows]) -> dict[str, list[tuple]]:
    """The columns that the rows of a revision have, but for those that are made anew, as a store has them now."""
    model = MetaData()
    found = {}
    with reading(engine) as conn:
        model.reflect(conn, only=[name for name, rows in tables.items() if rows and name != "alembic_version"])
        for table in model.sorted_tables:
            names = sorted(tables[table.name][0].keys() - MADE_ANEW.get(table.name, set()))
            found[table.name] = sorted(map(repr, conn.execute(select(*(table.c[name] for name in names)))))
    return found


def address(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def test_what_an_older_version_kept_is_served(filled: Engine, kept):
    """Step by step, as nobody knows from which of them a store comes."""
    revision, tables = kept
    revisions = known_revisions()
    for step in revisions[revisions.index(revision) + 1 :]:
        upgrade(address(filled), step)
    upgrade(address(filled))
    assert current(address(filled)) == head()
    assert check(filled) == ()
    shown = [row for row in tables["event"] if row["first_day"] is not None]
    with reading(filled) as conn:
        served = fetch_events(conn, EventQuery(limit=1000)).rows
        words = fetch_events(conn, EventQuery(limit=1000, sources=("Paper Two",))).rows
        one = fetch_event(conn, served[0].id)
    assert {(row.id, row.title, row.edtf, row.source_count) for row in served} == {
        (row["id"], row["title"], row["edtf"], row["source_count"]) for row in shown
    }
    assert [row.title for row in words] == ["The mill burned"]
    assert one is not None


def test_back_and_forth_again_nothing_is_lost(filled: Engine, kept):
    revision, tables = kept
    before = rows_of(filled, tables)
    upgrade(address(filled))
    forth = rows_of(filled, {name: rows for name, rows in tables.items() if name != "day_count"})
    downgrade(address(filled), revision)
    assert current(address(filled)) == revision
    assert rows_of(filled, tables) == before
    upgrade(address(filled))
    assert check(filled) == ()
    assert rows_of(filled, {name: rows for name, rows in tables.items() if name != "day_count"}) == forth


def test_a_filled_store_of_this_version_goes_back_a_step_and_forth(filled: Engine, kept):
    """Whatever the latest step is: what this version has filled survives its way back."""
    _, tables = kept
    upgrade(address(filled))
    before = rows_of(filled, tables)
    downgrade(address(filled), known_revisions()[-2])
    upgrade(address(filled))
    assert check(filled) == ()
    assert rows_of(filled, tables) == before
