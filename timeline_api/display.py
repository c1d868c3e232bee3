"""Dates in English words: an EDTF text as a person would write it.

`display` is pure and total: what it cannot put into words it returns as it came, so that an event always says
something true about its date.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

# ISO 8601-2 gives parts of a year the numbers after the months: seasons (21-24 of either hemisphere, 25-28 of
# the northern, 29-32 of the southern), quarters, thirds and halves.
_SEASONS = ("spring", "summer", "autumn", "winter")
_PARTS = {
    **{21 + n: _SEASONS[n % 4] for n in range(12)},
    **{33 + n: f"the {word} quarter of" for n, word in enumerate(("first", "second", "third", "fourth"))},
    **{37 + n: f"the {word} third of" for n, word in enumerate(("first", "second", "last"))},
    **{40 + n: f"the {word} half of" for n, word in enumerate(("first", "second"))},
}
_QUALIFIED = {"": "", "~": "about ", "?": "perhaps ", "%": "perhaps about "}
_LARGE = ((1_000_000_000, "billion"), (1_000_000, "million"))
_DAYPARTS = {
    "MO": "morning",
    "MI": "midday",
    "AF": "afternoon",
    "EV": "evening",
    "NI": "night",
    "DT": "daytime",
}

_DATE = re.compile(
    r"(?P<year>-?\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T(?P<time>\d\d:\d\d(?::\d\d)?)(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?)?)?)?"
    r"(?P<qualifier>[~?%]?)"
)
_OPEN_YEAR = re.compile(r"(?P<sign>-?)(?P<known>\d{1,3})(?P<open>X{1,3})(?P<qualifier>[~?%]?)")
_OPEN_MONTH = re.compile(r"(?P<year>-?\d{4})-(?:XX|(?P<month>\d\d))(?:-XX)?")
_OPEN_CALENDAR = re.compile(r"XXXX-(?P<month>\d\d)(?:-(?P<day>\d\d))?")
_LONG_YEAR = re.compile(r"Y(?P<year>-?\d+)(?P<qualifier>[~?%]?)")
_YEARS_BEFORE = re.compile(r"(?P<about>(?:perhaps |about )*)(?P<count>[\d,.]+)(?P<large>| \w+) BC")
_DAYPART = re.compile(r"\d\d-\d\dT(?P<part>MO|MI|AF|EV|NI|DT)$")


@lru_cache(maxsize=16384)
def display(edtf: str, timex: str = "") -> str:
    """An EDTF date or interval in English; `timex`, its TIMEX3 value, may add the part of the day.

    >>> display("2024-12-08"), display("2024-12"), display("-0043-03-15"), display("1850~")
    ('8 December 2024', 'December 2024', '15 March 44 BC', 'about 1850')
    >>> display("1914/1918"), display("2024-05-03/2024-05-05"), display("2024-12-30/2025-01-02")
    ('1914 to 1918', '3 to 5 May 2024', '30 December 2024 to 2 January 2025')
    >>> display("199X"), display("19XX"), display("1990/1999"), display("2024-33"), display("2024-22?")
    ('the 1990s', 'the 20th century', 'the 1990s', 'the first quarter of 2024', 'perhaps summer 2024')
    >>> display("XXXX-12-08"), display("2024-12-08", "2024-12-08TMO"), display("2024-12-08T10:30:00Z")
    ('8 December, year unknown', '8 December 2024, morning', '8 December 2024, 10:30 UTC')
    >>> display("1914/.."), display("Y-38976"), display("[1667,1668]")
    ('from 1914 on', '38,977 BC', '[1667,1668]')
    >>> display("Y-38976~"), display("Y-244997974~/Y-239997974~")
    ('about 39,000 BC', 'about 245 to 240 million BC')
    """
    words = _interval(edtf) if "/" in edtf else _single(edtf)
    if words is None:
        return edtf
    part = _DAYPART.search(timex)
    return f"{words}, {_DAYPARTS[part['part']]}" if part else words


def _single(edtf: str) -> str | None:
    for pattern, words in _FORMS:
        found = pattern.fullmatch(edtf)
        if found:
            return words(found)
    return None


def year_words(year: int) -> str:
    """An astronomical year as people count years.

    >>> year_words(2024), year_words(79), year_words(0), year_words(-43)
    ('2024', 'AD 79', '1 BC', '44 BC')
    """
    if year < 1:
        return f"{1 - year} BC"
    return str(year) if year > 999 else f"AD {year}"


def ordinal(number: int) -> str:
    """A number with its English ending.

    >>> ordinal(1), ordinal(12), ordinal(20), ordinal(23)
    ('1st', '12th', '20th', '23rd')
    """
    endings = {1: "st", 2: "nd", 3: "rd"}
    teens = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teens else endings.get(number % 10, 'th')}"


def _date(found: re.Match[str]) -> str | None:
    year = year_words(int(found["year"]))
    prefix = _QUALIFIED[found["qualifier"]]
    if not found["month"]:
        return prefix + year
    month = _month(int(found["month"]))
    if month is None:
        return None
    if not found["day"]:
        return f"{prefix}{month} {year}"
    return f"{prefix}{int(found['day'])} {month} {year}{_clock(found['time'], found['zone'])}"


def _month(number: int) -> str | None:
    return MONTHS[number - 1] if 1 <= number <= 12 else _PARTS.get(number)


def _clock(time: str | None, zone: str | None) -> str:
    if time is None:
        return ""
    shown = time.removesuffix(":00") if time.count(":") == 2 else time
    named = {None: "", "Z": " UTC"}.get(zone, f" UTC{zone}")
    return f", {shown}{named}"


def _open_year(found: re.Match[str]) -> str:
    width = 10 ** len(found["open"])
    first = int(found["known"]) * width
    prefix = _QUALIFIED[found["qualifier"]]
    if found["sign"]:
        return f"{prefix}{first + width} to {first + 1} BC"
    return prefix + _span_of_years(first, width)


def _span_of_years(first: int, width: int) -> str:
    if width == 10:
        return f"the {first}s" if first > 999 else f"AD {max(first, 1)} to {first + 9}"
    name = "century" if width == 100 else "millennium"
    return f"the {ordinal(first // width + 1)} {name}"


def _open_month(found: re.Match[str]) -> str | None:
    year = year_words(int(found["year"]))
    if not found["month"]:
        return f"{year}, month unknown"
    month = _month(int(found["month"]))
    return month and f"{month} {year}, day unknown"


def _open_calendar(found: re.Match[str]) -> str | None:
    month = _month(int(found["month"]))
    if month is None:
        return None
    return f"{int(found['day'])} {month}, year unknown" if found["day"] else f"{month}, year unknown"


def _long_year(found: re.Match[str]) -> str:
    """A year of five digits or more; where it is only about that one, as roughly as people say such years."""
    year = int(found["year"])
    count, era = (1 - year, " BC") if year < 1 else (year, "")
    is_about = "~" in found["qualifier"] or "%" in found["qualifier"]
    return f"{_QUALIFIED[found['qualifier']]}{_rough(count) if is_about else f'{count:,}'}{era}"


def _rough(count: int) -> str:
    """A number of years to three digits.

    >>> _rough(38_977), _rough(2_597_975), _rough(3_699_997_975)
    ('39,000', '2.6 million', '3.7 billion')
    """
    count = round(count, 3 - len(str(count)))
    for size, word in _LARGE:
        if count >= size:
            return f"{count / size:g} {word}"
    return f"{count:,}"


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]], ...] = (
    (_DATE, _date),
    (_OPEN_YEAR, _open_year),
    (_OPEN_MONTH, _open_month),
    (_OPEN_CALENDAR, _open_calendar),
    (_LONG_YEAR, _long_year),
)


def _interval(edtf: str) -> str | None:
    start, _, end = edtf.partition("/")
    if start in ("", "..") or end in ("", ".."):
        return _open_interval(start, end)
    first, last = _DATE.fullmatch(start), _DATE.fullmatch(end)
    if first and last:
        return _round_years(first, last) or _shared(first, last)
    return _joined(_single(start), _single(end))


def _open_interval(start: str, end: str) -> str | None:
    if start not in ("", ".."):
        words = _single(start)
        return words and (f"from {words} on" if end else f"from {words}, end unknown")
    words = _single(end)
    return words and (f"until {words}" if start else f"until {words}, start unknown")


def _round_years(first: re.Match[str], last: re.Match[str]) -> str | None:
    """A decade, century or millennium that is written as its first and last year."""
    bounds = first[0], last[0]
    if not all(text.isdigit() for text in bounds):
        return None
    start, width = int(bounds[0]), int(bounds[1]) - int(bounds[0]) + 1
    if width == 10 and start % 10 == 0:
        return _span_of_years(start, 10)
    if width in (100, 1000) and start % width == 1:  # the 20th century is 1901 to 2000
        return _span_of_years(start - 1, width)
    return None


def _shared(first: re.Match[str], last: re.Match[str]) -> str | None:
    """Two dates, with what they share said once: 3 to 5 May 2024."""
    end = _date(last)
    plain = not (first["qualifier"] or last["qualifier"] or first["time"] or last["time"])
    if end is None or not plain or first["year"] != last["year"] or not first["month"] or not last["month"]:
        return _joined(_date(first), end)
    month = _month(int(first["month"]))
    if not (month and first["day"] and last["day"]):
        month_only = not (first["day"] or last["day"]) and int(first["month"]) <= 12 and int(last["month"]) <= 12
        return _joined(month if month_only else _date(first), end)
    day = str(int(first["day"]))
    return _joined(day if first["month"] == last["month"] else f"{day} {month}", end)


def _joined(start: str | None, end: str | None) -> str | None:
    """Both ends; what they share, 'about', 'million' and 'BC', is said once.

    >>> _joined("44 BC", "31 BC"), _joined("about 3 million BC", "about 2.5 million BC")
    ('44 to 31 BC', 'about 3 to 2.5 million BC')
    """
    if start is None or end is None:
        return None
    first, last = _YEARS_BEFORE.fullmatch(start), _YEARS_BEFORE.fullmatch(end)
    if first is None or last is None or first["about"] != last["about"]:
        return f"{start} to {end}"
    large = "" if first["large"] == last["large"] else first["large"]
    return f"{first['about']}{first['count']}{large} to {end.removeprefix(last['about'])}"
