"""Adding articles and correcting events on the page, with a key, against a timeline of the test's own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.serving import Running, running
from tests.web.conftest import NOW, Visit, fill
from tests.web.test_timeline import ready
from timeline_api.bulk.working import work_once
from timeline_api.ingest.robots import polite_getter
from timeline_api.settings import Settings
from timeline_api.store.engine import open_engine, writing
from timeline_api.store.keys import create_key

pytestmark = pytest.mark.browser
TEXT = (
    "The Old Bridge reopened on Monday. It had been <b>closed</b> since 3 June 2023. "
    "A flood 😀 tore it down on 7 May 2022."
)


@pytest.fixture(scope="module")
def desk(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, str]]:
    """A timeline that may be changed, and a key that may do everything."""
    url = f"sqlite:///{shutil.copy(migrated_file, tmp_path_factory.mktemp('desk') / 'timeline.db')}"
    fill(url)
    engine = open_engine(url)
    with writing(engine) as conn:
        key = create_key(conn, "desk", ("admin",), NOW)
    engine.dispose()
    with running(Settings(database=url, workers=1, drain=2)) as server:
        yield server, key.secret


def test_an_article_is_seen_before_it_is_saved(visit: Visit, desk: tuple[Running, str], keep: Path) -> None:
    served, secret = desk
    watched = visit(served.url)
    page = ready(watched.page)
    page.get_by_role("button", name="Add an article").click()
    panel = page.locator(".add")
    panel.get_by_role("button", name="See the events").click()
    assert "no text" in panel.get_by_role("alert").inner_text()
    panel.get_by_label("Text").fill(TEXT)
    panel.get_by_label("Title").fill("Bridge open again")
    panel.get_by_label("Published on").fill("2024-12-11")
    panel.get_by_role("button", name="See the events").click()
    marks = panel.locator(".article mark")
    marks.first.wait_for()
    page.screenshot(path=keep / "preview.png", full_page=True)
    assert marks.locator("strong").all_inner_texts() == ["Monday", "3 June 2023", "7 May 2022"]
    assert "9 December 2024" in marks.first.inner_text()
    assert panel.locator(".article b").count() == 0
    before = requests.get(f"{served.url}/articles", timeout=5).json()["items"]
    panel.get_by_role("button", name="Save the article").click()
    assert "needs a key" in panel.get_by_role("alert").inner_text()
    panel.get_by_label("Key", exact=True).fill("ключ")
    panel.get_by_role("button", name="Save the article").click()
    assert "No key looks like this" in panel.get_by_role("alert").inner_text()
    panel.get_by_label("Key", exact=True).fill("tl_wrong")
    panel.get_by_role("button", name="Save the article").click()
    panel.get_by_role("alert").get_by_text("Key: the key is unknown or revoked").wait_for()
    assert requests.get(f"{served.url}/articles", timeout=5).json()["items"] == before
    panel.get_by_label("Key", exact=True).fill(secret)
    panel.get_by_role("button", name="Save the article").click()
    panel.locator(".done", has_text="Saved with").wait_for()
    assert len(requests.get(f"{served.url}/articles", timeout=5).json()["items"]) == len(before) + 1
    assert page.evaluate("sessionStorage.length + localStorage.length") == 0
    assert secret not in page.content()
    assert not [line for line in watched.complaints if "401" not in line]


def test_what_the_service_refuses_is_called_as_the_form_calls_it(visit: Visit, desk: tuple[Running, str]) -> None:
    page = ready(visit(desk[0].url).page)
    page.get_by_role("button", name="Add an article").click()
    page.get_by_label("Text").fill(TEXT)
    page.get_by_label("Web address").fill("nonsense")
    page.get_by_role("button", name="See the events").click()
    page.get_by_role("alert").get_by_text("Web address: Must be an http or https address.").wait_for()


def test_a_long_article_is_waited_for(visit: Visit, migrated_file: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'timeline.db')}"
    engine = open_engine(url)
    with writing(engine) as conn:
        key = create_key(conn, "desk", ("ingest",), NOW)
    with running(Settings(database=url, workers=1, drain=2, sync_text=40)) as served:
        watched = visit(served.url)
        page = watched.page
        page.get_by_role("button", name="Add an article").click()
        page.get_by_label("Text").fill(TEXT)
        page.get_by_label("Key", exact=True).fill(key.secret)
        page.get_by_role("button", name="See the events").click()
        page.get_by_role("button", name="Save the article").click()
        page.get_by_role("status").get_by_text("The service reads it: 0%").wait_for()
        assert work_once(engine, polite_getter("1.0"))  # as the process beside the server does
        page.locator(".done", has_text="Saved with 3 events.").wait_for()
        assert len(requests.get(f"{served.url}/events", timeout=5).json()["items"]) == 3
        assert watched.complaints == []
    engine.dispose()


def test_a_file_is_read(visit: Visit, desk: tuple[Running, str], tmp_path: Path) -> None:
    page = ready(visit(desk[0].url).page)
    page.get_by_role("button", name="Add an article").click()
    (tmp_path / "bridge.txt").write_text("The bridge opened on 5 May 1931.")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\x00\x01")
    page.get_by_label("Choose a file").set_input_files(tmp_path / "picture.png")
    page.get_by_role("alert").get_by_text("no text").wait_for()
    page.get_by_label("Choose a file").set_input_files(tmp_path / "bridge.txt")
    page.wait_for_timeout(100)
    assert page.get_by_label("Text").input_value() == "The bridge opened on 5 May 1931."


def test_corrections(visit: Visit, desk: tuple[Running, str]) -> None:
    served, secret = desk
    page = ready(visit(f"{served.url}/?view=1990..2000").page)
    page.locator(".card", has_text="The mill burned").click()
    details = page.locator(".details")
    details.get_by_role("button", name="Correct").click()
    form = details.locator("form")
    form.get_by_label("Title").fill("The old mill burned")
    form.get_by_label("Date, as EDTF").fill("1991-13")
    form.get_by_label("Key", exact=True).fill(secret)
    form.get_by_label("Keep it until this tab is closed").check()
    form.get_by_role("button", name="Save the correction").click()
    form.get_by_role("alert").get_by_text("edtf").wait_for()
    form.get_by_label("Date, as EDTF").fill("1991-06-02")
    form.get_by_role("button", name="Save the correction").click()
    details.locator("h2", has_text="The old mill burned").wait_for()
    assert details.locator(".when").inner_text() == "2 June 1991"
    assert "A person gave it." in details.inner_text()
    assert page.evaluate("sessionStorage.length") == 1
    page.locator(".card", has_text="The old mill burned").wait_for()

    # Someone else changes it in the meantime: the correction is refused, with what to do.
    address = page.url
    event = f"{served.url}/events/{address.partition('event=')[2]}"
    details.get_by_role("button", name="Correct").click()
    tag = requests.get(event, headers={"Authorization": f"Bearer {secret}"}, timeout=5).headers["ETag"]
    headers = {"Authorization": f"Bearer {secret}", "If-Match": tag, "Content-Type": "application/merge-patch+json"}
    assert requests.patch(event, json={"title": "Burnt"}, headers=headers, timeout=5).status_code == 200
    form.get_by_label("Title").fill("Mine")
    form.get_by_role("button", name="Save the correction").click()
    form.get_by_role("alert").get_by_text("Someone has changed the event").wait_for()

    page.reload()
    details.locator("h2", has_text="Burnt").wait_for()
    details.get_by_role("button", name="Correct").click()
    form.get_by_role("button", name="Hide this event").click()
    form.get_by_role("button", name="Hide it from everyone?").click()
    details.wait_for(state="hidden")
    assert requests.get(event, timeout=5).status_code == 404
