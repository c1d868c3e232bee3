"""Whom 'he' or 'she' means at the beginning of a sentence, where the sentences before it leave no doubt."""

from __future__ import annotations

from timeline_api.events.dated import Dated
from timeline_api.events.lines import Line
from timeline_api.events.subject import Subject
from timeline_api.frozen import replace
from timeline_api.temporal.read import Times

_LONGEST = 10  # tokens of who a sentence is about, up to its verb or comma
_FAR = 3  # sentences behind the last one that names somebody
_NOT_NAMES = frozenset(("PLURAL", "PLURALNOUN", "MONTH", "WEEKDAY", "PREP", "ORG"))


class People:
    """Follows who is told of from sentence to sentence."""

    def __init__(self, times: Times) -> None:
        self._times = times
        self._text = times.text
        self._who: tuple[int, int] | None = None
        self._pronoun = ""
        self._line = 0
        self._surnames: set[str] = set()

    def named(self, event: Dated, line: Line) -> Dated:
        """The event with whom it tells of, where it begins its sentence with a pronoun for one who is plain."""
        if event.subject is not None or event.around is not None or event.says or event.first != line.first:
            return event
        at = self._pronoun_at(event.first, line)
        if at is None or line.number - self._line > _FAR or self._who is None:
            return event
        if self._pronoun not in ("", self._text.tokens.text(at).lower()):
            return event
        return replace(event, subject=Subject(*self._who, at + 1))

    def _pronoun_at(self, first: int, line: Line) -> int | None:
        """The token of the pronoun that a sentence begins with, or that stands behind its time: 'In 1965 she led'."""
        text, at = self._text, self._times.token_at
        begin = first
        for timex in line.timexes:
            if at(timex.start) - begin > text.is_class(begin, "PREP"):
                break
            begin = at(timex.end) + text.is_class(at(timex.end), "COMMA")
        return begin if text.is_class(begin, "THIRD") else None

    def follow(self, line: Line) -> None:
        """Take note of whom a sentence is about; of nobody where it names others, or another thing acts in it."""
        text, first = self._text, line.first
        if first >= line.last or text.is_class(first, "THEIRS"):
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
        text = self._text
        end = self._name_end(first, last)
        begin = end
        while begin > first and self._is_name(begin - 1):
            begin -= 1
        if begin == end or any(self._is_name(at) and self._is_name(at + 1) for at in range(end, last - 1)):
            return None
        if any(text.verbs.match(text.codes, at - 1) is not None for at in text.places(end + 1, last, "THEIRS")):
            return None  # 'Dahl called her a giant'
        surname = text.tokens.text(end - 1)
        is_known = surname in self._surnames
        if not is_known and (end - begin < 2 or not self._is_person(first, begin, end, last)):
            return None
        self._surnames.add(surname)
        return (begin, end)

    def _name_end(self, first: int, last: int) -> int:
        """Where the words end that a sentence begins with, before its verb or a comma."""
        text = self._text
        for at in range(first, min(last, first + _LONGEST)):
            if text.is_class(at, "COMMA") or (not self._is_name(at) and text.verbs.match(text.codes, at) is not None):
                return at
            if text.is_class(at, "PREP") or text.is_class(at, "CONJUNCTION"):
                return first
        return first

    def _is_name(self, at: int) -> bool:
        classes = self._text.classes(at)
        return "CAP" in classes and "NAME" in classes and _NOT_NAMES.isdisjoint(classes)

    def _is_person(self, first: int, begin: int, end: int, last: int) -> bool:
        """Whether something says that a name is a person's: an age, 'who', what they are, or what is theirs."""
        text = self._text
        if text.is_class(end, "COMMA") and (
            text.is_class(end + 1, "INT") or text.is_class(end + 1, "PRONOUN_RELATIVE")
        ):
            return text.is_class(end + 1, "INT") or text.tokens.text(end + 1).lower() == "who"
        if begin > first and text.tokens.text(begin - 1).islower():
            return not text.is_class(begin - 1, "DET")  # 'The novelist Edwin Harrow'
        return (
            text.has_class(end, last, "THEIRS") or text.grammar.finders["birth"].match(text.codes, end + 1) is not None
        )
