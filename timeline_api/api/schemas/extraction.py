"""What is read in a text when nothing is stored."""

from __future__ import annotations

from marshmallow import Schema, fields

from timeline_api.api.fields import nullable, string, whole
from timeline_api.api.schemas.dates import AnchorSchema, BareDateSchema, ExplanationSchema
from timeline_api.api.schemas.parts import chance, one_of, texts


class WordSchema(Schema):
    """A word of a time expression, as the rules of its language see it."""

    text = string("The word")
    classes = texts("The classes that it belongs to; none when only its very letters count")


class TimexReasonsSchema(Schema):
    """Why a time expression has its value: its words, what they state, and what was filled in from where."""

    words = fields.List(fields.Nested(WordSchema), required=True, metadata={"description": "Its words"})
    stated = texts("The parts of the date that the words state")
    implied = texts("The parts that were filled in")
    basis = nullable("How it got its date: explicit, relative or inferred; null without a date")
    precision = nullable("How much of the date is known; null without a date")
    qualifier = one_of(("", "?", "~", "%"), "EDTF: ? uncertain, ~ approximate, % both")
    anchor = fields.Nested(AnchorSchema, required=True, allow_none=True)
    steps = texts("The steps from the words to the value")


class TimexSchema(Schema):
    """A time expression: characters [start, end) of the text that name a time."""

    start = whole("First character", minimum=0)
    end = whole("After the last character", minimum=0)
    text = string("The words")
    type = one_of(("DATE", "TIME", "DURATION", "SET"), "TIMEX3 type")
    value = string("TIMEX3 value; empty when nothing is known")
    mod = nullable("TIMEX3 modifier")
    rule = string("The rule that read the words")
    edtf = nullable("EDTF; null for durations, sets and vague references")
    confidence = chance("Measured chance that the value is right")
    explanation = fields.Nested(TimexReasonsSchema, required=True)


class ExtractedEventSchema(Schema):
    """An event in the text given: characters [start, end) tell it."""

    start = whole("First character", minimum=0)
    end = whole("After the last character", minimum=0)
    title = string("A short headline")
    text = string("The sentence or clause that tells the event")
    date = fields.Nested(BareDateSchema, required=True)
    confidence = chance("Measured chance that the date is right")
    entities = texts("Names in it")
    explanation = fields.Nested(ExplanationSchema, required=True)


class ExtractionSchema(Schema):
    """What was read in a text; nothing of it is stored."""

    id = nullable("The caller's own name for it")
    published = nullable("When it was published")
    timexes = fields.List(fields.Nested(TimexSchema), required=True)
    events = fields.List(fields.Nested(ExtractedEventSchema), required=True)
    warnings = texts("What the extractor could not do")
