"""Write a file of made-up prepared events, the same for the same number: `python -m bench.event_file 100000 FILE`.

Words are drawn as in prose (Zipf), days from four thousand years with most of them lately, lengths from a day to
centuries; twenty events share an article, and half of them name someone.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

import orjson

_SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "il", "or", "us")]
_OUTLETS = [f"Outlet {number}" for number in range(40)]


def events(count: int, seed: int = 7) -> Iterator[dict[str, Any]]:
    """So many events, in the order in which articles would tell them."""
    chance = random.Random(seed)
    words = ["".join(chance.choices(_SYLLABLES, k=chance.choice((1, 2, 2, 3)))) for _ in range(30_000)]
    weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    for number in range(count):
        said = chance.choices(words, cum_weights=weights, k=18)
        article = number // 20
        yield {
            "title": f"{said[0].capitalize()} {' '.join(said[1:6])}",
            "text": f"{' '.join(said[6:]).capitalize()}.",
            "date": _date(chance),
            "confidence": chance.choice((0.5, 0.7, 0.8, 0.9)),
            "entities": [f"{said[7].capitalize()} {said[8].capitalize()}"] if chance.random() < 0.5 else [],
            "sources": [
                {
                    "url": f"https://example.org/{article}",
                    "title": f"Report {article}",
                    "source": _OUTLETS[article % len(_OUTLETS)],
                    "published": "2026-01-01",
                }
            ],
        }


def _date(chance: random.Random) -> str:
    year = 2026 - min(int(chance.paretovariate(0.6) * 10) - 10, 4000)
    kind = chance.random()
    stated = f"{year:04}" if year >= 0 else f"-{-year:04}"
    if kind < 0.75:
        return f"{stated}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    if kind < 0.85:
        return f"{stated}-{chance.randint(1, 12):02}"
    if kind < 0.95 or not 1000 <= year <= 1900:
        return stated
    return f"{stated}/{year + chance.randint(1, 120)}"


def write_events(count: int, file: Path) -> None:
    """Write the file."""
    with file.open("wb") as stream:
        stream.writelines(orjson.dumps(event, option=orjson.OPT_APPEND_NEWLINE) for event in events(count))


if __name__ == "__main__":
    write_events(int(sys.argv[1]), Path(sys.argv[2]))
