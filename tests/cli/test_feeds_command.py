"""`timeline-api feeds`: what is new in feeds comes in, by conditional requests, more seldom after failures."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.ingest.samples import PROSE, page
from tests.ingest.web_server import Site, serving


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch, database: object) -> Iterator[Site]:
    monkeypatch.setenv("TIMELINE_FETCH_NETWORKS", "127.0.0.0/8")
    with serving() as served:
        served.put("/a", page())
        served.put("/b", page(PROSE.replace("mill", "lock")))
        served.put("/feed", feed(served, "/a"), "text/xml", ETag='"1"')
        yield served


def feed(site: Site, *paths: str) -> bytes:
    items = "".join(f"<item><title>{path}</title><link>{site.url(path)}</link></item>" for path in paths)
    return f'<rss version="2.0"><channel><title>Gazette</title>{items}</channel></rss>'.encode()


def listed(run) -> dict[str, object]:
    (line,) = run("feeds", "list", "--json").stdout.splitlines()
    return json.loads(line)


def rest(run) -> timedelta:
    return datetime.fromisoformat(str(listed(run)["next_at"])) - datetime.now(UTC)


def test_a_feed_is_added_looked_at_and_left_alone_while_it_rests(run, site: Site) -> None:
    url = site.url("/feed")
    assert run("feeds", "add", url, "--every", "30m").stdout == f"{url}: added; `timeline-api feeds poll` looks at it\n"
    assert run("feeds", "poll").stdout == f"{url}: 1 entry, 1 new\n"
    assert run("feeds", "poll").stdout == ""
    assert timedelta(minutes=28) < rest(run) <= timedelta(minutes=30)
    assert site.paths == ["/robots.txt", "/feed", "/a"]
    assert "1 entry, 1 new" in run("feeds", "list").stdout


def test_a_feed_that_has_not_changed_costs_one_request(run, site: Site) -> None:
    url = site.url("/feed")
    run("feeds", "add", url)
    run("feeds", "poll")
    site.asked.clear()
    assert run("feeds", "poll", url).stdout == f"{url}: nothing new\n"
    assert [path for path in site.paths if path != "/robots.txt"] == ["/feed"]
    assert site.asked[-1][1]["If-None-Match"] == '"1"'


def test_only_new_entries_are_fetched(run, site: Site) -> None:
    url = site.url("/feed")
    run("feeds", "add", url)
    run("feeds", "poll")
    site.put("/feed", feed(site, "/b", "/a", "/gone"), "text/xml", ETag='"2"')
    site.asked.clear()
    result = run("feeds", "poll", url)
    assert (result.exit_code, result.stdout) == (1, f"{url}: 3 entries, 1 new, 1 failed\n")
    assert "/gone: the entry is a summary, and its page cannot be read: answered 404" in result.stderr
    assert [path for path in site.paths if path != "/robots.txt"] == ["/feed", "/b", "/gone"]


def test_a_feed_that_fails_rests_ever_longer(run, site: Site) -> None:
    url = site.url("/feed")
    run("feeds", "add", url, "--every", "10m")
    site.say("/feed", 500)
    for hours in (1 / 3, 2 / 3, 4 / 3):
        result = run("feeds", "poll", url)
        assert (result.exit_code, result.stderr) == (1, f"error: {url}: answered 500 Internal Server Error\n")
        assert abs(rest(run) - timedelta(hours=hours)) < timedelta(minutes=1)
    assert listed(run)["failures"] == 3
    site.say("/feed", 503, Retry_After="36000")
    run("feeds", "poll", url)
    assert abs(rest(run) - timedelta(hours=10)) < timedelta(minutes=1)
    site.put("/feed", page())
    assert "not a feed but a web page" in run("feeds", "poll", url).stderr
    site.put("/feed", feed(site, "/a"), "text/xml")
    assert run("feeds", "poll", url).exit_code == 0
    assert listed(run)["failures"] == 0
    assert rest(run) <= timedelta(minutes=10)


def test_feeds_are_removed_and_wrong_words_named(run, site: Site) -> None:
    url = site.url("/feed")
    run("feeds", "add", url)
    assert "was there; its span is changed" in run("feeds", "add", url, "--every", "2d").stdout
    assert listed(run)["seconds"] == 172_800
    assert run("feeds", "remove", url).stdout == f"{url}: removed; its articles stay\n"
    for arguments, what in (
        (["remove", url], "no such feed"),
        (["poll", url], "no such feed"),
        (["add", "news.rss"], "does not begin with http"),
        (["add", url, "--every", "soon"], "is no time from a minute to 30 days"),
        (["add", url, "--every", "5s"], "is no time from a minute to 30 days"),
    ):
        result = run("feeds", *arguments)
        assert (result.exit_code, what in result.stderr) == (2, True)
    assert "No feeds yet" in run("feeds", "list").stderr
