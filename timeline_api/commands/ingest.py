"""`timeline-api ingest`: articles into the store."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable

import click

from timeline_api.commands.database import settings_now, store_to_write
from timeline_api.commands.output import complain, finish, warn, write_line
from timeline_api.commands.progress import Progress
from timeline_api.commands.sources import read_paths
from timeline_api.commands.storing import Kept, Tally, result_record, store_documents
from timeline_api.ingest.reading import BadDocument

Report = Callable[[Kept | BadDocument], None]


@click.command("ingest")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(exists=True, allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="Write a line of JSON for each article.")
def command(paths: tuple[str, ...], as_json: bool) -> None:
    """Extract the events of articles and store both.

    PATH is a .txt or .md file (one article, with front matter if you like), a .jsonl file (an article a
    line), a folder of these, or - for JSON Lines on standard input. Each article is stored whole or not at
    all; a bad one is reported with its file and line and the rest goes on. The same article again changes
    nothing, a changed one replaces what it told before. The store is made when there is none.

    \b
    Examples:
      timeline-api ingest seeds/
      timeline-api ingest articles.jsonl --json > results.jsonl
      curl https://example.org/articles.jsonl | timeline-api ingest -
    """
    settings = settings_now()
    report = _report_json if as_json else report_trouble
    with store_to_write(settings.database) as engine:
        tally = _run(store_documents(engine, read_paths(paths)), report)
    click.echo(str(tally), err=as_json)
    finish(tally.failed)


def _run(results: Iterable[Kept | BadDocument], report: Report) -> Tally:
    tally, progress = Tally(), Progress(sys.stderr)
    for result in results:
        tally.count(result)
        if isinstance(result, BadDocument) or result.warnings:
            progress.clear()
        report(result)
        progress.show(tally)
    progress.clear()
    return tally


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
