"""What a clause without a time tells around one with a time: 'The results, released on Monday, led to a fine'."""

from __future__ import annotations

from collections.abc import Sequence

from timeline_api.events.attachment import is_past, tells
from timeline_api.events.background import inherit
from timeline_api.events.clauses import Clause
from timeline_api.events.cutting import located_in, placed_in, times_within
from timeline_api.events.dated import Dated
from timeline_api.events.dates import clause_date, is_before, open_date, own_date
from timeline_api.events.lines import Line
from timeline_api.events.mainverb import main_verb
from timeline_api.events.occurrences import Occurrences
from timeline_api.events.telling import telling
from timeline_api.events.trimming import as_told
from timeline_api.frozen import replace
from timeline_api.model import EventDate, Timex
from timeline_api.temporal.read import Times

_LEAD = 2  # tokens of 'But during'


def told_beside(times: Times, line: Line, clause: Clause, told: list[Dated], occurrences: Occurrences) -> list[Dated]:
    """The events of a clause around what is put into it, none of them before the time of that.

    Where news goes on at an earlier day, they are of the later one; a story tells them at no date that anybody knows.
    What a fire or crash did is of its own day: 'A fire that began on Monday destroyed nine shops'.
    """
    if clause.left_out is None:
        return told
    aside = placed_in(times.text, located_in(times, times_within(times, line, *clause.left_out)))
    is_of_it = len(aside) == 1 and not times.narrative and occurrences.ends(clause.first, clause.left_out[0])
    if told and aside and (is_of_it or _is_during(times, clause)):
        timex, date = clause_date(times, clause.left_out[0], [timex for _, _, timex in aside])
        if _is_over(times, timex) and telling(times.text, clause.verb, clause.last) == "past":
            return _at(clause, timex, date)
    later = [event for event in told if any(is_before(event.date.interval, timex.interval) for _, _, timex in aside)]
    if later and not times.narrative and len(aside) == 1 and _is_over(times, aside[0][2]):
        return _at(clause, aside[0][2], own_date(aside[0][2]))
    kept = told if not times.narrative else [event for event in told if event not in later]
    return [replace(event, left_out=clause.left_out) for event in kept]


def lasting_since(times: Times, clause: Clause, clauses: Sequence[Clause]) -> list[Dated]:
    """What has been so since a time that a clause behind 'since' names: 'had been shut since it burned in May'.

    `clauses` are all of the sentence.
    """
    text = times.text
    following = next((each for each in clauses if each.first == clause.last), None)
    if clause.timexes or following is None or not following.timexes or not text.is_class(clause.last, "SINCE"):
        return []
    verb = main_verb(text, clause.first, clause.last)
    if verb is None or text.grammar.finders["lasting"].match(text.codes, verb) is None:
        return []  # 'The port, where men have been sent, grew since the war ended in 2014'
    timex = following.timexes[0]
    date = open_date(times, timex)
    return [Dated(clause.first, clause.last, date, timex, timex.rule, timex.anchor, timex.steps)]


def _is_during(times: Times, clause: Clause) -> bool:
    """Whether a clause tells what happened during what its aside says the time of: 'During the siege, which began'."""
    assert clause.left_out is not None
    text, aside = times.text, clause.left_out[0]
    lead = text.places(clause.first, min(aside, clause.first + _LEAD), "DURING")
    return bool(lead) and not tells(text, lead[0], aside)


def _is_over(times: Times, timex: Timex) -> bool:
    published, days = times.publication, timex.interval
    return published is not None and days is not None and days.start <= published and not timex.qualifier


def _at(clause: Clause, timex: Timex, date: EventDate) -> list[Dated]:
    background = inherit(timex, date)
    return [replace(event, left_out=clause.left_out) for event in as_told(clause.first, clause.last, background)]


def going_on(times: Times, line: Line, found: list[Dated]) -> list[Dated]:
    """The events of a sentence, where what goes on from a clause with a time has that, not the day told of before.

    For example, 'appeared in court on Monday | and were held until July', 'passed a law on Monday|, raising the age'.
    """
    told: list[Dated] = []
    for event in found:
        before = told[-1] if told else None
        if before is not None and _goes_on(times, line, before, event):
            taken = inherit(before.timex, before.date)
            event = replace(as_told(event.first, event.last, taken)[0], left_out=event.left_out) if taken else event
        told.append(event)
    return told


def _goes_on(times: Times, line: Line, before: Dated, event: Dated) -> bool:
    text, first = times.text, event.first
    if before.says or event.says or event.timex in line.timexes or before.timex not in line.timexes:
        return False
    if before.last != first:
        return False
    follows = text.is_class(first, "COMMA") and text.is_class(first + 1, "GERUND")
    return follows or (text.is_class(first, "CONJUNCTION") and is_past(text, first + 1))
