"""Two requests to paste into a shell: one that reads, one that writes."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from timeline_api.temporal.interval import civil, format_year

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
    """The last year that was told of as past, so that the answer has something in it."""
    from timeline_api.store.articles import fetch_articles
    from timeline_api.store.engine import reading
    from timeline_api.store.queries import EventQuery, fetch_events

    with reading(engine) as conn:
        published = [row.published[:10] for row in fetch_articles(conn, limit=100).rows if row.published]
        until = date.fromisoformat(max(published)).toordinal() if published else None
        rows = fetch_events(conn, EventQuery(last_day=until, order="-date", limit=1)).rows
    first_day = rows[0].first_day if rows else None
    return _NO_EVENTS if first_day is None else format_year(civil(first_day)[0])
