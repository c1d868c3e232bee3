"""Two requests to paste into a shell: one that reads, one that writes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Engine

_ARTICLE = {
    "title": "Bridge open again",
    "published": "2024-12-11",
    "text": "The Old Bridge reopened on Monday. It had been closed since 3 June 2023.",
}
_NO_EVENTS = "2024"


def first_steps(engine: Engine, address: str, secret: str) -> str:
    """The two requests, for the service at `address` and with the key `secret`."""
    year = _latest_year(engine)
    return "\n".join(
        [
            "Events of a range of dates:",
            f"  curl '{address}/events?from={year}&to={year}'",
            "A new article:",
            f"  curl '{address}/articles' -H 'Authorization: Bearer {secret}' \\",
            f"    -H 'Content-Type: application/json' -d '{json.dumps(_ARTICLE)}'",
            "",
        ]
    )


def _latest_year(engine: Engine) -> str:
    """The year of the latest article, so that the answer has something in it."""
    from timeline_api.store.articles import fetch_articles
    from timeline_api.store.engine import reading

    with reading(engine) as conn:
        published = [row.published for row in fetch_articles(conn, limit=100).rows if row.published]
    return max(published)[:4] if published else _NO_EVENTS
