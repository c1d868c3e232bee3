"""Look for texts that the extractor cannot bear: sentences of news whose words are left out, repeated, glued and moved.

    python -m bench.mixing [--minutes 5] [--seed 1]

Sentences of the seeds are nearer to what people write than a fuzzer's words (`bench.fuzz`), and so reach what only news
does. Texts whose extraction raises or breaks a promise of `soundness.py` are printed, and the exit status is not 0.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
import traceback
from datetime import date
from functools import cache

from bench.news import paragraphs
from bench.soundness import flaws
from timeline_api import Document, extract

MOST = 5  # changes of one text
REPEATED = 14  # times at most
_MARKS = (".", ",", "-", '"', "'", "(", ")", ":", ";", "—", "\n", "/", "’", " ")
_TIES = (
    "was", "and", "that", "who", "said", "in 1998", "on Monday", "which", "by", "not", "had been", "to", ", ",
    " two days later", "By 12 p.m.", "fue", "que dijo", "el lunes",
)  # fmt: skip


def mixed(text: str, chance: random.Random) -> str:
    """A sentence or three of a text, changed in some places."""
    sentences = re.split(r"(?<=\.) ", text)
    at = chance.randrange(len(sentences))
    words = re.split(r"(\s+)", " ".join(sentences[at : at + chance.randint(1, 3)]))
    for _ in range(chance.randint(1, MOST)):
        at = chance.randrange(len(words))
        words[at : at + 1] = _changed(words, at, chance)
        words = words or [""]
    return "".join(words)


def _changed(words: list[str], at: int, chance: random.Random) -> list[str]:
    """What stands in place of a word."""
    word = words[at]
    other = chance.randrange(len(words))
    ways = (
        [],
        [chance.choice(_MARKS)],
        [word, chance.choice(_MARKS)],
        [chance.choice(_TIES)],
        [word * chance.randint(2, REPEATED)],
        [(word.strip() + chance.choice(_MARKS)) * chance.randint(2, REPEATED)],
        [words[other]],
        [*words[other : other + chance.randint(1, 12)], word],
    )
    return chance.choice(ways)


@cache
def _paragraphs() -> list[str]:
    return paragraphs()


def mixed_document(chance: random.Random) -> Document:
    """A mixed text with a publication date, or without."""
    published = date.fromordinal(chance.randint(600_000, 740_000)) if chance.random() < 0.8 else None
    return Document(mixed(chance.choice(_paragraphs()), chance), published, language=chance.choice(("en", "en", "es")))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.mixing", description="look for texts that cannot be read")
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    end = time.monotonic() + options.minutes * 60
    read = bad = 0
    while time.monotonic() < end:
        document = mixed_document(chance)
        read += 1
        try:
            found = flaws(extract(document))
        except Exception:
            found = [traceback.format_exc(limit=-2)]
        if found:
            bad += 1
            print(f"{document!r}: {'; '.join(found)}", flush=True)
    print(f"{read:,} texts read, {bad} of them wrong")
    return 1 if bad or not read else 0


if __name__ == "__main__":
    sys.exit(main())
