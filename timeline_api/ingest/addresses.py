"""Web addresses as they are compared: one address for one article, however one came to it."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_PORTS = {"http": 80, "https": 443}
# Parameters that say where a reader came from, and nothing of what is read.
_TRACKERS = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|mc_[ce]id|_ga|_gl|_hs(?:enc|mi)|mkt_tok|oly_\w+_id"
    r"|at_(?:medium|campaign|custom\d|link_\w+|bbc_team|format|ptr_name)|ns_(?:source|mchannel|campaign|linkname|fee)"
    r"|xtor|cmpid|ito|ref_src|smid|wt_mc|traffic_source)",
    re.IGNORECASE,
)


def canonical_url(url: str) -> str | None:
    """A web address without fragment, tracking parameters and standard port; None when it is no web address.

    >>> canonical_url("HTTPS://News.Example:443/a?utm_source=feed&id=3#top")
    'https://news.example/a?id=3'
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not host:
        return None
    shown = f"[{host}]" if ":" in host else host
    netloc = shown if port in (None, _PORTS[scheme]) else f"{shown}:{port}"
    return urlunsplit((scheme, netloc, parts.path or "/", _without_trackers(parts.query), ""))


def _without_trackers(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not _TRACKERS.fullmatch(name)]
    return query if len(kept) == len(pairs) else urlencode(kept)
