"""A date that a clause without a time takes on, and why."""

from __future__ import annotations

from timeline_api.frozen import frozen, replace
from timeline_api.model import Anchor, Basis, EventDate, Interval, Timex

_WIDE = frozenset(("decade", "century", "millennium"))


@frozen
class Background:
    """A date that a clause without a time takes on, and why."""

    date: EventDate
    timex: Timex | None
    rule: str
    anchor: Anchor | None
    steps: tuple[str, ...]

    def because(self, step: str) -> Background:
        """The background with one more step in its explanation."""
        return replace(self, steps=(*self.steps, step))


def inherit(timex: Timex | None, date: EventDate) -> Background | None:
    """The background that a date makes for what follows: its day, without the time of day."""
    if timex is None or date.interval is None or timex.precision in _WIDE:
        return None
    basis: Basis = "inferred" if date.basis == "inferred" else "inherited"
    taken = EventDate(date.edtf, date.interval, date.precision, date.qualifier, basis, date.timex, date.text)
    if "T" in date.edtf:
        day = date.edtf.split("T")[0]
        taken = replace(taken, edtf=day, precision="day", timex=date.timex.split("T")[0])
    elif date.precision == "daypart":
        taken = replace(taken, precision="day")
    steps = ("no time of its own", f"goes on from {timex.text!r}", *timex.steps)
    return Background(taken, timex, "inherited-date", Anchor("story", taken.edtf, timex.text), steps)


def is_day(days: Interval | None) -> bool:
    """Whether some days are a single one."""
    return days is not None and days.end - days.start == 1
