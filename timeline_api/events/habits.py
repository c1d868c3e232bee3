"""Clauses with a time that tell nothing of it: what is so every time, and the conditions of what may be."""

from __future__ import annotations

from timeline_api.events.clauses import Clause
from timeline_api.events.dates import is_old
from timeline_api.events.mainverb import main_verb
from timeline_api.events.telling import telling
from timeline_api.model import Timex
from timeline_api.temporal.read import Times

_BRACKETED = 40  # tokens in brackets at most


def is_habit(times: Times, clause: Clause, timex: Timex) -> bool:
    """Whether a clause says in the present what is so every time, or in a month of any year in a history.

    For example, 'The town is usually crowded in summer', 'April is the wettest month'.
    """
    codes = times.text.codes
    if times.narrative and _is_of_works(times, clause):
        return True
    if times.text.grammar.finders["habit"].search(codes, clause.first, clause.last) is not None:
        return telling(times.text, clause.first, clause.last) in (None, "now")
    if times.narrative and timex.rule == "day-word" and timex.basis == "relative":
        return telling(times.text, clause.first, clause.last) is None  # 'Today 60,000 people live there'
    if timex.precision not in ("month", "season") or "year" not in timex.implied or not is_old(times, [timex]):
        return False
    text, first, last = times.text, clause.first, clause.last
    if text.has_class(first, last, "AUX") or text.grammar.finders["perfect"].search(text.codes, first, last):
        return False
    return times.narrative and telling(text, first, last) in (None, "now")


def is_state(times: Times, clause: Clause, timex: Timex) -> bool:
    """Whether a clause says what something is now, beside a time that is over: 'It is the first vote since the war'.

    For example, 'The vote is the second since the end of the war in 2003': the time of a noun.
    """
    text, token = times.text, times.token_at(timex.start)
    if times.publication is None or timex.interval is None or timex.interval.end > times.publication:
        return False
    if not text.has_class(clause.first, token, "PRESENT"):
        return False
    verb = main_verb(text, clause.first, token)
    if verb is None or not text.is_class(verb, "PRESENT"):
        return False
    finders, codes = text.grammar.finders, text.codes
    if finders["state"].match(codes, verb) is None:
        return False
    return finders["predicate"].search(codes, verb + 1, token) is None and not text.has_class(verb, token, "RELATIVE")


def _is_of_works(times: Times, clause: Clause) -> bool:
    """Whether a clause says in the present what somebody's works are, with their years: 'Her novels are Ash (1850)'."""
    text, at = times.text, times.token_at
    if any(timex.precision != "year" for timex in clause.timexes):
        return False
    if not all(
        text.is_bracketed(max(clause.first, at(each.start) - _BRACKETED), at(each.start)) for each in clause.timexes
    ):
        return False
    return telling(text, clause.first, clause.last) in (None, "now")


def is_supposed(times: Times, clause: Clause) -> bool:
    """Whether the times of a clause are those of its condition: 'If we agree by 6 p.m., trains will run'."""
    text, supposed = times.text, times.text.grammar.finders["supposed"]
    first = clause.first + text.is_class(clause.first, "STOP")
    first += 2 * text.is_class(first + 1, "COMMA")  # 'Yes, if'
    if supposed.match(text.codes, first) is None:
        return False
    comma = text.place_or(clause.last, first, clause.last, "COMMA")
    return all(times.token_at(timex.start) < comma for timex in clause.timexes)
