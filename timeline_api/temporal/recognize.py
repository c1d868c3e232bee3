"""A sentence to candidates: where a time is named, by which rule, and what the words say."""

from __future__ import annotations

import re

from timeline_api.frozen import frozen
from timeline_api.temporal.grammar import Grammar
from timeline_api.temporal.memory import Memory
from timeline_api.temporal.operators import Expression, Nothing
from timeline_api.temporal.tokens import Tokens

_NONE: frozenset[str] = frozenset()
_OUTSIDE = [_NONE] * 64  # more than any rule looks beyond the edges of a text


@frozen
class Candidate:
    """Tokens `[first, last)` of the text, what they say, its kind, and the names of the rules that read them.

    `kind` is that of `kinds.py`, `mod` is a TIMEX3 modifier, `latent` a weak reading that needs support.
    """

    first: int
    last: int
    expression: Expression
    kind: str
    rule: str
    latent: bool = False
    mod: str | None = None


@frozen
class Text:
    """A document's tokens, `size` of them, their code string under one grammar, and the classes of each.

    `members` holds no classes for the places behind the last token, which are also those before the first (-1).
    In the codes `verbs` finds a word that is a verb, or may be one, `sayers` a verb of saying, `tellers` a verb that
    tells of something that happened, and `finders` tokens of any of some classes.
    """

    grammar: Grammar
    tokens: Tokens
    codes: str
    members: list[frozenset[str]]
    size: int
    verbs: re.Pattern[str]
    sayers: re.Pattern[str]
    tellers: re.Pattern[str]
    finders: Memory[tuple[str, ...], re.Pattern[str]]

    def classes(self, index: int) -> frozenset[str]:
        """The classes of a token; none for the places before the first and behind the last."""
        return self.members[index]

    def is_class(self, index: int, name: str) -> bool:
        """Whether the token at `index` exists, which is at most some steps outside of the text, and is of a class."""
        return name in self.members[index]

    def places(self, first: int, last: int, *names: str) -> list[int]:
        """Those of the tokens `[first, last)` that belong to any of some classes."""
        found: list[int] = []
        # Most find nothing or one: searches take less time than an iterator does.
        search = self.finders[names].search
        match = search(self.codes, first, last)
        while match is not None:
            at = match.start()
            found.append(at)
            match = search(self.codes, at + 1, last)
        return found

    def place(self, first: int, last: int, *names: str) -> int | None:
        """The first of the tokens `[first, last)` that belongs to any of some classes; None where none does."""
        found = self.finders[names].search(self.codes, first, last)
        return found.start() if found is not None else None

    def place_or(self, other: int, first: int, last: int, *names: str) -> int:
        """The first of the tokens `[first, last)` that belongs to any of some classes; `other` where none does."""
        found = self.finders[names].search(self.codes, first, last)
        return found.start() if found is not None else other

    def has_class(self, first: int, last: int, *names: str) -> bool:
        """Whether any of the tokens `[first, last)` belongs to any of some classes."""
        return self.finders[names].search(self.codes, first, last) is not None

    def is_bracketed(self, first: int, token: int) -> bool:
        """Whether a bracket is opened among tokens `[first, token)` and not closed before `token`."""
        opened = self.places(first, token, "LPAREN")
        return bool(opened) and not self.has_class(opened[-1], token, "RPAREN")


def read(text: str, grammar: Grammar) -> Text:
    """Split a text into tokens and give each its code."""
    tokens, lexicon, finders = Tokens(text), grammar.lexicon, grammar.finders
    members, codes = lexicon.read(tokens.raw)
    return Text(
        grammar, tokens, codes, members + _OUTSIDE, len(codes),
        finders["verb"], finders["sayer"], finders["teller"], lexicon.finders,
    )  # fmt: skip


def recognize(text: Text, first: int, last: int) -> list[Candidate]:
    """The candidates among tokens `[first, last)`, in order and apart; at each place the longest reading wins."""
    return [
        Candidate(at, at + found.size, found.expression, found.kind, found.rule, found.latent, found.mod)
        for at, found in text.grammar.index.readings(text.codes, text.tokens.raw, first, last)
        if not isinstance(found.expression, Nothing)
    ]
