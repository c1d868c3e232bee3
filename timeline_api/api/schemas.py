"""The shapes of answers: these schemas document them, and tests hold what is served against them."""

from __future__ import annotations

from typing import Any, get_args

from marshmallow import Schema, ValidationError, fields, validate

from timeline_api.api.fields import nullable, string, whole
from timeline_api.store.corrections import EVENT_BASES
from timeline_api.store.event_query import Match, Order, Undated

PRECISIONS = (
    "second", "minute", "hour", "daypart", "day", "week", "month", "season", "quarter", "half", "year",
    "decade", "century", "millennium", "range",
)  # fmt: skip
OUTCOMES = ("created", "unchanged", "replaced")
_OFFSET = {"minimum": 0}


def _of(values: tuple[str, ...], description: str) -> fields.String:
    return fields.String(required=True, validate=validate.OneOf(values), metadata={"description": description})


def _confidence(value: float) -> None:
    if not 0 <= value <= 1:
        raise ValidationError("Not between 0 and 1.")


def _chance(description: str) -> fields.Float:
    return fields.Float(
        required=True, validate=_confidence, metadata={"description": description, "minimum": 0, "maximum": 1}
    )


def _texts(description: str, required: bool = True) -> fields.List[str]:
    return fields.List(fields.String(), required=required, metadata={"description": description})


class BareDateSchema(Schema):
    """When an event happened, as the extractor writes it."""

    edtf = string("EDTF (ISO 8601-2 level 1): what is known, no more", example="2024-12-08")
    start = nullable("First day, inclusive; a year when before year 1; null without a place on the calendar")
    end = nullable("Last day, inclusive; a year when before year 1; null without a place on the calendar")
    precision = _of(PRECISIONS, "How much of the date is stated")
    qualifier = _of(("", "?", "~", "%"), "EDTF: ? uncertain, ~ approximate, % both")
    basis = _of(EVENT_BASES, "How the event got its date")
    timex = string("TIMEX3 value")
    text = string("The words that the date was read from")


class EventDateSchema(BareDateSchema):
    """When an event happened."""

    display = string("The date in English words", example="8 December 2024")


class AnchorSchema(Schema):
    """What a relative expression was measured from."""

    kind = _of(("publication", "story", "expression", "constraint", "none"), "Where the anchor came from")
    edtf = string("The anchor's date")
    text = string("The anchor's words")


class ExplanationSchema(Schema):
    """Why an event has its date: from the words to the calendar."""

    rule = string("The rule that read the words")
    start = whole("Where the words start in the article's text, in characters", **_OFFSET)
    end = whole("Where the words end", **_OFFSET)
    text = string("The words")
    anchor = fields.Nested(AnchorSchema, required=True, allow_none=True)
    steps = _texts("The steps from the words to the date")
    extractor = string("Version of the extractor")


class SourceSchema(Schema):
    """An article that tells an event, and where."""

    article_id = string("The article's id")
    url = nullable("Where the article was published")
    title = nullable("The article's title")
    source = nullable("The outlet")
    published = nullable("When the article was published")
    sentence = string("The sentence or clause that tells the event")
    char_start = whole("Where it starts in the article's text, in characters", **_OFFSET)
    char_end = whole("Where it ends", **_OFFSET)


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
    confidence = _chance("Measured chance that the date is right")
    entities = _texts("Names in what its sources tell")
    source_count = whole("How many articles tell the event", **_OFFSET)
    sources = fields.List(fields.Nested(SourceSchema), required=True)
    updated_at = fields.String(required=True, metadata={"format": "date-time", "description": "Last change"})
    links = fields.Nested(EventLinksSchema, required=True)


def _said(description: str) -> fields.Raw:
    """Text, or whether something is so."""
    either = [{"type": "string"}, {"type": "boolean"}]
    return fields.Raw(required=True, metadata={"anyOf": either, "description": description})


class ChangeSchema(Schema):
    """One thing that a person changed."""

    field = _of(("date", "title", "hidden"), "What was changed")
    before = _said("What the event said before: for a date, its EDTF")
    after = _said("What it said then")
    given = fields.Raw(
        required=True,
        allow_none=True,
        metadata={
            "anyOf": [{"type": "string"}, {"type": "boolean"}],
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


class FiltersEchoSchema(Schema):
    """The filters as they were understood."""

    first = nullable("First day, inclusive; null when open", data_key="from")
    last = nullable("Last day, inclusive; null when open", data_key="to")
    match = _of(get_args(Match), "How events match the range")
    q = nullable("Words")
    source = _texts("Outlets")
    article = _texts("Ids of articles")
    entity = _texts("Names")
    tag = _texts("Tags")
    lang = _texts("Languages")
    precision = _texts("Precisions")
    basis = _texts("Bases")
    min_confidence = _chance("Least certainty of the date")
    min_sources = whole("Least number of articles", minimum=0)
    undated = _of(get_args(Undated), "Whether events without a place on the calendar come")


class QueryEchoSchema(FiltersEchoSchema):
    """The query as it was understood."""

    sort = _of(get_args(Order), "The order")
    count = _of(("none", "exact"), "Whether all are counted")
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

    unit = _of(("year", "month", "day"), "The length of a period")
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


class ArticleLinksSchema(Schema):
    """Where to go from an article."""

    self = string("The article itself")


class ArticleSchema(Schema):
    """An article as it was ingested, without its text."""

    id = string("The article's id, made from its url, its own id or its content")
    document_id = nullable("The caller's own name for it")
    url = nullable("Where it was published")
    title = nullable("Its title")
    source = nullable("The outlet")
    language = nullable("BCP 47 tag")
    published = nullable("When it was published")
    tags = _texts("Tags")
    extractor = string("Version of the extractor that read it")
    event_count = whole("How many events it tells", **_OFFSET)
    created_at = fields.String(required=True, metadata={"format": "date-time", "description": "First ingested"})
    updated_at = fields.String(required=True, metadata={"format": "date-time", "description": "Last change"})
    links = fields.Nested(ArticleLinksSchema, required=True)


class FullArticleSchema(ArticleSchema):
    """An article with its text and the events that it tells, in order of appearance."""

    text = string("The text")
    event_ids = _texts("Ids of its events")


class StoredArticleSchema(Schema):
    """What became of an article: its events, in order of appearance."""

    article = fields.Nested(ArticleSchema, required=True)
    outcome = _of(OUTCOMES, "created, unchanged (the same article again) or replaced (a changed one)")
    events = fields.List(fields.Nested(EventSchema), required=True)
    warnings = _texts("What the extractor could not do")


class ArticlePageSchema(Schema):
    """A page of articles, the newest first; without `next` it is the last."""

    items = fields.List(fields.Nested(ArticleSchema), required=True)
    next = fields.String(metadata={"format": "uri-reference", "description": "The next page; absent on the last"})


class WordSchema(Schema):
    """A word of a time expression, as the rules of its language see it."""

    text = string("The word")
    classes = _texts("The classes that it belongs to; none when only its very letters count")


class TimexReasonsSchema(Schema):
    """Why a time expression has its value: its words, what they state, and what was filled in from where."""

    words = fields.List(fields.Nested(WordSchema), required=True, metadata={"description": "Its words"})
    stated = _texts("The parts of the date that the words state")
    implied = _texts("The parts that were filled in")
    basis = nullable("How it got its date: explicit, relative or inferred; null without a date")
    precision = nullable("How much of the date is known; null without a date")
    qualifier = _of(("", "?", "~", "%"), "EDTF: ? uncertain, ~ approximate, % both")
    anchor = fields.Nested(AnchorSchema, required=True, allow_none=True)
    steps = _texts("The steps from the words to the value")


class TimexSchema(Schema):
    """A time expression: characters [start, end) of the text that name a time."""

    start = whole("First character", **_OFFSET)
    end = whole("After the last character", **_OFFSET)
    text = string("The words")
    type = _of(("DATE", "TIME", "DURATION", "SET"), "TIMEX3 type")
    value = string("TIMEX3 value; empty when nothing is known")
    mod = nullable("TIMEX3 modifier")
    rule = string("The rule that read the words")
    edtf = nullable("EDTF; null for durations, sets and vague references")
    confidence = _chance("Measured chance that the value is right")
    explanation = fields.Nested(TimexReasonsSchema, required=True)


class ExtractedEventSchema(Schema):
    """An event in the text given: characters [start, end) tell it."""

    start = whole("First character", **_OFFSET)
    end = whole("After the last character", **_OFFSET)
    title = string("A short headline")
    text = string("The sentence or clause that tells the event")
    date = fields.Nested(BareDateSchema, required=True)
    confidence = _chance("Measured chance that the date is right")
    entities = _texts("Names in it")
    explanation = fields.Nested(ExplanationSchema, required=True)


class ExtractionSchema(Schema):
    """What was read in a text; nothing of it is stored."""

    id = nullable("The caller's own name for it")
    published = nullable("When it was published")
    timexes = fields.List(fields.Nested(TimexSchema), required=True)
    events = fields.List(fields.Nested(ExtractedEventSchema), required=True)
    warnings = _texts("What the extractor could not do")


class HealthSchema(Schema):
    """The process is alive."""

    status = _of(("ok",), "Always ok when there is an answer")
    version = string("Version of the service")


class ReadinessSchema(HealthSchema):
    """The service can serve."""

    status = _of(("ready",), "Always ready when the answer is 200")
    revision = string("Revision of the database's tables")


class FlawSchema(Schema):
    """One thing wrong with a request, and where."""

    where = fields.String(
        data_key="in",
        required=True,
        validate=validate.OneOf(("query", "header", "path", "body")),
        metadata={"description": "Which part of the request"},
    )
    name = fields.String(metadata={"description": "The parameter or header"})
    pointer = fields.String(metadata={"description": "JSON Pointer into the body"})
    detail = string("What is wrong")


class ProblemSchema(Schema):
    """An error (RFC 9457)."""

    type = string("about:blank: the title is the status phrase")
    title = string("The status phrase")
    status = whole("The HTTP status", minimum=400, maximum=599)
    detail = string("What went wrong, in words")
    errors = fields.List(fields.Nested(FlawSchema), required=True)
    request_id = string("Names this request in the server's log; the X-Request-ID header says the same")


class BatchResultSchema(Schema):
    """What became of one line of a batch."""

    line = whole("The line's number, from 1", minimum=1)
    status = whole("The status that the line alone would have been answered with", minimum=200, maximum=599)
    outcome = _of((*OUTCOMES, "failed"), "What became of it")
    article_id = fields.String(metadata={"description": "The article's id; absent when it failed"})
    event_ids = _texts("Ids of its events, in order of appearance; absent when it failed", required=False)
    warnings = _texts("What the extractor could not do; absent when it failed", required=False)
    title = fields.String(metadata={"description": "The status phrase; only when it failed"})
    detail = fields.String(metadata={"description": "What went wrong, in words; only when it failed"})
    errors = fields.List(
        fields.Nested(FlawSchema), metadata={"description": "What is wrong, and where; only when it failed"}
    )


def dumped(schema: type[Schema], record: Any) -> Any:
    """A record as its schema writes it."""
    return schema().dump(record)
