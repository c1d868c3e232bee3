"""Leave out of a sentence what stands between commas and is not needed: insertions, and what a date left broken.

A sentence comes as its parts, the pieces between its commas.
"""

from __future__ import annotations

from timeline_api.events.holes import HOLE, NEEDED
from timeline_api.events.verbs import Verbs
from timeline_api.events.wording import Wording

_AGE = 3  # digits of an age at most


class Insertions:
    """Finds insertions in sentences of a language."""

    def __init__(self, wording: Wording, verbs: Verbs) -> None:
        self._words = wording
        self._verbs = verbs
        self._ties = wording.connectives | wording.conjunctions
        self._leading = wording.leading
        self._inner = wording.trailing | wording.narrowing
        self._helping = wording.copulas | wording.auxiliaries

    def without(self, parts: list[str]) -> list[str]:
        """The parts without what stands between subject and verb: 'who ...', 'however', a phrase that lost its date."""
        lone = next((at for at, part in enumerate(parts) if at and part in self._words.relatives), 0)
        if lone and self._verbs.in_text(" ".join(parts[:lone])):
            parts = parts[:lone]  # 'He went to Vale, where, with his son, he built boats'
        tail = next((at for at, part in enumerate(parts) if at and self._is_of_which(part)), 0)
        if tail and self._verbs.in_text(" ".join(parts[:tail])) and not self.verb_part(parts, tail + 1):
            parts = parts[:tail]  # 'The canal was finished in 1816, by which time its backers were bankrupt'
        index = 1
        while index < len(parts) - 1:
            if _is_age(parts[index]) and (_ends_with_name(parts[index - 1]) or self._is_aged(parts, index)):
                parts = self._without_age(parts, index)
                continue
            if self._ends_there(parts, index):
                return parts[:index]
            end = self._end(parts, index)
            if end:
                parts = self.spliced(parts, index, end)
            else:
                index += 1
        return parts[:-1] if _is_age(parts[-1]) and len(parts) > 1 and _ends_with_name(parts[-2]) else parts

    def _is_of_which(self, part: str) -> bool:
        """Whether a relative clause behind a preposition begins a part: 'by which time', 'of whom'."""
        first, second = _two_words(part)
        return first in self._words.prepositions and second in self._words.relatives

    def _is_aged(self, parts: list[str], index: int) -> bool:
        """Whether an age stands behind a subject without a name: 'A customer, 31, was hurt'."""
        return index == 1 and first_word(parts[0]) in self._words.articles and self._verbs.can_be_subject(parts[0])

    def _without_age(self, parts: list[str], index: int) -> list[str]:
        """The parts without the age behind a name: 'sentenced Tobias Renn, 34, to nine years'."""
        first = first_word(parts[index + 1])
        is_named = index > 1 and self._can_lack_verb(parts[0], "") and self._verbs.can_be_subject(parts[0])
        if (
            (is_named and self._verbs.is_verb(first))  # 'The owner, Ada Renn, 52, was'
            or first in self._words.relatives
            or first in self._words.genitive
            or self._verbs.is_participle(first)
            or first in self._words.articles
            or not parts[index + 1][0].islower()
        ):
            return [*parts[:index], *parts[index + 1 :]]
        return self.spliced(parts, index, index + 1)

    def _end(self, parts: list[str], index: int) -> int:
        """Where the insertion that begins with a part ends; 0 when none does."""
        if parts[index].lower() in self._words.connectives:
            return index + 1
        first = first_word(parts[index])
        if first in self._words.relatives and self._is_begun(parts[index]):
            return 0  # 'taken to Vale, where the man, his clothes torn, was treated'
        if first in self._words.relatives:
            return self.verb_part(parts, index + 1) or self._intent_part(parts, index + 1) or index + 1
        if index > 2 or HOLE not in parts[index] or HOLE in parts[index - 1] or self.is_told(parts[index]):
            return 0
        return self.verb_part(parts, index + 1) if self._can_lack_verb(parts[index - 1], first) else 0

    def is_told(self, part: str) -> bool:
        """Whether a part has a verb that is not that of a clause in it: 'Men, women and the old were at home, ...'."""
        words = part.lower().split()
        inner = next((at for at, word in enumerate(words) if word in self._inner), len(words))
        return not self._helping.isdisjoint(words[:inner])

    def _ends_there(self, parts: list[str], index: int) -> bool:
        """Whether nothing behind a clause with 'where' goes on with the sentence: 'to Vale, where he lived, at sea'."""
        first = first_word(parts[index])
        if first not in self._words.relatives or not self._verbs.in_text(parts[index]):
            return False
        if self.verb_part(parts, index + 1):
            return False
        if index == 1 and first_word(parts[0]) in self._leading and not self._verbs.in_text(parts[0]):
            return not self._verbs.in_text(parts[index + 1])  # 'In Vale, where it rained, they met'
        # 'praised by the banks, which have taken loans from Nord, Vale and Lea'
        is_list = self._verbs.in_text(parts[index - 1]) and parts[index + 1][0].isupper()
        return first in self._words.subordinators or is_list

    def _is_begun(self, part: str) -> bool:
        """Whether a relative clause has a subject of its own, as behind 'where', but no verb yet."""
        return first_word(part) in self._words.subordinators and " " in part and not self._verbs.in_text(part)

    def _can_lack_verb(self, part: str, following: str) -> bool:
        """Whether a part may be a bare subject, and the next one, which begins with `following`, an insertion."""
        if following in self._words.conjunctions or first_word(part) in self._leading:
            return False
        return not self._verbs.in_text(part)

    def spliced(self, parts: list[str], start: int, end: int) -> list[str]:
        """The parts without those from `start` to before `end`; the comma goes too where it parts subject and verb."""
        is_led = first_word(parts[0]) in self._leading or self._verbs.is_participle(first_word(parts[0]))
        is_named_anew = start > 1 and not is_led and first_word(parts[start - 1]) in self._words.articles
        if is_named_anew and not self._verbs.in_text(" ".join(parts[:start])):
            return [*parts[:start], *parts[end:]]  # 'The Greens, a party of the towns, who had led it, lost'
        is_lead = first_word(parts[start - 1]) in self._leading and not self._verbs.is_verb(first_word(parts[end]))
        comma = "," if is_lead else ""  # not 'after Nord, which makes looms, left it'
        if comma and start == 1:
            return [parts[0], *parts[end:]]
        return [*parts[: start - 1], f"{parts[start - 1]}{comma} {parts[end]}", *parts[end + 1 :]]

    def verb_part(self, parts: list[str], start: int) -> int:
        """The first part from `start` on that begins with a verb; 0 when there is none."""
        for index in range(start, len(parts)):
            if self._verbs.is_verb(first_word(parts[index])):
                return index
        return 0

    def _intent_part(self, parts: list[str], start: int) -> int:
        """The first part from `start` on that tells what somebody is about to do, 'plans to build'; 0 for none."""
        for index in range(start, len(parts)):
            first, second = _two_words(parts[index])
            if second in self._words.completing and self._verbs.is_present(first):
                return index
        return 0

    def mended(self, parts: list[str]) -> list[str]:
        """The parts joined anew where one was only a date, or makes no sense without it."""
        kept = [parts[0]]
        gap = False
        is_put_in = len(parts) > 2 and not self._verbs.in_text(self._said(parts[0]))
        for index, part in enumerate(parts[1:], start=1):
            if index == len(parts) - 1 and self._is_only_verb(kept, part):
                return [f"{kept[0]} {part}"] if len(kept) == 2 else [*kept, part]
            if self._is_broken(part, is_insertion=index == 1 and is_put_in):
                gap = True
                continue
            first = first_word(part)
            clause = first in self._words.subordinators and not self._verbs.is_participle(first)
            opens = kept[-1][kept[-1].rfind(" ") + 1 :].lower() in self._words.subordinators  # 'when, in 1959, he'
            is_subject = first in self._words.pronouns and first not in self._words.articles
            joins = opens or (is_put_in and len(kept) == 1)
            joins = joins or (self._can_lack_verb(kept[-1], first) and not is_subject)
            clause = clause or (first in self._words.prepositions and first not in self._words.particles)
            clause = clause and not (len(kept) == 1 and self._leads_to(kept[0], part))
            joins = joins or kept[-1][kept[-1].rfind(" ") + 1 :] in self._helping  # 'The house was, in 1857, defended'
            if (gap and (joins or first in self._words.prepositions)) or (clause and kept[-1].endswith(HOLE)):
                kept[-1] = f"{kept[-1]} {part}"
            else:
                kept.append(part)
            gap = False
        return kept

    def _leads_to(self, part: str, following: str) -> bool:
        """Whether a clause leads another behind its comma: 'After the dam broke on Monday, at least nine fled'."""
        is_clause = first_word(part) in self._words.subordinators and self._verbs.in_text(part)
        return is_clause and first_word(following) in self._words.prepositions and self._verbs.in_text(following)

    def _said(self, part: str) -> str:
        """What is said in a part: 'the road' of 'He said that the road'; all of it where nothing is."""
        words = part.split()
        that = next((at for at, word in enumerate(words) if word in self._words.complementisers), -1)
        return " ".join(words[that + 1 :])

    def _is_only_verb(self, kept: list[str], part: str) -> bool:
        """Whether a part that has lost its date is the only verb, in the present: 'The mayor, Ann Lee, resigns'."""
        first, _, rest = part.partition(" ")
        return rest == HOLE and self._verbs.is_present(first) and not self._verbs.in_text(" ".join(kept))

    def _is_broken(self, part: str, *, is_insertion: bool) -> bool:
        """Whether a part was only a date, or is left with one word ('ending'; 'closed' in an insertion)."""
        first, _, rest = part.partition(" ")
        if rest == HOLE:
            return is_insertion or not self._verbs.is_verb(first)
        return part == HOLE or NEEDED in part or (HOLE in part and self._only_ties(part))

    def _only_ties(self, part: str) -> bool:
        """Whether nothing but ties is left where dates were: ', first to May and then to June'."""
        return all(word == HOLE or word in self._ties for word in part.split())


def _is_age(part: str) -> bool:
    return len(part) <= _AGE and part.isdecimal()


def _ends_with_name(part: str) -> bool:
    return part[part.rfind(" ") + 1 :][:1].isupper()


def _two_words(part: str) -> tuple[str, str]:
    """The first two words of a part, '' for one that it lacks."""
    first, second = (*part.split(" ", 2), "")[:2]
    return first, second


def first_word(part: str) -> str:
    """The first word of a part, small."""
    return part.partition(" ")[0].lower()
