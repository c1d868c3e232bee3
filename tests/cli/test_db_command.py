"""`timeline-api db`: tables made, compared, checked and counted."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from timeline_api.store.migrate import head


def change(database: Path, statement: str) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(statement)
        connection.commit()


def test_upgrade_makes_the_folder_and_the_tables(run, database: Path) -> None:
    first = run("db", "upgrade")
    assert (first.exit_code, first.stderr) == (0, "")
    assert first.stdout == f"sqlite:///{database} went from revision none to {head()}.\n"
    assert run("db", "upgrade").stdout == f"sqlite:///{database} is up to date (revision {head()}).\n"
    record = json.loads(run("db", "upgrade", "--json").stdout)
    assert record == {"database": f"sqlite:///{database}", "before": head(), "after": head()}


def test_current_compares_and_makes_nothing(run, database: Path) -> None:
    shown = run("db", "current").stdout
    assert shown == f"sqlite:///{database}: revision none, this version needs {head()}\n"
    assert not database.exists()
    run("db", "upgrade")
    record = json.loads(run("db", "current", "--json").stdout)
    assert record == {"database": f"sqlite:///{database}", "current": head(), "head": head()}


def test_another_version_is_named_and_left_alone(run, database: Path) -> None:
    run("db", "upgrade")
    change(database, "UPDATE alembic_version SET version_num = '9999'")
    for arguments in (["ingest", "-"], ["export"], ["keys", "list"], ["db", "check"]):
        result = run(*arguments, stdin='{"text": "The mill burned on 2024-12-08."}')
        assert result.exit_code == 2
        assert f"at revision 9999, not {head()}; run `timeline-api db upgrade`" in result.stderr
    result = run("db", "upgrade")
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: the database: Can't locate revision")
    assert result.stderr.count("\n") == 1


def test_check_finds_what_is_wrong(run, database: Path) -> None:
    run("ingest", "-", stdin='{"text": "The mill burned on 2024-12-08."}')
    whole = run("db", "check")
    assert (whole.exit_code, whole.stdout) == (0, f"sqlite:///{database} is whole.\n")
    change(database, "DELETE FROM evidence")
    broken = run("db", "check")
    assert broken.exit_code == 1
    assert "error: 1 events without evidence" in broken.stderr
    as_json = run("db", "check", "--json")
    assert as_json.exit_code == 1
    assert "1 events without evidence" in json.loads(as_json.stdout)["findings"]


def test_stats_count(run, database: Path) -> None:
    run("ingest", "-", stdin='{"text": "The mill burned on 2024-12-08. It reopened on 2025-03-01."}')
    run("keys", "create", "one", "--scope", "read")
    record = json.loads(run("db", "stats", "--json").stdout)
    assert record.pop("size") > 10_000
    expected = {"articles": 1, "events": 2, "undated_events": 0, "evidence": 2, "keys": 1, "revision": head()}
    assert record == expected
    shown = dict(line.rsplit(None, 1) for line in run("db", "stats").stdout.splitlines())
    assert (shown["undated events"], shown["events"], shown["revision"]) == ("0", "2", head())


@pytest.mark.parametrize(
    ("replicas", "complaint"),
    [
        ("postgresql://db1/news", "only PostgreSQL has replicas"),
        ("mysql://db1/news", "TIMELINE_REPLICAS: no store for 'mysql'"),
    ],
)
def test_replicas_are_of_postgresql(run, database: Path, monkeypatch, replicas: str, complaint: str) -> None:
    monkeypatch.setenv("TIMELINE_REPLICAS", replicas)
    result = run("db", "current")
    assert result.exit_code == 2
    assert complaint in result.stderr
