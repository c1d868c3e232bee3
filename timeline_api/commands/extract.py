"""`timeline-api extract`: time expressions and events of documents, with nothing stored."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from timeline_api.bulk.extracting import extract_found, extract_found_times
from timeline_api.commands.output import complain, finish, warn, write_line
from timeline_api.commands.published import Published
from timeline_api.commands.sources import STDIN, read_stdin
from timeline_api.explained import explained_record
from timeline_api.ingest.article_file import read_article, read_article_file
from timeline_api.ingest.documents import KINDS, SEVERAL, locate_documents, read_json_lines_file
from timeline_api.ingest.files import kind_of
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
    help="When the article was published, such as 2024-12-08; standard input is its text then.",
)
@click.option("--explain", is_flag=True, help="Say which rule, words, anchor and steps dated each time and event.")
@click.option("--only-times", is_flag=True, help="Read time expressions and no events, in a fraction of the time.")
@click.option("--json", "form", flag_value="json", help="Write JSON Lines, as always when not to a terminal.")
@click.option("--table", "form", flag_value="table", help="Write a table, as always to a terminal.")
def command(file: str, published: date | None, explain: bool, only_times: bool, form: str | None) -> None:
    """Read articles, write the dates and the events in them.

    FILE is of any kind that `ingest` reads: text, pages, tables, books, messages and more. Standard input, and a
    file whose ending says nothing, hold JSON Lines with "text" and, where known, "id", "published", "title",
    "language" and "url"; with --published they are the text of one article. A line is written for each article; a
    bad one is reported with its place and the rest goes on.

    \b
    Examples:
      timeline-api extract articles.jsonl > events.jsonl
      echo "The bridge reopened on Monday." | timeline-api extract --published 2024-12-11
      timeline-api extract story.md --explain
      timeline-api extract page.html --table
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
    failed = [_fails(item, read, write) for item in _documents(file, published)]
    if file == STDIN and published is None and failed and all(failed):
        warn("standard input holds JSON Lines; with --published DATE it is the text of one article")
    finish(sum(failed))


def _on_terminal() -> bool:
    return sys.stdout.isatty()


def _documents(file: str, published: date | None) -> Iterable[Found | BadDocument]:
    if file == STDIN:
        return read_stdin() if published is None else [_dated(_stdin_article(), published)]
    path = Path(file)
    kind = kind_of(path)
    if published is not None and kind in SEVERAL:
        raise click.UsageError("--published is for one article; each in a file of several states its own.")
    if kind in KINDS:
        return (_dated(item, published) for item in locate_documents(path))
    return read_json_lines_file(path) if published is None else [_dated(read_article_file(path), published)]


def _stdin_article() -> Found | BadDocument:
    item = read_article(sys.stdin.buffer.read(), "stdin")
    return replace(item, document=replace(item.document, id=None)) if isinstance(item, Found) else item


def _dated(item: Found | BadDocument, published: date | None) -> Found | BadDocument:
    if published is None or isinstance(item, BadDocument):
        return item
    return replace(item, document=replace(item.document, published=published))


def _fails(item: Found | BadDocument, read: Read, write: Write) -> bool:
    """Extract and write one document, or say what is wrong with it; whether anything is."""
    extraction = item if isinstance(item, BadDocument) else read(item)
    if isinstance(extraction, BadDocument):
        complain(str(extraction))
        return True
    for warning in extraction.warnings:
        warn(f"{item.where}: {warning}")
    write(extraction)
    return False


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
