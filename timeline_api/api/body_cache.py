"""Whole answers kept in memory, for as long as the timeline stays as it is."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Generic, TypeVar

Kept = TypeVar("Kept")

_LARGEST_SHARE = 8  # an eighth of the room at most for one answer


class BodyCache(Generic[Kept]):
    """The answers asked for last, within so many bytes; those of an older generation are dropped.

    A process has one and all its threads share it. A room of 0 bytes keeps nothing.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._size = 0
        self._generation = -1
        self._kept: OrderedDict[bytes, tuple[Kept, int]] = OrderedDict()
        self._lock = Lock()

    def holds(self, key: bytes) -> bool:
        """Whether anything was kept under this key, in whatever generation."""
        return key in self._kept

    def get(self, generation: int, key: bytes) -> Kept | None:
        """What was kept under this key in this generation."""
        with self._lock:
            if generation != self._generation or key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def put(self, generation: int, key: bytes, answer: Kept, size: int) -> None:
        """Keep an answer of `size` bytes, if it is of the newest generation and not too large."""
        if size * _LARGEST_SHARE > self._room:
            return
        with self._lock:
            if generation > self._generation:
                self._kept.clear()
                self._generation, self._size = generation, 0
            if generation == self._generation and key not in self._kept:
                self._kept[key] = answer, size
                self._size += size
            while self._size > self._room:
                _, (_, freed) = self._kept.popitem(last=False)
                self._size -= freed
