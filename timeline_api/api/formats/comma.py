"""CSV (RFC 4180): a header, then a line an event.

Spreadsheets take a cell that begins with `=`, `+`, `-` or `@` for a formula, and run it. What articles say is text:
such a cell is given an apostrophe, which spreadsheets take for 'text follows' (OWASP: CSV injection).
"""

from __future__ import annotations

import csv
from io import StringIO

from timeline_api.api.formats.shown import Form, Made, Shown, address
from timeline_api.records import Record

COLUMNS = (
    "id", "title", "text", "edtf", "start", "end", "precision", "qualifier", "basis", "display", "confidence",
    "entities", "source_count", "sources", "urls", "updated_at", "link",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def make(shown: Shown) -> Made:
    """The header and the events."""
    return Made(header() + make_rows(shown))


def header() -> bytes:
    """The first line."""
    return _written([COLUMNS])


def make_rows(shown: Shown) -> bytes:
    """The events without the header."""
    return _written([_row(event, address(shown, event)) for event in shown.events])


def _row(event: Record, link: str) -> tuple[object, ...]:
    date = event["date"]
    return (
        event["id"], _text(event["title"]), _text(event["text"]), date["edtf"], date["start"], date["end"],
        date["precision"], date["qualifier"], date["basis"], date["display"], event["confidence"],
        _text("; ".join(event["entities"])), event["source_count"], _text(_joined(event, "source")),
        _text(_joined(event, "url")), event["updated_at"], link,
    )  # fmt: skip


def _joined(event: Record, name: str) -> str:
    return "; ".join(dict.fromkeys(source[name] for source in event["sources"] if source[name]))


def _text(said: str) -> str:
    return f"'{said}" if said.startswith(_FORMULA) else said


def _written(rows: object) -> bytes:
    file = StringIO(newline="")
    csv.writer(file).writerows(rows)  # type: ignore[arg-type]  # rows of tuples
    return file.getvalue().encode()


_DOCUMENTED = {"type": "string", "description": f"A line an event (RFC 4180), after a header: {', '.join(COLUMNS)}"}
FORM = Form("csv", "text/csv; charset=utf-8; header=present", make, _DOCUMENTED)
