"""What a rule matched, as its production sees it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from timeline_api.temporal.lexicon import Classes
from timeline_api.temporal.numbers import read_number


class Pieces:
    """What a rule matched: labelled groups of tokens, each given by its classes, and the rule's fixed arguments."""

    __slots__ = ("_fixed", "_groups", "holidays", "options")

    def __init__(
        self,
        groups: Mapping[str, tuple[Classes, ...]],
        fixed: Mapping[str, Any],
        options: Mapping[str, Any],
        holidays: Mapping[str, Any],
    ) -> None:
        self._groups = groups
        self._fixed = fixed
        self.options = options
        self.holidays = holidays

    def has(self, label: str) -> bool:
        """Whether the rule gave that label any token or fixed value."""
        return bool(self._groups.get(label)) or label in self._fixed

    def tokens(self, label: str) -> tuple[Classes, ...]:
        """The tokens under a label; empty when it did not match."""
        return self._groups.get(label) or ()

    def value(self, label: str, *names: str) -> Any:
        """The value of the label's first token that belongs to one of the classes, else the fixed value, else None."""
        for token in self.tokens(label):
            for name in names:
                if name in token:
                    return token[name]
        return self._fixed.get(label)

    def is_class(self, label: str, name: str) -> bool:
        """Whether any of the label's tokens belongs to a class."""
        return any(name in token for token in self.tokens(label))

    def number(self, label: str) -> float | None:
        """The label's tokens read as a number."""
        found = read_number(self.tokens(label))
        return found if found is not None else self._fixed.get(label)
