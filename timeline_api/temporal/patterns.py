"""The pattern language of rules, compiled to regular expressions over class codes.

`CLASS` is a token of that class, `word` or `"word"` that very word, `MACRO` a named pattern. `( a | b )` groups and
chooses, `?` and `{m,n}` repeat (always bounded, so time stays linear), `label:` names the atom or group after it,
`!atom` means 'not followed by', `<!atom` 'not preceded by' and `<atom` 'preceded by' (of one fixed length).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count

from timeline_api.temporal.lexicon import Lexicon

_PIECE = re.compile(
    r"\s*(?:(?P<label>[a-z_]+):(?=\S))?"
    r'(?P<atom><!|<|!|\(|\)|\||\?|\{\d+,\d+\}|[A-Z][A-Z0-9_]*|"[^"]+"|[^\W\d_A-Z][\w\'’-]*)'
)
_LOOKS = {"!": "(?!", "<!": "(?<!", "<": "(?<="}


class PatternError(ValueError):
    """A pattern that cannot be compiled; the message quotes the place."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A regular expression source, the codes it can begin with, and whether it can match nothing."""

    source: str
    first: frozenset[str]
    nullable: bool


def literals(pattern: str) -> list[str]:
    """The words that a pattern names literally.

    >>> literals('the last n:NUM ( of | "in" ) MONTH')
    ['the', 'last', 'of', 'in']
    """
    atoms = [match["atom"] for match in _PIECE.finditer(pattern)]
    return [atom.strip('"') for atom in atoms if atom[0] == '"' or (atom[0].isalpha() and not atom[0].isupper())]


class PatternCompiler:
    """Compiles the patterns of one language."""

    def __init__(self, lexicon: Lexicon, macros: Mapping[str, str]) -> None:
        self._lexicon = lexicon
        self._macros = macros
        self._compiled: dict[str, Compiled] = {}
        self._labels = count()

    def compile(self, pattern: str) -> Compiled:
        """Compile one pattern; raises PatternError."""
        pieces = self._pieces(pattern)
        compiled, rest = self._choice(pieces, 0)
        if rest != len(pieces):
            raise PatternError(f"unmatched ')' in {pattern!r}")
        return compiled

    def _pieces(self, pattern: str) -> list[tuple[str | None, str]]:
        pieces, at = [], 0
        while at < len(pattern.rstrip()):
            match = _PIECE.match(pattern, at)
            if match is None:
                raise PatternError(f"cannot read {pattern[at : at + 20]!r} in {pattern!r}")
            pieces.append((match["label"], match["atom"]))
            at = match.end()
        return pieces

    def _choice(self, pieces: list[tuple[str | None, str]], at: int) -> tuple[Compiled, int]:
        branches = []
        while True:
            branch, at = self._sequence(pieces, at)
            branches.append(branch)
            if at >= len(pieces) or pieces[at][1] != "|":
                break
            at += 1
        if len(branches) == 1:
            return branches[0], at
        first = frozenset().union(*(branch.first for branch in branches))
        source = "(?:" + "|".join(branch.source for branch in branches) + ")"
        return Compiled(source, first, any(branch.nullable for branch in branches)), at

    def _sequence(self, pieces: list[tuple[str | None, str]], at: int) -> tuple[Compiled, int]:
        source, first, nullable = "", frozenset[str](), True
        while at < len(pieces) and pieces[at][1] not in (")", "|"):
            item, at = self._item(pieces, at)
            source += item.source
            if nullable:
                first |= item.first
            nullable = nullable and item.nullable
        return Compiled(source, first, nullable), at

    def _item(self, pieces: list[tuple[str | None, str]], at: int) -> tuple[Compiled, int]:
        label, atom = pieces[at]
        if atom in _LOOKS:
            inner, at = self._item(pieces, at + 1)
            return Compiled(f"{_LOOKS[atom]}{inner.source})", frozenset(), True), at
        if atom == "(":
            inner, at = self._choice(pieces, at + 1)
            if at >= len(pieces):
                raise PatternError("missing ')'")
            at += 1
        else:
            inner, at = self._atom(atom), at + 1
        # A label may stand in several branches; a regular expression wants different names.
        source = f"(?P<{label}__{next(self._labels)}>{inner.source})" if label else inner.source
        if at < len(pieces) and (pieces[at][1] == "?" or pieces[at][1][0] == "{"):
            repeat = pieces[at][1]
            wrapped = source if label else f"(?:{source})"
            empty = inner.nullable or repeat == "?" or repeat.startswith("{0")
            return Compiled(wrapped + repeat, inner.first, empty), at + 1
        return Compiled(source, inner.first, inner.nullable), at

    def _atom(self, atom: str) -> Compiled:
        if atom in self._compiled:
            return self._compiled[atom]
        if atom in self._macros:
            inner = self.compile(self._macros[atom])
            result = Compiled(f"(?:{inner.source})", inner.first, inner.nullable)
        else:
            name = atom if atom[0].isupper() else "=" + atom.strip('"')
            codes = self._lexicon.charset(name)
            if not codes:
                raise PatternError(f"no word has class {atom}")
            result = Compiled(f"[{codes}]", frozenset(codes), False)
        self._compiled[atom] = result
        return result
