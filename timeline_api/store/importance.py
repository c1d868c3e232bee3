"""How much an event is worth showing where there is room for few: see docs/decisions/09-importance.md."""

from __future__ import annotations

from math import log2, log10

SCALE = 1000
UNDATED_DAYS = 1_000_000
"""An event without a place on the calendar counts as one of so many days."""


def importance(confidence: float, sources: int, days: int | None) -> int:
    """The importance of an event that `sources` articles tell, of so many days (None: undated), never negative.

    More articles say more, each doubling by as much; an uncertain date says less; and so does a longer span, each
    tenfold by one more part.

    >>> importance(0.9, 1, 1), importance(0.9, 4, 1), importance(0.9, 1, 365), importance(0.9, 1, None)
    (900, 2700, 253, 129)
    """
    sharpness = 1 / (1 + log10(max(days or UNDATED_DAYS, 1)))
    return round(SCALE * confidence * (1 + log2(max(sources, 1))) * sharpness)
