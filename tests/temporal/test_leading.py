"""Patterns with a set of codes first find what they found before."""

from __future__ import annotations

import re
from itertools import product

import pytest

from timeline_api.temporal.grammar import load_grammar
from timeline_api.temporal.leading import led_source
from timeline_api.temporal.lexicon import Lexicon
from timeline_api.temporal.patterns import PatternCompiler

LEXICON = Lexicon({word: {f"={word}": word, word.upper(): word} for word in "abcd"}, {})
CODES = "".join(LEXICON.charset(name) for name in "ABCD")
TEXTS = ["".join(codes) for codes in product(CODES, repeat=5)]


@pytest.mark.parametrize(
    "pattern",
    [
        "A",
        "A | B",
        "A B | B | C D",
        "( A | B C ) D",
        "A? B",
        "A{0,2} ( B | C )",
        "A{2,3} B?",
        "( A B ){1,2} C",
        "<!A B",
        "<!( A B ) <!C ( D | A )",
        "<A !( B C ) B ( C | D )",
        "( <!A B | C >D | <( B B ) D A ) A?",
        ">( A B ) A{1,2}",
        "( <!A B ){0,2} C",
    ],
)
def test_what_a_pattern_finds_stays_the_same(pattern: str) -> None:
    compiled = PatternCompiler(LEXICON, {}).compile(pattern)
    whole, led = re.compile(compiled.source), re.compile(led_source(compiled, LEXICON))
    assert led.pattern.startswith("[")
    for text in TEXTS:
        for place in ((0, 5), (1, 4)):
            found = [match.span() for match in whole.finditer(text, *place)]
            assert [match.span() for match in led.finditer(text, *place)] == found


@pytest.mark.parametrize("pattern", ["A?", "A{0,2}", "!A", "x:A B", "A? | B"])
def test_what_may_match_nothing_or_has_labels_stays_as_it_is(pattern: str) -> None:
    compiled = PatternCompiler(LEXICON, {}).compile(pattern)
    assert led_source(compiled, LEXICON) == compiled.source


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_a_language_looks_for_begins_with_a_set(language: str) -> None:
    grammar = load_grammar(language)
    slow = [name for name in grammar.starts if not grammar.finders[name].pattern.startswith("[")]
    assert slow == []
