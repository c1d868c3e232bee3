"""`/articles`: one article in, its events out; and what was ingested."""

from __future__ import annotations

from flask import Response
from sqlalchemy import Connection

from timeline_api.api.answers import Body
from timeline_api.api.arguments import ARTICLES, ArticlesQuery, SentArticleSchema
from timeline_api.api.clock import now
from timeline_api.api.documented import GENERATION
from timeline_api.api.framework import Blueprint
from timeline_api.api.idempotency import Claim, IdempotencySchema, answer, claim
from timeline_api.api.jobs import queue_article
from timeline_api.api.kept import kept
from timeline_api.api.observing import note_rows, timed_extract
from timeline_api.api.problems import Flaw, Problem, not_found
from timeline_api.api.render import article_record, full_article_record, mounted_at, to_json
from timeline_api.api.schemas.articles import ArticlePageSchema, FullArticleSchema, StoredArticleSchema
from timeline_api.api.schemas.jobs import JobSchema
from timeline_api.api.service import service
from timeline_api.bulk.copies import drop_article, entry, put_entries
from timeline_api.model import Document, Extraction
from timeline_api.store.articles import (
    UnstorableText,
    check_storable,
    fetch_article,
    fetch_articles,
)
from timeline_api.store.engine import reading, writing
from timeline_api.store.event_record import event_record
from timeline_api.store.queries import fetch_event

blueprint = Blueprint("articles", __name__, description="Articles and their events")


@blueprint.route("/articles", methods=["POST"])
@blueprint.doc(operationId="ingestArticle")
@blueprint.response(201, StoredArticleSchema, headers=("Location", GENERATION))
@blueprint.response(200, StoredArticleSchema, description="Unchanged or replaced", headers=("Location", GENERATION))
@blueprint.response(202, JobSchema, description="Read later: a job, where the text is long", headers=("Location",))
@blueprint.problems(400, 401, 403, 408, 413, 415, 422, 503)
@blueprint.requires("ingest")
@blueprint.arguments(IdempotencySchema, location="headers")
@blueprint.arguments(SentArticleSchema)
def ingest(name: str | None, document: Document) -> Response:
    """Ingest an article

    The same article again changes nothing; a changed one (known by its url, else its own id and source, else
    its content) replaces the events of the old one. Its events come back in order of appearance. A long text is
    read later, and the answer is a job. A body may be compressed with gzip.
    """
    claimed = claim(name, document)
    if claimed is not None:
        with reading(service().engine) as conn:
            known = claimed.recall(conn)
        if known is not None:
            return known
    if len(document.text) > service().settings.sync_text:
        return _later(document, claimed)
    extraction = timed_extract(document)
    _check(document, extraction)
    with writing(service().engine) as conn:
        # Asked again: whoever sent the same at the same time may have been first.
        known = claimed.recall(conn) if claimed is not None else None
        if known is not None:
            return known
        response = _store(conn, document, extraction)
        if claimed is not None:
            claimed.keep(conn, response)
    return response


def _later(document: Document, claimed: Claim | None) -> Response:
    """Queue a long article; a request that is named gets the same job again."""
    _check(document, Extraction(document, (), ()))
    with writing(service().engine) as conn:
        known = claimed.recall(conn) if claimed is not None else None
        response = known or queue_article(conn, document)
        if claimed is not None and known is None:
            claimed.keep(conn, response)
    return response


def _check(document: Document, extraction: Extraction) -> None:
    try:
        check_storable(document, extraction)
    except UnstorableText as error:
        raise Problem(422, str(error), [Flaw("body", str(error))]) from error


def _store(conn: Connection, document: Document, extraction: Extraction) -> Response:
    """Store the article; answer with it and its events as they stand at the end of the transaction."""
    stored = put_entries(conn, [entry(document, extraction, conn.dialect.name)], now())[0].stored
    root = mounted_at()
    article = fetch_article(conn, stored.article_id)
    if article is None:
        raise Problem(500, "the article was stored but cannot be read back")
    rows = [fetch_event(conn, event_id) for event_id in stored.event_ids]
    told = article_record(article, root)
    record = {
        "article": told,
        "outcome": stored.outcome,
        "events": [event_record(row, root) for row in rows if row is not None],
        "warnings": list(extraction.warnings),
    }
    note_rows(len(rows))
    return answer(201 if stored.outcome == "created" else 200, told["links"]["self"], to_json(record))


@blueprint.route("/articles")
@blueprint.doc(operationId="listArticles")
@blueprint.cached(ArticlePageSchema, "Link")
@blueprint.problems(400, 401, 403, 503)
@blueprint.requires("read")
@blueprint.query(ARTICLES)
def articles(query: ArticlesQuery) -> Response:
    """What was ingested, the newest first

    A `next` that is absent is the only sign of the end.
    """
    return kept(f"articles {query.limit} {query.cursor or ''}", lambda: _page(query))


def _page(query: ArticlesQuery) -> Body:
    cursors = service().cursors_of_articles
    after = cursors.asked(query.cursor, [])
    with reading(service().engine, service().settings.query_budget) as conn:
        page = fetch_articles(conn, query.limit, int(after[0]) if after is not None else None)
    root = mounted_at()
    record: dict[str, object] = {"items": [article_record(row, root) for row in page.rows]}
    if page.next is None:
        return Body(to_json(record), (), len(page.rows))
    url = f"{root}/articles?limit={query.limit}&cursor={cursors.write((page.next, ''), [])}"
    return Body(to_json(record | {"next": url}), (("Link", f'<{url}>; rel="next"'),), len(page.rows))


@blueprint.route("/articles/<key:article_id>")
@blueprint.doc(operationId="getArticle")
@blueprint.cached(FullArticleSchema)
@blueprint.problems(400, 401, 403, 404, 503)
@blueprint.requires("read")
def article(article_id: str) -> Response:
    """One article with its text

    And the ids of the events that it tells, in order of appearance.
    """
    return kept(f"article {article_id}", lambda: _full(article_id))


def _full(article_id: str) -> Body:
    with reading(service().engine, service().settings.query_budget) as conn:
        row = fetch_article(conn, article_id)
    if row is None:
        raise not_found("article")
    return Body(to_json(full_article_record(row, mounted_at())), (), 1)


@blueprint.route("/articles/<key:article_id>", methods=["DELETE"])
@blueprint.doc(operationId="deleteArticle")
@blueprint.response(204, headers=(GENERATION,))
@blueprint.problems(401, 403, 404, 503)
@blueprint.requires("ingest")
def delete(article_id: str) -> Response:
    """Delete an article and its evidence

    Events that no other article tells go with it.
    """
    with writing(service().engine) as conn:
        deleted = drop_article(conn, article_id, now())
    if not deleted:
        raise not_found("article")
    return Response(status=204)
