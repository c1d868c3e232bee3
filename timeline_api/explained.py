"""An extraction with its reasons: why each time expression has its value, and each event its date."""

from __future__ import annotations

from timeline_api.model import Extraction, Timex
from timeline_api.pipeline import language_of
from timeline_api.records import Record, anchor_record, explanation_record, extraction_record
from timeline_api.temporal.grammar import Grammar, load_grammar
from timeline_api.temporal.sources import languages
from timeline_api.temporal.tokens import Tokens

_SHAPES = ("=", "OTHER")  # words that patterns name, and words that no class knows


def explained_record(extraction: Extraction) -> Record:
    """An extraction as `timeline-api extract --explain` writes it and `POST /extract` answers."""
    record = extraction_record(extraction)
    language = language_of(extraction.document)
    grammar = load_grammar(language) if language in languages() else None
    for timex, written in zip(extraction.timexes, record["timexes"], strict=True):
        written["explanation"] = _reasons(timex, grammar)
    for event, written in zip(extraction.events, record["events"], strict=True):
        written["explanation"] = explanation_record(event)
    return record


def _reasons(timex: Timex, grammar: Grammar | None) -> Record:
    return {
        "words": word_classes(timex.text, grammar) if grammar is not None else [],
        "stated": list(timex.known),
        "implied": list(timex.implied),
        "basis": timex.basis,
        "precision": timex.precision,
        "qualifier": timex.qualifier,
        "anchor": anchor_record(timex.anchor),
        "steps": list(timex.steps),
    }


def word_classes(text: str, grammar: Grammar) -> list[Record]:
    """Each word of a time expression with the classes that the rules of a language know it by.

    >>> [word["classes"] for word in word_classes("last Friday", load_grammar("en"))]
    [['DEICTIC', 'DURATIONLEAD', 'MONTHLEAD', 'ORDQ'], ['CAP', 'TIMECAP', 'WEEKDAY', 'WEEKDAYCAP']]
    """
    tokens = Tokens(text)
    return [
        {"text": word, "classes": [name for name in sorted(grammar.lexicon.classes(word)) if name[0] not in _SHAPES]}
        for word in map(tokens.text, range(len(tokens.raw)))
        if word
    ]
