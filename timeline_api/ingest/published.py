"""Publication dates as people and programs write them; what the text leaves open is never filled in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from timeline_api.ingest.reading import UnreadableError

_DOTTED = re.compile(r"\d{1,2}\. ?\d{1,2}\. ?\d{4}(?!\d)")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})\b(.*)", re.DOTALL)
_LONGEST = 100  # characters; no date is longer, and dateparser is slow on long text
# Languages in which dates are tried when none is stated: dateparser knows 200, and takes seconds to try them all.
_TRIED = (
    "en", "es", "fr", "de", "it", "pt", "nl", "ca", "ro", "sv", "da", "nb", "fi", "pl", "cs", "hu", "el", "tr",
    "ru", "uk", "bg", "ar", "fa", "he", "hi", "id", "vi", "th", "zh", "ja", "ko",
)  # fmt: skip
_SETTINGS = {
    "PARSERS": ["absolute-time"],  # not 'yesterday', not seconds since 1970
    "REQUIRE_PARTS": ["day", "month", "year"],
    "RETURN_TIME_AS_PERIOD": True,
    "STRICT_PARSING": True,
}


_RELATIVE = {"PARSERS": ["relative-time"], "RETURN_TIME_AS_PERIOD": True}
_YEAR = re.compile(r"\d{4}")


def parse_published(text: str, language: str | None = None, fetched: datetime | None = None) -> date:
    """A date, or a `datetime` where `text` states a time of day too.

    `text` is ISO 8601, or a date in words that states a day, a month and a year of four digits, in `language` (a
    BCP 47 tag) or, when None, in English or any of some 30 others. With `fetched`, the moment at which the text
    was taken from where it stands, '3 days ago' is a date too. `08/12/2024` can be two days: an UnreadableError, as is
    all that is no date.

    >>> parse_published("2024-12-08"), parse_published("8 décembre 2024")
    (datetime.date(2024, 12, 8), datetime.date(2024, 12, 8))
    >>> parse_published("il y a 3 jours", fetched=datetime(2024, 12, 11, 9, 30))
    datetime.date(2024, 12, 8)
    """
    stated = text.strip()
    found = _iso(stated)
    if found is None and len(stated) <= _LONGEST:
        found = _year_first(stated) if _YEAR_FIRST.match(stated) else _in_words(stated, language, fetched)
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


def _in_words(text: str, language: str | None, fetched: datetime | None) -> date | None:
    languages = (language.split("-")[0].lower(),) if language else ("en",)
    found = _in_languages(text, languages)
    if found is None and language is None and any(map(str.isalpha, text)):
        found = _in_languages(text, _TRIED)
    if found is None and fetched is not None:
        found = _relative(text, languages if language else _TRIED, fetched)
    return found


def _in_languages(text: str, languages: Sequence[str]) -> date | None:
    if not _YEAR.search(_digits(text)):
        return None
    # Where dots stand between them, days come first the world over.
    orders = ("DMY",) if _DOTTED.match(text) else ("DMY", "MDY")
    readings = {_read(text, languages, order) for order in orders}
    if len(readings) > 1:
        raise UnreadableError(f"published can be read as two days: {text!r}; write it as 2024-12-08", field="published")
    return readings.pop()


def _read(text: str, languages: Sequence[str], order: str) -> date | None:
    found = _ask(text, languages, {**_SETTINGS, "DATE_ORDER": order})
    return None if found is None or f"{found.year:04d}" not in _digits(text) else found


def _relative(text: str, languages: Sequence[str], fetched: datetime) -> date | None:
    """'3 days ago', 'yesterday': never a day after the text was fetched."""
    found = _ask(text, languages, {**_RELATIVE, "RELATIVE_BASE": fetched.replace(tzinfo=None)})
    if found is None:
        return None
    day = found.date() if isinstance(found, datetime) else found
    return day if day <= fetched.date() else None


def _ask(text: str, languages: Sequence[str], settings: Mapping[str, object]) -> date | None:
    from dateparser.date import DateDataParser  # slow to import, and most dates are ISO

    try:
        parser = DateDataParser(languages=list(languages), settings=dict(settings))
        answer = parser.get_date_data(text)
    except Exception as error:  # dateparser promises no set of exceptions
        raise UnreadableError(f"published cannot be read: {text!r} ({error})", field="published") from error
    moment: datetime | None = answer.date_obj
    if moment is None:
        return None
    return moment if answer.period == "time" else moment.date()


def _digits(text: str) -> str:
    """`text` with its digits, of whatever script, as 0 to 9."""
    return "".join(str(unicodedata.digit(char, char)) for char in text)
