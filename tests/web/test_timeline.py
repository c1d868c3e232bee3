"""The component in a real browser, on the page of the service: what it draws, what opens, keys, and the address."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.serving import Running
from tests.web.conftest import ARABIC, LONG_TITLE, Visit

pytestmark = pytest.mark.browser
NINETIES = "/?view=1990..2000"


def ready(page: Any) -> Any:
    """The page once cards stand in the drawing and the list is filled."""
    page.locator(".card, .bar").first.wait_for()
    page.locator(".list li, .list .note:not(:empty)").first.wait_for()
    return page


def marks(page: Any) -> list[str]:
    """The words of the axis; those that an edge would cut are left out."""
    return [text for text in page.locator(".axis text").all_text_contents() if text]


def band(page: Any, title: str) -> Any:
    """What is drawn for an event."""
    return page.locator(".entry", has_text=title)


def test_density_and_cards(visit: Visit, served: Running, keep: Path) -> None:
    watched = visit(f"{served.url}/?view=1990..2026")
    page = ready(watched.page)
    page.screenshot(path=keep / "timeline.png")
    assert page.locator(".density path").get_attribute("d").count("z") >= 8
    assert marks(page)[:2] == ["1995", "2000"]
    assert page.locator(".contexts text").all_text_contents() == ["20th century", "21st century"]
    assert page.locator(".plain").is_visible() is False
    assert (watched.complaints, watched.elsewhere(served)) == ([], [])
    histogram = [url for url in watched.asked if "/events/histogram" in url]
    assert histogram[0] == f"{served.url}/events/histogram"


def test_bands_say_what_is_known(visit: Visit, served: Running, keep: Path) -> None:
    page = ready(visit(served.url + NINETIES).page)
    page.screenshot(path=keep / "bands.png")
    month = band(page, "The mill burned")
    assert "within" in month.get_attribute("class")
    year = page.locator(".drawing").bounding_box()["width"] / 10
    assert month.locator(".band").bounding_box()["width"] == pytest.approx(year / 12, rel=0.1)
    assert "from-faded to-faded" in band(page, "about 1995").locator(".band").get_attribute("class")
    assert "to-open" in band(page, "The fair has been held").locator(".band").get_attribute("class")
    assert "uncertain" in band(page, "a comet").get_attribute("class")
    lasting = band(page, "The war lasted")
    assert "lasting" in lasting.get_attribute("class")
    assert lasting.locator(".band").bounding_box()["width"] == pytest.approx(3 * year, rel=0.02)
    assert "decade" not in lasting.get_attribute("class")


def test_an_hour_of_an_afternoon(visit: Visit, served: Running) -> None:
    page = ready(visit(f"{served.url}/?view=1994-06-05..1994-06-12").page)
    assert "moment from-faded to-faded" in band(page, "Rain fell").locator(".band").get_attribute("class")
    page.goto(f"{served.url}/?view=8925.500..8925.800")
    ready(page)
    assert marks(page)[0] in ("12:30", "13:00")
    clock = page.locator(".card", has_text="The clock stopped")
    assert "16:47" in clock.inner_text()


def test_before_christ(visit: Visit, served: Running) -> None:
    page = ready(visit(f"{served.url}/?view=-0099..0090").page)
    assert marks(page) == ["80 BC", "60 BC", "40 BC", "20 BC", "1 AD", "20 AD", "40 AD", "60 AD", "80 AD"]
    assert page.locator(".contexts text").all_text_contents() == ["1st century BC", "1st century"]
    assert page.locator(".card .when").first.inner_text() == "44 BC"
    assert page.locator(".card .what").first.inner_text() == "<b>Caesar</b> falls"
    assert page.locator(".drawing b, .list b").count() == 0


def test_what_does_not_fit_is_counted_and_opens(visit: Visit, served: Running) -> None:
    page = ready(visit(f"{served.url}/?view=2010-05-01..2010-07-15").page)
    chip = page.locator(".chip.heap")
    left = int(chip.inner_text().removeprefix("+"))
    assert left + page.locator(".card").count() == 30
    chip.click()
    heap = page.get_by_role("dialog")
    assert heap.locator("li").count() == left
    heap.locator("li button").first.click()
    assert re.match(r"Alarm number \d+ rang", page.locator(".details h2").inner_text())


def test_an_event_opens_with_its_evidence(visit: Visit, served: Running, keep: Path) -> None:
    page = ready(visit(served.url + "/?view=2023-12-20..2024-02-10").page)
    page.locator(".card", has_text="Day 1 saw the river").click()
    details = page.locator(".details")
    details.locator("figure").nth(1).wait_for()
    page.screenshot(path=keep / "details.png")
    assert page.evaluate("document.activeElement.shadowRoot.activeElement.tagName") == "H2"
    assert details.locator("mark").all_inner_texts() == ["Day", "Day"]
    links = [link.get_attribute("href") for link in details.locator("figcaption a").all()]
    assert sorted(links) == ["https://example.org/a", "https://example.org/d"]
    assert "90%" in details.locator(".certainty").inner_text()
    why = details.locator(".why").inner_text()
    assert "It stands in the text." in why
    assert "read; resolved" in why
    assert "event=" in page.url
    page.keyboard.press("Escape")
    assert details.is_visible() is False
    assert "event=" not in page.url
    assert page.evaluate("document.activeElement.shadowRoot.activeElement.className") == "drawing"


def test_keys(visit: Visit, served: Running) -> None:
    page = ready(visit(served.url + NINETIES).page)
    page.locator(".drawing").focus()
    page.keyboard.press("ArrowRight")
    first = page.locator("[aria-live]").inner_text()
    page.keyboard.press("ArrowRight")
    second = page.locator("[aria-live]").inner_text()
    assert first != second
    assert page.locator(".entry.current").inner_text().endswith(second)
    page.keyboard.press("ArrowLeft")
    assert page.locator("[aria-live]").inner_text() == first
    page.keyboard.press("Enter")
    page.locator(".details h2", has_text=first).wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("+")
    page.wait_for_url(lambda url: "view=1990..2000" not in url)
    page.keyboard.press("Home")
    page.locator(".foot .before").wait_for(state="hidden")
    page.keyboard.press("End")
    page.locator(".foot .after").wait_for(state="hidden")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.shadowRoot.activeElement.name") == "q"


def test_the_question_is_in_the_address(visit: Visit, served: Running) -> None:
    page = ready(visit(served.url).page)
    page.get_by_placeholder("Search").fill("fall")
    page.get_by_placeholder("From").fill("2024-03-02")
    page.get_by_placeholder("To").fill("2024-03-05")
    page.keyboard.press("Enter")
    page.locator(".list h2", has_text="4 events").wait_for()
    assert "q=fall&from=2024-03-02&to=2024-03-05" in page.url
    page.get_by_role("button", name="Filters").click()
    page.get_by_role("checkbox", name="The Paper").click()
    page.wait_for_url("**source=The+Paper*")
    page.get_by_label("Order").select_option("-date")
    page.locator(".list li:first-child", has_text="Day 5").wait_for()
    page.reload()
    page.locator(".list li:first-child", has_text="Day 5").wait_for()
    assert page.get_by_placeholder("Search").input_value() == "fall"
    page.get_by_role("button", name="Clear all").click()
    page.wait_for_url(lambda url: "q=" not in url)
    page.get_by_placeholder("From").fill("yesterday")
    page.keyboard.press("Enter")
    assert "“yesterday” is no date" in page.get_by_role("alert").first.inner_text()
    page.get_by_placeholder("From").fill("44 BC")
    page.keyboard.press("Enter")
    page.wait_for_url("**from=-0043*")
    page.get_by_placeholder("To").fill("AD 20")
    page.keyboard.press("Enter")
    page.wait_for_url("**to=0020*")
    assert [page.get_by_placeholder(name).input_value() for name in ("From", "To")] == ["44 BC", "20 AD"]
    page.get_by_placeholder("From").fill("66000000 BC")
    page.keyboard.press("Enter")
    page.wait_for_url("**from=-65999999*")


def test_strange_titles(visit: Visit, served: Running, keep: Path) -> None:
    watched = visit(f"{served.url}/?view=2007-06-01..2009-01-01")
    page = ready(watched.page)
    page.screenshot(path=keep / "strange.png")
    long = page.locator(".card", has_text="Long Long")
    assert long.bounding_box()["height"] < 80
    assert long.locator(".what").text_content() == LONG_TITLE.strip() or "Long" in long.inner_text()
    arabic = page.locator(".card", has_text=ARABIC)
    assert arabic.locator(".what").evaluate("element => getComputedStyle(element).direction") == "rtl"
    long.click()
    page.locator(".details h2", has_text="Long").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert watched.complaints == []


def test_cards_show_whole_lines_of_their_titles(visit: Visit, served: Running) -> None:
    """What is a pixel short of two lines gets its ellipsis in the first of them."""
    page = ready(visit(f"{served.url}/?view=1990..2026").page)
    shown = "all => all.map(what => what.clientHeight / parseFloat(getComputedStyle(what).lineHeight))"
    lines = page.locator(".card .what").evaluate_all(shown)
    assert lines
    assert set(lines) <= {1, 2}


def test_what_can_be_taken_away(visit: Visit, served: Running) -> None:
    allowed = ["clipboard-read", "clipboard-write"]
    page = ready(visit(f"{served.url}/?q=river&sort=-date", permissions=allowed).page)
    page.get_by_role("button", name="Share").click()
    page.get_by_role("button", name="Copy the curl line").click()
    page.get_by_role("button", name="Copied").wait_for()
    curl = page.evaluate("navigator.clipboard.readText()")
    assert curl == f"curl '{served.url}/events?q=river&sort=-date'"
    assert requests.get(curl.split("'")[1], timeout=5).json()["items"][0]["title"].startswith("Day 30")
    page.get_by_role("button", name="Copy the embed snippet").click()
    snippet = page.evaluate("navigator.clipboard.readText()")
    assert f'<event-timeline src="{served.url}/events?q=river&amp;sort=-date"></event-timeline>' in snippet
    links = {link.inner_text(): link.get_attribute("href") for link in page.locator(".downloads a").all()}
    answers = {name: requests.get(address, timeout=5) for name, address in links.items()}
    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(links, 200)
    assert len(links) == 8
    assert len(answers["JSON Lines"].text.splitlines()) == 30


def test_what_cannot_be_placed_or_has_no_service_is_said(visit: Visit, served: Running) -> None:
    page = visit(f"{served.url}/?q=nothingofthekind").page
    page.locator(".empty", has_text="No events match.").wait_for()
    page.evaluate("document.querySelector('event-timeline').removeAttribute('src')")
    assert "has no address" in page.get_by_role("alert").first.inner_text()


def test_a_wheel_zooms_only_when_asked(visit: Visit, served: Running) -> None:
    page = ready(visit(served.url + NINETIES).page)
    page.locator(".drawing").hover()
    page.mouse.wheel(0, 200)
    page.locator(".hint.seen").wait_for()
    assert "view=1990..2000" in page.url
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    page.wait_for_url(lambda url: "view=1990..2000" not in url)
    page.get_by_role("button", name="Show everything").click()
    page.wait_for_url("**view=-0*")


def test_the_bars_of_the_density_open(visit: Visit, served: Running) -> None:
    page = ready(visit(f"{served.url}/?view=1990..2026").page)
    box = page.locator(".drawing").bounding_box()
    at = box["x"] + box["width"] * 34.5 / 36, box["y"] + box["height"] - 54
    page.mouse.move(*at)
    assert "events" in page.locator(".tip").inner_text()
    page.mouse.click(*at)
    page.wait_for_url(lambda url: "view=1990..2026" not in url)


def test_from_3000_bc_to_an_afternoon_without_motion(visit: Visit, served: Running) -> None:
    watched = visit(f"{served.url}/?view=-2999..2030", reduced_motion="reduce")
    page = ready(watched.page)
    assert marks(page)[0] == "2500 BC"
    assert page.locator(".entry").first.evaluate("element => getComputedStyle(element).animationName") == "none"
    page.locator(".drawing").focus()
    seen = []
    for _ in range(6):
        for _ in range(4):
            page.keyboard.press("+")
        page.wait_for_timeout(60)
        seen.append(marks(page))
        assert len(seen[-1]) >= 2
    assert all(re.fullmatch(r"\d\d:\d\d", mark) for mark in seen[-1])
    page.keyboard.press("0")
    page.wait_for_timeout(100)
    assert "500 BC" in marks(page) or "1 AD" in marks(page)
    assert watched.complaints == []


def test_a_link_to_an_event_alone_goes_to_it(visit: Visit, served: Running) -> None:
    events = requests.get(f"{served.url}/events?to=0000", timeout=5).json()["items"]
    page = ready(visit(f"{served.url}/?event={events[0]['id']}").page)
    page.locator(".card, .bar", has_text="falls").wait_for()
    page.locator(".details h2", has_text="falls").wait_for()


def test_an_event_without_a_place_opens(visit: Visit, served: Running) -> None:
    undated = requests.get(f"{served.url}/events?undated=only", timeout=5).json()["items"]
    assert [event["title"] for event in undated] == ["Nobody knows when"]
    page = visit(f"{served.url}/?event={undated[0]['id']}").page
    page.locator(".details h2", has_text="Nobody knows when").wait_for()
    assert page.locator(".details .when").inner_text() == "8 December, year unknown"
    policy = requests.get(served.url, timeout=5).headers["Content-Security-Policy"]
    assert "require-trusted-types-for 'script'" in policy
    assert "unsafe" not in policy
