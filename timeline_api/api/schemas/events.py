"""Events, in a list and alone."""

from __future__ import annotations

from marshmallow import Schema, fields

from timeline_api.api.fields import nullable, string, whole
from timeline_api.api.schemas.dates import EventDateSchema, ExplanationSchema
from timeline_api.api.schemas.parts import chance, one_of, texts


class SourceSchema(Schema):
    """An article that tells an event, and where."""

    article_id = string("The article's id")
    url = nullable("Where the article was published")
    title = nullable("The article's title")
    source = nullable("The outlet")
    published = nullable("When the article was published")
    sentence = string("The sentence or clause that tells the event")
    char_start = whole("Where it starts in the article's text, in characters", minimum=0)
    char_end = whole("Where it ends", minimum=0)


class ExplainedSourceSchema(SourceSchema):
    """An article that tells an event, with why it gives the event its date."""

    explanation = fields.Nested(ExplanationSchema, required=True, allow_none=True)


class EventLinksSchema(Schema):
    """Where to go from an event."""

    self = string("The event itself")


class EventSchema(Schema):
    """A dated event with its evidence."""

    id = string("Stays the same as long as the event does")
    title = string("A short headline")
    text = string("The sentence or clause that tells the event")
    date = fields.Nested(EventDateSchema, required=True)
    confidence = chance("Measured chance that the date is right")
    entities = texts("Names in what its sources tell")
    source_count = whole("How many articles tell the event", minimum=0)
    sources = fields.List(fields.Nested(SourceSchema), required=True)
    updated_at = fields.String(required=True, metadata={"format": "date-time", "description": "Last change"})
    links = fields.Nested(EventLinksSchema, required=True)


def _said(description: str) -> fields.Raw:
    """Text, or whether something is so."""
    either = [{"type": "string"}, {"type": "boolean"}]
    return fields.Raw(required=True, metadata={"anyOf": either, "description": description})


class ChangeSchema(Schema):
    """One thing that a person changed."""

    field = one_of(("date", "title", "hidden"), "What was changed")
    before = _said("What the event said before: for a date, its EDTF")
    after = _said("What it said then")
    given = fields.Raw(
        required=True,
        allow_none=True,
        metadata={
            "anyOf": [{"type": "string"}, {"type": "boolean"}, {"type": "null"}],
            "description": "What the person gave; null when a correction was taken away",
        },
    )


class EditSchema(Schema):
    """What a person changed at once."""

    at = fields.String(required=True, metadata={"format": "date-time", "description": "When"})
    by = string("Who: the name of the key")
    changes = fields.List(fields.Nested(ChangeSchema), required=True)


class ExplainedEventSchema(EventSchema):
    """A dated event with all its sources, the explanation of its date, and what people have corrected."""

    sources = fields.List(fields.Nested(ExplainedSourceSchema), required=True)
    explanation = fields.Nested(ExplanationSchema, required=True, allow_none=True)
    hidden = fields.Boolean(
        required=True, metadata={"description": "Left out of the timeline; only a key with the scope admin sees it"}
    )
    history = fields.List(fields.Nested(EditSchema), required=True, metadata={"description": "The earliest first"})
