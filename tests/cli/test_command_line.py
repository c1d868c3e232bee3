"""The group of commands: help that teaches, exit statuses, and imports that wait until they are needed."""

import subprocess
import sys
from pathlib import Path

import click
import pytest

from timeline_api.cli import COMMANDS, main

HEAVY = ("alembic", "dateparser", "flask", "gunicorn", "marshmallow", "psycopg", "sqlalchemy")


def all_commands() -> list[tuple[str, ...]]:
    context = click.Context(main)
    names: list[tuple[str, ...]] = []
    for name in COMMANDS:
        command = main.get_command(context, name)
        parts = list(command.commands) if isinstance(command, click.Group) else []
        names += [(name, part) for part in parts] or [(name,)]
    return names


def test_every_command_is_listed(run) -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert [name for name in COMMANDS if f"\n  {name} " in result.stdout] == list(COMMANDS)


@pytest.mark.parametrize("names", all_commands(), ids=" ".join)
def test_help_teaches_by_example(run, names: tuple[str, ...]) -> None:
    result = run(*names, "--help")
    assert result.exit_code == 0
    assert "Example" in result.stdout
    assert f"timeline-api {' '.join(names)}" in result.stdout.split("Example", 1)[1]


def test_an_unknown_command_is_wrong_use(run) -> None:
    result = run("frobnicate")
    assert result.exit_code == 2
    assert "No such command 'frobnicate'" in result.stderr


def loaded_after(arguments: list[str], cwd: Path) -> set[str]:
    code = (
        "import sys; from timeline_api.cli import main\n"
        f"main({arguments!r}, standalone_mode=False)\n"
        "print('loaded', *sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=cwd, capture_output=True, text=True, check=True)
    return set(done.stderr.rsplit("loaded", 1)[1].split())


def test_extract_loads_neither_server_nor_database(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"text": "The mill burned on 2024-12-08.", "published": "2024-12-11"}\n')
    loaded = loaded_after(["extract", "in.jsonl"], tmp_path)
    assert "timeline_api" in loaded
    assert loaded.isdisjoint({*HEAVY, "rich"})


def test_help_loads_neither_server_nor_database(tmp_path: Path) -> None:
    assert loaded_after(["--help"], tmp_path).isdisjoint(HEAVY)


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("TIMELINE_DATABASE", "mysql://localhost/x", "TIMELINE_DATABASE"),
        ("TIMELINE_DATABASE", "nonsense", "TIMELINE_DATABASE"),
        ("TIMELINE_PORT", "many", "TIMELINE_PORT"),
        ("TIMELINE_DATABSE", "sqlite:///x.db", "TIMELINE_DATABSE"),
    ],
)
def test_bad_settings_are_named(run, monkeypatch, variable: str, value: str, message: str) -> None:
    monkeypatch.setenv(variable, value)
    result = run("db", "stats")
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: ")
    assert message in result.stderr


@pytest.mark.parametrize("arguments", [["db", "check"], ["db", "stats"], ["export"], ["keys", "list"]], ids=" ".join)
def test_reading_makes_no_database(run, database: Path, arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "no timeline in sqlite:///" in result.stderr
    assert "`timeline-api db upgrade` makes one" in result.stderr
    assert not database.exists()


def test_a_file_that_is_no_database_is_an_error_in_one_line(run, database: Path) -> None:
    database.parent.mkdir()
    database.write_text("This is a diary and not a database. " * 100)
    result = run("db", "stats")
    assert (result.exit_code, result.stderr) == (2, "Error: the database: file is not a database\n")


def test_a_place_where_nothing_can_be_made_is_an_error_in_one_line(run, monkeypatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    url = f"sqlite:///{tmp_path}/file/timeline.db"
    monkeypatch.setenv("TIMELINE_DATABASE", url)
    result = run("db", "upgrade")
    assert (result.exit_code, result.stderr) == (2, f"Error: {url} cannot be made: File exists\n")


def test_a_password_is_never_shown(run, monkeypatch) -> None:
    monkeypatch.setenv("TIMELINE_DATABASE", "postgresql://someone:hunter2@127.0.0.1:1/none")
    result = run("db", "current")
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: the database: ")
    assert "hunter2" not in result.output
