"""Find the verb of a long sentence, and leave out what only narrows its subject."""

from __future__ import annotations

from timeline_api.events.verbs import Verbs
from timeline_api.events.wording import Wording
from timeline_api.temporal.memory import Memory

_LONG = 40  # characters of a subject that leaves its verb too little room
_LONG_TOLD = 24  # the same of one in what was said
_TELLER = 12  # words of who said it and the verb
_REMEMBERED = 16  # texts
_LEAST = 2  # words of a subject that is left


class LongSubject:
    """Tells the subject of sentences of a language from their verb."""

    def __init__(self, wording: Wording, verbs: Verbs) -> None:
        self._words = wording
        self._verbs = verbs
        self._verb = Memory(self._find_main_verb, _REMEMBERED)  # asked for a text again when it is cut
        self._narrowing = wording.narrowing
        self._inner = wording.introducing | wording.trailing | wording.pronouns
        self._clauses = self._inner - wording.prepositions
        self._objects = wording.articles | wording.complementisers | wording.pronouns
        boundary = wording.leading | wording.conjunctions | wording.relatives
        self._starts = boundary | wording.complementisers
        self._opening = boundary | wording.articles
        self._joining = wording.narrowing | wording.wondering | wording.whens
        self._placing = wording.prepositions - wording.genitive - wording.subordinators
        self._bare = wording.prepositions - wording.subordinators
        self._ties = wording.conjunctions | self._inner
        self._describing = wording.dangling - wording.pronouns - wording.auxiliaries - wording.copulas
        self._telling = wording.complementisers | wording.report.plain
        self._behind_names = wording.connectives | wording.stamps

    def shortened(self, text: str, limit: int) -> str:
        """A text longer than `limit` without what narrows its long subject: 'A survey by two banks in Oslo showed'."""
        return self._shorter(text, limit, _LONG)

    def _shorter(self, text: str, limit: int, long: int) -> str:
        """The text with less of a subject of `long` characters and more."""
        words, verb = text.split(" "), self.main_verb(text)
        subject = [word.lower() for word in words[:verb]]
        listed = next((at for at, word in enumerate(subject) if word.endswith(",")), verb)
        if len(" ".join(subject)) < long or subject[0] in self._starts or self._is_deed(subject):
            return text
        before = subject[:-1] if self._verbs.is_verb(subject[-1]) else subject
        if before and before[-1] in self._words.conjunctions:
            return text  # 'The church dates from 1200 but was | rebuilt'
        behind = [*self._adverbs(words, verb), *words[verb:]]
        told = [
            " ".join((*words[:place], *behind))
            for place in reversed(self._places(subject))
            if place <= listed and subject[place - 1] not in self._words.measuring  # 'Two minutes into the match'
            if not (subject[place] in self._words.governing and self._is_named(words, place))
        ]
        owned = [
            " ".join((*words[:place], *behind))
            for place in reversed(self._owners(words[:verb], subject))
            if place <= listed
        ]
        return next((each for each in (*told, *owned) if len(each) <= limit), (*told[-1:], *owned[:1], text)[0])

    def _is_deed(self, subject: list[str]) -> bool:
        """Whether a subject is what somebody does: 'trying to find the cause of it', not 'operating profit of it'."""
        return self._verbs.is_participle(subject[0]) and not self._opening.isdisjoint(subject[1:2])

    def what_was_said(self, text: str) -> tuple[str, str]:
        """A text parted behind who said it: 'He said that', 'the wars will go on'; '' first where nobody did."""
        words = text.split(" ")
        if not self.may_tell(words[:_TELLER]):
            return "", text
        for at in range(1, min(len(words) - 1, _TELLER)):
            if self.ends_saying(words, at):
                return " ".join(words[: at + 1]), " ".join(words[at + 1 :])
        return "", text

    def may_tell(self, words: list[str]) -> bool:
        """Whether any word can part who said something from what was said; cheap."""
        return not self._telling.isdisjoint(words)

    def ends_saying(self, words: list[str], at: int) -> bool:
        """Whether what was said begins behind the word `at`, neither first nor last: 'said | it', 'ruled that | it'."""
        if words[at] in self._words.complementisers:
            return self._verbs.is_verb(words[at - 1])
        return words[at] in self._words.report.plain and words[at + 1] not in self._words.complementisers

    def shortened_told(self, told: str, limit: int) -> str:
        """What was said without what narrows its subject: 'the wars in parts of the trade will go on'."""
        return self._shorter(told, limit, _LONG_TOLD)

    def without_role(self, text: str) -> str:
        """A text without all but the last word of what somebody is, before the name: 'Vale District Judge Ann Lee'."""
        words = text.split(" ")
        verb = self.main_verb(text)
        end = next((at for at in range(verb) if words[at] in self._words.conjunctions), verb)
        style = next((at for at in range(end - _LEAST, 0, -1) if words[at].lower() in self._words.styles), 0)
        is_named = all(word[:1].isupper() or word in self._words.conjunctions for word in words[style + 1 : verb])
        if not style or not is_named or not self._starts.isdisjoint(words[:style]):
            return text
        kept = [word for word in words[:style] if word.lower() in self._words.qualifying]
        kept = [] if words[style - 1].islower() else kept  # 'The former head of state Mr Renn'
        return " ".join((*kept, *words[style:]))

    def without_style(self, text: str) -> str:
        """A text without what somebody is before a whole name: 'Premier Ada Renn has' to 'Ada Renn has'."""
        short = self.without_role(text)
        words, verb = short.split(" "), self.main_verb(short)
        style = next((at for at in range(verb) if words[at].lower() in self._words.styles), verb)
        named = words[style + 1 : verb]
        is_whole = len(named) >= _LEAST and all(word[:1].isupper() for word in words[:verb])
        return " ".join(words[style + 1 :]) if is_whole else text

    def up_to_verb(self, text: str) -> str:
        """The words of a text before its verb."""
        return " ".join(text.split(" ")[: self.main_verb(text)])

    def _owners(self, named: list[str], subject: list[str]) -> list[int]:
        """Where a subject of small words can end before what it is of: 'The lower house | of the parliament'."""
        ties = (index for index, word in enumerate(subject) if word in self._ties)
        end = next((index for index in ties if not _joins_names(named, index)), len(subject))
        return [
            index
            for index in range(_LEAST - (subject[0] not in self._words.articles), end)
            if subject[index] in self._words.genitive and subject[index - 1] not in self._words.portions
            if not self._is_named(named, index)
        ]

    def _is_named(self, named: list[str], index: int) -> bool:
        """Whether a name goes on behind a word like 'of': 'The Sons | of the Republic', 'The Guild | for Glass'."""
        if not named[index - 1][:1].isupper():
            return False
        if any(word.rstrip(".").lower() in self._words.styles for word in named[: index - 1]):
            return False  # 'Sen. Ada Renn | of Vale'
        behind = named[index + 1 : index + 3]
        if behind and behind[0] in self._words.articles:
            return behind[-1][:1].isupper() and not named[index - 2][:1].isupper()  # 'The Vale Chapter | of the Sons'
        return bool(behind) and behind[0][:1].isupper()

    def _places(self, subject: list[str]) -> list[int]:
        """Where a subject of small words can end: before what places it, and a clause or participle that narrows it."""
        inner = next((index for index, word in enumerate(subject) if word in self._clauses), None)
        if inner is not None:
            end = inner - (subject[inner - 1] in self._bare)  # 'a crash in Vale | in which'
            is_said = subject[inner - 1] in self._words.report.verbs  # 'Officials believe | that a suspect'
            return [end] if end >= _LEAST and subject[inner] in self._narrowing and not is_said else []
        places = (
            self._end(subject, index)
            for index in range(_LEAST - (subject[0] not in self._words.articles), len(subject))
            if self._is_narrowed(subject, index) and not self._ends_with_participle(subject[:index])
        )
        return [place for place in places if place]

    def _end(self, subject: list[str], index: int) -> int:
        """Where a subject ends before a place: before its participle, too: 'Tests carried | out in Oslo'."""
        if subject[index - 1] in self._words.particles:
            index -= 1
            index -= self._verbs.is_participle(subject[index - 1])  # 'wars flaring | up in Oslo'
        return index - self._verbs.is_verb(subject[index - 1])

    def _is_narrowed(self, subject: list[str], index: int) -> bool:
        """Whether a phrase that narrows a subject begins at a word: 'in Oslo', 'containing the bones'."""
        if subject[index] in self._placing:
            return True
        if subject[index] in self._words.bearings and index + 1 < len(subject):
            return subject[index + 1] in self._words.genitive  # 'Two fires north of Vale'
        if subject[index].endswith(self._words.finite_endings) and index + 1 < len(subject):
            return index >= _LEAST and subject[index + 1] in self._words.genitive  # 'A man convicted of murder'
        is_held = subject[index - 1] in self._words.articles | self._words.prepositions  # 'aimed at ending a strike'
        if not self._verbs.is_participle(subject[index]) or is_held:
            return False
        following = subject[index + 1 : index + 2]
        return bool(following) and (following[0] in self._words.articles or following[0][:1].isdigit())

    def _ends_with_participle(self, words: list[str]) -> bool:
        """Whether small words end with a participle that needs what follows: 'vessels assisting', not 'the bombing'."""
        return self._verbs.is_participle(words[-1]) and self._words.articles.isdisjoint(words[-3:])

    def _adverbs(self, words: list[str], verb: int) -> list[str]:
        """The small word between a name and a verb: 'Engineers in Oslo last heard from it'."""
        last, name = words[verb - 1], words[verb - 2]
        is_behind_name = verb > _LEAST and name[:1].isupper() and not name.endswith(self._words.possessives)
        return [last] if is_behind_name and last in self._behind_names else []

    def main_verb(self, text: str) -> int:
        """The word that is the verb of a text, behind those of clauses that narrow its subject; 0 for none known."""
        return self._verb[text]

    def _find_main_verb(self, text: str) -> int:
        words = text.split(" ")
        inner = index = 0
        while index < len(words) - 1:
            index += 1
            word = words[index]
            if word in self._joining or self._opens_clause(words, index):
                is_told = self._is_bare_verb(words, index + 1)
                index, inner = index + is_told, inner + (not is_told)
            elif self._is_main_verb(words, index):
                if not inner:
                    return self._behind_participle(words, index)
                inner -= 1
                while index + 1 < len(words) and self._is_of_verb(words[index], words[index + 1]):
                    index += 1
        return 0

    def _opens_clause(self, words: list[str], index: int) -> bool:
        """Whether a clause with a subject of its own begins at a word: 'after she refused'."""
        return (
            words[index] in self._words.subordinators and words[min(index + 1, len(words) - 1)] in self._words.pronouns
        )

    def _is_bare_verb(self, words: list[str], index: int) -> bool:
        """Whether a verb that no list knows stands at a word, with its object: 'the sisters who | own the house'."""
        if index + 1 >= len(words) or words[index + 1] not in self._words.articles:
            return False
        return words[index].isalpha() and words[index] not in self._objects and not self._verbs.is_verb(words[index])

    def _is_of_verb(self, verb: str, word: str) -> bool:
        """Whether a word behind a verb belongs to it: 'was fired', not 'started did'."""
        is_helper = verb in self._words.auxiliaries or verb in self._words.copulas
        return is_helper and (word in self._words.copulas or self._verbs.is_verb(word))

    def _behind_participle(self, words: list[str], verb: int) -> int:
        """The auxiliary behind a participle of the subject, 'Two men accused of arson were'; else `verb`."""
        if verb + 1 == len(words) or words[verb] in self._words.auxiliaries or self._verbs.is_present(words[verb]):
            return verb
        behind = verb + 1 + (words[verb + 1] in self._words.particles and verb + 2 < len(words))
        if words[behind].lower() not in self._bare:
            return verb  # 'An intensive search turned up one body', not 'Tests carried out in Oslo showed'
        low = [word.lower() for word in words]
        for index in range(verb + 2, len(low)):
            if low[index - 1] in self._words.counting and low[min(index + 1, len(low) - 1)] in self._words.genitive:
                continue  # 'moved to hold both | ends of it'
            if low[index] in self._words.auxiliaries:
                return verb if low[index - 1] in self._words.completing else index  # 'looked to have won'
            if low[index - 1] in self._describing:
                continue  # 'ended in the sale of its most | prized loom'
            if self._verbs.is_verb(low[index]) and self._begins_what_follows(low[index], low[index + 1 : index + 2]):
                return index
            is_inner = low[index] in self._clauses or low[index] in self._words.conjunctions
            if is_inner or (self._verbs.is_verb(low[index]) and not self._is_described(low, index)):
                return index if not is_inner and self._has_bare_object(low, index) else verb
        return verb

    def _has_bare_object(self, low: list[str], index: int) -> bool:
        """Whether a noun stands on both sides of a verb: 'Analysts asked by Nord on average expected sales'."""
        if index + 1 >= len(low) or low[index + 1] in self._words.complementisers:
            return False
        if low[index - 1] in self._words.conjunctions | self._behind_names or self._is_owner(low[index - 1]):
            return False
        is_bare = low[index + 1] not in self._words.prepositions
        return is_bare and self._words.auxiliaries.isdisjoint(low[index + 1 :])

    def _is_described(self, low: list[str], index: int) -> bool:
        """Whether what looks like a verb tells more of the noun behind it: 'accused of selling | infected meat'."""
        before, behind = low[index - 1], low[min(index + 1, len(low) - 1)]
        if behind in self._opening or not behind[:1].isalpha():
            return False
        is_held = before in self._words.articles or before in self._bare or self._is_owner(before)
        return is_held or self._verbs.is_participle(before)

    def _is_owner(self, word: str) -> bool:
        """Whether a word says whose something is: "Italy's"."""
        return bool(self._words.possessives) and word.endswith(self._words.possessives)

    def _begins_what_follows(self, verb: str, following: list[str]) -> bool:
        """Whether the word behind a verb begins its object or a clause: 'collapsed after', not 'based in'."""
        if following and following[0] in self._words.complementisers and verb.endswith(self._words.finite_endings):
            # not 'protested against a law adopted | that lets police'
            return verb in self._words.report.verbs or verb in self._words.proving
        return bool(following) and (following[0] in self._objects or following[0] in self._words.subordinators)

    def _is_main_verb(self, words: list[str], index: int) -> bool:
        """Whether a word can be the verb of a sentence, not the participle or adjective of its subject."""
        word = words[index]
        if not word.islower() or not self._verbs.is_verb(word):
            return False
        before = words[index - 1].lower()
        if before in self._words.auxiliaries and words[index - 2] in self._words.completing:
            return False  # 'who seemed to have won'
        if before.endswith(self._words.manner_endings) and before not in self._words.nominal:
            described = index > _LEAST and words[index - 2].lower() in self._words.articles
            if described and index + 1 < len(words) and words[index + 1] not in self._starts:
                return False  # 'its newly acquired mill'
        if word in self._words.copulas and before in self._words.prepositions:
            return True  # 'the shed he lived in was sold'
        return before in self._narrowing or before not in self._opening  # 'a train that derailed'


def _joins_names(words: list[str], index: int) -> bool:
    """Whether a word stands between two names: 'Pilots Ada Renn and Ida Quill | of the Vale Station'."""
    beside = words[index - 1 : index] + words[index + 1 : index + 2]
    return len(beside) > 1 and all(word[:1].isupper() for word in beside)
