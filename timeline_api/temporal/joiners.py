"""What a language writes between two expressions that go together; quick to refuse, since most pairs do not."""

from __future__ import annotations

from timeline_api.temporal.patterns import Compiled, regex


class Joiner:
    """One pattern of what stands between, whose first token has one of the codes `firsts`.

    It is compiled when first wanted: when neither its first token nor the number of them forbids it.
    """

    def __init__(self, pattern: Compiled, firsts: frozenset[str]) -> None:
        self._source = pattern.source
        self._least, self._most = pattern.least, pattern.most
        self._firsts = firsts

    def joins(self, codes: str, start: int, end: int) -> bool:
        """Whether the tokens `[start, end)` are what the pattern matches."""
        if not self._least <= end - start <= self._most:
            return False
        if start < end and codes[start : start + 1] not in self._firsts:
            return False
        return regex(self._source).fullmatch(codes, start, end) is not None
