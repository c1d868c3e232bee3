"""Work that is done outside the request that asked for it. It outlives the process that does it.

Who takes a job has it for a while, and says again and again that it is still at it; when it no longer does, another
takes the job. One that has ended its process three times is given up.
"""

from __future__ import annotations

import json
import secrets
from base64 import b32hexencode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, delete, insert, or_, select, update

from timeline_api.store.tables import job

State = Literal["queued", "running", "done", "failed"]
STATES: tuple[State, ...] = ("queued", "running", "done", "failed")
TRIES = 3
LEASE = timedelta(seconds=30)
KEPT = timedelta(days=7)
"""How long a job that is over can be asked for."""


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job. `asked` and `result` are what its kind makes of them; `error` says why it failed."""

    id: str
    kind: str
    state: str
    progress: float
    asked: Mapping[str, Any]
    result: Mapping[str, Any] | None
    error: str | None
    tries: int
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


def add_job(conn: Connection, kind: str, asked: Mapping[str, Any], now: datetime) -> JobRow:
    """Queue a job, and forget those that have been over for long."""
    conn.execute(delete(job).where(job.c.finished_at < now - KEPT))
    job_id = b32hexencode(secrets.token_bytes(16)).decode().lower().rstrip("=")
    values = {"id": job_id, "kind": kind, "state": "queued", "progress": 0.0, "tries": 0, "created_at": now}
    conn.execute(insert(job).values(asked=json.dumps(asked), **values))
    found = fetch_job(conn, job_id)
    if found is None:
        raise RuntimeError("a job that was just made cannot be read")
    return found


def fetch_job(conn: Connection, job_id: str) -> JobRow | None:
    """A job by its id, or None."""
    row = conn.execute(select(job).where(job.c.id == job_id)).one_or_none()
    if row is None:
        return None
    values = dict(row._mapping)
    values.pop("leased_until")
    result = json.loads(row.result) if row.result else None
    return JobRow(**{**values, "asked": json.loads(row.asked), "result": result})


def has_free_job(conn: Connection, now: datetime) -> bool:
    """Whether there is a job that nobody is at."""
    return conn.execute(select(job.c.id).where(_is_free(now)).limit(1)).first() is not None


def _is_free(now: datetime) -> ColumnElement[bool]:
    return or_(job.c.state == "queued", (job.c.state == "running") & (job.c.leased_until < now))


def take_job(conn: Connection, now: datetime) -> JobRow | None:
    """The oldest job that nobody is at, now ours for a while; None when there is none.

    One that ended its process the last time it may is failed instead, and the next one taken.
    """
    found = conn.execute(
        select(job.c.id, job.c.tries).where(_is_free(now)).order_by(job.c.created_at).limit(1)
    ).one_or_none()
    if found is None:
        return None
    if found.tries >= TRIES:
        end_job(conn, found.id, now, error=f"given up: it ended its process {TRIES} times")
        return take_job(conn, now)
    mine = {"state": "running", "tries": found.tries + 1, "started_at": now, "leased_until": now + LEASE}
    conn.execute(update(job).where(job.c.id == found.id).values(**mine))
    return fetch_job(conn, found.id)


def hold_job(conn: Connection, job_id: str, progress: float, now: datetime) -> None:
    """Still at it, and how far: from 0 to 1."""
    conn.execute(update(job).where(job.c.id == job_id).values(progress=progress, leased_until=now + LEASE))


def end_job(
    conn: Connection, job_id: str, now: datetime, *, result: Mapping[str, Any] | None = None, error: str | None = None
) -> None:
    """A job is over: done with a result, or failed with an error."""
    values = {"state": "failed" if error else "done", "error": error, "finished_at": now, "leased_until": None}
    told = json.dumps(result) if result is not None else None
    progress = {} if error else {"progress": 1.0}
    conn.execute(update(job).where(job.c.id == job_id).values(result=told, **values, **progress))
