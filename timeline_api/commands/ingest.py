"""`timeline-api ingest`: articles into the store."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from timeline_api.commands.clusters import STOP, stored
from timeline_api.commands.database import settings_now, store_to_write
from timeline_api.commands.loading import EventTally, load_files, report_bad_lines, report_json
from timeline_api.commands.output import CommandError, complain, finish, json_line, warn, write_line
from timeline_api.commands.published import FirstDay
from timeline_api.commands.sources import Source, check_sources, count_sources, read_sources
from timeline_api.commands.storing import Tally, result_record
from timeline_api.ingest.chosen import since, until_bad
from timeline_api.ingest.reading import BadDocument, LeftOut
from timeline_api.ingest.walk import Choice

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from timeline_api.bulk.storing import Kept
    from timeline_api.settings import Settings

Report = Callable[["Kept | BadDocument"], object]


@click.command("ingest")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...", type=Source(), callback=check_sources)
@click.option("--json", "as_json", is_flag=True, help="Write a line of JSON for each article.")
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=lambda: len(os.sched_getaffinity(0)),
    show_default="as many as there are processors",
    help="Processes that read articles.",
)
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Read on the machines of the Dask cluster whose scheduler is there; `local` starts one of --workers here.",
)
@click.option("--events", is_flag=True, help="The files hold prepared events, a line of JSON each, as `export` writes.")
@click.option("--dry-run", is_flag=True, help="Show what would come in; store nothing.")
@click.option(
    "--since",
    "first",
    type=FirstDay(),
    metavar="DATE",
    help="Leave out what was published before this day, month or year.",
)
@click.option("--include", multiple=True, metavar="GLOB", help="Of folders, only files like this; again for more.")
@click.option("--exclude", multiple=True, metavar="GLOB", help="Of folders, no files like this; again for more.")
@click.option(
    "--on-error",
    type=click.Choice(["skip", STOP]),
    default="skip",
    show_default=True,
    help="Go on after an article that cannot be read, or stop there.",
)
@click.option(
    "--report",
    "report_path",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write a line of JSON for each article to FILE.",
)
def command(
    sources: tuple[str, ...],
    as_json: bool,
    workers: int,
    cluster: str | None,
    events: bool,
    dry_run: bool,
    first: date | None,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    on_error: str,
    report_path: Path | None,
) -> None:
    """Extract the events of articles and store both.

    SOURCE is a file, a folder of files, the address of a page or a feed, `feed` and addresses of feeds, or - for
    JSON Lines on standard input. Kinds of files: .txt and .md (one article, with front matter if you like), .html,
    .pdf, .epub, .eml, .mbox, .csv and .tsv (a row an article), .jsonl (a line an article), .warc, .rss and .atom;
    each may be compressed (.gz).

    Each article is stored whole or not at all; what cannot be read is named and the rest goes on, with exit status
    1 in the end. The same article again changes nothing, a changed one replaces what it told before. A run that
    was stopped goes on where it was when the same command is given again. The store is made when there is none.

    \b
    Examples:
      timeline-api ingest archive/ --report report.jsonl
      timeline-api ingest seeds --include '*.md'
      timeline-api ingest articles.jsonl --workers 4 --json > results.jsonl
      timeline-api ingest CC-NEWS-20241208.warc.gz --since 2024-12-01
      timeline-api ingest https://example.org/2024/mill-burns
      timeline-api ingest feed https://example.org/news.rss --dry-run
      timeline-api ingest archive/ --cluster tcp://scheduler:8786
      timeline-api ingest --events events.ndjson
    """
    settings = settings_now()
    if events:
        _refuse_beside_events(
            {
                "--cluster": cluster,
                "--dry-run": dry_run,
                "--since": first,
                "--include": include,
                "--exclude": exclude,
                "--on-error stop": on_error == STOP,
                "--report": report_path,
            }
        )
        _load_events(settings.database, sources, as_json, workers)
        return
    choice = Choice(include, exclude)
    found = read_sources(sources, settings, choice)
    items = since(found, first) if first else found
    report = _report_json if as_json else report_trouble
    if dry_run:
        from timeline_api.commands.preview import preview, storable

        would_come = storable(items)
        preview(until_bad(would_come) if on_error == STOP else would_come, report_path, as_json)
        return
    read_and_store = partial(stored, items=items, workers=workers, cluster=cluster, on_error=on_error)
    _ingest(read_and_store, settings, report, as_json, _total(sources, choice), report_path)


def _refuse_beside_events(options: Mapping[str, object]) -> None:
    """Say which options mean nothing for prepared events, before anything is stored."""
    given = [name for name, value in options.items() if value]
    if given:
        raise click.UsageError(f"--events does not go with {', '.join(given)}.")


def _total(sources: Sequence[str], choice: Choice) -> int | None:
    """How many articles there will be, for the bar; counting takes a while, and only a terminal shows it."""
    return count_sources(sources, choice) if sys.stderr.isatty() else None


def _ingest(
    read_and_store: Callable[[Engine], AbstractContextManager[Iterable[Kept | BadDocument]]],
    settings: Settings,
    report: Report,
    as_json: bool,
    total: int | None,
    report_path: Path | None,
) -> None:
    tally = Tally()
    with ExitStack() as stack:
        line = stack.enter_context(report_file(report_path))
        engine = stack.enter_context(store_to_write(settings.database))
        stack.enter_context(_told_how_far(tally))
        results = stack.enter_context(read_and_store(engine))
        _run(results, (report, lambda result: line(result_record(result))), tally, total)
    click.echo(str(tally), err=as_json)
    finish(tally.failed)


def _load_events(url: str, paths: tuple[str, ...], as_json: bool, workers: int) -> None:
    tally = EventTally()
    with store_to_write(url) as engine, _told_how_far(tally):
        load_files(engine, paths, workers, tally, report_json if as_json else report_bad_lines)
    click.echo(str(tally), err=as_json)
    finish(tally.failed)


@contextmanager
def report_file(path: Path | None) -> Iterator[Callable[[dict[str, Any]], object]]:
    """What writes a line of JSON to the file at `path`; to nowhere without one."""
    if path is None:
        yield lambda record: None
        return
    with _opened(path) as file:
        yield lambda record: file.write(json_line(record))


def _opened(path: Path) -> AbstractContextManager[BinaryIO]:
    try:
        return path.open("wb")
    except OSError as error:
        raise CommandError(f"the report cannot be written to {path}: {error.strerror}") from error


@contextmanager
def _told_how_far(tally: object) -> Iterator[None]:
    """Should the store fail, or a disk, or someone stop the command, say what is kept already."""
    try:
        yield
    except (Exception, KeyboardInterrupt) as error:
        complain(f"stopped after {tally}; the same command goes on from there")
        if isinstance(error, OSError) and error.strerror and not isinstance(error, BrokenPipeError):
            raise CommandError(f"{error.filename or 'a file'}: {error.strerror}") from error
        raise


def _run(results: Iterable[Kept | BadDocument], reports: Sequence[Report], tally: Tally, total: int | None) -> None:
    from timeline_api.commands.progress import progress_bar  # loads rich, which only a run needs

    with progress_bar(sys.stderr, "articles", total) as bar:
        for result in results:
            tally.count(result)
            for report in reports:
                report(result)
            bar.advance()


def _report_json(result: Kept | BadDocument) -> None:
    write_line(result_record(result))
    report_trouble(result)


def report_trouble(result: Kept | BadDocument) -> None:
    """Say on standard error what went wrong with an article, or what deserves a look."""
    if isinstance(result, LeftOut):
        return
    if isinstance(result, BadDocument):
        complain(str(result))
        return
    for warning in result.warnings:
        warn(f"{result.where}: {warning}")
