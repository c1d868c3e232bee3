"""What tests of commands share: a runner, and a database of their own that the environment names."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from timeline_api.cli import main

Run = Callable[..., Result]


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a database that does not exist yet; TIMELINE_DATABASE names it."""
    path = tmp_path / "kept" / "timeline.db"
    monkeypatch.setenv("TIMELINE_DATABASE", f"sqlite:///{path}")
    return path


@pytest.fixture
def run() -> Run:
    """Run `timeline-api` with these arguments; exceptions of its own are errors of the test."""

    def call(*arguments: str, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(main, [str(each) for each in arguments], input=stdin, catch_exceptions=False)

    return call
