"""Times that are still to come, in a clause that tells of what is over."""

from __future__ import annotations

from timeline_api.events.attachment import right_before
from timeline_api.events.mainverb import main_verb
from timeline_api.events.sayings import is_of_saying
from timeline_api.events.subject import planned_passive
from timeline_api.events.telling import telling
from timeline_api.model import Timex
from timeline_api.temporal.read import Times

_SAID = 4  # tokens of 'told reporters on'
_PROCLAIMED = 8  # tokens of 'declared three days of national mourning for'
_DONE_NOW = ("cancelling", "resolving", "foreseeing")
_TO_COME = ("ahead", "prospect", "ordered")


def of_what_is_over(times: Times, first: int, last: int, timexes: tuple[Timex, ...]) -> tuple[Timex, ...]:
    """The times of a clause, tokens `[first, last)`, without those to come where it tells of what is over.

    'Shares fell on fears of a rate rise next week': neither planned nor expected, so that it is the time of a noun.
    """
    text, published = times.text, times.publication
    if published is None:
        return timexes
    to_come = [t for t in timexes if t.interval is not None and t.interval.start > published and _lies_ahead(times, t)]
    if not to_come:
        return timexes
    if planned_passive(text, first + text.has_class(first, first + 1, "CONJUNCTION", "COMMA"), last) is not None:
        return timexes  # 'will be sold in 2025 | and renamed in 2026'
    told, finders = telling(text, first, last), text.grammar.finders
    verb = main_verb(text, first, last)
    if verb is not None and any(finders[name].match(text.codes, verb) is not None for name in _DONE_NOW):
        return tuple(timex for timex in timexes if timex not in to_come)  # 'called off a strike on Friday'
    if any(_is_proclaimed(times, first, timex) for timex in to_come):
        return tuple(timex for timex in timexes if timex not in to_come)
    is_done = told == "now" and finders["done"].search(text.codes, first, last) is not None
    if told != "past" and not is_done:
        return timexes
    return tuple(timex for timex in timexes if timex not in to_come or _is_meant(times, first, last, timex))


def _is_proclaimed(times: Times, first: int, timex: Timex) -> bool:
    """Whether a time is that of what is proclaimed, not of the proclaiming: 'declared a day of mourning for Friday'."""
    token = times.token_at(timex.start)
    return right_before(times.text, "proclaimed", max(first, token - _PROCLAIMED), token) is not None


def of_what_is_to_come(times: Times, first: int, last: int, timexes: tuple[Timex, ...]) -> tuple[Timex, ...]:
    """The times of a clause, tokens `[first, last)`, without those that are over where it tells of what is to come.

    'Owners will get a fifth more than the price on May 3': the time of a noun or of another verb, not of a saying.
    """
    published, text = times.publication, times.text
    if published is None or times.narrative or not text.has_class(first, last, "WILL", "FUTURE"):
        return timexes
    verb = main_verb(text, first, last)
    if verb is None or not text.is_class(verb, "FUTURE"):
        return timexes
    return tuple(
        timex
        for timex in timexes
        if timex.interval is None or timex.interval.end >= published or is_of_saying(times, timex, first, _SAID)
    )


def _lies_ahead(times: Times, timex: Timex) -> bool:
    """Whether a time behind the publication is still to come for who tells of it; a story may tell of years to come."""
    return not _is_stated(times, timex) and not (times.narrative and "year" in timex.known)


def _is_stated(times: Times, timex: Timex) -> bool:
    """Whether it is plainly said that something happened on a day, with its year: then the publication may be wrong."""
    is_whole = timex.basis == "explicit" and timex.precision == "day"
    return is_whole and times.text.is_class(times.token_at(timex.start) - 1, "ON")


def _is_meant(times: Times, first: int, last: int, timex: Timex) -> bool:
    """Whether the words around a time of tokens `[first, last)` say that something is planned or expected then."""
    text, finders = times.text, times.text.grammar.finders
    commas = text.places(first + 1, times.token_at(timex.start), "COMMA")
    if commas and text.is_class(commas[-1] + 1, "GERUND"):
        return False  # 'It collapsed after a row over a plan, setting the stage for a vote in March'
    around = ((first, times.token_at(timex.start)), (times.token_at(timex.end), last))
    return any(finders[name].search(text.codes, *each) is not None for name in _TO_COME for each in around)
