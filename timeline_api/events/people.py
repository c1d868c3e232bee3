"""Whom 'he' or 'she' means at the beginning of a sentence, where the sentences before it leave no doubt."""

from __future__ import annotations

import re
from functools import lru_cache

from timeline_api.events.attachment import is_participle
from timeline_api.events.dated import Dated
from timeline_api.events.lines import Line
from timeline_api.events.subject import Subject, is_age
from timeline_api.events.wording import Wording, load_wording, worded_languages
from timeline_api.frozen import replace
from timeline_api.temporal.grammar import Grammar
from timeline_api.temporal.lexicon import any_of
from timeline_api.temporal.read import Times

_LONGEST = 10  # tokens of who a sentence is about, up to its verb or comma
_FULL = 2  # words of a full name at least
_PREDICATE = 4  # tokens of 'has died' and what may stand between
_AGED = 6  # tokens of 'the 47-year-old'
_TIES = frozenset(("CONJUNCTION", "COMMA", "QUOTE", "EDGE"))
_LEADS = ("PREP", "JOINING", "GERUND")
_LEAD = 12  # tokens of what leads a sentence besides a time at most
_FAR = 3  # sentences behind the last one that names somebody
_NOT_NAMES = ("PLURAL", "PLURALNOUN", "MONTH", "WEEKDAY", "PREP")
_ENDS = (
    "COMMA",
    "LPAREN",
    "PREP",
    "CONJUNCTION",
)  # what the words that a sentence begins with end before, besides its verb


class People:
    """Follows who is told of from sentence to sentence."""

    def __init__(self, times: Times) -> None:
        self._times = times
        self._text = times.text
        self._name, self._two_names, self._ends = _finders(times.text.grammar)
        self._name_runs = _runs(times.text.grammar)
        self._is_asked = times.text.has_class(0, times.text.size, "THIRD", "THEIRS")  # else nobody asks who it is
        self._who: tuple[int, int] | None = None
        self._pronoun = ""
        self._line = 0
        self._surnames: set[str] = set()
        self._begin = 0  # where the sentence begins that is followed
        language = times.text.grammar.language
        self._words = load_wording(language) if language in worded_languages() else Wording()
        self._heading = self._words.heading | self._words.prepositions

    def named(self, event: Dated, line: Line) -> Dated:
        """The event with whom it tells of, where it begins its sentence with a pronoun for one who is plain."""
        if event.around is not None or event.says:
            return event
        if event.subject is None and (led := self._led(event, line) or self._owner(event, line)) is not None:
            return replace(event, subject=led)
        if event.subject is not None and event.subject.first == event.subject.last:
            return self._freed(event, event.subject, line)
        if event.subject is None and event.first != line.first:
            return self._told_on(event, line) or self._with_speaker(event, line)
        if self._who is None or (at := self._pronoun_at(line.first, line)) is None or not self._is_meant(at, line):
            return event
        if event.subject is None:
            return replace(event, subject=Subject(*self._who, at + 1))
        if (event.subject.first, event.subject.last) != (at, at + 1):
            return event
        first, last = self._who  # 'He led it in 1924 and quit in 1925'
        return replace(event, subject=replace(event.subject, first=first, last=last))

    def _owner(self, event: Dated, line: Line) -> Subject | None:
        """Whose something is that a sentence begins with: 'Ann Lee led it. In 1965 | her house burned'."""
        if self._who is None or event.first != line.first:
            return None
        at = self._behind_time(line)
        if not self._text.is_class(at, "THEIRS"):
            return None
        meant = self._words.owners.get(self._text.tokens.text(at).lower(), "")
        if not meant or self._pronoun not in ("", meant) or line.number - self._line > _FAR:
            return None
        return Subject(*self._who, at + 1, lacks="owner")

    def _told_on(self, event: Dated, line: Line) -> Dated | None:
        """The event with whom a pronoun means that the sentence began with: 'Ann Lee led it in May, and she ran it'."""
        text, at = self._text, event.first
        while at < event.last and not _TIES.isdisjoint(text.classes(at)):
            at += 1
        if not text.is_class(at, "THIRD") or not text.is_class(at, "NOMINATIVE"):
            return None
        begin = self._pronoun_at(line.first, line)
        if begin is None:
            who = self._subject(line.first, event.first) if not line.quoted else None
            who = who or self._named_in_lead(line.first, event.first)
        else:
            is_same = text.tokens.text(begin).lower() == text.tokens.text(at).lower()
            who = self._who if is_same and self._is_meant(begin, line) else None
        return replace(event, subject=Subject(*who, at + 1)) if who is not None else None

    def _named_in_lead(self, first: int, last: int) -> tuple[int, int] | None:
        """Who alone is named by a clause that leads, tokens `[first, last)`: 'Although Ann Lee was hurt, she ran'."""
        text, end = self._text, first + 1
        while self._name.match(text.codes, end) is not None:
            end += 1
        if not text.is_class(first, "JOINING") or end == first + 1 or text.verbs.match(text.codes, end) is None:
            return None
        return (first + 1, end) if self._two_names.search(text.codes, end, last) is None else None

    def _freed(self, event: Dated, freed: Subject, line: Line) -> Dated:
        """The event with whom a pronoun means in a clause without its tie: 'Renn left in May, | when he'."""
        text = self._text
        if not text.is_class(freed.verb, "THIRD") or not text.is_class(freed.verb, "NOMINATIVE"):
            return event
        known = [
            each.span()
            for each in self._name_runs.finditer(text.codes, line.first, event.first)
            if text.tokens.text(each.end() - 1) in self._surnames
        ]
        if len(known) != 1 or self._names_another(known[0][1], event.first):
            return event
        first, last = known[0]
        if self._names_another(line.first, first) or freed.lacks or freed.behind:
            return event
        return replace(event, subject=Subject(first, last, freed.verb + 1))

    def _is_meant(self, pronoun: int, line: Line) -> bool:
        """Whether a pronoun with which a sentence begins means the one whom those before it were about."""
        if self._who is None or line.number - self._line > _FAR:
            return False
        return self._pronoun in ("", self._text.tokens.text(pronoun).lower())

    def _led(self, event: Dated, line: Line) -> Subject | None:
        """Whom a pronoun means behind a clause that leads the sentence: 'Although Ann Lee was hurt, she ran in May'."""
        text, first = self._text, line.first
        if event.first != first or not text.is_class(first, "JOINING"):
            return None
        comma = text.place(first + 2, min(event.last, first + _FULL + 2 * _LONGEST), "COMMA")
        if comma is None or not text.is_class(comma + 1, "THIRD"):
            return None
        who = self._named_in_lead(first, comma)
        if who is None or text.verbs.match(text.codes, comma + 2) is None:
            return None
        return Subject(*who, comma + 2)

    def _with_speaker(self, event: Dated, line: Line) -> Dated:
        """The event with who spoke, where they tell of themselves: 'The bank said on Monday it would close'."""
        text, at = self._text, event.first + self._text.is_class(event.first, "THAT")
        if not text.is_class(at, "NOMINATIVE"):
            return event
        pronoun = text.tokens.text(at).lower()
        if pronoun not in self._words.own_pronouns:
            return event
        first = self._behind_time(line)
        said = text.place(first + 1, min(at, first + _LONGEST), "REPORT")
        if said is None or not all(self._can_name(each) for each in range(first, said)):
            return event
        if pronoun in self._words.body_pronouns:
            is_meant = text.tokens.text(said - 1).lower() in self._words.bodies
        else:
            is_named = said - first > 1 and self._two_names.match(text.codes, said - 2) is not None
            is_meant = is_named or text.tokens.text(said - 1) in self._surnames
        return replace(event, subject=Subject(first, said, at + 1)) if is_meant else event

    def _can_name(self, token: int) -> bool:
        """Whether a token can belong to the plain name of who speaks: 'The state bank', not 'Ann Lee, head of'."""
        classes = self._text.classes(token)
        return "NAME" in classes or "DET" in classes or ("OTHER" in classes and "STOP" not in classes)

    def _pronoun_at(self, first: int, line: Line) -> int | None:
        """The token of the pronoun that a sentence begins with, or behind what leads it: 'In 1965 she led'."""
        text = self._text
        begin = self._behind_time(line) if first == line.first else first
        if begin >= line.last:
            return None  # 'By 12 p.m.', which says nothing of anybody
        leads = text.is_class(begin, "PREP") or text.tokens.text(begin).lower() in self._heading
        if leads and (comma := text.place(begin, min(line.last, begin + _LEAD), "COMMA")) is not None:
            names = self._name_runs.finditer(text.codes, begin + 1, comma)
            begin = comma + 1 if all(self._is_thing(each.start()) for each in names) else begin
        return begin if text.is_class(begin, "THIRD") else None

    def _behind_lead(self, line: Line) -> int:
        """Where the name of whom a sentence is about begins behind what leads it: 'Born in Vale, | Holt left'."""
        text, begin = self._text, self._behind_time(line)
        is_lead = any(text.is_class(begin, name) for name in _LEADS) or is_participle(text, begin)
        if not is_lead:
            return begin
        for comma in text.places(begin, min(line.last, begin + 2 * _LONGEST), "COMMA"):
            end = comma + 1
            while self._name.match(text.codes, end) is not None:
                end += 1
            if end > comma + 1 and text.verbs.match(text.codes, end) is not None:
                return comma + 1
        return begin

    def _behind_time(self, line: Line) -> int:
        """Where a sentence goes on behind what ties it to others and a time that leads it: 'However, in 1965 | she'."""
        text, at, first = self._text, self._times.token_at, line.first
        begin = first
        if text.is_class(first + 1, "COMMA") and text.tokens.text(first).lower() in self._words.connectives:
            begin = first + 2  # 'However, in 1965 she led'
        for timex in line.timexes:
            if at(timex.start) - begin > text.is_class(begin, "PREP"):
                break
            begin = at(timex.end) + text.is_class(at(timex.end), "COMMA")
        return begin

    def follow(self, line: Line) -> None:
        """Take note of whom a sentence is about; of nobody where it names others, or another thing acts in it."""
        text, first = self._text, line.first
        if not self._is_asked or first >= line.last or text.is_class(first, "THEIRS"):
            return
        self._learn(first, line.last)
        if text.is_class(first + 2, "HYPHEN") and text.is_class(first + 1, "INT") and self._is_aged(first):
            return  # 'The 47-year-old won'
        if (at := self._pronoun_at(first, line)) is not None:
            pronoun = text.tokens.text(at).lower()
            self._who = self._who if self._pronoun in ("", pronoun) else None
            self._pronoun, self._line = pronoun, line.number
            return
        self._begin = first
        begin = self._behind_lead(line)
        is_plain = not line.quoted and not self._names_another(first, begin)
        self._who, self._pronoun = self._subject(begin, line.last) if is_plain else None, ""
        self._line = line.number

    def _subject(self, first: int, last: int) -> tuple[int, int] | None:
        """The tokens that name the one person whom a sentence is about; None where it is not plain."""
        text, codes = self._text, self._text.codes
        begin = end = self._name_end(first, last)
        while begin > first and self._name.match(codes, begin - 1) is not None:
            begin -= 1
        is_born = text.grammar.finders["birth"].match(text.codes, end + 1) is not None
        # 'Holt was born in Vale, the son of Ann Lee and Karl Holt': the others are parents and places.
        if begin == end or (not is_born and self._names_another(end, last)):
            return None
        theirs = () if is_born else text.places(end + 1, last, "THEIRS")
        predicate = text.grammar.finders["predicate"]
        if any(predicate.match(text.codes, at - 1) is not None for at in theirs):
            return None  # 'Dahl called her a giant', but 'Dahl was born in Vale and received his schooling there'
        surname = text.tokens.text(end - 1)
        is_known = surname in self._surnames
        if not is_known and not self._is_person(first, begin, end, last):
            return None
        self._surnames.add(surname)
        return (begin, end)

    def _is_thing(self, name: int) -> bool:
        """Whether the name that begins at a token is no person's: 'the Nord Prize', 'in San Pedro', 'Vale College'."""
        text, end = self._text, name
        while self._name.match(text.codes, end) is not None:
            end += 1
        last = text.tokens.text(end - 1).lower()
        before = name - 1 - text.is_class(name - 1, "INT")  # 'the 1908 Nord Prize'
        if text.is_class(before, "DET") or last in self._words.bodies or last in self._words.things:
            return True
        return text.tokens.text(name - 1).lower() in self._words.placing

    def _learn(self, first: int, last: int) -> None:
        """Take note of the surnames of those who are named with a style: 'Gov. Ada Renn', 'Mr. Holt'."""
        text = self._text
        for found in self._name_runs.finditer(text.codes, first, last):
            begin, end = found.span()
            style = begin - 1 - text.is_class(begin - 1, "DOT")
            if not any(text.tokens.text(at).lower() in self._words.styles for at in range(max(first, style), end - 1)):
                continue
            surname = text.tokens.text(end - 1)
            if surname.lower() not in self._words.bodies:
                self._surnames.add(surname)

    def _is_aged(self, first: int) -> bool:
        """Whether a sentence begins with someone's age instead of a name: 'The 47-year-old | won'."""
        text = self._text
        return text.is_class(first, "DET") and text.verbs.match(text.codes, first + _AGED) is not None

    def _names_another(self, first: int, last: int) -> bool:
        """Whether tokens `[first, last)` name somebody with two words."""
        at = first
        while (found := self._two_names.search(self._text.codes, at, last)) is not None:
            if not self._is_thing(found.start()):
                return True
            at = found.end()
            while self._name.match(self._text.codes, at) is not None:
                at += 1
        return False

    def _name_end(self, first: int, last: int) -> int:
        """Where the words end that a sentence begins with, before its verb or a comma."""
        text, codes = self._text, self._text.codes
        for found in self._ends.finditer(codes, first, min(last, first + _LONGEST)):
            at = found.start()
            classes = text.classes(at)
            if (
                "COMMA" in classes
                or "LPAREN" in classes
                or (text.verbs.match(codes, at) is not None and self._name.match(codes, at) is None)
            ):
                return at
            if "PREP" in classes or "CONJUNCTION" in classes:
                return first
        return first

    def _is_person(self, first: int, begin: int, end: int, last: int) -> bool:
        """Whether something says that a name is a person's: an age, 'who', what they are, or what is theirs."""
        text, birth = self._text, self._text.grammar.finders["birth"]
        if text.is_class(end, "COMMA") and (
            text.is_class(end + 1, "INT") or text.is_class(end + 1, "PRONOUN_RELATIVE")
        ):
            is_aged = is_age(text, end) or (text.is_class(end + 1, "INT") and end - begin >= _FULL)
            return is_aged or text.tokens.text(end + 1).lower() == "who"
        if text.grammar.finders["life"].match(text.codes, end) is not None:
            return not self._is_thing(begin)
        if birth.match(text.codes, self._begin) is not None and self._begin < first:
            return True  # 'Born in Vale, Holt left'
        if end - begin < _FULL:
            return False
        predicate = range(end, min(last, end + _PREDICATE))
        if any(text.tokens.text(at).lower() in self._words.personal for at in predicate):
            return not self._is_thing(begin)  # 'Ada Renn has died'
        if begin > first and text.tokens.text(begin - 1).islower():
            return not text.is_class(begin - 1, "DET")  # 'The novelist Edwin Harrow'
        brackets = text.places(end, min(last, end + _LONGEST), "LPAREN")
        if any(birth.match(text.codes, at + 1) is not None for at in (end, *brackets)):
            return True
        return text.has_class(end, last, "THEIRS")


@lru_cache(maxsize=8)
def _runs(grammar: Grammar) -> re.Pattern[str]:
    """What finds all words of a name at once."""
    return re.compile(f"{_finders(grammar)[0].pattern}+")


@lru_cache(maxsize=8)
def _finders(grammar: Grammar) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What finds a word of a name, two of them, and what the words that a sentence begins with may end before."""
    lexicon = grammar.lexicon
    capital, named, others = (frozenset(lexicon.charset(*each)) for each in (("CAP",), ("NAME",), _NOT_NAMES))
    codes = "".join(sorted(capital & named - others))
    name = any_of(codes)
    ends = lexicon.in_bits(lexicon.charset(*_ENDS)) | grammar.starts.get("verb", 0) & ~lexicon.in_bits(codes)
    return name, re.compile(name.pattern * 2), any_of(lexicon.of_bits(ends))
