"""The phrase tables: short texts, and all time expressions in them.

`known-gaps.tsv` holds what is not read right yet, under its causes, and `silent-rules.txt` the rules that never have a
part in a reading. Neither may hold a line that is no longer true.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.phrases import CORPUS, NOTHING, Phrase, read_table
from timeline_api.temporal.grammar import load_grammar
from timeline_api.temporal.recognize import Text
from timeline_api.temporal.recognize import read as read_codes
from timeline_api.temporal.sources import languages

GAPS = "known-gaps.tsv"
LANGUAGES = [language for language in languages() if (CORPUS / language).is_dir()]
TABLES = sorted(file for file in CORPUS.glob("*/*.tsv") if file.name != GAPS)


@pytest.mark.parametrize("language", languages())
def test_every_language_has_tables(language: str) -> None:
    assert language in LANGUAGES


@pytest.mark.parametrize("table", TABLES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_reads_what_the_table_says(table: Path) -> None:
    phrases = read_table(table)
    failures = [failure for phrase in phrases if (failure := phrase.failure(table.parent.name))]
    assert not failures, f"{len(failures)} of {len(phrases)} texts are read differently:\n" + "\n".join(failures)


@pytest.mark.parametrize("language", LANGUAGES)
def test_gaps_are_still_gaps(language: str) -> None:
    """What is read right now belongs into a table."""
    gaps = CORPUS / language / GAPS
    closed = [phrase.text for phrase in _read(gaps) if not phrase.failure(language)]
    assert not closed, "now read right: move it from known-gaps.tsv into the table it belongs to:\n" + "\n".join(closed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_have_no_line_twice(language: str) -> None:
    phrases = Counter((phrase.text, phrase.published) for phrase in _phrases(language, gaps=True))
    assert [key for key, count in phrases.items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_fires_on_some_line(language: str) -> None:
    rules = {rule.name for rule in load_grammar(language).rules}
    fired = _rules_that_fire(language)
    file = CORPUS / language / "silent-rules.txt"
    silent = set(file.read_text(encoding="utf-8").split()) if file.exists() else set()
    assert sorted(rules - fired - silent) == [], "no line of any table makes these rules fire"
    assert sorted(silent - rules) == [], "silent-rules.txt names rules that are not there"
    assert sorted(silent & fired) == [], "these rules do fire: take them out of silent-rules.txt"


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_name_rules_that_exist(language: str) -> None:
    grammar = load_grammar(language)
    known = {rule.name for rule in grammar.rules} | {prefix.name for prefix in grammar.prefixes}
    named = {name for phrase in _phrases(language, gaps=True) for line in phrase.lines for name in line.rules()}
    assert sorted(named - known) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_prefix_modifies_some_line(language: str) -> None:
    prefixes = {prefix.name for prefix in load_grammar(language).prefixes}
    assert sorted(prefixes - _rules_that_fire(language)) == []


def _read(table: Path) -> tuple[Phrase, ...]:
    return read_table(table) if table.exists() else ()


def _phrases(language: str, *, gaps: bool) -> list[Phrase]:
    tables = [table for table in CORPUS.glob(f"{language}/*.tsv") if gaps or table.name != GAPS]
    return [phrase for table in sorted(tables) for phrase in read_table(table)]


def _rules_that_fire(language: str) -> set[str]:
    grammar = load_grammar(language)
    fired: set[str] = set()
    for phrase in _phrases(language, gaps=False):
        for timex in phrase.found(language):
            fired.update(timex.rule.split("+"))
        named = {name for line in phrase.lines if line.span == NOTHING for name in line.rules()}
        if named:
            text = read_codes(phrase.text, grammar)
            fired.update(name for name in named if _sees_no_time(text, name))
    return fired


def _sees_no_time(text: Text, name: str) -> bool:
    """Whether a rule that finds words which are no time finds any in a text."""
    rule = next(rule for rule in text.grammar.rules if rule.name == name)
    return rule.make == "nothing" and rule.pattern.search(text.codes) is not None
