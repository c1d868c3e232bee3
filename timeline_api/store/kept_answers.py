"""Answers kept for callers who ask again, because they never heard the first one.

An answer is kept in the transaction that makes it true. Writers take turns, so that of two who ask the same at once one
is first, and the other finds its answer.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select

from timeline_api.store.tables import kept_answer

KEPT_FOR = timedelta(hours=24)
"""How long an answer is kept."""


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer to the question `name` of `caller` (a key's id); `fingerprint` stands for what was asked."""

    caller: str
    name: str
    fingerprint: str
    status: int
    location: str
    body: str


def find_answer(conn: Connection, caller: str, name: str, now: datetime) -> KeptAnswer | None:
    """The answer kept under a name, unless it is too old."""
    columns = [kept_answer.c[field] for field in KeptAnswer.__slots__]
    row = conn.execute(
        select(*columns).where(
            kept_answer.c.caller == caller, kept_answer.c.name == name, kept_answer.c.expires_at > now
        )
    ).one_or_none()
    return None if row is None else KeptAnswer(*row)


def keep_answer(conn: Connection, answer: KeptAnswer, now: datetime) -> None:
    """Keep an answer, in the transaction that makes it true; those that are too old go."""
    conn.execute(delete(kept_answer).where(kept_answer.c.expires_at <= now))
    conn.execute(insert(kept_answer), asdict(answer) | {"expires_at": now + KEPT_FOR})
