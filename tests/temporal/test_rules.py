"""What the rules read at a place, remembered by the tokens around it, is what they read when each is tried anew."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from seeds.golden import read_seed, seed_files
from tests.phrases import CORPUS, read_table
from timeline_api.temporal.grammar import Grammar, load_grammar, parse_grammar
from timeline_api.temporal.lexicon import Lexicon
from timeline_api.temporal.operators import Expression
from timeline_api.temporal.productions import PRODUCTIONS, Pieces
from timeline_api.temporal.recognize import Text, read, recognize
from timeline_api.temporal.rules import Rule, RuleIndex
from timeline_api.temporal.shapes import EMPTY
from timeline_api.temporal.sources import languages

Found = tuple[int, Expression, str] | None


def plainly(text: Text, at: int, last: int) -> Found:
    """The longest reading at a place: every rule is tried there, nothing is remembered."""
    grammar = text.grammar
    matches = [
        (match.end(), rule, match) for rule in grammar.rules if (match := rule.pattern.match(text.codes, at, last))
    ]
    for end, rule, match in sorted(matches, key=lambda each: (-each[0], each[1].latent)):
        groups = {
            name.partition("__")[0]: tuple(map(grammar.lexicon.classes, text.tokens.raw[slice(*match.span(name))]))
            for name in match.groupdict()
            if match[name]
        }
        expression = PRODUCTIONS[rule.make](Pieces(groups, rule.fixed, grammar.options, grammar.holidays))
        if expression is not None:
            return end - at, expression, rule.name
    return None


def indexed(text: Text, at: int, last: int) -> Found:
    """What is read at a place, when a look at the tokens from there on finds something there."""
    place, found = next(iter(text.grammar.index.readings(text.codes, text.tokens.raw, at, last)), (at, None))
    return (found.size, found.expression, found.rule) if found is not None and place == at else None


def phrases(language: str) -> list[str]:
    tables = sorted((CORPUS / language).glob("*.tsv"))
    return [phrase.text for table in tables for phrase in read_table(table)]


@pytest.mark.parametrize("language", languages())
def test_reads_what_its_rules_read_one_by_one(language: str) -> None:
    grammar = load_grammar(language)
    for words in phrases(language):
        text = read(words, grammar)
        for last in {len(text.codes), len(text.codes) - 1, len(text.codes) // 2}:
            for at in range(last):
                assert indexed(text, at, last) == plainly(text, at, last), words


def test_a_place_may_see_across_the_end_of_its_sentence_only_backwards() -> None:
    grammar = parse_grammar("xx", LEXICON)
    text = read("big week old. old week", grammar)
    assert indexed(text, 1, 2) is not None  # 'old' belongs to what follows
    assert indexed(text, 1, 3) is None
    assert indexed(text, 5, 6) is None  # 'old' stands before it
    assert indexed(read("week", grammar), 0, 1) is not None


LEXICON = """
[lexicon.UNIT]
week = "week"
[[rule]]
name = "a-week"
pattern = "<!old UNIT !old"
make = "length"
with = { unit = "week" }
"""


def test_languages_do_not_mix() -> None:
    words = "on 08/12/2024 and on a day"
    for _ in range(2):
        found = {
            language: recognize(text := read(words, load_grammar(language)), 0, len(text.codes))[0].expression
            for language in ("en", "es")
        }
        assert [(each.month, each.day) for each in found.values()] == [(8, 12), (12, 8)]  # type: ignore[union-attr]


def test_threads_read_what_one_reads() -> None:
    texts = [read_seed(seed).text for seed in seed_files()][:12]
    alone = [everything(text, load_grammar("en")) for text in texts]
    load_grammar.cache_clear()
    shared = load_grammar("en")
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda text: everything(text, shared), texts * 4))
    assert together == alone * 4


def everything(words: str, grammar: Grammar) -> list[tuple[int, int, Expression, str]]:
    text = read(words, grammar)
    return [(each.first, each.last, each.expression, each.rule) for each in recognize(text, 0, len(text.codes))]


def test_an_index_without_rules_reads_nothing() -> None:
    assert list(RuleIndex((), Lexicon({}, {}), {}, {}).readings("xyz", ["a", "b", "c"], 0, 3)) == []


def test_rules_are_told_apart_by_identity() -> None:
    one, other = (Rule("same", "x", EMPTY, 0, 1, "length", {}, False) for _ in range(2))
    assert one != other
