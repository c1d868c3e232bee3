"""Whom and what a clause names: runs of capitalised words that no list knows as words of the language.

There is no model of names here. A name is what is written as one: 'Ellen Marsh', 'Halden Optics', 'Ofotfjord'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from timeline_api.model import Timex
from timeline_api.temporal.grammar import Grammar
from timeline_api.temporal.lexicon import spanned
from timeline_api.temporal.recognize import Text

MOST = 20
"""Names that are kept of one clause."""
_LONGEST = 6  # tokens of a name; what is longer is a headline
_PARTICLES = frozenset(("al", "bin", "da", "de", "del", "della", "den", "der", "di", "du", "la", "van", "von"))


class EntityFinder:
    """Finds the names in the clauses of one document."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._raw = raw = text.tokens.raw
        self._names, within = _finders(text.grammar)
        self._certain = {raw[found.start()].lstrip() for found in within.finditer(text.codes, 1)}

    def find(self, first: int, last: int, timexes: Sequence[Timex]) -> tuple[str, ...]:
        """The names in tokens `[first, last)`, each once, in order; those that share words with times are none.

        A single capitalised word that begins a sentence is a name only if it is written so elsewhere in the
        text, within a sentence.
        """
        tokens = self._text.tokens
        found: dict[str, None] = {}
        for start, end in self._runs(first, last):
            name = " ".join([raw.lstrip() for raw in self._raw[start:end]])
            if end - start == 1 and name not in self._certain:
                continue
            if timexes:
                at, until = tokens.start(start), tokens.ends[end - 1]
                if any([timex.start < until and at < timex.end for timex in timexes]):
                    continue
            found[name] = None
        return tuple(found)[:MOST]

    def _runs(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Tokens `[start, end)` of each name; particles count between two capitalised words."""
        codes, end = self._text.codes, first
        for found in self._names.finditer(codes, first, last):
            start, behind = found.span()
            if start < end:
                continue
            end = behind
            if end < last and self._is_particle(end):
                while end < last and (self._names.match(codes, end) or self._leads_to_name(end, last)):
                    end += 1
            if end - start <= _LONGEST:
                yield start, end

    def _is_name(self, index: int) -> bool:
        return self._text.is_class(index, "NAME")

    def _leads_to_name(self, index: int, last: int) -> bool:
        """Whether there is a particle, or two, and then a name: 'de la Vega'."""
        return self._is_particle(index) and any(
            self._is_name(at) and self._is_particle(at - 1) for at in range(index + 1, min(index + 3, last))
        )

    def _is_particle(self, index: int) -> bool:
        return self._raw[index].lstrip() in _PARTICLES


@lru_cache(maxsize=8)
def _finders(grammar: Grammar) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What finds runs of names, and names that begin no sentence; the latter is asked from the second token on."""
    names, edges = grammar.lexicon.charset("NAME"), grammar.lexicon.charset("FINAL", "EDGE")
    # The set comes first: such a pattern is looked for fast.
    within = f"{spanned(names)}(?<!{spanned(edges)}.)" if edges else spanned(names)
    return re.compile(f"{spanned(names)}+"), re.compile(within, re.DOTALL)
