"""How often a caller may ask: a number of requests in a window of time, for each key and each address without one.

Off unless `TIMELINE_RATE_LIMIT` is set. Should the counts themselves fail, requests pass: a limit is there for the
service, not the service for the limit.
"""

from __future__ import annotations

import logging
import os
import time
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from pathlib import Path

from flask import Flask, Response, g, request
from limits import RateLimitItem, WindowStats, parse
from limits.errors import StorageError
from limits.storage import MemoryStorage, Storage
from limits.strategies import FixedWindowRateLimiter

from timeline_api.api.access import caller
from timeline_api.api.problems import Problem
from timeline_api.api.shared_counts import SharedCounts
from timeline_api.measuring import FOLDER_VARIABLE

OFF = "off"
# Whoever watches the service must not be told to watch less.
_UNLIMITED = frozenset(("health.healthz", "health.readyz", "health.metrics"))
_log = logging.getLogger(__name__)


def register(app: Flask, limit: str) -> None:
    """Hold the callers of `app` to `limit`, such as `600/minute`; `off` for no limit."""
    if limit == OFF:
        return
    item, limiter = parse(limit), FixedWindowRateLimiter(_storage())

    def spend() -> None:
        if request.endpoint in _UNLIMITED:
            return
        who = _who()
        try:
            within, stats = limiter.hit(item, who), limiter.get_window_stats(item, who)
        except StorageError:
            _log.exception("requests cannot be counted")
            return
        g.rate = rate_headers(item, stats)
        if not within:
            detail = f"more than {item.amount} requests in {item.get_expiry()} seconds"
            raise Problem(429, detail, headers={"Retry-After": str(_seconds_left(stats))})

    app.before_request(spend)
    app.after_request(_tell)


def rate_headers(item: RateLimitItem, stats: WindowStats) -> dict[str, str]:
    """The limit and what is left of it, as `draft-ietf-httpapi-ratelimit-headers-10` writes them.

    The draft has changed its headers before; this is the one place that knows them.
    """
    return {
        "RateLimit-Policy": f'"default";q={item.amount};w={item.get_expiry()}',
        "RateLimit": f'"default";r={stats.remaining};t={_seconds_left(stats)}',
    }


def _seconds_left(stats: WindowStats) -> int:
    return max(1, ceil(stats.reset_time - time.time()))


def _tell(response: Response) -> Response:
    response.headers.update(g.get("rate", {}))
    return response


def _storage() -> Storage:
    folder = os.environ.get(FOLDER_VARIABLE)
    return SharedCounts(Path(folder) / "requests.sqlite") if folder else MemoryStorage()


def _who() -> str:
    """The caller's key, when it is one; a made-up key counts for the address that it comes from."""
    if "Authorization" in request.headers:
        try:
            return f"key {caller().id}"
        except Problem:
            pass
    return f"address {neighbourhood(request.remote_addr)}"


def neighbourhood(address: str | None) -> str:
    """What is counted as one caller: an IPv4 address, or the 2**64 of IPv6 that one subscriber has.

    >>> neighbourhood("192.0.2.1"), neighbourhood("2001:db8::5"), neighbourhood("::ffff:192.0.2.1"), neighbourhood(None)
    ('192.0.2.1', '2001:db8::/64', '192.0.2.1', '')
    """
    try:
        parsed = ip_address(address or "")
    except ValueError:
        return ""
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or ip_network((parsed, 64), strict=False))
    return str(parsed)
