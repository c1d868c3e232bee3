"""The rules of a language, and what they read at a place in a text, remembered by the tokens around it.

Which rules can match at a place is told by their shapes (shapes.py). News says the same few things all the time, so
what those rules match is found once for all codes that they look at, and what a match says once for its words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_
from typing import Any

from timeline_api.temporal.kinds import kind
from timeline_api.temporal.lexicon import Lexicon, any_of
from timeline_api.temporal.memory import Memory
from timeline_api.temporal.operators import Expression
from timeline_api.temporal.patterns import regex
from timeline_api.temporal.pieces import Pieces
from timeline_api.temporal.productions import PRODUCTIONS
from timeline_api.temporal.shapes import ShapeIndex, Shapes, beginning

_REMEMBERED = 16_384  # runs of tokens


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One named way of writing a time: its pattern, the production that reads it, and that one's fixed arguments.

    `shapes` say which tokens it may match.
    `source` is the pattern as a regular expression over codes, which looks at `behind` tokens before a place and
    `ahead` from it on; `pattern` compiles it when it is first wanted, since most texts want few of the rules and all
    of them take a while.
    """

    name: str
    source: str
    shapes: Shapes
    behind: int
    ahead: int
    make: str
    fixed: Mapping[str, Any]
    latent: bool

    @property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return regex(self.source)

    @property
    def labels(self) -> tuple[tuple[str, int], ...]:
        """The labels of the pattern, each with the number of its group; several where it stands in several branches."""
        return _labels(self.source)


@cache
def _labels(source: str) -> tuple[tuple[str, int], ...]:
    groups = regex(source).groupindex
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
    """The rules that can match at a place, and how many tokens before it and from there on they look at."""

    rules: tuple[Rule, ...]
    behind: int
    ahead: int


class RuleIndex:
    """The rules of a language; `options` and `holidays` are those of the language."""

    def __init__(
        self, rules: Sequence[Rule], lexicon: Lexicon, options: Mapping[str, Any], holidays: Mapping[str, Any]
    ) -> None:
        self._rules = rules
        self._starts = any_of(lexicon.of_bits(reduce(or_, (beginning(rule.shapes) for rule in rules), 0)))
        self._shapes = ShapeIndex([rule.shapes for rule in rules], lexicon.bits)
        self._classes = lexicon.classes
        self._options = options
        self._holidays = holidays
        self._possible = Memory(self._find_possible, _REMEMBERED)
        self._matches = Memory(self._find_matches, _REMEMBERED)
        self._same = Memory(_matches, _REMEMBERED)
        self._reading = Memory(self._make_reading, _REMEMBERED)

    def readings(self, codes: str, tokens: Sequence[str], first: int, last: int) -> list[tuple[int, Reading]]:
        """What the rules read among tokens `[first, last)`, from left to right and apart, each with its first token."""
        found: list[tuple[int, Reading]] = []
        index, near = self._shapes, self._shapes.near
        search = self._starts.search
        start = search(codes, first, last)
        while start is not None:
            at = start.start()
            done = at + 1
            if not 0 < at < last - 1 or near[codes[at - 1 : at + 2]]:
                shapes = index.fitting(codes, at, last)
                if shapes and (reading := self._read(self._possible[shapes], codes, tokens, at, last)) is not None:
                    done = at + reading.size
                    found.append((at, reading))
            start = search(codes, done, last)
        return found

    def _read(self, possible: _Possible, codes: str, tokens: Sequence[str], at: int, last: int) -> Reading | None:
        """What the rules make of the tokens from `at` on and before `last`; the longest reading wins."""
        begin = max(0, at - possible.behind)
        matches = self._matches[possible, codes[begin : min(at + possible.ahead, last)], at - begin]
        if matches is None:
            return None
        return self._reading[matches, tuple(tokens[at - matches.before : at + matches.until])]

    def _find_possible(self, shapes: int) -> _Possible:
        """The rules that some shapes are of."""
        rules = tuple([self._rules[number] for number in self._shapes.patterns(shapes)])
        return _Possible(rules, max(rule.behind for rule in rules), max(rule.ahead for rule in rules))

    def _find_matches(self, place: tuple[_Possible, str, int]) -> _Matches | None:
        """What the rules match at a place among the codes that they look at."""
        possible, codes, at = place
        found = [_match(rule, match, at) for rule in possible.rules if (match := rule.pattern.match(codes, at))]
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
