"""Events whose time the words give roughly: they are kept, and say that their date is approximate."""

from __future__ import annotations

import pytest

from tests.titled import titled


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("a few days ago", "2024-06-06~/2024-06-10~"),
        ("several weeks ago", "2024-04-10~/2024-05-29~"),
        ("a few months ago", "2023-09~/2024-04~"),
        ("some years ago", "2015~/2022~"),
        ("decades ago", "1934~/2004~"),
        ("nearly 30 years ago", "1994~"),
        ("more than two weeks ago", "2024-05-27~/2024-06-02~"),
        ("some 30 years ago", "1994~"),
        ("roughly 30 years ago", "1994~"),
        ("two or three days ago", "2024-06-09~"),
        ("a year or so ago", "2023~"),
        ("30-odd years ago", "1994~"),
        ("30 years ago", "1994"),
        ("two days ago", "2024-06-10"),
    ],
)
def test_what_is_said_roughly_is_approximate(words: str, edtf: str) -> None:
    assert titled(f"The mine closed {words}.") == [(edtf, "The mine closed")]


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("two days", "2024-06-14~"),
        ("about three weeks", "2024-07-01~/2024-07-07~"),
        ("six months", "2024-12~"),
        ("a few years", "2026~/2033~"),
    ],
)
def test_what_will_be_in_some_time_is_ahead(words: str, edtf: str) -> None:
    assert titled(f"The mine will close in {words}.") == [(edtf, "The mine will close")]


@pytest.mark.parametrize(
    "text",
    [
        "It will be the third strike in two weeks.",
        "The crew will dig 40 wells in two weeks.",
        "The rock formed 65,000 million years ago.",
        "The rock formed thousands of years ago.",
    ],
)
def test_what_only_measures_or_is_too_far_dates_nothing(text: str) -> None:
    assert titled(text) == []


def test_a_story_goes_on_from_what_came_roughly_later() -> None:
    text = "The mine opened on 3 May 1950. Several years later it shut. Two years later the town was sold."
    assert [edtf for edtf, _ in titled(text)] == ["1950-05-03", "1952~/1959~", "1954~/1961~"]


def test_moments_keep_the_hour_of_their_story() -> None:
    text = "At 4:47 p.m. on Monday the bell rang; seconds later a fire broke out. The siren went at 4:55."
    assert [edtf for edtf, _ in titled(text)] == ["2024-06-10T16:47:00", "2024-06-10~", "2024-06-10T16:55:00"]
