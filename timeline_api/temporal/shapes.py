"""What may stand at the first places of what a pattern matches, and beside it: quick to ask before the pattern itself.

Codes are bits of a number (`Lexicon.bits`), a set of them one number, -1 all of them. A shape has such a set for the
token before a place and for the first ones from there on. A pattern has a shape for each number of tokens that it can
match. What fits none of them is not matched; what fits one of them may be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial, reduce
from operator import and_

from timeline_api.temporal.memory import Memory

ANY = -1
_NONE = "\0"  # the code of no token, before and behind a text
_REMEMBERED = 16_384  # codes, or runs of them
_AHEAD = 5  # tokens from a place on that are told apart
_FREE = (ANY,) * (1 + _AHEAD)
Shape = tuple[int, ...]  # the codes of the token before, and of those ahead
Shapes = Mapping[int, Shape]  # by number of tokens; `_AHEAD` of them may be more
EMPTY: Shapes = {0: _FREE}


def one_of(bits: int) -> Shapes:
    """One token with one of some codes."""
    return {1: (ANY, bits, *_FREE[2:])}


def either(branches: Iterable[Shapes]) -> Shapes:
    """What any of some patterns matches."""
    found: dict[int, Shape] = {}
    for branch in branches:
        for size, shape in branch.items():
            found[size] = _or(found[size], shape) if size in found else shape
    return found


def in_turn(items: Iterable[Shapes]) -> Shapes:
    """What some patterns match one behind the other."""
    found = EMPTY
    for item in items:
        if found is EMPTY or item is EMPTY:
            found = item if found is EMPTY else found
            continue
        found = either(
            {min(done + size, _AHEAD): _and(shape, _moved(behind, done))}
            for done, shape in found.items()
            for size, behind in item.items()
        )
    return found


def looked_at(inner: Shapes, sign: str, is_one: bool) -> Shapes:
    """What a pattern that matches nothing itself asks of the tokens around it; `is_one` of one token and no others."""
    if "!" not in sign:
        shape = _whatever(inner)
        return EMPTY if sign == "<" and not is_one else {0: _moved(shape, -1) if sign == "<" else shape}
    if not is_one:
        return EMPTY
    others = (~inner[1][1],)
    return {0: (*others, *_FREE[1:]) if "<" in sign else (ANY, *others, *_FREE[2:])}


def beginning(shapes: Shapes) -> int:
    """The codes that can be the first."""
    return _whatever(shapes)[1]


def _whatever(shapes: Shapes) -> Shape:
    """The codes of each place, whatever the number of tokens."""
    found: Shape = (0,) * len(_FREE)
    for shape in shapes.values():
        found = _or(found, shape)
    return found


class ShapeIndex:
    """Tells which of several patterns, each given by its shapes, may match at a place.

    A set of shapes is a number with a bit for each. For each code that is met at one of the places it is found once
    which shapes have it there, so that a place in a text costs a few looks, however many patterns there are. `near` are
    the shapes that fit the codes from the one before a place to the one behind it.
    """

    def __init__(self, patterns: Sequence[Shapes], bits: Mapping[str, int]) -> None:
        self._bits = bits
        shapes = [(size, shape) for pattern in patterns for size, shape in pattern.items()]
        self._sizes = [size for size, _ in shapes]
        self._owners = [number for number, pattern in enumerate(patterns) for _ in pattern]
        by_codes: list[dict[int, int]] = [{} for _ in _FREE]
        for number, (_, shape) in enumerate(shapes):
            for place, codes in enumerate(shape):
                by_codes[place][codes] = by_codes[place].get(codes, 0) | 1 << number
        # All sets of codes of a place as one run of bytes: those of a code, one a set, are sliced off it.
        self._row = len(bits) // 8 + 1  # bytes, with one bit more for the sign of a set of all
        self._sets = [
            b"".join([codes.to_bytes(self._row, "little", signed=True) for codes in each]) for each in by_codes
        ]
        self._with_sets = [list(each.values()) for each in by_codes]
        self._at = [Memory(partial(self._with, place), _REMEMBERED) for place in range(len(_FREE))]
        self._fitting = Memory(self._find_fitting, _REMEMBERED)
        self.near = Memory(self._with_all, _REMEMBERED)

    def fitting(self, codes: str, at: int, last: int) -> int:
        """The shapes that fit the codes from a place on and the one before; nothing stands from `last` on."""
        if 0 < at <= last - _AHEAD:
            return self._fitting[codes[at - 1 : at + _AHEAD]]
        before = codes[at - 1] if at else _NONE
        return self._fitting[before + codes[at : min(at + _AHEAD, last)]]

    def patterns(self, shapes: int) -> list[int]:
        """The numbers of the patterns that some shapes are of."""
        return sorted({owner for number, owner in enumerate(self._owners) if shapes >> number & 1})

    def _find_fitting(self, codes: str) -> int:
        """The shapes that fit codes from the one before a place on; a text ends behind them when there are fewer."""
        return self._with_all(codes if len(codes) > _AHEAD else codes + _NONE)

    def _with_all(self, codes: str) -> int:
        """The shapes that have each of some codes at its place."""
        return reduce(and_, [self._at[place][code] for place, code in enumerate(codes)])

    def _with(self, place: int, code: str) -> int:
        """The shapes that have a code at a place; where there is no token, those that end before it."""
        if code == _NONE:
            return sum(1 << number for number, size in enumerate(self._sizes) if not place or size < place)
        byte, bit = divmod(self._bits[code].bit_length() - 1, 8)
        mask, found = 1 << bit, 0
        for codes, shapes in zip(self._sets[place][byte :: self._row], self._with_sets[place], strict=True):
            if codes & mask:
                found |= shapes
        return found


def _or(one: Shape, other: Shape) -> Shape:
    return tuple([a | b for a, b in zip(one, other, strict=True)])


def _and(one: Shape, other: Shape) -> Shape:
    return tuple([a & b for a, b in zip(one, other, strict=True)])


def _moved(shape: Shape, by: int) -> Shape:
    """A shape from a place further ahead, or one back; from one that is not told apart it says nothing."""
    if by < 0:
        return (*shape[1:], ANY)
    return _FREE if by == _AHEAD else (*_FREE[:by], *shape)[: len(_FREE)]
