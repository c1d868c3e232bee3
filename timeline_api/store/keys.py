"""API keys: made once, kept as a hash, looked up by the id that their secret carries."""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import get_args

from sqlalchemy import Connection, Engine, Row, delete, insert, or_, select, text, update
from sqlalchemy.exc import DBAPIError

from timeline_api.store.engine import BUSY_SECONDS
from timeline_api.store.rows import KeyRow, NewKey, Scope
from timeline_api.store.tables import api_key

SCOPES: tuple[Scope, ...] = get_args(Scope)

_SECRET = re.compile(r"tl_([0-9a-f]{8})_[A-Za-z0-9_-]{43}")
USE_NOTED_EVERY = timedelta(minutes=1)
"""How often the use of a key is written down."""
_NO_HASH = "0" * 64  # compared against when the id is unknown, so that the answer takes as long


def create_key(conn: Connection, name: str, scopes: Iterable[str], now: datetime) -> NewKey:
    """Make a key. ValueError for a name without characters, for no scope or for an unknown one."""
    if not name.strip():
        raise ValueError("a key needs a name")
    granted = _read_scopes(scopes)
    key_id = secrets.token_hex(4)
    secret = f"tl_{key_id}_{secrets.token_urlsafe(32)}"
    row = {
        "id": key_id,
        "name": name,
        "scopes": " ".join(granted),
        "secret_hash": _hash(secret),
        "created_at": now,
    }
    conn.execute(insert(api_key), row)
    return NewKey(key_id, name, granted, secret)


def list_keys(conn: Connection) -> list[KeyRow]:
    """All keys, the oldest first."""
    rows = conn.execute(select(api_key).order_by(api_key.c.created_at, api_key.c.id))
    return [_key_row(row) for row in rows]


def revoke_key(conn: Connection, id: str) -> bool:
    """Take a key away; False when there is none of that id."""
    return conn.execute(delete(api_key).where(api_key.c.id == id)).rowcount > 0


def authenticate(conn: Connection, secret: str) -> KeyRow | None:
    """The key of a secret, or None. The time it takes does not tell how much of the secret is right."""
    shape = _SECRET.fullmatch(secret)
    if shape is None:
        return None
    row = conn.execute(select(api_key).where(api_key.c.id == shape[1])).one_or_none()
    kept = row.secret_hash if row else _NO_HASH
    if not hmac.compare_digest(kept, _hash(secret)) or row is None:
        return None
    return _key_row(row)


def note_use(engine: Engine, id: str, now: datetime) -> bool:
    """Write down that a key was used; False when it was not, since others write or it was lately.

    Nobody waits for this: a caller who only reads must not queue behind whoever writes.
    """
    stale = or_(api_key.c.last_used_at.is_(None), api_key.c.last_used_at < now - USE_NOTED_EVERY)
    statement = update(api_key).where(api_key.c.id == id, stale).values(last_used_at=now)
    with engine.connect() as conn:
        _wait(conn, 0)
        try:
            noted = conn.execute(statement).rowcount > 0
            conn.commit()
        except DBAPIError:
            conn.rollback()
            noted = False
        _wait(conn, BUSY_SECONDS)
    return noted


def _wait(conn: Connection, seconds: int) -> None:
    """How long this connection waits for others who write; on PostgreSQL to the end of the transaction."""
    if conn.dialect.name == "sqlite":
        conn.exec_driver_sql(f"PRAGMA busy_timeout = {seconds * 1000}")
        return
    conn.execute(text("SELECT set_config('lock_timeout', :wait, true)"), {"wait": f"{seconds or 0.001}s"})


def _read_scopes(scopes: Iterable[str]) -> tuple[Scope, ...]:
    wanted = set(scopes)
    unknown = sorted(wanted - set(SCOPES))
    if unknown:
        raise ValueError(f"unknown scope {unknown[0]!r}; the scopes are {', '.join(SCOPES)}")
    if not wanted:
        raise ValueError(f"a key needs at least one scope of {', '.join(SCOPES)}")
    return tuple(scope for scope in SCOPES if scope in wanted)


def _hash(secret: str) -> str:
    # A plain hash is enough: the secret is 256 random bits, not a password that someone can guess.
    return sha256(secret.encode()).hexdigest()


def _key_row(row: Row[tuple[str, str, str, str, datetime, datetime | None]]) -> KeyRow:
    return KeyRow(row.id, row.name, _read_scopes(row.scopes.split()), row.created_at, row.last_used_at)
