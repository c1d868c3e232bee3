"""What goes from one process to another and is seldom looked at there."""

from __future__ import annotations

import pickle
from typing import Any, Generic, TypeVar

Held = TypeVar("Held")


class Packed(Generic[Held]):
    """An object that comes out of a pickle packed, and is unpacked where somebody asks for it: to make the objects of
    an article's events takes longer than to store them. Equal where what they hold is.
    """

    __slots__ = ("_held", "_pickled")

    def __init__(self, held: Held) -> None:
        self._held: Held | None = held
        self._pickled: bytes | None = None

    def get(self) -> Held:
        """What it holds."""
        if self._pickled is not None:
            self._held, self._pickled = pickle.loads(self._pickled), None
        return self._held  # type: ignore[return-value]  # None only while it is packed, or for what holds None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Packed) and self.get() == other.get()

    def __hash__(self) -> int:
        return hash(self.get())

    def __repr__(self) -> str:
        return f"Packed({self.get()!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        pickled = pickle.dumps(self._held, pickle.HIGHEST_PROTOCOL) if self._pickled is None else self._pickled
        return _from_pickle, (pickled,)


def _from_pickle(pickled: bytes) -> Packed[Any]:
    packed: Packed[Any] = Packed(None)
    packed._pickled = pickled
    return packed
