"""The day of a named day in a year: Christmas, Thanksgiving, the first day of Ramadan.

Libraries know the rules; they are imported when first asked, because they take a fifth of a second to load.
A key stands for the day that English-language news means: `thanksgiving`, `labor-day`, `mothers-day` and the
like are those of the United States. A feast of a lunar calendar begins at sunset of the evening before; its
day here is the one that calendars print.

Before 15 October 1582 a feast that moves is named in the Julian calendar, as histories do and as the fixed
days beside it are: Easter of 1066 is on 16 April.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, partial

from timeline_api.temporal.interval import day_number, is_date, weekday

Rule = Callable[[int], int | None]
"""From a year to the number of the day; None where the rule does not reach."""

_GREGORIAN_REFORM = day_number(1582, 10, 15)
_JULIAN_DAY_OF_DAY_0 = 1721424.5
_LAST_YEAR = 9999  # of Python's calendar, which the libraries use
_ESTIMATED = " (estimated)"


@lru_cache(maxsize=8192)
def holiday(key: str, year: int) -> int | None:
    """The day number of a named day; None when there was none in that year, or when nobody knows.

    `year` is astronomical. A feast that falls twice in a year (Eid al-Fitr in 2000) gives the earlier day.
    ValueError when `key` is not one of `KEYS`.

    >>> from timeline_api.temporal.interval import format_day
    >>> format_day(holiday("thanksgiving", 2024)), format_day(holiday("easter", 2024))
    ('2024-11-28', '2024-03-31')
    >>> holiday("king-day", 1950) is None
    True
    """
    if key not in _RULES:
        raise ValueError(f"no named day has the key {key!r}")
    if not 1 <= year <= _LAST_YEAR:
        return None
    return next((day for rule in _RULES[key] if (day := rule(year)) is not None), None)


def nominal(key: str) -> str | None:
    """Month and day of a named day that has the same date every year; None for one that moves.

    ValueError when `key` is not one of `KEYS`.

    >>> nominal("christmas"), nominal("easter")
    ('12-25', None)
    """
    if key not in _RULES:
        raise ValueError(f"no named day has the key {key!r}")
    return _NOMINAL.get(key)


def _fixed(month: int, day: int, first: int, last: int, year: int) -> int | None:
    return day_number(year, month, day) if first <= year <= last else None


def _yearly(month: int, day: int, first: int = 1, last: int = _LAST_YEAR) -> Rule:
    """The same date in each year from `first` to `last`."""
    return partial(_fixed, month, day, first, last)


def _easter_day(days: int, year: int) -> int | None:
    """Days after Easter Sunday of the western churches, from the council that fixed its rule on."""
    if not 326 <= year <= 4099:
        return None
    from convertdate import julian
    from dateutil.easter import EASTER_JULIAN, easter

    if year > 1582:
        return easter(year).toordinal() + days
    sunday = easter(year, EASTER_JULIAN)
    return _written(julian.to_jd(year, sunday.month, sunday.day) + days, year)


def _orthodox_easter(year: int) -> int | None:
    """Easter Sunday of the eastern churches, in the years of the Gregorian calendar."""
    if not 1583 <= year <= 4099:
        return None
    from dateutil.easter import EASTER_ORTHODOX, easter

    return easter(year, EASTER_ORTHODOX).toordinal()


def _remembrance_sunday(year: int) -> int | None:
    """The second Sunday of November, since the end of the Second World War."""
    if year < 1945:
        return None
    first = day_number(year, 11, 1)
    return first + (6 - weekday(first)) % 7 + 7


def _hebrew_new_year(hebrew_year: int) -> float:
    """The Julian day on which 1 Tishri begins."""
    from convertdate import hebrew

    return float(hebrew.to_jd(hebrew_year, hebrew.TISHRI, 1))


def _after_hebrew_new_year(days: int, year: int) -> int | None:
    return _written(_hebrew_new_year(year + 3761) + days, year)


def _from_passover(days: int, year: int) -> int | None:
    """Days after 15 Nisan: from the last Adar to the next 1 Tishri all months have a fixed length."""
    return _written(_hebrew_new_year(year + 3761) - 163 + days, year)


def _hanukkah(year: int) -> int | None:
    """25 Kislev: the length of the month before it varies with the length of the year."""
    new_year = _hebrew_new_year(year + 3761)
    days = int(_hebrew_new_year(year + 3762) - new_year)
    return _written(new_year + (84 if days % 10 == 5 else 83), year)


def _islamic(month: int, day: int, year: int) -> int | None:
    """The arithmetical calendar, within two days of what is seen and announced."""
    from convertdate import islamic

    if year < 622:
        return None
    begins_in = islamic.from_jd(_year_start(year) + _JULIAN_DAY_OF_DAY_0)[0]
    hijri_years = range(max(begins_in - 1, 1), begins_in + 3)
    found = (_written(islamic.to_jd(hijri, month, day), year) for hijri in hijri_years)
    return next((number for number in found if number is not None), None)


def _written(julian_day: float, year: int) -> int | None:
    """The day as people write it: a Julian date before the reform; None when that is in another year."""
    from convertdate import julian

    number = int(julian_day - _JULIAN_DAY_OF_DAY_0)
    if number >= _GREGORIAN_REFORM:
        return number if _year_start(year) <= number < _year_start(year + 1) else None
    written_year, month, day = julian.from_jd(julian_day)
    # A Julian 29 February of a year such as 1500 has no number of its own.
    return day_number(year, month, day) if written_year == year and is_date(year, month, day) else None


def _year_start(year: int) -> int:
    return day_number(year, 1, 1)


def _listed(country: str, name: str, first: int, last: int, year: int) -> int | None:
    return _calendar(country, year).get(name) if first <= year <= last else None


def _official(country: str, name: str, first: int, last: int = 2100) -> Rule:
    """A day of a country's calendar by its name there, in the years for which it is listed."""
    return partial(_listed, country, name, first, last)


@lru_cache(maxsize=1024)
def _calendar(country: str, year: int) -> Mapping[str, int]:
    """The named days of a country in a year; of a day that comes twice, the earlier."""
    from holidays import country_holidays

    categories = ("public", "unofficial") if country == "US" else None
    days = country_holidays(country, years=year, observed=False, language="en_US", categories=categories)
    found: dict[str, int] = {}
    for day, names in sorted(days.items()):
        for name in names.split("; "):
            found.setdefault(name.removesuffix(_ESTIMATED), day.toordinal())
    return found


def _from_easter(days: int) -> tuple[Rule, ...]:
    return (partial(_easter_day, days),)


def _islamic_feast(name: str, month: int, day: int) -> tuple[Rule, ...]:
    """By the calendar of Mecca, whose dates are listed under the Maldives; in other years by arithmetic."""
    return _official("MV", name, 1925, 2100), partial(_islamic, month, day)


_DATES = {
    "new-year": (1, 1), "epiphany-eve": (1, 5), "epiphany": (1, 6), "saint-anthony": (1, 17),
    "saint-sebastian": (1, 20), "burns-night": (1, 25), "groundhog": (2, 2), "candlemas": (2, 2),
    "saint-blaise": (2, 3), "valentine": (2, 14), "saint-david": (3, 1), "patrick": (3, 17), "saint-joseph": (3, 19),
    "lady-day": (3, 25), "april-fools": (4, 1), "saint-george": (4, 23), "saint-mark": (4, 25), "may-day": (5, 1),
    "saint-isidore": (5, 15), "saint-john-eve": (6, 23), "saint-john": (6, 24), "saint-peter": (6, 29),
    "saint-fermin": (7, 7), "saint-swithin": (7, 15), "our-lady-of-carmel": (7, 16), "saint-james": (7, 25),
    "saint-anne": (7, 26), "lammas": (8, 1), "saint-lawrence": (8, 10), "assumption": (8, 15), "saint-roch": (8, 16),
    "saint-bartholomew": (8, 24), "saint-matthew": (9, 21), "michaelmas": (9, 29),
    "saint-crispin": (10, 25), "halloween": (10, 31), "all-saints": (11, 1), "all-souls": (11, 2),
    "martinmas": (11, 11), "saint-andrew": (11, 30), "saint-nicholas": (12, 6), "immaculate-conception": (12, 8),
    "our-lady-of-guadalupe": (12, 12), "saint-lucy": (12, 13), "christmas-eve": (12, 24), "christmas": (12, 25),
    "boxing-day": (12, 26), "holy-innocents": (12, 28), "new-year-eve": (12, 31),
}  # fmt: skip
_DATES_SINCE = {
    "juneteenth": (6, 19, 1865), "independence-day": (7, 4, 1776), "bastille-day": (7, 14, 1789),
    "veterans-day": (11, 11, 1978), "remembrance-day": (11, 11, 1919), "guy-fawkes": (11, 5, 1606),
    "womens-day": (3, 8, 1914), "earth-day": (4, 22, 1970), "anzac-day": (4, 25, 1916),
    "cinco-de-mayo": (5, 5, 1862),
    "canada-day": (7, 1, 1868), "australia-day": (1, 26, 1935), "holocaust-day": (1, 27, 2006),
    "hispanic-day": (10, 12, 1892),
}  # fmt: skip

_RULES: Mapping[str, tuple[Rule, ...]] = {
    **{key: (_yearly(*date),) for key, date in {**_DATES, **_DATES_SINCE}.items()},
    # The United States
    "king-day": (_official("US", "Martin Luther King Jr. Day", 1986),),
    "presidents-day": (_official("US", "Washington's Birthday", 1879),),
    "mothers-day": (_official("US", "Mother's Day", 1914),),
    "memorial-day": (_official("US", "Memorial Day", 1888), _yearly(5, 30, 1868, 1887)),
    "fathers-day": (_official("US", "Father's Day", 1972),),
    "labor-day": (_official("US", "Labor Day", 1894),),
    "columbus-day": (_official("US", "Columbus Day", 1937), _yearly(10, 12, 1892, 1936)),
    "veterans-day": (
        _yearly(11, 11, 1978),
        _official("US", "Veterans Day", 1971, 1977),  # for seven years a Monday in October
        _yearly(11, 11, 1918, 1970),
    ),
    "thanksgiving": (_official("US", "Thanksgiving Day", 1862),),
    # The United Kingdom
    "remembrance-sunday": (_remembrance_sunday,),
    # Christian feasts that move with Easter
    "shrove-tuesday": _from_easter(-47),
    "ash-wednesday": _from_easter(-46),
    "mothering-sunday": _from_easter(-21),
    "palm-sunday": _from_easter(-7),
    "maundy-thursday": _from_easter(-3),
    "good-friday": _from_easter(-2),
    "holy-saturday": _from_easter(-1),
    "easter": _from_easter(0),
    "easter-monday": _from_easter(1),
    "ascension": _from_easter(39),
    "pentecost": _from_easter(49),
    "whit-monday": _from_easter(50),
    "trinity-sunday": _from_easter(56),
    "corpus-christi": _from_easter(60),
    "orthodox-easter": (_orthodox_easter,),
    # Other calendars
    "purim": (partial(_from_passover, -30),),
    "passover": (partial(_from_passover, 0),),
    "shavuot": (partial(_from_passover, 50),),
    "sukkot": (partial(_after_hebrew_new_year, 14),),
    "rosh-hashanah": (partial(_after_hebrew_new_year, 0),),
    "yom-kippur": (partial(_after_hebrew_new_year, 9),),
    "hanukkah": (_hanukkah,),
    "ramadan": _islamic_feast("First Day of Ramadan", 9, 1),
    "ashura": (partial(_islamic, 1, 10),),
    "eid-al-fitr": _islamic_feast("Eid al-Fitr", 10, 1),
    "eid-al-adha": _islamic_feast("Eid al-Adha", 12, 10),
    "diwali": (_official("IN", "Diwali", 2001, 2035),),
    "lunar-new-year": (
        _official("CN", "Chinese New Year (Spring Festival)", 1950, 2100),
        _official("SG", "Chinese New Year", 1901, 1949),
    ),
}
_NOMINAL = {key: f"{date[0]:02d}-{date[1]:02d}" for key, date in {**_DATES, **_DATES_SINCE}.items()}

KEYS = frozenset(_RULES)
"""The keys that `holiday` and `nominal` know."""
