"""How likely a date is to be right: rates measured on annotated text, by how the date was found.

`bench/calibration.py` measures them anew.
"""

from __future__ import annotations

from timeline_api.model import EventDate, Timex

_EVENT_RATES = {"explicit": 0.85, "relative": 0.8, "inferred": 0.7, "inherited": 0.6, "publication": 0.55}
_TIMEX_RATES = {"explicit": 0.95, "relative": 0.85, "inferred": 0.7}


def timex_confidence(timex: Timex) -> float:
    """The measured rate at which values of such time expressions are right."""
    if timex.basis is None:
        return 0.8
    return _TIMEX_RATES.get(timex.basis, 0.8)


def event_confidence(date: EventDate) -> float:
    """The measured rate at which dates of this basis are right; 0.3 where the year stayed open."""
    return _EVENT_RATES[date.basis] if date.interval is not None else 0.3
