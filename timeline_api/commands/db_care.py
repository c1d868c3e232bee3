"""`timeline-api db backup`, `restore`, `vacuum` and `downgrade`: what changes or copies a whole store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from timeline_api.commands.database import in_plain_words, settings_now, shown, store_to_read
from timeline_api.commands.output import CommandError, as_json_option, write_line

_MEGABYTE = 1_000_000


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="Write over FILE when it is there.")
@as_json_option
def backup(file: Path, force: bool, as_json: bool) -> None:
    """Copy the whole store to FILE, keys and corrections included, while others go on reading and writing.

    Of SQLite FILE is a database, of PostgreSQL an archive of pg_dump, which must be installed. Whoever can
    read it can read everything: only you can, until you let others.

    \b
    Example:
      timeline-api db backup timeline-$(date +%F).backup
    """
    from timeline_api.store.backup import back_up

    url = settings_now().database
    if file.exists() and not force:
        raise CommandError(f"{file} is there already; --force writes over it")
    with store_to_read(url), _told():
        size = back_up(url, file)
    if as_json:
        write_line({"database": shown(url), "file": str(file), "size": size})
        return
    click.echo(f"{shown(url)} is in {file} ({_megabytes(size)}).")


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="Take away what the database holds now.")
@as_json_option
def restore_(file: Path, force: bool, as_json: bool) -> None:
    """Put a backup in the place of what the database holds, all of it or nothing.

    A backup of an older version is brought up to date. A database that holds articles or keys is left alone
    unless you say --force. Backups are of SQLite or of PostgreSQL, and go back to the same kind.

    \b
    Example:
      TIMELINE_DATABASE=sqlite:///copy.db timeline-api db restore timeline-2026-11-22.backup
    """
    from timeline_api.store.backup import is_empty, restore
    from timeline_api.store.migrate import head

    url = settings_now().database
    with _told():
        if not force and not is_empty(url):
            raise CommandError(f"{shown(url)} is not empty; --force takes away what it holds")
        revision = restore(url, file)
    if as_json:
        write_line({"database": shown(url), "file": str(file), "before": revision, "after": head()})
        return
    brought = "" if revision == head() else f", brought from revision {revision} to {head()}"
    click.echo(f"{shown(url)} holds what {file} does{brought}.")


@click.command("vacuum")
@as_json_option
def vacuum_(as_json: bool) -> None:
    """Give back the room that deleted articles leave, and put what is kept in order of time.

    SQLite writes its file anew: writers wait, and for a while it needs up to twice the size of the file beside it, and
    once where temporary files are. It says so, and does nothing, when that is not free.

    \b
    Example:
      timeline-api db vacuum
    """
    from timeline_api.store.vacuum import vacuum

    url = settings_now().database
    with _told(), store_to_read(url) as engine:
        before, after = vacuum(engine)
    if as_json:
        write_line({"database": shown(url), "before": before, "after": after})
        return
    click.echo(f"{shown(url)} went from {_megabytes(before)} to {_megabytes(after)}.")


@click.command("downgrade")
@click.argument("revision")
@click.option("--force", is_flag=True, help="Do it although what the later tables hold is lost.")
@as_json_option
def downgrade_(revision: str, force: bool, as_json: bool) -> None:
    """Take the tables back to those of an older version, for the sake of going back to it; all of it or nothing.

    What only the later tables hold (corrections, say) is lost, so a database that holds articles or keys is
    left alone unless you say --force. REVISION is one that `db current` of that version names; `base` takes
    away everything.

    \b
    Example:
      timeline-api db backup before.backup && timeline-api db downgrade 0005_counts --force
    """
    from timeline_api.store.backup import is_empty
    from timeline_api.store.migrate import current, downgrade, known_revisions

    url = settings_now().database
    with _told():
        before = current(url)
        if before is None:
            raise CommandError(f"no timeline in {shown(url)}")
        older = known_revisions()[: known_revisions().index(before)] if before in known_revisions() else ()
        if revision not in (*older, "base"):
            raise CommandError(f"no revision {revision!r} before {before}; there are: {', '.join((*older, 'base'))}")
        if not force and not is_empty(url):
            raise CommandError(f"{shown(url)} is not empty; --force downgrades it all the same (make a backup first)")
        downgrade(url, revision)
    if as_json:
        write_line({"database": shown(url), "before": before, "after": current(url)})
        return
    click.echo(f"{shown(url)} went from revision {before} back to {current(url) or 'none'}.")


COMMANDS = (downgrade_, backup, restore_, vacuum_)


@contextmanager
def _told() -> Iterator[None]:
    """Turn what fails here into a `CommandError` of one line."""
    import sqlite3

    from timeline_api.store.backup import BackupError
    from timeline_api.store.postgres_tools import ToolError
    from timeline_api.store.room import NoRoom

    try:
        with in_plain_words():
            yield
    except (BackupError, NoRoom, ToolError, sqlite3.Error) as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        raise CommandError(f"{error.filename or 'a file'}: {error.strerror or error}") from error


def _megabytes(size: int) -> str:
    return f"{size / _MEGABYTE:,.1f} MB"
