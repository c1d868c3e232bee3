"""Who may do what: bearer keys with scopes.

Reading is open by default, or needs a key when so configured; writing always needs one. Keys are looked up by
the store, which keeps only their hash. Nothing here logs a header.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import g, request
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from timeline_api.api.observing import note_key
from timeline_api.api.problems import Flaw, Problem
from timeline_api.api.service import primary, service
from timeline_api.store.engine import reading
from timeline_api.store.keys import authenticate
from timeline_api.store.rows import KeyRow, Scope

P = ParamSpec("P")
R = TypeVar("R")
_REALM = 'Bearer realm="timeline"'


def requires(scope: Scope) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a view be called only with a key of that scope, or of `admin`; else 401 or 403."""

    def decorator(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            check_access(scope)
            return view(*args, **kwargs)

        return guarded

    return decorator


def check_access(scope: Scope) -> None:
    """Raise `Problem` 401 or 403 unless this request may do what `scope` allows."""
    if scope == "read" and service().settings.read_access == "open":
        return
    key = caller()
    if scope not in key.scopes and "admin" not in key.scopes:
        raise Problem(
            403,
            f"the key {key.name!r} lacks the scope {scope!r}",
            headers={"WWW-Authenticate": f'{_REALM}, error="insufficient_scope", scope="{scope}"'},
        )


def caller() -> KeyRow:
    """The key of this request, looked up once; `Problem` 401 without a valid one."""
    if "caller" not in g:
        g.caller = _authenticated()
    found: KeyRow = g.caller
    return found


def is_admin() -> bool:
    """Whether this request comes with a key that may do everything."""
    return _holds("admin")


def may_write() -> bool:
    """Whether this request comes with a key that may change the timeline."""
    return _holds("ingest", "admin")


def _holds(*scopes: Scope) -> bool:
    try:
        return "Authorization" in request.headers and not set(scopes).isdisjoint(caller().scopes)
    except Problem:
        return False


def _authenticated() -> KeyRow:
    secret = _bearer(request.headers.get("Authorization"))
    key = _key_of(secret)
    if key is None:
        raise _unauthorized("the key is unknown or revoked", f'{_REALM}, error="invalid_token"')
    note_key(key.id)
    service().key_uses.note(key.id)
    return key


def _key_of(secret: str) -> KeyRow | None:
    """The key by the primary, which knows first who is let in; while it is away, by a replica."""
    try:
        return _key_at(primary().engine, secret)
    except OperationalError:
        for replica in primary().replicas.serving(None):
            return _key_at(replica.engine, secret)
        raise


def _key_at(engine: Engine, secret: str) -> KeyRow | None:
    with reading(engine) as conn:
        return authenticate(conn, secret)


def _bearer(header: str | None) -> str:
    """The secret of an `Authorization` header; never part of a message."""
    if header is None:
        raise _unauthorized("a key is needed: send 'Authorization: Bearer <key>'", _REALM)
    scheme, _, secret = header.partition(" ")
    secret = secret.strip()
    if scheme.lower() != "bearer" or not secret or not secret.isascii():
        raise _unauthorized("expected 'Authorization: Bearer <key>'", _REALM)
    return secret


def _unauthorized(detail: str, challenge: str) -> Problem:
    return Problem(401, detail, [Flaw("header", detail, name="Authorization")], {"WWW-Authenticate": challenge})
