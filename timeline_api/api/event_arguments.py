"""What may be asked of the timeline: the parameters of `GET /events` and of whatever takes the same filters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

import orjson
from marshmallow import ValidationError, fields, validate

from timeline_api.api.fields import LANGUAGE, NO_NUL, NUL_ERROR, Decimal, FullMatch, Whole
from timeline_api.api.formats.choice import NAMES
from timeline_api.api.query_strings import QueryReader, QuerySchema
from timeline_api.api.times import DateError, Span, parse_bound, parse_datetime
from timeline_api.frozen import frozen
from timeline_api.model import Interval, Precision
from timeline_api.store.corrections import EVENT_BASES
from timeline_api.store.event_query import Match, Order, Undated
from timeline_api.store.placement import ID_PATTERN

MOST = 1000  # entries a page; more is served as this many
USUAL = 50
_SORTS: dict[str, Order] = {name: name for name in get_args(Order)}


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


@frozen
class Filters:
    """Which events are asked for, in normal form: the same question, however written, is the same."""

    span: Span
    match: Match = "overlaps"
    q: str | None = None
    source: tuple[str, ...] = ()
    article: tuple[str, ...] = ()
    entity: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    lang: tuple[str, ...] = ()
    precision: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    min_confidence: float = 0.0
    min_sources: int = 0
    undated: Undated = "exclude"

    @property
    def normal_form(self) -> list[object]:
        """All of it as a JSON value."""
        return [
            self.span.first, self.span.last, self.match, self.q, self.source, self.article, self.entity, self.tag,
            self.lang, self.precision, self.basis, self.min_confidence, self.min_sources, self.undated,
        ]  # fmt: skip


@frozen
class EventsQuery:
    """What `GET /events` was asked for, in normal form."""

    filters: Filters
    sort: Order
    limit: int
    cursor: str | None
    count: bool
    format: str | None
    whole: bool
    """Whether no limit was given, so that a form which can be streamed is."""

    @property
    def walk(self) -> list[object]:
        """What a cursor is bound to: all but where the page starts and how long it is."""
        return [*self.filters.normal_form, self.sort]

    @property
    def normal_form(self) -> bytes:
        """The same for the same question: what an answer is kept by."""
        return orjson.dumps([*self.walk, self.limit, self.cursor, self.count])


def _listed(description: str, example: str, *checks: validate.Validator, most: int = 300) -> fields.List[str]:
    """A filter that may be given several times, for any of its values."""
    one = fields.String(validate=checks or [validate.Length(1, most), FullMatch(NO_NUL, NUL_ERROR)])
    metadata = {"description": f"{description}; repeat it for any of several", "example": [example]}
    return fields.List(one, validate=validate.Length(max=50, error="At most {max} values."), metadata=metadata)


def _one_of(values: tuple[str, ...], description: str) -> fields.String:
    return fields.String(
        validate=validate.OneOf(values),
        metadata={"description": description, "default": values[0], "example": values[0]},
    )


def _bound(description: str, example: str) -> Bound:
    return Bound(
        metadata={
            "type": "string",
            "format": "timeline-date",
            "description": f"{description}: a year, month, day or instant; -0043 is 44 BC, Y-38976 is 38977 BC",
            "example": example,
        }
    )


class FiltersSchema(QuerySchema):
    """Which events; loads `Filters`."""

    from_ = _bound("First day, inclusive", "1989")
    to = _bound("Last day, inclusive", "2024-12")
    datetime = OgcInterval(
        metadata={
            "type": "string",
            "format": "timeline-interval",
            "description": "The OGC form of a range: A, A/B, A/.. or ../B; not together with from or to",
            "example": "1989-11-09/..",
        },
    )
    match = _one_of(
        get_args(Match), "Events that overlap the range, that lie within it, or that start in it; all without a range"
    )
    q = fields.String(
        validate=[validate.Length(1, 500), FullMatch(NO_NUL, NUL_ERROR)],
        metadata={
            "description": 'Words in title and text; "quoted phrases"; -word; begin*',
            "example": '"old bridge" -fire',
        },
    )
    source = _listed("Events told by this outlet", "Harrowick Courier")
    article = _listed(
        "Events told by the article with this id",
        "535fvi700jsepifurfb78hfsc9",
        FullMatch(ID_PATTERN, "Must be the id of an article."),
    )
    entity = _listed("Events that name this person, place or body; accents and capitals do not matter", "Ellen Marsh")
    tag = _listed("Events told by articles with this tag", "transport", most=100)
    lang = _listed(
        "Events told by articles in this language; en takes en-GB",
        "en",
        validate.Length(2, 35),
        FullMatch(LANGUAGE, "Must be a BCP 47 tag such as en or pt-BR."),
    )
    precision = _listed("Events dated this finely", "day", validate.OneOf(get_args(Precision)))
    basis = _listed("Events that got their date this way", "explicit", validate.OneOf(EVENT_BASES))
    min_confidence = Decimal(
        validate=validate.Range(0, 1),
        metadata={"description": "Events whose date is at least so certain, from 0 to 1", "example": 0.8},
    )
    min_sources = Whole(
        validate=validate.Range(min=0),
        metadata={"description": "Events told by at least so many articles", "example": 2},
    )
    undated = _one_of(
        get_args(Undated), "Whether events without a place on the calendar are left out, come last, or come alone"
    )

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """`from` is a word of Python."""
        if field_name == "from_":
            field_obj.data_key = "from"

    def check(self, given: dict[str, Any]) -> None:
        """One range, and one that ends after it starts."""
        first, last = given.get("from_"), given.get("to")
        if "datetime" in given and (first is not None or last is not None):
            raise ValidationError("cannot be combined with from or to", "datetime")
        if first is not None and last is not None and first.start >= last.end:
            raise ValidationError("the range ends before it starts", "to")

    def assemble(self, given: dict[str, Any]) -> Any:
        """What the parameters given ask for."""
        return filters_of(given)


def filters_of(given: dict[str, Any]) -> Filters:
    """The filters among the parameters given."""
    kept = {name: given[name] for name in _PLAIN if name in given}
    kept |= {name: tuple(sorted(set(given[name]))) for name in _LISTED if name in given}
    return Filters(given.get("datetime") or _span(given.get("from_"), given.get("to")), **kept)


_PLAIN = ("match", "q", "min_confidence", "min_sources", "undated")
_LISTED = ("source", "article", "entity", "tag", "lang", "precision", "basis")


def _span(first: Interval | None, last: Interval | None) -> Span:
    return Span(first.start if first else None, last.end - 1 if last else None)


def _limit(description: str, example: int) -> Whole:
    """How many of something at most; `limit_of` says what is served."""
    most = f"{description}; more than {MOST:,} is served as {MOST:,}"
    return Whole(validate=validate.Range(min=1), metadata={"default": USUAL, "description": most, "example": example})


def limit_of(given: dict[str, Any]) -> int:
    """The limit among the parameters given."""
    limit: int = given.get("limit", USUAL)
    return min(limit, MOST)


class PagingSchema(QuerySchema):
    """Which part of a list."""

    limit = _limit("Entries a page", 100)
    cursor = fields.String(
        validate=validate.Length(1, 1000),
        metadata={
            "description": "Where the next page starts: from `next` of the page before",
            "example": "Rm9yIHRoZSBuZXh0IHBhZ2UsIGFzayBhZ2Fpbg",
        },
    )


@frozen
class HistogramQuery:
    """What `GET /events/histogram` was asked for, in normal form."""

    filters: Filters
    unit: str


class HistogramQuerySchema(FiltersSchema):
    """The filters of `GET /events`, and by what to count; loads a `HistogramQuery`."""

    class Meta:
        exclude = ("undated",)  # what has no place on the calendar is in no period

    unit = _one_of(("year", "month", "day"), "The length of a period")

    def assemble(self, given: dict[str, Any]) -> HistogramQuery:
        """What the parameters given ask for."""
        return HistogramQuery(filters_of(given), given.get("unit", "year"))


@frozen
class FacetsQuery:
    """What `GET /events/facets` was asked for, in normal form."""

    filters: Filters
    limit: int


class FacetsQuerySchema(FiltersSchema):
    """The filters of `GET /events`, and how many values to tell; loads a `FacetsQuery`."""

    limit = _limit("Values of each facet", 10)

    def assemble(self, given: dict[str, Any]) -> FacetsQuery:
        """What the parameters given ask for."""
        return FacetsQuery(filters_of(given), limit_of(given))


@frozen
class DayQuery:
    """What `GET /events/on-this-day` was asked for beside the day, in normal form."""

    filters: Filters
    limit: int
    cursor: str | None


class DayQuerySchema(FiltersSchema, PagingSchema):
    """Filters that go together with a calendar day, and paging; loads a `DayQuery`."""

    class Meta:
        exclude = ("from_", "to", "datetime", "match", "q", "undated")

    def assemble(self, given: dict[str, Any]) -> DayQuery:
        """What the parameters given ask for."""
        return DayQuery(filters_of(given), limit_of(given), given.get("cursor"))


class EventsQuerySchema(FiltersSchema, PagingSchema):
    """Filters, order and paging of `GET /events`; loads an `EventsQuery`."""

    sort = _one_of(
        tuple(_SORTS),
        "By date, the latest first, the most important first, or (with q) first those whose titles have all the words",
    )
    count = _one_of(("none", "exact"), "Whether the answer counts all events that the filters take; in JSON alone")
    format = fields.String(
        validate=validate.OneOf(NAMES),
        metadata={
            "description": "The form, whatever Accept says; ndjson and csv without a limit hold all events",
            "example": "json",
        },
    )

    def check(self, given: dict[str, Any]) -> None:
        """The range, and relevance to some words."""
        super().check(given)
        if given.get("sort") == "relevance" and "q" not in given:
            raise ValidationError("relevance is to the words of q, which is missing", "sort")

    def assemble(self, given: dict[str, Any]) -> EventsQuery:
        """What the parameters given ask for."""
        return EventsQuery(
            filters=filters_of(given),
            sort=_SORTS[given.get("sort", "date")],
            limit=limit_of(given),
            cursor=given.get("cursor"),
            count=given.get("count") == "exact",
            format=given.get("format"),
            whole="limit" not in given and "cursor" not in given,
        )


EVENTS = QueryReader(EventsQuerySchema)
HISTOGRAM = QueryReader(HistogramQuerySchema)
FACETS = QueryReader(FacetsQuerySchema)
DAY = QueryReader(DayQuerySchema)
