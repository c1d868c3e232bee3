"""The pattern language of rules, compiled to regular expressions over class codes.

`CLASS` is a token of that class, `word` or `"word"` that very word, `MACRO` a named pattern. `( a | b )` groups and
chooses, `?` and `{m,n}` repeat (always bounded, so time stays linear), `label:` names the atom or group after it,
`!atom` means 'not followed by', `>atom` 'followed by', `<!atom` 'not preceded by' and `<atom` 'preceded by' (the last
two of one fixed length). What is only looked at can have labels, too: '3 and 5 May' says the month of the 3 as well.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import count
from typing import Literal

from timeline_api.temporal.lexicon import Lexicon, spanned
from timeline_api.temporal.shapes import ANY, Shapes, beginning, either, in_turn, looked_at, one_of

_PIECE = re.compile(
    r"\s*(?:(?P<label>[a-z_]+):(?=\S))?"
    r'(?P<atom><!|<|!|>|\(|\)|\||\?|\{\d+,\d+\}|[A-Z][A-Z0-9_]*|"[^"]+"|[^\W\d_A-Z][\w\'’-]*)'
)
_Pieces = list[tuple[str | None, str]]  # label and atom of each
_LOOKS = {"!": "(?!", ">": "(?=", "<!": "(?<!", "<": "(?<="}
Form = Literal["token", "choice", "order", "look", "repeated", "labelled"]


class PatternError(ValueError):
    """A pattern that cannot be compiled; the message quotes the place."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A regular expression source and what is known of it.

    `shapes` say what may stand where it matches, `least` and `most` are the tokens that it matches. It looks at no more
    than `behind` tokens before them and, with them, `ahead` tokens from their first on. It is made of its `parts` in a
    certain `form`.
    """

    source: str
    shapes: Shapes
    least: int = 0
    most: int = 0
    behind: int = 0
    ahead: int = 0
    form: Form = "token"
    parts: tuple[Compiled, ...] = ()

    @property
    def nullable(self) -> bool:
        """Whether it can match nothing."""
        return self.least == 0

    @property
    def endings(self) -> int:
        """The codes that the last token of what it matches can have, as bits; all where it can match nothing.

        What looks around at the end does not count, so that it may be more of them than there are.
        """
        return ANY if self.nullable else _endings(self)


def _endings(pattern: Compiled) -> int:
    """The codes of the last token of what a pattern matches, where it matches any."""
    if pattern.form == "token":
        return beginning(pattern.shapes)
    if pattern.form == "labelled":
        return ANY
    found = 0
    for part in reversed(pattern.parts) if pattern.form != "look" else ():
        found |= _endings(part)
        if pattern.form == "order" and part.least:
            break
    return found


@cache
def regex(source: str) -> re.Pattern[str]:
    """The regular expression of a source, compiled when it is first wanted: most texts want few of them."""
    return re.compile(source)


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

    def _pieces(self, pattern: str) -> _Pieces:
        pieces, at = [], 0
        while at < len(pattern.rstrip()):
            match = _PIECE.match(pattern, at)
            if match is None:
                raise PatternError(f"cannot read {pattern[at : at + 20]!r} in {pattern!r}")
            pieces.append((match["label"], match["atom"]))
            at = match.end()
        return pieces

    def _choice(self, pieces: _Pieces, at: int) -> tuple[Compiled, int]:
        branches = []
        while True:
            branch, at = self._sequence(pieces, at)
            branches.append(branch)
            if at >= len(pieces) or pieces[at][1] != "|":
                break
            at += 1
        return (branches[0] if len(branches) == 1 else _any_of(branches)), at

    def _sequence(self, pieces: _Pieces, at: int) -> tuple[Compiled, int]:
        items = []
        while at < len(pieces) and pieces[at][1] not in (")", "|"):
            item, at = self._item(pieces, at)
            items.append(item)
        return _in_order(items), at

    def _item(self, pieces: _Pieces, at: int) -> tuple[Compiled, int]:
        label, atom = pieces[at]
        if atom in _LOOKS:
            inner, at = self._item(pieces, at + 1)
            return _look(atom, inner), at
        if atom == "(":
            inner, at = self._choice(pieces, at + 1)
            if at >= len(pieces):
                raise PatternError("missing ')'")
            at += 1
        else:
            inner, at = self._atom(atom), at + 1
        # A label may stand in several branches; a regular expression wants different names.
        if label:
            source = f"(?P<{label}__{next(self._labels)}>{inner.source})"
            inner = replace(inner, source=source, form="labelled", parts=())
        if at < len(pieces) and (pieces[at][1] == "?" or pieces[at][1][0] == "{"):
            return _repeated(inner, pieces[at][1]), at + 1
        return inner, at

    def _atom(self, atom: str) -> Compiled:
        if atom in self._compiled:
            return self._compiled[atom]
        if atom in self._macros:
            inner = self.compile(self._macros[atom])
            result = replace(inner, source=f"(?:{inner.source})")
        else:
            name = atom if atom[0].isupper() else "=" + atom.strip('"')
            codes = self._lexicon.charset(name)
            if not codes:
                raise PatternError(f"no word has class {atom}")
            shapes = one_of(self._lexicon.in_bits(codes))
            result = Compiled(spanned(codes), shapes, least=1, most=1, ahead=1)
        self._compiled[atom] = result
        return result


def _any_of(branches: list[Compiled]) -> Compiled:
    return Compiled(
        "(?:" + "|".join(branch.source for branch in branches) + ")",
        either(branch.shapes for branch in branches),
        min(branch.least for branch in branches),
        max(branch.most for branch in branches),
        max(branch.behind for branch in branches),
        max(branch.ahead for branch in branches),
        "choice",
        tuple(branches),
    )


def _in_order(items: list[Compiled]) -> Compiled:
    return Compiled(
        "".join(item.source for item in items),
        in_turn(item.shapes for item in items),
        sum(item.least for item in items),
        sum(item.most for item in items),
        max((item.behind for item in items), default=0),
        sum(item.ahead for item in items),
        "order",
        tuple(items),
    )


def _look(sign: str, inner: Compiled) -> Compiled:
    """What looks at tokens before or behind a place and matches none of them."""
    source = f"{_LOOKS[sign]}{inner.source})"
    is_one = inner.least == inner.most == inner.ahead == 1 and not inner.behind
    shapes = looked_at(inner.shapes, sign, is_one)
    if "<" not in sign:
        return Compiled(source, shapes, behind=inner.behind, ahead=inner.ahead, form="look")
    if inner.least != inner.most:
        raise PatternError("look-behind requires fixed-width pattern")
    return Compiled(source, shapes, behind=inner.most + inner.behind, ahead=inner.ahead - inner.most, form="look")


def _repeated(inner: Compiled, repeat: str) -> Compiled:
    """`?` or `{m,n}` times what stands before it."""
    least, most = (0, 1) if repeat == "?" else map(int, repeat.strip("{}").split(","))
    if least > most:
        raise PatternError(f"{repeat} repeats at least {least} and at most {most} times")
    return Compiled(
        f"(?:{inner.source}){repeat}",
        either(in_turn([inner.shapes] * times) for times in range(least, most + 1)),
        inner.least * least,
        inner.most * most,
        inner.behind,
        inner.ahead * most,
        "repeated",
        (inner,),
    )
