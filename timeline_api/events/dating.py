"""Which events a document tells, sentence by sentence, and what goes on from one sentence to the next."""

from __future__ import annotations

from timeline_api.events.backgrounds import Backgrounds
from timeline_api.events.dated import Dated, Speech
from timeline_api.events.entries import Entries
from timeline_api.events.goingon import tell_story
from timeline_api.events.lines import is_heading, is_headline, only_leads, read_lines
from timeline_api.events.occurrences import Occurrences
from timeline_api.events.people import People
from timeline_api.events.sentence import Sentence
from timeline_api.events.trimming import as_told, trimmed
from timeline_api.temporal.read import Times


def date_events(times: Times) -> list[Dated]:
    """All dated clauses of a document, in order."""
    lines = read_lines(times)
    backgrounds = Backgrounds(times, lines)
    events: list[Dated] = []
    speech, entries, people, occurrences = Speech(), Entries(times, lines), People(times), Occurrences(times)
    for line in lines:
        if line.dated is not None:
            backgrounds.head(line.number, line.dated)
        entry = entries.under(line)
        if line.first == line.last:
            continue
        if only_leads(times, line):
            continue
        if line.number == 0 and is_headline(times, line):
            events.extend(as_told(line.first, line.last, backgrounds.headline()))
            continue
        if times.narrative and is_heading(times, line):
            backgrounds.leave(line.number)
            continue
        found = sorted(Sentence(times, backgrounds, line, entry, occurrences).events(), key=lambda event: event.first)
        occurrences.follow(line.timexes, found)
        events.extend(speech.told(line, [people.named(trimmed(times, each, line), line) for each in found], events))
        if line.quoted and all(event.says for event in found):
            backgrounds.quote(line.number)
        people.follow(line)
        tell_story(times, backgrounds, line, found)
        backgrounds.give(line.number, line.timexes)
    return events
