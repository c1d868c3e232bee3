"""How quick the timeline is in a browser: until something useful is drawn, and how long frames take while one pans.

The first is measured with a database of generated events behind it, in a browser that has nothing cached: from the
start of the navigation to the first bars of the density (a mark of the Performance API that the component sets). The
second with 500 events in view, next to vis-timeline with the same 500 items in the same run: a mouse drags the drawing
to and fro, and the times between animation frames are taken. A busy machine slows both; rounds alternate.

    python -m bench.browser [--events 1000000] [--database FILE] [--rounds 5]

Needs Chromium (apt-get install chromium), and Node.js for vis-timeline.
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from bench.filling import fill
from bench.http import ours, serving
from timeline_api.settings import Settings

ROOT = Path(__file__).parent.parent
STATIC = ROOT / "timeline_api" / "web" / "static"
PACKAGES = ROOT / "frontend" / "node_modules"
IN_VIEW = 500
PORTS = (8473, 8474)
_CHROMIUM = "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking"
_FRAMES = """() => {
  const times = window.frameTimes = [];
  let last = performance.now();
  const next = now => { times.push(now - last); last = now; requestAnimationFrame(next); };
  requestAnimationFrame(next);
}"""
_VIS = """async address => {
  const { items } = await (await fetch(address)).json();
  window.made = new vis.Timeline(document.getElementById("place"), new vis.DataSet(items), { height: "560px" });
  return items.length;
}"""
_VIS_PAGE = (
    '<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="packages/vis-timeline/styles/'
    'vis-timeline-graph2d.min.css"><script src="packages/vis-timeline/standalone/umd/vis-timeline-graph2d.min.js">'
    '</script><div id="place"></div>'
)


@dataclass(frozen=True)
class Frames:
    """Milliseconds between animation frames while one pans: the median, 95 of 100, and the longest."""

    half: float
    most: float
    longest: float


def main() -> None:
    options = read_options()
    subprocess.run([ROOT / "bin" / "with-node", "frontend", "true"], check=True, cwd=ROOT)
    for name, file in scripts().items():
        print(f"{name:16} {len(gzip.compress(file.read_bytes(), 9)):9,} bytes of JavaScript, compressed")
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        many = settings(options.database or Path(folder) / "many.db", PORTS[0], options.events)
        few = settings(Path(folder) / "few.db", PORTS[1], IN_VIEW)
        with serving(ours(many), many.port):
            first = [first_drawing(browser, f"http://127.0.0.1:{many.port}/") for _ in range(options.rounds)]
        print(f"first useful drawing, {options.events:,} events: {statistics.median(first):.0f} ms {rounded(first)}")
        with serving(ours(few), few.port), vis_page(Path(folder)) as vis_address:
            pairs = [pan_both(browser, f"http://127.0.0.1:{few.port}", vis_address) for _ in range(options.rounds)]
        report("event-timeline", [one for one, _ in pairs])
        report("vis-timeline", [other for _, other in pairs])


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--database", type=Path, help="kept for the next run; made when it is not there")
    parser.add_argument("--rounds", type=int, default=5)
    if shutil.which("chromium") is None:
        sys.exit("bench.browser needs Chromium: apt-get install chromium")
    return parser.parse_args()


def scripts() -> dict[str, Path]:
    """The scripts whose size is compared."""
    return {
        "event-timeline": STATIC / "event-timeline.js",
        "vis-timeline": PACKAGES / "vis-timeline" / "standalone" / "umd" / "vis-timeline-graph2d.min.js",
        "TimelineJS": PACKAGES / "@knight-lab" / "timelinejs" / "dist" / "js" / "timeline.js",
    }


def settings(file: Path, port: int, events: int) -> Settings:
    """A service with so many events, which are made when the file is not there."""
    made = Settings(database=f"sqlite:///{file}", port=port, secret="x" * 16)
    if not file.exists():
        fill(made.database, events)
    return made


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=_CHROMIUM.split())
        yield browser
        browser.close()


@contextmanager
def vis_page(folder: Path) -> Iterator[str]:
    """The address of a page with vis-timeline and nothing in it."""
    (folder / "packages").symlink_to(PACKAGES)
    (folder / "vis.html").write_text(_VIS_PAGE, encoding="utf-8")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/vis.html"
        server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""


def first_drawing(browser: Browser, address: str) -> float:
    """Milliseconds from the start of a navigation to the first bars, with nothing cached by the browser."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(address)
    mark = 'performance.getEntriesByName("event-timeline drawn")[0]?.startTime'
    while (found := page.evaluate(mark)) is None:
        page.wait_for_timeout(20)
    page.context.close()
    return float(found)


def pan_both(browser: Browser, service: str, vis_address: str) -> tuple[Frames, Frames]:
    """Panning with 500 events in view, in ours and in vis-timeline."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(service)
    page.get_by_role("button", name="Show everything").click()
    page.locator(".foot .count", has_text=f"{IN_VIEW} events").wait_for()
    one = pan(page, page.locator(".drawing"))
    page.context.close()
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(vis_address)
    count = page.evaluate(_VIS, f"{service}/events?format=vis&limit=1000")
    assert count == IN_VIEW, count
    page.locator(".vis-item").first.wait_for()
    other = pan(page, page.locator(".vis-center"))
    page.context.close()
    return one, other


def pan(page: Page, drawing: Any) -> Frames:
    """The frames while a mouse drags a drawing to and fro."""
    box = drawing.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + min(box["height"], 560) - 70
    page.wait_for_timeout(800)
    page.evaluate(_FRAMES)
    page.mouse.move(x, y)
    page.mouse.down()
    for turn in (-250, 250, -250, 250):
        page.mouse.move(x + turn, y, steps=40)
    page.mouse.up()
    times = sorted(page.evaluate("window.frameTimes")[1:])
    return Frames(statistics.median(times), times[int(len(times) * 0.95)], times[-1])


def report(name: str, rounds: Sequence[Frames]) -> None:
    half, most, longest = (statistics.median(getattr(one, of) for one in rounds) for of in ("half", "most", "longest"))
    told = f"frames of {half:.1f} ms, 95 of 100 under {most:.1f}, longest {longest:.1f}"
    print(f"{name:16} panning {IN_VIEW} events: {told}")


def rounded(times: Sequence[float]) -> list[int]:
    return [round(time) for time in times]


if __name__ == "__main__":
    main()
