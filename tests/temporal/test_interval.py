"""Calendar arithmetic, against the standard library where that reaches, and by its own laws before year 1."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_api.model import Interval
from timeline_api.temporal import interval as cal

days = st.dates().map(date.toordinal)
any_day = st.integers(-4_000_000, 4_000_000)  # about 11,000 years to either side


@given(st.dates())
def test_day_numbers_are_those_of_datetime(day: date) -> None:
    number = cal.day_number(day.year, day.month, day.day)
    assert number == day.toordinal()
    assert cal.civil(number) == (day.year, day.month, day.day)
    assert cal.weekday(number) == day.weekday()
    assert cal.iso_week(number) == day.isocalendar()[:2]
    assert cal.format_day(number) == day.isoformat()
    assert cal.month_length(day.year, day.month) == calendar.monthrange(day.year, day.month)[1]


@given(any_day)
def test_every_day_number_is_a_date_and_back(number: int) -> None:
    year, month, day = cal.civil(number)
    assert cal.is_date(year, month, day)
    assert cal.day_number(year, month, day) == number
    assert cal.format_day(number) == f"{cal.format_year(year)}-{month:02d}-{day:02d}"


@given(any_day)
def test_days_follow_each_other(number: int) -> None:
    year, month, day = cal.civil(number)
    following = cal.civil(number + 1)
    if day < cal.month_length(year, month):
        assert following == (year, month, day + 1)
    elif month < 12:
        assert following == (year, month + 1, 1)
    else:
        assert following == (year + 1, 1, 1)
    assert cal.weekday(number + 1) == (cal.weekday(number) + 1) % 7


@given(st.integers(-10_000, 9_000), st.integers(1, 12))
def test_the_calendar_repeats_every_400_years(year: int, month: int) -> None:
    assert cal.day_number(year + 400, month, 1) - cal.day_number(year, month, 1) == 146_097
    assert cal.is_leap(year) == cal.is_leap(year + 400)


@given(any_day)
def test_a_day_lies_in_its_week_month_and_year(number: int) -> None:
    year, month, _ = cal.civil(number)
    for span in (cal.week(*cal.iso_week(number)), cal.month(year, month), cal.years(year)):
        assert span.start <= number < span.end
    assert cal.weekday(cal.week(*cal.iso_week(number)).start) == 0


@given(any_day, st.integers(-50_000, 50_000))
def test_months_away_and_back(number: int, count: int) -> None:
    year, month, day = cal.civil(number)
    there = cal.civil(cal.shift_months(number, count))
    assert there[:2] == cal.add_months(year, month, count)
    assert cal.add_months(*there[:2], -count) == (year, month)
    assert there[2] == min(day, cal.month_length(*there[:2]))


@given(st.integers(-12_000, 12_000), st.integers(1, 400))
def test_years_touch_and_do_not_overlap(year: int, count: int) -> None:
    assert cal.years(year, count).end == cal.years(year + count).start
    assert cal.years(year).end - cal.years(year).start == (366 if cal.is_leap(year) else 365)


@given(st.integers(-12_000, 12_000))
def test_years_before_christ_are_written_so_that_they_can_be_read(year: int) -> None:
    text = cal.format_year(year)
    assert int(text) == year
    assert len(text.lstrip("-")) >= 4


@pytest.mark.parametrize(
    ("year", "month", "day", "weekday", "text"),
    [
        (1, 1, 1, 0, "0001-01-01"),
        (0, 12, 31, 6, "0000-12-31"),
        (0, 2, 29, 1, "0000-02-29"),
        (-43, 3, 15, 4, "-0043-03-15"),
        (-4713, 11, 24, 0, "-4713-11-24"),
    ],
)
def test_days_around_the_first(year: int, month: int, day: int, weekday: int, text: str) -> None:
    number = cal.day_number(year, month, day)
    assert cal.civil(number) == (year, month, day)
    assert cal.weekday(number) == weekday
    assert cal.format_day(number) == text


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [
        (2024, 2, 31),
        (2023, 2, 29),
        (1900, 2, 29),
        (2024, 4, 31),
        (2024, 13, 1),
        (2024, 0, 1),
        (2024, 1, 0),
        (-1, 2, 29),
    ],
)
def test_what_is_no_date(year: int, month: int, day: int) -> None:
    assert not cal.is_date(year, month, day)


@pytest.mark.parametrize(("year", "month", "day"), [(2024, 2, 29), (2000, 2, 29), (0, 2, 29), (-4, 2, 29), (1, 12, 31)])
def test_what_is_a_date(year: int, month: int, day: int) -> None:
    assert cal.is_date(year, month, day)


@given(st.dates(min_value=date(2, 1, 8), max_value=date(9999, 12, 1)))
def test_weeks_are_those_of_datetime(day: date) -> None:
    year, week, _ = day.isocalendar()
    monday = date.fromisocalendar(year, week, 1)
    assert cal.week(year, week) == Interval(monday.toordinal(), (monday + timedelta(7)).toordinal())


def test_one_day_and_one_month() -> None:
    assert cal.day(2024, 12, 8) == Interval(739228, 739229)
    assert cal.month(2024, 2) == Interval(date(2024, 2, 1).toordinal(), date(2024, 3, 1).toordinal())
