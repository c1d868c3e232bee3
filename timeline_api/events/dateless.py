"""Clauses without a time of their own that the date of their background would not fit."""

from __future__ import annotations

from collections.abc import Sequence

from timeline_api.events.attachment import right_before
from timeline_api.events.cutting import RATE
from timeline_api.model import EventDate, Timex
from timeline_api.temporal.read import Times
from timeline_api.temporal.recognize import Text

_NAMED = 4  # tokens of a name
_LEADING = 7  # tokens within which an amount of time leads its sentence
_WEEKS = 30  # days that took weeks
_AGO = 14  # days
_TAKING = 7  # tokens of 'remained a standard work for'
_NEW = frozenset(("ONE", "INT", "NUMWORD", "THOUSANDS", "SOME", "PLURAL", "PLURALNOUN"))


def fits_no_day(times: Times, first: int, last: int, timexes: Sequence[Timex]) -> bool:
    """Whether what tokens `[first, last)` tell in the past did not happen on a certain day that was told before.

    That is so of what took years, of what was so many times a year, of what is dated by an age, and in a story of what
    came at some time later, or of late.
    """
    text = times.text
    if any(timex.value == "PAST_REF" and (times.narrative or " " in timex.text) for timex in timexes):
        return True  # 'In recent years she returned to painting'; what happened 'recently' may be the news
    if any(timex.value == "FUTURE_REF" and " " in timex.text for timex in timexes):
        return True  # 'Years later it was sold'
    if times.narrative and (text.grammar.finders["afterwards"].search(text.codes, first, last) is not None):
        return True  # 'He later led the choir'
    if text.grammar.finders["timeless"].search(text.codes, first, last) is not None:
        return True  # 'She was a keen sailor', 'Her father died when she was nine'
    if any(timex.rule == RATE and _is_of_many(times, timex) for timex in timexes):
        return True
    amounts = [(times.token_at(t.start), times.token_at(t.end), t) for t in timexes if t.type == "DURATION"]
    if not amounts:
        return False
    token, end, leading = amounts[0]
    if token == first and text.is_class(end, "BEFORE"):
        return True  # 'Two years before the railway arrived'
    is_long = leading.value.endswith("Y") or (not times.narrative and _is_of_weeks(leading))
    if is_long and text.is_class(first, "TAKING") and token - first < _LEADING:
        return True  # 'In its first ten years the club had no ground', 'In the nine months, profit rose'
    if any(text.is_class(end, "OF") and right_before(text, "at_most", token - 1, token) for token, end, _ in amounts):
        return True  # 'The suit was filed within 90 days of the ruling'
    if any(_is_far_from_a_noun(text, token, end, t) for token, end, t in amounts):
        return True  # 'She fled two days after the vote'
    # 'It took them another 14 months'
    return any(_is_taken(text, first, token) and _is_of_weeks(t) for token, _, t in amounts)


def _is_of_many(times: Times, timex: Timex) -> bool:
    """Whether so many things a year are told of: 'The pier drew a million visitors a year'."""
    return times.text.is_class(times.token_at(timex.start) - 1, "PLURAL")


def _is_taken(text: Text, first: int, token: int) -> bool:
    """Whether something took the amount of time at a token."""
    return right_before(text, "took", max(first, token - _TAKING), token) is not None


def begins_anew(text: Text, first: int) -> bool:
    """Whether a clause begins with someone or something that was not told of before: 'Two men were freed'."""
    return not _NEW.isdisjoint(text.classes(first)) or text.is_class(first + 1, "OF")  # 'Hundreds of people'


def leans_back(text: Text, first: int) -> bool:
    """Whether a clause begins with who or what was told of before: 'He fled', 'The papers named two others'."""
    return text.is_class(first, "PRONOUN") or text.is_class(first, "DEFINITE")


def names_again(times: Times, sentence: int, first: int) -> bool:
    """Whether a clause begins with a name that the sentence before it gave: 'Nord was sold in 2010. Nord sued'."""
    text = times.text
    if sentence == 0 or not text.is_class(first, "NAME"):
        return False
    before = times.spans[sentence - 1]
    words = {text.tokens.text(index) for index in text.places(before.first, before.last, "NAME")}
    last = first
    while last - first < _NAMED and text.is_class(last + 1, "NAME"):
        last += 1
    return text.tokens.text(last) in words


def names_another(times: Times, first: int, date: EventDate | None) -> bool:
    """Whether a clause of news without a time names who acts, while the date it would take on is one of weeks ago.

    'Meanwhile' is of the news, too, whatever was told before.
    """
    if times.narrative or date is None or date.interval is None or times.publication is None:
        return False
    if times.text.grammar.finders["meanwhile"].search(times.text.codes, first, first + _NAMED) is not None:
        return True
    is_full = times.text.is_class(first, "CAP") and times.text.is_class(first + 1, "NAME")
    is_new = is_full or (begins_anew(times.text, first) and not times.text.is_class(first, "ONE"))
    return is_new and times.publication - date.interval.start > _AGO


def _is_far_from_a_noun(text: Text, token: int, end: int, amount: Timex) -> bool:
    """Whether an amount of days or more says how long after something without a date: 'fled two days after the vote'.

    In what is put in behind a comma it says more of the news: 'The owner quit, two days after the fire'.
    """
    is_after = text.is_class(end, "PARTING") and text.is_class(end + 1, "DET")
    return is_after and "T" not in amount.value and not text.is_class(token - 1, "COMMA")


def _is_of_weeks(amount: Timex) -> bool:
    """Whether an amount of time is of weeks or more."""
    if amount.value[-1] == "D" and amount.value[1:-1].isdecimal():
        return int(amount.value[1:-1]) >= _WEEKS
    return amount.value[-1] in "WMY" and "T" not in amount.value
