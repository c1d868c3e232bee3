"""Break a long text off, so that it ends with a phrase and nothing is missed that it needs.

Each place where a phrase or clause starts is a candidate. What each would leave is judged by how complete it is, and
the most complete is taken, the longest among those.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from timeline_api.events.breakpoints import BreakPoints
from timeline_api.events.endings import CLAUSE, LITTLE, Endings
from timeline_api.events.holes import TIE
from timeline_api.events.insertions import first_word
from timeline_api.events.longsubject import LongSubject
from timeline_api.events.verbs import Verbs
from timeline_api.events.wording import Wording

LIMIT = 80  # characters of a title
_MUCH = 40  # characters that one cut before a clause should keep, where a later phrase could end it
_PREDICATE = 24  # characters from its verb on that a title with a long subject should keep
_ENOUGH = 20  # characters that a title should keep when it is cut at a phrase


class Left(IntEnum):
    """How complete a text is that was broken off, the most complete first."""

    WHOLE = 0
    VERB = 1  # with its verb at the end, which a phrase told more of: 'The mill burned and was sold'
    OWNED = 2  # before an 'of'
    SHORT = 3  # 'The vote was triggered', which leaves out much
    GOING_ON = 4  # with a verb, but within a clause that lacks its own
    WORDS = 5  # between two words, where no phrase starts
    PARTED = 6  # within a phrase: 'agreed to buy a credit card', which the word 'firm' follows
    UNTOLD = 7  # without a verb
    LACKING = 8  # 'has decided', which needs what follows
    BROKEN = 9  # not even up to its verb


class Broken(NamedTuple):
    """A text that was broken off, and how complete it is."""

    left: Left
    text: str


class BreakOff:
    """Breaks off texts of a language that are too long for a title."""

    def __init__(self, wording: Wording, verbs: Verbs, endings: Endings, subject: LongSubject) -> None:
        self._words = wording
        self._verbs = verbs
        self._subject = subject
        self._endings = endings
        self._points = BreakPoints(wording, verbs)

    def short(self, text: str) -> str:
        """A long text cut, with less of the subject of what was said where its verb would not fit."""
        said, told = self._subject.what_was_said(text)
        short = f"{said} {self._subject.shortened_told(told, LIMIT - len(said) - 1)}" if said else text
        if len(short) <= LIMIT:
            return short
        cut = self._best(text).text
        if len(short) == len(text) or len(cut) > len(said) + 1 + len(self._subject.up_to_verb(told)):
            return cut
        return self._cut(short).text

    def tells_much(self, text: str) -> str:
        """A long text cut where it is whole and tells enough of its long subject; '' where it would not."""
        cut = self._cut(text)
        predicate = len(cut.text) - len(self._subject.up_to_verb(cut.text))
        is_much = cut.left is Left.WHOLE and LIMIT > predicate >= _PREDICATE
        following = text.rpartition(cut.text)[2].split(" ", 2)[1:2]
        return cut.text if is_much and self._words.completing.isdisjoint(following) else ""  # not '| to keep the boy'

    def _best(self, text: str) -> Broken:
        """A long text cut, with less in it where that leaves more room for what stands at the end."""
        cut = self._cut(text)
        if cut.left is Left.WHOLE:
            return cut
        for less in self._with_less(text):
            without = self._fitted(less)
            if without.left < cut.left and without.left not in (Left.GOING_ON, Left.UNTOLD):
                cut = without
        if not self._is_lacking(text, cut):
            return cut
        for shorten in (self._subject.without_style, self._with_less_told, self._points.with_bare_share):
            if (less := shorten(text)) != text and (without := self._fitted(less)).left < Left.WORDS:
                return without
        return cut

    def _with_less_told(self, text: str) -> str:
        """A text with less of its subject, however short that is."""
        return self._subject.shortened_told(text, LIMIT)

    def _fitted(self, text: str) -> Broken:
        """A text cut where it is too long."""
        return self._cut(text) if len(text) > LIMIT else Broken(Left.WHOLE, text)

    def _is_lacking(self, text: str, cut: Broken) -> bool:
        """Whether a text was cut where it needs what follows."""
        full, end = text.split(" "), cut.text.count(" ") + 1
        return cut.left > Left.WORDS or (cut.left is Left.WORDS and end < len(full) and self._lacks(full, end))

    def _with_less(self, text: str) -> Iterator[str]:
        """A text without its first article, most of what its subject is, or a place before what somebody was bidden."""
        if first_word(text) in self._words.articles:
            yield text.partition(" ")[2]
        if (short := self._subject.without_role(text)) != text:
            yield short
        if (short := self._points.without_place(text)) != text:
            yield short

    def _cut(self, text: str) -> Broken:
        """A long text cut before a clause, else a phrase, else between words."""
        full = text.split(" ")
        count = len(text[: LIMIT + 1].split(" ")) - 1  # the last is cut in two, or empty
        if not count:
            return Broken(Left.WORDS, _hard_cut(text))
        verb = self._subject.main_verb(text)
        breaks = [broken for index in self._ends(full, count) if (broken := self._broken(full, index, verb))]
        best = min(breaks, key=lambda each: each.left, default=Broken(Left.BROKEN, ""))
        if best.left < Left.WORDS:
            return best
        cut = self._between_words(full, count, breaks)
        is_parted = text.startswith(cut) and self._parts_noun(cut, full[cut.count(" ") + 1])
        return Broken(Left.PARTED if is_parted else Left.WORDS, cut)

    def _ends(self, full: list[str], count: int) -> Iterator[int]:
        """Where a text can end within its first `count` words: before its clauses, then phrases, the longest first."""
        known = full[: count + 2]
        starts = [index for index in range(count, 0, -1) if self._points.is_start(known, known[index].lower(), index)]
        clauses = [index for index in starts if index < count and self._points.opens_clause(full, index)]
        first = [index for index in clauses if len(" ".join(full[:index])) >= _MUCH]
        yield from first
        yield from (index for index in starts if index not in first)

    def _broken(self, full: list[str], index: int, verb: int) -> Broken | None:
        """What is left before a word of a text with its verb at `verb`; None for too little."""
        words, after = full[:index], full[index].lower()
        is_closed = words[-1].lower() in self._words.particles and after in self._words.conjunctions
        found = " ".join(words) if is_closed else self._endings.trimmed(words)  # 'two sets down'
        if found and (end := found.count(" ") + 1) < index:
            words, after, index = full[:end], full[end].lower(), end
        if not self._is_enough(found):
            return None
        if index <= verb:
            return Broken(Left.BROKEN, found)
        if self._lacks(full, index):
            less = self._endings.without_dependent(words, after)
            return Broken(self._without_end(less), less or found)
        is_owned = after in self._words.genitive
        if is_owned:
            named = self._endings.without_name_of(words, full[index + 1 : index + 3])
            found = named if self._tells(named) else found  # not 'made | Ada Renn of Upper Orrin'
        if self._is_whole(found):
            if is_owned or len(found) < LITTLE:
                return Broken(Left.OWNED if is_owned else Left.SHORT, found)
            is_last = self._is_open_verb(words[-1].lower()) and not self._points.opens_clause(full, index)
            return Broken(Left.VERB if is_last else Left.WHOLE, found)
        return Broken(Left.GOING_ON if not is_owned and self._goes_on(found) else Left.UNTOLD, found)

    def _without_end(self, text: str) -> Left:
        """How complete a text is that has also lost what needed the words behind it."""
        if not self._is_whole(text):
            return Left.LACKING
        return Left.SHORT if self._verbs.is_verb(text[text.rfind(" ") + 1 :].lower()) else Left.WHOLE

    def _lacks(self, full: list[str], index: int) -> bool:
        """Whether what ends before a word needs what follows, or is half of what belongs together."""
        endings = self._endings
        lacks = self._splits_verb(full, index) or self._points.deed_ahead(full, index) > 0
        lacks = lacks or endings.lacks_its_end(full[:index], full[index].lower())
        return lacks or endings.is_cut_off(full, index) or endings.parts_a_pair(full, index)

    def _splits_verb(self, full: list[str], index: int) -> bool:
        """Whether a word that belongs to a verb stands at an end: 'let the dogs | out', not 'took a train | out of'."""
        if full[index].lower() not in self._words.particles or full[index - 1].endswith(","):
            return False
        return index + 1 == len(full) or full[index + 1].lower() not in self._words.genitive

    def _between_words(self, full: list[str], count: int, breaks: list[Broken]) -> str:
        """A text cut behind its first `count` words, or the best of its breaks where that ends within a phrase."""
        words, behind = full[:count], full[count : count + 2]
        cut = self._endings.trimmed(self._endings.without_half_name(words, behind)) or " ".join(words)
        if TIE in cut:
            return cut  # 'The bank said: Prices' is no headline
        if self._parts_noun(cut, full[cut.count(" ") + 1]):
            lacking = (each.text for each in breaks if each.left is Left.LACKING and self._tells(each.text))
            if told := next(lacking, ""):
                return told
        if self._verbs.in_text(cut) and self._is_enough(cut):
            return cut
        return min(breaks, key=lambda each: each.left, default=Broken(Left.WORDS, cut)).text

    def _goes_on(self, text: str) -> bool:
        """Whether a text has a verb, and goes on behind one of saying: not 'The clerks said'."""
        return self._verbs.in_text(text) and text[text.rfind(" ") + 1 :] not in self._words.report.verbs

    def _tells(self, text: str) -> bool:
        """Whether a text tells something, and does not end with its verb."""
        return self._is_whole(text) and not self._verbs.is_verb(text[text.rfind(" ") + 1 :].lower())

    def _is_open_verb(self, last: str) -> bool:
        """Whether a last word is a verb of which more may be told: 'and was renamed', 'and were told', not 'sank'."""
        is_done = last.endswith(self._words.finite_endings) and self._verbs.is_verb(last)
        return is_done or last in self._words.report.verbs

    def _parts_noun(self, cut: str, following: str) -> bool:
        """Whether a text that is cut between words ends within a phrase: 'to launder corporate | money'."""
        last = cut[cut.rfind(" ") + 1 :]
        is_small = last.islower() and last not in self._words.pronouns and following.islower() and following.isalpha()
        return is_small and following not in self._points.leaning and not self._verbs.is_verb(following)

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
        return bool(text) and not self._endings.is_opened(text) and self._endings.tells(text)


def _hard_cut(text: str) -> str:
    """A text that has no space to cut at, cut before a character that is no accent of the one before it."""
    end = LIMIT - 1
    while end > LIMIT // 2 and unicodedata.combining(text[end]):
        end -= 1
    return text[:end] + "…"
