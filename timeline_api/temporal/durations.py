"""Amounts of time as TIMEX3 writes them."""

from __future__ import annotations

from timeline_api.frozen import replace
from timeline_api.temporal.operators import Length

_LENGTH_UNITS = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "night": "NI", "week": "W", "weekend": "WE",
    "month": "M", "quarter": "Q", "season": "S", "half": "H", "year": "Y",
}  # fmt: skip

_LENGTH_FACTORS = {
    "fortnight": (2, "W"),
    "decade": (10, "Y"),
    "century": (100, "Y"),
    "millennium": (1000, "Y"),
}

_HALVES = {"minute": (30, "S"), "hour": (30, "M"), "year": (6, "M"), "day": (12, "H")}


def duration_value(length: Length) -> str:
    """A duration as TIMEX3 writes it.

    >>> duration_value(Length(3, "day")), duration_value(Length(1.5, "minute")), duration_value(Length(None, "year"))
    ('P3D', 'PT1M30S', 'PXY')
    >>> duration_value(Length(2, "hour", Length(20, "minute"))), duration_value(Length(1, "day", Length(6, "hour")))
    ('PT2H20M', 'P1DT6H')
    """
    if length.rest is not None:
        whole, part = duration_value(replace(length, rest=None)), duration_value(length.rest)[1:]
        return whole + (part[1:] if "T" in whole else part)
    amount = length.amount
    if length.unit == "period":
        return "PXX"
    if length.unit in _LENGTH_FACTORS:
        factor, code = _LENGTH_FACTORS[length.unit]
        return f"P{digits(amount * factor)}{code}" if amount is not None else f"PX{code}"
    code = _LENGTH_UNITS[length.unit]
    time, letter = ("T", code[1:]) if code[0] == "T" else ("", code)
    if amount is None:
        return f"P{time}X{letter}"
    if length.unit == "hour" and amount in (0.25, 0.75):
        return f"PT{digits(amount * 60)}M"
    if amount == 0.5 and length.unit in _HALVES:
        rest, smaller = _HALVES[length.unit]
        return f"P{'T' if smaller in 'SH' or length.unit == 'hour' else ''}{rest}{smaller}"
    if amount % 1 == 0.5 and amount > 1 and length.unit in ("minute", "hour"):
        rest, smaller = _HALVES[length.unit]
        return f"P{time}{int(amount)}{letter}{rest}{smaller}"
    return f"P{time}{digits(amount)}{letter}"


def digits(amount: float) -> str:
    """A number without a needless fraction: 3.0 is 3."""
    return str(int(amount)) if amount == int(amount) else f"{amount:g}"
