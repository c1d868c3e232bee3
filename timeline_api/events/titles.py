"""Titles of events: a short headline from the sentence that tells it.

A sentence loses its dates (holes.py), quotation marks, dateline and connectives, then who said it (reporting.py),
insertions (insertions.py) and, when it is too long, what leads and what trails (shorten.py, breakoff.py). The words of
a language are data (wording.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from timeline_api.events.breakoff import LIMIT
from timeline_api.events.holes import HOLE, TIE, HoleMaker, bare
from timeline_api.events.insertions import Insertions, first_word
from timeline_api.events.marks import (
    BULLETS,
    EDGES,
    ENDS,
    finished,
    folded,
    is_empty,
    is_marked,
    unquoted,
    windowed,
    without_asides,
    without_brackets,
    without_dateline,
)
from timeline_api.events.quotations import is_quoting, spoken_first
from timeline_api.events.reporting import Reporting
from timeline_api.events.shorten import Shortener, filled
from timeline_api.events.verbs import Verbs
from timeline_api.events.wording import Wording

_CONNECTIVE = 7  # letters of an adverb that can only connect: 'meanwhile'
_CLEFT = 6  # words of 'It was then that she moved'
_LIKENESS = 8  # words of 'as the whole army had done' and one more, at most
_WHOLE = 4  # words of a clause with a subject, a verb, an object and its participle


class TitleMaker:
    """Makes titles in one language; build it once.

    >>> from timeline_api.events.wording import load_wording
    >>> english = TitleMaker(load_wording("en"))
    >>> english.title("Police said on Friday that three men had been arrested.", [(15, 21)])
    'Three men had been arrested'
    """

    def __init__(self, wording: Wording) -> None:
        verbs = Verbs(wording)
        self._words = wording
        self._verbs = verbs
        self._happening = wording.factual | (wording.subordinators & wording.prepositions)
        self._leading = wording.prepositions - wording.subordinators
        self._holes = HoleMaker(wording, verbs)
        self._reporting = Reporting(wording, verbs)
        self._insertions = Insertions(wording, verbs)
        self._shortener = Shortener(wording, verbs, self._insertions)
        self._breaks = wording.conjunctions | wording.complementisers | wording.subordinators | wording.relatives
        self._told = wording.report.verbs
        self._acting = wording.copulas | (wording.pronouns - wording.articles)
        self._alone = wording.connectives | wording.complementisers
        self._empty = wording.connectives | wording.conjunctions | wording.prepositions | wording.articles
        self._hollow = wording.pronouns | wording.auxiliaries | wording.copulas | wording.connectives | wording.needing
        self._hollow |= wording.articles | wording.calendar
        self._days = wording.appointed | wording.portions
        self._narrowing = wording.narrowing
        self._loose = (
            (wording.articles - wording.pronouns)
            | wording.conjunctions
            | (wording.subordinators - wording.prepositions)
        )
        self._ties = (wording.conjunctions | wording.complementisers | wording.connectives) - wording.denying

    def title(self, text: str, spans: Sequence[tuple[int, int]]) -> str:
        """A headline for a sentence or clause: what happened, in at most 80 characters, without its dates.

        `spans` are the characters `[start, end)` of `text` that name times, in any order. They go, and so does what
        held them, unless the phrase would break ('what he wanted was Monday'). A text of nothing but a date is its own
        title; the title of a blank text is ''.
        """
        text = windowed(text)
        parts = self._parts(text, spans)
        if text[:1].islower() and len(parts) == 1:
            parts = self._freed(parts[0])
        if parts[0].startswith(f"{HOLE}: "):
            parts = [parts[0][len(HOLE) + 2 :], *parts[1:]]  # an entry: '3 May: The pier opens'
        if self._reporting.is_hinted(parts):
            told = self._reporting.without(parts)
            parts = told if told is parts else self._opened(told)
        return self._headline(parts, text)

    def saying(self, text: str, spans: Sequence[tuple[int, int]]) -> str:
        """The same for a clause of which the saying is what happened: who said it stays."""
        text = windowed(text)
        if is_quoting(text) and (spoken := self._spoken(self._holes.punch(text, spans))):
            return finished(self._shortener.fit(spoken))
        parts = self._reporting.without_speaker(self._parts(text, spans))
        if len(bare(", ".join(parts))) <= LIMIT:
            return self._headline(parts, text)
        if is_quoting(text):
            return self._headline(self._reporting.speaker_first(parts), text)
        title = self._headline(parts, text)
        # 'He said that the wars in parts of the trade will go on' tells more without him.
        if first_word(parts[0]) not in self._words.pronouns and self._reporting.is_whole(title):
            return title
        return self._headline(self._reporting.without(parts), text)

    def _spoken(self, text: str) -> list[str]:
        """Who said it before what stands in quotation marks: 'Ana Ruiz said: We lost everything'; [] where none did."""
        found = spoken_first(text)
        if not found:
            return []
        (start, end), behind = found[0], found[1][0] if len(found) > 1 else len(text)
        if text[:start].strip() and not text[:start].rstrip().endswith((",", ":")) and not self._tells(text[:start]):
            return []  # 'called it "a mistake" and said'
        speaker = self._reporting.speaker(text[end:behind]) or self._reporting.speaker(text[:start])
        speaker = speaker or self._reporting.speaker(
            text[:start].rpartition(", ")[2]
        )  # 'Asked why, she told them: "..."'
        words = bare(unquoted(" ".join(text[start:end] for start, end in found)))
        words = " ".join(words.split()).rstrip(ENDS)
        if not speaker or " " not in words:
            return []
        parts = self._opened(words.split(", "))
        parts = self._shortener.leads.without(parts) if len(words) + len(speaker) > LIMIT else parts
        return [f"{speaker}:{TIE}{parts[0][:1].upper()}{parts[0][1:]}", *parts[1:]]

    def _tells(self, text: str) -> bool:
        """Whether a text ends with a verb of saying."""
        return text.split()[-1].lower() in self._told

    def _parts(self, text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
        """The pieces between commas of a text without its dates, quotation marks, brackets and dateline."""
        punched = self._holes.punch(text, spans) if spans else text
        has_marks = is_marked(punched)
        whole = " ".join((unquoted(punched) if has_marks else punched).split())
        whole = whole if whole[:1].isalnum() else whole.lstrip(BULLETS)
        if (has_marks or whole != punched) and is_marked(whole):
            whole = without_brackets(without_dateline(whole)).rstrip(ENDS)
            whole = without_asides(whole, self._words.relatives)
        return self._opened(self._named(filled(self._without_cleft(whole.rstrip(ENDS)).split(", "))))

    def _named(self, parts: list[str]) -> list[str]:
        """The parts with what stands behind a name and a comma joined to it: 'Karl Renn, Jr. was'."""
        for index in range(len(parts) - 1, 0, -1):
            if first_word(parts[index]).rstrip(".") in self._words.suffixes:
                parts = [*parts[: index - 1], f"{parts[index - 1]} {parts[index]}", *parts[index + 1 :]]
        return parts

    def _without_cleft(self, text: str) -> str:
        """A text without what only stresses its date: 'It was in 1998 that she moved to Oslo'."""
        if text.partition(" ")[0].lower() not in self._words.expletives:
            return text
        words = text.split(" ")
        if len(words) < _CLEFT or words[1] not in self._words.copulas:
            return text
        if words[2] in self._words.articles:
            return text  # 'It was the worst fire since one in 1988 that killed ten'
        if words[2] in (HOLE, f"{HOLE},") and words[3] in self._words.subordinators:
            return " ".join(words[4:])  # 'It was just after nine when the train left'
        that = next((at for at, word in enumerate(words) if at > 1 and word in self._words.complementisers), 0)
        stressed = {*words[2:that]}
        comma = next((at for at in range(2, that) if words[at].endswith(",")), that)
        if self._verbs.in_any(words[2:comma]):
            return text  # 'She was held in May after a clerk saw that'
        if HOLE not in stressed and f"{HOLE}," not in stressed and self._words.bounding.isdisjoint(stressed):
            return text
        return " ".join(words[that + 1 :])

    def _headline(self, parts: list[str], text: str) -> str:
        """The parts as a title, or the whole text where nothing is left of them."""
        title = finished(self._phrased(parts))
        if title:
            low = title.lower()
            if low.partition(" ")[0] in self._hollow and self._hollow.issuperset(low.split()):
                return ""  # 'It has been'
            if low not in self._empty:
                return self._of_its_own(title)
        whole = folded(text)
        return finished(self._shortener.fit([whole])) or finished(whole[:LIMIT])

    def _of_its_own(self, title: str) -> str:
        """The title without the relative that refers to all that stands before it: 'This makes it the oldest'."""
        first, _, rest = title.partition(" ")
        meant = self._words.sentential.get(first.lower())
        has_subject = first_word(rest) in self._words.articles | self._words.pronouns
        return f"{meant.capitalize()} {rest}" if meant is not None and rest and not has_subject else title

    def _opened(self, parts: list[str]) -> list[str]:
        """The parts without what ties them to the sentence before, and what else a date that leads is called."""
        goes_on = len(parts) > 2 and not self._verbs.is_verb(first_word(parts[2]))
        if goes_on and parts[0].strip() == HOLE and self._renames(parts[1]):
            parts = parts[2:] if self._verbs.in_text(" ".join(parts[2:])) else parts
        while len(parts) > 1 and (
            is_empty(parts[0]) or parts[0].lower().strip(EDGES) in self._alone or self._only_likens(parts[0])
        ):
            parts = parts[1:]  # 'However, it', 'that, given the rain, it'
        if parts[0].startswith(f"{HOLE} ") and first_word(parts[0][2:]) in self._words.conjunctions:
            parts = [parts[0][2:], *parts[1:]]  # 'Ten minutes later and two streets away'
        first = first_word(parts[0])
        if first not in self._ties:
            return parts
        rest = parts[0].partition(" ")[2]
        if rest and self._is_tie(first, rest, is_alone=len(parts) == 1):
            return self._opened([rest, *parts[1:]])  # 'and that it hopes to close'
        return parts

    def _only_likens(self, part: str) -> bool:
        """Whether a part only says what a time that is gone from it is like: 'Much as in 2019'."""
        return HOLE in part and self._words.alike.issuperset(word for word in part.lower().split() if word != HOLE)

    def _freed(self, part: str) -> list[str]:
        """A clause cut out of its sentence without what tied it to that: 'when the firm failed'."""
        first, _, rest = part.partition(" ")
        if first in self._words.likening and self._verbs.is_verb(first_word(rest)):
            return [part]  # 'as planned'
        return [rest] if first in self._words.factual and self._verbs.in_text(rest) else [part]

    def _renames(self, part: str) -> bool:
        """Whether a part says what a date before it is: 'On 3 May, the day the strike began, the port sued'."""
        first, *words = part.lower().split()[:_WHOLE]
        return first in self._words.articles and not self._days.isdisjoint(words)

    def _is_tie(self, first: str, rest: str, *, is_alone: bool) -> bool:
        """Whether the first word only ties a sentence to another: 'and', 'that the mill closed', 'meanwhile in'."""
        following = first_word(rest)
        if first in self._words.conjunctions:
            return True
        if first in self._words.complementisers:
            return following in self._words.articles or following in self._words.pronouns
        # A short one may belong to what follows: 'First in line, ...'.
        is_long = first in self._words.connectives and len(first) >= _CONNECTIVE
        if is_long and self._verbs.begins_subject(rest):
            return True
        return is_long and not is_alone and following in self._words.prepositions

    def _phrased(self, parts: list[str]) -> str:
        if len(parts) == 2:
            parts = self._with_its_verb(*parts)
        if len(parts) > 1:
            parts = self._placed(parts)
            parts = self._without_renamed_date(parts)
            if self._lacks_its_date(parts[0]) and self._verbs.in_text(" ".join(parts[1:])):
                parts = parts[1:]
            parts = self._without_measure(self._insertions.mended(self._insertions.without(parts)))
        if len(parts) == 1 and first_word(parts[0]) in self._words.prepositions:
            parts = [self._led_clause(parts[0])]
        parts = [self._without_dated_participle(parts[0]), *parts[1:]] if HOLE in parts[0] else parts
        text = ", ".join(parts)
        if text.endswith(HOLE):
            text = self._without_likeness(self._without_participle(self._closed(text)))
        told = bare(text)
        if len(text) <= LIMIT or len(told) <= LIMIT:
            return told
        return bare(self._dated_end(parts)) or self._shortener.fit(parts)

    def _dated_end(self, parts: list[str]) -> str:
        """The clause of a date that ends a long text, behind a participle: ', passing to sons before it burned in'."""
        words = parts[-1].split(" ")
        if len(parts) < 2 or not words[0].endswith(self._words.participle_endings) or not words[-1].endswith(HOLE):
            return ""
        for index in range(len(words) - _WHOLE, 0, -1):
            if words[index] in self._words.subordinators and words[index + 1] in self._words.pronouns:
                clause = " ".join(words[index + 1 :])
                return clause if self._verbs.in_text(clause) else ""
        return ""

    def _placed(self, parts: list[str]) -> list[str]:
        """The parts with the place that stands behind a date joined to its verb: 'She was born 3 May 1927, Vale'."""
        if not parts[0].endswith(HOLE) or not parts[1][:1].isupper():
            return parts
        words = parts[0].removesuffix(f" {HOLE}").removesuffix(":").rsplit(" ", 1)
        before = self._words.placed.get(words[-1].lower())
        if before is None or self._verbs.in_text(parts[1]):
            return parts
        return [f"{' '.join(words)} {before} {parts[1]}", *parts[2:]]

    def _with_its_verb(self, subject: str, relative: str) -> list[str]:
        """What is named, and what a relative clause tells of it where nothing else does: 'The meeting, which ended'."""
        first, _, rest = relative.partition(" ")
        if (
            first not in self._words.relatives
            or self._verbs.in_text(subject)
            or not self._verbs.is_verb(first_word(rest))
        ):
            return [subject, relative]
        return [f"{subject} {rest}"]

    def _without_renamed_date(self, parts: list[str]) -> list[str]:
        """The parts without what says anew which day a lead names: 'At Vale on Tuesday, the first day, he said'."""
        if len(parts) < 3 or not parts[0].endswith(HOLE) or self._verbs.in_text(parts[0]):
            return parts
        first = first_word(parts[0])
        is_lead = first in self._leading or self._verbs.is_participle(first)
        if not is_lead or first_word(parts[1]) not in self._words.articles or self._verbs.in_text(parts[1]):
            return parts
        goes_on = first_word(parts[2]) in self._words.pronouns or parts[2][:1].isupper()
        return [parts[0], *parts[2:]] if goes_on and self._verbs.in_text(parts[2]) else parts

    def _lacks_its_date(self, part: str) -> bool:
        """Whether a part that leads a sentence makes no sense without its date: 'in a ruling handed down on Friday'."""
        if not part.endswith(HOLE) or first_word(part) not in self._leading:
            return False
        return self._verbs.in_text(part)

    def _led_clause(self, part: str) -> str:
        """The clause in what only led a sentence: 'Following the rescue of two men after a mill fell'."""
        words = part.split(" ")
        at = next((at for at, word in enumerate(words) if at > 1 and word in self._happening), 0)
        is_clause = at > 0 and not self._verbs.in_any(words[1:at]) and self._verbs.in_any(words[at + 2 :])
        return " ".join(words[at + 1 :]) if is_clause else part

    def _without_measure(self, parts: list[str]) -> list[str]:
        """The parts without a last one that has lost its date: ', the lowest since 1974'."""
        last = parts[-1]
        if len(parts) < 2 or not last.endswith(HOLE) or first_word(last) not in self._words.articles:
            return parts
        if len(parts) == 2 and first_word(parts[0]) in self._words.subordinators:
            return parts  # 'If nobody objects, the rule becomes law'
        return parts if self._verbs.in_text(last) or not self._verbs.in_text(" ".join(parts[:-1])) else parts[:-1]

    def _without_dated_participle(self, part: str) -> str:
        """A part without the participle of its subject that has lost its date: 'A poll released on Friday put'."""
        before, _, behind = part.partition(f" {HOLE}")
        words = before.split()
        is_done = bool(words) and words[-1].endswith(self._words.finite_endings)
        if len(words) < _WHOLE - 1 or not (is_done or self._verbs.is_participle(words[-1])):
            return part
        if words[-2] in self._words.articles:
            return part  # 'The lull in the fighting on Monday ended'
        is_subject = not self._verbs.in_any(word.lower() for word in words[:-1])
        goes_on = self._verbs.is_verb(first_word(behind.lstrip()))
        return f"{' '.join(words[:-1])} {HOLE}{behind}" if is_subject and goes_on else part

    def _without_participle(self, text: str) -> str:
        """The text without an object's participle at its end that has lost its date: 'will recall 48 vans built'."""
        words = text.lower().split()
        breaks = [index for index, word in enumerate(words) if word[-1] in ",;:" or word in self._breaks]
        clause = words[breaks[-1] + 1 :] if breaks else words
        is_bare = bool(breaks) and len(clause) == 1 and words[breaks[-1]] in self._narrowing
        if is_bare and self._verbs.is_verb(clause[0]) and self._verbs.in_any(words[:-2]):
            return text[: -len(" ".join(words[-2:]))].rstrip(EDGES)  # 'a feast, that began'
        is_noun = not clause or clause[-1] in self._words.nominal  # 'vetoed the tax cut'
        renames = bool(breaks) and self._names_anew(words[: breaks[-1] + 1], clause)
        is_short = len(clause) < _WHOLE - renames
        is_led = clause[-2:-1] and (clause[-2] in self._acting or clause[-2] in self._words.completing)
        if is_short or is_noun or not self._verbs.is_verb(clause[-1]) or is_led:
            return text  # 'the state-owned mill was sold', 'by the time she retired'
        if self._words.articles.isdisjoint(clause[-_WHOLE:-2]) and not clause[-2].endswith("s"):
            return text  # 'will stay closed'
        has_verb = any(self._verbs.is_verb(word) and word not in self._told for word in clause[:-2])
        return text[: -len(clause[-1])].rstrip() if has_verb or renames else text

    def _names_anew(self, words: Sequence[str], clause: Sequence[str]) -> bool:
        """Whether a clause names anew what stands before its comma: 'She led Nord, | a firm founded'."""
        if not words[-1].endswith(",") or self._words.articles.isdisjoint(clause[:1]):
            return False
        leads = words[0] in self._words.prepositions or words[0] in self._words.subordinators
        if leads or not self._words.relatives.isdisjoint(words):
            return False  # 'After it rained, the mill closed'
        return self._verbs.in_any(words[:-1])

    def _without_likeness(self, text: str) -> str:
        """The text without what was so at another time, which it has lost: 'The army withdrew, as it had done in'."""
        words = text.split()
        for at in range(len(words) - 2, max(0, len(words) - _LIKENESS), -1):
            if words[at] in self._words.likening:
                is_one = not self._words.eliding.isdisjoint((words[at + 1], words[-1]))
                return " ".join(words[:at]).rstrip(EDGES) if is_one else text
        return text

    def _closed(self, text: str) -> str:
        """The text without articles, conjunctions and the like that have lost the date behind them."""
        words = bare(text).split()
        while words and words[-1].lower() in self._loose:
            words.pop()
        last_two = words[-2:]
        if len(last_two) == 2 and last_two[0] in self._words.conjunctions and last_two[1] in self._words.connectives:
            words = words[:-2]  # 'won their eighth in Vale and first since 2014'
        return " ".join(words)
