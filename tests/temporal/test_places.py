"""Places: TIMEX3 value, EDTF text, days and precision of one place agree with each other."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_api.model import Interval
from timeline_api.temporal import edtf, places
from timeline_api.temporal import interval as cal
from timeline_api.temporal.places import Place

YEARS = st.integers(-9999, 9999)


def days(first: str, last: str) -> Interval:
    """The interval from a day to another, both included."""
    numbers = []
    for text in (first, last):
        year, month, day = re.fullmatch(r"(-?\d+)-(\d\d)-(\d\d)", text).groups()  # type: ignore[union-attr]
        numbers.append(cal.day_number(int(year), int(month), int(day)))
    return Interval(numbers[0], numbers[1] + 1)


@pytest.mark.parametrize(
    ("place", "value", "edtf", "first", "last", "precision"),
    [
        (places.day_place(739228), "2024-12-08", "2024-12-08", "2024-12-08", "2024-12-08", "day"),
        (places.month_place(2024, 2), "2024-02", "2024-02", "2024-02-01", "2024-02-29", "month"),
        (places.year_place(2023), "2023", "2023", "2023-01-01", "2023-12-31", "year"),
        (places.year_place(-43), "-0043", "-0043", "-0043-01-01", "-0043-12-31", "year"),
        (places.year_place(79), "0079", "0079", "0079-01-01", "0079-12-31", "year"),
        (places.years_place(1990, 10), "199", "199X", "1990-01-01", "1999-12-31", "decade"),
        (places.years_place(1900, 100), "19", "19XX", "1900-01-01", "1999-12-31", "century"),
        (places.years_place(100, 100), "01", "01XX", "0100-01-01", "0199-12-31", "century"),
        (places.years_place(1000, 1000), "1", "1XXX", "1000-01-01", "1999-12-31", "millennium"),
        (places.years_place(-499, 100), "-0499/-0400", "-0499/-0400", "-0499-01-01", "-0400-12-31", "century"),
        (places.week_place(2024, 49), "2024-W49", "2024-12-02/2024-12-08", "2024-12-02", "2024-12-08", "week"),
        (places.week_place(2025, 1), "2025-W01", "2024-12-30/2025-01-05", "2024-12-30", "2025-01-05", "week"),
        (places.weekend_place(2024, 49), "2024-W49-WE", "2024-12-07/2024-12-08", "2024-12-07", "2024-12-08", "range"),
        (places.season_place(2024, "SP"), "2024-SP", "2024-21", "2024-03-01", "2024-05-31", "season"),
        (places.season_place(2024, "SU"), "2024-SU", "2024-22", "2024-06-01", "2024-08-31", "season"),
        (places.season_place(2024, "FA"), "2024-FA", "2024-23", "2024-09-01", "2024-11-30", "season"),
        (places.season_place(2023, "WI"), "2023-WI", "2023-24", "2023-12-01", "2024-02-29", "season"),
        (places.months_place(2024, 7, 3), "2024-Q3", "2024-07/2024-09", "2024-07-01", "2024-09-30", "quarter"),
        (places.months_place(2024, 7, 6), "2024-H2", "2024-07/2024-12", "2024-07-01", "2024-12-31", "half"),
    ],
)  # fmt: skip
def test_places(place: Place, value: str, edtf: str, first: str, last: str, precision: str) -> None:
    assert place == Place(value, edtf, days(first, last), precision)  # type: ignore[arg-type]


def test_a_range_goes_from_the_beginning_of_one_to_the_end_of_the_other() -> None:
    found = places.range_place(places.month_place(2024, 2), places.day_place(739228))
    assert (found.edtf, found.precision) == ("2024-02/2024-12-08", "range")
    assert found.interval == days("2024-02-01", "2024-12-08")


def test_a_range_of_ranges_keeps_the_outer_ends() -> None:
    found = places.range_place(places.week_place(2024, 49), places.months_place(2025, 1, 3))
    assert found.edtf == "2024-12-02/2025-03"
    assert found.interval == days("2024-12-02", "2025-03-31")


@given(
    st.one_of(
        st.integers(-3_650_000, 3_650_000).map(places.day_place),
        st.builds(places.month_place, YEARS, st.integers(1, 12)),
        YEARS.map(places.year_place),
        st.builds(lambda first, count: places.years_place(first * count, count), st.integers(0, 9), st.just(1000)),
        st.builds(lambda first, count: places.years_place(first * count, count), st.integers(-99, 99), st.just(100)),
        st.builds(lambda first, count: places.years_place(first * count, count), st.integers(-999, 999), st.just(10)),
        st.builds(places.week_place, st.integers(-9998, 9998), st.integers(1, 52)),
        st.builds(places.weekend_place, st.integers(-9998, 9998), st.integers(1, 52)),
        st.builds(places.months_place, YEARS, st.sampled_from([1, 4, 7, 10]), st.just(3)),
        st.builds(places.months_place, YEARS, st.sampled_from([1, 7]), st.just(6)),
        st.builds(places.season_place, st.integers(0, 9998), st.sampled_from(["SP", "SU", "FA"])),
    )
)
def test_the_edtf_text_says_the_same_days(place: Place) -> None:
    assert edtf.interval(place.edtf) == place.interval
