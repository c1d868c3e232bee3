"""Tables: CSV and TSV with a first row of names, an article a row. One bad row spoils no other."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import BinaryIO, Protocol

from timeline_api.ingest.charset import page_text
from timeline_api.ingest.decoding import encoding_of
from timeline_api.ingest.fields import FIELDS, document_from
from timeline_api.ingest.names import field_of
from timeline_api.ingest.reading import BadDocument, Found, UnreadableError, cannot_be_read

CSV = (".csv", ".tsv")
LONGEST = 64 * 1024 * 1024  # characters of one cell
_HEAD = 64 * 1024  # bytes by which separator and encoding are known
_TOO_LONG = "field larger"
_SEPARATORS = ",;\t|"


def read_csv(stream: BinaryIO, name: str) -> Iterator[Found | BadDocument]:
    """The articles of a table, one at a time; `name` and the line number say where each stands.

    Columns are called as in `fields.FIELDS`, or by a usual other name (date, body, headline, link, ...); others are
    passed over. Tags are separated by semicolons or commas. Separators: comma, semicolon, tab or bar.
    """
    csv.field_size_limit(LONGEST)  # of the whole process: the default of 128 KiB is shorter than articles are
    head = stream.peek(_HEAD)[:_HEAD]  # type: ignore[attr-defined]  # files and unpacked ones have it
    text = io.TextIOWrapper(stream, encoding=_encoding(head), newline="")
    try:
        # Never more of a line than a cell may have: a file without line breaks would be read whole.
        lines = iter(lambda: text.readline(LONGEST), "")
        yield from _articles(csv.reader(lines, delimiter=_separator(head), strict=True), name)
    except (OSError, UnicodeError) as error:
        yield BadDocument(name, _what(error))
    finally:
        text.detach()  # the stream is its owner's to close


def _articles(rows: _Rows, name: str) -> Iterator[Found | BadDocument]:
    try:
        names = _names(next(rows, []))
    except (UnreadableError, csv.Error) as error:
        yield BadDocument(f"{name}:1", _what(error))
        return
    while True:
        where = f"{name}:{rows.line_num + 1}"
        try:
            row = next(rows, None)
            if row is None:
                return
            if any(cell.strip() for cell in row):
                yield Found(where, document_from(_fields(row, names)))
        except UnreadableError as error:
            yield BadDocument(where, error.what)
        except csv.Error as error:
            yield BadDocument(where, _what(error))
            if _TOO_LONG in str(error):
                return  # what follows is the rest of that cell
        except (OSError, UnicodeError) as error:
            yield BadDocument(where, _what(error))
            return


class _Rows(Protocol):
    """What `csv.reader` makes."""

    line_num: int

    def __next__(self) -> list[str]: ...
    def __iter__(self) -> Iterator[list[str]]: ...


def _encoding(head: bytes) -> str:
    encoding, length = encoding_of(head)
    if encoding != "utf-8":
        return "utf-16" if encoding.startswith("utf-16") else "utf-32"  # which take the byte order mark off
    return "utf-8-sig" if length or _is_utf8(head) else "cp1252"  # what spreadsheets write beside UTF-8


def _is_utf8(head: bytes) -> bool:
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(head) - 4  # cut within a character
    return True


def _separator(head: bytes) -> str:
    first = page_text(head, _encoding(head)).split("\n", 1)[0]
    return max(_SEPARATORS, key=first.count)


def _names(first: list[str]) -> list[str]:
    names = [field_of(cell) or "" for cell in first]
    if "text" not in names:
        raise UnreadableError(f"no column called text; the first row must name the columns: text, {', '.join(FIELDS)}")
    twice = next((name for name in names if name and names.count(name) > 1), None)
    if twice:
        raise UnreadableError(f"two columns hold {twice}")
    return names


def _fields(row: list[str], names: list[str]) -> Mapping[str, object]:
    if len(row) != len(names):
        raise UnreadableError(f"{len(row)} cells in a table of {len(names)} columns")
    fields: dict[str, object] = {name: cell for name, cell in zip(names, row, strict=True) if name}
    tags = str(fields.pop("tags", ""))
    return {**fields, "tags": [tag.strip() for tag in tags.replace(";", ",").split(",") if tag.strip()]}


def _what(error: Exception) -> str:
    if isinstance(error, UnreadableError):
        return error.what
    if isinstance(error, UnicodeDecodeError):
        return f"not {error.encoding.upper()}: byte 0x{error.object[error.start]:02X}; save it as UTF-8"
    return cannot_be_read(error) if isinstance(error, OSError) else f"not a table: {error}"
