"""`/jobs/{id}`, and `/articles/fetch`: what is done after the answer, by the process beside the server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response
from marshmallow import fields, post_load, validate
from sqlalchemy import Connection

from timeline_api.api.arguments import WEB_ADDRESS
from timeline_api.api.clock import now
from timeline_api.api.fields import BodySchema, FullMatch
from timeline_api.api.framework import Blueprint
from timeline_api.api.idempotency import answer
from timeline_api.api.problems import Problem, not_found
from timeline_api.api.render import mounted_at, to_json
from timeline_api.api.schemas.jobs import JobSchema
from timeline_api.api.service import service
from timeline_api.bulk.working import FETCH, READ, asked_of
from timeline_api.model import Document
from timeline_api.records import Record
from timeline_api.store.engine import reading, writing
from timeline_api.store.jobs import JobRow, add_job, fetch_job

_OFF = "this service fetches no pages: TIMELINE_FETCH=on would allow it"
blueprint = Blueprint("jobs", __name__, description="Work that is done after the answer")


class AddressSchema(BodySchema):
    """A page to fetch; loads its address."""

    url = fields.String(
        required=True,
        validate=[validate.Length(1, 2000), FullMatch(WEB_ADDRESS, "Must be an http or https address.")],
        metadata={"description": "Where the page is", "example": "https://example.org/2024/mill-burns"},
    )

    @post_load
    def _url(self, given: dict[str, str], **_: Any) -> str:
        return given["url"]


@blueprint.route("/articles/fetch", methods=["POST"])
@blueprint.doc(operationId="fetchArticle")
@blueprint.response(202, JobSchema, headers=("Location",))
@blueprint.problems(400, 401, 403, 408, 413, 415, 422, 503)
@blueprint.requires("ingest")
@blueprint.arguments(AddressSchema)
def fetch(url: str) -> Response:
    """Fetch an article

    The page, PDF or text at an address is fetched and ingested as a job. Only where the service allows it: 403
    otherwise. Private addresses are never fetched, and robots.txt is respected.
    """
    if service().settings.fetch == "off":
        raise Problem(403, _OFF)
    with writing(service().engine) as conn:
        return _queued(conn, FETCH, {"url": url})


@blueprint.route("/jobs/<key:job_id>")
@blueprint.doc(operationId="getJob")
@blueprint.response(200, JobSchema)
@blueprint.problems(401, 403, 404, 503)
@blueprint.requires("ingest")
def job(job_id: str) -> Response:
    """One job: its state, how far it is, and what came of it

    Jobs that are over are kept for a week.
    """
    with reading(service().engine, service().settings.query_budget) as conn:
        row = fetch_job(conn, job_id)
    if row is None:
        raise not_found("job")
    response = Response(to_json(_record(row)), content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


def queue_article(conn: Connection, document: Document) -> Response:
    """Have an article read later: the answer that says where to ask for it."""
    return _queued(conn, READ, asked_of(document))


def _queued(conn: Connection, kind: str, asked: Mapping[str, Any]) -> Response:
    record = _record(add_job(conn, kind, asked, now()))
    return answer(202, record["links"]["self"], to_json(record))


def _record(row: JobRow) -> Record:
    root = mounted_at()
    links = {"self": f"{root}/jobs/{row.id}"}
    if row.result is not None:
        links["article"] = f"{root}/articles/{row.result['article_id']}"
    return {
        "id": row.id,
        "kind": row.kind,
        "state": row.state,
        "progress": row.progress,
        "result": row.result,
        "error": row.error,
        "created_at": row.created_at,
        "started_at": row.started_at,
        "finished_at": row.finished_at,
        "links": links,
    }
