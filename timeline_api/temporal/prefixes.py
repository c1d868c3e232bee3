"""The words before an expression that modify it: 'early', 'the end of', 'around'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from timeline_api.temporal.memory import Memory
from timeline_api.temporal.patterns import UNKNOWN

_LONGEST = 5  # tokens
_NEAR = 2  # tokens before an expression that tell which prefixes can end there
_REMEMBERED = 4_096  # runs of tokens


@dataclass(frozen=True, slots=True, eq=False)
class Prefix:
    """Words before an expression that modify it, with the TIMEX3 `mod` that they mean.

    `only` names the kinds of expression that they modify; where it names none they modify all but lengths and those of
    the kinds `unless`. `outside` leaves the words out of the expression.
    """

    name: str
    pattern: re.Pattern[str]
    mod: str
    only: frozenset[str]
    unless: frozenset[str]
    outside: bool

    def modifies(self, kind: str) -> bool:
        """Whether the words modify expressions of a kind."""
        return kind in self.only if self.only else kind != "length" and kind not in self.unless


class PrefixIndex:
    """Prefixes by the codes that they can end with."""

    def __init__(self, prefixes: Sequence[Prefix]) -> None:
        self._all = tuple([(size, prefix) for size in range(_LONGEST, 0, -1) for prefix in prefixes])
        self._possible = Memory(self._find_possible, _REMEMBERED)

    def longest(self, codes: str, lowest: int, first: int, kind: str) -> tuple[int, Prefix] | None:
        """The longest prefix of an expression of some kind at token `first`, with the token at which it begins.

        It begins at `lowest` or later; of two that begin at the same token the one that the language names first.
        """
        for size, prefix in self._possible[codes[max(0, first - _NEAR) : first]]:
            start = first - size
            if start >= lowest and prefix.modifies(kind) and prefix.pattern.fullmatch(codes, start, first):
                return start, prefix
        return None

    def _find_possible(self, near: str) -> tuple[tuple[int, Prefix], ...]:
        """The prefixes that can end with some codes, each with a number of tokens, the longest first."""
        codes = UNKNOWN * _LONGEST + near
        # What the last code alone leaves, which is soon known of each: of most nothing.
        left = self._possible[near[1:]] if len(near) > 1 else self._all
        return tuple([each for each in left if each[1].pattern.fullmatch(codes, len(codes) - each[0])])
