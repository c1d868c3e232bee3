"""The image holds what the service needs; `.ci/image-check` runs its commands."""

from __future__ import annotations

import json
import re
from fnmatch import fnmatch
from pathlib import Path

from timeline_api.cli import COMMANDS
from timeline_api.settings import Settings

ROOT = Path(__file__).parent.parent
LINES = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()


def instructions(name: str) -> list[str]:
    """What stands behind each instruction of that name."""
    return [line.removeprefix(name).strip() for line in LINES if line.startswith(name + " ")]


def copied() -> list[str]:
    """Paths of the tree that go into the image."""
    return [source for line in instructions("COPY") if not line.startswith("--from") for source in line.split()[:-1]]


def allowed() -> set[str]:
    """Paths that .dockerignore lets through; all others are ignored."""
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert "*" in lines
    return {line.removeprefix("!") for line in lines if line.startswith("!")}


def test_all_that_is_copied_is_there_and_let_through() -> None:
    assert copied()
    assert all((ROOT / path).exists() for path in copied())
    assert set(copied()) == allowed()


def test_all_that_the_package_is_built_from_is_copied() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    named = re.findall(r'^(?:readme|license-files) = \W*"?([\w.]+)', project, re.M)
    assert [name for name in named if not any(fnmatch(name, path) for path in copied())] == []


def test_its_settings_are_settings() -> None:
    given = dict(re.findall(r"(TIMELINE_\w+)=(\S+)", " ".join(instructions("ENV"))))
    settings = Settings.from_environment(given)
    assert settings.database.startswith("sqlite:///" + instructions("VOLUME")[0])
    assert str(settings.port) in instructions("EXPOSE")


def test_it_starts_a_command_that_there_is() -> None:
    program, command = json.loads(instructions("CMD")[0])
    assert program == "timeline-api"
    assert command in COMMANDS


def test_it_runs_as_a_user_without_rights() -> None:
    assert instructions("USER") == ["10001"]
