"""Clauses without a time of their own that tell how things stood or what had been before, not what is news."""

from __future__ import annotations

from collections.abc import Sequence

from timeline_api.events.attachment import is_participle
from timeline_api.events.background import Background
from timeline_api.events.clauses import Clause
from timeline_api.events.comparisons import is_long_over
from timeline_api.events.dateless import begins_anew
from timeline_api.events.mainverb import main_verb
from timeline_api.events.relative import done_again, listed_begin, state_end, traced_end
from timeline_api.events.telling import Telling, telling
from timeline_api.model import Timex
from timeline_api.temporal.read import Times
from timeline_api.temporal.recognize import Text

_LONGER = ("week", "month", "quarter", "season", "half", "year")
_LEADING = 2  # tokens of 'but on'
_RELATIVE = 4  # tokens from 'that' to the verb of saying of its clause
_OWED = 20  # tokens of 'in connection with the theft of two paintings from a church'
_BESIDE = frozenset(("OTHER", "NAME", "PLURAL", "PLURALNOUN"))  # a noun, and no preposition, before 'last month'
_LEADING_UP = (listed_begin, done_again, traced_end)


def only_looks_back(times: Times, first: int, last: int, what: Telling) -> bool:
    """Whether tokens `[first, last)` tell what lasted, was usual or had been, at no day that a sentence could go on at.

    For example, 'She worked as a nurse', 'He had denied it', 'Critics have long complained'; in news also how a thing
    came to be: 'It was built by monks'.
    """
    text = times.text
    if text.grammar.finders["not_at_once"].search(text.codes, first, last) is not None:
        return True  # 'Further details were not immediately available'
    if text.grammar.finders["requesting"].search(text.codes, first, last) is not None:
        return True  # 'Anyone with information is asked to call'
    verb = main_verb(text, first, last)
    if verb is None:
        return what == "past" and not is_participle(text, first)
    finders, codes = text.grammar.finders, text.codes
    if finders["inquiry"].search(codes, first + 1, verb) is not None:
        return what != "said"  # 'The case shows how the trade is changing'
    if finders["had_been"].match(codes, verb) is not None:
        return not text.is_class(first, "BY")  # but 'By then flames had broken through the roof'
    if finders["previous"].match(codes, first) is not None:
        return True
    if what == "said":
        return _is_what_is_told_of(text, verb, last)
    if _lasted(text, first, verb, last) or any(finders[name].match(codes, verb) for name in ("state", "unreal")):
        return True
    if any(finders[name].match(codes, first) is not None for name in ("supposed", "unknown")):
        return True  # 'If convicted, they face ten years'
    if what == "past" and text.is_class(verb, "PRESENT"):
        return finders["going"].match(codes, verb) is None  # 'Their DNA does appear in soil, while no bones were found'
    if what == "now":
        if text.is_class(first, "QUOTE"):
            return False  # '"It is old, but who would mend it?" he asked'
        if any(finders[name].match(codes, verb) is not None for name in ("has_been", "being")):
            return True
        return _is_since(text, verb, last)
    if finders["stood"].match(codes, verb) is not None:
        return True
    if times.narrative and (finders["existed"].match(codes, first) or finders["amounted"].match(codes, verb)):
        return True
    if begins_anew(text, first):
        return False
    if finders["described"].match(codes, verb) is not None:
        return True
    return not times.narrative and finders["made"].match(codes, verb) is not None


def was_so_then(times: Times, first: int, last: int, timex: Timex) -> bool:
    """Whether tokens `[first, last)` tell what was so at the time of a lead: 'When they met in 1974, | she was ill'."""
    if not times.text.is_class(first, "COMMA") or times.token_at(timex.start) > first:
        return False
    text, what = times.text, telling(times.text, first, last)
    verb = main_verb(text, first, last)
    if verb is not None and text.is_class(verb, "BE") and not is_participle(text, verb + 1):
        return not text.has_class(verb + 1, verb + 2, "GERUND", "BE")  # but 'was being', 'was sleeping'
    return what is not None and only_looks_back(times, first, last, what)


def _is_what_is_told_of(text: Text, verb: int, last: int) -> bool:
    """Whether a clause says what something is, of which somebody says something: 'It is a cave that they confirmed'."""
    if text.grammar.finders["state"].match(text.codes, verb) is None:
        return False
    said = text.sayers.search(text.codes, verb + 1, last)
    if said is None or text.has_class(verb, said.start(), "QUOTE"):
        return False
    return text.has_class(max(verb, said.start() - _RELATIVE), said.start(), "RELATIVE")


def tells_a_state(text: Text, first: int, last: int) -> bool:
    """Whether a clause says in the present what somebody is or has: 'that she has no plans'."""
    verb = main_verb(text, first, last)
    if verb is None or text.is_class(verb, "=was") or text.is_class(verb, "=were"):
        return False
    return text.grammar.finders["state"].match(text.codes, verb) is not None


def comes_before(times: Times, first: int, timexes: Sequence[Timex]) -> bool:
    """Whether a clause begins with a time before the news, so that the one before it is not of the news either.

    For example, 'A suit was filed in Vale, but on 3 May 2019 the parties agreed'.
    """
    if not timexes or not times.text.is_class(first, "CONJUNCTION"):
        return False
    leads = times.token_at(timexes[0].start) - first <= _LEADING
    return leads and is_before_the_news(times, timexes[0])


def only_leads_up(times: Times, clause: Clause, following: Clause) -> bool:
    """Whether a clause without a time says what was so before what has one: 'was here | but left in May'."""
    text = times.text
    token = times.token_at(following.timexes[0].start) if following.timexes else following.first
    is_so = text.is_class(clause.last, "BEFORE") or state_end(text, clause.first, following.last) == clause.last
    return is_so or any(find(text, clause.first, token) == clause.last for find in _LEADING_UP)


def is_over(text: Text, first: int, last: int, what: Telling) -> bool:
    """Whether tokens `[first, last)` tell of what is over, or say so: 'Officials say 19 people were killed'."""
    said = text.sayers.search(text.codes, first, last) if what == "said" else None
    return what == "past" or (said is not None and telling(text, said.end(), last) == "past")


def is_before_the_news(times: Times, timex: Timex) -> bool:
    """Whether a time is over for longer than what news tells of."""
    published, days = times.publication, timex.interval
    is_whole = published is not None and days is not None and timex.precision in _LONGER and days.end <= published
    return is_whole or is_long_over(times, timex)


def is_record(text: Text, first: int) -> bool:
    """Whether a clause tells what was like no other, which is the news itself: 'It was the worst fire'."""
    return text.grammar.finders["record"].match(text.codes, first) is not None


def _lasted(text: Text, first: int, verb: int, last: int) -> bool:
    """Whether a clause says beside its verb how often, or behind it how long it was so."""
    usually, lastingly = text.grammar.finders["usually"], text.grammar.finders["lastingly"]
    if usually.search(text.codes, max(first, verb - 1), min(last, verb + 2)) is not None:
        return True
    end = text.place_or(last, verb + 1, last, "STOP")
    return lastingly.search(text.codes, verb, end) is not None


def _is_since(text: Text, verb: int, last: int) -> bool:
    """Whether a perfect with its verb at a token has been so since what no date is given of."""
    finders, codes = text.grammar.finders, text.codes
    if finders["done"].match(codes, verb) is None:
        return False
    end = text.place_or(last, verb + 1, last, "RELATIVE", "STOP", "COMMA")
    return any(finders[name].search(codes, verb, end) is not None for name in ("onward", "within"))


def tells_of_deed(text: Text, first: int, last: int, finder: str) -> bool:
    """Whether a clause of a report on a trial tells of what no verdict's day dates.

    That is what a finder finds: the deed and the arrest ("deed"), and in a report on an appeal the verdict before it.
    """
    verb = main_verb(text, first, last)
    return verb is not None and text.grammar.finders[finder].match(text.codes, verb) is not None


def is_owed(times: Times, first: int, last: int, timex: Timex) -> bool:
    """Whether a time that is over tells when that was which a perfect has led to.

    For example, 'Police have held two men over the theft last month': a perfect of what is new has no such time, and
    neither has what is still to be answered for: 'faces charges over the theft in 2012'.
    """
    text, token = times.text, times.token_at(timex.start)
    if times.publication is None or timex.interval is None or timex.interval.end > times.publication:
        return False
    is_bare = not _BESIDE.isdisjoint(text.classes(token - 1)) and timex.basis == "relative"
    if not is_bare and (not text.is_class(token - 1, "PREP") or text.is_class(token - 1, "SINCE")):
        return False
    finders, codes, low = text.grammar.finders, text.codes, max(first, token - _OWED)
    owing = [found.end() for found in finders["owing"].finditer(codes, low, token)]
    if not owing or text.has_class(owing[-1], token, "THAT", "PRONOUN_RELATIVE"):
        return False  # 'after a fire that hurt 13 last week'
    if not all(
        text.is_class(told.start() - 1, "DET") for told in finders["predicate"].finditer(codes, owing[-1], token)
    ):
        return False  # but 'over the fire'
    verb = main_verb(text, first, token)
    if verb is None or verb >= owing[-1]:
        return False
    return any(finders[name].match(codes, verb) is not None for name in ("done", "facing"))


def is_said_now(times: Times, first: int, last: int, news: Background | None) -> bool:
    """Whether a saying holds in the present: 'It is too early to say', and in a story without `news` any such one.

    For example, 'Visitors are warned that', 'I believe he said so'.
    """
    text = times.text
    verb, said = main_verb(text, first, last), text.sayers.search(text.codes, first, last)
    if verb is not None and said is not None and text.is_class(said.start() - 1, "TO"):
        return text.is_class(verb, "PRESENT")
    if not times.narrative or news is not None:
        return False
    return verb is not None and (text.is_class(verb, "PRESENT") or text.is_class(verb, "BASEVERB"))


def told_of(text: Text, first: int, last: int) -> Telling | None:
    """What a clause tells, of which ', police said' behind it says no more than who told it; a tribute is said."""
    what = telling(text, first, last)
    if what == "past" and (verb := main_verb(text, first, last)) is not None:
        return "said" if text.grammar.finders["tribute"].match(text.codes, verb) is not None else what
    if what != "said":
        return what
    verb, said = main_verb(text, first, last), text.sayers.search(text.codes, first, last)
    if verb is None or said is None or verb >= said.start():
        return what
    if text.is_class(said.start() - 1, "BE") and text.is_class(said.start() - 2, "CONJUNCTION"):
        return "past"  # 'She called twice and was told that a crew would come'
    if said.start() - 1 == verb and text.is_class(verb, "BE") and text.is_class(said.end(), "OTHER"):
        return "past"  # 'was declared dead, police said'
    if (after := text.place(verb + 1, said.start(), "PARTING")) is not None:
        return telling(text, first, after) or what  # 'A nurse has been charged after police said that'
    commas = text.places(verb, said.start(), "COMMA")
    return (telling(text, first, commas[-1]) if commas else None) or what
