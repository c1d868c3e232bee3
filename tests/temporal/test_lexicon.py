"""Words, their classes and their codes."""

from __future__ import annotations

import pytest

from timeline_api.temporal.grammar import load_grammar
from timeline_api.temporal.lexicon import Lexicon, number_classes

SUFFIXES = {"th": "ORDINAL", "nd": "ORDINAL", "s": "DECADE", "pm": "PMGLUED"}
WORDS = {
    "march": {"VERB": "march"},
    "^march": {"MONTH": 3},
    "may": {"AUX": "may"},
    "^may": {"MONTH": 5},
    "week": {"UNIT": "week", "UNITDATE": "week"},
    "second": {"UNIT": "second", "ORDWORD": 2},
    "a.m.": {"AMPM": 0},
}


@pytest.fixture
def lexicon() -> Lexicon:
    return Lexicon(WORDS, SUFFIXES, {"PASTLIKE": "[a-z]{2,}ed"})


@pytest.mark.parametrize(
    ("digits", "suffix", "expected"),
    [
        ("8", "", {"INT": 8, "DAYNUM": 8, "HOUR12": 8, "HOUR24": 8}),
        ("08", "", {"INT": 8, "DAYNUM": 8, "HOUR12": 8, "HOUR24": 8, "NUM2": 8}),
        ("31", "", {"INT": 31, "DAYNUM": 31, "NUM2": 31}),
        ("99", "", {"INT": 99, "NUM2": 99}),
        ("0", "", {"INT": 0, "HOUR24": 0}),
        ("747", "", {"INT": 747, "YEAR3": 747}),
        ("1066", "", {"INT": 1066, "YEAR4": 1066}),
        ("2024", "", {"INT": 2024, "YEAR4": 2024, "YEARNEAR": 2024}),
        ("3000", "", {"INT": 3000}),
        ("8", "th", {"ORDINAL": 8, "ORDDAY": 8}),
        ("42", "nd", {"ORDINAL": 42}),
        ("1990", "s", {"DECADE4": 1990}),
        ("80", "S", {"DECADE2": 80}),
        ("1995", "s", {}),
        ("5", "pm", {"PMGLUED": 5}),
        ("5", "kg", {}),
    ],
)
def test_classes_of_numbers(digits: str, suffix: str, expected: dict[str, int]) -> None:
    assert number_classes(digits, suffix, SUFFIXES) == expected


@pytest.mark.parametrize(
    ("token", "name"),
    [
        ("2024-12-08", "ISODATE"),
        ("2024-12-08T09:30Z", "ISODATE"),
        ("8/12/2024", "SLASHDATE"),
        ("8.12.24", "DOTDATE"),
        ("9:30", "CLOCK"),
        ("1,200", "THOUSANDS"),
        ("3.5", "DECIMAL"),
    ],
)
def test_shapes_of_written_dates_and_numbers(lexicon: Lexicon, token: str, name: str) -> None:
    assert lexicon.classes(token)[name] == token


def test_some_words_count_only_with_a_capital(lexicon: Lexicon) -> None:
    assert "MONTH" not in lexicon.classes("march")
    assert lexicon.classes("March")["MONTH"] == 3
    assert lexicon.classes("MARCH")["MONTH"] == 3


def test_a_capital_keeps_the_classes_of_the_small_word(lexicon: Lexicon) -> None:
    assert {"AUX", "MONTH", "CAP"} <= lexicon.classes("May").keys()
    assert {"UNIT", "UNITDATE", "CAP"} <= lexicon.classes("Week").keys()


def test_unknown_words_are_told_by_shape_or_by_capital(lexicon: Lexicon) -> None:
    assert lexicon.classes("wandered") == {"PASTLIKE": "wandered"}
    assert lexicon.classes("Wanda")["CAP"] == "Wanda"
    assert lexicon.classes("wanda") == {"OTHER": "wanda"}
    assert lexicon.classes("٣") == {"OTHER": "٣"}


def test_an_acronym_is_a_name_though_its_letters_make_a_word() -> None:
    lexicon = Lexicon({"who": {"RELATIVE": "who"}}, {}, acronyms=["WHO"])
    assert [set(lexicon.classes(token)) for token in ("WHO", "Who")] == [{"CAP", "NAME"}, {"CAP", "RELATIVE"}]


def test_white_space_before_a_token_does_not_count(lexicon: Lexicon) -> None:
    assert lexicon.classes(" \n week") == lexicon.classes("week")
    assert lexicon.read([" week"])[1] == lexicon.read(["week"])[1]


def test_a_code_stands_for_a_set_of_classes(lexicon: Lexicon) -> None:
    codes = lexicon.read(["7", " 8", " week", " second", " weeks"])[1]
    assert len(codes) == 5
    assert codes[0] == codes[1]
    assert len(set(codes)) == 4


def test_a_charset_holds_all_codes_of_a_class(lexicon: Lexicon) -> None:
    assert set(lexicon.read(["week", "Week", "second"])[1]) <= set(lexicon.charset("UNIT"))
    assert lexicon.read(["March"])[1] not in lexicon.charset("UNIT")
    assert set(lexicon.charset("UNIT", "MONTH")) == set(lexicon.charset("UNIT")) | set(lexicon.charset("MONTH"))
    assert lexicon.charset("NOSUCHCLASS") == ""


def test_every_number_has_a_code_of_its_classes(lexicon: Lexicon) -> None:
    """The alphabet is made from samples: no number may fall out of it."""
    years, days = lexicon.charset("YEARNEAR"), lexicon.charset("DAYNUM")
    for n in range(10_000):
        classes = number_classes(str(n), "", SUFFIXES)
        assert (lexicon.read([str(n)])[1] in years) == ("YEARNEAR" in classes), n
        assert (lexicon.read([str(n)])[1] in days) == ("DAYNUM" in classes), n
    for n in range(1, 100):
        assert (lexicon.read([f"{n}th"])[1] in lexicon.charset("ORDDAY")) == (n <= 31), n


def test_words_of_classes(lexicon: Lexicon) -> None:
    assert lexicon.words("MONTH", "AMPM") == {"march", "may", "a.m."}


def test_many_different_words_do_not_fill_the_memory(lexicon: Lexicon) -> None:
    lexicon.read(f"word{n}" for n in range(250_000))
    assert len(lexicon._token_members) <= 100_001
    assert lexicon.classes("March")["MONTH"] == 3


@pytest.mark.parametrize("word", ["Brothers", "Real", "Conference", "Alfred", "Mohammed", "Governor", "World", "Bird"])
def test_words_that_patterns_name_are_names_with_a_capital_letter(word: str) -> None:
    assert "NAME" in load_grammar("en").lexicon.classes(word)
