"""What did not happen is no event, and what did happen behind it is."""

from __future__ import annotations

import pytest

from tests.titled import titled


@pytest.mark.parametrize(
    "text",
    [
        "No one was charged on Monday.",
        "No party has ever won all seats.",
        "She walked a bridge that should have been shut in 2021.",
        "None of the clerks was hurt in May.",
        "On neither occasion, in 1987 or in 2004, was anyone held.",
        "The road was due to have been widened in 2022.",
        "The couple had been due to fly home on Wednesday.",
        "Had the valve been mended in 2021, the tank would not have burst.",
    ],
)
def test_what_did_not_happen_is_no_event(text: str) -> None:
    assert titled(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No one was hurt, but crews cleared the street on Monday.", [("2024-06-10", "Crews cleared the street")]),
        ("She could have stayed but left on Monday.", [("2024-06-10", "She left")]),
        (
            "Clerks voted on Monday to end a strike that had been set to begin this Friday.",
            [("2024-06-10", "Clerks voted to end a strike that had been set to begin")],
        ),
        (
            "The singer denied reports that she had married in April.",
            [("2024-06-12", "The singer denied reports that she had married")],
        ),
        (
            "The bank denied wrongdoing in a letter on Monday.",
            [("2024-06-10", "The bank denied wrongdoing in a letter")],
        ),
        (
            "A fire that might have been set was put out on Monday.",
            [("2024-06-10", "A fire that might have been set was put out")],
        ),
        ("Nobody was hurt when the roof of a barn fell in on Monday.", [("2024-06-10", "The roof of a barn fell in")]),
        (
            "The fair, which was to have been held in Vale last week, will now open in Orrin on 4 November.",
            [("2024-11-04", "The fair will now open in Orrin")],
        ),
    ],
)
def test_what_did_happen_is(text: str, expected: list[tuple[str, str]]) -> None:
    assert titled(text) == expected


def test_nobody_does_nothing_in_spanish() -> None:
    assert titled("Nadie acudió el lunes.", "es") == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The year was 1969.", []),
        ("By then it was 1944.", []),
        ("It was Monday.", []),
        ("That was in 2010.", []),
        ("The vote was on Monday.", [("2024-06-10", "The vote")]),
        ("It was 1950 before she left.", [("1950", "She left")]),
    ],
)
def test_which_date_it_was_is_no_event(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted
