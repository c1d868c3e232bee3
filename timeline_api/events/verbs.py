"""A guess at which words are finite verbs: enough to tell a clause from a bare phrase."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from timeline_api.events.wording import Wording
from timeline_api.temporal.memory import Memory

_REMEMBERED = 16_384  # words
_SUBJECT = 7  # words that a bare subject has at most


class Verbs:
    """Tells finite verbs by a list and by their endings; `is_verb` whether a small word looks like one."""

    def __init__(self, wording: Wording) -> None:
        self._finite = wording.finite
        self._endings = wording.finite_endings
        self._nominal = wording.nominal
        self._participles = wording.participle_endings
        self._placing = wording.back | wording.connectives
        self._holding = wording.holding
        self._determining = wording.articles | wording.pronouns
        self.is_verb: Callable[[str], bool] = Memory(self._looks_finite, _REMEMBERED).__getitem__

    def is_present(self, word: str) -> bool:
        """Whether a word may be a verb of the present, by its ending, where no other is known: 'resigns'."""
        return len(word) > 3 and word.isalpha() and word.islower() and word[-1] == "s" and word[-2] not in "sui"

    def in_any(self, words: Iterable[str]) -> bool:
        """Whether any of the words looks like one."""
        return any(map(self.is_verb, words))

    def _looks_finite(self, word: str) -> bool:
        if word in self._finite:
            return True
        return len(word) > 4 and word.endswith(self._endings) and word[word.rfind("-") + 1 :] not in self._nominal

    def in_text(self, text: str) -> bool:
        """Whether any word of a text, capitals or not, looks like one."""
        return any(map(self.is_verb, text.lower().split()))

    def is_participle(self, word: str) -> bool:
        """Whether a word looks like a verb form that needs another verb: 'leaving'."""
        return len(word) > 4 and word.endswith(self._participles) and word not in self._nominal

    def can_be_subject(self, part: str) -> bool:
        """Whether the beginning of a sentence up to its first comma is a short phrase without a verb."""
        words = part.lower().split()
        if len(words) > 1 and (self.is_participle(words[0]) or self._is_placed(words)):
            return False  # 'Giving evidence, the clerk, Ann Lee, said', 'Back in London, after years, she found'
        return len(words) <= _SUBJECT and not self.in_any(word for word in words if "-" not in word)

    def begins_subject(self, text: str) -> bool:
        """Whether a text begins as a name, a number or what else something is told of does: 'the clerk', 'he'."""
        first = text.partition(" ")[0]
        return first.lower() in self._determining or first[:1].isupper() or not first[:1].isalpha()

    def _is_placed(self, words: list[str]) -> bool:
        """Whether small words say where or when, not what is told of: 'back in London'."""
        return words[0] in self._placing and words[1] in self._holding
