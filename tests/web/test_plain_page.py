"""The page without scripts, and the docs, in a real browser: usable with a keyboard, nothing blocked, no other host."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import requests

from tests.serving import Running
from tests.web.conftest import Visit

pytestmark = pytest.mark.browser
PLAIN = {"java_script_enabled": False}


def test_the_timeline_is_walked_and_filtered(visit: Visit, served: Running, keep: Path) -> None:
    watched = visit(served.url, **PLAIN)
    page = watched.page
    page.screenshot(path=keep / "plain-light.png")
    titles = page.locator("article h2")
    assert (titles.count(), titles.first.inner_text()) == (50, "<b>Caesar</b> falls")
    assert page.locator("article .date").first.inner_text() == "44 BC"
    assert page.locator("mark").nth(1).inner_text() == "May 1991"
    page.get_by_role("link", name="Later events").click()
    page.wait_for_url("**cursor=*")
    assert (titles.count(), titles.last.inner_text()) == (50, "Day 29 saw it fall.")
    page.get_by_role("link", name="Start again").click()
    page.get_by_label("From", exact=True).fill("2024-03")
    page.get_by_label("To", exact=True).fill("2024-03-05")
    page.get_by_label("Words").fill("fall -rise")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=fall*")
    assert titles.count() == 5
    assert page.get_by_label("From", exact=True).input_value() == "2024-03"
    assert (watched.complaints, watched.elsewhere(served)) == ([], [])


def test_starting_again_keeps_the_filters(visit: Visit, served: Running) -> None:
    page = visit(f"{served.url}/?from=2024&q=day", **PLAIN).page
    page.get_by_role("link", name="Later events").click()
    page.get_by_role("link", name="Start again").click()
    page.wait_for_url(lambda url: "from=2024" in url and "q=day" in url and "cursor" not in url)


def test_what_is_wrong_is_said_beside_the_form(visit: Visit, served: Running) -> None:
    page = visit(served.url, **PLAIN).page
    page.get_by_label("From", exact=True).fill("yesterday")
    page.get_by_role("button", name="Show").click()
    assert "from: expected a year" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("From", exact=True).input_value() == "yesterday"


def test_markup_in_articles_stays_text(visit: Visit, served: Running) -> None:
    watched = visit(f"{served.url}/?to=0000", **PLAIN)
    assert watched.page.locator("article b, article script").count() == 0
    assert watched.page.locator("figcaption").inner_text() == "<script>alert(1)</script>"
    assert watched.page.locator("figcaption a").count() == 0


@pytest.mark.parametrize(("scheme", "width"), [("dark", 900), ("light", 320)])
def test_it_fits_and_can_be_read(visit: Visit, served: Running, keep: Path, scheme: str, width: int) -> None:
    page = visit(f"{served.url}/?q=river", color_scheme=scheme, viewport={"width": width, "height": 800}, **PLAIN).page
    page.screenshot(path=keep / f"plain-{scheme}-{width}.png")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for selector in ("h2 a", ".date", "blockquote", "mark", ".hint", "figcaption", "button"):
        assert contrast(page, selector) >= 4.5, selector


def contrast(page: Any, selector: str) -> float:
    """WCAG contrast of a text with what is painted behind it."""
    return float(page.evaluate(_CONTRAST, selector))


_CONTRAST = """selector => {
  const parse = color => color.match(/[\\d.]+/g).map(Number);
  const light = rgb => {
    const [r, g, b] = rgb.slice(0, 3).map(v => v / 255)
      .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const element = document.querySelector(selector);
  let behind = element;
  const paint = node => getComputedStyle(node).backgroundColor;
  while ((parse(paint(behind))[3] ?? 1) === 0) behind = behind.parentElement;
  const pair = [getComputedStyle(element).color, paint(behind)].map(color => light(parse(color)));
  return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
}"""


def test_the_keyboard_reaches_everything_in_order(visit: Visit, served: Running) -> None:
    page = visit(f"{served.url}/?q=river", **PLAIN).page
    names = []
    for _ in range(7):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.id || document.activeElement.innerText"))
    assert names[:6] == ["Timeline", "API", "from", "to", "q", "Show"]
    assert names[6].startswith("Day 1 ")


def test_the_docs_show_the_contract_and_try_it_out(visit: Visit, served: Running, keep: Path) -> None:
    watched = visit(f"{served.url}/docs")
    page = watched.page
    page.get_by_text("/healthz").click()
    page.get_by_role("button", name="Execute").click()
    page.get_by_text('"status": "ok"').first.wait_for()
    page.screenshot(path=keep / "docs.png")
    paths = requests.get(f"{served.url}/openapi.json", timeout=5).json()["paths"].values()
    operations = sum(len(set(path) - {"parameters"}) for path in paths)
    assert page.locator(".opblock").count() == operations
    assert (watched.complaints, watched.elsewhere(served)) == ([], [])
