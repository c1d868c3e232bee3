"""`timeline-api keys`: who may write, and who may read when that needs a key."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, get_args

import click

from timeline_api.commands.database import settings_now, store_to_read, store_to_write
from timeline_api.commands.output import CommandError, as_json_option, printable, write_line
from timeline_api.store.rows import KeyRow, NewKey, Scope


@click.group("keys")
def command() -> None:
    """Make, list and revoke API keys.

    \b
    Examples:
      timeline-api keys create newsroom --scope ingest
      timeline-api keys list
      timeline-api keys revoke 1f0c9a2b
    """


@command.command("create")
@click.argument("name")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    required=True,
    type=click.Choice(get_args(Scope)),
    help="What the key allows; may be given several times.",
)
@as_json_option
def create(name: str, scopes: tuple[str, ...], as_json: bool) -> None:
    """Make a key named NAME and write its secret, which is shown this once and kept only as a hash.

    \b
    Example:
      KEY=$(timeline-api keys create newsroom --scope read --scope ingest)
    """
    from timeline_api.store.engine import writing
    from timeline_api.store.keys import create_key

    with store_to_write(settings_now().database) as engine, writing(engine) as conn:
        try:
            key = create_key(conn, name, scopes, datetime.now(UTC))
        except ValueError as error:
            raise CommandError(str(error)) from None
    _show_new(key, as_json)


def _show_new(key: NewKey, as_json: bool) -> None:
    if as_json:
        write_line(asdict(key))
        return
    click.echo(f"Key {key.id} ({', '.join(key.scopes)}). Its secret, shown only now:", err=True)
    click.echo(key.secret)


@command.command("list")
@as_json_option
def list_(as_json: bool) -> None:
    """List the keys, the oldest first, without their secrets: id, day made, day last used, scopes, name.

    \b
    Example:
      timeline-api keys list --json
    """
    from timeline_api.store.engine import reading
    from timeline_api.store.keys import list_keys

    with store_to_read(settings_now().database) as engine, reading(engine) as conn:
        keys = list_keys(conn)
    for key in keys:
        write_line(_record(key)) if as_json else click.echo(_line(key))
    if not keys:
        click.echo("No keys yet; `timeline-api keys create NAME --scope ingest` makes one.", err=True)


def _record(key: KeyRow) -> dict[str, Any]:
    used = key.last_used_at and key.last_used_at.isoformat()
    return {**asdict(key), "created_at": key.created_at.isoformat(), "last_used_at": used}


def _line(key: KeyRow) -> str:
    used = f"used {key.last_used_at:%Y-%m-%d}" if key.last_used_at else "never used"
    return f"{key.id}  made {key.created_at:%Y-%m-%d}  {used:<15}  {','.join(key.scopes):<18}  {printable(key.name)}"


@command.command("revoke")
@click.argument("key_id", metavar="ID")
@as_json_option
def revoke(key_id: str, as_json: bool) -> None:
    """Take the key with this ID away, at once and for good.

    \b
    Example:
      timeline-api keys revoke 1f0c9a2b
    """
    from timeline_api.store.engine import writing
    from timeline_api.store.keys import revoke_key

    with store_to_read(settings_now().database) as engine, writing(engine) as conn:
        revoked = revoke_key(conn, key_id)
    if not revoked:
        raise CommandError(f"no key has the id {key_id!r}; `timeline-api keys list` shows them")
    write_line({"id": key_id, "revoked": True}) if as_json else click.echo(f"Key {key_id} is revoked.")
