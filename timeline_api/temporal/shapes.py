"""What may stand at the first places of what a pattern matches, and beside it: quick to ask before the pattern itself.

Codes are bits of a number (`Lexicon.bits`), a set of them one number, `ANY` all of them. A shape has such a set for the
token before a place and for the first ones from there on. A pattern has a shape for each number of tokens that it can
match. What fits none of them is not matched; what fits one of them may be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

ANY = -1
AHEAD = 5  # tokens from a place on that are told apart
_FREE = (ANY,) * (1 + AHEAD)
Shape = tuple[int, ...]  # the codes of the token before, and of those ahead
Shapes = Mapping[int, Shape]  # by number of tokens; `AHEAD` of them may be more
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
        found = either(
            {min(done + size, AHEAD): _and(shape, _moved(behind, done))}
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


def first(shapes: Shapes) -> int:
    """The codes that can be the first."""
    return _whatever(shapes)[1]


def _whatever(shapes: Shapes) -> Shape:
    """The codes of each place, whatever the number of tokens."""
    found: Shape = (0,) * len(_FREE)
    for shape in shapes.values():
        found = _or(found, shape)
    return found


def fits(shapes: Shapes, bits: Sequence[int], most: int) -> bool:
    """Whether tokens, each given by the bit of its code, may be those before and from a place on, as far as they go.

    At most `most` tokens are there from the place on.
    """
    for size, shape in shapes.items():
        if size <= most:
            for codes, bit in zip(shape, bits, strict=False):
                if not codes & bit:
                    break
            else:
                return True
    return False


def _or(one: Shape, other: Shape) -> Shape:
    return tuple([a | b for a, b in zip(one, other, strict=True)])


def _and(one: Shape, other: Shape) -> Shape:
    return tuple([a & b for a, b in zip(one, other, strict=True)])


def _moved(shape: Shape, by: int) -> Shape:
    """A shape from a place further ahead, or one back; from one that is not told apart it says nothing."""
    if by < 0:
        return (*shape[1:], ANY)
    return _FREE if by == AHEAD else (*_FREE[:by], *shape)[: len(_FREE)]
