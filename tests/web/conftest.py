"""Debian's Chromium, driven by Playwright, and a served timeline to look at. One browser and one server for all."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.api.telling import tell_event
from tests.serving import Running, running
from timeline_api.model import Document, Event, EventDate, Explanation, Extraction, Interval, Precision
from timeline_api.settings import Settings
from timeline_api.store.articles import put_article
from timeline_api.store.engine import open_engine, writing
from timeline_api.temporal.interval import day, month, years

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium")
_ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
NOW = datetime(2026, 1, 1, tzinfo=UTC)
PAPER = Document("a", date(2024, 12, 9), title="A", source="The Paper", url="https://example.org/a")
HOSTILE = Document("b", source="<script>alert(1)</script>", url="javascript:alert(1)")
ANNALS = Document("c", date(2025, 2, 3), title="Of what is known", source="Annals", url="https://example.org/c")
GAZETTE = Document("d", date(2024, 12, 10), title="Again", source="Gazette", url="https://example.org/d")
LONG_TITLE = "Long " * 1000
ARABIC = "افتتح الجسر القديم بعد الفيضان"


@dataclass
class Watched:
    """What a page complained about and whom it asked."""

    page: Any
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def elsewhere(self, served: Running) -> list[str]:
        """Requests to any other host."""
        return [url for url in self.asked if not url.startswith((served.url, "data:"))]


Visit = Callable[..., Watched]


def told(title: str, span: Interval, edtf: str, precision: Precision, words: str, timex: str = "") -> Event:
    """An event whose sentence is its title, dated by `words` in it."""
    at = title.index(words)
    why = Explanation("by-hand", at, at + len(words), None, ("read as it stands",), "0.1.0")
    date_ = EventDate(edtf, span, precision, edtf[-1:] if edtf[-1:] in "?~%" else "", "explicit", timex or edtf, words)
    return Event(0, len(title), title, title, date_, 0.8, why)


def annals() -> tuple[Event, ...]:
    """One event of each kind of date."""
    return (
        told("The mill burned in May 1991.", month(1991, 5), "1991-05", "month", "May 1991"),
        told("The bridge opened about 1995.", years(1995), "1995~", "year", "about 1995"),
        told("The fair has been held since 1993.", years(1993, 33), "1993/..", "range", "since 1993"),
        told("The 1990s were lean.", years(1990, 10), "199X", "decade", "1990s"),
        told("The war lasted from 1996 to 1998.", years(1996, 3), "1996/1998", "range", "1996 to 1998"),
        told("Rain fell on 7 June 1994 all afternoon.", day(1994, 6, 7), "1994-06-07", "daypart", "7 June 1994",
             "1994-06-07TAF"),
        told("The clock stopped at 16:47 on 9 June 1994.", day(1994, 6, 9), "1994-06-09T16:47:00", "minute",
             "16:47 on 9 June 1994"),
        told("Perhaps a comet came on 3 March 1992.", day(1992, 3, 3), "1992-03-03?", "day", "3 March 1992"),
    )  # fmt: skip


def fill(database: str) -> None:
    """Ninety events and some, with markup, a dangerous address and a title of 5,000 letters among them."""
    engine = open_engine(database)
    with writing(engine) as conn:
        events = [tell_event(f"Day {n} saw the river rise again.", day(2024, 1, n)) for n in range(1, 31)]
        events += [tell_event(f"Day {n} saw it fall.", day(2024, 3, n)) for n in range(1, 31)]
        put_article(conn, PAPER, Extraction(PAPER, (), tuple(events)), NOW)
        put_article(conn, ANNALS, Extraction(ANNALS, (), annals()), NOW)
        heap = tuple(tell_event(f"Alarm number {n} rang.", day(2010, 6, 1)) for n in range(30))
        again = tell_event("Day 1 saw the river rise again.", day(2024, 1, 1))
        put_article(conn, GAZETTE, Extraction(GAZETTE, (), (*heap, again)), NOW)
        hostile = (
            tell_event("<b>Caesar</b> falls", years(-43), "-0043"),
            tell_event(LONG_TITLE, day(2008, 1, 1)),
            tell_event(ARABIC, day(2008, 5, 1)),
            tell_event("Nobody knows when", None),
        )
        put_article(conn, HOSTILE, Extraction(HOSTILE, (), hostile), NOW)
    engine.dispose()


@pytest.fixture(scope="package")
def served(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A timeline that holds what `fill` puts there."""
    file = shutil.copy(migrated_file, tmp_path_factory.mktemp("web") / "timeline.db")
    fill(f"sqlite:///{file}")
    with running(Settings(database=f"sqlite:///{file}", workers=1, drain=2)) as server:
        yield server


@pytest.fixture(scope="package")
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
def visit(browser: Any) -> Iterator[Visit]:
    """Open an address in a context of its own, with the options of a context, and watch it."""
    contexts: list[Any] = []

    def open_page(url: str, **options: Any) -> Watched:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "locale": "en-GB", **options})
        contexts.append(context)
        watched = Watched(context.new_page())
        watched.page.on("console", lambda message: watched.complaints.append(message.text))
        watched.page.on("pageerror", lambda error: watched.complaints.append(str(error)))
        watched.page.on("request", lambda request: watched.asked.append(request.url))
        watched.page.on("dialog", lambda dialog: watched.complaints.append(f"a script ran: {dialog.message}"))
        watched.page.goto(url)
        return watched

    yield open_page
    for context in contexts:
        context.close()


class _Quiet(SimpleHTTPRequestHandler):
    """Without a line for each request."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def hosting(folder: Path) -> Iterator[str]:
    """Another host that serves the files of a folder: its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="session")
def packages() -> Path:
    """The folder of the npm packages that the lock file names."""
    subprocess.run([ROOT / "bin" / "with-node", "frontend", "true"], check=True, cwd=ROOT)
    return ROOT / "frontend" / "node_modules"


@pytest.fixture
def keep(tmp_path: Path) -> Path:
    """Where screenshots go: the folder that SCREENSHOTS names, else the test's own."""
    folder = Path(os.environ.get("SCREENSHOTS", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
