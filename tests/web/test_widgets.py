"""Our forms for other widgets, in the real widgets: TimelineJS and vis-timeline, as npm has them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving import Running
from tests.web.conftest import ARABIC, Visit, hosting

pytestmark = pytest.mark.browser
PAGES = {
    "timelinejs.html": '<link rel="stylesheet" href="packages/@knight-lab/timelinejs/dist/css/timeline.css">'
    '<script src="packages/@knight-lab/timelinejs/dist/js/timeline.js"></script>'
    '<div id="place" style="height: 600px"></div>',
    "vis.html": '<link rel="stylesheet" href="packages/vis-timeline/styles/vis-timeline-graph2d.min.css">'
    '<script src="packages/vis-timeline/standalone/umd/vis-timeline-graph2d.min.js"></script><div id="place"></div>',
}
TIMELINEJS = """async address => {
  const told = await (await fetch(address)).json();
  window.made = new TL.Timeline("place", told, { font: null });
}"""
VIS = """async address => {
  const { items } = await (await fetch(address)).json();
  window.made = new vis.Timeline(document.getElementById("place"), new vis.DataSet(items), { height: "500px" });
  return items.length;
}"""


@pytest.fixture(scope="module")
def host(packages: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Pages with the widgets, on a host that has nothing else."""
    folder = tmp_path_factory.mktemp("widgets")
    (folder / "packages").symlink_to(packages)
    for name, body in PAGES.items():
        (folder / name).write_text(f"<!doctype html><meta charset=utf-8>{body}", encoding="utf-8")
    with hosting(folder) as address:
        yield address


def test_timelinejs_shows_our_events(visit: Visit, served: Running, host: str, keep: Path) -> None:
    page = visit(f"{host}/timelinejs.html").page
    page.evaluate(TIMELINEJS, f"{served.url}/events?format=timelinejs&from=1990&to=2008")
    page.locator(".tl-slide h2", has_text="The mill burned").wait_for(state="attached")
    page.screenshot(path=keep / "timelinejs.png")
    headlines = page.locator(".tl-slide h2.tl-headline").all_inner_texts()
    assert any("The bridge opened about 1995" in line for line in headlines)
    assert ARABIC in " ".join(page.locator(".tl-slide h2.tl-headline").all_text_contents())
    assert page.locator(".tl-message-content").count() == 0 or "error" not in page.locator(".tl-message").inner_text()
    page.evaluate(TIMELINEJS, f"{served.url}/events?format=timelinejs&to=0000")
    page.locator(".tl-slide h2", has_text="<b>Caesar</b> falls").wait_for(state="attached")
    assert page.locator(".tl-slide h2 b").count() == 0


def test_vis_timeline_shows_our_events(visit: Visit, served: Running, host: str, keep: Path) -> None:
    page = visit(f"{host}/vis.html").page
    count = page.evaluate(VIS, f"{served.url}/events?format=vis&from=1990&to=2008-12")
    page.locator(".vis-item", has_text="The mill burned").first.wait_for()
    page.screenshot(path=keep / "vis.png")
    assert page.evaluate("made.itemsData.length") == count == 10
    page.evaluate(VIS, f"{served.url}/events?format=vis&to=0000")
    page.locator(".vis-item", has_text="<b>Caesar</b> falls").first.wait_for()
    assert page.evaluate("new Date(made.itemsData.get()[0].start).toISOString()").startswith("-000043-01-01")
