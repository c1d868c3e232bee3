"""The pages name everything that there is: settings, commands, query parameters, make targets."""

from __future__ import annotations

import dataclasses
import re
from importlib import import_module
from pathlib import Path

import click
import pytest

from timeline_api.api.event_arguments import EventsQuerySchema
from timeline_api.cli import COMMANDS
from timeline_api.settings import Settings

ROOT = Path(__file__).parent.parent
HTTP = (ROOT / "docs" / "http.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
PARAMETERS = [field.data_key or name for name, field in EventsQuerySchema().fields.items()]
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *ROOT.glob("docs/**/*.md")])


def rows(heading: str, page: str = README) -> dict[str, list[str]]:
    """The table under a heading of a page: each name in its first column with the other columns."""
    section = page.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    table = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("| `")]
    return {name: cells for first, *cells in table for name in re.findall(r"`(\w+)`", first)}


def test_every_setting_is_there_with_its_default() -> None:
    documented = rows("Settings")
    assert list(documented) == [f"TIMELINE_{field.name.upper()}" for field in dataclasses.fields(Settings)]
    for field in dataclasses.fields(Settings):
        if field.default is not None:
            assert documented[f"TIMELINE_{field.name.upper()}"][0].strip() == f"`{field.default}`"


def test_every_command_is_there() -> None:
    assert sorted(rows("Commands")) == sorted(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_subcommand_is_there(name: str) -> None:
    command = import_module(f"timeline_api.commands.{name}").command
    subcommands = command.commands if isinstance(command, click.Group) else {}
    described = rows("Commands")[name][0]
    assert [sub for sub in subcommands if f"`{sub}`" not in described] == []


def test_every_query_parameter_is_there() -> None:
    assert sorted(rows("Parameters of `GET /events`", HTTP)) == sorted(PARAMETERS)


def test_every_target_that_the_readme_names_is_in_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    named = set(re.findall(r"`?make ([a-z-]+)", README))
    assert {name for name in named if f"`make {name}`" in README} <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    assert [link for link in LINK.findall(page.read_text("utf-8")) if not (page.parent / link).exists()] == []


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = LINK.findall((folder / "README.md").read_text(encoding="utf-8"))
    assert sorted(listed) == sorted(page.name for page in folder.glob("[0-9]*.md"))


def test_the_readme_is_of_a_length_to_read() -> None:
    assert len(README.splitlines()) < 240
