"""Quarters as companies count them: three months up to a stated day, and the same quarter of another year."""

from __future__ import annotations

from timeline_api.frozen import replace
from timeline_api.temporal.interval import add_months, civil
from timeline_api.temporal.places import Place, months_place

_LATE = 7  # days after the end of its last month on which a quarter may still be closed: 'ended Oct. 1'
_MIDDLE = 45  # days before its end


def quarter_to(last: int, number: int | None = None) -> Place:
    """The three months that end on the day `last`; its value has the company's `number`, else that of the calendar.

    >>> from timeline_api.temporal.interval import day_number
    >>> quarter = quarter_to(day_number(2004, 5, 31), 4)
    >>> quarter.value, quarter.edtf
    ('2004-Q4', '2004-03/2004-05')
    """
    year, month, _ = civil(last - _LATE)
    first_year, first_month = add_months(year, month, -2)
    middle_year, middle_month, _ = civil(last - _MIDDLE)
    number = number or (middle_month + 2) // 3
    return replace(months_place(first_year, first_month, 3), value=f"{middle_year:04d}-Q{number}")


def is_quarter(place: Place, number: int) -> bool:
    """Whether a quarter has a number, as it is counted there."""
    return place.value.endswith(f"Q{number}")


def year_of(quarter: Place) -> int:
    """The year that a quarter is counted in."""
    return int(quarter.value.rpartition("-")[0])


def in_other_year(quarter: Place, year: int) -> Place:
    """The same quarter as it is counted in another year."""
    first, month, _ = civil(quarter.interval.start)
    _, _, name = quarter.value.rpartition("-")
    return replace(months_place(first + year - year_of(quarter), month, 3), value=f"{year:04d}-{name}")
