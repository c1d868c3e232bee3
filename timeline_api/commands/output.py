"""What commands say: lines of JSON and of text on standard output, complaints on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any, NoReturn

import click
import orjson

BAD_INPUT = 1
MISSING = 2

as_json_option = click.option("--json", "as_json", is_flag=True, help="Write JSON.")


class CommandError(click.ClickException):
    """The command cannot go on: something it needs is missing or does not work. Exit status 2."""

    exit_code = MISSING


def json_line(record: Mapping[str, Any]) -> bytes:
    """A record as a line of JSON in UTF-8; lone surrogates, which UTF-8 cannot hold, make it a line of ASCII.

    >>> json_line({"text": "é"}), json_line({"text": "\\ud800"})
    (b'{"text":"\\xc3\\xa9"}\\n', b'{"text":"\\\\ud800"}\\n')
    """
    try:
        return orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)
    except orjson.JSONEncodeError:
        return json.dumps(record, separators=(",", ":")).encode("ascii") + b"\n"


def write_line(record: Mapping[str, Any]) -> None:
    """Write a record to standard output at once, so that a reader down the pipe need not wait."""
    stream = sys.stdout.buffer
    stream.write(json_line(record))
    stream.flush()


def complain(message: str) -> None:
    """Say on standard error what is wrong."""
    click.echo(f"error: {printable(message)}", err=True)


def warn(message: str) -> None:
    """Say on standard error what deserves a look, though nothing failed."""
    click.echo(f"warning: {printable(message)}", err=True)


def finish(bad: int) -> None:
    """End the command with exit status 1 when `bad` inputs were reported."""
    if bad:
        _exit(BAD_INPUT)


def _exit(status: int) -> NoReturn:
    raise click.exceptions.Exit(status)


# Control characters could move a terminal's cursor or change its colours; lone surrogates cannot be written.
_UNPRINTABLE = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000)), "\N{REPLACEMENT CHARACTER}"),
    **dict.fromkeys(map(ord, "\t\n\r\x85\u2028\u2029"), " "),
}


def printable(text: str) -> str:
    """`text` for a terminal, of the same length, on one line.

    >>> printable("a\\nb\\x1b[2J")
    'a b�[2J'
    """
    return text.translate(_UNPRINTABLE)
