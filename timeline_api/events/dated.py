"""A clause with its date, and how what is quoted over several sentences becomes one."""

from __future__ import annotations

from timeline_api.events.lines import Line
from timeline_api.events.subject import Subject
from timeline_api.frozen import frozen, replace
from timeline_api.model import Anchor, EventDate, Timex

_SPEECH = 10  # sentences that one saying holds at most


@frozen
class Dated:
    """A clause, tokens `[first, last)`, with its date and the time expression behind it (None for publication).

    `subject` is where the sentence names whom a clause without a subject of its own tells of, with the token at which
    such a clause goes on. `says` tells that what happened is the saying, while what was said is an event of its own;
    `around` is then all that its title is made of, where it says no more than that something was said. `left_out` are
    tokens that the title does without.
    """

    first: int
    last: int
    date: EventDate
    timex: Timex | None
    rule: str
    anchor: Anchor | None
    steps: tuple[str, ...]
    subject: Subject | None = None
    says: bool = False
    left_out: tuple[int, int] | None = None
    around: tuple[int, int] | None = None


class Speech:
    """Follows what is quoted from sentence to sentence: what nobody is named for goes with the saying beside it."""

    def __init__(self) -> None:
        self._first: Line | None = None  # of those quoted before it is said who spoke
        self._saying = self._last = -_SPEECH  # sentences: the saying, and what was quoted last

    def told(self, line: Line, found: list[Dated], before: list[Dated]) -> list[Dated]:
        """The events of a sentence, when those of the sentences `before` were told; the last of them may grow."""
        waiting, self._first = self._first, None
        if found or line.quoted != line.last:
            is_said = bool(found) and found[0].says and line.quoted > 0
            if is_said and waiting is not None and line.number - waiting.number < _SPEECH:
                found[0] = replace(found[0], first=waiting.first, around=_told_in(found[0]))
            if found and found[-1].says and found[-1].last == line.last:
                self._saying = self._last = line.number
            return found
        if self._last == line.number - 1 and line.number - self._saying < _SPEECH:
            before[-1] = replace(before[-1], last=line.last, around=_told_in(before[-1]))
            self._last = line.number
            return []
        self._first = waiting if waiting is not None else line
        return []


def _told_in(event: Dated) -> tuple[int, int]:
    return event.around or (event.first, event.last)
