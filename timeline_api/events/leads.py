"""Leave out what only leads up to what a sentence tells: 'At a summit in Madrid, the allies met'.

A sentence comes as its parts, the pieces between its commas.
"""

from __future__ import annotations

from timeline_api.events.holes import bare
from timeline_api.events.insertions import first_word
from timeline_api.events.verbs import Verbs
from timeline_api.events.wording import Wording

_PLACE = 2  # words of a place that stands beside another at most
_NAMED = 4  # words of a name and the verb behind it at most
_LISTED = 5  # words of the last two of a list at most: 'Ian Moss and others'
_FAR = 6  # words of 'More than two hundred years after'


class Leads:
    """Tells what leads sentences of a language."""

    def __init__(self, wording: Wording, verbs: Verbs) -> None:
        self._words = wording
        self._verbs = verbs
        self._boundary = wording.leading | wording.conjunctions | wording.relatives
        self._indefinite = frozenset().union(*(agreement.words for agreement in wording.agreement))
        self._narrowing = wording.narrowing | wording.whens
        self._parting = wording.subordinators & wording.prepositions
        self._clauses = wording.trailing
        self._subjects = (wording.pronouns & wording.dangling) - wording.articles

    def without(self, parts: list[str]) -> list[str]:
        """The parts without those that only lead up to the sentence: 'at a summit in Madrid, Spain, the allies met'."""
        first = 0
        if len(parts) > 2 and self._is_leading(parts[0]) and self._verbs.is_participle(first_word(parts[1])):
            first = int(not self._is_trailing(parts[2]))  # 'While others pleaded guilty, including him, she was freed'
        while (
            first < len(parts) - 1
            and not self._lists_on(parts[first], parts[first + 1])
            and (
                not self._is_trailing(parts[first + 1]) or (first + 2 < len(parts) and self._leads_on(parts[first + 1]))
            )
        ):
            if not (
                self._is_leading(parts[first])
                or (first and (self._leads_on(parts[first]) or self._goes_along(parts[first])))
                or (first and self.is_name(parts[first]))
                or (first and self._is_apart(parts[first], parts[first + 1]))
                or self._names_anew(parts[first], parts[first + 1])
            ):
                break
            first += 1
        is_clause = self._verbs.in_text(" ".join(parts[first:])) or first_word(parts[first]) in self._words.pronouns
        if not first or not is_clause:
            return parts
        is_supposed = not self._words.supposing.isdisjoint(map(first_word, parts[:first]))
        return self.supposed(parts[first:]) if is_supposed else parts[first:]

    def supposed(self, parts: list[str]) -> list[str]:
        """What follows from something that a title leaves out, as what would: 'If he wins, he will' to 'He would'."""
        words = parts[0].split(" ")
        if words[0] in self._words.connectives:
            words = words[1:]  # 'then he will'
        at = next((at for at, word in enumerate(words) if word in self._words.supposed), None)
        if at is not None:
            words[at] = self._words.supposed[words[at]]
        return [" ".join(words), *parts[1:]]

    def _leads_on(self, part: str) -> bool:
        """Whether a part goes on with what leads a sentence: 'As agreed with banks, and in line with the law, it'.

        Or 'Two hours after docking, after a check, they'.
        """
        tie, _, rest = part.partition(" ")
        first = first_word(rest) if tie in self._words.conjunctions else tie
        return first in self._words.prepositions and not self._verbs.in_text(part)

    def _goes_along(self, part: str) -> bool:
        """Whether a part tells more of what leads a sentence: 'In Vale, also hit by the flood, two men died'."""
        tie, _, rest = part.partition(" ")
        return tie in self._words.connectives and self._verbs.is_verb(first_word(rest))

    def _lists_on(self, part: str, following: str) -> bool:
        """Whether a list of names that a part begins goes on behind its comma: 'In Kent, Essex and Ulster most'."""
        if not part[part.rfind(" ") + 1 :][:1].isupper() or not following[:1].isupper():
            return False
        words = following.split()
        small = [at for at, word in enumerate(words) if not word[0].isupper()][:2]
        if len(small) < 2 or small[1] - small[0] < 2 or words[small[0]] not in self._words.conjunctions:
            return False
        behind = words[small[1]].lower()  # 'In Paris, Ann Lee and Karl Renn signed' is no such list
        return not self._verbs.is_verb(behind) and behind not in self._boundary

    def _is_apart(self, part: str, following: str) -> bool:
        """Whether a part says what a lead ends with, and the sentence goes on: 'to Ann Lee, the coach, they were'."""
        if first_word(part) not in self._words.articles | self._words.dangling or self._verbs.in_text(part):
            return False
        words = following.lower().split()
        if words[0] in self._words.pronouns - self._words.articles:
            return True
        verb = next((at for at, word in enumerate(words) if self._verbs.is_verb(word)), 0)
        return verb > 0 and self._words.conjunctions.isdisjoint(words[:verb])  # no list: 'the mayor, a clerk and a boy'

    def _names_anew(self, part: str, following: str) -> bool:
        """Whether a part says what the subject behind it is: 'A gifted speaker, Lincoln toured the state'."""
        is_definite = first_word(part) not in self._indefinite
        if is_definite and (first_word(part) not in self._words.articles or self._verbs.in_text(part)):
            return False
        if not following[0].isupper():
            return False
        words = following.split()
        verb = next((at for at in range(1, min(_NAMED, len(words))) if self._verbs.is_verb(words[at])), 0)
        return verb > is_definite and all(word[0].isupper() for word in words[:verb])  # 'The premier, Ada Renn was'

    def _is_leading(self, part: str) -> bool:
        words = bare(part).lower().split()
        if not words:
            return True
        if len(words) > 1 and words[0] in self._words.dangling and words[1] in self._words.subordinators:
            return True  # 'even if'
        subject = next((at for at, word in enumerate(words[:-1]) if at > 1 and word in self._subjects), 0)
        told = words[subject + 1 : subject + 3]
        told = told if told[:1] and told[0] in self._words.connectives else told[:1]  # 'While in Vale he also met'
        if subject and self._verbs.in_any(told) and not self._verbs.in_any(words[1:subject]):
            return False  # 'After the war he finished school'
        if (
            words[0] in self._words.subordinators
            or words[0] in self._words.heading
            or self._verbs.is_participle(words[0])
            or self._verbs.is_verb(words[0])
        ):
            return True
        if words[0] in self._words.unfinished and words[1:2] and words[1] in self._words.completing:
            return not self._verbs.is_present(words[0])  # 'Eager to please', not 'Plans to build a mill'
        if len(words) > 1 and words[0] in self._words.timing and self._verbs.is_participle(words[1]):
            return True  # 'Twice postponed because of a storm'
        parting = next((at for at, word in enumerate(words[:_FAR]) if word in self._parting), 0)
        if parting and words[parting - 1] in self._words.measuring and not self._verbs.in_any(words[:parting]):
            return True  # 'Moments after his plea', 'More than a year after the vote'
        if words[0] not in self._words.prepositions:
            return False
        narrowed = next((index for index, word in enumerate(words) if word in self._narrowing), len(words))
        return self._words.finite.isdisjoint(words[:narrowed])  # 'of the land that he held'

    def is_name(self, part: str) -> bool:
        words = part.split()
        longest = _PLACE if self._words.conjunctions.isdisjoint(words) else _LISTED
        return len(words) <= longest and words[0][0].isupper() and not self._verbs.in_any(words)

    def _is_trailing(self, part: str) -> bool:
        first = first_word(part)
        return (
            first in self._clauses
            or first in self._words.conjunctions
            or (self._verbs.is_participle(first) and part[0].islower())
            or self._verbs.is_verb(first)
        )

    def leads(self, part: str) -> bool:
        """Whether a part leads a sentence, behind a connective too: 'Also coinciding with the fair'."""
        first, _, rest = part.partition(" ")
        return self._is_leading(part) or (first.lower() in self._words.connectives and self._is_leading(rest))
