"""Events as they are told: with the date of a background, and without the punctuation around their clauses."""

from __future__ import annotations

from bisect import bisect_right

from timeline_api.events.attachment import tells
from timeline_api.events.background import Background
from timeline_api.events.dated import Dated
from timeline_api.events.dates import are_tied
from timeline_api.events.lines import Line
from timeline_api.events.subjects import find_subject
from timeline_api.model import Timex
from timeline_api.temporal.read import Times
from timeline_api.temporal.recognize import Text


def as_told(first: int, last: int, b: Background | None) -> list[Dated]:
    """The event of tokens `[first, last)` at the date of a background; none without one."""
    return [Dated(first, last, b.date, b.timex, b.rule, b.anchor, b.steps)] if b is not None else []


def trimmed(times: Times, event: Dated, line: Line) -> Dated:
    """The event without the punctuation that parts its clause from the others, and with its subject."""
    text, first, last = times.text, event.first, event.last
    if (first, last) == (line.first, line.last) and not text.is_class(last - 1, "EDGE"):
        return event
    while first < last - 1 and text.is_class(first, "EDGE"):
        first += 1
    while last - 1 > first and (text.is_class(last - 1, "EDGE") or text.is_class(last - 1, "CONJUNCTION")):
        last -= 1  # ', and' before a clause with 'that' or a habit
    time = _tokens(times, event.timex) if event.timex is not None else None
    if time is not None and _is_listed_behind(text, first, time[1], last):
        last = time[1]
    subject = event.subject or find_subject(text, (line.first, line.last), first, last, time)
    if subject is not None and not subject.verb < last >= subject.behind:
        subject = None  # 'a part of which' and nothing behind it
    return Dated(
        first, last, event.date, event.timex, event.rule, event.anchor, event.steps, subject, event.says,
        event.left_out, event.around,
    )  # fmt: skip


def _is_listed_behind(text: Text, first: int, comma: int, last: int) -> bool:
    """Whether behind the time of a relative clause only a list goes on: 'Ann, whom he wed in 1990, and two sons'."""
    if not text.has_class(first, first + 1, "PRONOUN_RELATIVE", "WHOM") or comma + 1 >= last:
        return False
    is_list = text.is_class(comma, "COMMA") and text.is_class(comma + 1, "CONJUNCTION")
    return is_list and not tells(text, comma + 2, last)


def _tokens(times: Times, timex: Timex) -> tuple[int, int]:
    """The tokens of a time, to the end of the stretch that it begins: 'from 1971 to 1983'."""
    first, last = times.token_at(timex.start), times.token_at(timex.end)
    number = bisect_right(times.starts, timex.start)
    if number < len(times.ordered) and are_tied(times, timex, times.ordered[number]):
        last = times.token_at(times.ordered[number].end)
    return first, last
