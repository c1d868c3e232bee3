"""`timeline-api db backup`, `restore`, `vacuum` and `downgrade`: what they say, and when they refuse."""

import json
import shutil
from pathlib import Path

import pytest

from timeline_api.store.migrate import head, known_revisions

ARTICLE = '{"text": "The mill burned on 2024-12-08. It reopened on 2025-03-01."}'


@pytest.fixture
def filled(run, database: Path) -> Path:
    """A database with an article in it."""
    assert run("ingest", "-", stdin=ARTICLE).exit_code == 0
    return database


def test_a_backup_goes_into_another_database(run, filled: Path, tmp_path: Path, monkeypatch) -> None:
    file = tmp_path / "kept.backup"
    before = run("export").stdout
    made = run("db", "backup", file)
    assert (made.exit_code, made.stderr) == (0, "")
    assert made.stdout.startswith(f"sqlite:///{filled} is in {file} (0.")
    monkeypatch.setenv("TIMELINE_DATABASE", f"sqlite:///{tmp_path}/new/copy.db")
    result = run("db", "restore", file)
    assert (result.exit_code, result.stdout) == (0, f"sqlite:///{tmp_path}/new/copy.db holds what {file} does.\n")
    assert run("export").stdout == before
    assert run("db", "check").exit_code == 0


def test_nothing_is_written_over_unless_told(run, filled: Path, tmp_path: Path) -> None:
    file = tmp_path / "kept.backup"
    run("db", "backup", file)
    again = run("db", "backup", file)
    assert (again.exit_code, again.stderr) == (2, f"Error: {file} is there already; --force writes over it\n")
    assert run("db", "backup", file, "--force").exit_code == 0
    over = run("db", "restore", file)
    assert over.exit_code == 2
    assert over.stderr == f"Error: sqlite:///{filled} is not empty; --force takes away what it holds\n"
    record = json.loads(run("db", "restore", file, "--force", "--json").stdout)
    assert (record["before"], record["after"]) == (head(), head())


def test_tables_without_rows_are_an_empty_database(run, filled: Path, tmp_path: Path, monkeypatch) -> None:
    run("db", "backup", tmp_path / "copy")
    monkeypatch.setenv("TIMELINE_DATABASE", f"sqlite:///{tmp_path}/new.db")
    run("db", "upgrade")
    assert run("db", "restore", tmp_path / "copy").exit_code == 0


def test_what_cannot_be_backed_up_or_restored_is_named(run, database: Path, tmp_path: Path) -> None:
    nothing = run("db", "backup", tmp_path / "copy")
    assert (nothing.exit_code, (tmp_path / "copy").exists()) == (2, False)
    assert "no timeline in" in nothing.stderr
    run("db", "upgrade")
    nowhere = run("db", "backup", tmp_path / "gone" / "copy")
    assert nowhere.exit_code == 2
    assert nowhere.stderr.endswith("/copy cannot be written: No such file or directory\n")
    (tmp_path / "letter").write_text("Dear Sir")
    letter = run("db", "restore", tmp_path / "letter")
    assert letter.exit_code == 2
    assert letter.stderr.startswith(f"Error: {tmp_path}/letter is no backup: neither")


def test_vacuum_gives_room_back(run, filled: Path) -> None:
    lines = "\n".join(json.dumps({"id": str(n), "text": f"Ship {n} sank on 8 May 2001. " * 120}) for n in range(150))
    run("ingest", "-", stdin=lines)
    run("db", "downgrade", "base", "--force")
    run("db", "upgrade")
    record = json.loads(run("db", "vacuum", "--json").stdout)
    assert record["after"] < record["before"] / 2
    assert run("db", "check").exit_code == 0
    assert run("db", "vacuum").stdout.startswith(f"sqlite:///{filled} went from 0.")


def test_vacuum_asks_for_room_before_it_begins(run, filled: Path, monkeypatch) -> None:
    from timeline_api.store import room

    usage = shutil.disk_usage(filled.parent)
    needed = 2 * filled.stat().st_size  # rows are in order already: the log and a temporary file
    monkeypatch.setattr(room, "temporary_folder", lambda: filled.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=needed - 1))
    before = filled.read_bytes()
    refused = run("db", "vacuum")
    said = f"Error: {needed:,} bytes of room are needed in {filled.parent}, and {needed - 1:,} are free\n"
    assert (refused.exit_code, refused.stderr) == (2, said)
    assert filled.read_bytes() == before
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=needed))
    assert run("db", "vacuum").exit_code == 0


def test_downgrade_asks_before_anything_is_lost(run, filled: Path) -> None:
    before = run("export").stdout
    older = known_revisions()[-2]
    refused = run("db", "downgrade", older)
    assert refused.exit_code == 2
    assert "is not empty; --force downgrades it all the same" in refused.stderr
    done = run("db", "downgrade", older, "--force")
    assert done.stdout == f"sqlite:///{filled} went from revision {head()} back to {older}.\n"
    assert f"at revision {older}, not {head()}" in run("export").stderr
    run("db", "upgrade")
    assert run("export").stdout == before


def test_downgrade_names_where_it_can_go(run, filled: Path) -> None:
    wrong = run("db", "downgrade", "0999")
    assert wrong.exit_code == 2
    assert f"no revision '0999' before {head()}; there are: 0001, " in wrong.stderr
    assert wrong.stderr.endswith(", base\n")
    run("db", "downgrade", "base", "--force")
    assert "no timeline in" in run("db", "downgrade", "base").stderr
