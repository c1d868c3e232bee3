"""Tokens partition the text, and keep together what is written as one."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from timeline_api.temporal.tokens import _TOKEN, Tokens


def words(text: str) -> list[str]:
    tokens = Tokens(text)
    return [tokens.text(index) for index in range(len(tokens.raw))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 8 December 2024.", ["on", "8", "December", "2024", "."]),
        ("Dec. 8th, 2024", ["Dec", ".", "8th", ",", "2024"]),
        ("the 1990s", ["the", "1990s"]),
        ("2024-12-08", ["2024-12-08"]),
        ("2024-12-08T09:30:00Z", ["2024-12-08T09:30:00Z"]),
        ("2024-12-08T09:30:00.5+02:00", ["2024-12-08T09:30:00.5+02:00"]),
        ("12/08/2024", ["12/08/2024"]),
        ("8.12.2024", ["8.12.2024"]),
        ("9:30 a.m.", ["9:30", "a.m."]),
        ("23:59:59", ["23:59:59"]),
        ("U.S. Army", ["U.S.", "Army"]),
        ("5pm", ["5pm"]),
        ("1,200,000 people", ["1,200,000", "people"]),
        ("3.5 years", ["3.5", "years"]),
        ("'80s", ["'", "80s"]),
        ("six-month", ["six", "-", "month"]),
        ("1914–18", ["1914", "–", "18"]),
        ("o'clock", ["o", "'", "clock"]),
        ("São Tomé", ["São", "Tomé"]),
        ("", []),
    ],
)
def test_keeps_together_what_is_written_as_one(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_white_space_belongs_to_the_token_after_it() -> None:
    tokens = Tokens("  on \n Monday \t")
    assert tokens.raw == ["  on", " \n Monday", " \t"]
    assert list(tokens.ends) == [4, 13, 15]
    assert [tokens.start(0), tokens.start(1)] == [2, 7]


def test_a_long_run_of_digits_becomes_several_tokens() -> None:
    assert words("1234567890123") == ["123456789", "0123"]


def test_an_address_is_no_date() -> None:
    assert "2024-12" not in words("2024-12-08-5511")


@given(st.text(st.characters(exclude_categories=())) | st.text("0123456789 .,:-/'sthTZ\n"))
def test_tokens_are_the_text(text: str) -> None:
    tokens = Tokens(text)
    assert "".join(tokens.raw) == text
    assert list(tokens.ends[-1:]) == ([len(text)] if text else [])
    assert all(tokens.raw)


@given(st.text("ab9 \n.", max_size=40))
def test_offsets_are_those_of_the_text(text: str) -> None:
    tokens = Tokens(text)
    for index in range(len(tokens.raw)):
        assert text[tokens.start(index) : tokens.ends[index]] == tokens.text(index)


_PIECES = st.sampled_from(
    ["the", "Friday,", " ", "  ", "\n", "\xa0", "3", "1/2", "3-1/2", "U.S.", "9:30", "(", "1,000", "é"]
)


@given(st.lists(_PIECES, max_size=12).map("".join))
@example("3 1/2 years")
@example(" 1/2 \n mile ")
def test_splitting_word_by_word_finds_the_tokens_of_the_whole(text: str) -> None:
    assert Tokens(text).raw == _TOKEN.findall(text)
