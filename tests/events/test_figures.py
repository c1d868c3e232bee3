"""Of which quarter or year the figures of a company are."""

from __future__ import annotations

from datetime import date

import pytest

from timeline_api import Document, extract

PUBLISHED = date(2011, 12, 16)  # a Friday


def told(text: str) -> list[tuple[str, str]]:
    return [(event.date.edtf, event.title) for event in extract(Document(text, PUBLISHED)).events]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Orrin sold 9 phones in its last quarter, which ended Sept. 24.", ["2011-06-25/2011-09-24"]),
        ("In the second quarter, which ended in June, sales fell.", ["2011-04/2011-06"]),
        ("Profit in fiscal 2011, which ended on Sept. 30, came to $3 million.", ["2010-10/2011-09"]),
        ("Orrin said it sold 9 phones in its third quarter, which ended Nov. 26.", ["2011-08-27/2011-11-26"]),
        # What is no period ended on a day of its own.
        ("Orrin lost the strike, which ended on Nov. 26.", ["2011-12-16", "2011-11-26"]),
        ("Renn ran the mill 1950 to June 1951.", ["1950/1951-06"]),
    ],
)
def test_a_period_is_the_whole_of_that_of_which_it_is_told_when_it_ended(text: str, expected: list[str]) -> None:
    assert [edtf for edtf, _ in told(text)] == expected


def test_the_day_that_ends_a_period_leaves_nothing_in_the_title() -> None:
    text = "Profit in fiscal 2011, which ended on Sept. 30, came to $3 million."
    assert told(text) == [("2010-10/2011-09", "Profit came to $3 million")]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        # What a quarter is compared with is not that of the figures behind it.
        ("Orrin made $4 million for the three months ended Nov. 30. It lost $5 million in the same period last year. "
         "Revenue rose 8%.", "2011-09/2011-11"),
        ("Orrin made $4 million in the third quarter, down from the same quarter last year, when it made $5 million. "
         "Revenue rose 8%.", "2011-07/2011-09"),
        # But a later one is.
        ("Orrin made $4 million in the second quarter. It lost $5 million in the third quarter. Revenue rose 8%.",
         "2011-07/2011-09"),
    ],
)  # fmt: skip
def test_figures_go_on_in_the_period_that_is_reported(text: str, edtf: str) -> None:
    assert told(text)[-1] == (edtf, "Revenue rose 8%")


def test_a_time_of_day_is_none_of_the_day_that_ended_a_period() -> None:
    text = "Orrin made $4 million for the three months ended Nov. 30. It {} in the morning."
    assert told(text.format("named a new head"))[-1][0] == "2011-12-16"
    assert told("Orrin shut a mill on Nov. 30. It named a new head in the morning.")[-1][0] == "2011-11-30"


@pytest.mark.parametrize(
    ("more", "edtf"),
    [
        ("Employers added 92,000 jobs.", "2011-11"),
        ("Employers added 92,000 jobs, after 61,000 in October.", "2011-11"),
        ("Consumer prices climbed 0.4 percent.", "2011-11"),
        ("The minister resigned.", "2011-12-15"),
    ],
)
def test_figures_of_a_month_go_on_in_that_month(more: str, edtf: str) -> None:
    text = f"Unemployment fell to 4.1 percent in November, the statistics office said on Thursday. {more}"
    assert [day for day, _ in told(text)] == ["2011-11", edtf]


def test_a_month_of_which_no_figures_are_given_dates_none() -> None:
    assert told("The port of Vale closed in November. Prices of fish rose.")[-1][0] == "2011-12-16"
