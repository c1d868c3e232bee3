"""The words before an expression that modify it: 'early', 'the end of', 'around'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from timeline_api.temporal.memory import Memory
from timeline_api.temporal.patterns import Compiled, regex
from timeline_api.temporal.shapes import ANY

_LONGEST = 5  # tokens: as many as shapes tell apart
_NEAR = 2  # tokens before an expression that tell which prefixes can end there
_REMEMBERED = 4_096  # runs of tokens


@dataclass(frozen=True, slots=True, eq=False)
class Prefix:
    """Words before an expression that modify it, with the TIMEX3 `mod` that they mean.

    `only` names the kinds of expression that they modify; where it names none they modify all but lengths and those of
    the kinds `unless`. `outside` leaves the words out of the expression.
    """

    name: str
    pattern: Compiled
    mod: str
    only: frozenset[str]
    unless: frozenset[str]
    outside: bool

    def modifies(self, kind: str) -> bool:
        """Whether the words modify expressions of a kind."""
        return kind in self.only if self.only else kind != "length" and kind not in self.unless


class PrefixIndex:
    """Prefixes by the codes that they can end with; `bits` are those of the codes of the lexicon."""

    def __init__(self, prefixes: Sequence[Prefix], bits: Mapping[str, int]) -> None:
        self._bits = bits
        # Each with a number of tokens, the longest first, and the codes of the last two.
        self._all = [
            (size, prefix, shape[size - 1 : size + 1])
            for size in range(_LONGEST, 0, -1)
            for prefix in prefixes
            if (shape := prefix.pattern.shapes.get(size)) is not None
        ]
        self._possible = Memory(self._find_possible, _REMEMBERED)

    def longest(self, codes: str, lowest: int, first: int, kind: str) -> tuple[int, Prefix] | None:
        """The longest prefix of an expression of some kind at token `first`, with the token at which it begins.

        It begins at `lowest` or later; of two that begin at the same token the one that the language names first.
        """
        for size, prefix in self._possible[codes[max(0, first - _NEAR) : first]]:
            start = first - size
            if (
                start >= lowest
                and prefix.modifies(kind)
                and regex(prefix.pattern.source).fullmatch(codes, start, first)
            ):
                return start, prefix
        return None

    def _find_possible(self, near: str) -> tuple[tuple[int, Prefix], ...]:
        """The prefixes that can end with some codes, each with a number of tokens, the longest first."""
        if not near:
            return ()
        before, last = self._bits[near[0]] if len(near) > 1 else ANY, self._bits[near[-1]]
        return tuple([(size, prefix) for size, prefix, shape in self._all if shape[0] & before and shape[1] & last])
