"""Entries of a chronicle, told in the present under a date: 'Feb. 22: The president flees. Parliament votes.'."""

from __future__ import annotations

from collections.abc import Sequence

from timeline_api.events.attachment import is_participle
from timeline_api.events.background import Background, inherit
from timeline_api.events.dates import own_date
from timeline_api.events.lines import Line
from timeline_api.model import Timex
from timeline_api.temporal.read import Times
from timeline_api.temporal.recognize import Text

_CHRONICLE = 3  # dates on lines of their own that make a text one
_REACH = 4  # sentences of an entry behind its date
_WORDS = 3  # tokens of 'Parliament votes.'
_TELLING = ("BASEVERB", "PLURAL", "PROSPECT")  # what a verb in the present can look like: 'die', 'flees', 'votes'
_HEADS = frozenset(("COLON", "DASH"))


class Entries:
    """Follows the lines of a text, and says under which date those stand that have none."""

    def __init__(self, times: Times, lines: Sequence[Line]) -> None:
        self._times = times
        self._breaks = sum(line.first == line.last and line.dated is not None for line in lines) >= _CHRONICLE
        self._heading: tuple[Line, Timex] | None = None

    def under(self, line: Line) -> Background | None:
        """The date of the entry that a line without a time goes on with; lines are asked in order."""
        if line.dated is not None or line.timexes:
            heading = _heading(self._times, line)
            self._heading = (line, heading) if heading is not None and self._is_over(heading) else None
            return None
        if self._heading is None:
            return None
        head, timex = self._heading
        spans = self._times.spans
        between = self._times.text.tokens.whole[spans[head.number].sentence.end : spans[line.number].sentence.start]
        is_apart = head.first == head.last  # a heading of its own stands a line above, or two in a chronicle
        breaks = is_apart * (1 + (self._breaks and line.number == head.number + 1))
        if between.count("\n") > breaks or line.number - head.number > _REACH:
            self._heading = None
            return None
        return inherit(timex, own_date(timex))

    def _is_over(self, timex: Timex) -> bool:
        published = self._times.publication
        return timex.interval is not None and (published is None or timex.interval.start <= published)


def _heading(times: Times, line: Line) -> Timex | None:
    """The date that a line is, or begins with before a colon or a dash."""
    if line.first == line.last or not line.timexes:
        return line.dated if line.first == line.last else None
    text, timex = times.text, line.timexes[0]
    if times.token_at(timex.start) - line.first > text.is_class(line.first, "DASH"):
        return None
    return None if _HEADS.isdisjoint(text.classes(times.token_at(timex.end))) else timex


def is_told_now(text: Text, first: int, last: int) -> bool:
    """Whether a clause without a known past verb tells of what happens, not how things stand: 'Parliament votes'."""
    if last - first < _WORDS or text.is_class(last - 1, "QUESTION"):
        return False
    if is_participle(text, first):
        return True  # 'Crossed the ice at last'
    if (now := text.grammar.finders["now"].search(text.codes, first, last)) is not None:
        return text.is_class(now.start(), "BE") and is_participle(text, now.end())  # 'Ada Renn is elected'
    return any(text.has_class(first + 1, last, name) for name in _TELLING)
