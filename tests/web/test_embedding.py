"""The example of docs/embedding.md as it stands, on another host, with a policy of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving import Running
from tests.web.conftest import ROOT, Visit, hosting

pytestmark = pytest.mark.browser
WRITTEN = "http://127.0.0.1:8000"


@pytest.fixture
def elsewhere(tmp_path: Path, served: Running) -> Iterator[str]:
    """Another host with the example, which names our server where it says the usual address."""
    example = (ROOT / "docs" / "embedding.html").read_text(encoding="utf-8")
    (tmp_path / "embedding.html").write_text(example.replace(WRITTEN, served.url), encoding="utf-8")
    framing = f'<!doctype html><iframe src="{served.url}/"></iframe>'
    (tmp_path / "frame.html").write_text(framing, encoding="utf-8")
    with hosting(tmp_path) as address:
        yield address


def test_the_example_works_on_another_host(visit: Visit, served: Running, elsewhere: str, keep: Path) -> None:
    watched = visit(f"{elsewhere}/embedding.html")
    page = watched.page
    page.locator(".card", has_text="<b>Caesar</b> falls").click()
    page.locator(".details figure").wait_for()
    page.screenshot(path=keep / "embedded.png")
    assert page.get_by_role("button", name="Add an article").count() == 0
    assert page.get_by_role("button", name="Correct").count() == 0
    assert page.url == f"{elsewhere}/embedding.html"
    others = [url for url in watched.asked if not url.startswith((served.url, elsewhere))]
    assert (others, [line for line in watched.complaints if "favicon" not in line and "404" not in line]) == ([], [])
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Share").click()
    lines = page.locator(".share code").all_inner_texts()
    assert lines[1] == f"curl '{served.url}/events?from=-0200&to=0100'"
    assert f'<script src="{served.url}/static/event-timeline.js" defer></script>' in lines[2]
    assert f'src="{served.url}/events?from=-0200&amp;to=0100"' in lines[2]


def test_the_page_refuses_frames(visit: Visit, served: Running, elsewhere: str) -> None:
    watched = visit(f"{elsewhere}/frame.html")
    watched.page.wait_for_timeout(500)
    assert any("frame-ancestors" in line for line in watched.complaints)
