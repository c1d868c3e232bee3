"""Whom 'he' or 'she' means at the beginning of a sentence, where the sentences before it leave no doubt."""

from __future__ import annotations

import re
from functools import lru_cache

from timeline_api.events.dated import Dated
from timeline_api.events.lines import Line
from timeline_api.events.subject import Subject
from timeline_api.events.wording import Wording, load_wording, worded_languages
from timeline_api.frozen import replace
from timeline_api.temporal.grammar import Grammar
from timeline_api.temporal.lexicon import any_of
from timeline_api.temporal.read import Times

_LONGEST = 10  # tokens of who a sentence is about, up to its verb or comma
_LEAD = 6  # tokens of what leads a sentence besides a time at most
_FAR = 3  # sentences behind the last one that names somebody
_NOT_NAMES = ("PLURAL", "PLURALNOUN", "MONTH", "WEEKDAY", "PREP")
_ENDS = ("COMMA", "PREP", "CONJUNCTION")  # what the words that a sentence begins with end before, besides its verb


class People:
    """Follows who is told of from sentence to sentence."""

    def __init__(self, times: Times) -> None:
        self._times = times
        self._text = times.text
        self._name, self._two_names, self._ends = _finders(times.text.grammar)
        self._is_asked = times.text.has_class(0, times.text.size, "THIRD")  # else nobody asks who it is
        self._who: tuple[int, int] | None = None
        self._pronoun = ""
        self._line = 0
        self._surnames: set[str] = set()
        language = times.text.grammar.language
        self._words = load_wording(language) if language in worded_languages() else Wording()

    def named(self, event: Dated, line: Line) -> Dated:
        """The event with whom it tells of, where it begins its sentence with a pronoun for one who is plain."""
        if event.around is not None or event.says:
            return event
        if event.subject is None and event.first != line.first:
            return self._with_speaker(event, line)
        if self._who is None or line.number - self._line > _FAR:
            return event
        if (at := self._pronoun_at(line.first, line)) is None:
            return event
        if self._pronoun not in ("", self._text.tokens.text(at).lower()):
            return event
        if event.subject is None:
            return replace(event, subject=Subject(*self._who, at + 1))
        if (event.subject.first, event.subject.last) != (at, at + 1):
            return event
        first, last = self._who  # 'He led it in 1924 and quit in 1925'
        return replace(event, subject=replace(event.subject, first=first, last=last))

    def _with_speaker(self, event: Dated, line: Line) -> Dated:
        """The event with who spoke, where they tell of themselves: 'The bank said on Monday it would close'."""
        text, at = self._text, event.first + self._text.is_class(event.first, "THAT")
        if not text.is_class(at, "NOMINATIVE"):
            return event
        pronoun = text.tokens.text(at).lower()
        if pronoun not in self._words.own_pronouns:
            return event
        said = text.place(line.first + 1, min(at, line.first + _LONGEST), "REPORT")
        if said is None or not all(self._can_name(each) for each in range(line.first, said)):
            return event
        if pronoun in self._words.body_pronouns:
            is_meant = text.tokens.text(said - 1).lower() in self._words.bodies
        else:
            is_meant = said - line.first > 1 and self._two_names.match(text.codes, said - 2) is not None
        return replace(event, subject=Subject(line.first, said, at + 1)) if is_meant else event

    def _can_name(self, token: int) -> bool:
        """Whether a token can belong to the plain name of who speaks: 'The state bank', not 'Ann Lee, head of'."""
        classes = self._text.classes(token)
        return "NAME" in classes or "DET" in classes or ("OTHER" in classes and "STOP" not in classes)

    def _pronoun_at(self, first: int, line: Line) -> int | None:
        """The token of the pronoun that a sentence begins with, or behind what leads it: 'In 1965 she led'."""
        text, at = self._text, self._times.token_at
        begin = first
        for timex in line.timexes:
            if at(timex.start) - begin > text.is_class(begin, "PREP"):
                break
            begin = at(timex.end) + text.is_class(at(timex.end), "COMMA")
        if text.is_class(begin, "PREP") and (comma := text.place(begin, begin + _LEAD, "COMMA")) is not None:
            begin = comma + 1 if not text.has_class(begin, comma, "NAME") else begin  # 'During this time, she wrote'
        return begin if text.is_class(begin, "THIRD") else None

    def follow(self, line: Line) -> None:
        """Take note of whom a sentence is about; of nobody where it names others, or another thing acts in it."""
        text, first = self._text, line.first
        if not self._is_asked or first >= line.last or text.is_class(first, "THEIRS"):
            return
        if (at := self._pronoun_at(first, line)) is not None:
            pronoun = text.tokens.text(at).lower()
            self._who = self._who if self._pronoun in ("", pronoun) else None
            self._pronoun, self._line = pronoun, line.number
            return
        self._who, self._pronoun = (None if line.quoted else self._subject(first, line.last)), ""
        self._line = line.number

    def _subject(self, first: int, last: int) -> tuple[int, int] | None:
        """The tokens that name the one person whom a sentence is about; None where it is not plain."""
        text, codes = self._text, self._text.codes
        begin = end = self._name_end(first, last)
        while begin > first and self._name.match(codes, begin - 1) is not None:
            begin -= 1
        if begin == end or any(not self._is_place(each.start()) for each in self._two_names.finditer(codes, end, last)):
            return None
        if any(text.verbs.match(text.codes, at - 1) is not None for at in text.places(end + 1, last, "THEIRS")):
            return None  # 'Dahl called her a giant'
        surname = text.tokens.text(end - 1)
        is_known = surname in self._surnames
        if not is_known and (end - begin < 2 or not self._is_person(first, begin, end, last)):
            return None
        self._surnames.add(surname)
        return (begin, end)

    def _is_place(self, name: int) -> bool:
        """Whether the name at a token is that of a place, by the word before it: 'at the San Pedro Conservatory'."""
        text = self._text
        while text.is_class(name - 1, "DET") or self._name.match(text.codes, name - 1) is not None:
            name -= 1
        return text.tokens.text(name - 1).lower() in self._words.placing

    def _name_end(self, first: int, last: int) -> int:
        """Where the words end that a sentence begins with, before its verb or a comma."""
        text, codes = self._text, self._text.codes
        for found in self._ends.finditer(codes, first, min(last, first + _LONGEST)):
            at = found.start()
            classes = text.classes(at)
            if "COMMA" in classes or (text.verbs.match(codes, at) is not None and self._name.match(codes, at) is None):
                return at
            if "PREP" in classes or "CONJUNCTION" in classes:
                return first
        return first

    def _is_person(self, first: int, begin: int, end: int, last: int) -> bool:
        """Whether something says that a name is a person's: an age, 'who', what they are, or what is theirs."""
        text = self._text
        if text.is_class(end, "COMMA") and (
            text.is_class(end + 1, "INT") or text.is_class(end + 1, "PRONOUN_RELATIVE")
        ):
            return text.is_class(end + 1, "INT") or text.tokens.text(end + 1).lower() == "who"
        if begin > first and text.tokens.text(begin - 1).islower():
            return not text.is_class(begin - 1, "DET")  # 'The novelist Edwin Harrow'
        if text.grammar.finders["birth"].match(text.codes, end + 1) is not None:
            return True
        return text.has_class(end, last, "THEIRS") or text.grammar.finders["life"].match(text.codes, end) is not None


@lru_cache(maxsize=8)
def _finders(grammar: Grammar) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What finds a word of a name, two of them, and what the words that a sentence begins with may end before."""
    lexicon = grammar.lexicon
    capital, named, others = (frozenset(lexicon.charset(*each)) for each in (("CAP",), ("NAME",), _NOT_NAMES))
    codes = "".join(sorted(capital & named - others))
    name = any_of(codes)
    ends = lexicon.in_bits(lexicon.charset(*_ENDS)) | grammar.starts.get("verb", 0) & ~lexicon.in_bits(codes)
    return name, re.compile(name.pattern * 2), any_of(lexicon.of_bits(ends))
