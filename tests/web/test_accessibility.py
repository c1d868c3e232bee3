"""No violation that axe knows, both schemes, phone and desktop; reading order, languages, directions, print."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.serving import Running
from tests.web.conftest import Visit
from tests.web.test_timeline import NINETIES, ready

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
AXE = """async () => (await axe.run(document, { resultTypes: ["violations"] })).violations.map(({ id, nodes }) =>
  id + ": " + nodes.map(({ html, failureSummary }) => html.slice(0, 200) + failureSummary).join("; "))"""


@pytest.fixture(scope="module")
def axe(packages: Path) -> str:
    """The source of axe-core."""
    return (packages / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize(("scheme", "size"), [("light", DESKTOP), ("dark", DESKTOP), ("light", PHONE), ("dark", PHONE)])
def test_axe_finds_nothing(
    visit: Visit, served: Running, keep: Path, axe: str, scheme: str, size: dict[str, Any]
) -> None:
    page = ready(visit(served.url + NINETIES, color_scheme=scheme, bypass_csp=True, **size).page)
    name = f"{scheme}-{size['viewport']['width']}"
    page.evaluate(axe)
    page.screenshot(path=keep / f"{name}.png", full_page=True)
    assert page.evaluate(AXE) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["viewport"]["width"]
    page.locator(".list .title", has_text="The mill burned").click()
    page.locator(".details figure").wait_for()
    page.get_by_role("button", name="Correct").click()
    page.screenshot(path=keep / f"{name}-details.png")
    assert page.evaluate(AXE) == []
    page.keyboard.press("Escape")
    for tool in ("Filters", "Share", "Add an article"):
        page.get_by_role("button", name=tool).click()
        page.locator(".panel :is(fieldset, code, textarea)").first.wait_for()
        page.screenshot(path=keep / f"{name}-{tool.lower().replace(' ', '-')}.png")
        assert page.evaluate(AXE) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["viewport"]["width"]


def test_focus_goes_in_reading_order(visit: Visit, served: Running) -> None:
    page = ready(visit(served.url + NINETIES).page)
    names = []
    for _ in range(16):
        page.keyboard.press("Tab")
        names.append(page.evaluate(_FOCUSED))
    assert names[:4] == ["Timeline", "API", "Search", "Show"]
    assert names[4:9] == ["From", "To", "Filters", "Share", "Add an article"]
    assert names[9].startswith("Timeline. Arrow keys")
    assert names[10:] == ["1 earlier", "8 events", "Zoom in", "Zoom out", "Show everything", "92 later"]


_FOCUSED = """() => {
  const element = document.activeElement.shadowRoot?.activeElement ?? document.activeElement;
  return element.getAttribute("aria-label") ?? element.innerText;
}"""


def test_the_list_is_in_the_document_and_on_paper(visit: Visit, served: Running) -> None:
    page = ready(visit(served.url + NINETIES).page)
    items = page.get_by_role("list", name="Events").get_by_role("listitem")
    assert items.count() == 8
    assert items.get_by_role("heading", level=3).first.inner_text() == "The 1990s were lean."
    page.emulate_media(media="print")
    assert page.locator(".list").is_visible()
    assert not page.locator(".stage").is_visible()
    assert not page.locator(".listed").inner_text()


def test_paper_says_how_much_of_the_list_is_on_it(visit: Visit, served: Running) -> None:
    page = ready(visit(f"{served.url}/?from=2024&to=2024").page)
    page.locator(".list li").first.wait_for()
    assert not page.locator(".listed").is_visible()
    page.emulate_media(media="print")
    assert page.locator(".listed").inner_text() == "The first 30 of 61 events."


def test_right_to_left_in_arabic(visit: Visit, served: Running, keep: Path) -> None:
    page = ready(visit(served.url + NINETIES, locale="ar-EG").page)
    page.evaluate("document.documentElement.dir = 'rtl'")
    page.set_viewport_size({"width": 1200, "height": 900})
    page.wait_for_timeout(300)
    page.screenshot(path=keep / "right-to-left.png")
    first = page.locator(".card", has_text="The mill burned").bounding_box()
    last = page.locator(".entry", has_text="The war lasted").bounding_box()
    assert first["x"] > last["x"]
    assert page.locator(".contexts text").first.text_content() == "١٩٩٠"
    assert page.locator(".card .when", has_text="مايو").count() == 1
    page.locator(".drawing").focus()
    page.keyboard.press("ArrowLeft")
    one = page.locator("[aria-live]").inner_text()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    assert page.locator("[aria-live]").inner_text() == one


def test_touch_pans_and_pinches_on_a_phone(visit: Visit, served: Running) -> None:
    page = ready(visit(served.url + NINETIES, **PHONE).page)
    box = page.locator(".drawing").bounding_box()
    touch = page.context.new_cdp_session(page)
    x, y = box["x"] + box["width"] / 2, box["y"] + 20

    def fingers(kind: str, *places: float) -> None:
        points = [{"x": at, "y": y, "id": n} for n, at in enumerate(places)]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    fingers("touchStart", x)
    for n in range(1, 6):
        fingers("touchMove", x - 20 * n)
    fingers("touchEnd")
    page.wait_for_url("**view=1993..2003*")
    page.wait_for_timeout(300)
    fingers("touchStart", x - 20, x + 20)
    for n in range(1, 7):
        fingers("touchMove", x - 20 - 10 * n, x + 20 + 10 * n)
    fingers("touchEnd")
    page.wait_for_url(lambda url: years_of(url) <= 3)


def years_of(address: str) -> int:
    """How many years the view of an address has."""
    first, last = address.partition("view=")[2].partition("&")[0].split("..")
    return int(last[:4]) - int(first[:4])
