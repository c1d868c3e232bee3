"""Name the first of many who did something, where all of them leave no room for what they did.

A sentence comes as its parts, the pieces between its commas.
"""

from __future__ import annotations

from timeline_api.events.insertions import first_word
from timeline_api.events.longsubject import LongSubject
from timeline_api.events.verbs import Verbs
from timeline_api.events.wording import Wording

_LONG = 48  # characters of a list that leaves its verb too little room
_LAST = 2  # words of 'and' and the last of a list, at least


class ListedSubject:
    """Shortens lists that sentences of a language begin with."""

    def __init__(self, wording: Wording, verbs: Verbs, subject: LongSubject) -> None:
        self._words = wording
        self._verbs = verbs
        self._subject = subject
        self._others = sorted(wording.others)[:1]
        self._no_item = wording.leading | wording.relatives | wording.complementisers | wording.heading

    def shortened(self, parts: list[str]) -> list[str]:
        """The parts with others in place of all but the first of a list, behind which its verb stands.

        For example, 'Ann Lee', 'Ida Renn and Karl Moss met' to 'Ann Lee and others met'.
        """
        if len(parts) < 2 or not self._others or not self._is_item(parts[0]) or self._verbs.in_text(parts[0]):
            return parts
        words = parts[0].split(" ")
        if not words[-1][:1].isupper() or not self._words.prepositions.isdisjoint(words):
            return parts  # 'The mayors of Vale, Lea and Oslo met', 'The names, numbers and addresses leaked'
        for index, part in enumerate(parts[1:], start=1):
            if verb := self._verb(part):
                words = part.split(" ")
                listed, told = ", ".join((*parts[:index], " ".join(words[:verb]))), " ".join(words[verb:])
                return parts if len(listed) < _LONG else [f"{parts[0]} {self._others[0]} {told}", *parts[index + 1 :]]
            if not self._is_item(part) or self._verbs.in_text(part):
                return parts
        return parts

    def _is_item(self, part: str) -> bool:
        """Whether a part may be one of a list of names, not what leads a sentence or tells more of a name."""
        first = first_word(part)
        return first not in self._no_item and not self._verbs.is_verb(first) and not self._verbs.is_participle(first)

    def _verb(self, part: str) -> int:
        """The verb of a list in its last part, behind what 'and' joins to it: 'Ida Renn and he | met'; else 0."""
        words = part.split(" ")
        tie = next((at for at, word in enumerate(words) if word in self._words.conjunctions), -1)
        if tie < 0 or self._verbs.in_any(word.lower() for word in words[: tie + _LAST]):
            return 0
        verb = self._subject.main_verb(part)
        return verb if verb >= tie + _LAST and self._is_item(part) else 0
