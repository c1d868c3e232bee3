"""A sentence to candidates: where a time is named, by which rule, and what the words say."""

from __future__ import annotations

import re

from timeline_api.frozen import frozen
from timeline_api.temporal.grammar import Grammar
from timeline_api.temporal.lexicon import Classes
from timeline_api.temporal.operators import Expression, Nothing
from timeline_api.temporal.tokens import Tokens


@frozen
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


@frozen
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
    index, codes, tokens, done = text.grammar.index, text.codes, text.tokens.raw, first
    for start in index.starts.finditer(codes, first, last):
        at = start.start()
        if at < done:
            continue
        reading = index.read(codes, tokens, at, last)
        if reading is None:
            continue
        done = at + reading.size
        if not isinstance(reading.expression, Nothing):
            found.append(Candidate(at, done, reading.expression, reading.rule, reading.latent, reading.mod))
    return found
