"""Dates in English words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_api.display import display

WORDS = [
    ("2024-12-08", "8 December 2024"),
    ("2024-12", "December 2024"),
    ("1850", "1850"),
    ("1850~", "about 1850"),
    ("1850?", "perhaps 1850"),
    ("1850%", "perhaps about 1850"),
    ("-0043-03-15", "15 March 44 BC"),
    ("-0043", "44 BC"),
    ("0000", "1 BC"),
    ("0079-08-24", "24 August AD 79"),
    ("Y-12000", "12,001 BC"),
    ("199X", "the 1990s"),
    ("199X~", "about the 1990s"),
    ("19XX", "the 20th century"),
    ("11XX", "the 12th century"),
    ("1XXX", "the 2nd millennium"),
    ("-004X", "50 to 41 BC"),
    ("2004-XX", "2004, month unknown"),
    ("2004-06-XX", "June 2004, day unknown"),
    ("XXXX-12-08", "8 December, year unknown"),
    ("XXXX-12", "December, year unknown"),
    ("2024-21", "spring 2024"),
    ("2024-24~", "about winter 2024"),
    ("2024-36", "the fourth quarter of 2024"),
    ("2024-40", "the first half of 2024"),
    ("1914/1918", "1914 to 1918"),
    ("1990/1999", "the 1990s"),
    ("1991/2000", "1991 to 2000"),
    ("1901/2000", "the 20th century"),
    ("1914~/1918", "about 1914 to 1918"),
    ("-0048/-0043", "49 to 44 BC"),
    ("-0043/0014", "44 BC to AD 14"),
    ("2024-05-03/2024-05-05", "3 to 5 May 2024"),
    ("2024-05-30/2024-06-02", "30 May to 2 June 2024"),
    ("2024-12-30/2025-01-02", "30 December 2024 to 2 January 2025"),
    ("2024-03/2024-05", "March to May 2024"),
    ("2024-12/2025-01", "December 2024 to January 2025"),
    ("2024-21/2024-22", "spring 2024 to summer 2024"),
    ("1914/..", "from 1914 on"),
    ("../1914", "until 1914"),
    ("1914/", "from 1914, end unknown"),
    ("/1914", "until 1914, start unknown"),
    ("199X/200X", "the 1990s to the 2000s"),
    ("2024-12-08T10:30:00Z", "8 December 2024, 10:30 UTC"),
    ("2024-12-08T10:30:15", "8 December 2024, 10:30:15"),
    ("2024-12-08T10:30:00+02:00", "8 December 2024, 10:30 UTC+02:00"),
    ("2024-13", "2024-13"),
    ("[1667,1668]", "[1667,1668]"),
    ("../..", "../.."),
    ("", ""),
]


@pytest.mark.parametrize(("edtf", "words"), WORDS)
def test_words(edtf: str, words: str) -> None:
    assert display(edtf) == words


@pytest.mark.parametrize(("part", "word"), [("MO", "morning"), ("NI", "night"), ("AF", "afternoon")])
def test_part_of_the_day(part: str, word: str) -> None:
    assert display("2024-12-08", f"2024-12-08T{part}") == f"8 December 2024, {word}"


@given(st.text("0123456789-X/.~?%TZ:Y+", max_size=24))
def test_total(edtf: str) -> None:
    """Nothing raises, and something is always said."""
    assert bool(display(edtf)) == bool(edtf)
