"""Numbers in words, in any language whose lexicon gives each word a value.

`NUMWORD` words add up ('twenty-four'), `MULTIPLIER` and `LARGE` words multiply what stands before them ('two hundred').
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

_LAST_SPOKEN_CENTURY = 20  # 'twenty ten', but 'ninety-six'
_PLAIN = ("INT", "ORDINAL", "ORDWORD", "DAYNUM", "HALFGLUED", "HOURGLUED", "MINUTEGLUED", "MGLUED")


def read_number(words: Iterable[Mapping[str, Any]]) -> float | None:
    """The value of a run of tokens, each given by its classes; None when it is no number.

    >>> read_number([{"NUMWORD": 2}, {"MULTIPLIER": 100}, {"NUMWORD": 20}, {"NUMWORD": 4}])
    224
    >>> read_number([{"THOUSANDS": "1,200"}]), read_number([{"DECIMAL": "2.6"}, {"LARGE": 1_000_000}])
    (1200, 2600000.0)
    """
    total: float = 0
    current: float = 0
    seen = False
    for word in words:
        value = _plain(word)
        if value is not None:
            current, seen = current + value, True
        elif (factor := word.get("MULTIPLIER") or word.get("LARGE")) is not None:
            current, seen = (current or 1) * factor, True
            if factor >= 1000:
                total, current = total + current, 0
        elif "FRACTION" in word:
            current, seen = current + word["FRACTION"], True
    return total + current if seen else None


def _plain(word: Mapping[str, Any]) -> float | None:
    for name in _PLAIN:
        if name in word:
            return int(word[name])
    if "NUMWORD" in word:
        return int(word["NUMWORD"])
    if "THOUSANDS" in word:
        return int(word["THOUSANDS"].replace(",", ""))
    if "DECIMAL" in word:
        return float(word["DECIMAL"])
    return None


def read_year_words(words: Iterable[Mapping[str, Any]]) -> int | None:
    """A year said in pairs: 'nineteen ninety-six' is 1996; 'two thousand eight' is 2008; 'ninety-six' is 96.

    >>> read_year_words([{"NUMWORD": 19}, {"NUMWORD": 90}, {"NUMWORD": 6}])
    1996
    >>> read_year_words([{"NUMWORD": 90}, {"NUMWORD": 6}])
    96
    """
    known = [word for word in words if "NUMWORD" in word or "MULTIPLIER" in word]
    if any("MULTIPLIER" in word for word in known):
        value = read_number(known)
        return int(value) if value else None
    if len(known) < 2:
        return None
    low = sum(int(word["NUMWORD"]) for word in known[1:])
    if known[0]["NUMWORD"] > _LAST_SPOKEN_CENTURY:
        return int(known[0]["NUMWORD"]) + low
    return int(known[0]["NUMWORD"]) * 100 + low if low < 100 else None
