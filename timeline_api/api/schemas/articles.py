"""Articles, and what became of those that were sent."""

from __future__ import annotations

from marshmallow import Schema, fields

from timeline_api.api.fields import nullable, string, whole
from timeline_api.api.schemas.events import EventSchema
from timeline_api.api.schemas.parts import one_of, texts
from timeline_api.api.schemas.problems import FlawSchema

OUTCOMES = ("created", "unchanged", "replaced")


class ArticleLinksSchema(Schema):
    """Where to go from an article."""

    self = string("The article itself")


class ClaimSchema(Schema):
    """A publication date that something says of an article."""

    published = string("The date, or the date and time")
    origin = string("What says so, such as 'meta article:published_time' or 'dateline'")
    text = string("Its words")
    note = string("Why it was believed, or how it differs from the one that was")


class ArticleSchema(Schema):
    """An article as it was ingested, without its text."""

    id = string("The article's id, made from its url, its own id or its content")
    document_id = nullable("The caller's own name for it")
    url = nullable("Where it was published")
    title = nullable("Its title")
    source = nullable("The outlet")
    language = nullable("BCP 47 tag")
    published = nullable("When it was published")
    published_claims = fields.List(
        fields.Nested(ClaimSchema),
        required=True,
        metadata={"description": "What says when, the believed one first; none where the date was simply stated"},
    )
    author = nullable("Who wrote it")
    copy_of = nullable("Id of the article that this one is a copy of")
    tags = texts("Tags")
    extractor = string("Version of the extractor that read it")
    event_count = whole("How many events it tells", minimum=0)
    created_at = fields.String(required=True, metadata={"format": "date-time", "description": "First ingested"})
    updated_at = fields.String(required=True, metadata={"format": "date-time", "description": "Last change"})
    links = fields.Nested(ArticleLinksSchema, required=True)


class FullArticleSchema(ArticleSchema):
    """An article with its text and the events that it tells, in order of appearance."""

    text = string("The text")
    event_ids = texts("Ids of its events")


class StoredArticleSchema(Schema):
    """What became of an article: its events, in order of appearance."""

    article = fields.Nested(ArticleSchema, required=True)
    outcome = one_of(OUTCOMES, "created, unchanged (the same article again) or replaced (a changed one)")
    events = fields.List(fields.Nested(EventSchema), required=True)
    warnings = texts("What the extractor could not do")


class ArticlePageSchema(Schema):
    """A page of articles, the newest first; without `next` it is the last."""

    items = fields.List(fields.Nested(ArticleSchema), required=True)
    next = fields.String(metadata={"format": "uri-reference", "description": "The next page; absent on the last"})


class BatchResultSchema(Schema):
    """What became of one line of a batch."""

    line = whole("The line's number, from 1", minimum=1)
    status = whole("The status that the line alone would have been answered with", minimum=200, maximum=599)
    outcome = one_of((*OUTCOMES, "failed"), "What became of it")
    article_id = fields.String(metadata={"description": "The article's id; absent when it failed"})
    event_ids = texts("Ids of its events, in order of appearance; absent when it failed", required=False)
    warnings = texts("What the extractor could not do; absent when it failed", required=False)
    generation = fields.Integer(
        metadata={"description": "What later reads send as `Timeline-Generation`; only where there are replicas"}
    )
    title = fields.String(metadata={"description": "The status phrase; only when it failed"})
    detail = fields.String(metadata={"description": "What went wrong, in words; only when it failed"})
    errors = fields.List(
        fields.Nested(FlawSchema), metadata={"description": "What is wrong, and where; only when it failed"}
    )
