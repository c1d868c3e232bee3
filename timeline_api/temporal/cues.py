"""The words beside an expression that tell its direction in time: 'scheduled for', 'ahead of', 'since'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from timeline_api.temporal.memory import Memory
from timeline_api.temporal.patterns import Compiled, regex
from timeline_api.temporal.shapes import ANY, beginning

_LONGEST = 9  # tokens that a cue before an expression may take
_NO_TOKEN = "\0"  # in place of codes outside of a text
_REMEMBERED = 8_192  # threes of tokens


@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """Words that tell the direction in time of an expression, whatever the verb of its clause.

    `before`, whose source says so, must match up to the expression, `at` from its first word, `after` from behind its
    last; one that is None is not asked.
    """

    name: str
    tense: str
    before: Compiled | None
    at: Compiled | None
    after: Compiled | None


class CueIndex:
    """Cues by the tokens at the edges of an expression; `bits` are those of the codes of the lexicon."""

    def __init__(self, cues: Sequence[Cue], bits: Mapping[str, int]) -> None:
        self.all = cues
        self._bits = bits
        # The codes of the token right before an expression, of its first and of the one right behind it.
        self._edges = [
            (
                cue.before.endings if cue.before is not None else ANY,
                beginning(cue.at.shapes) if cue.at is not None else ANY,
                beginning(cue.after.shapes) if cue.after is not None else ANY,
            )
            for cue in cues
        ]
        self._possible = Memory(self._find_possible, _REMEMBERED)

    def tense(self, codes: str, first: int, last: int, start: int, end: int) -> str | None:
        """The tense of the first cue beside an expression, tokens `[first, last)` of the sentence `[start, end)`."""
        before = codes[first - 1] if first else _NO_TOKEN
        after = codes[last] if last < len(codes) else _NO_TOKEN
        for cue in self._possible[before + codes[first] + after]:
            if cue.before is not None and not regex(cue.before.source).search(
                codes, max(start, first - _LONGEST), first
            ):
                continue
            if cue.at is not None and not regex(cue.at.source).match(codes, first, end):
                continue
            if cue.after is not None and not regex(cue.after.source).match(codes, last, end):
                continue
            return cue.tense
        return None

    def _find_possible(self, edges: str) -> tuple[Cue, ...]:
        """The cues that may stand around the tokens before, at the beginning of and behind an expression."""
        before, at, after = [self._bits.get(code, ANY) for code in edges]
        return tuple(
            [
                cue
                for cue, (ends, begins, follows) in zip(self.all, self._edges, strict=True)
                if ends & before and begins & at and follows & after
            ]
        )
