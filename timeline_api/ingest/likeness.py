"""Whether two texts are one article: the same words, or a copy as agencies' clients print them.

Each text has marks: a digest of its words, and bands of a MinHash of its runs of three words. Texts that are alike
share a mark almost surely, so the few that do are found by looking the marks up; the texts themselves then decide.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cached_property
from hashlib import blake2b
from zlib import crc32

from timeline_api.ingest.claims import day_of

_WORD = re.compile(r"[^\W_]+")
_RUN = 3  # words
_FEWEST = 40  # runs that a text needs for its likeness to be more than chance
_BANDS, _ROWS = 16, 4  # texts that share 7 of 10 runs have a band in common in 98 of 100 cases, 3 of 10: in 12
_SEED = 8_191  # any number; another one makes other marks, and none would be found again
_SHARED = 0.8  # of the runs of the shorter text
_SHORTEST = 0.4  # of the longer text's runs
APART = timedelta(days=7)
"""How far apart copies can be published, at most."""


class Wording:
    """The words of a text, and what is compared of them; what is not asked for is not made."""

    def __init__(self, text: str) -> None:
        self.words = _WORD.findall(text.casefold())

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Words with a digit in them."""
        return frozenset(word for word in self.words if not word.isalpha() and any(map(str.isdigit, word)))

    @cached_property
    def runs(self) -> set[str]:
        """Three words in a row, each."""
        return {" ".join(self.words[at : at + _RUN]) for at in range(max(1, len(self.words) - _RUN + 1))}

    @property
    def marks(self) -> tuple[int, ...]:
        """The marks of the text, 64 bits each and signed; none for a text without words."""
        if not self.words:
            return ()
        whole = _digest("words", " ".join(self.words))
        return (whole, *(_bands(self.runs) if len(self.runs) >= _FEWEST else ()))

    @property
    def number_bits(self) -> int:
        """A set of 64 bits, signed, with one of each number: a text that lacks a bit lacks a number."""
        bits = 0
        for number in self.numbers:
            bits |= 1 << (crc32(number.encode("utf-8", "surrogatepass")) & 63)
        return bits - (1 << 64) if bits >> 63 else bits


def is_copy(one: Wording, other: Wording) -> bool:
    """Whether one of two texts tells what the other does: the same words, or most of the runs of the shorter one.

    Every number of the shorter one must be in the longer one too: reports that are made from a form, of the weather or
    of matches, differ in their numbers alone.
    """
    shorter, longer = sorted((one, other), key=lambda each: (len(each.words), each.words))
    if shorter.words == longer.words:
        return True
    if not shorter.numbers <= longer.numbers:
        return False
    few, many = shorter.runs, longer.runs
    return len(few) >= max(_FEWEST, _SHORTEST * len(many)) and len(few & many) >= _SHARED * len(few)


def is_near(one: date | None, other: date | None) -> bool:
    """Whether two articles can be copies by when they were published: within a week, as far as is known."""
    return one is None or other is None or abs(day_of(one) - day_of(other)) <= APART


def _bands(runs: set[str]) -> tuple[int, ...]:
    from rensa import RMinHash

    sketch = RMinHash(num_perm=_BANDS * _ROWS, seed=_SEED)
    sketch.update(sorted(runs))
    values = sketch.digest()
    return tuple(_digest(str(band), str(values[band * _ROWS : (band + 1) * _ROWS])) for band in range(_BANDS))


def _digest(*parts: str) -> int:
    said = "\0".join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(said, digest_size=8).digest(), "big", signed=True)
