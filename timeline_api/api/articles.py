"""`/articles`: one article in, its events out; and what was ingested."""

from __future__ import annotations

from flask import Response
from sqlalchemy import Connection

from timeline_api.api.arguments import DocumentSchema
from timeline_api.api.clock import now
from timeline_api.api.framework import Blueprint
from timeline_api.api.headers import cacheable
from timeline_api.api.observing import timed_extract
from timeline_api.api.problems import Flaw, Problem, not_found
from timeline_api.api.render import article_record, event_record, full_article_record, mounted_at, to_json
from timeline_api.api.schemas import FullArticleSchema, StoredArticleSchema
from timeline_api.api.service import service
from timeline_api.model import Document
from timeline_api.records import Record
from timeline_api.store.articles import UnstorableText, delete_article, fetch_article, put_article
from timeline_api.store.engine import reading, writing
from timeline_api.store.queries import fetch_event
from timeline_api.store.rows import Stored

JSON = "application/json"
_LOCATION = {"Location": {"description": "The article", "schema": {"type": "string"}}}
blueprint = Blueprint("articles", __name__, description="Articles and their events")


@blueprint.route("/articles", methods=["POST"])
@blueprint.response(201, StoredArticleSchema, headers=_LOCATION)
@blueprint.response(200, StoredArticleSchema, description="Unchanged or replaced", headers=_LOCATION)
@blueprint.problems(400, 401, 403, 413, 415, 503)
@blueprint.requires("ingest")
@blueprint.arguments(DocumentSchema)
def ingest(document: Document) -> Response:
    """Ingest an article

    The same article again changes nothing; a changed one (known by its url, else its own id and source, else
    its content) replaces the events of the old one. Its events come back in order of appearance.
    """
    extraction = timed_extract(document)
    try:
        with writing(service().engine) as conn:
            record = _stored_record(conn, put_article(conn, document, extraction, now()))
    except UnstorableText as error:
        raise Problem(422, str(error), [Flaw("body", str(error))]) from error
    record["warnings"] = list(extraction.warnings)
    response = Response(to_json(record), 201 if record["outcome"] == "created" else 200, content_type=JSON)
    response.headers["Location"] = record["article"]["links"]["self"]
    return response


def _stored_record(conn: Connection, stored: Stored) -> Record:
    """The article and its events as they stand at the end of the transaction that stored them."""
    root = mounted_at()
    article = fetch_article(conn, stored.article_id)
    if article is None:
        raise Problem(500, "the article was stored but cannot be read back")
    rows = [fetch_event(conn, event_id) for event_id in stored.event_ids]
    return {
        "article": article_record(article, root),
        "outcome": stored.outcome,
        "events": [event_record(row, root) for row in rows if row is not None],
    }


@blueprint.route("/articles/<key:article_id>")
@blueprint.cached(FullArticleSchema)
@blueprint.problems(401, 403, 404, 503)
@blueprint.requires("read")
def article(article_id: str) -> Response:
    """One article with its text and the ids of its events"""
    with reading(service().engine, service().settings.query_budget) as conn:
        row = fetch_article(conn, article_id)
    if row is None:
        raise not_found("article")
    return cacheable(to_json(full_article_record(row, mounted_at())), JSON, service().cache_control)


@blueprint.route("/articles/<key:article_id>", methods=["DELETE"])
@blueprint.response(204)
@blueprint.problems(401, 403, 404, 503)
@blueprint.requires("ingest")
def delete(article_id: str) -> Response:
    """Delete an article and its evidence

    Events that no other article tells go with it.
    """
    with writing(service().engine) as conn:
        deleted = delete_article(conn, article_id, now())
    if not deleted:
        raise not_found("article")
    return Response(status=204)
