"""Patterns written anew so that one set of codes comes first.

`re` skips to a token of a set fast, and tries every token where a pattern begins with a choice or with a look around.

`<!not ( PAST | "to" BASE )` becomes: a token that is PAST or 'to', before which, looked at from behind it, there is no
'not', and which is either PAST, or 'to' and has a BASE behind it. What is found is the same, in the same order.
"""

from __future__ import annotations

from collections.abc import Sequence

from timeline_api.temporal.lexicon import Lexicon, spanned
from timeline_api.temporal.patterns import Compiled
from timeline_api.temporal.shapes import beginning

# The codes that can be the first, as bits of the lexicon, and the source of what follows behind that token.
_Led = tuple[int, str]


def led_source(pattern: Compiled, lexicon: Lexicon) -> str:
    """The source of a pattern with a set of codes first; as it is where it may match nothing, or holds labels."""
    found = _Leader(lexicon).led(pattern)
    return spanned(lexicon.of_bits(found[0])) + found[1] if found is not None else pattern.source


class _Leader:
    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def led(self, pattern: Compiled) -> _Led | None:
        """A pattern by its first token; None where it has none that is certain."""
        if pattern.form == "token":
            return beginning(pattern.shapes), ""
        if pattern.form == "order":
            return self._in_order(pattern.parts)
        if pattern.form == "choice":
            branches = [self.led(branch) for branch in pattern.parts]
            return self._either([branch for branch in branches if branch is not None]) if all(branches) else None
        return self._once(pattern) if pattern.form == "repeated" and pattern.least else None

    def _once(self, pattern: Compiled) -> _Led | None:
        """What is repeated, once at least."""
        inner = pattern.parts[0]
        found = self.led(inner)
        if found is None:
            return None
        least, most = max(pattern.least // inner.least, 1), pattern.most // inner.most
        return found[0], found[1] + (f"(?:{inner.source}){{{least - 1},{most - 1}}}" if most > 1 else "")

    def _in_order(self, items: Sequence[Compiled]) -> _Led | None:
        looks = ""
        for number, item in enumerate(items):
            if item.form == "look":
                looks += f"(?<={item.source}.)"
                continue
            found = self.led(item) if item.least else self._once(item) if item.form == "repeated" else None
            if found is None:
                return None
            behind = found[0], found[1] + "".join(each.source for each in items[number + 1 :])
            if not item.least:
                left_out = self._in_order(items[number + 1 :])
                if left_out is None:
                    return None
                behind = self._either([behind, left_out])
            return behind[0], looks + behind[1]
        return None

    def _either(self, branches: Sequence[_Led]) -> _Led:
        """A choice: the token tells which branches there are to try; those that go on in the same way are one."""
        merged: list[_Led] = []
        for bits, after in branches:
            if merged and merged[-1][1] == after:
                merged[-1] = merged[-1][0] | bits, after
            else:
                merged.append((bits, after))
        if len(merged) == 1:
            return merged[0]
        every = 0
        for bits, _ in merged:
            every |= bits
        sources = [after if bits == every else f"(?<={self._set(bits)}){after}" for bits, after in merged]
        return every, f"(?:{'|'.join(sources)})"

    def _set(self, bits: int) -> str:
        return spanned(self._lexicon.of_bits(bits))
