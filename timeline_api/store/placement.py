"""Where an event stands: its class of length, its number and its id.

An event's number is `day << 20 | slot`: the day it begins and one of 2**20 slots of that day. So the
numbers are the order of the timeline, one integer bounds any range or cursor, and what is of one time lies
together in the indexes. The slot comes from the hash of what the event says, and the id begins with the slot; so
ids order the events of a day as numbers do, and an event that is told again finds its old number.

Classes of length keep ranges fast. An event that overlaps `[a, b]` may begin long before `a`, but one of
class c begins at most as many days before as the longest of that class takes (see `lengths`); a page looks at
each class from there on and merges them.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from hashlib import blake2b

from timeline_api.model import Event, Interval

LONGEST = (1, 4, 10, 31, 92, 184, 366, 731, 1461, 3653, 7305, 14610, 36525)
"""Days of the longest event that each class may have; the class after the last has no bound.

A page looks at each class from where its longest event could begin. What is shorter and over by then is looked at in
vain: so a class is but two or three times as long as the one before, and ends where the calendar's own spans do.
"""
SPAN_CLASSES = range(len(LONGEST) + 1)
UNDATED_CLASS = 30
HIDDEN_CLASS = 31

SLOT_BITS = 20
SLOTS = 1 << SLOT_BITS
LAST_DAY = (1 << 42) - 2
"""The latest day that has a number; the earliest is minus that. Twelve thousand million years either way."""
UNDATED_DAY = LAST_DAY + 1
"""Stands in the number of an event without a place on the calendar: such events come after all others."""
HIDDEN_DAY = -UNDATED_DAY
"""Stands in the number of an event that a person has hidden: before all days that can be asked for."""
FIRST_NUMBER = -LAST_DAY << SLOT_BITS
"""The least number of an event that is not hidden."""

ID_PATTERN = "[0-9a-v]{20,26}"
"""What ids look like: those of events have 20 digits, those of articles 26."""

_DIGITS = "0123456789abcdefghijklmnopqrstuv"  # extended hex: their text sorts as the numbers do
_PAIRS = [first + second for first in _DIGITS for second in _DIGITS]
_SLOT = re.compile("[0-9a-v]{4}")
_SLOT_DIGITS = SLOT_BITS // 5
_TAIL_DIGITS = 16
_WORD = re.compile(r"[^\W_]+")


def span_class(interval: Interval | None) -> int:
    """The class of an event's length.

    >>> [span_class(Interval(0, days)) for days in (1, 2, 31, 32, 10**6)], span_class(None)
    ([0, 1, 3, 4, 13], 30)
    """
    if interval is None:
        return UNDATED_CLASS
    return bisect_left(LONGEST, interval.end - interval.start)


def first_day(interval: Interval | None) -> int:
    """The day that an event's number carries; ValueError beyond `LAST_DAY` either way."""
    if interval is None:
        return UNDATED_DAY
    if not -LAST_DAY <= interval.start < interval.end <= LAST_DAY + 1:
        raise ValueError(f"an event needs a span of days within {LAST_DAY} of day 1: {interval}")
    return interval.start


def number_at(day: int, slot: int = 0) -> int:
    """The number of a slot of a day.

    >>> number_at(0), number_at(1) - number_at(0) == SLOTS, number_at(-1) < number_at(-1, 5) < 0
    (0, True, True)
    """
    return day << SLOT_BITS | slot


def place_of(number: int) -> tuple[int, str]:
    """Day and slot of a number, the slot as the first digits of an id.

    >>> place_of(number_at(-7, 33))
    (-7, '0011')
    """
    return number >> SLOT_BITS, "".join(_DIGITS[number >> at & 31] for at in range(SLOT_BITS - 5, -1, -5))


def number_of(place: tuple[int, str]) -> int:
    """The number at a place: `place_of` backwards. An event's first day and id serve as well.

    >>> number_of(place_of(123456789)), number_of((-7, "0011rest")) == number_at(-7, 33)
    (123456789, True)
    """
    day, text = place
    slot = _SLOT.match(text)
    if slot is None:
        raise ValueError(f"no place among events: {place!r}")
    return number_at(min(max(day, -UNDATED_DAY), UNDATED_DAY), int(slot[0], 32))


def slot_of(id: str) -> int:
    """The slot that an id asks for.

    >>> slot_of("0011rest")
    33
    """
    return int(id[:_SLOT_DIGITS], 32)


def event_id(event: Event, bump: int = 0) -> str:
    """The id of what an event says: the same for all articles that tell it with the same words on the same
    date.

    `bump` moves on to the next slots, for when another event of the day has the slot already.
    """
    span = event.date.interval
    says = (event.date.edtf, str(span and (span.start, span.end)), _plain_words(event.title))
    digest = int.from_bytes(_hash("\0".join(says)), "big")
    slot = (digest + bump) % SLOTS
    tail = digest >> SLOT_BITS & (1 << 5 * _TAIL_DIGITS) - 1
    return _encode(slot << 5 * _TAIL_DIGITS | tail, _SLOT_DIGITS + _TAIL_DIGITS)


def digest_of(id: str) -> str:
    """What stands for the words and the date in an id: the rest is its slot."""
    return id[_SLOT_DIGITS:]


def says_the_same(one: str, other: str) -> bool:
    """Whether two ids differ in their slots at most, and so say the same."""
    return digest_of(one) == digest_of(other)


def digest_text(*parts: str | None) -> str:
    """26 URL-safe characters that stand for these texts in this order; None is not the same as ''.

    >>> digest_text("a", "b") == digest_text("ab"), len(digest_text(None))
    (False, 26)
    """
    packed = "".join("-" if part is None else f"{len(part)}:{part}" for part in parts)
    return _encode(int.from_bytes(_hash(packed), "big"), 26)


def _hash(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _plain_words(title: str) -> str:
    """The words of a title, small and without accents; the title itself when it has none."""
    if not title.isascii():
        plain = unicodedata.normalize("NFKD", title)
        title = "".join(c for c in plain if not unicodedata.combining(c)) or title
    return " ".join(_WORD.findall(title.lower())) or title


def _encode(value: int, digits: int) -> str:
    """The number with so many digits of base 32, an even number of them; their text sorts as the numbers do."""
    return "".join([_PAIRS[value >> at & 1023] for at in range(5 * digits - 10, -1, -10)])
