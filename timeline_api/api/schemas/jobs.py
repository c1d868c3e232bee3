"""Work that is done after the answer to its request."""

from __future__ import annotations

from marshmallow import Schema, fields

from timeline_api.api.fields import nullable, string
from timeline_api.api.schemas.articles import OUTCOMES
from timeline_api.api.schemas.parts import one_of, texts
from timeline_api.store.jobs import STATES


class JobResultSchema(Schema):
    """What came of a job: an article, as if it had been read at once."""

    article_id = string("Id of the article")
    outcome = one_of(OUTCOMES, "created, unchanged (the same article again) or replaced (a changed one)")
    event_ids = texts("Ids of its events, in order of appearance")
    warnings = texts("What the extractor could not do")


class JobLinksSchema(Schema):
    """Where to go from a job."""

    self = string("The job itself")
    article = fields.String(metadata={"description": "The article; absent until the job is done"})


class JobSchema(Schema):
    """Work that goes on after the answer; ask for it again until it is done or failed."""

    id = string("The job's id")
    kind = one_of(("article", "page"), "An article that was sent, or a page that is fetched")
    state = one_of(STATES, "queued, running, done or failed")
    progress = fields.Float(required=True, metadata={"description": "How far it is", "minimum": 0, "maximum": 1})
    result = fields.Nested(JobResultSchema, required=True, allow_none=True)
    error = nullable("Why it failed; null unless it did")
    created_at = string("When it was asked for", format="date-time")
    started_at = nullable("When it was last begun", format="date-time")
    finished_at = nullable("When it was over", format="date-time")
    links = fields.Nested(JobLinksSchema, required=True)
