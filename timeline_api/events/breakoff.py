"""Break a long text off, so that it ends with a phrase and nothing is missed that it needs."""

from __future__ import annotations

import unicodedata
from itertools import chain

from timeline_api.events.endings import CLAUSE, LITTLE, Endings
from timeline_api.events.holes import TIE
from timeline_api.events.insertions import first_word
from timeline_api.events.longsubject import LongSubject
from timeline_api.events.verbs import Verbs
from timeline_api.events.wording import Wording

LIMIT = 80  # characters of a title
_ENOUGH = 20  # characters that a title should keep when it is cut at a phrase
_NEAR = 4  # words of 'and tens of thousands'
_SUBJECT = 7  # words of 'and the old chief clerk' and a verb at most


class BreakOff:
    """Breaks off texts of a language that are too long for a title."""

    def __init__(self, wording: Wording, verbs: Verbs, endings: Endings, subject: LongSubject) -> None:
        self._words = wording
        self._verbs = verbs
        self._subject = subject
        self._endings = endings
        self._boundary = wording.leading | wording.conjunctions | wording.relatives
        self._starts = (self._boundary | wording.complementisers) - wording.particles
        self._clauses = wording.trailing
        self._inner = wording.leading | wording.narrowing | wording.conjunctions
        self._joining = wording.subordinators | wording.narrowing
        self._subjects = (wording.pronouns & wording.dangling) - wording.articles
        self._leaning = self._starts | wording.articles | wording.pronouns
        self._opening = self._boundary | wording.articles
        self._genitive = sorted(wording.genitive)[:1]
        self._tails = frozenset(ending[-1:] for ending in wording.participle_endings + wording.finite_endings)

    def short(self, text: str) -> str:
        """A long text cut, with less of the subject of what was said where its verb would not fit."""
        said, told = self._subject.what_was_said(text)
        short = f"{said} {self._subject.shortened_told(told, LIMIT - len(said) - 1)}" if said else text
        if len(short) <= LIMIT:
            return short
        cut, is_whole = self._cut(text)
        if not is_whole and first_word(text) in self._words.articles:
            without, is_better = self._cut(text.partition(" ")[2])
            cut = without if is_better else cut  # which has room for what stands at the end
        if len(short) == len(text) or len(cut) > len(said) + 1 + len(self._subject.up_to_verb(told)):
            return cut
        return self._cut(short)[0]

    def _cut(self, text: str) -> tuple[str, bool]:
        """Cut a long text before a clause, else a phrase, else between words; whether it tells what it should."""
        words, full = text[: LIMIT + 1].split(" "), text.split(" ")
        if len(words) == 1:
            return _hard_cut(text), False
        words.pop()  # cut in two, or empty
        behind = text[len(" ".join(words)) + 1 :].split(" ", 2)[:2]
        following = behind[0]
        main = self._subject.main_verb(text)
        known = [*words, *behind]
        low = [word.lower() for word in known]
        starts = [index for index in range(1, len(words) + 1) if self._is_start(known, low[index], index)]
        clauses = [index for index in starts if index < len(words) and self._opens_clause(full, index)]
        ends = (*reversed(clauses), *reversed(starts))
        candidates: list[str] = []
        short: list[str] = []  # 'The vote was triggered'; longer ones are looked for first
        owned: list[str] = []
        lacking: list[str] = []
        broken: list[str] = []
        for index in ends:
            after = low[index]
            is_closed = words[index - 1].lower() in self._words.particles and after in self._words.conjunctions
            found = " ".join(words[:index]) if is_closed else self._endings.trimmed(words[:index])  # 'two sets down'
            if not self._is_enough(found):
                continue
            if index <= main:
                broken.append(found)
                continue
            lacks = self._endings.lacks_its_end(words[:index], after) or self._endings.is_cut_off(full, index)
            if lacks or self._endings.parts_a_pair(known, index):
                measured = self._endings.without_measure(words[:index], after)
                (short if measured and self._is_whole(measured) else lacking).append(measured or found)
                continue
            if after in self._words.genitive:
                named = self._endings.without_name_of(words[:index], full[index + 1 : index + 3])
                found = named if self._tells(named) else found  # not 'made | Ada Renn of Upper Orrin'
                owned.append(found)  # 'charged with murder over the death | of a clerk'
                continue
            if self._is_whole(found) and (len(found) >= LITTLE or found in short):
                return found, True
            (short if self._is_whole(found) else candidates).append(found)
        if short:
            return short[0], True
        if whole := next(chain(filter(self._is_whole, owned), filter(self._goes_on, candidates)), ""):
            return whole, self._is_whole(whole)
        cut = self._endings.trimmed(self._endings.without_half_name(words, behind)) or " ".join(words)
        if TIE in cut:
            return cut, False  # 'The bank said: Prices' is no headline
        if self._parts_noun(cut, following) and (told := next(filter(self._tells, lacking), "")):
            return told, False
        if self._verbs.in_text(cut) and self._is_enough(cut):
            return cut, False
        return next(chain(candidates, lacking, broken), cut), False

    def _goes_on(self, text: str) -> bool:
        """Whether a text has a verb, and goes on behind one of saying: not 'The clerks said'."""
        return self._verbs.in_text(text) and text[text.rfind(" ") + 1 :] not in self._words.report.verbs

    def _tells(self, text: str) -> bool:
        """Whether a text tells something, and does not end with its verb."""
        return self._is_whole(text) and not self._verbs.is_verb(text[text.rfind(" ") + 1 :].lower())

    def _parts_noun(self, cut: str, following: str) -> bool:
        """Whether a text that is cut between words ends within a phrase: 'to launder corporate | money'."""
        is_small = cut[cut.rfind(" ") + 1 :].islower() and following.islower() and following.isalpha()
        return is_small and following not in self._leaning and not self._verbs.is_verb(following)

    def _is_start(self, words: list[str], word: str, index: int) -> bool:
        """Whether a phrase or clause starts at a word: 'of', 'that', or 'they' in 'a number of coins they found'."""
        if word in self._starts:
            return words[index - 1].lower() not in self._words.articles  # not 'offered a | concerning report'
        before = words[index - 1]
        if words[index][:1].isupper() and before.islower() and before.endswith("s") and before not in self._leaning:
            return not self._verbs.is_verb(before)  # 'the wedding of two stars | Ann Lee and'
        if word in self._words.particles:  # 'a train | out of Vale'
            return words[index + 1 : index + 2] == self._genitive and not self._verbs.is_verb(words[index - 1].lower())
        if word[-1:] in self._tails and self._narrows(words, word, index):
            return index + 1 < len(words) and words[index + 1].lower() in self._words.prepositions
        return word in self._subjects and index > 1 and words[index - 2].lower() in self._opening

    def _narrows(self, words: list[str], word: str, index: int) -> bool:
        """Whether a participle may tell more of the noun before it: 'a pair of jets | blasting', 'money | donated'."""
        if self._verbs.is_participle(word) and words[index - 1].endswith("s") and index + 1 < len(words):
            return True
        is_done = word.endswith(self._words.finite_endings) and self._verbs.is_verb(word)
        return is_done and self._follows_noun(words, index)

    def _follows_noun(self, words: list[str], index: int) -> bool:
        """Whether what looks like a verb tells more of the noun before it: 'comes from money | donated to the town'."""
        before = words[index - 1]
        if not before.islower() or self._verbs.is_verb(before) or before.endswith(","):
            return False
        near = words[max(0, index - _NEAR) : index]
        if not (self._words.copulas | self._words.auxiliaries | self._words.conjunctions).isdisjoint(near):
            return False  # 'was unanimously approved', 'have now partnered', 'and thousands forced'
        return before not in self._starts | self._words.pronouns | self._words.connectives | self._words.copulas

    def _opens_clause(self, words: list[str], index: int) -> bool:
        """Whether a clause begins at a word: 'which', 'and forced', 'but has', 'and the mayor left'."""
        word, after = words[index].lower(), words[index + 1].lower() if index + 1 < len(words) else ""
        if word in self._words.complementisers and self._verbs.is_verb(after):
            before = words[index - 1].lower()  # 'a stabbing | that sent a man to hospital'
            return not self._verbs.is_verb(before) and before not in self._leaning
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

    def _is_enough(self, text: str) -> bool:
        """Whether a text is long enough for a title, and ends with no participle that has no auxiliary."""
        words = text.rsplit(" ", 3)
        is_open = words[-1].islower() and self._verbs.is_participle(words[-1]) and words[-1] not in self._words.pointing
        is_open = is_open and not self._words.copulas.intersection(words[-CLAUSE - 1 : -1])
        is_open = is_open and self._words.articles.isdisjoint(words[-3:-1])  # 'demolished a tall building'
        return len(text) >= _ENOUGH and not is_open

    def _is_whole(self, text: str) -> bool:
        """Whether a text tells something: it has a verb, or says with what follows who said it as much as fits."""
        if TIE in text:
            return len(text) > LIMIT * 3 // 5
        return not self._endings.is_opened(text) and self._verbs.in_text(text)


def _hard_cut(text: str) -> str:
    """A text that has no space to cut at, cut before a character that is no accent of the one before it."""
    end = LIMIT - 1
    while end > LIMIT // 2 and unicodedata.combining(text[end]):
        end -= 1
    return text[:end] + "…"
