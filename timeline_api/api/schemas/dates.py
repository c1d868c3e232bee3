"""The date of an event, and why it has it."""

from __future__ import annotations

from marshmallow import Schema, fields

from timeline_api.api.fields import nullable, string, whole
from timeline_api.api.schemas.parts import one_of, texts
from timeline_api.store.corrections import EVENT_BASES

PRECISIONS = (
    "second", "minute", "hour", "daypart", "day", "week", "month", "season", "quarter", "half", "year",
    "decade", "century", "millennium", "range",
)  # fmt: skip


class BareDateSchema(Schema):
    """When an event happened, as the extractor writes it."""

    edtf = string("EDTF (ISO 8601-2 level 1): what is known, no more", example="2024-12-08")
    start = nullable("First day, inclusive; a year when before year 1; null without a place on the calendar")
    end = nullable("Last day, inclusive; a year when before year 1; null without a place on the calendar")
    precision = one_of(PRECISIONS, "How much of the date is stated")
    qualifier = one_of(("", "?", "~", "%"), "EDTF: ? uncertain, ~ approximate, % both")
    basis = one_of(EVENT_BASES, "How the event got its date")
    timex = string("TIMEX3 value")
    text = string("The words that the date was read from")


class EventDateSchema(BareDateSchema):
    """When an event happened."""

    display = string("The date in English words", example="8 December 2024")


class AnchorSchema(Schema):
    """What a relative expression was measured from."""

    kind = one_of(("publication", "story", "expression", "constraint", "none"), "Where the anchor came from")
    edtf = string("The anchor's date")
    text = string("The anchor's words")


class ExplanationSchema(Schema):
    """Why an event has its date: from the words to the calendar."""

    rule = string("The rule that read the words")
    start = whole("Where the words start in the article's text, in characters", minimum=0)
    end = whole("Where the words end", minimum=0)
    text = string("The words")
    anchor = fields.Nested(AnchorSchema, required=True, allow_none=True)
    steps = texts("The steps from the words to the date")
    extractor = string("Version of the extractor")
