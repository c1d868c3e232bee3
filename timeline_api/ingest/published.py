"""Publication dates as people and programs write them; what the text leaves open is never filled in."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime

from timeline_api.ingest.reading import UnreadableError

_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})\b(.*)", re.DOTALL)
_LONGEST = 100  # characters; no date is longer, and dateparser is slow on long text
_SETTINGS = {
    "PARSERS": ["absolute-time"],  # not 'yesterday', not seconds since 1970
    "REQUIRE_PARTS": ["day", "month", "year"],
    "RETURN_TIME_AS_PERIOD": True,
    "STRICT_PARSING": True,
}


def parse_published(text: str, language: str | None = None) -> date:
    """A date, or a `datetime` where `text` states a time of day too.

    `text` is ISO 8601, or a date in words in `language` (a BCP 47 tag, English when None) that states a day,
    a month and a year of four digits. `08/12/2024` can be two days: an UnreadableError, as is all that
    is no date.

    >>> parse_published("2024-12-08"), parse_published("8 December 2024")
    (datetime.date(2024, 12, 8), datetime.date(2024, 12, 8))
    >>> parse_published("8 décembre 2024", "fr")
    datetime.date(2024, 12, 8)
    """
    stated = text.strip()
    found = _iso(stated)
    if found is None and len(stated) <= _LONGEST:
        found = _year_first(stated) if _YEAR_FIRST.match(stated) else _in_words(stated, language or "en")
    if found is None:
        raise UnreadableError(
            f"published is not a full date: {_shorten(stated)!r}; write it as 2024-12-08", field="published"
        )
    return found


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "..."


def _iso(text: str) -> date | None:
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            return read(text)
        except ValueError:
            continue
    return None


def _year_first(text: str) -> date | None:
    """Year, month, day, whatever stands between them; dateparser would take 2024-13-01 for 13 January."""
    match = _YEAR_FIRST.fullmatch(text)
    if match is None:
        return None
    year, month, day, rest = match.groups()
    return _iso(f"{int(year):04d}-{int(month):02d}-{int(day):02d}{rest}")


def _in_words(text: str, language: str) -> date | None:
    readings = {_read(text, language, order) for order in ("DMY", "MDY")}
    if len(readings) > 1:
        raise UnreadableError(f"published can be read as two days: {text!r}; write it as 2024-12-08", field="published")
    return readings.pop()


def _read(text: str, language: str, order: str) -> date | None:
    from dateparser.date import DateDataParser  # slow to import, and most dates are ISO

    settings = {**_SETTINGS, "DATE_ORDER": order}
    try:
        parser = DateDataParser(languages=[language.split("-")[0].lower()], settings=settings)
        answer = parser.get_date_data(text)
    except Exception as error:  # dateparser promises no set of exceptions
        raise UnreadableError(f"published cannot be read: {text!r} ({error})", field="published") from error
    moment: datetime | None = answer.date_obj
    if moment is None or f"{moment.year:04d}" not in _digits(text):
        return None
    return moment if answer.period == "time" else moment.date()


def _digits(text: str) -> str:
    """`text` with its digits, of whatever script, as 0 to 9."""
    return "".join(str(unicodedata.digit(char, char)) for char in text)
