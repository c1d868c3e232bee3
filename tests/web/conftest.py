"""Debian's Chromium, driven by Playwright, and a served timeline to look at."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.api.telling import tell_event
from tests.serving import Running, running
from timeline_api.model import Document, Extraction
from timeline_api.settings import Settings
from timeline_api.store.articles import put_article
from timeline_api.store.engine import open_engine, writing
from timeline_api.temporal.interval import day, years

CHROMIUM = shutil.which("chromium")
_ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
NOW = datetime(2026, 1, 1, tzinfo=UTC)
PAPER = Document("a", date(2024, 12, 9), title="A", source="The Paper", url="https://example.org/a")
HOSTILE = Document("b", source="<script>alert(1)</script>", url="javascript:alert(1)")


@pytest.fixture
def served(sqlite_url: str) -> Iterator[Running]:
    """A timeline of sixty events, with markup and a dangerous address among them."""
    engine = open_engine(sqlite_url)
    with writing(engine) as conn:
        events = [tell_event(f"Day {n} saw the river rise again.", day(2024, 1, n)) for n in range(1, 31)]
        events += [tell_event(f"Day {n} saw it fall.", day(2024, 3, n)) for n in range(1, 31)]
        put_article(conn, PAPER, Extraction(PAPER, (), tuple(events)), NOW)
        hostile = (tell_event("<b>Caesar</b> falls", years(-43), "-0043"),)
        put_article(conn, HOSTILE, Extraction(HOSTILE, (), hostile), NOW)
    engine.dispose()
    with running(Settings(database=sqlite_url, workers=1, drain=2)) as server:
        yield server


@pytest.fixture
def browser() -> Iterator[Any]:
    """Chromium without the internet: a request to any other host would be seen and fail."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS.split())
        yield opened
        opened.close()


@pytest.fixture
def keep(tmp_path: Path) -> Path:
    """Where screenshots go: the folder that SCREENSHOTS names, else the test's own."""
    folder = Path(os.environ.get("SCREENSHOTS", tmp_path))
    folder.mkdir(exist_ok=True)
    return folder
