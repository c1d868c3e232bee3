"""Rows of prepared events that come as a database, against the same rows handed over one by one."""

from datetime import UTC, datetime
from tempfile import gettempdir

import pytest
from sqlalchemy import Engine, text

from timeline_api.model import Interval
from timeline_api.store import facets, prepared
from timeline_api.store.correcting import correct_event
from timeline_api.store.engine import ATTACHED, loading, open_engine, reading, writing
from timeline_api.store.event_query import EventQuery
from timeline_api.store.health import check
from timeline_api.store.image import Image
from timeline_api.store.prepared import Head, Loaded, Told, lay_out, put_prepared
from timeline_api.store.queries import fetch_events
from timeline_api.store.rows import KeyRow

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ANA = KeyRow("12345678", "Ana", ("admin",), NOW)
TABLES = ("event", "evidence", "article", "event_entity", "day_count", "facet_count", "generation")


@pytest.fixture
def told(tell) -> list[Told]:
    """Events of many lengths, one without a day, one told twice, two that say the same, one by two articles."""
    spans = [Interval(700_000 + n // 3, 700_001 + n // 3 + 9 * (n % 5) ** 4) for n in range(40)]
    events = [tell(f"Bridge {n} opens", span) for n, span in enumerate(spans)] + [tell("Never", None)]
    heads = [Head(f"{n:026}", title=f"Report {n}", source=f"Paper {n % 2}") for n in range(4)]
    one_each = [Told(((heads[n % 4], event),)) for n, event in enumerate(events)]
    return [
        *one_each,
        one_each[3],
        Told(((heads[3], events[0]),)),
        Told(((heads[0], events[5]), (heads[1], events[5]))),
    ]


def put(engine: Engine, told: list[Told], dialect: str) -> Loaded:
    """The way of `dialect`, whatever the store is: Python hands rows to either."""
    laid = lay_out(told, "sqlite", NOW, gettempdir())
    if dialect != "sqlite":
        portions = prepared._portions("sqlite", prepared._new(told, {}, [], prepared.write_moment(NOW)), None)
        laid = prepared.Laid(laid.heads, prepared.laid_batch(*next(portions)), laid.others)
    with loading(engine) as conn:
        return put_prepared(conn, laid, told.__getitem__, NOW)


def held(engine: Engine) -> dict[str, list[tuple]]:
    assert check(engine) == ()
    with reading(engine) as conn:
        found = {name: sorted(map(tuple, conn.execute(text(f"SELECT * FROM {name}"))), key=repr) for name in TABLES}
        words = fetch_events(conn, EventQuery(limit=500, undated="include")).rows
    return found | {"shown": [(row.id, row.title) for row in words], "generation": []}


@pytest.mark.parametrize(("at_once", "many"), [(3, 500), (1000, 500), (1000, 2), (3, 15), (1000, 30)])
def test_both_ways_make_one_store(tmp_path, migrated_file, told, monkeypatch, at_once, many):
    """What is there already, is corrected, or is told by an article of another name, goes the longer way in both."""
    monkeypatch.setattr(prepared, "_AT_ONCE", at_once)
    monkeypatch.setattr(facets, "MANY", many)
    stores = {}
    for way in ("sqlite", "postgresql"):
        file = tmp_path / f"{way}.db"
        file.write_bytes(migrated_file.read_bytes())
        engine = open_engine(f"sqlite:///{file}")
        loaded = [put(engine, told[:20], way)]
        with reading(engine) as conn:
            id = fetch_events(conn, EventQuery(limit=1)).rows[0].id
        with writing(engine) as conn:
            assert correct_event(conn, id, {"title": "Another"}, ANA, NOW)
        loaded += [put(engine, told[10:], way), put(engine, told, way)]
        stores[way] = loaded, held(engine)
        engine.dispose()
    assert stores["sqlite"] == stores["postgresql"]
    assert stores["sqlite"][0][0] == Loaded(20, 0, 0)
    assert stores["sqlite"][0][2].created == 0


def test_nothing_stays_attached(sqlite_url, told, tmp_path_factory):
    tmp_path = tmp_path_factory.mktemp("images")
    engine = open_engine(sqlite_url)
    laid, again, stopped = (lay_out(told, "sqlite", NOW, str(tmp_path)) for _ in range(3))
    assert isinstance(laid.rows, Image)
    assert len(list(tmp_path.iterdir())) == 3

    def names(conn) -> list[str]:
        return [row.name for row in conn.exec_driver_sql("PRAGMA database_list")]

    with loading(engine) as conn:
        put_prepared(conn, laid, told.__getitem__, NOW)
        put_prepared(conn, again, told.__getitem__, NOW)
        assert [name for name in names(conn) if name.startswith(ATTACHED)] == ["laid_1", "laid_2"]
    with reading(engine) as conn:
        assert names(conn) == ["main"]
    with pytest.raises(RuntimeError, match="stopped"):
        stop_while_loading(engine, stopped, told)
    with reading(engine) as conn:
        assert names(conn) == ["main"]
        assert conn.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    assert list(tmp_path.iterdir()) == []
    engine.dispose()


def stop_while_loading(engine: Engine, laid: prepared.Laid, told: list[Told]) -> None:
    with loading(engine) as conn:
        put_prepared(conn, laid, told.__getitem__, NOW)
        raise RuntimeError("stopped")


def test_nothing_is_laid_out_of_nothing(engine: Engine):
    laid = lay_out([], engine.dialect.name, NOW, gettempdir())
    with loading(engine) as conn:
        assert put_prepared(conn, laid, [].__getitem__, NOW) == Loaded(0, 0, 0)
