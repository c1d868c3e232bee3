"""A timeline of more events than are drawn, nearly all of the same importance, as archives are."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.api.telling import tell_event
from tests.serving import Running, running
from tests.web.conftest import NOW, PAPER, Visit
from tests.web.test_timeline import ready
from timeline_api.model import Extraction
from timeline_api.settings import Settings
from timeline_api.store.articles import put_article
from timeline_api.store.engine import open_engine, writing
from timeline_api.temporal.interval import day

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def archive(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Twelve days of each year of a century."""
    url = f"sqlite:///{shutil.copy(migrated_file, tmp_path_factory.mktemp('archive') / 'timeline.db')}"
    engine = open_engine(url)
    events = [
        tell_event(f"Meeting {month} of {year} was held.", day(year, month, 5))
        for year in range(1900, 2000)
        for month in range(1, 13)
    ]
    with writing(engine) as conn:
        put_article(conn, PAPER, Extraction(PAPER, (), tuple(events)), NOW)
    engine.dispose()
    with running(Settings(database=url, workers=1, drain=2)) as server:
        yield server


def test_a_few_of_each_part_stand_for_equals(visit: Visit, archive: Running, keep: Path) -> None:
    page = ready(visit(archive.url).page)
    page.locator(".card").first.wait_for()
    page.wait_for_timeout(500)
    page.screenshot(path=keep / "archive.png")
    years = [int(re.findall(r"\d{4}", words)[0]) for words in page.locator(".card .when").all_inner_texts()]
    assert len(years) > 6
    assert max(years) - min(years) > 60
    assert "zoom in to see more of them" in page.locator(".stage").inner_text()


def test_of_a_crowd_the_first_of_each_part_stand_there(visit: Visit, archive: Running) -> None:
    watched = visit(f"{archive.url}/docs")
    page = watched.page

    def crowded(route: Any) -> None:
        bars = json.loads(route.fetch().text())
        bars["periods"] = [{**period, "count": period["count"] * 1000} for period in bars["periods"]]
        route.fulfill(json=bars)

    page.route("**/events/histogram*", crowded)
    page.goto(archive.url)
    ready(page)
    page.locator(".card").nth(6).wait_for()
    assert not [url for url in watched.asked if "sort=importance" in url]
    assert "zoom in to see more of them" in page.locator(".stage").inner_text()
