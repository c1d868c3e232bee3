"""What was so long before or after what has a date is an event of its own."""

from __future__ import annotations

import pytest

from tests.titled import PUBLISHED, titled
from timeline_api import Document, extract


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Two climbers were freed on Monday, three days after their rope snapped in a storm.",
            [("2024-06-10", "Two climbers were freed"), ("2024-06-07", "Their rope snapped in a storm")],
        ),
        (
            "Two weeks after he lost the vote, the mayor resigned on Monday.",
            [("2024-05-27~/2024-06-02~", "He lost the vote"), ("2024-06-10", "The mayor resigned")],
        ),
        (
            "Almost five years after Nord and Vale called off a merger, the makers said Sunday that they would merge.",
            [
                ("2019~", "Nord and Vale called off a merger"),
                ("2024-06-09", "The makers said that they would merge"),
            ],
        ),
        (
            "The law was repealed in 1967, one year after Lord Tarn had asked for it.",
            [("1967", "The law was repealed"), ("1966", "Lord Tarn had asked for it")],
        ),
        (
            "King Oskar will be crowned in Vale on 6 July, eight months after acceding to the throne.",
            [("2024-07-06", "King Oskar will be crowned in Vale"), ("2023-11~", "King Oskar acceded to the throne")],
        ),
        (
            "The council is to vote on Thursday, a fortnight before the budget must be submitted.",
            [("2024-06-13", "The council is to vote"), ("2024-06-24~/2024-06-30~", "The budget must be submitted")],
        ),
        (
            "The strike ended on Monday, two weeks after the pit was shut, the union said.",
            [("2024-06-10", "The strike ended"), ("2024-05-27~/2024-06-02~", "The pit was shut")],
        ),
        (
            "The town was rebuilt in 1950, five years after the war ended, and got its station back in 1960.",
            [
                ("1950", "The town was rebuilt"),
                ("1945", "The war ended"),
                ("1960", "The town got its station back"),
            ],
        ),
    ],
)
def test_both_are_events(text: str, expected: list[tuple[str, str]]) -> None:
    assert titled(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nine days before the election on 15 October 2023, the party split.", ["2023-10-06"]),
        ("Two days after the vote on Monday, the mayor resigned.", ["2024-06-12"]),
        ("Two weeks after the truce of 20 January 2016, shelling resumed.", ["2016-02-01~/2016-02-07~"]),
        ("He died a year after the 1906 quake.", ["1907"]),
        ("The port was shut two years after the revolution of 1917.", ["1919"]),
        ("Ten years after the fire in 1906, the law was repealed in 1920.", ["1920"]),
        ("Three days after the 1917 revolution, the port was shut.", ["1917"]),
    ],
)
def test_it_may_be_counted_from_what_is_no_clause(text: str, expected: list[str]) -> None:
    assert [edtf for edtf, _ in titled(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She died in 1990, three years after her husband.", ["1990"]),
        ("The council dropped the 2024 fair nine days before it was to begin.", ["2024"]),
        ("The ship left on Monday, two days after the storm of 8 June 2024 hit Vale.", ["2024-06-10"]),
    ],
)
def test_what_cannot_be_counted_is_left_alone(text: str, expected: list[str]) -> None:
    assert [edtf for edtf, _ in titled(text)] == expected


def test_it_can_explain_itself() -> None:
    text = "The law was repealed in 1967, one year after Lord Tarn had asked for it."
    why = extract(Document(text, PUBLISHED)).events[1].explanation
    assert (why.rule, text[why.start : why.end], why.steps) == (
        "amount-apart",
        "one year",
        ("one year before what the sentence dates",),
    )
    assert why.anchor is not None
    assert (why.anchor.kind, why.anchor.edtf, why.anchor.text) == ("story", "1967", "1967")


def test_it_is_counted_in_spanish() -> None:
    text = "Cinco días antes de las elecciones del 9 de junio, la candidata dimitió."
    assert [edtf for edtf, _ in titled(text, "es")] == ["2024-06-04"]
