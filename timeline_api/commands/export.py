"""`timeline-api export`: the stored events as JSON Lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, get_args

import click

from timeline_api.commands.database import settings_now, store_to_read
from timeline_api.commands.output import write_line

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from timeline_api.api.times import Span
    from timeline_api.store.queries import EventQuery
    from timeline_api.store.rows import EventRow

Undated = Literal["exclude", "include", "only"]

_PAGE = 500  # events that are in memory at a time


@click.command("export")
@click.option("--format", "_form", type=click.Choice(["jsonl"]), default="jsonl", help="JSON Lines.")
@click.option("--from", "first", metavar="DATE", help="First year, month or day, such as 1989 or 2024-12-08.")
@click.option("--to", "last", metavar="DATE", help="Last year, month or day, itself included.")
@click.option("--source", "sources", multiple=True, help="Events that this outlet tells; may be given several times.")
@click.option(
    "--undated",
    type=click.Choice(get_args(Undated)),
    help="Whether events without a place on the calendar come too (at the end); yes unless a range is given.",
)
def command(_form: str, first: str | None, last: str | None, sources: tuple[str, ...], undated: Undated | None) -> None:
    """Write the stored events as JSON Lines.

    They come in order of date, as GET /events has them. A range takes the events that overlap it. Years
    before 1 are astronomical: -0043 is 44 BC.

    \b
    Examples:
      timeline-api export > events.jsonl
      timeline-api export --from 2024-12 --to 2025 --source "Harrowick Courier"
      timeline-api export --from=-0043 --to=-0043
    """
    from timeline_api.store.engine import reading
    from timeline_api.store.event_record import event_record

    query = _query(first, last, sources, undated)
    with store_to_read(settings_now().database) as engine, reading(engine) as conn:
        for row in _walk(conn, query):
            write_line(event_record(row))


def _query(first: str | None, last: str | None, sources: tuple[str, ...], undated: Undated | None) -> EventQuery:
    from timeline_api.store.queries import EventQuery

    span = _range(first, last)
    chosen: Undated = undated or ("include" if first is None and last is None else "exclude")
    return EventQuery(first_day=span.first, last_day=span.last, sources=sources, limit=_PAGE, undated=chosen)


def _range(first: str | None, last: str | None) -> Span:
    """The span of both options; wrong use names the one at fault."""
    from timeline_api.api.times import DateError, parse_range

    for option, ends in (("--from", (first, None)), ("--to", (None, last)), ("--to", (first, last))):
        try:
            span = parse_range(*ends)
        except DateError as error:
            raise click.UsageError(f"{option}: {error}") from None
    return span


def _walk(conn: Connection, query: EventQuery) -> Iterator[EventRow]:
    from timeline_api.store.queries import fetch_events

    page = fetch_events(conn, query)
    yield from page.rows
    while page.next is not None:
        page = fetch_events(conn, replace(query, after=page.next))
        yield from page.rows
