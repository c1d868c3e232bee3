"""`/healthz`, `/readyz` and `/metrics`: is it alive, can it serve, and how does it do."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from math import inf
from pathlib import Path

from flask import Response
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from timeline_api.api.framework import Blueprint
from timeline_api.api.problems import Problem
from timeline_api.api.render import to_json
from timeline_api.api.schemas.health import HealthSchema, ReadinessSchema
from timeline_api.api.service import service
from timeline_api.store.engine import OverBudget, reading
from timeline_api.store.migrate import head, revision_of
from timeline_api.store.replica import Replica
from timeline_api.version import __version__

blueprint = Blueprint("health", __name__, description="Is it alive, can it serve, how does it do")
_READY_BUDGET = 2.0  # seconds; who asks every few seconds wants to hear soon
_RETRY_AFTER = "5"
_AWAY = "the database does not answer"
_PROBE = b"\0" * 4096  # a disk that is full takes an empty file, but no page


@blueprint.route("/healthz")
@blueprint.doc(operationId="getHealth", security=[])
@blueprint.response(200, HealthSchema, headers=("Cache-Control",))
def healthz() -> Response:
    """Alive

    Asks nobody else: a process that answers this is not to be killed.
    """
    return _uncached(to_json({"status": "ok", "version": __version__}), "application/json")


@blueprint.route("/readyz")
@blueprint.doc(operationId="getReadiness", security=[])
@blueprint.response(200, ReadinessSchema, headers=("Cache-Control",))
@blueprint.unlimited_problems(503)
def readyz() -> Response:
    """Able to serve

    The database answers, its tables are those of this version, and the disk takes writes; else 503, which says
    what is missing. While the primary alone is away and a replica answers reads, the status is `reading`.
    """
    known = service()
    missing = list(what_is_missing(known.engine))
    reads_on = missing == [_AWAY] and bool(known.replicas.serving(None))
    if missing and not reads_on:
        raise Problem(503, "; ".join(missing), headers={"Retry-After": _RETRY_AFTER})
    told = {"status": "reading" if reads_on else "ready", "version": __version__, "revision": head()}
    replicas = [_told(replica) for replica in known.replicas.all]
    return _uncached(to_json(told | ({"replicas": replicas} if replicas else {})), "application/json")


def _told(replica: Replica) -> dict[str, object]:
    lag = round(replica.lag, 3) if replica.lag is not None and replica.lag < inf else None
    return {"server": replica.name, "state": replica.state, "lag": lag}


@blueprint.route("/metrics")
@blueprint.doc(operationId="getMetrics")
@blueprint.response(200, {"type": "string"}, headers=("Cache-Control",), content_type="text/plain")
@blueprint.unlimited_problems(401, 403, 503)
@blueprint.requires("read")
def metrics() -> Response:
    """Measurements for Prometheus

    Requests and their seconds by route, seconds of extraction, articles and events, and connections to the store,
    of all workers together.
    """
    return _uncached(service().metrics.exposition(), CONTENT_TYPE_LATEST)


def what_is_missing(engine: Engine) -> Iterator[str]:
    """What keeps the service from serving, a sentence each."""
    yield from _missing_in_store(engine)
    for folder in _folders(engine):
        yield from _unwritable(folder)


def _missing_in_store(engine: Engine) -> Iterator[str]:
    try:
        with reading(engine, _READY_BUDGET) as conn:
            revision = revision_of(conn)
    except (SQLAlchemyError, OverBudget):
        yield _AWAY
        return
    if revision != head():
        yield f"the tables are at revision {revision}, this version needs {head()}: run 'timeline-api db upgrade'"


def _folders(engine: Engine) -> Iterator[Path]:
    """Where this process writes: the database's folder, and that of bodies too long for memory."""
    if engine.dialect.name == "sqlite" and engine.url.database:
        yield Path(engine.url.database).parent
    yield Path(tempfile.gettempdir())


def _unwritable(folder: Path) -> Iterator[str]:
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(_PROBE)
    except OSError as error:
        yield f"the disk takes no writes: {error.strerror}"


def _uncached(body: bytes, content_type: str) -> Response:
    response = Response(body, content_type=content_type)
    response.headers["Cache-Control"] = "no-store"
    return response
