"""The rules of a language, and what they read at a place in a text, remembered by the tokens around it.

News says the same few things all the time. So which rules can match at a place is found once for the three codes
around it, what those rules match once for all codes that they look at, and what a match says once for its words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_
from typing import Any

from timeline_api.temporal.kinds import kind
from timeline_api.temporal.lexicon import Lexicon
from timeline_api.temporal.memory import Memory
from timeline_api.temporal.operators import Expression
from timeline_api.temporal.pieces import Pieces
from timeline_api.temporal.productions import PRODUCTIONS
from timeline_api.temporal.shapes import AHEAD, ANY, Shapes, fits

_NEAR = 2  # tokens from a place on that tell which rules can match there, with the one before it
_NO_TOKEN = "\0"  # in place of the codes before a text
_REMEMBERED = 16_384  # runs of tokens


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One named way of writing a time: its pattern, the production that reads it, and that one's fixed arguments.

    `first` are the codes that it can begin with, as bits, `shapes` say which tokens it may match.
    `source` is the pattern as a regular expression over codes, which looks at `behind` tokens before a place and
    `ahead` from it on; `pattern` compiles it when it is first wanted, since most texts want few of the rules and all
    of them take a while.
    """

    name: str
    source: str
    first: int
    shapes: Shapes
    behind: int
    ahead: int
    make: str
    fixed: Mapping[str, Any]
    latent: bool

    @property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return _compiled(self.source)

    @property
    def labels(self) -> tuple[tuple[str, int], ...]:
        """The labels of the pattern, each with the number of its group; several where it stands in several branches."""
        return _labels(self.source)


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


@cache
def _labels(source: str) -> tuple[tuple[str, int], ...]:
    groups = _compiled(source).groupindex
    return tuple((name.partition("__")[0], number) for name, number in groups.items())


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What a rule makes of the `size` tokens that it matched; `mod` is a TIMEX3 modifier."""

    size: int
    expression: Expression
    kind: str
    rule: str
    latent: bool
    mod: str | None


# A rule, the number of tokens that it matched, and where each of its labels begins and ends, from the first of them. A
# label of what a rule only looks at lies before or behind them.
_Match = tuple[Rule, int, tuple[tuple[str, int, int], ...]]


@dataclass(frozen=True, slots=True, eq=False)
class _Matches:
    """All matches at a place, the best first; their labels lie within tokens `[place - before, place + until)`."""

    found: tuple[_Match, ...]
    before: int
    until: int


@dataclass(frozen=True, slots=True, eq=False)
class _Possible:
    """The rules that can match at a place, and how many tokens from there on they look at."""

    rules: tuple[Rule, ...]
    ahead: int


class RuleIndex:
    """The rules of a language; `options` and `holidays` are those of the language."""

    def __init__(
        self, rules: Sequence[Rule], lexicon: Lexicon, options: Mapping[str, Any], holidays: Mapping[str, Any]
    ) -> None:
        self._rules = rules
        starts = lexicon.of_bits(reduce(or_, (rule.first for rule in rules), 0))
        self._starts = re.compile(f"[{starts}]" if starts else "(?!)")
        self._bits = lexicon.bits
        self._classes = lexicon.classes
        self._options = options
        self._holidays = holidays
        self._behind = max((rule.behind for rule in rules), default=0) or 1
        self._beginning = Memory(self._find_beginning, _REMEMBERED)
        self._able = Memory(self._find_able, _REMEMBERED)
        self._possible = Memory(self._find_possible, _REMEMBERED)
        self._matches = Memory(self._find_matches, _REMEMBERED)
        self._same = Memory(_matches, _REMEMBERED)
        self._reading = Memory(self._make_reading, _REMEMBERED)

    def readings(self, codes: str, tokens: Sequence[str], first: int, last: int) -> list[tuple[int, Reading]]:
        """What the rules read among tokens `[first, last)`, from left to right and apart, each with its first token."""
        found: list[tuple[int, Reading]] = []
        done = first
        possible_at = self._possible
        for start in self._starts.finditer(codes, first, last):
            at = start.start()
            if at < done:
                continue
            possible = possible_at[
                codes[at - 1 : at + _NEAR] if 0 < at <= last - _NEAR else self._window(codes, at, 1, _NEAR, last)
            ]
            if possible is None:
                continue
            reading = self._read(possible, codes, tokens, at, last)
            if reading is not None:
                done = at + reading.size
                found.append((at, reading))
        return found

    def _read(self, possible: _Possible, codes: str, tokens: Sequence[str], at: int, last: int) -> Reading | None:
        """What the rules make of the tokens from `at` on and before `last`; the longest reading wins."""
        begin, end = at - self._behind, at + possible.ahead
        inside = begin >= 0 and end <= last
        window = codes[begin:end] if inside else self._window(codes, at, self._behind, possible.ahead, last)
        matches = self._matches[possible, window]
        if matches is None:
            return None
        return self._reading[matches, tuple(tokens[at - matches.before : at + matches.until])]

    def _window(self, codes: str, at: int, behind: int, ahead: int, last: int) -> str:
        """The codes around a place, shorter where the sentence ends."""
        return _NO_TOKEN * (behind - at) + codes[max(0, at - behind) : min(at + ahead, last)]

    def _find_possible(self, near: str) -> _Possible | None:
        """The rules that can match at the second of these codes; a sentence ends behind them when there are fewer."""
        bits = self._bits_of(near)
        able = [rule for rule in self._able[near[1:]] if fits(rule.shapes, bits, AHEAD)]
        return _Possible(tuple(able), max(_NEAR, *(rule.ahead for rule in able))) if able else None

    def _find_able(self, near: str) -> list[Rule]:
        """The rules that can match at the first of these codes, whatever stands before it."""
        bits, most = self._bits_of(_NO_TOKEN + near), AHEAD if len(near) == _NEAR else len(near)
        return [rule for rule in self._beginning[near[0]] if fits(rule.shapes, bits, most)]

    def _find_beginning(self, code: str) -> list[Rule]:
        """The rules that can begin with a code."""
        bit = self._bits[code]
        return [rule for rule in self._rules if rule.first & bit]

    def _bits_of(self, codes: str) -> list[int]:
        """The bit of each code; where there is no token, all of them."""
        return [self._bits.get(code, ANY) for code in codes]

    def _find_matches(self, place: tuple[_Possible, str]) -> _Matches | None:
        """What the rules match at the code behind the first `behind` ones."""
        (possible, window), at = place, self._behind
        bits, most = self._bits_of(window[at - 1 :]), len(window) - at
        found = [
            _match(rule, match, at)
            for rule in possible.rules
            if fits(rule.shapes, bits, most) and (match := rule.pattern.match(window, at))
        ]
        if len(found) > 1:
            found.sort(key=lambda match: (-match[1], match[0].latent))
        return self._same[tuple(found)] if found else None

    def _make_reading(self, matched: tuple[_Matches, tuple[str, ...]]) -> Reading | None:
        matches, words = matched
        classes, before = self._classes, matches.before
        for rule, size, labels in matches.found:
            groups = {
                label: tuple([classes(word) for word in words[before + start : before + end]])
                for label, start, end in labels
            }
            expression = PRODUCTIONS[rule.make](Pieces(groups, rule.fixed, self._options, self._holidays))
            if expression is not None:
                return Reading(size, expression, kind(expression), rule.name, rule.latent, rule.fixed.get("mod"))
        return None


def _matches(found: tuple[_Match, ...]) -> _Matches:
    ends = [(start, end) for _, _, labels in found for _, start, end in labels]
    before = -min((start for start, _ in ends), default=0)
    return _Matches(found, max(before, 0), max((end for _, end in ends), default=0))


def _match(rule: Rule, match: re.Match[str], at: int) -> _Match:
    labels: dict[str, tuple[str, int, int]] = {}
    for label, number in rule.labels:
        start, end = match.span(number)
        if end > start >= 0:
            labels[label] = (label, start - at, end - at)
    return rule, match.end() - at, tuple(labels.values())
