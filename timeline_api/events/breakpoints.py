"""Where a long text can be broken off: before the words that a phrase or clause starts at."""

from __future__ import annotations

from timeline_api.events.verbs import Verbs
from timeline_api.events.wording import Wording

_NEAR = 5  # words of 'and tens of thousands'
_BIDDEN = 14  # words of 'ordered the chief clerk of the port at the mill' at most
_PLACE = 8  # words of a place, and more than one, at most
_SUBJECT = 7  # words of 'and the old chief clerk' and a verb at most


class BreakPoints:
    """Finds where phrases and clauses start in texts of a language; `leaning` words go with what follows them."""

    def __init__(self, wording: Wording, verbs: Verbs) -> None:
        self._words = wording
        self._verbs = verbs
        self._boundary = wording.leading | wording.conjunctions | wording.relatives
        self._starts = (self._boundary | wording.complementisers) - wording.particles
        self._clauses = wording.trailing
        self._inner = wording.leading | wording.narrowing | wording.conjunctions
        self._joining = wording.subordinators | wording.narrowing
        self._subjects = (wording.pronouns & wording.dangling) - wording.articles
        self.leaning = self._starts | wording.articles | wording.pronouns
        self._indefinite = frozenset().union(*(agreement.words for agreement in wording.agreement))
        self._opening = self._boundary | wording.articles
        self._no_nouns = self._starts | wording.particles | wording.pronouns | wording.connectives | wording.copulas
        self._to = wording.completing & wording.governing
        self._places = wording.prepositions - wording.genitive - self._to
        self._parting = wording.narrowing | wording.trailing
        self._helping = wording.copulas | wording.auxiliaries
        self._tying = self._helping | wording.conjunctions
        self._genitive = sorted(wording.genitive)[:1]
        self._tails = frozenset(ending[-1:] for ending in wording.participle_endings + wording.finite_endings)

    def is_start(self, words: list[str], word: str, index: int) -> bool:
        """Whether a phrase or clause starts at a word: 'of', 'that', or 'they' in 'a number of coins they found'."""
        if word in self._starts:
            return words[index - 1].lower() not in self._words.articles  # not 'offered a | concerning report'
        before = words[index - 1]
        if words[index][:1].isupper() and before.islower() and before.endswith("s") and before not in self.leaning:
            return not self._verbs.is_verb(before)  # 'the wedding of two stars | Ann Lee and'
        if word in self._words.particles:  # 'a train | out of Vale'
            return words[index + 1 : index + 2] == self._genitive and not self._verbs.is_verb(words[index - 1].lower())
        if word[-1:] in self._tails and index + 1 < len(words) and self._narrows(words, word, index):
            return True
        return word in self._subjects and index > 1 and words[index - 2].lower() in self._opening

    def _narrows(self, words: list[str], word: str, index: int) -> bool:
        """Whether a participle may tell more of the noun before it: 'a pair of jets | blasting', 'money | donated'."""
        before, behind = words[index - 1], words[index + 1].lower()
        if self._verbs.is_participle(word):
            is_of_many = before.endswith("s") and before not in self._helping
            is_narrowing = is_of_many and behind in self._words.prepositions
            return is_narrowing or (behind in self._words.articles and self._follows_noun(words, index))
        is_done = word.endswith(self._words.finite_endings) and self._verbs.is_verb(word)
        return is_done and behind in self._words.prepositions and self._follows_noun(words, index)

    def _follows_noun(self, words: list[str], index: int) -> bool:
        """Whether what looks like a verb tells more of the noun before it: 'comes from money | donated to the town'."""
        before = words[index - 1]
        if not before.islower() or self._verbs.is_verb(before) or before.endswith((",", *self._words.manner_endings)):
            return False
        near = words[max(0, index - _NEAR) : index]
        if not self._tying.isdisjoint(near):
            return False  # 'was unanimously approved', 'have now partnered', 'and thousands forced'
        joint = next((at for at in range(len(near) - 1, -1, -1) if near[at] in self._joining), -1)
        if joint >= 0 and not self._verbs.in_any(near[joint:]):
            return False  # 'was hurt after a small plane crashed in Vale'
        return before not in self._no_nouns

    def opens_clause(self, words: list[str], index: int) -> bool:
        """Whether a clause begins at a word: 'which', 'and forced', 'but has', 'and the mayor left'."""
        word, after = words[index].lower(), words[index + 1].lower() if index + 1 < len(words) else ""
        if word in self._words.complementisers and self._verbs.is_verb(after):
            before = words[index - 1].lower()  # 'a stabbing | that sent a man to hospital'
            return not self._verbs.is_verb(before) and before not in self.leaning
        if word in self._words.governing and self._clauses:
            behind = (each.lower() for each in words[index + 1 : index + _SUBJECT])
            return word in self._clauses and self._verbs.in_any(behind)  # not 'works | as a nurse for the town'
        if word not in self._words.conjunctions:
            return word in self._clauses
        return self._verbs.is_verb(after) or self._has_subject(words, index)

    def _has_subject(self, words: list[str], index: int) -> bool:
        """Whether a clause with a subject of its own begins at an 'and': '| and he left', '| and the mayor left'.

        Not where two do one thing: 'said the clerk and the mayor left', 'after the clerk and the mayor left'.
        """
        if index + 1 >= len(words):
            return False
        subject = words[index + 1].lower()
        if subject in self._words.pronouns and subject not in self._words.articles:
            return True
        if subject not in self._words.articles:
            return False
        behind = words[index + 2 : index + _SUBJECT]
        verb = next((at for at, each in enumerate(behind) if self._verbs.is_verb(each)), 0)
        if not verb or not self._inner.isdisjoint(behind[:verb]):
            return False
        for at in range(index - 1, 0, -1):
            if words[at] in self._joining or words[at] in self._words.pairing:
                return False
            if self._verbs.is_verb(words[at]):
                is_described = words[at + 1] in self._words.completing  # 'a group led by a bank and its chairman'
                return words[at] not in self._words.report.verbs and not is_described
        return False

    def deed_ahead(self, words: list[str], index: int) -> int:
        """The 'to' of what somebody is bidden, behind a place at a word: 'told us | in Vale to go'; 0 for none."""
        near = words[max(0, index - _BIDDEN) : index]
        bid = next((at for at in range(len(near) - 2, -1, -1) if near[at] in self._words.bidding), -1)
        if bid < 0 or not (self._to | self._parting).isdisjoint(near[bid:]):
            return 0
        for at in range(index, min(len(words) - 1, index + _PLACE)):
            if words[at] in self._to:
                return at if words[at + 1].islower() and words[at + 1] not in self.leaning else 0
            if words[at] in self._parting or words[at - 1].endswith(",") or self._verbs.is_verb(words[at]):
                return 0
        return 0

    def with_bare_share(self, text: str) -> str:
        """A text without what describes a share of something: 'struck | a remote, hilly | part of Vale'."""
        words = text.split(" ")
        for index in range(2, len(words) - 1):
            if words[index] in self._words.shares and words[index + 1] in self._words.genitive:
                begin = next((at for at in range(index - 1, 0, -1) if words[at] in self._opening), index)
                is_held = words[begin] in self._indefinite and not self._verbs.in_any(words[begin + 1 : index])
                return " ".join((*words[:begin], *words[index:])) if is_held else text
        return text

    def without_place(self, text: str) -> str:
        """A text without a place between whom somebody bid and what was to be done; as it is where there is none."""
        words = text.split(" ")
        for index in range(2, len(words)):
            if words[index] in self._places and (deed := self.deed_ahead(words, index)):
                return " ".join((*words[:index], *words[deed:]))
        return text
