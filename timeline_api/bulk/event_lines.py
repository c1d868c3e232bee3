"""Lines of prepared events: JSON objects such as `export` and `GET /events?format=ndjson` write, or people make.

A line needs `title` and `date`; docs/operating.md says what else it may hold. What is not needed is passed over, so
that an export can be loaded as it is. The id of an event is made from what it says, never taken from the line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, get_args

import orjson

from timeline_api.ingest.fields import document_from
from timeline_api.ingest.reading import UnreadableError
from timeline_api.model import Event, EventDate, Explanation, Interval, Precision, Qualifier
from timeline_api.store.article_row import key_of_head
from timeline_api.store.corrections import EVENT_BASES
from timeline_api.store.event_layout import PREPARED
from timeline_api.store.placement import first_day
from timeline_api.store.prepared import Head, Told
from timeline_api.temporal.edtf import EdtfError, bounds, precision
from timeline_api.temporal.interval import day_number, is_date, years

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_YEAR = re.compile(r"-\d{4,}|0000")
_ARTICLE_ID = re.compile("[0-9a-v]{26}")
_FAR = 10**6  # characters of an article: offsets beyond are no offsets
_HEAD = ("url", "title", "source", "published")
_SIGNS = "%?~"


def read_event_line(line: bytes, file: Head) -> Told:
    """The event of a line, told by `file` where the line names no article. UnreadableError says what is wrong."""
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise UnreadableError(f"not JSON: {error.msg} at column {error.colno}") from None
    if not isinstance(value, dict):
        raise UnreadableError('a line must be an object such as {"title": "...", "date": "2024-12-08"}')
    return _told(value, file)


def _told(value: Mapping[str, Any], file: Head) -> Told:
    title = _required(value, "title")
    text = _text(value, "text") or title
    date = _date(value.get("date"))
    confidence = _confidence(value.get("confidence", 1.0))
    names = _names(value.get("entities"))
    sources = _sources(value.get("sources"))
    heads = [_head(one) or file for one in sources]
    if len({head.id for head in heads}) < len(heads):
        raise UnreadableError("sources: an article is named twice")
    events = (
        _event(title, _text(one, "sentence") or text, date, confidence, names if place == 0 else (), one)
        for place, one in enumerate(sources)
    )
    return Told(tuple(zip(heads, events, strict=True)))


def _sources(value: object) -> list[dict[str, Any]]:
    """The sources of an event; one of which nothing is known when none is stated."""
    if value is not None and not (isinstance(value, list) and all(isinstance(one, dict) for one in value)):
        raise UnreadableError("sources must be a list of objects")
    return value or [{}]


def _event(
    title: str, text: str, date: EventDate, confidence: float, names: tuple[str, ...], source: Mapping[str, Any]
) -> Event:
    start, end = _offset(source, "char_start"), _offset(source, "char_end")
    why = Explanation(PREPARED, start, end, None, (), PREPARED)
    return Event(start, end, title, text, date, confidence, why, names)


def _required(value: Mapping[str, Any], name: str) -> str:
    text = _text(value, name)
    if text is None:
        raise UnreadableError(f"{name} is missing")
    return text


def _text(value: Mapping[str, Any], name: str) -> str | None:
    """A text that is stated: not null, nor without a word. JSON in UTF-8 holds no half of a surrogate pair."""
    text = value.get(name)
    if text is None:
        return None
    if not isinstance(text, str):
        raise UnreadableError(f"{name} must be a string, not {orjson.dumps(text)[:40].decode(errors='replace')}")
    if "\0" in text:
        raise UnreadableError(f"{name}: character {text.index(chr(0))} is U+0000, which cannot be stored")
    return text if text and not text.isspace() else None


def _confidence(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise UnreadableError("confidence must be a number from 0 to 1")
    return float(value)


def _names(value: object) -> tuple[str, ...]:
    if not value:
        return ()
    if not isinstance(value, list) or not all(isinstance(name, str) and "\0" not in name for name in value):
        raise UnreadableError("entities must be a list of names")
    return tuple(name for name in value if name and not name.isspace())


def _offset(source: Mapping[str, Any], name: str) -> int:
    value = source.get(name)
    if value is None:
        return 0
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _FAR:
        raise UnreadableError(f"{name} must be a count of characters")
    return value


def _head(source: Mapping[str, Any]) -> Head | None:
    """The article of a source; None when nothing is said of it."""
    url, title, outlet, published = (_text(source, name) for name in _HEAD)
    id = _text(source, "article_id")
    if id is not None and not _ARTICLE_ID.fullmatch(id):
        raise UnreadableError(f"article_id must be 26 letters and digits as articles here have them, not {id[:40]!r}")
    return _named(id, url, title, outlet, published)


@lru_cache(maxsize=4096)
def _named(
    id: str | None, url: str | None, title: str | None, outlet: str | None, published: str | None
) -> Head | None:
    given = {"url": url, "title": title, "source": outlet, "published": published}
    if not id and not any(given.values()):
        return None
    checked = document_from({"text": "none", **given})  # the same checks as of articles
    moment = checked.published.isoformat() if checked.published else None
    key = id or key_of_head(url, title, outlet, moment)
    return Head(key, checked.url, checked.title, checked.source, moment)


def _date(value: object) -> EventDate:
    if isinstance(value, str):
        return _stated(value, None, None)
    if not isinstance(value, dict):
        raise UnreadableError('date must be EDTF such as "2024-12-08", or an object with `edtf`')
    edtf = _required(value, "edtf")
    date = _stated(edtf, _text(value, "start"), _text(value, "end"))
    return EventDate(
        edtf,
        date.interval,
        _choice(value, "precision", get_args(Precision)) or date.precision,
        _choice(value, "qualifier", get_args(Qualifier)) or date.qualifier,
        _choice(value, "basis", EVENT_BASES) or date.basis,
        _text(value, "timex") or "",
        _text(value, "text") or "",
    )


def _choice(value: Mapping[str, Any], name: str, among: Sequence[Any]) -> Any:
    given = value.get(name)
    if given is not None and given not in among:
        raise UnreadableError(f"date.{name} must be one of {', '.join(filter(None, among))}")
    return given


@lru_cache(maxsize=65536)
def _stated(edtf: str, start: str | None, end: str | None) -> EventDate:
    """A date with what follows from its EDTF; `start` and `end` are the days of one with an open end."""
    try:
        first, after = bounds(edtf)
        told = precision(edtf)
    except EdtfError as error:
        raise UnreadableError(f"date: {error}") from None
    if (first is None or after is None) and start is not None and end is not None:
        first, after = _first_day(start, "start"), _last_day(end) + 1
    if (first is None) != (after is None) or (first is None and "/" in edtf):
        raise UnreadableError(f"date: {edtf!r} has an open end: name date.start and date.end")
    qualifier = next((sign for sign in _SIGNS if sign in edtf), "")
    return EventDate(edtf, _interval(first, after), told, qualifier, "explicit", "", "")  # type: ignore[arg-type]


def _interval(first: int | None, after: int | None) -> Interval | None:
    if first is None or after is None:
        return None
    span = Interval(first, after)
    try:
        first_day(span)
    except ValueError:
        raise UnreadableError("date: the days are none, or too far away") from None
    return span


def _first_day(text: str, name: str) -> int:
    match = _DAY.fullmatch(text)
    if match is not None:
        year, month, day = map(int, match.groups())
        if is_date(year, month, day):
            return day_number(year, month, day)
    elif _YEAR.fullmatch(text):
        return years(int(text)).start
    raise UnreadableError(f"date.{name} must be a day such as 2024-12-08, or a year before 1 such as -0043")


def _last_day(text: str) -> int:
    return years(int(text)).end - 1 if _YEAR.fullmatch(text) else _first_day(text, "end")
