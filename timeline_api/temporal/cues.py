"""The words beside an expression that tell its direction in time: 'scheduled for', 'ahead of', 'since'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from timeline_api.temporal.memory import Memory
from timeline_api.temporal.patterns import UNKNOWN

_LONGEST = 9  # tokens that a cue before an expression may take
_FAR = UNKNOWN * 32  # more than any cue looks at
_NO_TOKEN = "\0"  # in place of codes outside of a text
_REMEMBERED = 8_192  # threes of tokens


@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """Words that tell the direction in time of an expression, whatever the verb of its clause.

    `before` must match up to the expression, `at` from its first word, `after` from behind its last; one that is
    None is not asked.
    """

    name: str
    tense: str
    before: re.Pattern[str] | None
    at: re.Pattern[str] | None
    after: re.Pattern[str] | None


class CueIndex:
    """Cues by the tokens at the edges of an expression."""

    def __init__(self, cues: Sequence[Cue]) -> None:
        self._cues = cues
        self._possible = Memory(self._find_possible, _REMEMBERED)
        self._before, self._at, self._after = (
            Memory(find, _REMEMBERED) for find in (self._find_before, self._find_at, self._find_after)
        )

    def tense(self, codes: str, first: int, last: int, start: int, end: int) -> str | None:
        """The tense of the first cue beside an expression, tokens `[first, last)` of the sentence `[start, end)`."""
        before = codes[first - 1] if first else _NO_TOKEN
        after = codes[last] if last < len(codes) else _NO_TOKEN
        for cue in self._possible[before + codes[first] + after]:
            if cue.before is not None and not cue.before.search(codes, max(start, first - _LONGEST), first):
                continue
            if cue.at is not None and not cue.at.match(codes, first, end):
                continue
            if cue.after is not None and not cue.after.match(codes, last, end):
                continue
            return cue.tense
        return None

    def _find_possible(self, edges: str) -> tuple[Cue, ...]:
        """The cues that may stand around the tokens before, at the beginning of and behind an expression."""
        fitting = self._before[edges[0]] & self._at[edges[1]] & self._after[edges[2]]
        return tuple([self._cues[number] for number in sorted(fitting)])

    def _find_before(self, code: str) -> frozenset[int]:
        """The numbers of the cues that may stand before an expression when the token right before it has this code."""
        reach = len(_FAR) + 1 - _LONGEST
        return self._numbers([cue.before is None or cue.before.search(_FAR + code, reach) for cue in self._cues])

    def _find_at(self, code: str) -> frozenset[int]:
        """The same for the first token of the expression."""
        codes = _FAR + code + _FAR
        return self._numbers([cue.at is None or cue.at.match(codes, len(_FAR)) for cue in self._cues])

    def _find_after(self, code: str) -> frozenset[int]:
        """The same for the token right behind it."""
        codes = _FAR + code + _FAR
        return self._numbers([cue.after is None or cue.after.match(codes, len(_FAR)) for cue in self._cues])

    def _numbers(self, fitting: Sequence[object]) -> frozenset[int]:
        return frozenset([number for number, fits in enumerate(fitting) if fits])
