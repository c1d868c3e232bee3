"""Make a sentence short enough for a title, phrase by phrase: what leads, what stands beside a name, what trails.

A sentence comes as its parts, the pieces between its commas.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import chain

from timeline_api.events.endings import CLAUSE, LITTLE, Endings
from timeline_api.events.holes import HOLE, TIE
from timeline_api.events.insertions import Insertions, first_word
from timeline_api.events.longsubject import LongSubject
from timeline_api.events.verbs import Verbs
from timeline_api.events.wording import Wording

LIMIT = 80  # characters of a title
_APPOSITION = 8  # words of a name that stands beside another at most
_NAMED_ANEW = 14  # words of one with an article, 'a clerk accused of', at most
_PLACE = 2  # words of a place that stands beside another at most
_NAMED = 4  # words of a name and the verb behind it at most
_LISTED = 5  # words of the last two of a list at most: 'Ian Moss and others'
_ENOUGH = 20  # characters that a title should keep when it is cut at a phrase
_NEAR = 4  # words of 'and tens of thousands'
_FAR = 6  # words of 'More than two hundred years after'
_LED = 3  # parts of 'In Vale, the mayor, Ada Renn, denied it' before the last
_BREAK = re.compile(r"[;:] ")
_HELD = f" {HOLE}"


def filled(parts: list[str]) -> list[str]:
    """The parts that are not blank, and one at least."""
    return [part for part in parts if part.strip()] or [""]


class Shortener:
    """Shortens sentences of a language."""

    def __init__(self, wording: Wording, verbs: Verbs, insertions: Insertions) -> None:
        self._words = wording
        self._verbs = verbs
        self._insertions = insertions
        self._subject = LongSubject(wording, verbs)
        self._endings = Endings(wording, verbs)
        self._boundary = wording.leading | wording.conjunctions | wording.relatives
        self._starts = (self._boundary | wording.complementisers) - wording.particles
        self._indefinite = frozenset().union(*(agreement.words for agreement in wording.agreement))
        self._narrowing = wording.narrowing
        self._parting = wording.subordinators & wording.prepositions
        self._clauses = wording.trailing
        self._subjects = (wording.pronouns & wording.dangling) - wording.articles
        self._leaning = self._starts | wording.articles | wording.pronouns
        self._opening = self._boundary | wording.articles
        self._genitive = sorted(wording.genitive)[:1]

    def fit(self, parts: list[str]) -> str:
        """The parts as one text of at most `LIMIT` characters that ends with a phrase."""
        parts = self.without_lead(self._without_apposition(self._one_clause(self._one_break(parts))))
        whole = bare(", ".join(parts))
        parts = self._without_trail(parts)
        text = bare(", ".join(parts))
        if len(text) < len(whole):
            text = self._endings.closed(self._endings.without_opened(text)) if self._verbs.in_text(text) else whole
        if len(text) > LIMIT and first_word(text) in self._words.articles:
            without = text.partition(" ")[2]
            text = without if len(without) <= LIMIT else text
        text = text if len(text) <= LIMIT or TIE in text else self._subject.shortened(text, LIMIT)
        return text if len(text) <= LIMIT else self._cut(text)

    def _without_trail(self, parts: list[str]) -> list[str]:
        """As many of the first parts as fit, without the beginning of a clause whose verb did not: ', and a second'."""
        count = len(parts)
        while count > 1 and _length(parts[:count]) > LIMIT:
            count -= 1
        if count == len(parts):
            return parts
        is_listed = first_word(parts[count - 1]) in self._words.conjunctions
        if not is_listed and self._describes(parts[count - 1], parts[count]):
            return parts[: count + 1]
        for index, part in enumerate(parts[:count]):
            if (
                part[part.rfind(" ") + 1 :].lower() in self._words.complementisers
            ):  # 'the view that, while it lasts, ...'
                return [*parts[:index], self._endings.trimmed(part.split(" "))]
        for index in range(count - 1, 0, -1):
            if self._verbs.in_text(parts[index]):
                break
            if first_word(parts[index]) in self._words.conjunctions:
                return parts[:index]
        return parts[:count]

    def _describes(self, part: str, following: str) -> bool:
        """Whether a part ends with one of several adjectives of what follows: 'set an unofficial, voluntary limit'."""
        words, first = part.lower().split(), first_word(following)
        if len(words) < 2 or words[-2] not in self._indefinite or not following[0].islower():
            return False
        if self._verbs.is_verb(first) or self._verbs.is_participle(first):
            return False
        return first not in self._leaning

    def _one_break(self, parts: list[str]) -> list[str]:
        """Of a text in pieces ('a; b') the piece that had a date, else the first with a verb."""
        text = ", ".join(parts)
        if not _BREAK.search(text):
            return parts
        pieces = [piece for piece in _BREAK.split(text) if piece.strip()]
        best = [p for p in pieces if HOLE in p] or [p for p in pieces if self._verbs.in_text(p)]
        parts = filled((best or pieces)[0].split(", "))
        # 'paid tribute, saying: He was': the last word has lost what it led to.
        return parts[:-1] if len(parts) > 1 and self._verbs.is_participle(parts[-1]) else parts

    def _one_clause(self, parts: list[str]) -> list[str]:
        """Of 'the family refused, and agents took the child' the second, when it alone had a date."""
        dated = next((index for index, part in enumerate(parts) if HOLE in part), 0)
        first, _, clause = parts[dated].partition(" ")
        if not dated or first not in self._words.conjunctions:
            return parts
        if first_word(clause) in self._words.complementisers:
            clause = clause.partition(" ")[2]  # ', and that he knew of none'
        rest = [clause, *parts[dated + 1 :]]
        is_clause = self._verbs.in_text(" ".join(rest)) and not self._verbs.is_verb(first_word(clause))
        return rest if is_clause else parts

    def without_lead(self, parts: list[str]) -> list[str]:
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
                or (first and self._leads_on(parts[first]))
                or (first and self._is_name(parts[first]))
                or (first and self._is_apart(parts[first], parts[first + 1]))
                or self._names_anew(parts[first], parts[first + 1])
            ):
                break
            first += 1
        is_clause = self._verbs.in_text(" ".join(parts[first:])) or first_word(parts[first]) in self._words.pronouns
        return parts[first:] if first and is_clause else parts

    def _leads_on(self, part: str) -> bool:
        """Whether a part goes on with what leads a sentence: 'As agreed with banks, and in line with the law, it'."""
        tie, _, rest = part.partition(" ")
        is_joined = tie in self._words.conjunctions and first_word(rest) in self._words.prepositions
        return is_joined and not self._verbs.in_text(rest)

    def _lists_on(self, part: str, following: str) -> bool:
        """Whether a list of names that a part begins goes on behind its comma: 'In Kent, Essex and Ulster most'."""
        if not part[part.rfind(" ") + 1 :][:1].isupper() or not following[0].isupper():
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
        if first_word(part) not in self._indefinite or not following[0].isupper():
            return False
        return any(self._verbs.is_verb(word) for word in following.split()[1:_NAMED])

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
            or self._verbs.is_participle(words[0])
            or self._verbs.is_verb(words[0])
        ):
            return True
        parting = next((at for at, word in enumerate(words[:_FAR]) if word in self._parting), 0)
        if parting and words[parting - 1] in self._words.measuring and not self._verbs.in_any(words[:parting]):
            return True  # 'Moments after his plea', 'More than a year after the vote'
        if words[0] not in self._words.prepositions:
            return False
        narrowed = next((index for index, word in enumerate(words) if word in self._narrowing), len(words))
        return self._words.finite.isdisjoint(words[:narrowed])  # 'of the land that he held'

    def _is_name(self, part: str) -> bool:
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

    def _without_apposition(self, parts: list[str]) -> list[str]:
        """'August Kranz, 45, of Leeds, was charged' to 'August Kranz was charged'."""
        if len(parts) > 2 and self._is_role(parts[0]) and self._is_name(parts[1]):
            parts = [" ".join(parts[:3]), *parts[3:]]  # 'Former president, Ada Renn, was suspended'
        if len(parts) > 1 and first_word(parts[1]) in self._words.copulas and not self._verbs.in_text(parts[0]):
            parts = [f"{parts[0]} {parts[1]}", *parts[2:]]  # 'The head of Halden Inc., was jailed'
        is_led = len(parts) > 2 and self._leads(parts[0])
        if is_led and len(parts) > _LED:
            return [parts[0], *self._without_apposition(parts[1:])]  # 'In Vale, the mayor, Ada Renn, denied it'
        is_subject = len(parts) > 2 and not is_led and self._verbs.can_be_subject(parts[0])
        if is_subject and (verb := self._verb_part(parts)) and not self._insertions.is_told(parts[1]):
            parts = [f"{parts[0]} {parts[verb]}", *parts[verb + 1 :]]
        if len(parts) > 2 and _length(parts) > LIMIT and self._is_aside(parts):
            parts = self._insertions.spliced(parts, 1, 2)
        for index in range(1 + is_led, len(parts) - 1):
            size, following = len(parts[index].split()), first_word(parts[index + 1])
            longest = _NAMED_ANEW if first_word(parts[index]) in self._indefinite else _APPOSITION
            auxiliary = size <= longest and following in self._words.auxiliaries
            is_verb = self._verbs.is_verb(first_word(parts[index])) and self._verbs.in_text(parts[index - 1])
            if auxiliary or (size <= _PLACE and self._verbs.is_verb(following) and not is_verb):
                return self._insertions.spliced(parts, index, index + 1)
        return parts

    def _leads(self, part: str) -> bool:
        """Whether a part leads a sentence, behind a connective too: 'Also coinciding with the fair'."""
        first, _, rest = part.partition(" ")
        return self._is_leading(part) or (first.lower() in self._words.connectives and self._is_leading(rest))

    def _verb_part(self, parts: list[str]) -> int:
        """The part with the verb of a subject, behind what names it anew; 0 when there is none."""
        if verb := self._insertions.verb_part(parts, 2):
            return verb
        is_anew = first_word(parts[1]) in self._words.articles or parts[1][0].isupper()
        first, _, rest = parts[2].partition(" ")
        is_present = is_anew and self._verbs.is_present(first) and first_word(rest) in self._opening
        return 2 if is_present else 0  # 'Orbis, a start-up of two friends, floats in Oslo'

    def _is_role(self, part: str) -> bool:
        """Whether a part is what somebody is, without an article: 'Former president'."""
        words = part.split()
        return (
            len(words) <= _PLACE
            and words[0][0].isupper()
            and words[-1].islower()
            and words[0].lower() not in self._leaning
            and words[0].lower() not in self._words.dangling
        )

    def _is_aside(self, parts: list[str]) -> bool:
        """Whether the second part is a participle's, between subject and verb: 'The wing, designed by R. T., opens'."""
        first, after = first_word(parts[1]), first_word(parts[2])
        if not self._verbs.can_be_subject(parts[0]) or not self._verbs.is_verb(first) or not after.isalpha():
            return False
        return parts[2][0].islower() and after not in self._starts and after not in self._words.articles

    def _cut(self, text: str) -> str:
        """Cut a long text before a clause, else before a phrase, else between words."""
        words = text[: LIMIT + 1].split(" ")
        if len(words) == 1:
            return _hard_cut(text)
        words.pop()  # cut in two, or empty
        behind = text[len(" ".join(words)) + 1 :].split(" ", 2)[:2]
        following = behind[0]
        main = self._subject.main_verb(text)
        known = [*words, *behind]
        starts = [index for index in range(1, len(words) + 1) if self._is_start(known, index)]
        clauses = [index for index in starts if index < len(words) and self._opens_clause(words, index, following)]
        ends = (*reversed(clauses), *reversed(starts))
        candidates: list[str] = []
        short: list[str] = []  # 'The vote was triggered'; longer ones are looked for first
        owned: list[str] = []
        broken: list[str] = []
        for index in ends:
            found, after = self._endings.trimmed(words[:index]), known[index].lower()
            if not self._is_enough(found):
                continue
            if index <= main:
                broken.append(found)
                continue
            if self._endings.lacks_its_end(words[:index], after) or self._endings.parts_a_pair(known, index):
                broken.append(found)
                continue
            if after in self._words.genitive:
                owned.append(found)  # 'charged with murder over the death | of a clerk'
                continue
            if self._is_whole(found) and (len(found) >= LITTLE or found in short):
                return found
            (short if self._is_whole(found) else candidates).append(found)
        if short:
            return short[0]
        whole = chain(filter(self._is_whole, owned), filter(self._verbs.in_text, candidates))
        cut = self._endings.trimmed(words) or " ".join(words)
        if TIE in cut:
            return cut  # 'The bank said: Prices' is no headline
        is_told = self._verbs.in_text(cut) and self._is_enough(cut)
        return next(chain(whole, [cut] if is_told else [*candidates, *broken]), "") or cut

    def _is_start(self, words: list[str], index: int) -> bool:
        """Whether a phrase or clause starts at a word: 'of', 'that', or 'they' in 'a number of coins they found'."""
        word = words[index].lower()
        if words[index - 1].lower() in self._words.articles:
            return False  # 'offered a | concerning report'
        if word in self._starts:
            return True
        if word in self._words.particles:  # 'a train | out of Vale'
            return words[index + 1 : index + 2] == self._genitive and not self._verbs.is_verb(words[index - 1].lower())
        if self._verbs.is_participle(word) and words[index - 1].endswith("s") and index + 1 < len(words):
            return words[index + 1].lower() in self._words.prepositions  # 'a pair of jets | blasting out of'
        if self._verbs.is_verb(word) and word.endswith(self._words.finite_endings) and self._follows_noun(words, index):
            return index + 1 < len(words) and words[index + 1].lower() in self._words.prepositions
        return word in self._subjects and index > 1 and words[index - 2].lower() in self._opening

    def _follows_noun(self, words: list[str], index: int) -> bool:
        """Whether what looks like a verb tells more of the noun before it: 'comes from money | donated to the town'."""
        before = words[index - 1]
        if not before.islower() or self._verbs.is_verb(before) or before.endswith(","):
            return False
        near = words[max(0, index - _NEAR) : index]
        if not (self._words.copulas | self._words.auxiliaries | self._words.conjunctions).isdisjoint(near):
            return False  # 'was unanimously approved', 'have now partnered', 'and thousands forced'
        return before not in self._starts | self._words.pronouns | self._words.connectives | self._words.copulas

    def _opens_clause(self, words: list[str], index: int, following: str) -> bool:
        """Whether a clause begins at a word: 'which', 'and forced', 'but has'."""
        word = words[index].lower()
        after = words[index + 1].lower() if index + 1 < len(words) else following.lower()
        return word in self._clauses or (word in self._words.conjunctions and self._verbs.is_verb(after))

    def _is_enough(self, text: str) -> bool:
        """Whether a text is long enough for a title, and ends with no participle that has no auxiliary."""
        words = text.rsplit(" ", 3)
        is_open = self._verbs.is_participle(words[-1]) and words[-1] not in self._words.pointing
        is_open = is_open and not self._words.copulas.intersection(words[-CLAUSE:-1])
        is_open = is_open and self._words.articles.isdisjoint(words[-3:-1])  # 'demolished a tall building'
        return len(text) >= _ENOUGH and not is_open

    def _is_whole(self, text: str) -> bool:
        """Whether a text tells something: it has a verb, or says with what follows who said it as much as fits."""
        if TIE in text:
            return len(text) > LIMIT * 3 // 5
        return not self._endings.is_opened(text) and self._verbs.in_text(text)


def bare(text: str) -> str:
    """A text without the marks of the dates that were taken out."""
    return (text.replace(_HELD, "").replace(HOLE, "") if HOLE in text else text).strip()


def _length(parts: list[str]) -> int:
    return len(bare(", ".join(parts)))


def _hard_cut(text: str) -> str:
    """A text that has no space to cut at, cut before a character that is no accent of the one before it."""
    end = LIMIT - 1
    while end > LIMIT // 2 and unicodedata.combining(text[end]):
        end -= 1
    return text[:end] + "…"
