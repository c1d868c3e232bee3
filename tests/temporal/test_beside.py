"""Cues and prefixes by the tokens at the edges of an expression: those that are found when each is tried."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.phrases import CORPUS, read_table
from timeline_api.temporal.grammar import Grammar, load_grammar
from timeline_api.temporal.recognize import Text, read, recognize
from timeline_api.temporal.sources import languages

_LONGEST_CUE, _LONGEST_PREFIX = 9, 5


def expressions(language: str) -> Iterator[tuple[Text, int, int, str]]:
    """The expressions of all phrases, before their modifiers are taken in: tokens and kind of each."""
    for table in sorted((CORPUS / language).glob("*.tsv")):
        for phrase in read_table(table):
            text = read(phrase.text, load_grammar(language))
            for found in recognize(text, 0, len(text.codes)):
                yield text, found.first, found.last, found.kind


def tried_cues(grammar: Grammar, codes: str, first: int, last: int) -> list[str]:
    """The tenses of all cues that stand beside an expression."""
    return [
        cue.tense
        for cue in grammar.cues.all
        if (cue.before is None or re.compile(cue.before.source).search(codes, max(0, first - _LONGEST_CUE), first))
        and (cue.at is None or re.compile(cue.at.source).match(codes, first))
        and (cue.after is None or re.compile(cue.after.source).match(codes, last))
    ]


def tried_prefixes(grammar: Grammar, codes: str, first: int, kind: str) -> list[tuple[int, str]]:
    """The first tokens and names of all prefixes that end before an expression, the longest first."""
    return [
        (first - size, prefix.name)
        for size in range(min(first, _LONGEST_PREFIX), 0, -1)
        for prefix in grammar.prefixes
        if prefix.modifies(kind) and re.compile(prefix.pattern.source).fullmatch(codes, first - size, first)
    ]


@pytest.mark.parametrize("language", languages())
def test_finds_the_cue_that_is_found_when_each_is_tried(language: str) -> None:
    grammar, told = load_grammar(language), 0
    for text, first, last, _ in expressions(language):
        tried = tried_cues(grammar, text.codes, first, last)
        told += bool(tried)
        assert grammar.cues.tense(text.codes, first, last, 0, len(text.codes)) == (tried or [None])[0]
    assert told > 5


@pytest.mark.parametrize("language", languages())
def test_finds_the_prefix_that_is_found_when_each_is_tried(language: str) -> None:
    grammar, modified = load_grammar(language), 0
    for text, first, _, kind in expressions(language):
        tried = tried_prefixes(grammar, text.codes, first, kind)
        modified += bool(tried)
        found = grammar.before.longest(text.codes, 0, first, kind)
        assert (found and (found[0], found[1].name)) == (tried or [None])[0]
    assert modified > 10
