"""The pattern language: what it matches, and what is said about patterns that cannot be."""

from __future__ import annotations

import re
from itertools import product

import pytest

from timeline_api.temporal.lexicon import Lexicon
from timeline_api.temporal.patterns import PatternCompiler, PatternError, literals
from timeline_api.temporal.shapes import ShapeIndex, beginning

WORDS = {
    "may": {"AUX": 1},
    "^may": {"MONTH": 5},
    "june": {"MONTH": 6},
    "monday": {"WEEKDAY": 0},
    "the": {"=the": "the", "DET": 1},
    "of": {"=of": "of"},
    "week": {"UNIT": "week"},
    "percent": {"PERCENT": 1},
    ",": {"COMMA": 1},
    "o'clock": {"=o'clock": 1},
}
MACROS = {"DAY": "( DAYNUM | ORDDAY )", "DATE": "DAY of? MONTH"}


@pytest.fixture
def lexicon() -> Lexicon:
    return Lexicon(WORDS, {"th": "ORDINAL"})


@pytest.fixture
def compiler(lexicon: Lexicon) -> PatternCompiler:
    return PatternCompiler(lexicon, MACROS)


def matched(compiler: PatternCompiler, lexicon: Lexicon, pattern: str, words: str) -> str | None:
    """The words that a pattern finds."""
    tokens = words.split()
    found = re.compile(compiler.compile(pattern).source).search(lexicon.read(tokens)[1])
    return " ".join(tokens[found.start() : found.end()]) if found else None


@pytest.mark.parametrize(
    ("pattern", "words", "expected"),
    [
        ("MONTH", "in June", "June"),
        ("MONTH", "it may", None),
        ("the", "in the week", "the"),
        ('"o\'clock"', "six o'clock", "o'clock"),
        ("DAY of? MONTH", "on 8 June", "8 June"),
        ("DAY of? MONTH", "the 8th of June", "8th of June"),
        ("DATE", "the 8th of June", "8th of June"),
        ("( the | of ) UNIT", "by the week", "the week"),
        ("INT{1,2} UNIT", "1 2 3 week", "2 3 week"),
        ("INT !PERCENT", "5 percent", None),
        ("INT !PERCENT", "5 week", "5"),
        ("INT >PERCENT", "5 percent", "5"),
        ("INT >PERCENT", "5 week", None),
        ("DAY >( DATE | of MONTH )", "8 8 June", "8"),
        ("<!DET WEEKDAY", "the Monday", None),
        ("<!DET WEEKDAY", "of Monday", "Monday"),
        ("<( DET | of ) WEEKDAY", "the Monday", "Monday"),
        ("<DET WEEKDAY", "x Monday", None),
    ],
)
def test_matches(compiler: PatternCompiler, lexicon: Lexicon, pattern: str, words: str, expected: str | None) -> None:
    assert matched(compiler, lexicon, pattern, words) == expected


def test_labels_name_what_they_stand_before_in_every_branch(compiler: PatternCompiler, lexicon: Lexicon) -> None:
    pattern = re.compile(compiler.compile("( day:INT month:MONTH | month:MONTH day:INT )").source)
    for words in (["8", "June"], ["June", "8"]):
        found = pattern.fullmatch(lexicon.read(words)[1])
        assert found is not None
        spans = {
            name.partition("__")[0]: words[found.start(name)] for name, value in found.groupdict().items() if value
        }
        assert spans == {"day": "8", "month": "June"}


def test_knows_what_a_pattern_can_begin_with(compiler: PatternCompiler, lexicon: Lexicon) -> None:
    for pattern, names in (("the? MONTH", ["MONTH", "=the"]), ("<!DET MONTH of", ["MONTH"])):
        assert beginning(compiler.compile(pattern).shapes) == lexicon.in_bits(lexicon.charset(*names))


PATTERNS = (
    "MONTH",
    "the? MONTH of{0,2} UNIT?",
    "( the | of MONTH | INT INT the ){1,3} UNIT",
    "MONTH !of INT{0,2} !( the | UNIT ) INT",
    "the{0,2} >( MONTH | INT of ) MONTH? of?",
    "<!DET MONTH <MONTH of? <!of UNIT",
    "( the | <of MONTH )? INT !( of UNIT ) of?",
    "<( of MONTH ) INT{1,3}",
    "the{5,7} <of MONTH",
    "( of | the !UNIT ){4,6} <the MONTH !INT",
    "INT? ( DET !( MONTH !UNIT ) MONTH? ){0,3} of",
)
WRITTEN = ("june", "the", "of", "week", "8", "x")


@pytest.mark.parametrize("pattern", PATTERNS)
def test_what_a_pattern_matches_has_one_of_its_shapes(
    compiler: PatternCompiler, lexicon: Lexicon, pattern: str
) -> None:
    compiled = compiler.compile(pattern)
    expression, index, matches = re.compile(compiled.source), ShapeIndex([compiled.shapes], lexicon.bits), 0
    longer = [("of", "x", *["the"] * many, last) for many in (4, 5, 6, 7) for last in ("june", "of")]
    longer.append(("of", "x", *["the", "of"] * 3, "the", "june"))
    for words in (*product(WRITTEN, repeat=5), *longer):
        codes = lexicon.read(words)[1]
        if found := expression.match(codes, 2):
            matches += 1
            assert index.fitting(codes, 2, len(codes)), words
            assert compiled.endings & lexicon.bits[codes[found.end() - 1]], words
    assert matches or pattern.startswith("the{5")  # which nothing can match


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("the MONTH", "x the of"),
        ("the? MONTH of", "x june the"),
        ("the? MONTH of", "x the june week"),
        ("MONTH{1,2} of", "x june june june"),
        ("MONTH !UNIT", "x june week"),
        ("MONTH >( of INT )", "x june of june"),
        ("<!DET MONTH", "the june"),
        ("<of MONTH", "the june"),
        ("INT? MONTH <MONTH of", "x june 8 of"),
        ("the MONTH", "x the"),
    ],
)
def test_shapes_tell_what_cannot_match(compiler: PatternCompiler, lexicon: Lexicon, pattern: str, words: str) -> None:
    codes = lexicon.read(words.split())[1]
    assert not ShapeIndex([compiler.compile(pattern).shapes], lexicon.bits).fitting(codes, 1, len(codes))


@pytest.mark.parametrize(
    ("pattern", "nullable"),
    [
        ("the?", True),
        ("the? of?", True),
        ("the? MONTH", False),
        ("( the | of? )", True),
        ("!the", True),
        ("the{0,2}", True),
        ("the{1,2}", False),
    ],
)
def test_knows_what_can_match_nothing(compiler: PatternCompiler, pattern: str, nullable: bool) -> None:
    assert compiler.compile(pattern).nullable is nullable


@pytest.mark.parametrize(
    ("pattern", "behind", "ahead"),
    [
        ("the MONTH", 0, 2),
        ("the? INT{1,3} MONTH?", 0, 5),
        ("MONTH !( INT PERCENT )", 0, 3),
        ("<( DET of ) MONTH", 2, 1),
        ("( the | <!of MONTH INT )", 1, 2),
        ("DATE", 0, 3),
    ],
)
def test_knows_how_far_a_pattern_looks(compiler: PatternCompiler, pattern: str, behind: int, ahead: int) -> None:
    compiled = compiler.compile(pattern)
    assert (compiled.behind, compiled.ahead) == (behind, ahead)


@pytest.mark.parametrize(
    ("pattern", "last", "may_end"),
    [
        ("the MONTH", "june", True),
        ("the MONTH", "the", False),
        ("the MONTH of?", "of", True),
        ("the MONTH of?", "june", True),
        ("the MONTH of?", "the", False),
        ("the ( MONTH | of{0,2} )", "the", True),
        ("the ( MONTH | of{0,2} )", "week", False),
        ("the INT !MONTH", "june", False),
        ("the INT <INT", "8", True),
        ("( the | UNIT ){1,3}", "week", True),
        ("( the | UNIT ){1,3}", "of", False),
        ("the? INT?", "june", True),  # it may match nothing, behind any token
        ("the day:INT", "june", True),  # labels are not looked into
    ],
)
def test_knows_what_a_pattern_can_end_with(
    compiler: PatternCompiler, lexicon: Lexicon, pattern: str, last: str, may_end: bool
) -> None:
    assert bool(compiler.compile(pattern).endings & lexicon.in_bits(lexicon.read([last])[1])) is may_end


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("the ( MONTH | WEEKDAY", r"missing '\)'"),
        ("the MONTH ) of", r"unmatched '\)' in 'the MONTH \) of'"),
        ("the MONHT", "no word has class MONHT"),
        ("thé", "no word has class thé"),
        ("the + MONTH", r"cannot read ' \+ MONTH' in 'the \+ MONTH'"),
        ("MONTH*", r"cannot read '\*' in 'MONTH\*'"),
        ("INT{3,}", r"cannot read '\{3,\}' in 'INT\{3,\}'"),
        ("INT{3,2}", r"\{3,2\} repeats at least 3 and at most 2 times"),
        ("<( the | the? MONTH ) of", "look-behind requires fixed-width"),
    ],
)
def test_errors_quote_the_place(compiler: PatternCompiler, pattern: str, message: str) -> None:
    with pytest.raises(PatternError, match=message):
        compiler.compile(pattern)


def test_lists_the_words_that_a_pattern_names() -> None:
    assert literals('( the | "o\'clock" )? n:INT of{0,2} MONTH !<ago') == ["the", "o'clock", "of", "ago"]
