"""Quarters as companies count them: three months up to a stated day, and the same quarter of another year."""

from __future__ import annotations

from timeline_api.frozen import replace
from timeline_api.temporal.interval import add_months, civil
from timeline_api.temporal.places import Place, months_place

_LATE = 7  # days after the end of its last month on which a quarter may still be closed: 'ended Oct. 1'
_MIDDLE = 45  # days before its end
_FISCAL_LAST = 3  # the month until which a fourth quarter is that of the year before
_EARLY = 15  # days before the end of a quarter when figures of it may be told


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


def own_quarter(number: int, anchor: int, *, is_over: bool) -> Place:
    """A quarter as a company counts it itself, of which the text tells on the day `anchor`.

    Where its figures are told before the calendar's is over, it is the three months that have just ended.

    >>> from timeline_api.temporal.interval import day_number
    >>> quarter = own_quarter(4, day_number(2003, 8, 6), is_over=True)
    >>> quarter.value, quarter.edtf
    ('2003-Q4', '2003-04/2003-06')
    """
    year, month, _ = civil(anchor)
    place = months_place(year - (number == 4 and month <= _FISCAL_LAST), 3 * number - 2, 3)
    if not is_over or place.interval.end <= anchor + _EARLY:
        return place
    first_year, first_month = add_months(year, (month - 1) // 3 * 3 + 1, -3)
    return replace(months_place(first_year, first_month, 3), value=place.value)


def ended_before(number: int, anchor: int) -> int:
    """How many days before a day the last quarter of that number ended that is over then.

    >>> from timeline_api.temporal.interval import day_number
    >>> ended_before(4, day_number(2003, 8, 6))
    217
    """
    year, _, _ = civil(anchor)
    ends = (months_place(y, 3 * number - 2, 3).interval.end for y in (year - 1, year))
    return anchor - max(end for end in ends if end <= anchor)
