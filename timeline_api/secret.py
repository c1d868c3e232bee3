"""The secret that signs paging cursors, kept in a file of its own when no setting names one."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from sqlalchemy.engine import make_url

from timeline_api.settings import Settings

_BYTES = 32


def signing_secret(settings: Settings) -> str:
    """The secret of `settings`, else the one beside its database, which is generated once.

    All processes of a service must share it, or a cursor of one would be refused by another.
    """
    return settings.secret if settings.secret is not None else _kept(secret_path(settings.database))


def secret_path(database: str) -> Path:
    """Where the generated secret is kept: beside an SQLite file, else in `var/` of the working directory.

    >>> str(secret_path("sqlite:///var/timeline.db"))
    'var/timeline.db.secret'
    """
    url = make_url(database)
    if url.get_backend_name() == "sqlite" and url.database:
        return Path(f"{url.database}.secret")
    return Path("var") / "timeline.secret"


def _kept(path: Path) -> str:
    if not path.exists():
        _create(path)
    secret = path.read_text(encoding="ascii").strip()
    if len(secret) < 16:
        raise ValueError(f"{path} holds no usable secret; delete it to have a new one generated")
    return secret


def _create(path: Path) -> None:
    """Write a new secret, whole or not at all: of processes that start together, one is first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(_BYTES))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # another process was first: its secret is the one
    finally:
        draft.unlink()
