"""The days on which what news is about happened: of the quake, of the crash, of the attack.

An article names such a day once ('Sunday's quake', 'a jet that crashed on Sunday') and tells of it without a time at
any place behind: 'The quake was felt in Orrin', 'All aboard were killed'.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from timeline_api.events.attachment import right_before
from timeline_api.events.background import Background, inherit
from timeline_api.events.dated import Dated
from timeline_api.events.dates import own_date
from timeline_api.events.mainverb import main_verb
from timeline_api.model import Timex
from timeline_api.temporal.grammar import Grammar
from timeline_api.temporal.read import Times

_KINDS = ("tremor", "crash", "blaze", "blast", "storm", "inundation", "assault", "ballot")
_OWNED = 5  # tokens of 'Sunday's magnitude 7.6 quake' behind the time
_NAMED = 5  # tokens of 'the magnitude 7.6 quake' before the noun
_COMPARED = 10  # tokens of 'the deadliest quake to hit the coast since the'
_DONE = 4  # tokens of 'was sheared off by'
_OWN = frozenset(("OTHER", "INT", "DECIMAL", "NUMWORD", "HYPHEN", "POSS", "NAME", "CAP", "PASTLIKE", "SUPERLATIVE"))
_DAY = frozenset(("day", "daypart", "hour", "minute"))


class Occurrences:
    """Follows on which days such things happened that a text of news tells of."""

    def __init__(self, times: Times) -> None:
        self._times = times
        self._days: dict[str, Background | None] = {}
        self._kinds = _any_kind(times.text.grammar)
        self._is_empty = times.narrative or self._kinds.search(times.text.codes) is None

    def follow(self, timexes: Sequence[Timex], found: Sequence[Dated]) -> None:
        """Take note of the days that the times of a sentence, and what it tells at them, give such things."""
        if self._is_empty:
            return
        for timex in timexes:
            if (kind := self._owned(timex)) is not None and not self._is_compared(timex):
                self._note(kind, timex)
        for event in found:
            if event.timex in timexes and not event.says and (kind := self._told(event)) is not None:
                self._note(kind, event.timex)

    def day(self, first: int, last: int) -> Background | None:
        """The day of the thing that tokens `[first, last)` tell of, without a time, as of one that is known."""
        if not any(self._days.values()):
            return None
        text = self._times.text
        verb = main_verb(text, first, last)
        if verb is None:
            return None
        harmed = text.grammar.finders["harmed"].match(text.codes, verb, last)
        if text.has_class(verb + 1, min(verb + _DONE, last), "BY"):
            verb = min(verb + _DONE + _NAMED, last)  # 'A cliff sheared off by the quake blocked the road'
        for kind, day in self._days.items():
            if day is not None and (self._is_subject(kind, first, verb) or (harmed and self._has(kind, verb, last))):
                return day
        return None

    def ends(self, first: int, end: int) -> bool:
        """Whether the subject that begins at token `first` is such a thing, named right before token `end`."""
        if self._is_empty:
            return False
        text, low = self._times.text, max(first, end - _NAMED)
        if text.place(first, end, "PREP", "OF") is not None:
            return False
        return any(right_before(text, kind, low, end) is not None for kind in _KINDS)

    def _note(self, kind: str, timex: Timex | None) -> None:
        """Take note of a day; two different ones of a kind leave it open which is meant."""
        day = _day(self._times, timex)
        if day is None:
            return
        known = self._days.setdefault(kind, day)
        if known is not None and known.date.edtf != day.date.edtf:
            self._days[kind] = None

    def _owned(self, timex: Timex) -> str | None:
        """The kind of thing that a time owns or stands before: 'Sunday's quake', 'the May 12 quake'."""
        text, end = self._times.text, self._times.token_at(timex.end)
        thing = self._times.token_at(timex.start) - 2
        if timex.precision not in _DAY:
            return None
        if text.is_class(thing + 1, "OWNING") and (kind := self._kind(thing)) is not None:
            return kind  # 'el terremoto del domingo'
        if self._kinds.search(text.codes, end, end + _OWNED) is None:
            return None
        for token in range(end, end + _OWNED):
            if (kind := self._kind(token)) is not None:
                return kind
            if _OWN.isdisjoint(text.classes(token)):
                return None
        return None

    def _is_compared(self, timex: Timex) -> bool:
        """Whether a time is that of what the news is set beside: 'the worst attack since a Jan. 28 bombing'."""
        text, token = self._times.text, self._times.token_at(timex.start)
        if text.is_class(token - 1, "DEFINITE") and not text.has_class(max(0, token - _COMPARED), token, "SUPERLATIVE"):
            return False  # 'has spent $3 million since the May 3 storm'
        return any(text.has_class(token - back, token - back + 1, "SINCE", "THAN") for back in (1, 2))

    def _told(self, event: Dated) -> str | None:
        """The kind of thing of which an event tells that it happened: by its verb, or by its subject."""
        text = self._times.text
        if event.timex is None or event.timex.precision not in _DAY:
            return None
        if text.has_class(event.first, event.first + 1, "THAT", "PRONOUN_RELATIVE"):
            return self._told_behind(event.first)
        if self._kinds.search(text.codes, event.first, event.last) is None:
            return None
        verb = main_verb(text, event.first, event.last)
        if verb is None or text.sayers.search(text.codes, event.first, event.last) is not None:
            return None
        return self._kind(verb) or next((kind for kind in _KINDS if self._leads(kind, event.first, verb)), None)

    def _told_behind(self, relative: int) -> str | None:
        """The kind of thing of which a relative clause tells: 'a crash on a bridge | that killed two on 3 July'."""
        text = self._times.text
        for token in range(relative - 1, max(0, relative - _NAMED) - 1, -1):
            if (kind := self._kind(token)) is not None:
                return kind
            if text.has_class(token, token + 1, "COMMA", "STOP", "PAST", "PASTLIKE"):
                return None
        return None

    def _leads(self, kind: str, first: int, verb: int) -> bool:
        """Whether the subject before a verb is such a thing, not what belongs to one: 'victims of the quake'."""
        text = self._times.text
        found = text.grammar.finders[kind].search(text.codes, first, verb)
        if found is None:
            return False
        return text.place(self._begin(first, found.start()), found.start(), "PREP", "OF") is None

    def _begin(self, first: int, token: int) -> int:
        """Where the words between commas begin that hold a token."""
        commas = self._times.text.places(first, token, "COMMA")
        return commas[-1] + 1 if commas else first

    def _is_subject(self, kind: str, first: int, verb: int) -> bool:
        """Whether what is told of before a verb is a thing of that kind that is known, or has a part in it."""
        text = self._times.text
        for name in _parts(kind):
            for found in text.grammar.finders[name].finditer(text.codes, first, verb):
                begin = self._begin(first, found.start())
                named = text.places(max(begin, found.start() - _NAMED), found.start(), "DEFINITE")
                if named and text.place(begin, named[-1] - text.is_class(named[-1] - 1, "BY"), "PREP", "OF") is None:
                    return True
        return False

    def _has(self, kind: str, first: int, last: int) -> bool:
        finders, codes = self._times.text.grammar.finders, self._times.text.codes
        return any(finders[name].search(codes, first, last) is not None for name in _parts(kind))

    def _kind(self, token: int) -> str | None:
        """The kind of thing that a token names or tells of."""
        finders, codes = self._times.text.grammar.finders, self._times.text.codes
        return next((kind for kind in _KINDS if finders[kind].match(codes, token) is not None), None)


@lru_cache(maxsize=8)
def _any_kind(grammar: Grammar) -> re.Pattern[str]:
    """Finds the tokens without which nothing of the kind happened."""
    return grammar.beginnings((), _KINDS)


def _parts(kind: str) -> tuple[str, str]:
    """The finders of a kind of thing, and of what has a part in one."""
    return kind, f"{kind}_part"


def _day(times: Times, timex: Timex | None) -> Background | None:
    """The background that a day makes which is over, or is that of publication."""
    if timex is None or timex.interval is None or times.publication is None:
        return None
    if timex.interval.start > times.publication:
        return None
    return inherit(timex, own_date(timex))
