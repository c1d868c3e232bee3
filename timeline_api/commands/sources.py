"""What a command reads: files, folders, or JSON Lines on standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from timeline_api.ingest.documents import locate_documents
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
