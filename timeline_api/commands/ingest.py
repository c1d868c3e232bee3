"""`timeline-api ingest`: articles into the store."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from timeline_api.commands.database import settings_now, store_to_write
from timeline_api.commands.loading import EventTally, load_files
from timeline_api.commands.output import complain, finish, warn, write_line
from timeline_api.commands.progress import progress_bar
from timeline_api.commands.sources import count_paths, read_paths
from timeline_api.commands.storing import Tally, result_record
from timeline_api.ingest.reading import BadDocument

if TYPE_CHECKING:
    from timeline_api.bulk.storing import Kept

Report = Callable[["Kept | BadDocument"], None]


@click.command("ingest")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(exists=True, allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="Write a line of JSON for each article.")
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=lambda: len(os.sched_getaffinity(0)),
    show_default="as many as there are processors",
    help="Processes that read articles.",
)
@click.option("--events", is_flag=True, help="The files hold prepared events, a line of JSON each, as `export` writes.")
def command(paths: tuple[str, ...], as_json: bool, workers: int, events: bool) -> None:
    """Extract the events of articles and store both.

    PATH is a .txt or .md file (one article, with front matter if you like), a .jsonl file (an article a
    line), a folder of these, or - for JSON Lines on standard input. Each article is stored whole or not at
    all; a bad one is reported with its file and line and the rest goes on. The same article again changes
    nothing, a changed one replaces what it told before. A run that was stopped goes on where it was when
    the same command is given again. The store is made when there is none.

    \b
    Examples:
      timeline-api ingest seeds/
      timeline-api ingest articles.jsonl --workers 4 --json > results.jsonl
      curl https://example.org/articles.jsonl | timeline-api ingest -
      timeline-api ingest --events events.ndjson
    """
    from timeline_api.bulk.storing import store_documents

    settings = settings_now()
    if events:
        _load_events(settings.database, paths, as_json, workers)
        return
    report = _report_json if as_json else report_trouble
    tally = Tally()
    with store_to_write(settings.database) as engine, _told_how_far(tally):
        _run(store_documents(engine, read_paths(paths), workers), report, tally, count_paths(paths))
    click.echo(str(tally), err=as_json)
    finish(tally.failed)


def _load_events(url: str, paths: tuple[str, ...], as_json: bool, workers: int) -> None:
    tally = EventTally()
    with store_to_write(url) as engine, _told_how_far(tally):
        load_files(engine, paths, workers, tally)
    if as_json:
        write_line(tally.record())
    else:
        click.echo(str(tally))
    finish(tally.failed)


@contextmanager
def _told_how_far(tally: object) -> Iterator[None]:
    """Should the store fail, say what is kept already."""
    try:
        yield
    except Exception:
        complain(f"stopped after {tally}; the same command goes on from there")
        raise


def _run(results: Iterable[Kept | BadDocument], report: Report, tally: Tally, total: int | None) -> None:
    with progress_bar(sys.stderr, "articles", total) as bar:
        for result in results:
            tally.count(result)
            report(result)
            bar.advance()


def _report_json(result: Kept | BadDocument) -> None:
    write_line(result_record(result))
    report_trouble(result)


def report_trouble(result: Kept | BadDocument) -> None:
    """Say on standard error what went wrong with an article, or what deserves a look."""
    if isinstance(result, BadDocument):
        complain(str(result))
        return
    for warning in result.warnings:
        warn(f"{result.where}: {warning}")
