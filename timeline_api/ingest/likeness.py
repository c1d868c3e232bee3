"""Whether two texts are one article: the same words, or a copy as agencies' clients print them.

Each text has marks: a digest of its words, and bands of a MinHash of its runs of three words. Texts that are alike
share a mark almost surely, so the few that do are found by looking the marks up; the texts themselves then decide.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from hashlib import blake2b

from timeline_api.ingest.claims import day_of

_WORD = re.compile(r"[^\W_]+")
_RUN = 3  # words
_FEWEST = 40  # runs that a text needs for its likeness to be more than chance
_BANDS, _ROWS = 16, 4  # texts that share 7 of 10 runs have a band in common in 98 of 100 cases, 3 of 10: in 12
_SEED = 8_191  # any number; another one makes other marks, and none would be found again
_SHARED = 0.8  # of the runs of the shorter text
_SHORTEST = 0.4  # of the longer text's runs
_APART = timedelta(days=7)


def marks(text: str) -> tuple[int, ...]:
    """The marks of a text, 64 bits each and signed; none for a text without words."""
    words = _words(text)
    if not words:
        return ()
    runs = _runs(words)
    return (_digest("words", " ".join(words)), *(_bands(runs) if len(runs) >= _FEWEST else ()))


def is_copy(one: str, other: str) -> bool:
    """Whether one of two texts tells what the other does: the same words, or most of the runs of the shorter one.

    Every number of the shorter one must be in the longer one too: reports that are made from a form, of the weather or
    of matches, differ in their numbers alone.
    """
    shorter, longer = sorted((_words(one), _words(other)), key=lambda words: (len(words), words))
    if shorter == longer:
        return True
    few, many = _runs(shorter), _runs(longer)
    if len(few) < max(_FEWEST, _SHORTEST * len(many)):
        return False
    return len(few & many) >= _SHARED * len(few) and _numbers(shorter) <= _numbers(longer)


def is_near(one: date | None, other: date | None) -> bool:
    """Whether two articles can be copies by when they were published: within a week, as far as is known."""
    return one is None or other is None or abs(day_of(one) - day_of(other)) <= _APART


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _runs(words: list[str]) -> set[str]:
    return {" ".join(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1))}


def _numbers(words: list[str]) -> set[str]:
    return {word for word in words if any(map(str.isdigit, word))}


def _bands(runs: set[str]) -> tuple[int, ...]:
    from rensa import RMinHash

    sketch = RMinHash(num_perm=_BANDS * _ROWS, seed=_SEED)
    sketch.update(sorted(runs))
    values = sketch.digest()
    return tuple(_digest(str(band), str(values[band * _ROWS : (band + 1) * _ROWS])) for band in range(_BANDS))


def _digest(*parts: str) -> int:
    said = "\0".join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(said, digest_size=8).digest(), "big", signed=True)
