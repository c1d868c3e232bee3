"""Named days: known dates, agreement with other computations, and where there is no answer."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest
from convertdate import holidays as other

from timeline_api.temporal.holidays import KEYS, holiday, nominal
from timeline_api.temporal.interval import day_number, format_day, weekday
from timeline_api.temporal.sources import languages, read_source

KNOWN = {
    "new-year": "2000-01-01",
    "epiphany": "2024-01-06",
    "candlemas": "1381-02-02",
    "lady-day": "1650-03-25",
    "saint-john": "1314-06-24",
    "saint-swithin": "2024-07-15",
    "saint-james": "1200-07-25",
    "lammas": "1381-08-01",
    "assumption": "2024-08-15",
    "saint-bartholomew": "1572-08-24",
    "michaelmas": "1264-09-29",
    "saint-crispin": "1415-10-25",
    "epiphany-eve": "2024-01-05",
    "saint-anthony": "2024-01-17",
    "saint-sebastian": "2024-01-20",
    "saint-blaise": "2024-02-03",
    "saint-joseph": "2024-03-19",
    "saint-mark": "2024-04-25",
    "saint-isidore": "2024-05-15",
    "saint-john-eve": "2024-06-23",
    "saint-peter": "2024-06-29",
    "saint-fermin": "2024-07-07",
    "our-lady-of-carmel": "2024-07-16",
    "saint-anne": "2024-07-26",
    "saint-lawrence": "2024-08-10",
    "saint-roch": "2024-08-16",
    "saint-matthew": "2024-09-21",
    "immaculate-conception": "2024-12-08",
    "our-lady-of-guadalupe": "2024-12-12",
    "hispanic-day": "2024-10-12",
    "martinmas": "1918-11-11",
    "saint-nicholas": "2024-12-06",
    "saint-lucy": "2024-12-13",
    "holy-innocents": "1065-12-28",
    "trinity-sunday": "1381-06-09 2024-05-26",
    "corpus-christi": "1381-06-13 2024-05-30",
    "burns-night": "1802-01-25",
    "holocaust-day": "2006-01-27",
    "australia-day": "1988-01-26",
    "saint-david": "2024-03-01",
    "womens-day": "1917-03-08",
    "earth-day": "1970-04-22",
    "saint-george": "2024-04-23",
    "anzac-day": "1916-04-25",
    "cinco-de-mayo": "1862-05-05",
    "canada-day": "2017-07-01",
    "all-saints": "1755-11-01",
    "all-souls": "2024-11-02",
    "guy-fawkes": "2024-11-05",
    "remembrance-day": "1919-11-11",
    "remembrance-sunday": "1987-11-08 2024-11-10",
    "saint-andrew": "2024-11-30",
    "shrove-tuesday": "2006-02-28 2025-03-04",
    "mothering-sunday": "2024-03-10",
    "holy-saturday": "2024-03-30",
    "whit-monday": "2023-05-29",
    "orthodox-easter": "2023-04-16 2024-05-05",
    "purim": "2023-03-07 2024-03-24",
    "shavuot": "2024-06-12",
    "sukkot": "2023-09-30 2024-10-17",
    "ashura": "2023-07-28",
    "groundhog": "2024-02-02",
    "valentine": "1929-02-14",
    "patrick": "2024-03-17",
    "april-fools": "2024-04-01",
    "may-day": "1886-05-01",
    "juneteenth": "1865-06-19 2021-06-19",
    "independence-day": "1776-07-04",
    "bastille-day": "1789-07-14 2016-07-14",
    "halloween": "2024-10-31",
    "veterans-day": "1918-11-11 1945-11-11 1975-10-27 2024-11-11",
    "christmas-eve": "1968-12-24",
    "christmas": "0800-12-25 1914-12-25",
    "boxing-day": "2004-12-26",
    "new-year-eve": "1999-12-31",
    "king-day": "1986-01-20 2024-01-15",
    "presidents-day": "1965-02-22 2024-02-19",
    "mothers-day": "1914-05-10 2024-05-12",
    "memorial-day": "1868-05-30 1937-05-30 2024-05-27",
    "fathers-day": "2024-06-16",
    "labor-day": "1894-09-03 2024-09-02",
    "columbus-day": "1892-10-12 1960-10-12 2024-10-14",
    "thanksgiving": "1863-11-26 1939-11-23 1941-11-20 1963-11-28 2023-11-23 2024-11-28",
    "ash-wednesday": "1500-03-04 2024-02-14",
    "palm-sunday": "2024-03-24",
    "maundy-thursday": "2024-03-28",
    "good-friday": "1998-04-10 1865-04-14",
    "easter": "1066-04-16 1916-04-23 1943-04-25 2000-04-23 2024-03-31 2025-04-20",
    "easter-monday": "1916-04-24",
    "ascension": "2024-05-09",
    "pentecost": "2024-05-19",
    "passover": "1943-04-20 2024-04-23 2025-04-13",
    "rosh-hashanah": "2023-09-16 2024-10-03",
    "yom-kippur": "1973-10-06 2023-09-25 2024-10-12",
    "hanukkah": "2016-12-25 2023-12-08 2024-12-26",
    "ramadan": "2023-03-23 2024-03-11 2025-03-01",
    "eid-al-fitr": "2000-01-08 2023-04-21 2024-04-10",
    "eid-al-adha": "2006-01-10 2023-06-28 2024-06-16",
    "diwali": "2017-10-19 2023-11-12 2024-10-31",
    "lunar-new-year": "1949-01-29 1968-01-30 2006-01-29 2020-01-25 2024-02-10 2025-01-29",
}

NOMINAL = {
    "new-year": "01-01",
    "epiphany": "01-06",
    "candlemas": "02-02",
    "lady-day": "03-25",
    "saint-john": "06-24",
    "saint-swithin": "07-15",
    "saint-james": "07-25",
    "lammas": "08-01",
    "assumption": "08-15",
    "saint-bartholomew": "08-24",
    "michaelmas": "09-29",
    "saint-crispin": "10-25",
    "martinmas": "11-11",
    "saint-nicholas": "12-06",
    "saint-lucy": "12-13",
    "holy-innocents": "12-28",
    "burns-night": "01-25",
    "holocaust-day": "01-27",
    "australia-day": "01-26",
    "saint-david": "03-01",
    "womens-day": "03-08",
    "earth-day": "04-22",
    "saint-george": "04-23",
    "anzac-day": "04-25",
    "cinco-de-mayo": "05-05",
    "canada-day": "07-01",
    "all-saints": "11-01",
    "all-souls": "11-02",
    "guy-fawkes": "11-05",
    "remembrance-day": "11-11",
    "saint-andrew": "11-30",
    "groundhog": "02-02",
    "valentine": "02-14",
    "patrick": "03-17",
    "april-fools": "04-01",
    "may-day": "05-01",
    "juneteenth": "06-19",
    "independence-day": "07-04",
    "bastille-day": "07-14",
    "halloween": "10-31",
    "veterans-day": "11-11",
    "christmas-eve": "12-24",
    "christmas": "12-25",
    "boxing-day": "12-26",
    "new-year-eve": "12-31",
    "epiphany-eve": "01-05",
    "saint-anthony": "01-17",
    "saint-sebastian": "01-20",
    "saint-blaise": "02-03",
    "saint-joseph": "03-19",
    "saint-mark": "04-25",
    "saint-isidore": "05-15",
    "saint-john-eve": "06-23",
    "saint-peter": "06-29",
    "saint-fermin": "07-07",
    "our-lady-of-carmel": "07-16",
    "saint-anne": "07-26",
    "saint-lawrence": "08-10",
    "saint-roch": "08-16",
    "saint-matthew": "09-21",
    "hispanic-day": "10-12",
    "immaculate-conception": "12-08",
    "our-lady-of-guadalupe": "12-12",
}

# Asked of another library, which gives year, month and day.
OTHERS = {
    "king-day": other.martin_luther_king_day,
    "presidents-day": other.presidents_day,
    "mothers-day": other.mothers_day,
    "memorial-day": other.memorial_day,
    "fathers-day": other.fathers_day,
    "labor-day": other.labor_day,
    "columbus-day": other.indigenous_peoples_day,
    "easter": other.easter,
}


def shown(key: str, year: int) -> str | None:
    number = holiday(key, year)
    return None if number is None else format_day(number)


@pytest.mark.parametrize(("key", "expected"), [(key, day) for key, days in KNOWN.items() for day in days.split()])
def test_known_dates(key: str, expected: str) -> None:
    assert shown(key, int(expected[:4])) == expected


def test_every_key_has_a_known_date() -> None:
    assert KNOWN.keys() == KEYS


@pytest.mark.parametrize("language", languages())
def test_every_key_of_a_language_works(language: str) -> None:
    keys = set(read_source(language).get("holidays", {}).values())
    assert keys <= KEYS
    assert [key for key in keys if holiday(key, 2024) is None] == []


@pytest.mark.parametrize("key", sorted(KEYS))
def test_falls_in_its_year_or_nowhere(key: str) -> None:
    for year in range(1, 2200):
        number = holiday(key, year)
        assert number is None or day_number(year, 1, 1) <= number <= day_number(year, 12, 31)


@pytest.mark.parametrize("key", sorted(KEYS - {"diwali"}))
def test_knows_the_years_of_living_memory(key: str) -> None:
    since = {
        "king-day": 1986, "fathers-day": 1972, "australia-day": 1935, "earth-day": 1970, "holocaust-day": 2006,
        "remembrance-sunday": 1945,
    }.get(key, 1925)  # fmt: skip
    assert [year for year in range(since, 2101) if holiday(key, year) is None] == []


@pytest.mark.parametrize("key", sorted(OTHERS))
def test_agrees_with_another_library(key: str) -> None:
    for year in range(1986, 2100):
        assert holiday(key, year) == date(*OTHERS[key](year)).toordinal()


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("passover", "Pesach"),
        ("rosh-hashanah", "Rosh Hashanah"),
        ("yom-kippur", "Yom Kippur"),
        ("hanukkah", "Hanukkah"),
    ],
)
def test_agrees_with_the_calendar_of_israel(key: str, name: str) -> None:
    from holidays import country_holidays

    years = range(1949, 2100)
    days = country_holidays(
        "IL", years=years, observed=False, language="en_US", categories=("public", "school", "optional")
    )
    listed = sorted(day.toordinal() for day, names in days.items() if name in names)
    found = [holiday(key, year) for year in years]
    assert set(found) <= set(listed)
    assert all(number is not None and number - 1 not in listed for number in found)


@pytest.mark.parametrize(
    ("key", "day"),
    [("easter", 6), ("ash-wednesday", 2), ("good-friday", 4), ("ascension", 3), ("thanksgiving", 3)],
)
def test_weekday_never_changes(key: str, day: int) -> None:
    found = [holiday(key, year) for year in range(1863, 2100)]
    assert {weekday(number) for number in found if number is not None} == {day}


@pytest.mark.parametrize("key", ["ramadan", "eid-al-fitr", "eid-al-adha"])
def test_arithmetic_meets_the_listed_dates(key: str) -> None:
    """Where the list ends the rule goes on: whole lunar years later, give or take three days."""
    for edge in (1925, 2101):
        before, after = holiday(key, edge - 1), holiday(key, edge)
        assert before is not None
        assert after is not None
        assert min(abs(after - before - days) for days in (354, 709)) <= 3


@pytest.mark.parametrize(
    ("key", "year"),
    [
        ("christmas", 0),
        ("christmas", -43),
        ("christmas", 10_000),
        ("easter", 325),
        ("easter", 4100),
        ("easter", 10**30),
        ("king-day", 1985),
        ("independence-day", 1775),
        ("thanksgiving", 1861),
        ("thanksgiving", 2101),
        ("ramadan", 621),
        ("diwali", 2000),
        ("diwali", 2036),
        ("lunar-new-year", 1900),
    ],
)
def test_says_nothing_where_nothing_is_known(key: str, year: int) -> None:
    assert holiday(key, year) is None


def test_nominal_dates_are_those_that_never_move() -> None:
    assert {key: found for key in KEYS if (found := nominal(key))} == NOMINAL
    for key, expected in NOMINAL.items():
        assert all(str(shown(key, year))[5:] == expected for year in range(2006, 2100))


@pytest.mark.parametrize("key", ["", "xmas", "Christmas", "christmas "])
def test_unknown_key_is_named(key: str) -> None:
    with pytest.raises(ValueError, match=f"no named day has the key {key!r}"):
        holiday(key, 2024)
    with pytest.raises(ValueError, match=f"no named day has the key {key!r}"):
        nominal(key)


def test_libraries_are_loaded_when_asked_only() -> None:
    program = (
        "import sys; from timeline_api.temporal.holidays import holiday;"
        "holiday('christmas', 2024); before = {'holidays', 'convertdate'} & set(sys.modules);"
        "holiday('ramadan', 2024); holiday('passover', 2024);"
        "print(sorted(before), {'holidays', 'convertdate'} <= set(sys.modules))"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[] True"
