"""Pages and feeds from the web, fetched so that nobody can turn the fetching against us.

Only http and https; every address that a host has is checked, and a checked one is connected to, so that a name that
changes its answer gains nothing; private, loopback, link-local and mapped addresses are refused, at each redirect anew;
size, time and kind are limited; robots.txt is respected.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Collection, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from timeline_api.ingest.networks import Network, is_allowed
from timeline_api.ingest.reading import UnreadableError

HTML_KINDS = frozenset(("text/html", "application/xhtml+xml"))
PAGE_KINDS = HTML_KINDS | {"text/plain", "application/pdf"}
FEED_KINDS = frozenset(
    (
        "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml",
        "application/feed+json", "application/json",
        "application/x-rss+xml",  # what Debian's /etc/mime.types makes of .rss
    )
)  # fmt: skip
_REDIRECTS = (301, 302, 303, 307, 308)
_CHUNK = 64 * 1024
_UNKNOWN = "application/octet-stream"

Resolve = Callable[[str, int], Sequence[str]]
"""The addresses of a host, the one to be tried first before the others; OSError when it has none."""


class FetchError(UnreadableError):
    """A page that was not fetched, and why. `retry_after` is the seconds that its server asks us to wait, or None."""

    def __init__(self, what: str, retry_after: float | None = None) -> None:
        super().__init__(what)
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Limits:
    """What a fetch may cost and where it may go: `networks` are private ones that may be fetched from all the same."""

    seconds: float = 20.0
    size: int = 16 * 1024 * 1024
    redirects: int = 5
    networks: tuple[Network, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of a page from before, for a conditional request."""

    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: `url` is where redirects led, `kind` the media type; `content` is empty when unchanged (304)."""

    url: str
    content: bytes
    kind: str
    charset: str | None
    fetched: datetime
    unchanged: bool = False
    asked: Asked = field(default_factory=Asked)


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a host, by the system's resolver, in the order in which it would have them tried."""
    return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


class Getter:
    """Fetches single addresses; `agent` says who we are. Robots are not its concern: see `robots.PoliteGetter`."""

    def __init__(self, agent: str, limits: Limits | None = None, resolve: Resolve = resolve) -> None:
        self.agent = agent
        self._limits = limits or Limits()
        self._resolve = resolve

    def get(
        self,
        url: str,
        kinds: Collection[str] | None,
        asked: Asked | None = None,
        permit: Callable[[str], None] = lambda url: None,
    ) -> Answer:
        """What is at `url`, of one of the media types `kinds` (any, when None).

        `permit` is called with each address before it is fetched, and raises FetchError to forbid it.
        """
        deadline = time.monotonic() + self._limits.seconds
        for _ in range(self._limits.redirects + 1):
            permit(url)
            visit = _Visit(self, url, deadline, self._limits)
            answer = visit.go(kinds, asked or Asked(), self._addresses(visit.parts))
            if isinstance(answer, Answer):
                return answer
            url = answer
        raise FetchError(f"more than {self._limits.redirects} redirects")

    def _addresses(self, parts: SplitResult) -> Sequence[str]:
        host = parts.hostname or ""
        try:
            addresses = self._resolve(host, _port(parts))
        except (OSError, UnicodeError) as error:
            raise FetchError(f"no address for {host}: {error}") from None
        refused = next((each for each in addresses if not is_allowed(each, self._limits.networks)), None)
        if not addresses:
            raise FetchError(f"no address for {host}")
        if refused:
            raise FetchError(f"{host} is at {refused}, which is no public address")
        return addresses


class _Visit:
    """One request to one address. It is cut off when the deadline passes, whatever the other side does."""

    def __init__(self, getter: Getter, url: str, deadline: float, limits: Limits) -> None:
        self._agent = getter.agent
        self._limits = limits
        self._deadline = deadline
        self.parts = _checked(url)
        self._url = url
        self._late = False
        self._socket: socket.socket | None = None
        self._open = ExitStack()

    def go(self, kinds: Collection[str] | None, asked: Asked, addresses: Sequence[str]) -> Answer | str:
        """The answer, or where it redirects to."""
        watch = threading.Timer(max(0.0, self._deadline - time.monotonic()), self._cut_off)
        watch.daemon = True
        watch.start()
        try:
            return self._ask(kinds, asked, addresses)
        except (OSError, http.client.HTTPException, ValueError) as error:
            if isinstance(error, FetchError):
                raise
            raise FetchError(self._why(error)) from None
        finally:
            watch.cancel()
            self._open.close()

    def _cut_off(self) -> None:
        self._late = True
        if self._socket is not None:
            try:
                self._socket.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # it is over already

    def _why(self, error: Exception) -> str:
        if self._late or isinstance(error, TimeoutError):
            return f"took longer than {self._limits.seconds:g} seconds"
        return f"cannot be fetched: {error or type(error).__name__}"

    def _ask(self, kinds: Collection[str] | None, asked: Asked, addresses: Sequence[str]) -> Answer | str:
        connection = self._open.enter_context(closing(http.client.HTTPConnection(self.parts.netloc)))
        connection.sock = self._connected(addresses)
        path = quote(self.parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        query = f"?{quote(self.parts.query, safe='/%:@!$&()*+,;=~-._?')}" if self.parts.query else ""
        connection.request("GET", path + query, headers=self._headers(asked))
        response = self._open.enter_context(connection.getresponse())
        if self._late:
            raise TimeoutError
        if response.status in _REDIRECTS and response.headers["Location"]:
            return urljoin(self._url, str(response.headers["Location"]))
        return self._answer(response, kinds)

    def _connected(self, addresses: Sequence[str]) -> socket.socket:
        self._socket = self._open.enter_context(self._first_that_answers(addresses))
        if self.parts.scheme == "https":
            host = self.parts.hostname
            secured = _tls().wrap_socket(self._socket, server_hostname=host, do_handshake_on_connect=False)
            self._socket = self._open.enter_context(secured)
            secured.do_handshake()  # only now, so that it can be cut off too
        return self._socket

    def _first_that_answers(self, addresses: Sequence[str]) -> socket.socket:
        """Not every address of a host can be reached from here, as where there is no IPv6: the next one is tried."""
        unreached: OSError | None = None
        for place, address in enumerate(addresses):
            left = self._left()
            try:
                # Where one never answers, time is left for those after it.
                found = socket.create_connection((address, _port(self.parts)), left / (len(addresses) - place))
            except OSError as error:
                unreached = error
            else:
                found.settimeout(left)
                return found
        raise unreached or OSError("no address")

    def _left(self) -> float:
        """Seconds until the deadline, never none."""
        return max(0.1, self._deadline - time.monotonic())

    def _headers(self, asked: Asked) -> dict[str, str]:
        headers = {
            "Host": self.parts.netloc,
            "User-Agent": self._agent,
            "Accept-Encoding": "gzip",
            "Accept": "text/html, application/rss+xml, application/atom+xml, application/xml, */*;q=0.5",
            "Connection": "close",
        }
        conditions = {"If-None-Match": asked.etag, "If-Modified-Since": asked.modified}
        return headers | {name: value for name, value in conditions.items() if value}

    def _answer(self, response: http.client.HTTPResponse, kinds: Collection[str] | None) -> Answer:
        headers = response.headers
        known = Asked(headers["ETag"], headers["Last-Modified"])
        kind = headers.get_content_type() if headers["Content-Type"] else _UNKNOWN
        now = datetime.now(UTC)
        if response.status == 304:
            return Answer(self._url, b"", kind, None, now, True, known)
        if response.status != 200:
            raise FetchError(f"answered {response.status} {response.reason}".rstrip(), _retry_after(headers))
        if kinds is not None and kind not in kinds:
            raise FetchError(f"is of type {kind}, which is not read here")
        return Answer(self._url, self._body(response), kind, headers.get_content_charset(), now, False, known)

    def _body(self, response: http.client.HTTPResponse) -> bytes:
        unpack = _unpacker(response.headers)
        pieces: list[bytes] = []
        size = packed = 0
        while piece := response.read1(_CHUNK):
            packed += len(piece)
            plain = unpack(piece, self._limits.size - size + 1)
            pieces.append(plain)
            size += len(plain)
            if max(size, packed) > self._limits.size:
                raise FetchError(f"larger than {self._limits.size // 1024 // 1024} MiB")
        if self._late:
            raise TimeoutError
        return b"".join(pieces)


def _unpacker(headers: Message) -> Callable[[bytes, int], bytes]:
    coding = (headers["Content-Encoding"] or "identity").strip().lower()
    if coding in ("gzip", "x-gzip", "deflate"):
        packed = zlib.decompressobj(47 if coding != "deflate" else zlib.MAX_WBITS)

        def unpack(piece: bytes, most: int) -> bytes:
            try:
                return packed.decompress(piece, most)
            except zlib.error as error:
                raise FetchError(f"broken {coding}: {error}") from None

        return unpack
    if coding != "identity":
        raise FetchError(f"comes in the encoding {coding}, which was not asked for")
    return lambda piece, most: piece


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise FetchError(f"not an address: {error}") from None
    if parts.scheme not in ("http", "https"):
        raise FetchError(f"only http and https are fetched, not {parts.scheme or 'nothing'}:")
    if not parts.hostname or port == 0 or "@" in parts.netloc:
        raise FetchError("not an address of a page: it needs a host, and no user in it")
    return parts


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _tls() -> ssl.SSLContext:
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())  # a small container has none of its own
    return context


def _retry_after(headers: Message) -> float | None:
    stated = (headers["Retry-After"] or "").strip()
    return float(stated) if stated.isdigit() else None
