"""What may be asked of the timeline: the parameters of `GET /events` and of whatever takes the same filters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from timeline_api.api.fields import NO_NUL, NUL_ERROR, FullMatch, Whole
from timeline_api.api.query_strings import QueryReader
from timeline_api.api.times import DateError, Span, parse_bound, parse_datetime
from timeline_api.model import Interval

MOST = 1000  # entries a page; more is served as this many
USUAL = 50


class Bound(fields.Field[Interval]):
    """One end of a range: a year, month, day or instant, as its days."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Interval:
        try:
            return parse_bound(str(value))
        except DateError as error:
            raise ValidationError(str(error)) from error


class OgcInterval(fields.Field[Span]):
    """`datetime` of OGC API Features: both ends in one parameter."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Span:
        try:
            return parse_datetime(str(value))
        except DateError as error:
            raise ValidationError(str(error)) from error


@dataclass(frozen=True, slots=True)
class EventsQuery:
    """What `GET /events` was asked for, in normal form: the same question, however written, is the same."""

    span: Span
    q: str | None
    sources: tuple[str, ...]
    limit: int
    cursor: str | None

    @property
    def filters(self) -> list[object]:
        """What a cursor is bound to: all but where the page starts and how long it is."""
        return [self.span.first, self.span.last, self.q, self.sources]

    @property
    def normal_form(self) -> bytes:
        """The same for the same question: what an answer is kept by."""
        return orjson.dumps([self.filters, self.limit, self.cursor])


class EventsQuerySchema(Schema):
    """Filters and paging of `GET /events`; loads an `EventsQuery`."""

    from_ = Bound(
        data_key="from",
        metadata={
            "type": "string",
            "format": "timeline-date",
            "description": "First day, inclusive: a year, month, day or instant; -0043 is 44 BC",
        },
    )
    to = Bound(
        metadata={
            "type": "string",
            "format": "timeline-date",
            "description": "Last day, inclusive: a year, month, day or instant; -0043 is 44 BC",
        },
    )
    datetime = OgcInterval(
        metadata={
            "type": "string",
            "format": "timeline-interval",
            "description": "The OGC form: A, A/B, A/.. or ../B; not together with from or to",
        },
    )
    q = fields.String(
        validate=[validate.Length(1, 500), FullMatch(NO_NUL, NUL_ERROR)],
        metadata={"description": 'Words in title and text; "quoted phrases"; -word'},
    )
    source = fields.List(
        fields.String(validate=[validate.Length(1, 300), FullMatch(NO_NUL, NUL_ERROR)]),
        validate=validate.Length(max=50),
        metadata={"description": "Events told by this outlet; repeat it for any of several"},
    )
    limit = Whole(
        validate=validate.Range(min=1),
        metadata={"default": USUAL, "description": f"Events a page; more than {MOST:,} is served as {MOST:,}"},
    )
    cursor = fields.String(
        validate=validate.Length(1, 1000),
        metadata={"description": "Where the next page starts: from `next` of the page before"},
    )

    @validates_schema
    def _one_range(self, given: dict[str, Any], **_: Any) -> None:
        first, last = given.get("from_"), given.get("to")
        if "datetime" in given and (first is not None or last is not None):
            raise ValidationError("cannot be combined with from or to", "datetime")
        if first is not None and last is not None and first.start >= last.end:
            raise ValidationError("the range ends before it starts", "to")

    @post_load
    def _query(self, given: dict[str, Any], **_: Any) -> EventsQuery:
        return EventsQuery(
            span=given.get("datetime") or _span(given.get("from_"), given.get("to")),
            q=given.get("q"),
            sources=tuple(sorted(set(given.get("source", ())))),
            limit=min(given.get("limit", USUAL), MOST),
            cursor=given.get("cursor"),
        )


def _span(first: Interval | None, last: Interval | None) -> Span:
    return Span(first.start if first else None, last.end - 1 if last else None)


EVENTS = QueryReader(EventsQuerySchema)
