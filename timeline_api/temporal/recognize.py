"""A sentence to candidates: where a time is named, by which rule, and what the words say."""

from __future__ import annotations

import re
from dataclasses import dataclass

from timeline_api.temporal.grammar import Grammar, Rule
from timeline_api.temporal.lexicon import Classes
from timeline_api.temporal.operators import Expression, Nothing
from timeline_api.temporal.productions import PRODUCTIONS, Pieces
from timeline_api.temporal.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens `[first, last)` of the text, what they say, and the names of the rules that read them.

    `mod` is a TIMEX3 modifier, `latent` a weak reading that needs support.
    """

    first: int
    last: int
    expression: Expression
    rule: str
    latent: bool = False
    mod: str | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A document's tokens and their code string under one grammar."""

    grammar: Grammar
    tokens: Tokens
    codes: str

    @property
    def verbs(self) -> re.Pattern[str]:
        """Finds a word that is a verb, or may be one, in the codes."""
        return self.grammar.finders["verb"]

    @property
    def sayers(self) -> re.Pattern[str]:
        """Finds a verb of saying in the codes."""
        return self.grammar.finders["sayer"]

    @property
    def tellers(self) -> re.Pattern[str]:
        """Finds a verb that tells of something that happened, in the codes."""
        return self.grammar.finders["teller"]

    def classes(self, index: int) -> Classes:
        """The classes of a token."""
        return self.grammar.lexicon.classes(self.tokens.raw[index])

    def is_class(self, index: int, name: str) -> bool:
        """Whether the token at `index` exists and belongs to a class."""
        return 0 <= index < len(self.codes) and name in self.classes(index)


def read(text: str, grammar: Grammar) -> Text:
    """Split a text into tokens and give each its code."""
    tokens = Tokens(text)
    return Text(grammar, tokens, grammar.lexicon.codes(tokens.raw))


def recognize(text: Text, first: int, last: int) -> list[Candidate]:
    """The candidates among tokens `[first, last)`, in order and apart; at each place the longest reading wins."""
    found: list[Candidate] = []
    rules, codes, at = text.grammar.first, text.codes, first
    search = text.grammar.any_rule.search
    while match := search(codes, at, last):
        at = match.start()
        candidate = _longest(text, rules[codes[at]], at, last)
        if candidate is None:
            at += 1
            continue
        at = candidate.last
        if not isinstance(candidate.expression, Nothing):
            found.append(candidate)
    return found


def _longest(text: Text, rules: tuple[Rule, ...], at: int, last: int) -> Candidate | None:
    codes = text.codes
    matches = [(match.end(), rule, match) for rule in rules if (match := rule.pattern.match(codes, at, last))]
    if not matches:
        return None
    matches.sort(key=lambda item: (-item[0], item[1].latent))
    for end, rule, match in matches:
        expression = PRODUCTIONS[rule.make](_pieces(text, rule, match))
        if expression is not None:
            return Candidate(at, end, expression, rule.name, rule.latent)
    return None


def _pieces(text: Text, rule: Rule, match: re.Match[str]) -> Pieces:
    groups: dict[str, tuple[Classes, ...]] = {}
    for name, number in rule.pattern.groupindex.items():
        start, end = match.span(number)
        if end > start >= 0:
            groups[name.partition("__")[0]] = tuple(text.classes(index) for index in range(start, end))
    return Pieces(groups, rule.fixed, text.grammar.options, text.grammar.holidays)
