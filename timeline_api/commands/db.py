"""`timeline-api db`: the store's tables, whether it is whole, and what it holds."""

from __future__ import annotations

from dataclasses import asdict

import click

from timeline_api.commands.database import (
    bring_up_to_date,
    in_plain_words,
    settings_now,
    shown,
    store_to_read,
)
from timeline_api.commands.db_care import COMMANDS
from timeline_api.commands.output import as_json_option, complain, finish, write_line
from timeline_api.commands.partitions import partitions


@click.group("db", commands=COMMANDS)
def command() -> None:
    """Look after the database that TIMELINE_DATABASE names.

    \b
    Examples:
      timeline-api db upgrade
      timeline-api db check
      timeline-api db backup timeline.backup
      TIMELINE_DATABASE=postgresql://localhost/news timeline-api db stats
    """


@command.command("upgrade")
@as_json_option
def upgrade_(as_json: bool) -> None:
    """Make the tables, or bring them to those of this version; all of it or nothing.

    \b
    Example:
      timeline-api db upgrade
    """
    from timeline_api.store.migrate import current, head

    url = settings_now().database
    with in_plain_words():
        before = current(url)
    bring_up_to_date(url)
    record = {"database": shown(url), "before": before, "after": head()}
    if as_json:
        write_line(record)
    elif before == head():
        click.echo(f"{shown(url)} is up to date (revision {before}).")
    else:
        click.echo(f"{shown(url)} went from revision {before or 'none'} to {head()}.")


@command.command("current")
@as_json_option
def current_(as_json: bool) -> None:
    """Say which revision the tables are at, and which one this version needs.

    \b
    Example:
      timeline-api db current --json
    """
    from timeline_api.store.migrate import current, head

    url = settings_now().database
    with in_plain_words():
        revision = current(url)
    if as_json:
        write_line({"database": shown(url), "current": revision, "head": head()})
        return
    click.echo(f"{shown(url)}: revision {revision or 'none'}, this version needs {head()}")


@command.command("check")
@as_json_option
def check_(as_json: bool) -> None:
    """Check that the store is whole. Exit status 1 and a line for each finding when it is not.

    \b
    Example:
      timeline-api db check && echo whole
    """
    from timeline_api.store.health import check

    url = settings_now().database
    with store_to_read(url) as engine:
        findings = check(engine)
    if as_json:
        write_line({"database": shown(url), "findings": list(findings)})
    for finding in findings:
        complain(finding)
    if not findings and not as_json:
        click.echo(f"{shown(url)} is whole.")
    finish(len(findings))


@command.command("stats")
@as_json_option
def stats(as_json: bool) -> None:
    """Count what the store holds.

    \b
    Example:
      timeline-api db stats --json
    """
    from timeline_api.store.engine import reading
    from timeline_api.store.health import measure

    with store_to_read(settings_now().database) as engine, reading(engine) as conn:
        health = asdict(measure(conn))
    if as_json:
        write_line(health)
        return
    for name, value in health.items():
        click.echo(
            f"{name.replace('_', ' '):<15} {value:>14,}" if isinstance(value, int) else f"{name:<15} {value:>14}"
        )


command.add_command(partitions)
