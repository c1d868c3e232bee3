"""Make a sentence short enough for a title, phrase by phrase: what leads, what stands beside a name, what trails.

A sentence comes as its parts, the pieces between its commas.
"""

from __future__ import annotations

import re

from timeline_api.events.breakoff import LIMIT, BreakOff
from timeline_api.events.endings import LITTLE, Endings
from timeline_api.events.holes import HOLE, TIE, bare
from timeline_api.events.insertions import Insertions, first_word
from timeline_api.events.leads import Leads
from timeline_api.events.listedsubject import ListedSubject
from timeline_api.events.longsubject import LongSubject
from timeline_api.events.verbs import Verbs
from timeline_api.events.wording import Wording

_APPOSITION = 8  # words of a name that stands beside another at most
_NAMED_ANEW = 14  # words of one with an article, 'a clerk accused of', at most
_PLACE = 2  # words of a place that stands beside another at most
_NAME = 4  # words of a name that stands beside what it names at most
_LED = 3  # parts of 'In Vale, the mayor, Ada Renn, denied it' before the last
_BREAK = re.compile(r"[;:] ")
_DONE = 5  # letters of what only ends like a participle
_SCORE = re.compile(r"(?<!\S)\d+[-–]\d+(?=$| )")


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
        self._listed = ListedSubject(wording, verbs, self._subject)
        self.leads = Leads(wording, verbs)
        self._endings = Endings(wording, verbs)
        self._breakoff = BreakOff(wording, verbs, self._endings, self._subject)
        self._boundary = wording.leading | wording.conjunctions | wording.relatives
        self._starts = (self._boundary | wording.complementisers) - wording.particles
        self._indefinite = frozenset().union(*(agreement.words for agreement in wording.agreement))
        self._leaning = self._starts | wording.articles | wording.pronouns
        self._opening = self._boundary | wording.articles

    def fit(self, parts: list[str]) -> str:
        """The parts as one text of at most `LIMIT` characters that ends with a phrase."""
        parts = self._placed(self._one_clause(self._one_break(parts)))
        parts = self.leads.without(self._without_apposition(self._without_inner_lead(parts)))
        whole = bare(", ".join(parts))
        if len(whole) <= LIMIT:
            return whole
        parts = self._listed.shortened(parts)
        whole = bare(", ".join(parts))
        parts = self._without_trail(self._with_its_deed(parts))
        text = bare(", ".join(parts))
        if len(text) < len(whole):
            text = self._endings.closed(self._endings.without_opened(text)) if self._verbs.in_text(text) else whole
        if len(text) > LIMIT and first_word(text) in self._words.articles:
            without = text.partition(" ")[2]
            text = without if len(without) <= LIMIT else text
        said, tie, told = text.rpartition(TIE)
        if len(text) <= LIMIT:
            return text
        less = f"{said}{tie}{self._subject.shortened(told, LIMIT - len(said + tie))}"
        if len(less) < len(text) and (much := self._breakoff.tells_much(text)):
            return much
        return less if len(less) <= LIMIT else self._breakoff.short(less)

    def _with_its_deed(self, parts: list[str]) -> list[str]:
        """The parts without one that stands before what somebody was bidden: 'requires the guild, ..., to close'."""
        for index in range(len(parts) - 2):
            following = first_word(parts[index + 2])
            if following in self._words.completing and self._endings.lacks_its_end(parts[index].split(" "), following):
                return [*parts[:index], f"{parts[index]} {parts[index + 2]}", *parts[index + 3 :]]
        return parts

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
        if self._lists_on(parts[count - 1], parts[count]):
            return [*parts[: count - 1], self._without_list(parts[count - 1])]
        for index in range(count - 1, 0, -1):
            if self._verbs.in_text(parts[index]):
                break
            if first_word(parts[index]) in self._words.conjunctions:
                return parts[:index]
            before, _, tie = parts[index - 1].rpartition(" ")
            if tie in self._words.conjunctions and before:
                return [*parts[: index - 1], before]  # 'reached the river and, beside its banks, | founded the town'
        return parts[:count]

    def _lists_on(self, part: str, following: str) -> bool:
        """Whether the last of a list of names stands in what follows: 'a fund for Vale', 'Lea and Oslo'."""
        words = following.split(" ")
        tie = next((at for at, word in enumerate(words) if word in self._words.conjunctions), 0)
        is_named = bool(tie) and words[tie + 1 : tie + 2] != [] and words[tie + 1][:1].isupper()
        return is_named and _is_capital(" ".join(words[:tie])) and not self._verbs.in_text(following)

    def _without_list(self, part: str) -> str:
        """A part without the phrase of a list of names that it begins: 'set up a fund | for Vale'; else all of it."""
        words = part.split(" ")
        begin = next((at for at in range(len(words) - 1, 0, -1) if not words[at][:1].isupper()), 0)
        short = " ".join(words[:begin])
        is_phrase = words[begin] in self._words.prepositions and len(words) > begin + 1
        return short if is_phrase and len(short) >= LITTLE and self._verbs.in_text(short) else part

    def _describes(self, part: str, following: str) -> bool:
        """Whether a part ends with one of several adjectives of what follows: 'set an unofficial, voluntary limit'.

        Or with one of several scores: 'a 3-6, 6-4 win'.
        """
        if _SCORE.search(part) and _SCORE.match(following):
            return True
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
        told = [piece for piece in pieces if self._verbs.in_text(piece)]
        best = [piece for piece in told if HOLE in piece] or told or [piece for piece in pieces if HOLE in piece]
        parts = filled((best or pieces)[0].split(", "))
        words = parts[-1].split(" ")
        if words[-1] in self._words.report.verbs and words[-2:-1] and words[-2] in self._words.conjunctions:
            parts = filled([*parts[:-1], " ".join(words[:-2])])  # 'called it sudden and added: "..."'
        # 'paid tribute, saying: He was': the last word has lost what it led to.
        return parts[:-1] if len(parts) > 1 and self._verbs.is_participle(parts[-1]) else parts

    def _one_clause(self, parts: list[str]) -> list[str]:
        """Of 'the family refused, and agents took the child' the second, when it alone had a date."""
        dated = next((index for index, part in enumerate(parts) if HOLE in part), 0)
        if (clause := self._dated_clause(parts[dated])) is not None:
            return [clause, *parts[dated + 1 :]]
        first, _, clause = parts[dated].partition(" ")
        if not dated or first not in self._words.conjunctions:
            return parts
        if first_word(clause) in self._words.complementisers:
            clause = clause.partition(" ")[2]  # ', and that he knew of none'
        rest = [clause, *parts[dated + 1 :]]
        is_clause = self._verbs.in_text(" ".join(rest)) and not self._verbs.is_verb(first_word(clause))
        return rest if is_clause else parts

    def _dated_clause(self, part: str) -> str | None:
        """The clause of a date behind an 'and' without a comma: 'he hurt a leg and on Monday the club sold him'."""
        before, tie, behind = part.partition(f" {HOLE} ")
        if not tie:
            return None
        told, _, last = before.rpartition(" ")
        if last not in self._words.conjunctions or HOLE in told or not self._verbs.in_text(told):
            return None
        return behind if self._verbs.begins_subject(behind) and self._verbs.in_text(behind) else None

    def _without_inner_lead(self, parts: list[str]) -> list[str]:
        """The parts without what leads a clause that was said: 'said that if it won, it would stay'."""
        if len(parts) < 2:
            return parts
        words = bare(parts[0]).split(" ")
        if not self._subject.may_tell(words) or _length(parts) <= LIMIT:
            return parts
        at = next((at for at in range(1, len(words) - 1) if self._leads_inside(words, at)), 0)
        if not at or first_word(parts[1]) in self._starts or not self._verbs.in_text(parts[1]):
            return parts
        told = self.leads.supposed(parts[1:]) if words[at + 1] in self._words.supposing else parts[1:]
        return [f"{' '.join(words[: at + 1])} {told[0]}", *told[1:]]

    def _leads_inside(self, words: list[str], at: int) -> bool:
        """Whether a clause that leads what was said begins behind a word: 'ruled that | if', 'said | after'."""
        following = words[at + 1]
        if following not in self._words.subordinators or following in self._words.asking:
            return False
        return self._subject.ends_saying(words, at)

    def _placed(self, parts: list[str]) -> list[str]:
        """The parts with a subject and the place before it as one: 'Vale, Maine-based Halden Inc.', 'sued'."""
        if len(parts) < 2 or not parts[1].partition(" ")[0].endswith(self._words.placing_endings):
            return parts
        return [f"{parts[0]}, {parts[1]}", *parts[2:]]

    def _without_apposition(self, parts: list[str]) -> list[str]:
        """'August Kranz, 45, of Leeds, was charged' to 'August Kranz was charged'."""
        if len(parts) > 2 and self._is_role(parts[0]) and self.leads.is_name(parts[1]):
            parts = [" ".join(parts[:3]), *parts[3:]]  # 'Former president, Ada Renn, was suspended'
        if len(parts) > 1 and first_word(parts[1]) in self._words.copulas and not self._verbs.in_text(parts[0]):
            parts = [f"{parts[0]} {parts[1]}", *parts[2:]]  # 'The head of Halden Inc., was jailed'
        is_led = len(parts) > 2 and self.leads.leads(parts[0])
        if is_led and len(parts) > _LED:
            return [parts[0], *self._without_apposition(parts[1:])]  # 'In Vale, the mayor, Ada Renn, denied it'
        _, told = self._subject.what_was_said(parts[0])  # 'Police said the plane, a Piper, crashed'
        is_subject = len(parts) > 2 and not is_led and self._verbs.can_be_subject(told)
        if is_subject and (verb := self._verb_part(parts)) and not self._insertions.is_told(parts[1]):
            parts = [f"{parts[0]} {parts[verb]}", *parts[verb + 1 :]]
        if len(parts) > 2 and _length(parts) > LIMIT and self._is_aside(parts):
            parts = self._insertions.spliced(parts, 1, 2)
        for index in range(1 + is_led, len(parts) - 1):
            size, following = len(parts[index].split()), first_word(parts[index + 1])
            longest = _NAMED_ANEW if first_word(parts[index]) in self._indefinite else _APPOSITION
            auxiliary = size <= longest and following in self._words.auxiliaries
            is_verb = self._verbs.is_verb(first_word(parts[index])) and self._verbs.in_text(parts[index - 1])
            is_short = size <= _PLACE or (size <= _NAME and _is_capital(parts[index]))
            is_apart = self._verbs.is_verb(following) and self._parts_subject(parts, index)
            if auxiliary or is_apart or (is_short and self._verbs.is_verb(following) and not is_verb):
                tie, _, _ = parts[index].partition(" ")
                if tie in self._words.conjunctions:  # 'was held, and after a trial, was freed'
                    return [*parts[:index], f"{tie} {parts[index + 1]}", *parts[index + 2 :]]
                return self._insertions.spliced(parts, index, index + 1)
        return parts

    def _parts_subject(self, parts: list[str], index: int) -> bool:
        """Whether a part names anew the subject of a clause without a verb yet: 'asked if the mill, a ruin, would'."""
        return first_word(parts[index]) in self._words.articles and self._endings.is_opened(bare(parts[index - 1]))

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
        is_done = self._verbs.is_verb(first) or (len(first) > _DONE and first.endswith(self._words.done_endings))
        if not self._verbs.can_be_subject(parts[0]) or not is_done or not after.isalpha():
            return False
        return parts[2][0].islower() and after not in self._starts and after not in self._words.articles


def _is_capital(part: str) -> bool:
    """Whether a part is a name: 'Renn & Quill', 'Ada B. Renn'."""
    return all(word[0].isupper() or not word[0].isalnum() for word in part.split())


def _length(parts: list[str]) -> int:
    return len(bare(", ".join(parts)))
