"""Times that do not date what a clause tells: they measure it, or describe what it names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from timeline_api.events.apposition import (
    FUNCTION,
    NO_OBJECT,
    OBJECT,
    is_apposed,
    is_of_apposition,
    is_of_aside,
    is_of_life,
)
from timeline_api.events.attachment import is_adverb, is_participle, right_before, tells
from timeline_api.events.comparisons import COMPARISON, LATELY, by_since_or_plan, governs, is_compared
from timeline_api.events.dates import is_old, range_token
from timeline_api.events.mainverb import main_verb
from timeline_api.events.relative import relative_before
from timeline_api.events.saidparts import said_with
from timeline_api.events.subject import DATED
from timeline_api.events.telling import telling
from timeline_api.model import Timex
from timeline_api.temporal.grammar import Grammar
from timeline_api.temporal.lexicon import spanned
from timeline_api.temporal.read import Times
from timeline_api.temporal.recognize import Text

_FINER = frozenset(("second", "minute", "hour", "daypart", "day", "week", "month"))
_DAYLIKE = frozenset(("second", "minute", "hour", "daypart", "day"))
# Tokens of a time that can stand before a noun: 'an April 16 fire'.
_DESCRIBING = {"century": 3, "decade": 1, "year": 1, "season": 1, "month": 1, "day": 3}
_TIMES = DATED - {"UNIT"}
_NEAR = 4  # times on either side that are looked at
_SUBJECT = 14  # tokens of what is named with a year, up to its verb
_AGENT = 7  # tokens of 'by a rival from Vale' at most
_MOVED = 24  # tokens of 'put off twice, first to September and then to'
_REACHING = 8  # tokens of 'ran past', 'as the army had done in'
_APOSTROPHES = ("'", "’")
_ARTICLED = 3  # tokens of 'The find of' at least
_CLOSING = frozenset(("RPAREN", "COMMA"))
_ORIGIN = frozenset(("FROM", "OF"))
_CONDITION = 80  # tokens of a condition at most, and of what is told before it
_NAME = 8  # tokens of the name of a law
_WHEN = frozenset(("IN", "ON", "DURING", "BEFORE", "SINCE", "BY", "PARTING", "DEADLINE"))


def only_compares(times: Times, first: int, last: int, timexes: Sequence[Timex], timex: Timex) -> bool:
    """Whether a time among those of a sentence `[first, last)` only measures: 'up from $3 million a year ago'."""
    text, token, end = times.text, times.token_at(timex.start), times.token_at(timex.end)
    low = max(first, token - COMPARISON)
    is_measured = _measures(text.grammar).search(text.codes, low, end + 1) is not None
    if is_measured and (found := by_since_or_plan(times, first, last, timexes, timex)) is not None:
        return found
    before, behind = text.classes(token - 1), text.classes(end)
    far = max(first, token - _CONDITION)
    if _narrows(text.grammar).search(text.codes, far, token) is not None and (
        _is_of_condition(text, first, far, token)
        or _is_of_a_trail(text, first, token)
        or right_before(text, "reaching", max(first, token - _REACHING), token) is not None
        or _is_moved_to(text, max(first, token - _MOVED), token)
    ):
        return True
    if (
        _is_of_record(times, first, timex)
        or (timex.precision == "year" and end - token == 1 and _is_of_a_name(times, first, token))
        or ("COMMA" in behind and not _ORIGIN.isdisjoint(before) and is_apposed(text, token, end, last))
        or (
            "POSS" in behind
            and "PREP" in before
            and (_is_counted_from(times, timexes, timex) or _owns_what_is_over(times, first, token))
        )
    ):
        return True
    is_from = "FROM" in before and timex.precision == "year" and not text.is_class(end, "TO")
    is_from = is_from and text.is_class(token - 3, "ONE")  # 'overturned a ruling from 2017'
    if "RPAREN" in behind and timex.precision == "range" and _is_of_a_named(times, first, token):
        return True
    if len(timexes) > 1 and (
        ("RPAREN" in behind and is_of_life(times, first, timex))
        or (("OF" in before or is_from) and _is_of_noun(times, first, token))
        or _is_of_participle(times, first, range_token(times, first, timex))
    ):
        return True
    if _is_of_subject(times, first, token, end, timex):
        return True
    if is_of_apposition(times, first, token) or is_of_aside(times, first, token, end, timex):
        return True
    if not times.narrative and is_old(times, [timex]) and _is_of_participle(times, first, token):
        return True  # 'beat the mark set by a rival in 1998'
    is_owned = text.is_class(token - 2, "POSS") and text.tokens.is_glued(token - 1, _APOSTROPHES)
    is_inner = timex.precision == "decade" and "OF" in before and text.is_class(token, "DET")  # 'of the 1980s band'
    is_inner = is_inner or (timex.precision == "century" and not text.is_class(token, "DET"))  # '19th-century tower'
    # But 'nació | el martes | frente a Honduras', where the article is the day's own.
    is_before_noun = ("DET" in before and "articled_days" not in text.grammar.options) or is_owned or is_inner
    if is_before_noun and _only_describes(times, first, timexes, timex):
        return True
    if not _CLOSING.isdisjoint(behind) and _is_of_a_lead(times, first, token, end):
        return True
    return is_measured and is_compared(times, low, timexes, timex)


def _is_of_a_named(times: Times, first: int, token: int) -> bool:
    """Whether years in brackets are those of whom news names behind its verb: 'grew close to Ada Nord (2018-2024)'."""
    text = times.text
    if times.narrative or not text.is_class(token - 1, "LPAREN") or not text.is_class(token - 2, "NAME"):
        return False
    return main_verb(text, first, token - 2) is not None


@lru_cache(maxsize=8)
def _measures(grammar: Grammar) -> re.Pattern[str]:
    """Finds the tokens without which no time only measures; most sentences have none."""
    finders = ("planned", "comparison", "ranking", "counted", "source", "older", "alike", "counting")
    return grammar.beginnings(("SINCE", "THAN", "FROM"), finders)


def _is_moved_to(text: Text, low: int, token: int) -> bool:
    """Whether something was moved to a time: 'put off to May'; what will be is told of where it is moved to."""
    return right_before(text, "rescheduled", low, token) is not None and not text.has_class(low, token, "FUTURE")


@lru_cache(maxsize=8)
def _narrows(grammar: Grammar) -> re.Pattern[str]:
    """Finds the tokens before a time without which it belongs to no condition, trail or reach."""
    return grammar.beginnings(("GERUND",), ("supposed", "reaching", "rescheduled"))


def _is_of_condition(text: Text, first: int, low: int, token: int) -> bool:
    """Whether a time belongs to the condition of what is told before it: 'has promised to leave if it wins in May'.

    The condition is looked for from token `low` on.
    """
    finders = text.grammar.finders
    found = finders["supposed"].search(text.codes, max(first + 1, low), token)
    if found is None:
        return False
    begin = max(first, found.start() - _CONDITION)
    return finders["predicate"].search(text.codes, begin, found.start()) is not None


@lru_cache(maxsize=8)
def _trails(grammar: Grammar) -> re.Pattern[str]:
    """Finds a comma and a gerund behind it."""
    comma, gerund = grammar.lexicon.charset("COMMA"), grammar.lexicon.charset("GERUND")
    return re.compile(spanned(comma) + spanned(gerund) if comma and gerund else "(?!)")


def _is_of_a_trail(text: Text, first: int, token: int) -> bool:
    """Whether a time belongs to what a trailing participle's object went through: ', breaking a record set in 2000'."""
    low = max(first + 1, token - OBJECT)
    if _trails(text.grammar).search(text.codes, low, token) is None:
        return False
    commas = text.places(low, token, "COMMA")
    if not text.is_class(commas[-1] + 1, "GERUND") or said_with(text, commas[-1], token) is not None:
        return False
    if text.is_class(first, "PREP") and is_participle(text, commas[-1] + 2):
        return False  # 'In what is now Iraq, writing appeared in'
    # 'was elected again in 2020, having won in 2016': told apart, where the other deed has a time of its own
    told = text.grammar.finders["having"].match(text.codes, commas[-1] + 1)
    is_apart = told is not None and text.has_class(first, commas[-1], *DATED)
    behind = range(told.end() if told is not None and is_apart else commas[-1] + 2, token)
    if any(is_participle(text, index) and _is_told(text, index) for index in behind):
        return False  # ', changing owners before it was sold in 1962'
    return any(is_participle(text, index) or text.is_class(index, "PROSPECT") for index in behind)


def _is_told(text: Text, participle: int) -> bool:
    """Whether what looks like a participle is a verb of its own clause: 'it burned', 'was eventually sold'."""
    before = participle - 1 - is_adverb(text, participle - 1)
    return text.is_class(before, "BE") or (text.is_class(before, "PRONOUN") and text.is_class(before - 1, "DEADLINE"))


def _is_of_record(times: Times, first: int, timex: Timex) -> bool:
    """Whether an old time belongs to what something is like no other of: 'It was the longest term over a riot in May'.

    Only what is news is told so, not what a story tells of.
    """
    text, published, days = times.text, times.publication, timex.interval
    if times.narrative or published is None or days is None:
        return False
    if published - days.end < LATELY and not days.start + 1 < published + 1 < days.end:
        return False  # but 'It was the second fire this year'
    return text.grammar.finders["record"].match(text.codes, first) is not None


def _is_of_a_lead(times: Times, first: int, token: int, end: int) -> bool:
    """Whether a time only tells which thing a leading clause names: 'As divers seek the ship that sank on Monday,'."""
    text = times.text
    if text.is_class(end, "RPAREN") and text.is_class(end + 1, "COMMA") and text.is_class(token - 1, "LPAREN"):
        return times.narrative and not FUNCTION.isdisjoint(text.classes(first) - {"DET", "PRONOUN"})
    if not text.is_class(end, "COMMA") or not text.is_class(first, "PREP"):
        return False
    begin = relative_before(text, first, token)
    return begin is not None and (tells(text, first + 1, begin) or text.has_class(first + 1, begin, "BASEVERB", "TO"))


def _is_counted_from(times: Times, timexes: Sequence[Timex], timex: Timex) -> bool:
    """Whether an amount says how far from what a time owns: 'was found alive 78 hours after Saturday's quake'."""
    before = bisect_left(times.starts, timex.start) - 1
    if before < 0 or times.ordered[before].type != "DURATION":
        return False
    return times.token_at(times.ordered[before].end) == times.token_at(timex.start) - 1


def _owns_what_is_over(times: Times, first: int, token: int) -> bool:
    """Whether a time only says which thing is meant: 'have arrested two men in connection with Thursday's fire'.

    So it is behind a preposition, where it owns something and what is told is so at the time of writing.
    """
    text = times.text
    if telling(text, first, token) == "now" or governs(text, "done", first, token):
        return True
    verb = main_verb(text, first, token)
    if verb is not None and text.grammar.finders["done"].match(text.codes, verb) is not None:
        return True  # 'have been found, police said, in the wreck left by Friday's crash'
    return verb is not None and text.is_class(verb, "PROSPECT") and text.is_class(verb, "AUX")


def _is_of_noun(times: Times, first: int, token: int) -> bool:
    """Whether 'of' or 'from' ties a time to an object, not to what happened: 'a decision of December 2009'."""
    text = times.text
    if not text.is_class(token - 3, "DET"):
        return False
    if text.is_class(token - 4, "DURING") or text.is_class(token - 4, "IN"):
        return False  # 'during the rising of 1919'
    return text.grammar.finders["predicate"].search(text.codes, first, token - 3) is not None


def _is_of_a_name(times: Times, first: int, token: int) -> bool:
    """Whether a year, one token, only tells which thing is meant of which a clause tells something else.

    For example, 'limits set by the Trade Reform Act of 1969', 'the fight over the 1984 purchase of Halden'.
    """
    text, end = times.text, token + 1
    if text.is_class(token - 1, "OF"):
        name = token - 2
        while text.is_class(name, "CAP") and token - name < _NAME:
            name -= 1
        if token - 2 - name < 2 or not text.is_class(name, "DET"):
            return False
    elif text.is_class(token - 1, "DET") and _word(text, end)[:1].isalpha():
        name = token - 1
        if not FUNCTION.isdisjoint(text.classes(end)) or text.is_class(end, "UNIT"):
            return False
    else:
        return False
    if name > first and text.is_class(name - 1, "COMMA") and text.is_class(end + 1, "COMMA"):
        return True  # 'Renn, the 2011 champion, won'
    if name <= first + 2 or not text.is_class(name - 1, "PREP"):
        return False
    is_agent = text.is_class(name - 1, "BY") and text.is_class(token - 1, "OF")
    return is_agent or _WHEN.isdisjoint(text.classes(name - 1))


def _word(text: Text, index: int) -> str:
    """The word of a token; '' behind the last one."""
    return text.tokens.text(index) if index < len(text.tokens.ends) else ""


def _is_of_participle(times: Times, first: int, token: int) -> bool:
    """Whether a time is that of an object's participle: 'will recall 48,000 vans built between March and May'."""
    text = times.text
    done = token - 1 - text.is_class(token - 1, "PREP")
    done -= text.is_class(token - 1, "PREP") and text.is_class(done, "PREP")  # 'entered into on May 3'
    if (by := text.place(max(first, done - _AGENT), done, "BY")) is not None:
        done = by - 1 if text.grammar.finders["predicate"].search(text.codes, by + 1, done) is None else done
    if not is_participle(text, done) or not NO_OBJECT.isdisjoint(text.classes(done - 1)):
        return False
    if text.grammar.finders["undone"].match(text.codes, done) is not None:
        return False  # 'left rates unchanged on Wednesday'
    if is_adverb(text, done - 1) or text.is_class(done - 1, "PERCENT"):
        return False  # 'was finally sold in May', 'was 30 percent sold in May'
    if not _TIMES.isdisjoint(text.classes(done - 1)):
        return False  # 'The woman who won in 2019 lost on Monday'
    first = max(first, done - OBJECT)
    parts = text.places(first, done, "COMMA", "CONJUNCTION", "STOP", "RELATIVE", "SINCE")
    main = text.grammar.finders["predicate"].search(text.codes, parts[-1] + 1 if parts else first, done - 1)
    if main is None or text.is_class(main.start(), "REPORT"):
        return False
    is_passive = text.grammar.finders["auxiliary"].match(text.codes, main.start()) is not None
    return not is_passive or main.end() < done - 1  # 'was first sold in May'


def _is_of_subject(times: Times, first: int, token: int, end: int, timex: Timex) -> bool:
    """Whether a time that is over says which thing is told of now: 'The find of 1922 is thought a marvel'."""
    text, published = times.text, times.publication
    if published is None or timex.interval is None or timex.interval.end > published:
        return False
    if text.grammar.finders["holds"].match(text.codes, end) is None or not text.is_class(token - 1, "PREP"):
        return False
    if not _ARTICLED <= token - first <= OBJECT:
        return False
    return text.grammar.finders["predicate"].search(text.codes, first, token) is None


def _is_perfect(text: Text, first: int, token: int, end: int) -> bool:
    """Whether a clause tells in a perfect of what it names with a time, tokens `[token, end)`, before its verb."""
    predicate = text.grammar.finders["predicate"]
    if predicate.search(text.codes, first, token) is not None:
        return False
    verb = predicate.search(text.codes, end, end + _SUBJECT)
    if verb is None:
        return False
    is_done = text.grammar.finders["done"].match(text.codes, verb.start()) is not None
    return is_done or text.is_class(verb.start(), "HAD")


def _is_so(text: Text, first: int, token: int, end: int) -> bool:
    """Whether a clause tells in the present of what it names with a time: 'The cause of the May fire is unclear'."""
    predicate = text.grammar.finders["predicate"]
    if token - first > OBJECT or predicate.search(text.codes, first, token) is not None:
        return False
    verb = predicate.search(text.codes, end, end + _SUBJECT)
    holds = text.grammar.finders["holds"].search(text.codes, end, end + _SUBJECT)
    return holds is not None and (verb is None or holds.start() <= verb.start())


def _only_describes(times: Times, first: int, timexes: Sequence[Timex], timex: Timex) -> bool:
    """Whether a time only tells which one is meant, 'overturned the 2022 conviction on Friday'.

    That is so beside a time that is as fine or finer, of a day in the present: 'are looking into a May 3 fire', and
    of a year in a perfect: 'The 1974 block had been mended'.
    """
    text, token, end = times.text, times.token_at(timex.start), times.token_at(timex.end)
    if end - token - text.is_class(token, "DET") > _DESCRIBING.get(timex.precision or "", 0):
        return False
    noun = _word(text, end)
    is_model = timex.precision == "year" and text.is_class(token - 1, "ONE")
    if not (noun.islower() or (is_model and noun[:1].isalpha())) or not FUNCTION.isdisjoint(text.classes(end)):
        return False
    if timex.precision == "year" and _is_perfect(text, first, token, end):
        return True
    if timex.precision == "season":
        return text.is_class(token - 1, "ONE")  # 'plans a summer release'
    if timex.precision == "century":
        return True
    if timex.precision == "decade":
        return not times.narrative or _is_perfect(text, first, token, end)  # 'A 1960s singer was held'
    if timex.precision == "month" and times.publication is not None:
        is_origin = not _ORIGIN.isdisjoint(text.classes(token - 2)) and main_verb(text, first, token - 2) is not None
        if is_origin or _is_so(text, first, token, end):
            return True  # 'is still smarting from a December failure'
    finer = _FINER if timex.precision == "year" else _DAYLIKE
    number = bisect_left(times.starts, timex.start)
    near = times.ordered[max(0, number - _NEAR) : number + _NEAR + 1]
    return any(
        other.precision in finer
        and other is not timex
        and timexes[0].start <= other.start <= timexes[-1].start
        and other.interval is not None
        for other in near
    ) or (timex.precision == "day" and telling(text, first, token) == "now")
