"""Stores full of made-up events, the same for the same number: most take a day, some a month or years."""

from __future__ import annotations

import random
import sys
import time
from datetime import UTC, datetime

from timeline_api.model import Document, Event, EventDate, Explanation, Extraction, Interval
from timeline_api.store.articles import put_articles
from timeline_api.store.engine import open_engine, writing
from timeline_api.store.migrate import upgrade
from timeline_api.temporal.interval import day_number, format_day

NOW = datetime(2026, 1, 1, tzinfo=UTC)
EVENTS_AN_ARTICLE = 20
ARTICLES_AT_ONCE = 500
FIRST, LAST = day_number(1990, 1, 1), day_number(2025, 12, 31)
WORDS = ("river", "bridge", "council", "market", "court", "school", "fire", "vote", "strike", "harbour")


def main() -> None:
    """Put events in, so many a second, until stopped: `python -m bench.filling URL 2000`."""
    database, rate = sys.argv[1], int(sys.argv[2])
    engine = open_engine(database)
    chance = random.Random()
    number = chance.randrange(10**9, 10**12)
    while True:
        began = time.perf_counter()
        told = [article(number + at, chance) for at in range(rate // EVENTS_AN_ARTICLE // 4)]
        number += len(told)
        with writing(engine) as conn:
            put_articles(conn, [(document, Extraction(document, (), events)) for document, events in told], NOW)
        time.sleep(max(0.0, 0.25 - (time.perf_counter() - began)))


def fill(database: str, count: int) -> float:
    """Put so many events in, by articles of twenty; events a second that the store took in, extraction left out."""
    upgrade(database)
    engine = open_engine(database)
    chance = random.Random(1)
    spent = 0.0
    for start in range(0, count // EVENTS_AN_ARTICLE, ARTICLES_AT_ONCE):
        numbers = range(start, min(start + ARTICLES_AT_ONCE, count // EVENTS_AN_ARTICLE))
        told = [article(number, chance) for number in numbers]
        began = time.perf_counter()
        with writing(engine) as conn:
            put_articles(conn, [(document, Extraction(document, (), events)) for document, events in told], NOW)
        spent += time.perf_counter() - began
    engine.dispose()
    return count / spent


def article(number: int, chance: random.Random) -> tuple[Document, tuple[Event, ...]]:
    events = tuple(event(place * 120, chance) for place in range(EVENTS_AN_ARTICLE))
    url = f"https://example.org/{number}"
    document = Document("\n".join(each.text for each in events), title=f"Article {number}", source="Paper", url=url)
    return document, events


def event(at: int, chance: random.Random) -> Event:
    length = chance.choices((1, 30, 365, 2000), weights=(90, 6, 3, 1))[0]
    start = chance.randint(FIRST, LAST)
    span = Interval(start, start + length)
    title = " ".join(chance.choices(WORDS, k=6)).capitalize() + f" {chance.randrange(10**6)}"
    edtf = format_day(start) if length == 1 else f"{format_day(start)}/{format_day(start + length - 1)}"
    date = EventDate(edtf, span, "day" if length == 1 else "range", "", "explicit", format_day(start), "that day")
    why = Explanation("generated", at, at + 8, None, (), "0.1.0")
    return Event(at, at + 110, title, f"{title} on that day, a witness told the paper.", date, 0.9, why)


if __name__ == "__main__":
    main()
