"""What callers may send: query parameters and bodies, read and checked by the schemas that document them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from timeline_api.api.fields import FullMatch, Published, Whole
from timeline_api.api.times import DateError, Span, parse_bound, parse_datetime
from timeline_api.model import Document, Interval

MOST = 1000  # entries a page; more is served as this many
_NO_NUL = r"[^\x00]*"
_NUL_ERROR = "Must not contain the character NUL."
_SOME_TEXT = r"[^\x00]*[^\x00-\x20][^\x00]*"  # no \s: regular expressions of other languages mean another set
_WEB_ADDRESS = r"[hH][tT][tT][pP][sS]?://[^\x00-\x20\x7f\"<>\\^`{|}]+"
_LANGUAGE = r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*"


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
        return [self.span.first, self.span.last, self.q, list(self.sources)]


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
        validate=[validate.Length(1, 500), FullMatch(_NO_NUL, _NUL_ERROR)],
        metadata={"description": 'Words in title and text; "quoted phrases"; -word'},
    )
    source = fields.List(
        fields.String(validate=[validate.Length(1, 300), FullMatch(_NO_NUL, _NUL_ERROR)]),
        load_default=list,
        validate=validate.Length(max=50),
        metadata={"description": "Events told by this outlet; repeat it for any of several"},
    )
    limit = Whole(
        load_default=50,
        validate=validate.Range(min=1),
        metadata={"description": f"Events a page; more than {MOST:,} is served as {MOST:,}"},
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
            sources=tuple(sorted(set(given["source"]))),
            limit=min(given["limit"], MOST),
            cursor=given.get("cursor"),
        )


@dataclass(frozen=True, slots=True)
class ArticlesQuery:
    """What `GET /articles` was asked for."""

    limit: int
    cursor: str | None


class ArticlesQuerySchema(Schema):
    """Paging of `GET /articles`; loads an `ArticlesQuery`."""

    limit = Whole(
        load_default=50,
        validate=validate.Range(min=1),
        metadata={"description": f"Articles a page; more than {MOST:,} is served as {MOST:,}"},
    )
    cursor = fields.String(
        validate=validate.Length(1, 1000),
        metadata={"description": "Where the next page starts: from `next` of the page before"},
    )

    @post_load
    def _query(self, given: dict[str, Any], **_: Any) -> ArticlesQuery:
        return ArticlesQuery(min(given["limit"], MOST), given.get("cursor"))


def _span(first: Interval | None, last: Interval | None) -> Span:
    return Span(first.start if first else None, last.end - 1 if last else None)


def _plain(most: int, description: str, *checks: FullMatch) -> fields.String:
    """An optional string without NUL, which no database keeps."""
    validators = [validate.Length(1, most), *(checks or (FullMatch(_NO_NUL, _NUL_ERROR),))]
    return fields.String(load_default=None, allow_none=True, validate=validators, metadata={"description": description})


class DocumentSchema(Schema):
    """An article to read; loads a `Document`."""

    text = fields.String(
        required=True,
        validate=FullMatch(_SOME_TEXT, "Must hold some text, and not the character NUL."),
        metadata={"description": "The article's plain text"},
    )
    title = _plain(1000, "Its title")
    published = Published(
        load_default=None,
        allow_none=True,
        metadata={
            "anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}],
            "description": "When it was published: relative dates are measured from it",
        },
    )
    url = _plain(2000, "Where it was published", FullMatch(_WEB_ADDRESS, "Must be an http or https address."))
    source = _plain(300, "The outlet")
    language = _plain(35, "BCP 47 tag", FullMatch(_LANGUAGE, "Must be a BCP 47 tag such as en or pt-BR."))
    tags = fields.List(
        fields.String(validate=[validate.Length(1, 100), FullMatch(_NO_NUL, _NUL_ERROR)]),
        load_default=list,
        validate=validate.Length(max=100),
        metadata={"description": "Tags"},
    )
    id = _plain(300, "The caller's own name for it")

    @post_load
    def _document(self, given: dict[str, Any], **_: Any) -> Document:
        return Document(**{**given, "tags": tuple(given["tags"])})
