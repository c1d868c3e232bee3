"""A key that is ready for writing, the same at every start: kept in a file beside the database."""

from __future__ import annotations

import os
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from timeline_api.secret import secret_path

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_NAME = "first run"
_SCOPES = ("read", "ingest")


def ready_key(engine: Engine, path: Path) -> str:
    """The secret in the file at `path` if it still works, else that of a new key, which is kept there.

    Only the owner may read the file. All is one transaction, so that two starts at once agree on a key.
    """
    from timeline_api.store.engine import writing
    from timeline_api.store.keys import create_key

    with writing(engine) as conn:
        kept = _kept(path)
        if kept and _works(conn, kept):
            path.chmod(0o600)
            return kept
        secret = create_key(conn, _NAME, _SCOPES, datetime.now(UTC)).secret
        _keep(path, secret)
        return secret


def key_path(database: str) -> Path:
    """Where the key of a database is kept: beside an SQLite file, else in `var/` of the working directory.

    >>> str(key_path("sqlite:///var/timeline.db")), str(key_path("postgresql://localhost/news"))
    ('var/timeline.db.key', 'var/timeline.key')
    """
    beside = secret_path(database)
    if beside is None:
        raise ValueError("a database in memory keeps no key")
    return beside.with_suffix(".key")


def _kept(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace").strip() if path.exists() else ""


def _works(conn: Connection, secret: str) -> bool:
    from timeline_api.store.keys import authenticate

    key = authenticate(conn, secret)
    return key is not None and "ingest" in key.scopes


def _keep(path: Path, secret: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(f"{secret}\n")
    draft.replace(path)
