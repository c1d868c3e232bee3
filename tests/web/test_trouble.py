"""The server gone, slow, or answering errors: a clear message, a way to try again, and nothing broken."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.serving import Running
from tests.web.conftest import Visit
from tests.web.test_timeline import NINETIES, ready

pytestmark = pytest.mark.browser
ANSWERS = "**/events**"


def test_the_server_goes_and_comes_back(visit: Visit, served: Running, keep: Path) -> None:
    page = ready(visit(served.url + NINETIES).page)
    page.route(ANSWERS, lambda route: route.abort())
    page.get_by_placeholder("Search").fill("river")
    page.keyboard.press("Enter")
    alert = page.locator(".banner")
    alert.wait_for()
    page.screenshot(path=keep / "gone.png")
    assert "does not answer" in alert.inner_text()
    page.unroute(ANSWERS)
    alert.get_by_role("button", name="Try again").click()
    alert.wait_for(state="hidden")
    page.locator(".card", has_text="river rise").first.wait_for()


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (503, '{"title": "Service Unavailable"}', "is busy"),
        (500, "<h1>Oops</h1>", "could not answer (500)"),
        (400, '{"detail": "q: has more than 32 words"}', "q: has more than 32 words"),
        (200, "<html>a proxy's page</html>", "no timeline"),
    ],
)
def test_answers_that_are_none(visit: Visit, served: Running, status: int, body: str, said: str) -> None:
    watched = visit(f"{served.url}/docs")
    page: Any = watched.page
    page.route("**/events/histogram**", lambda route: route.fulfill(status=status, body=body))
    page.goto(served.url)
    page.locator(".banner", has_text=said).wait_for()
    assert page.get_by_placeholder("Search").is_enabled()
    assert not [line for line in watched.complaints if "Failed to load resource" not in line]


def test_a_slow_server_is_given_up_and_overtaken_requests_are_cancelled(visit: Visit, served: Running) -> None:
    page = ready(visit(served.url + NINETIES).page)
    cancelled: list[str] = []
    page.on("requestfailed", lambda request: cancelled.append(request.url))
    page.route("**/events?**importance**", lambda route: None)  # it never answers
    page.locator(".drawing").focus()
    page.keyboard.press("End")
    page.wait_for_timeout(900)
    page.keyboard.press("Home")
    page.wait_for_timeout(900)
    assert any("sort=importance" in url for url in cancelled)
    page.clock.install()
    page.keyboard.press("End")
    page.clock.run_for(25_000)
    page.locator(".banner", has_text="too long").wait_for()
    assert page.locator(".axis text").count() > 2


def test_one_event_that_cannot_be_read(visit: Visit, served: Running) -> None:
    page = ready(visit(served.url + NINETIES).page)
    page.route("**/events/*", lambda route: route.fulfill(status=404, body='{"detail": "there is no such event"}'))
    page.locator(".card").first.click()
    page.locator(".details", has_text="There is no such event.").wait_for()
    assert page.locator(".details button", has_text="Try again").count() == 0
    page.keyboard.press("Escape")
    assert not page.locator(".details").is_visible()
