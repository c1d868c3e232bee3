"""`timeline-api db partitions`: events of a PostgreSQL store parted by time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from timeline_api.commands.database import settings_now, store_to_read
from timeline_api.commands.output import CommandError, write_line

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from timeline_api.store.partitions import Partition

name_argument = click.argument("name", metavar="NAME")


@click.group("partitions")
def partitions() -> None:
    """Part the events of a PostgreSQL database by the years in which they begin.

    Each of these waits for writers and keeps them, and readers, waiting while tables change.

    \b
    Examples:
      timeline-api db partitions create 1900 1999
      timeline-api db partitions list
      timeline-api db partitions detach 1900_1999
      timeline-api db partitions attach 1900_1999
    """


@partitions.command("create", context_settings={"ignore_unknown_options": True})
@click.argument("first", type=int, metavar="FIRST")
@click.argument("last", type=int, metavar="LAST")
def create(first: int, last: int) -> None:
    """Part off the events that begin in the years FIRST to LAST, both included.

    Years before 1 are astronomical: 0 is 1 BC, -43 is 44 BC. The first partition divides the tables, and moves no row
    but its own; what is in no partition stays in the one called rest.

    \b
    Examples:
      timeline-api db partitions create 2000 2029
      timeline-api db partitions create -499 0
    """
    from timeline_api.store.partitions import create_partition, partition_name

    with _changing() as conn:
        create_partition(conn, first, last)
    click.echo(f"The partition {partition_name(first, last)} is made.")


@partitions.command("list")
@click.option("--json", "as_json", is_flag=True, help="Write a line of JSON for each.")
def list_(as_json: bool) -> None:
    """List the partitions: years, events, bytes, and whether they are in place.

    \b
    Example:
      timeline-api db partitions list --json
    """
    from timeline_api.store.engine import reading
    from timeline_api.store.partitions import list_partitions

    with store_to_read(settings_now().database) as engine, reading(engine) as conn:
        found = list_partitions(conn)
    for one in found:
        if as_json:
            write_line(asdict(one))
        else:
            click.echo(_line(one))
    if not found and not as_json:
        click.echo("There are no partitions.")


@partitions.command("detach")
@name_argument
def detach(name: str) -> None:
    """Take a partition out: its events are kept in tables of their own, and are in no answer and no count.

    \b
    Example:
      timeline-api db partitions detach 1900_1999
    """
    from timeline_api.store.partitions import detach_partition

    with _changing() as conn:
        detach_partition(conn, name, datetime.now(UTC))
    click.echo(f"The partition {name} is detached. Its events are in tables called event_{name} and so on.")


@partitions.command("attach")
@name_argument
def attach(name: str) -> None:
    """Put a partition back in, as far as its articles have not changed or gone meanwhile.

    \b
    Example:
      timeline-api db partitions attach 1900_1999
    """
    from timeline_api.store.partitions import attach_partition

    with _changing() as conn:
        attach_partition(conn, name, datetime.now(UTC))
    click.echo(f"The partition {name} is in place.")


@partitions.command("dissolve")
def dissolve() -> None:
    """Make the tables whole again; every row is copied.

    \b
    Example:
      timeline-api db partitions dissolve
    """
    from timeline_api.store.partitions import dissolve_partitions

    with _changing() as conn:
        dissolve_partitions(conn, datetime.now(UTC))
    click.echo("The tables are whole.")


@contextmanager
def _changing() -> Iterator[Connection]:
    from timeline_api.store.engine import writing
    from timeline_api.store.partitions import PartitionError

    try:
        with store_to_read(settings_now().database) as engine, writing(engine) as conn:
            yield conn
    except PartitionError as error:
        raise CommandError(str(error)) from None


def _line(one: Partition) -> str:
    years = "all others" if one.first is None else f"{one.first} to {one.last}"
    state = "detached" if one.detached_at is not None else "in place"
    return f"{one.name:<16} {years:<18} {state:<9} {one.events:>12,} events {one.size:>16,} bytes"
