"""Which of several publication dates to believe: all are kept, and each says why it won or lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from timeline_api.model import Claim

EARLIEST = date(1800, 1, 1)
"""Pages and feeds that claim an earlier day have a machine's zero for a date."""

_ZERO = (date(1969, 12, 31), date(1970, 1, 1))  # of clocks that count from 1970, east and west of Greenwich
_A_DAY = timedelta(days=1)  # between two zones, or between a paper's evening and its page
_PUT_UP_LATER = timedelta(days=31)
DATELINE = "dateline"


def weigh(claims: Iterable[Claim], latest: date | None = None) -> tuple[Claim, ...]:
    """The claims with their notes, the believed one first; the rest in the order in which they are given, which is that
    of trust.

    A page is changed after it was published and not before, so the first of several dates that differ by more than a
    day is believed. A dateline dates the writing: it is believed alone, against pages put up long after it, and against
    dates before it. Claims after `latest` (when the page was fetched), before 1800 or of a machine's zero are not
    believed. None is believed
    when the first that is returned has a note that begins with 'not'.
    """
    found = _distinct(claims)
    possible = [claim for claim in found if _flaw(claim, latest) is None]
    if not possible:
        return tuple(replace(claim, note=f"not believed: {_flaw(claim, latest)}") for claim in found)
    won, why = _choose(possible)
    lost = [replace(claim, note=_why_not(claim, won, latest)) for claim in found if claim is not won]
    return (replace(won, note=f"believed: {why}"), *lost)


def believed(claims: tuple[Claim, ...]) -> date | None:
    """The date of weighed claims; None when none was believed."""
    return claims[0].published if claims and not claims[0].note.startswith("not") else None


def against(won: Claim, *others: Claim) -> tuple[Claim, ...]:
    """A claim that is believed whatever others say, and these with what they differ by."""
    return (won, *(replace(claim, note=_why_not(claim, won, None)) for claim in others))


def _distinct(claims: Iterable[Claim]) -> list[Claim]:
    seen: dict[tuple[str, date], Claim] = {}
    for claim in claims:
        seen.setdefault((claim.origin, claim.published), claim)
    return list(seen.values())


def day_of(published: date) -> date:
    """The day of a date or of a moment, in the zone that it states."""
    return published.date() if isinstance(published, datetime) else published


def _flaw(claim: Claim, latest: date | None) -> str | None:
    day = day_of(claim.published)
    if day < EARLIEST:
        return f"before {EARLIEST.year}"
    if day in _ZERO and claim.origin != DATELINE:
        return "a machine's zero"
    if latest is not None and day > latest + _A_DAY:
        return f"after the day it was fetched, {latest}"
    return None


def _choose(claims: list[Claim]) -> tuple[Claim, str]:
    pages = [claim for claim in claims if claim.origin != DATELINE]
    datelines = [claim for claim in claims if claim.origin == DATELINE]
    if not pages:
        return datelines[0], "the text dates itself, and nothing else does"
    won = _first(pages)
    days = {day_of(claim.published) for claim in pages}
    why = _why(won, pages, len(days))
    for dateline in datelines:
        gap = day_of(won.published) - day_of(dateline.published)
        if gap > _PUT_UP_LATER:
            return dateline, "the text is older than its page, which was put up later"
        if gap < -_A_DAY:
            return dateline, "nothing is published before it is written"
    return won, why


def _first(claims: list[Claim]) -> Claim:
    """The first in order of trust, unless another is earlier by more than a day."""
    won = claims[0]
    for claim in claims[1:]:
        if day_of(won.published) - day_of(claim.published) > _A_DAY:
            won = claim
    return won


def _why(won: Claim, claims: list[Claim], days: int) -> str:
    if len(claims) == 1:
        return "the only one" if days == 1 else "the first"
    if days == 1:
        return "all agree"
    return "the most trusted" if won is claims[0] else "the first of dates that differ"


def _why_not(claim: Claim, won: Claim, latest: date | None) -> str:
    flaw = _flaw(claim, latest)
    if flaw is not None:
        return f"not believed: {flaw}"
    days = (day_of(claim.published) - day_of(won.published)).days
    if days == 0:
        return "agrees"
    return f"{abs(days)} day{'s' if abs(days) > 1 else ''} {'later' if days > 0 else 'earlier'}"
