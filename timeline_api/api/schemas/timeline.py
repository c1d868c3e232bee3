"""The timeline: its pages and summaries, each with the query as it was understood."""

from __future__ import annotations

from typing import get_args

from marshmallow import Schema, fields

from timeline_api.api.fields import nullable, string, whole
from timeline_api.api.schemas.events import EventSchema
from timeline_api.api.schemas.parts import chance, one_of, texts
from timeline_api.store.event_query import Match, Order, Undated


class FiltersEchoSchema(Schema):
    """The filters as they were understood."""

    first = nullable("First day, inclusive; null when open", data_key="from")
    last = nullable("Last day, inclusive; null when open", data_key="to")
    match = one_of(get_args(Match), "How events match the range")
    q = nullable("Words")
    source = texts("Outlets")
    article = texts("Ids of articles")
    entity = texts("Names")
    tag = texts("Tags")
    lang = texts("Languages")
    precision = texts("Precisions")
    basis = texts("Bases")
    min_confidence = chance("Least certainty of the date")
    min_sources = whole("Least number of articles", minimum=0)
    undated = one_of(get_args(Undated), "Whether events without a place on the calendar come")


class QueryEchoSchema(FiltersEchoSchema):
    """The query as it was understood."""

    sort = one_of(get_args(Order), "The order")
    count = one_of(("none", "exact"), "Whether all are counted")
    limit = whole("Entries a page at most", minimum=1, maximum=1000)


class EventPageSchema(Schema):
    """A page of the timeline; without `next` it is the last."""

    items = fields.List(fields.Nested(EventSchema), required=True)
    next = fields.String(metadata={"format": "uri-reference", "description": "The next page; absent on the last"})
    query = fields.Nested(QueryEchoSchema, required=True)
    count = fields.Integer(
        strict=True, metadata={"minimum": 0, "description": "How many events the filters take; with count=exact"}
    )


class PeriodSchema(Schema):
    """A year, month or day, and how many events begin in it."""

    period = string("The period, as `from` and `to` take it", example="2024-12")
    count = whole("How many events begin in it", minimum=1)


class HistogramEchoSchema(FiltersEchoSchema):
    """The filters as they were understood."""

    class Meta:
        exclude = ("undated",)


class HistogramSchema(Schema):
    """How many events begin when."""

    unit = one_of(("year", "month", "day"), "The length of a period")
    periods = fields.List(fields.Nested(PeriodSchema), required=True)
    before = whole("How many began before the range and reach into it", minimum=0)
    count = whole("How many events the filters take", minimum=0)
    query = fields.Nested(HistogramEchoSchema, required=True)


class FacetValueSchema(Schema):
    """A value, and how many events have it."""

    value = string("The value, as the filter of that name takes it")
    count = whole("How many events have it", minimum=1)


class FacetsEchoSchema(FiltersEchoSchema):
    """The query as it was understood."""

    limit = whole("Values of each facet at most", minimum=1, maximum=1000)


class FacetsSchema(Schema):
    """How events divide: the values that most of them have."""

    source = fields.List(fields.Nested(FacetValueSchema), required=True)
    entity = fields.List(fields.Nested(FacetValueSchema), required=True)
    precision = fields.List(fields.Nested(FacetValueSchema), required=True)
    basis = fields.List(fields.Nested(FacetValueSchema), required=True)
    query = fields.Nested(FacetsEchoSchema, required=True)


class DayEchoSchema(FiltersEchoSchema):
    """The query as it was understood."""

    class Meta:
        exclude = ("first", "last", "match", "q", "undated")

    month = whole("The month", minimum=1, maximum=12)
    day = whole("The day of the month", minimum=1, maximum=31)
    limit = whole("Entries a page at most", minimum=1, maximum=1000)


class DayPageSchema(Schema):
    """A page of the events of a calendar day; without `next` it is the last."""

    items = fields.List(fields.Nested(EventSchema), required=True)
    next = fields.String(metadata={"format": "uri-reference", "description": "The next page; absent on the last"})
    query = fields.Nested(DayEchoSchema, required=True)
