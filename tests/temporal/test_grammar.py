"""Language files: what is wrong with one is said with its language and its rule."""

from __future__ import annotations

from pathlib import Path

import pytest

import timeline_api
from timeline_api.temporal.grammar import load_grammar, parse_grammar
from timeline_api.temporal.holidays import KEYS, holiday
from timeline_api.temporal.productions import PRODUCTIONS
from timeline_api.temporal.read import read_times
from timeline_api.temporal.sources import GrammarError, add_source, languages, parse_source

LEXICON = """
[lexicon.UNIT]
week = "week"
[lexicon.DEICTIC]
last = -1
"""


def rule(name: str, pattern: str, more: str = "") -> str:
    return f'[[rule]]\nname = "{name}"\npattern = \'{pattern}\'\nmake = "deictic"\n{more}\n'


def test_a_small_language_reads_a_time() -> None:
    grammar = parse_grammar("xx", LEXICON + rule("last-week", "which:last unit:week"))
    found = read_times("I left last week.", grammar, 739231, 800000, lambda key, year: None)
    assert [(t.text, t.value, t.rule) for timexes in found.timexes for t in timexes] == [
        ("last week", "2024-W49", "last-week")
    ]


def test_a_language_without_rules_reads_no_time() -> None:
    found = read_times("I left last week.", parse_grammar("xx", LEXICON), 739231, 800000, lambda key, year: None)
    assert found.timexes == ((),)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (rule("a-week", "( a UNIT"), r"xx: rule a-week: missing '\)'"),
        (rule("a-week", "a UNIT )"), r"xx: rule a-week: unmatched '\)' in 'a UNIT \)'"),
        (rule("a-week", "a UNTI"), "xx: rule a-week: no word has class UNTI"),
        (rule("a-week", "a? UNIT?"), "xx: rule a-week: it can match nothing"),
        (rule("a-week", "!UNIT"), "xx: rule a-week: it can match nothing"),
        (rule("a-week", "<( last | last UNIT ) UNIT"), "xx: rule a-week: .*look-behind"),
        ("[[rule]]\nname = \"a-week\"\npattern = 'last UNIT'\n", "xx: rule a-week: .*make"),
        (rule("a-week", "UNIT") + rule("a-week", "last UNIT"), "xx: rule a-week: there are two of that name"),
        ('[[rule]]\nname = "a-week"\nmake = "deictic"\n', "xx: rule a-week: 'pattern'"),
        ("[[rule]]\npattern = 'a UNTI'\nmake = \"deictic\"\n", r"xx: rule \?: no word has class UNTI"),
        ("[joiners]\nnear = 'NOSUCH'\n", "xx: near: no word has class NOSUCH"),
        ("[finders]\nverb = '( VERB'\n", "xx: verb: no word has class VERB"),
        ('[[prefix]]\nname = "early"\npattern = \'( early\'\nmod = "START"\n', r"xx: early: missing '\)'"),
        ("[lexicon.UNIT\n", r"xx: .*\(at line 6, column"),
    ],
)
def test_errors_name_the_language_and_the_rule(source: str, message: str) -> None:
    with pytest.raises(GrammarError, match=message):
        parse_grammar("xx", LEXICON + source)


def test_a_missing_language_is_named_with_those_there_are() -> None:
    with pytest.raises(GrammarError, match=r"no grammar for language 'tlh'; there are: .*\ben\b"):
        load_grammar("tlh")


def test_files_of_a_language_read_as_one() -> None:
    source = parse_source("xx/1.toml", LEXICON + rule("a-week", "a UNIT"))
    add_source(source, parse_source("xx/2.toml", "[lexicon.UNIT]\nday = 'day'\n" + rule("one", "UNIT")), "xx/2.toml")
    assert source["lexicon"] == {"UNIT": {"week": "week", "day": "day"}, "DEICTIC": {"last": -1}}
    assert [entry["name"] for entry in source["rule"]] == ["a-week", "one"]


@pytest.mark.parametrize(
    "again", ["[lexicon.UNIT]\nweek = 'w'\n", "[lexicon]\nUNIT = ['week']\n", "[lexicon.UNIT.week]\n"]
)
def test_nothing_is_given_by_two_files_of_a_language(again: str) -> None:
    source = parse_source("xx/1.toml", LEXICON)
    with pytest.raises(GrammarError, match=r"xx/2\.toml: '(week|UNIT)' is given in an earlier file too"):
        add_source(source, parse_source("xx/2.toml", again), "xx/2.toml")


@pytest.mark.parametrize("name", ["../en", "en.toml", "", "EN"])
def test_only_the_names_of_languages_load(name: str) -> None:
    with pytest.raises(GrammarError):
        load_grammar(name)


def test_a_grammar_is_read_once() -> None:
    assert load_grammar("en") is load_grammar("en")


@pytest.mark.parametrize("language", languages())
def test_rules_name_productions_that_exist(language: str) -> None:
    made = {rule.make for rule in load_grammar(language).rules}
    assert sorted(made - PRODUCTIONS.keys()) == []


@pytest.mark.parametrize("language", languages())
def test_holidays_name_days_that_can_be_computed(language: str) -> None:
    keys = set(load_grammar(language).holidays.values())
    assert sorted(keys - set(KEYS)) == []


@pytest.mark.parametrize("language", languages())
def test_every_name_of_a_holiday_is_read(language: str) -> None:
    grammar = load_grammar(language)
    missed = []
    for name, key in grammar.holidays.items():
        text = _as_written(name)
        found = [t for times in read_times(text + ".", grammar, 739000, 800000, holiday).timexes for t in times]
        days = {holiday(str(key), year) for year in (2023, 2024, 2025)}
        if [t.text for t in found] != [text] or found[0].interval is None or found[0].interval.start not in days:
            missed.append((name, [(t.text, t.value) for t in found]))
    assert not missed


def _as_written(name: str) -> str:
    """The words of a holiday, which a grammar gives as tokens, as people write them."""
    for mark in ("'", "’"):
        name = name.replace(f" {mark} s", f"{mark}s").replace(f" {mark} ", f"{mark} ")
    return name.replace(" - ", "-").replace(" .", ".").title().replace("'S", "'s").replace("’S", "’s")


LANGUAGE_FILES = sorted(Path(timeline_api.__file__).parent.glob("*/languages/**/*.toml"))


@pytest.mark.parametrize("file", LANGUAGE_FILES, ids=lambda file: "/".join(file.parts[-3:]))
def test_lines_of_language_files_can_be_read_in_a_difference(file: Path) -> None:
    long = [number for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1) if len(line) > 120]
    assert not long
