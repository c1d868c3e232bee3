"""Fetching: what a server may do to us, and what it may not."""

import time
from collections.abc import Iterator, Sequence

import pytest

from tests.ingest.samples import PROSE, page, pdf
from tests.ingest.web_server import Site, bomb, drip, drip_headers, endless, serving
from timeline_api.ingest.fetching import PAGE_KINDS, Asked, FetchError, Getter, Limits
from timeline_api.ingest.networks import is_allowed, read_networks
from timeline_api.ingest.reading import BadDocument, Found, read_items
from timeline_api.ingest.robots import PoliteGetter, agent_name
from timeline_api.ingest.web import read_address, read_feed_address

LOOPBACK = read_networks("127.0.0.1/32")


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as served:
        yield served


def getter(seconds: float = 5.0, **hosts: str) -> Getter:
    """A getter that may visit 127.0.0.1; `hosts` are names and the addresses that they have."""

    def resolve(host: str, port: int) -> Sequence[str]:
        if host in hosts:
            return hosts[host].split()
        if host[0].isdigit() or ":" in host:
            return [host]
        raise OSError("no such host")

    limits = Limits(seconds=seconds, size=4 * 1024 * 1024, networks=LOOPBACK)
    return Getter(agent_name("1.0", "news@example.org"), limits, resolve)


def test_the_next_address_is_tried_where_one_cannot_be_reached(site: Site) -> None:
    site.put("/mill", page())
    limits = Limits(networks=read_networks("127.0.0.0/8"))
    reached = Getter("us", limits, lambda host, port: ["127.0.0.9", "127.0.0.1"])
    assert reached.get(f"http://mill.example:{site.port}/mill", PAGE_KINDS).content == page()
    unreachable = Getter("us", limits, lambda host, port: ["127.0.0.9", "127.0.0.8"])
    with pytest.raises(FetchError, match="Connection refused"):
        unreachable.get(f"http://mill.example:{site.port}/mill", PAGE_KINDS)


def refusal(url: str, **more: object) -> str:
    with pytest.raises(FetchError) as raised:
        getter(**more).get(url, PAGE_KINDS)  # type: ignore[arg-type]
    return raised.value.what


def test_a_page_is_fetched_and_we_say_who_we_are(site: Site) -> None:
    site.put("/mill?a=b%20c", page(), ETag='"1"', Last_Modified="Sun, 08 Dec 2024 10:00:00 GMT")
    answer = getter().get(site.url("/mill?a=b%20c"), PAGE_KINDS)
    assert (answer.kind, answer.charset, answer.content) == ("text/html", "utf-8", page())
    assert answer.asked == Asked('"1"', "Sun, 08 Dec 2024 10:00:00 GMT")
    headers = site.asked[0][1]
    assert headers["User-Agent"] == "timeline-api/1.0 (reads articles for a timeline; +news@example.org)"
    assert headers["Host"] == f"127.0.0.1:{site.port}"
    again = getter().get(site.url("/mill?a=b%20c"), PAGE_KINDS, answer.asked)
    assert (again.unchanged, again.content) == (True, b"")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.1.2.3", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "224.0.0.1", "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fd00::1",
        "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::",
        "2002:a00:1::", "::127.0.0.1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_allowed(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:93.184.215.14"])
def test_public_addresses_and_named_networks(address: str) -> None:
    assert is_allowed(address)
    assert is_allowed("10.1.2.3", read_networks("10.0.0.0/8, fd00::/8"))
    assert not is_allowed("192.168.0.1", read_networks("10.0.0.0/8"))


def test_a_private_address_is_refused_whatever_its_name(site: Site) -> None:
    assert refusal("http://inside.example/", **{"inside.example": "10.0.0.7"}) == (
        "inside.example is at 10.0.0.7, which is no public address"
    )
    both = refusal(site.url("/", "mixed.example"), **{"mixed.example": "127.0.0.1 192.168.0.9"})
    assert both == "mixed.example is at 192.168.0.9, which is no public address"
    assert site.asked == []


@pytest.mark.parametrize(
    "place", ["http://10.0.0.7/", "http://[::1]/", "//192.168.0.1/x", "http://169.254.169.254/latest"]
)
def test_a_redirect_to_a_private_address_is_refused(site: Site, place: str) -> None:
    site.say("/", 302, Location=place)
    assert refusal(site.url("/")).endswith("which is no public address")


@pytest.mark.parametrize("host", ["localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "[::ffff:7f00:1]"])
def test_this_machine_is_refused_however_it_is_written(site: Site, host: str) -> None:
    """As the system's own resolver reads it."""
    with pytest.raises(FetchError, match=r"which is no public address|no address for"):
        Getter("us").get(site.url("/", host), PAGE_KINDS)
    assert site.asked == []


def test_a_redirect_to_a_name_of_a_private_address_is_refused(site: Site) -> None:
    site.say("/", 302, Location="http://inside.example/x")
    assert refusal(site.url("/"), **{"inside.example": "10.0.0.7"}) == (
        "inside.example is at 10.0.0.7, which is no public address"
    )


def test_neither_robots_nor_the_links_of_a_feed_lead_inside(site: Site) -> None:
    site.put("/a", page())
    site.say("/robots.txt", 302, Location="http://10.0.0.7/robots.txt")
    with pytest.raises(FetchError, match=r"10\.0\.0\.7, which is no public address"):
        PoliteGetter(getter()).page(site.url("/a"))
    del site.handlers["/robots.txt"]
    item = "<item><title>A</title><link>http://169.254.169.254/latest</link></item>"
    site.put("/feed", f'<rss version="2.0"><channel><title>F</title>{item}</channel></rss>'.encode(), "text/xml")
    [bad] = read_feed_address(site.url("/feed"), PoliteGetter(getter()))
    assert isinstance(bad, BadDocument)
    assert "169.254.169.254, which is no public address" in bad.what


def test_a_redirect_is_followed_and_a_circle_is_not(site: Site) -> None:
    site.say("/old", 301, Location="/new#part")
    site.put("/new", page())
    assert getter().get(site.url("/old"), PAGE_KINDS).url == site.url("/new#part")
    site.say("/circle", 302, Location="/circle")
    assert refusal(site.url("/circle")) == "more than 5 redirects"
    site.say("/file", 302, Location="file:///etc/passwd")
    assert refusal(site.url("/file")) == "only http and https are fetched, not file:"


def test_a_name_that_changes_its_answer_gains_nothing(site: Site) -> None:
    """Whatever is answered to a second question, the address that was checked is the one that is connected to."""
    answers = iter([["127.0.0.1"], ["10.0.0.7"], ["10.0.0.7"]])
    asked: list[str] = []

    def resolve(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return next(answers)

    site.put("/", page())
    rebinding = Getter("x", Limits(networks=LOOPBACK), resolve)
    assert rebinding.get(site.url("/", "rebind.example"), PAGE_KINDS).content == page()
    assert asked == ["rebind.example"]
    assert site.asked[0][1]["Host"] == f"rebind.example:{site.port}"
    with pytest.raises(FetchError, match=r"is at 10\.0\.0\.7"):
        rebinding.get(site.url("/", "rebind.example"), PAGE_KINDS)


@pytest.mark.parametrize("handle", [drip, drip_headers])
def test_a_slow_drip_is_cut_off(site: Site, handle: object) -> None:
    site.handlers["/"] = handle  # type: ignore[assignment]
    begun = time.monotonic()
    assert refusal(site.url("/"), seconds=0.6) == "took longer than 0.6 seconds"
    assert time.monotonic() - begun < 5


def test_a_server_that_never_answers_is_given_up(site: Site) -> None:
    site.handlers["/"] = lambda request: time.sleep(1.5)
    assert refusal(site.url("/"), seconds=0.3) == "took longer than 0.3 seconds"


def test_an_endless_body_is_cut_off(site: Site) -> None:
    site.handlers["/"] = endless
    assert refusal(site.url("/")) == "larger than 4 MiB"


def test_a_gzip_bomb_is_not_unpacked(site: Site) -> None:
    site.put("/", bomb(100), Content_Encoding="gzip")
    assert refusal(site.url("/")) == "larger than 4 MiB"
    assert len(bomb(100)) < 200_000


def test_gzip_that_was_asked_for_is_unpacked(site: Site) -> None:
    import gzip

    site.put("/", gzip.compress(page()), Content_Encoding="gzip")
    assert getter().get(site.url("/"), PAGE_KINDS).content == page()
    site.put("/bad", b"not gzip at all", Content_Encoding="gzip")
    assert refusal(site.url("/bad")).startswith("broken gzip")
    site.put("/br", b"x", Content_Encoding="br")
    assert refusal(site.url("/br")) == "comes in the encoding br, which was not asked for"


@pytest.mark.parametrize(("kind", "said"), [("image/png", "image/png"), ("application/zip", "application/zip")])
def test_another_type_is_refused(site: Site, kind: str, said: str) -> None:
    site.put("/", b"x" * 100, kind)
    assert refusal(site.url("/")) == f"is of type {said}, which is not read here"


@pytest.mark.parametrize(
    ("url", "what"),
    [
        ("ftp://example.org/", "only http and https are fetched, not ftp:"),
        ("http:///path", "not an address of a page"),
        ("http://user:pass@example.org/", "not an address of a page"),
        ("http://[::1", "not an address"),
        ("http://gone.example/", "no address for gone.example"),
    ],
)
def test_what_is_no_address(url: str, what: str) -> None:
    assert refusal(url).startswith(what)


def test_an_error_says_which_and_how_long_to_wait(site: Site) -> None:
    site.say("/", 503, Retry_After="120")
    with pytest.raises(FetchError, match="answered 503 Service Unavailable") as raised:
        getter().get(site.url("/"), PAGE_KINDS)
    assert raised.value.retry_after == 120


# robots.txt


def test_robots_are_respected(site: Site) -> None:
    site.put("/robots.txt", b"User-agent: timeline-api\nDisallow: /secret\nUser-agent: *\nDisallow: /", "text/plain")
    site.put("/mill", page())
    site.put("/secret/a", page())
    site.say("/way", 302, Location="/secret/a")
    polite = PoliteGetter(getter())
    assert polite.page(site.url("/mill")).content == page()
    for path in ("/secret/a", "/way"):
        with pytest.raises(FetchError, match=r"its robots\.txt forbids it"):
            polite.page(site.url(path))
    assert site.paths == ["/robots.txt", "/mill", "/way"]


def test_a_pause_between_pages_is_kept(site: Site) -> None:
    site.put("/robots.txt", b"User-agent: *\nCrawl-delay: 7", "text/plain")
    site.put("/mill", page())
    slept: list[float] = []
    polite = PoliteGetter(getter(), slept.append)
    polite.page(site.url("/mill"))
    polite.page(site.url("/mill"))
    assert [round(each) for each in slept] == [7]


def test_a_site_whose_robots_fail_is_left_alone(site: Site) -> None:
    site.say("/robots.txt", 500)
    site.put("/mill", page())
    with pytest.raises(FetchError, match=r"its robots\.txt cannot be had"):
        PoliteGetter(getter()).page(site.url("/mill"))


# Documents from the web


def test_an_address_is_a_page_a_pdf_a_text_or_a_feed(site: Site) -> None:
    site.put("/page?utm_source=x", page())
    site.put("/file", pdf(("The mill burned on 8 December 2024.",)), "application/pdf")
    site.put("/text", f"PARIS, Dec. 8, 2024 - {PROSE}".encode(), "text/plain")
    item = f"<item><title>A</title><link>{site.url('/page')}</link></item>"
    site.put("/feed", f'<rss version="2.0"><channel><title>F</title>{item}</channel></rss>'.encode(), "text/xml")
    polite = PoliteGetter(getter())
    site.put("/page", page())
    found = [
        item
        for path in ("/page?utm_source=x", "/file", "/text", "/feed", "/none")
        for item in read_items(read_address(site.url(path), polite))
    ]
    assert [item.document.url for item in found if isinstance(item, Found)] == [
        site.url("/page"),
        site.url("/file"),
        site.url("/text"),
        site.url("/page"),
    ]
    assert str(found[-1]) == f"{site.url('/none')}: answered 404 Not Found"


def test_a_feed_that_is_a_page_says_so(site: Site) -> None:
    site.put("/feed", page())
    (bad,) = read_feed_address(site.url("/feed"), PoliteGetter(getter()))
    assert str(bad) == f"{site.url('/feed')}: not a feed but a web page"
    assert isinstance(bad, BadDocument)
