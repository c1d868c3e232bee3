"""The forms of a page that are JSON of another kind; each says what its readers ask for."""

from __future__ import annotations

from marshmallow import Schema, fields

from timeline_api.api.fields import string, whole
from timeline_api.api.schemas.parts import one_of


def _maybe(description: str) -> fields.String:
    return fields.String(metadata={"description": description})


class LinkedThingSchema(Schema):
    """Something with a name, of schema.org's types Thing and Organization."""

    kind = string("Its type", data_key="@type")
    name = string("Its name")


class LinkedArticleSchema(Schema):
    """An article as schema.org's NewsArticle."""

    kind = string("Its type", data_key="@type")
    identifier = string("The article's id")
    url = _maybe("Where it was published")
    headline = _maybe("Its title")
    date_published = fields.String(data_key="datePublished", metadata={"description": "When it was published"})
    publisher = fields.Nested(LinkedThingSchema, metadata={"description": "The outlet"})


class LinkedEventSchema(Schema):
    """An event as schema.org's Event."""

    id = string("The event's address", data_key="@id")
    kind = string("Its type", data_key="@type")
    name = string("A short headline")
    description = string("The sentence or clause that tells the event")
    start_date = fields.String(data_key="startDate", metadata={"description": "First day; absent when not known"})
    end_date = fields.String(data_key="endDate", metadata={"description": "Last day; absent when not known"})
    temporal_coverage = string("The date in EDTF", data_key="temporalCoverage")
    url = string("The event's address")
    about = fields.List(fields.Nested(LinkedThingSchema), required=True, metadata={"description": "Who is named"})
    subject_of = fields.List(
        fields.Nested(LinkedArticleSchema),
        required=True,
        data_key="subjectOf",
        metadata={"description": "The articles that tell it"},
    )


class LinkedPageSchema(Schema):
    """A page as JSON-LD; the context is in the answer."""

    context = fields.Dict(required=True, data_key="@context", metadata={"description": "What the names stand for"})
    graph = fields.List(fields.Nested(LinkedEventSchema), required=True, data_key="@graph")


class SlideDateSchema(Schema):
    """A date as far as it is stated."""

    year = whole("The year; 44 BC is -43")
    month = fields.Integer(strict=True, metadata={"description": "The month", "minimum": 1, "maximum": 12})
    day = fields.Integer(strict=True, metadata={"description": "The day of the month", "minimum": 1, "maximum": 31})


class SlideTextSchema(Schema):
    """What a slide says, in HTML."""

    headline = string("A short headline")
    text = string("The sentence that tells the event, and who wrote it")


class SlideSchema(Schema):
    """An event as a slide of TimelineJS."""

    unique_id = string("The event's id")
    start_date = fields.Nested(SlideDateSchema, required=True)
    end_date = fields.Nested(SlideDateSchema)
    display_date = string("The date in English words")
    text = fields.Nested(SlideTextSchema, required=True)


class SlidesSchema(Schema):
    """A page as TimelineJS reads it."""

    events = fields.List(fields.Nested(SlideSchema), required=True)


class ItemSchema(Schema):
    """An event as an item of vis-timeline."""

    id = string("The event's id")
    content = string("A short headline, in HTML")
    title = string("The date and the sentence that tells the event, in HTML")
    start = string("Its beginning, as JavaScript reads dates", example="2024-12-08T00:00:00")
    end = _maybe("Its end; absent for a point")
    type = one_of(("point", "range"), "How it is drawn")


class ItemsSchema(Schema):
    """A page as vis-timeline reads it."""

    items = fields.List(fields.Nested(ItemSchema), required=True)
    next = fields.String(metadata={"format": "uri", "description": "The next page; absent on the last"})
