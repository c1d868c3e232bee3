"""What long sentences of news and lives taught: who spoke when, deeds in gerunds, titles that end where they may."""

from __future__ import annotations

from datetime import date

import pytest

from timeline_api import Document, extract

PUBLISHED = date(2024, 5, 16)  # a Thursday


def titled(text: str, published: date | None = PUBLISHED) -> list[tuple[str, str]]:
    return [(event.date.edtf, event.title) for event in extract(Document(text, published)).events]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Two men of the mill quarter were held in the old harbour office on Monday in connection with the theft.",
            "Two men of the mill quarter were held in the old harbour office",
        ),
        (
            "The ferry was stopped outside the old harbour wall on Monday when Ada Renn, a pilot of 61, saw the smoke "
            "that rose from its stern.",
            "The ferry was stopped outside the old harbour wall",
        ),
        (
            "The number of empty shops in the town rose to 30 on Monday as owners of the mills, along with those of "
            "the two quarries, closed their doors.",
            "The number of empty shops in the town rose to 30",
        ),
        (
            "Moments after the plea of his lawyer, the judge sent Ivo Brandt to prison for nine years on Monday.",
            "The judge sent Ivo Brandt to prison for nine years",
        ),
    ],
)
def test_a_title_that_is_cut_ends_where_it_may(text: str, title: str) -> None:
    assert [title for _, title in titled(text)] == [title]


def test_what_wires_quote_with_pairs_of_marks_is_said() -> None:
    text = "The dam held on Tuesday. ``We saw the water rise,'' Ada Renn said. ``Nobody slept.''"
    assert titled(text)[1:] == [("2024-05-14", "Ada Renn said: We saw the water rise")]
    event = extract(Document(text, PUBLISHED)).events[1]
    assert event.text == "``We saw the water rise,'' Ada Renn said. ``Nobody slept.''"


def test_what_he_said_is_of_the_day_on_which_he_spoke() -> None:
    lead = "The dam burst on Sunday. "
    assert titled(lead + "On Tuesday, Ivo Renn said the wall was old. He said it had been inspected.")[-1][0] == (
        "2024-05-14"
    )
    assert titled(lead + "Ivo Renn told reporters on Tuesday that the wall was old. He said it was inspected.")[-1][
        0
    ] == ("2024-05-14")
    assert titled(lead + "Ivo Renn told reporters on Tuesday that the wall was old. Owners said it was sold.")[-1][
        0
    ] == ("2024-05-12")


def test_a_day_is_surer_than_hours_counted_from_another() -> None:
    text = "The bank was robbed on Monday. About ten hours later, two men were held in Vale on Tuesday morning."
    assert [edtf for edtf, _ in titled(text)] == ["2024-05-13", "2024-05-14"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "In 1951 she joined the choir, becoming its leader in 1960.",
            [("1951", "She joined the choir"), ("1960", "She became its leader")],
        ),
        (
            "The bank was founded in 1921, merging with Halden in 1950.",
            [("1921", "The bank was founded"), ("1950", "The bank merged with Halden")],
        ),
        ("He was elected in 1990, serving until 1998.", [("1990", "He was elected")]),
        (
            "The rebels seized the town on Monday, killing 20 by Tuesday.",
            [("2024-05-13", "The rebels seized the town, killing 20")],
        ),
    ],
)
def test_a_gerund_behind_a_comma_tells_of_a_deed_of_its_own_year(text: str, expected: list[tuple[str, str]]) -> None:
    assert titled(text) == expected


def test_what_happened_when_something_began_to_last_is_an_event() -> None:
    assert titled("Lea Dorn has been held since March 3 when she was charged with theft.") == [
        ("2024-03-03/..", "Lea Dorn has been held"),
        ("2024-03-03", "She was charged with theft"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The road has been closed after a landslide on Monday.",
        "The firm has paid three fines following its conviction in June 2019.",
        "Police have questioned a man over the fire in March.",
    ],
)
def test_a_perfect_is_of_now_whatever_it_follows(text: str) -> None:
    assert [edtf for edtf, _ in titled(text)] == ["2024-05-16"]
