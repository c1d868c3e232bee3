"""How likely a date is to be right: rates measured on annotated text, by how the date was found.

`rates.json` keeps the rates for time expressions and for events, by a path from the general to the particular; the most
particular one that was measured counts. `python -m bench.calibration --fit` measures them anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Literal

from timeline_api.model import Basis, EventDate, Precision, Timex, TimexType

Kind = Literal["timex", "event"]
Path = tuple[str, ...]

# Annotated text always says when it was published, so these have never been measured. They are the authors' own
# reckoning: a year that a weekday chose is one of two or three that would do; an open year is not known at all.
_INFERRED = 0.5
_OPEN = 0.3

# Finer ways to tell them apart (basis, rule) were tried on annotated events: they rate unseen documents worse.
_FINE: frozenset[Precision] = frozenset(("second", "minute", "hour", "daypart", "day", "month"))


class RatesError(ValueError):
    """A table of rates that cannot be used; the message says what is wrong."""


def timex_confidence(timex: Timex) -> float:
    """The measured chance that the value of such a time expression is right, 0 to 1."""
    return timex_rate(timex.basis, timex.type, timex.precision, timex.rule)


@lru_cache(maxsize=4096)
def timex_rate(basis: Basis | None, kind: TimexType, precision: Precision | None, rule: str) -> float:
    """The measured chance that the value of a time expression is right, by what tells such expressions apart."""
    return (
        _INFERRED if basis == "inferred" else most_particular(rates("timex"), _timex_path(basis, kind, precision, rule))
    )


def event_confidence(date: EventDate) -> float:
    """The measured chance that an event dated in this way has the right date, 0 to 1."""
    if date.interval is None:
        return _OPEN
    return _INFERRED if date.basis == "inferred" else _event_rate(date.precision)


@lru_cache(maxsize=64)
def _event_rate(precision: Precision) -> float:
    return most_particular(rates("event"), _event_path(precision))


def timex_path(timex: Timex) -> Path:
    """What tells time expressions apart: basis, or type where there is none; precision; rule."""
    return _timex_path(timex.basis, timex.type, timex.precision, timex.rule)


def _timex_path(basis: Basis | None, kind: TimexType, precision: Precision | None, rule: str) -> Path:
    return (basis or kind, precision or "none", rule)


def event_path(date: EventDate) -> Path:
    """What tells dates of events apart: a month or finer, or wider."""
    return _event_path(date.precision)


def _event_path(precision: Precision) -> Path:
    return ("fine" if precision in _FINE else "wide",)


def most_particular(table: Mapping[Path, float], path: Path) -> float:
    """The rate of the longest beginning of a path that has one; `()` always has.

    >>> most_particular({(): 0.7, ("day",): 0.8}, ("day", "explicit"))
    0.8
    """
    while path not in table:
        path = path[:-1]
    return table[path]


@lru_cache(maxsize=2)
def rates(kind: Kind) -> Mapping[Path, float]:
    """The measured rates of a kind, read once. Raises `RatesError`."""
    file = resources.files("timeline_api.events") / "rates.json"
    return parse_rates(file.read_text(encoding="utf-8"), kind)


def parse_rates(text: str, kind: Kind) -> Mapping[Path, float]:
    """Read a table: JSON, `{"timex": {"relative/day": {"rate": 0.9, "count": 570}}}`. Raises `RatesError`.

    A path is written with slashes and '' is the rate of all.
    """
    try:
        table = {_path(written): float(entry["rate"]) for written, entry in json.loads(text)[kind].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RatesError(f"rates of {kind}: {type(error).__name__}: {error}") from error
    if () not in table:
        raise RatesError(f"rates of {kind}: no rate of all, ''")
    wrong = [path for path, rate in table.items() if not 0 <= rate <= 1]
    if wrong:
        raise RatesError(f"rates of {kind}: not between 0 and 1: {', '.join('/'.join(path) for path in wrong)}")
    return table


def _path(written: str) -> Path:
    return tuple(written.split("/")) if written else ()
