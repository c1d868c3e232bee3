"""The dateline of a dispatch, 'PARIS, Dec. 8 (Reuters) -': evidence for when it was written."""

from __future__ import annotations

import re
from datetime import date, timedelta

from timeline_api.ingest.claims import DATELINE, day_of
from timeline_api.ingest.published import parse_published
from timeline_api.ingest.reading import UnreadableError
from timeline_api.model import Claim

_LINES = 4  # of the text: a headline and a byline may come before it
_DAY = r"(?:[^\W\d_]{3,12}\.?\s+\d{1,2}|\d{1,2}\.?\s+(?:de\s+)?[^\W\d_]{3,12}\.?)"
_DATE = rf"{_DAY}(?:,?\s+(?:de\s+|del\s+)?(?P<year>\d{{4}}))?"
_AGENCY = r"(?:\s*(?:\([^()\n]{2,40}\)|/[^/\n]{2,30}/))"
_DASH = r"\s*(?:-{1,2}|[–—])\s"
_DATELINE = re.compile(
    rf"(?P<place>[A-ZÀ-ÖØ-Þ][^\n(]{{1,60}}?)(?:,|{_AGENCY},?)\s*(?P<date>{_DATE}){_AGENCY}?{_DASH}", re.MULTILINE
)
_RECENT = timedelta(days=31)


def dateline_claim(text: str, language: str | None = None, near: date | None = None) -> Claim | None:
    """The date that a text's dateline states; None without one.

    One without a year counts when it is of the month before `near`, the day that something else says: no year is
    guessed.

    >>> dateline_claim("PARIS, Dec. 8, 1987 (Reuters) - Shares fell.").published
    datetime.date(1987, 12, 8)
    """
    for line in text.split("\n", _LINES)[:_LINES]:
        match = _DATELINE.match(line.lstrip())
        if match and match["place"].split(",")[0].split()[0].isupper():
            day = _day(match, language, near)
            return Claim(day, DATELINE, match[0].rstrip()) if day else None
    return None


def _day(match: re.Match[str], language: str | None, near: date | None) -> date | None:
    if match["year"]:
        return _read(match["date"], language)
    if near is None:
        return None
    last = day_of(near) + timedelta(days=1)
    days = [day for year in (last.year, last.year - 1) if (day := _read(f"{match['date']} {year}", language))]
    return next((day for day in days if last - _RECENT <= day <= last), None)


def _read(text: str, language: str | None) -> date | None:
    try:
        return day_of(parse_published(text, language))
    except UnreadableError:
        return None
