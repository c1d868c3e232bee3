"""Words without their endings, as Porter's algorithm has it (An algorithm for suffix stripping, 1980).

FTS5 of SQLite does that by itself; for PostgreSQL we do it, so that both find the same. English is what it was made
for. The endings of plurals and adjectives in other languages are often the same, and where they are not, words of
articles and of questions are changed alike.
"""

from __future__ import annotations

import re
from functools import lru_cache

import Stemmer

_SHORTEST, _LONGEST = 3, 64  # bytes of a word that FTS5 changes
_MEASURED = re.compile("[aeiouy][^aeiouy]|[aeiou]y")
_UNDOUBLED = re.compile(r"([chjkqvwx])\1\Z")


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """A small word without accents as FTS5's `porter` has it.

    >>> [stem(word) for word in ("bridges", "reopened", "national", "nation", "is", "1990s", "psychology", "visibly")]
    ['bridg', 'reopen', 'nation', 'nation', 'is', '1990', 'psycholog', 'visibl']
    """
    if not _SHORTEST <= len(word.encode("utf-8", "replace")) <= _LONGEST:
        return word
    found = _porter(word)
    # Porter's own later departures from what he published, which FTS5 has.
    if found.endswith("logi") and _MEASURED.search(found[:-4]):
        return found[:-1]
    if found.endswith("bli") and _MEASURED.search(found[:-3]):
        return _porter(f"{found[:-1]}e")
    if word.endswith(("ed", "ing")):
        return _UNDOUBLED.sub(r"\1", found)
    return found


def _porter(word: str) -> str:
    return str(Stemmer.Stemmer("porter").stemWord(word))  # one each time: threads must not share one
