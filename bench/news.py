"""English news in any amount, made from the paragraphs of the seeds: the same amount is always the same text.

Paragraphs are drawn at random. Their years, days, months, weekdays and names are exchanged for others, so that an
extractor that remembers sentences or words gains no more by it than with articles of the world.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import date, timedelta

from seeds.golden import read_seed, seed_files
from timeline_api.model import Document

ARTICLE = 3_000  # bytes of UTF-8, about
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_FIRST_DAY, _DAYS = date(1990, 1, 1), 13_000
_CHANGING = re.compile(
    rf"\b(?P<month>{'|'.join(MONTHS)})\b|\b(?P<weekday>{'|'.join(WEEKDAYS)})\b|\b(?P<year>(?:19|20)\d\d)\b"
    r"|(?<![\d.,:-])(?P<day>[12]?\d)(?![\d.,:-])|(?<=[a-z] )(?P<name>[A-Z][a-z]{3,})\b"
)
_STARTS = (
    "Al", "Ben", "Cor", "Dar", "El", "Fen", "Gar", "Hol", "Ing", "Jar", "Kel", "Lor", "Mar", "Nor", "Or", "Pel",
    "Quin", "Ros", "Sel", "Tor", "Ul", "Ver", "Wes", "Yar", "Zan",
)  # fmt: skip
_ENDS = (
    "bury", "den", "field", "gate", "ham", "holm", "ing", "land", "ley", "mere", "more", "ness", "ridge", "son",
    "stead", "stone", "ton", "vale", "wick", "worth",
)  # fmt: skip


def make_news(size: int, seed: int = 1) -> list[Document]:
    """Articles of about `ARTICLE` bytes with publication dates, `size` bytes of UTF-8 together or slightly more."""
    chance = random.Random(seed)
    pool = paragraphs()
    articles: list[Document] = []
    made = 0
    while made < size:
        text = "\n\n".join(_article(pool, chance))
        articles.append(Document(text, _FIRST_DAY + timedelta(chance.randrange(_DAYS)), f"news-{len(articles)}"))
        made += len(text.encode())
    return articles


def paragraphs() -> list[str]:
    """All paragraphs of the seeds."""
    texts = (read_seed(seed).text for seed in seed_files())
    return [part.strip() for text in texts for part in text.split("\n\n") if part.strip()]


def _article(pool: list[str], chance: random.Random) -> Iterator[str]:
    length = 0
    while length < ARTICLE:
        text = _CHANGING.sub(lambda found: _exchanged(found, chance), chance.choice(pool))
        length += len(text.encode()) + 2
        yield text


def _exchanged(found: re.Match[str], chance: random.Random) -> str:
    match found.lastgroup:
        case "month":
            return chance.choice(MONTHS)
        case "weekday":
            return chance.choice(WEEKDAYS)
        case "year":
            return str(chance.randint(1900, 2029))
        case "day":
            return str(chance.randint(1, 28))
    return chance.choice(_STARTS) + chance.choice(_ENDS)
