"""`timeline-api serve`: the store brought up to date, then the service over HTTP."""

from __future__ import annotations

import os
import socket
from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

import click

from timeline_api.commands.database import bring_up_to_date, settings_now, store_to_write
from timeline_api.commands.output import CommandError

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from timeline_api.settings import Settings


@click.command("serve")
@click.option("--host", metavar="ADDRESS", help="Where to listen.  [TIMELINE_HOST, else 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="[TIMELINE_PORT, else 8000]")
@click.option("--workers", type=click.IntRange(1, 256), help="Server processes.  [TIMELINE_WORKERS, else 2]")
@click.option(
    "--seeds",
    metavar="FOLDER",
    type=click.Path(exists=True),
    help="Ingest the articles of this folder first; the same ones again change nothing.",
)
@click.option(
    "--print-key",
    is_flag=True,
    help="Print a key for writing and two requests to paste; on this machine's own address only.",
)
def command(host: str | None, port: int | None, workers: int | None, seeds: str | None, print_key: bool) -> None:
    """Serve the timeline and its API over HTTP.

    The database is made, or brought up to date, first. The key that --print-key prints is kept in a file
    beside the database that only you can read, so that the next start prints the same one.

    \b
    Examples:
      timeline-api serve
      timeline-api serve --seeds seeds/ --print-key
      TIMELINE_DATABASE=postgresql://localhost/news timeline-api serve --host 0.0.0.0 --port 8080
    """
    settings = _settings(host, port, workers)
    if print_key and not _is_loopback(settings.host):
        raise click.UsageError("--print-key needs a loopback --host; `timeline-api keys create` makes keys for others.")
    _check_address(settings)
    bring_up_to_date(settings.database)
    with store_to_write(settings.database) as engine:
        _prepare(engine, settings, seeds, print_key)
    _run(settings)


def _settings(host: str | None, port: int | None, workers: int | None) -> Settings:
    settings = settings_now()
    return replace(
        settings,
        host=host or settings.host,
        port=settings.port if port is None else port,
        workers=workers or settings.workers,
    )


def _check_address(settings: Settings) -> None:
    """Find out now, and in one line, whether the address can be had; the server would try for a while."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        socket.create_server((settings.host, settings.port), family=family).close()
    except OSError as error:
        reason = (error.strerror or str(error)).partition(" (while")[0]
        raise CommandError(f"cannot listen on {settings.host}, port {settings.port}: {reason}") from error


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _prepare(engine: Engine, settings: Settings, seeds: str | None, print_key: bool) -> None:
    if seeds is not None:
        _ingest(engine, Path(seeds))
    click.echo(f"Timeline: {address(settings)}/")
    if print_key:
        _print_key(engine, settings)


def _ingest(engine: Engine, seeds: Path) -> None:
    from timeline_api.bulk.storing import store_documents
    from timeline_api.commands.ingest import report_trouble
    from timeline_api.commands.storing import Tally
    from timeline_api.ingest.documents import locate_items
    from timeline_api.ingest.reading import PassedOver

    tally = Tally()
    # Seeds lie beside what is expected of them: other kinds of files are no news here.
    items = (item for item in locate_items(seeds) if not isinstance(item, PassedOver))
    for result in store_documents(engine, items):
        tally.count(result)
        report_trouble(result)
    click.echo(f"{seeds}: {tally}")


def _print_key(engine: Engine, settings: Settings) -> None:
    from timeline_api.commands.first_steps import first_steps
    from timeline_api.commands.ready_key import key_path, ready_key

    path = key_path(settings.database)
    try:
        secret = ready_key(engine, path)
    except OSError as error:
        raise CommandError(f"the key cannot be kept in {path}: {error.strerror}") from error
    click.echo(f"Key for writing (kept in {path}): {secret}\n")
    click.echo(first_steps(engine, address(settings), secret))


def address(settings: Settings) -> str:
    """Where a browser on this machine finds the service."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)
    return f"http://[{host}]:{settings.port}" if ":" in host else f"http://{host}:{settings.port}"


def _run(settings: Settings) -> None:
    from timeline_api.background import start
    from timeline_api.secret import signing_secret
    from timeline_api.server import run

    try:
        signing_secret(settings)
    except (ValueError, OSError) as error:
        raise CommandError(str(error)) from error
    server, beside = os.getpid(), start(settings)
    try:
        run(settings)
    finally:
        if os.getpid() == server:  # and not a worker of it, which leaves by here too
            beside.terminate()
            beside.wait()
