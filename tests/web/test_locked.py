"""A timeline that is read with a key: the page asks for it, and sends it with everything that it asks."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving import Running, running
from tests.web.conftest import NOW, Visit, fill
from timeline_api.settings import Settings
from timeline_api.store.engine import open_engine, writing
from timeline_api.store.keys import create_key

pytestmark = pytest.mark.browser
NINETIES = "/?view=1990..2000"


@pytest.fixture(scope="module")
def locked(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, str, str]]:
    """The service, a key that reads, and one that does not."""
    url = f"sqlite:///{shutil.copy(migrated_file, tmp_path_factory.mktemp('locked') / 'timeline.db')}"
    fill(url)
    engine = open_engine(url)
    with writing(engine) as conn:
        reader = create_key(conn, "reader", ("read",), NOW).secret
        sender = create_key(conn, "sender", ("ingest",), NOW).secret
    engine.dispose()
    with running(Settings(database=url, read_access="key", workers=1, drain=2)) as server:
        yield server, reader, sender


def test_the_key_opens_the_timeline(visit: Visit, locked: tuple[Running, str, str], keep: Path) -> None:
    served, reader, sender = locked
    watched = visit(served.url + NINETIES)
    page = watched.page
    banner = page.locator(".banner")
    banner.get_by_text("This timeline is read with a key.").wait_for()
    page.screenshot(path=keep / "locked.png")
    assert page.locator(".card").count() == 0
    banner.get_by_label("Key", exact=True).fill(sender)
    page.keyboard.press("Enter")
    banner.get_by_text("This key does not read this timeline.").wait_for()
    banner.get_by_label("Key", exact=True).fill(reader)
    banner.get_by_label("Keep it until this tab is closed").check()
    banner.get_by_role("button", name="Show").click()
    page.locator(".card", has_text="The mill burned").click()
    page.locator(".details h2", has_text="The mill burned").wait_for()
    page.keyboard.press("Escape")
    page.locator(".list li").first.wait_for()
    page.get_by_role("button", name="Filters").click()
    page.get_by_role("checkbox", name="Annals").wait_for()
    page.get_by_role("button", name="Share").click()
    assert 'curl -H "Authorization: Bearer $KEY"' in page.locator(".share").inner_text()
    assert page.locator(".downloads").count() == 0
    assert reader not in page.content()
    page.reload()
    page.locator(".card", has_text="The mill burned").wait_for()
    assert not [line for line in watched.complaints if "401" not in line and "403" not in line]


def test_without_scripts_it_is_said(visit: Visit, locked: tuple[Running, str, str]) -> None:
    page = visit(locked[0].url, java_script_enabled=False).page
    assert "read with a key" in page.get_by_role("alert").inner_text()
    assert page.locator("article").count() == 0
