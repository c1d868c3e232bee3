"""Times of what a clause of news names, not of what it tells: 'A crowd marked Monday's death'."""

from __future__ import annotations

import re
from bisect import bisect_left

from timeline_api.events.attachment import brings, tells
from timeline_api.events.dates import range_token
from timeline_api.events.lookback import is_owed
from timeline_api.events.mainverb import main_verb
from timeline_api.events.telling import telling
from timeline_api.model import Timex
from timeline_api.temporal.interval import shift_months
from timeline_api.temporal.joining import is_between
from timeline_api.temporal.read import Times

_NAMED = 4  # tokens of 'Monday's deadly attack' behind the time
_GUIDED = 8  # tokens of 'raised its economic growth forecasts for 2013 and' before it
_PHRASE = 12  # tokens of 'after a key vote in the lower house on'
_QUARTER, _DAYS = 92, 4  # days before the news, of a time wider than a day and of others
_THING = frozenset(("DET", "THEIRS", "POSSESSIVE"))
_RELATIVES = ("RELATIVE", "PRONOUN_RELATIVE")
_REPORTED = ("quarter", "half")
_FORESEEN = ("quarter", "half", "year")
_DAYLIKE = frozenset(("day", "daypart"))
_OWN = frozenset(("OTHER", "POSS", "NAME", "CAP", "HYPHEN", "PASTLIKE", "SUPERLATIVE"))
_COLOURS = frozenset(("OTHER", "COMMODITY"))  # 'white', 'gold'
_NOUNS = frozenset(("OTHER", "OUTCOME", "CALAMITY", "PLURAL", "NAME", "GERUND"))
_SHARED = ("IN", "BY", "DURING", "FROM", "PREP")
_SAID_THEN = 24  # tokens from 'as' to a time of what was said
_FAR = 30  # tokens from 'include' to a year
_MODEL = 3  # tokens of 'a white delivery' before its year
_AMOUNT = re.compile(r"P(\d{1,2})([MY])")
_NEARLY = {"M": 46, "Y": 400}  # days of an amount and a half that leads to the news
_COUNTED = 12  # tokens from 'five years after' to its year


def is_of_what_is_named(times: Times, first: int, last: int, timex: Timex, *, opens: bool) -> bool:
    """Whether a time that is over is that of a thing which a clause, tokens `[first, last)`, names as its object.

    What a clause that `opens` the news came after is none of its own time either, where that is long over.
    """
    if is_owed(times, first, last, timex) or _is_of_a_charge(times, first, timex):
        return True
    if timex.precision == "year" and (_is_of_a_model(times, first, timex) or _is_of_a_work(times, first, timex)):
        return True
    if times.narrative or times.publication is None or timex.interval is None:
        return False
    if _is_foreseen(times, first, last, timex) or _is_of_what_was_said_then(times, first, timex):
        return True
    if _owns_what_goes_on(times, first, last, timex):
        return True
    if timex.interval.end > times.publication + 1:
        return opens and _is_in_a_name(times, first, timex)
    return (
        _is_of_calamity(times, first, timex)
        or _is_of_calamity_behind(times, first, timex)
        or _is_of_what_led_to_now(times, first, last, timex)
        or _is_of_figures(times, first, timex)
        or _is_of_what_is_so(times, first, last, timex)
        or _is_counted_up_to_the_news(times, timex)
        or _is_of_what_had_been(times, first, timex)
        or (opens and _is_of_what_came_before(times, first, timex))
    )


def _is_of_a_charge(times: Times, first: int, timex: Timex) -> bool:
    """Whether a stretch is that of what somebody answers for: 'charged her with thefts between 2009 and 2012'."""
    text = times.text
    finders, codes = text.grammar.finders, text.codes
    if text.grammar.firsts["answering"].isdisjoint(codes[first : times.token_at(timex.start)]):
        return False
    begin = range_token(times, first, timex)
    if not is_between(text, begin) and not text.is_class(begin - 1, "FROM"):
        return False
    accused = finders["answering"].search(codes, max(first, begin - _FAR), begin)
    of = finders["answered"].search(codes, accused.end(), begin) if accused is not None else None
    return of is not None and not text.has_class(of.end(), begin, "COMMA", "CONJUNCTION")


def _is_of_what_came_before(times: Times, first: int, timex: Timex) -> bool:
    """Whether a time of some days or more before the news is that of a thing after which it came.

    For example, 'made the move after a key vote on August 14', 'won it for the second time after their win in 2013'.
    What was done 'after a vote on Monday', or 'just after a vote in May', may have been done then.
    """
    assert timex.interval is not None
    assert times.publication is not None
    text, token = times.text, times.token_at(timex.start)
    is_wide = timex.interval.end - timex.interval.start > 1
    if times.publication - timex.interval.end < (_QUARTER if is_wide else _DAYS):
        return False
    ties = text.places(max(first + 1, token - _PHRASE), token, "PARTING", "DEICTIC")
    tie = next((at for at in reversed(ties) if text.is_class(at, "PARTING") or text.is_class(at, "WAY")), None)
    if tie is None or text.is_class(tie, "BEFORE") or _THING.isdisjoint(text.classes(tie + 1)):
        return False
    if text.grammar.finders["soon"].match(text.codes, tie - 1) is not None or text.has_class(first, tie, *_RELATIVES):
        return False
    if tells(text, tie + 1, token) or text.has_class(tie + 1, token, "COMMA", "CONJUNCTION"):
        return False
    return main_verb(text, first, tie) is not None


def _is_in_a_name(times: Times, first: int, timex: Timex) -> bool:
    """Whether the year of the news is part of a name behind its verb: 'has won the 2018 Vale Prize'."""
    assert timex.interval is not None
    text, token, end = times.text, times.token_at(timex.start), times.token_at(timex.end)
    is_of_now = times.publication is not None and timex.interval.start <= times.publication
    if timex.precision != "year" or not is_of_now or timex.basis != "explicit" or not text.is_class(end, "NAME"):
        return False
    return text.is_class(token - 1, "DET") and main_verb(text, first, token) is not None


def _is_of_a_model(times: Times, first: int, timex: Timex) -> bool:
    """Whether a year only tells how old a named thing is: 'stopped a white 2002 Orrin', not 'in a 2002 Vale trial'."""
    text, token, end = times.text, times.token_at(timex.start), times.token_at(timex.end)
    if end - token != 1 or not text.is_class(end, "CAP"):
        return False
    ones = text.places(max(first, token - _MODEL), token, "ONE")
    if not ones or any(_COLOURS.isdisjoint(text.classes(at)) for at in range(ones[-1] + 1, token)):
        return False
    verb = ones[-1] - 1
    return verb > first and not text.is_class(verb, "PREP") and not text.is_class(verb, "=won")


def _is_of_a_work(times: Times, first: int, timex: Timex) -> bool:
    """Whether a year is that of a work by which somebody is known: 'Her films include Ash from 1961'."""
    text, token = times.text, times.token_at(timex.start)
    if not text.is_class(token - 1, "FROM") or not text.is_class(token - 2, "NAME"):
        return False
    return text.grammar.finders["including"].search(text.codes, max(first, token - _FAR), token) is not None


def _owns_what_goes_on(times: Times, first: int, last: int, timex: Timex) -> bool:
    """Whether a year that goes on owns something of which nothing is told: 'The cuts are part of this year's plan'."""
    if timex.precision != "year" or timex.interval is None or times.publication is None:
        return False
    if not timex.interval.start <= times.publication < timex.interval.end:
        return False
    return times.text.is_class(times.token_at(timex.end), "POSS") and telling(times.text, first, last) is None


def _is_of_what_is_so(times: Times, first: int, last: int, timex: Timex) -> bool:
    """Whether a past year stands before a noun of which nothing past is told: 'is appealing the 1988 verdict'."""
    assert timex.interval is not None
    text, token, end = times.text, times.token_at(timex.start), times.token_at(timex.end)
    if times.publication is None or timex.interval.end > times.publication:
        return False
    if timex.precision in _DAYLIKE and text.is_class(end, "POSS"):
        return telling(text, first, last) is None  # 'Monday's crash bears likeness to another'
    if timex.precision != "year" or end - token != 1:
        return False
    is_told = text.is_class(token - 1, "DET") and not _NOUNS.isdisjoint(text.classes(end))
    if not is_told and not text.is_class(end, "POSS"):
        return False
    return telling(text, first, last) in (None, "now")


def _is_counted_up_to_the_news(times: Times, timex: Timex) -> bool:
    """Whether a time is that of what the news comes so long after: 'cast doubt on it, a year after a coup in 1999'."""
    assert timex.interval is not None
    text, number = times.text, bisect_left(times.starts, timex.start) - 1
    amount = _AMOUNT.fullmatch(times.ordered[number].value) if number >= 0 else None
    if amount is None or times.publication is None or timex.precision not in ("year", "month"):
        return False
    tie, token = times.token_at(times.ordered[number].end), times.token_at(timex.start)
    if token - tie > _COUNTED or not text.is_class(tie, "PARTING") or text.is_class(tie, "BEFORE"):
        return False
    if text.has_class(tie + 1, token, "COMMA", "RELATIVE") or tells(text, tie + 1, token):
        return False
    months = int(amount[1]) * (12 if amount[2] == "Y" else 1)
    return abs(times.publication - shift_months(timex.interval.start, months)) <= _NEARLY[amount[2]]


def _is_of_calamity(times: Times, first: int, timex: Timex) -> bool:
    """Whether a day is that of an attack or death that the verb before it is done to: 'condemned Monday's attack'."""
    text, token, end = times.text, times.token_at(timex.start), times.token_at(timex.end)
    is_owned = text.is_class(token - 1, "OWNING") and text.is_class(token - 2, "CALAMITY")  # 'el ataque del lunes'
    if timex.precision not in _DAYLIKE or not (is_owned or _names_calamity(times, end)):
        return False
    verb = main_verb(text, first, token)
    if (
        verb is None
        or text.is_class(verb, "REPORT")
        or text.grammar.finders["causing"].match(text.codes, verb) is not None
    ):
        return False
    if text.grammar.finders["predicate"].search(text.codes, verb + 1, token) is not None:
        return text.grammar.finders["marking"].search(text.codes, verb + 1, token) is not None
    return text.place(verb + 1, token - is_owned, *_SHARED) is None


def _is_of_calamity_behind(times: Times, first: int, timex: Timex) -> bool:
    """Whether a day is that of the attack right before it, of which the present or a perfect tells something.

    For example, 'Police are looking into a stabbing on Sunday', 'have named the victim of a fatal crash Saturday'.
    """
    text, token = times.text, times.token_at(timex.start)
    noun = _calamity_before(times, first, token - text.is_class(token - 1, "ON"))
    if timex.precision not in _DAYLIKE or noun is None:
        return False
    verb = main_verb(text, first, noun)
    if verb is None or text.has_class(first, noun, "THAT", "PRONOUN_RELATIVE"):
        return False
    finders, codes = text.grammar.finders, text.codes
    if finders["predicate"].search(codes, verb + 3, token) is not None:
        return False
    return any(finders[name].match(codes, verb) is not None for name in ("going", "done", "facing"))


def _calamity_before(times: Times, first: int, end: int) -> int | None:
    """The attack that stands right before a token, or before where it was: 'a stabbing in the lobby of a hotel'."""
    text = times.text
    found = text.places(max(first, end - _PHRASE), end, "CALAMITY")
    if not found or found[-1] == end - 1:
        return found[-1] if found else None
    if not text.is_class(found[-1] + 1, "PREP") or text.has_class(found[-1], end, "COMMA", "CONJUNCTION", "STOP"):
        return None
    has_verb = text.grammar.finders["predicate"].search(text.codes, found[-1] + 1, end) is not None
    return None if has_verb else found[-1]


def _is_of_what_led_to_now(times: Times, first: int, last: int, timex: Timex) -> bool:
    """Whether a time is that of a thing after which something is so now: 'After a failed test last month, Nord is'."""
    text, end = times.text, times.token_at(timex.end)
    token = times.token_at(timex.start)
    is_after = text.has_class(first, first + 1, "PARTING", "WAY") and not text.has_class(
        first, first + 1, "BEFORE", "ON"
    )
    if not is_after or not text.is_class(end, "COMMA"):
        return False
    if token - first < 2 or text.tellers.search(text.codes, first + 1, token) is not None:
        return False
    return telling(text, end + 1, last) == "now"


def _is_foreseen(times: Times, first: int, last: int, timex: Timex) -> bool:
    """Whether a year or quarter is that which a forecast is of, not of when it is made: 'raised its 2013 forecast'."""
    if timex.precision not in _FORESEEN:
        return False
    text, token = times.text, times.token_at(timex.start)
    guided = text.grammar.finders["guiding"].search(text.codes, max(first, token - _GUIDED), last)
    return guided is not None and guided.start() < token < guided.end()


def _is_of_figures(times: Times, first: int, timex: Timex) -> bool:
    """Whether a quarter only tells which figures are given or foreseen: 'The firm estimated third-quarter profit'."""
    text, token, end = times.text, times.token_at(timex.start), times.token_at(timex.end)
    if timex.precision not in _REPORTED or text.is_class(token - 1, "PREP"):
        return False
    if text.is_class(token, "DET") or text.grammar.finders["figure"].match(text.codes, end) is None:
        return False
    told = list(text.grammar.finders["predicate"].finditer(text.codes, max(first, token - _NAMED), token))
    return bool(told) and text.grammar.finders["giving"].match(text.codes, told[-1].start(), end + 1) is not None


def _names_calamity(times: Times, end: int) -> bool:
    text = times.text
    for token in range(end, end + _NAMED):
        if text.is_class(token, "CALAMITY"):
            return True
        if _OWN.isdisjoint(text.classes(token)):
            return False
    return False


def _is_of_what_had_been(times: Times, first: int, timex: Timex) -> bool:
    """Whether a time is that of what had been when it was found: 'found proof that she had been ill in February'."""
    text, token = times.text, times.token_at(timex.start)
    if not text.has_class(first, token, "HAD"):
        return False
    verb = main_verb(text, first, token)
    if verb is None or text.is_class(verb, "HAD") or text.is_class(verb, "REPORT"):
        return False
    that = text.place(verb + 1, token, "THAT")
    if that is None or text.is_class(that + 1, "HAD") or text.sayers.search(text.codes, first, that) is not None:
        return False
    if brings(text, that - 1):
        return False  # 'resigned after admitting that he had lied in May'
    return text.has_class(that, token, "HAD") and not text.has_class(that, token, "EDGE")


def _is_of_what_was_said_then(times: Times, first: int, timex: Timex) -> bool:
    """Whether a time is that of what was said as something was done: 'fell as Nord said it lost a client in May'."""
    text, token = times.text, times.token_at(timex.start)
    ties = text.places(max(first + 2, token - _SAID_THEN), token, "SUBORDINATOR")
    if not ties or text.is_class(ties[-1], "PARTING") or main_verb(text, first, ties[-1]) is None:
        return False
    said = text.sayers.search(text.codes, ties[-1] + 2, token)
    if said is None or text.has_class(ties[-1], token, "COMMA"):
        return False
    return text.grammar.finders["predicate"].search(text.codes, said.end(), token) is not None
