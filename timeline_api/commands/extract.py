"""`timeline-api extract`: time expressions and events of documents, with nothing stored."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from timeline_api.bulk.extracting import extract_found, extract_found_times
from timeline_api.commands.output import complain, finish, warn, write_line
from timeline_api.commands.published import Published
from timeline_api.commands.sources import STDIN, read_stdin
from timeline_api.explained import explained_record
from timeline_api.ingest.article_file import ARTICLE, read_article, read_article_file
from timeline_api.ingest.documents import JSON_LINES, read_json_lines_file
from timeline_api.ingest.reading import BadDocument, Found
from timeline_api.model import Extraction
from timeline_api.records import Record, extraction_record

Read = Callable[[Found], Extraction | BadDocument]
Write = Callable[[Extraction], None]
Make = Callable[[Extraction], Record]


@click.command("extract")
@click.argument("file", default=STDIN, type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option(
    "--published",
    type=Published(),
    metavar="DATE",
    help="Read FILE as the text of one article that was published on this day, such as 2024-12-08.",
)
@click.option("--explain", is_flag=True, help="Say which rule, words, anchor and steps dated each time and event.")
@click.option("--only-times", is_flag=True, help="Read time expressions and no events, in a fraction of the time.")
@click.option("--json", "form", flag_value="json", help="Write JSON Lines, as always when not to a terminal.")
@click.option("--table", "form", flag_value="table", help="Write a table, as always to a terminal.")
def command(file: str, published: date | None, explain: bool, only_times: bool, form: str | None) -> None:
    """Read articles, write the dates and the events in them.

    FILE (or standard input) holds JSON Lines with "text" and, where known, "id", "published", "title",
    "language" and "url". A .txt or .md file is one article, and so is anything with --published. A line is
    written for each article; a bad one is reported with its line number and the rest goes on.

    \b
    Examples:
      timeline-api extract articles.jsonl > events.jsonl
      echo "The bridge reopened on Monday." | timeline-api extract --published 2024-12-11
      timeline-api extract story.md --explain
      timeline-api extract articles.jsonl --only-times > times.jsonl
    """
    if only_times and form == "table":
        raise click.UsageError("A table shows events, of which --only-times reads none.")
    make = explained_record if explain else extraction_record
    read: Read = extract_found_times if only_times else extract_found
    if only_times:
        write = _lines(_without_events(make))
    elif form == "table" or (form is None and _on_terminal()):
        write = _table(explain)
    else:
        write = _lines(make)
    bad = 0
    for item in _documents(file, published):
        problem = str(item) if isinstance(item, BadDocument) else _extract(item, read, write)
        if problem:
            bad += 1
            complain(problem)
    finish(bad)


def _on_terminal() -> bool:
    return sys.stdout.isatty()


def _documents(file: str, published: date | None) -> Iterator[Found | BadDocument]:
    kind = Path(file).suffix.lower()
    if published is None and kind not in ARTICLE:
        return read_stdin() if file == STDIN else read_json_lines_file(Path(file))
    if kind in JSON_LINES:
        raise click.UsageError("--published is for the text of one article; each line of JSON states its own.")
    return iter([_dated(_read_article(file), published)])


def _read_article(file: str) -> Found | BadDocument:
    if file != STDIN:
        return read_article_file(Path(file))
    item = read_article(sys.stdin.buffer.read(), "stdin")
    return replace(item, document=replace(item.document, id=None)) if isinstance(item, Found) else item


def _dated(item: Found | BadDocument, published: date | None) -> Found | BadDocument:
    if published is None or isinstance(item, BadDocument):
        return item
    return replace(item, document=replace(item.document, published=published))


def _extract(item: Found, read: Read, write: Write) -> str | None:
    """Extract and write one document; what is wrong when that fails."""
    extraction = read(item)
    if isinstance(extraction, BadDocument):
        return str(extraction)
    for warning in extraction.warnings:
        warn(f"{item.where}: {warning}")
    write(extraction)
    return None


def _table(explain: bool) -> Write:
    from timeline_api.commands.event_table import EventTables

    return EventTables(sys.stdout, explained=explain).write


def _lines(make: Make) -> Write:
    return lambda extraction: write_line(make(extraction))


def _without_events(make: Make) -> Make:
    """A record that says nothing of events, since an empty list would say that there are none."""

    def made(extraction: Extraction) -> Record:
        record = make(extraction)
        del record["events"]
        return record

    return made
