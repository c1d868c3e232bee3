"""What `timeline-api ingest --dry-run` shows: the articles that would come in, with nothing stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from timeline_api.commands.ingest import report_file
from timeline_api.commands.output import complain, finish, printable, write_line
from timeline_api.commands.storing import LEFT_OUT, counted, document_record
from timeline_api.ingest.claims import day_of
from timeline_api.ingest.reading import BadDocument, Found, Item, LeftOut, is_bad, read_items
from timeline_api.model import Document, Extraction
from timeline_api.store.storable import UnstorableText, check_storable

WOULD = "would come in"


def preview(items: Iterable[Item], report_path: Path | None, as_json: bool) -> None:
    """Show each article on a line, name what cannot be read, and count both."""
    counts = dict.fromkeys((WOULD, LEFT_OUT, "failed"), 0)
    with report_file(report_path) as line:
        for item in read_items(items):
            record = _record(item)
            counts[record["outcome"]] += 1
            line(record)
            _show(item, record, as_json)
    click.echo(", ".join(f"{count} {name}" for name, count in counts.items() if count or name == WOULD), err=as_json)
    finish(counts["failed"])


def storable(items: Iterable[Item]) -> Iterator[Found | BadDocument]:
    """The items, read; what a store could not keep is a BadDocument, as it will be when they are stored."""
    return (_kept(item) if isinstance(item, Found) else item for item in read_items(items))


def _kept(item: Found) -> Found | BadDocument:
    try:
        check_storable(item.document, Extraction(item.document, (), ()))
    except UnstorableText as error:
        return BadDocument(item.where, str(error))
    return item


def _record(item: Found | BadDocument) -> dict[str, Any]:
    if isinstance(item, Found):
        words = len(item.document.text.split())
        return {"where": item.where, "outcome": WOULD, "words": words, **document_record(item.document)}
    if isinstance(item, LeftOut):
        return {"where": item.where, "outcome": LEFT_OUT, "reason": item.what}
    return {"where": item.where, "outcome": "failed", "error": item.what}


def _show(item: Found | BadDocument, record: dict[str, Any], as_json: bool) -> None:
    if is_bad(item):
        complain(str(item))
    if as_json:
        write_line(record)
    elif isinstance(item, Found):
        click.echo(printable(_line(item.where, item.document, record["words"])))


def _line(where: str, document: Document, words: int) -> str:
    day = day_of(document.published).isoformat() if document.published else "no date   "
    origin = f" ({document.claims[0].origin})" if document.published and document.claims else ""
    told = filter(None, (document.source, document.title, counted(words, "word"), where))
    return f"{day}{origin}  {' | '.join(told)}"
