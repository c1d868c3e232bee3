"""What was found once is remembered: faster to ask than `lru_cache` is, which notes each use of what it holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

_Key = TypeVar("_Key")
_Found = TypeVar("_Found")


class Memory(dict[_Key, _Found]):
    """What `find` says of keys, found once for each; when it holds `most` of them it begins anew.

    >>> memory = Memory(str.upper, most=2)
    >>> memory["a"], memory["b"], memory["c"], len(memory)
    ('A', 'B', 'C', 1)
    """

    def __init__(self, find: Callable[[_Key], _Found], most: int) -> None:
        super().__init__()
        self._find = find
        self._most = most

    def __missing__(self, key: _Key) -> _Found:
        found = self._find(key)
        if len(self) >= self._most:
            self.clear()
        self[key] = found
        return found
