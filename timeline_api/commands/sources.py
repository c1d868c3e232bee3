"""What a command reads: files, folders, or JSON Lines on standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from timeline_api.ingest.documents import count_documents, locate_documents
from timeline_api.ingest.json_lines import read_json_lines
from timeline_api.ingest.reading import BadDocument, Found

STDIN = "-"


def read_paths(paths: Sequence[str]) -> Iterator[Found | BadDocument]:
    """The documents of each path in turn; `-` is JSON Lines on standard input."""
    for path in paths:
        yield from read_stdin() if path == STDIN else locate_documents(Path(path))


def read_stdin() -> Iterator[Found | BadDocument]:
    """JSON Lines on standard input."""
    if sys.stdin.isatty():
        click.echo("Reading JSON Lines from the terminal; end with Ctrl-D.", err=True)
    return read_json_lines(sys.stdin.buffer, "stdin")


def count_paths(paths: Sequence[str]) -> int | None:
    """How many documents `read_paths` will find, as far as that can be told without reading them."""
    counts = [None if path == STDIN else count_documents(Path(path)) for path in paths]
    return None if None in counts else sum(count or 0 for count in counts)
