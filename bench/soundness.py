"""What holds for the extraction of any text at all: the fuzzer and the properties among the tests ask for the same."""

from __future__ import annotations

import json
from collections.abc import Iterator

from timeline_api.explained import explained_record
from timeline_api.model import Event, Extraction, Timex
from timeline_api.temporal import edtf
from timeline_api.temporal.grammar import load_grammar
from timeline_api.temporal.sentences import split_sentences
from timeline_api.version import __version__


def flaws(found: Extraction) -> list[str]:
    """What is wrong with an extraction, in words; nothing where all promises hold."""
    text = found.document.text
    return [
        *_flaws_of_sentences(text),
        *_flaws_of_order(found),
        *(f"{timex.text!r}: {flaw}" for timex in found.timexes for flaw in _flaws_of_timex(timex, text)),
        *(f"{event.text!r}: {flaw}" for event in found.events for flaw in _flaws_of_event(event, text)),
        *_flaws_of_json(found),
    ]


def _flaws_of_sentences(text: str) -> Iterator[str]:
    grammar = load_grammar("en")
    at = 0
    for sentence in split_sentences(text, grammar.abbreviations):
        if not at <= sentence.start < sentence.end <= len(text):
            yield f"sentence {sentence.start}-{sentence.end} after {at} of {len(text)} characters"
        at = sentence.end


def _flaws_of_order(found: Extraction) -> Iterator[str]:
    at = 0
    for timex in found.timexes:
        if not at <= timex.start < timex.end <= len(found.document.text):
            yield f"time expression {timex.start}-{timex.end} after {at} of {len(found.document.text)} characters"
        at = timex.end
    starts = [event.start for event in found.events]
    if starts != sorted(starts):
        yield f"events in the order {starts}"


def _flaws_of_timex(timex: Timex, text: str) -> Iterator[str]:
    """A value, a rule, reasons, and an interval that says the same as the EDTF text."""
    if text[timex.start : timex.end] != timex.text or timex.text != timex.text.strip() or not timex.text:
        yield "the text is not what stands there"
    if not (timex.rule and timex.value and timex.steps):
        yield f"no rule, value or steps: {(timex.rule, timex.value, timex.steps)}"
    if not 0 <= timex.confidence <= 1:
        yield f"confidence {timex.confidence}"
    if timex.interval is None:
        if timex.precision is not None:
            yield f"precision {timex.precision} without an interval"
        return
    if timex.type not in ("DATE", "TIME") or timex.precision is None or timex.basis is None:
        yield f"an interval with type {timex.type}, precision {timex.precision}, basis {timex.basis}"
    within = edtf.interval(timex.edtf)
    if within is None or not timex.interval.start <= within.start < within.end <= timex.interval.end + 1:
        yield f"EDTF {timex.edtf} is {within}, the interval {timex.interval}"


def _flaws_of_event(event: Event, text: str) -> Iterator[str]:
    """A place in the text, a title, a date and its reasons."""
    if not 0 <= event.start < event.end <= len(text) or text[event.start : event.end] != event.text:
        yield f"the text is not what stands at {event.start}-{event.end}"
    if not event.title.strip():
        yield "no title"
    if not 0 <= event.confidence <= 1:
        yield f"confidence {event.confidence}"
    why = event.explanation
    if not why.rule or why.extractor != __version__ or not 0 <= why.start <= why.end <= len(text):
        yield f"explained by {why}"
    edtf.parse(event.date.edtf)
    if (event.date.interval is None) != (edtf.bounds(event.date.edtf) == (None, None)):
        yield f"EDTF {event.date.edtf} with the interval {event.date.interval}"


def _flaws_of_json(found: Extraction) -> Iterator[str]:
    # Texts are compared, not records: two halves of a pair that stand together are one character to who reads JSON.
    written = json.dumps(explained_record(found), allow_nan=False)
    if json.dumps(json.loads(written)) != written:
        yield "the record changes when it is written as JSON and read again"
