"""A language as data: its lexicon and its named rules, read from TOML files and checked.

The files hold `[lexicon.CLASS]`, `[capitalised.CLASS]` and `[names.CLASS]` tables (word = value; the last two count
with a capital letter only, and `names` stay names of their own), `suffixes` of numbers, `[macros]`,
`[shapes]` (classes of unknown words by how they are built), `[joiners]` (what may stand between two expressions that
are one), `[finders]` (kinds of verbs), `[[prefix]]` entries (words that modify an expression), `[[cue]]` entries
(words that tell its direction), `[holidays]`, and `[[rule]]` entries: `name`, `pattern`, `make` (a production of
`productions.py`), fixed arguments in `with`, `latent`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from timeline_api.temporal.cues import Cue, CueIndex
from timeline_api.temporal.joiners import Joiner
from timeline_api.temporal.leading import led_source
from timeline_api.temporal.lexicon import Lexicon, any_of
from timeline_api.temporal.memory import Memory
from timeline_api.temporal.patterns import Compiled, PatternCompiler, PatternError, literals
from timeline_api.temporal.prefixes import Prefix, PrefixIndex
from timeline_api.temporal.productions import PRODUCTIONS
from timeline_api.temporal.rules import Rule, RuleIndex
from timeline_api.temporal.sentences import Abbreviations
from timeline_api.temporal.shapes import beginning
from timeline_api.temporal.sources import GrammarError, parse_source, read_source

_FINDERS = (
    "finite",
    "verb",
    "sayer",
    "teller",
    "ahead",
    "prospect",
    "intends",
    "predicate",
    "perfect",
    "comparison",
    "opening",
    "infinitive",
    "deciding",
    "demanded",
    "planned",
    "afterwards",
    "age",
    "auxiliary",
    "older",
    "ordered",
    "done",
    "supposed",
    "unreal",
    "source",
    "denied",
    "lasting",
    "ranking",
    "counted",
    "standing",
    "birth",
    "timeless",
    "habit",
    "denial",
    "placing",
    "record",
    "took",
    "calling",
    "wanted",
    "object",
    "message",
    "epoch",
    "resuming",
    "at_most",
    "hence",
    "next_deed",
    "qualifying",
    "renown",
    "thinking",
    "by_itself",
    "first_since",
    "so_now",
    "accompanied",
    "happened",
    "joining_lead",
    "planned_next",
    "having_done",
    "showing",
    "no_deed",
    "also_noun",
    "because",
    "asked",
    "the_day",
    "ended",
    "it",
    "they",
    "midway",
    "officials",
    "nobody",
    "inverted",
    "beside_done",
    "phrase",
    "any_such",
    "beside_subject",
    "measured",
    "figure",
    "stood",
    "described",
    "inquiry",
    "judged",
    "undone",
    "meanwhile",
    "causing",
    "marking",
    "state",
    "made",
    "existed",
    "amounted",
    "pointing",
    "cancelling",
    "counting",
    "appeal",
    "convicting",
    "alike",
    "inquiring",
    "gathering",
    "giving",
    "maybe",
    "guiding",
    "asking",
    "trial",
    "deed",
    "owing",
    "facing",
    "whose",
    "last_seen",
    "answering",
    "answered",
    "proven",
    "reason",
    "had_been",
    "has_been",
    "with_verb",
    "cleft",
    "having",
    "bringing",
    "had_been_done",
    "usually",
    "previous",
    "furniture",
    "tribute",
    "proclaimed",
    "within",
    "unknown",
    "contrast",
    "although",
    "not_at_once",
    "soon",
    "barely",
    "traced",
    "coming",
    "onward",
    "reaching",
    "rescheduled",
    "resolving",
    "foreseeing",
    "obtained",
    "office",
    "lastingly",
    "holds",
    "being",
    "death",
    "dying",
    "match",
    "tremor",
    "tremor_part",
    "crash",
    "crash_part",
    "blaze",
    "blaze_part",
    "blast",
    "blast_part",
    "speaking",
    "storm",
    "storm_part",
    "including",
    "inundation",
    "inundation_part",
    "assault",
    "assault_part",
    "ballot",
    "ballot_part",
    "harmed",
    "led_deed",
    "impersonal",
    "indicator",
    "requesting",
    "joined_subject",
    "at_age",
)
_NEVER = "(?!)"


class Grammar:
    """A language ready for use.

    `starts` are the codes that what each of the `finders` finds can begin with, as bits of the lexicon; `firsts` holds
    them as a set.
    """

    def __init__(self, language: str, source: Mapping[str, Any]) -> None:
        self.language = language
        self.options: Mapping[str, Any] = source.get("options", {})
        self.holidays: Mapping[str, Any] = source.get("holidays", {})
        macros = dict(source.get("macros", {}))
        macros.setdefault("APOSTROPHE", '( "\'" | "’" )')
        if self.holidays:
            macros["HOLIDAY"] = " | ".join(_phrase(name) for name in sorted(self.holidays, key=len, reverse=True))
        words, suffixes, shapes = _words(source, macros), source.get("suffixes", {}), source.get("shapes")
        self.lexicon = Lexicon(words, suffixes, shapes, source.get("acronyms", ()))
        self._compiler = PatternCompiler(self.lexicon, macros)
        going_on = self.lexicon.words("WEEKDAY", "MONTH", "ZONE", "ZONENAME", "DAYWORD", "WEEKDAYABBR")
        short, titles, openers = (frozenset(source.get(name, ())) for name in ("abbreviations", "titles", "openers"))
        clock_words = frozenset(source.get("clock_words", ()))
        self.abbreviations = Abbreviations(short | titles, titles, openers, going_on, clock_words)
        found = {name: self._parsed(name, text) for name, text in source.get("finders", {}).items()}
        self.starts = {name: beginning(each.shapes) for name, each in found.items()}
        self._found = found
        self.finders = Memory(self._finder, len({*_FINDERS, *found}))
        self.firsts = Memory(self._first_codes, len({*_FINDERS, *found}))
        self.joiners = {name: self._joiner(name, text) for name, text in source.get("joiners", {}).items()}
        self.prefixes = tuple(
            Prefix(
                entry["name"],
                self._parsed(entry["name"], entry["pattern"]),
                entry["mod"],
                frozenset(entry.get("of", ())),
                frozenset(entry.get("not", ())),
                entry.get("outside", False),
            )
            for entry in source.get("prefix", ())
        )
        self.before = PrefixIndex(self.prefixes, self.lexicon.bits)
        self.cues = CueIndex([self._cue(entry) for entry in source.get("cue", ())], self.lexicon.bits)
        self.rules = self._rules(source.get("rule", ()))
        self.index = RuleIndex(self.rules, self.lexicon, self.options, self.holidays)

    def _parsed(self, name: str, pattern: str) -> Compiled:
        try:
            return self._compiler.compile(pattern)
        except PatternError as error:
            raise GrammarError(f"{self.language}: {name}: {error}") from error

    def _finder(self, name: str) -> re.Pattern[str]:
        """What finds words of a kind, compiled when it is first wanted: to compile all takes longer than to read."""
        if name not in self._found and name in _FINDERS:
            return re.compile(_NEVER)
        return re.compile(led_source(self._found[name], self.lexicon))

    def _first_codes(self, name: str) -> frozenset[str]:
        return frozenset(self.lexicon.of_bits(self.starts.get(name, 0)))

    def _joiner(self, name: str, pattern: str) -> Joiner:
        parsed = self._parsed(name, pattern)
        return Joiner(parsed, frozenset(self.lexicon.of_bits(beginning(parsed.shapes))))

    def beginnings(self, classes: Iterable[str], finders: Iterable[str]) -> re.Pattern[str]:
        """Finds tokens of any of some classes, and those that what some of the `finders` find can begin with."""
        bits = self.lexicon.in_bits(self.lexicon.charset(*classes))
        for name in finders:
            bits |= self.starts.get(name, 0)
        return any_of(self.lexicon.of_bits(bits))

    def _cue(self, entry: Mapping[str, str]) -> Cue:
        name = entry["name"]
        before, at, after = (
            self._parsed(name, entry[side]) if side in entry else None for side in ("before", "at", "after")
        )
        up_to = replace(before, source=f"(?:{before.source})$") if before is not None else None
        return Cue(name, entry["tense"], up_to, at, after)

    def _rules(self, entries: Any) -> tuple[Rule, ...]:
        """The rules in the order of the files."""
        rules: list[Rule] = []
        names: set[str] = set()
        for entry in entries:
            name = entry.get("name", "?")
            if name in names:
                raise GrammarError(f"{self.language}: rule {name}: there are two of that name")
            names.add(name)
            try:
                compiled, make = self._compiler.compile(entry["pattern"]), entry["make"]
            except (KeyError, PatternError) as error:
                raise GrammarError(f"{self.language}: rule {name}: {error}") from error
            if make not in PRODUCTIONS:
                raise GrammarError(f"{self.language}: rule {name}: no production is called {make!r}")
            if compiled.nullable:
                raise GrammarError(f"{self.language}: rule {name}: it can match nothing")
            rule = Rule(
                name,
                compiled.source,
                compiled.shapes,
                compiled.behind,
                compiled.ahead,
                make,
                entry.get("with", {}),
                entry.get("latent", False),
            )
            rules.append(rule)
        return tuple(rules)


def _phrase(name: str) -> str:
    """The pattern of a name; an apostrophe in it is written straight or curly."""
    return " ".join("APOSTROPHE" if word == "'" else f'"{word}"' for word in name.split())


def _words(source: Mapping[str, Any], macros: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Word to class to value; capitalised words under `^word`; literals of patterns in a class of their own."""
    words: dict[str, dict[str, Any]] = {}
    for section, mark in (("lexicon", ""), ("capitalised", "^"), ("names", "^")):
        for name, entries in source.get(section, {}).items():
            pairs = entries.items() if isinstance(entries, dict) else ((word, word) for word in entries)
            for word, value in pairs:
                words.setdefault(mark + word, {})[name] = value
                if section == "names":
                    words[mark + word]["NAME"] = word
    patterns = [entry.get("pattern", "") for entry in (*source.get("rule", ()), *source.get("prefix", ()))]
    for pattern in (
        *patterns,
        *macros.values(),
        *source.get("joiners", {}).values(),
        *source.get("finders", {}).values(),
        *(entry[side] for entry in source.get("cue", ()) for side in ("before", "at", "after") if side in entry),
    ):
        for literal in literals(pattern):
            words.setdefault(literal, {})["=" + literal] = literal
    return words


def parse_grammar(language: str, text: str) -> Grammar:
    """Read a language from the text of one file; raises GrammarError."""
    return Grammar(language, parse_source(language, text))


@lru_cache(maxsize=8)
def load_grammar(language: str) -> Grammar:
    """The grammar of a language, read once; raises GrammarError when there is none."""
    return Grammar(language, read_source(language))
