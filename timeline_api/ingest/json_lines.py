"""JSON Lines: an object a line, each a document. One bad line spoils no other."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import BinaryIO

from timeline_api.ingest.decoding import decode, encoding_of
from timeline_api.ingest.fields import document_from
from timeline_api.ingest.names import named
from timeline_api.ingest.reading import BadDocument, Found, UnreadableError, cannot_be_read

LONGEST = 64 * 1024 * 1024  # bytes of one line
_CHUNK = 64 * 1024


def read_json_lines(stream: BinaryIO, name: str) -> Iterator[Found | BadDocument]:
    """The documents of `stream`, one at a time; `name` and the line number say where each stands.

    A line holds `text` and any of `fields.FIELDS`, or a usual other name of one; other names are passed over, blank
    lines too.
    """
    lines = _lines(stream)
    number = 0
    while True:
        number += 1
        where = f"{name}:{number}"
        try:
            line = next(lines, None)
            if line is None:
                return
            if line.strip():
                yield Found(where, document_from(named(_object(line))))
        except UnreadableError as error:
            yield BadDocument(where, error.what)
        except OSError as error:
            yield BadDocument(where, cannot_be_read(error))
            return


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Lines in UTF-8; of one that is too long only the beginning, a byte more than is allowed."""
    first = stream.readline(LONGEST + 1)
    encoding, _ = encoding_of(first)
    if encoding != "utf-8":
        yield from _recoded_lines(first, stream, encoding)
        return
    line = first
    while line:
        yield line
        while _is_cut(line):
            line = stream.readline(LONGEST + 1)
        line = stream.readline(LONGEST + 1)


def _is_cut(line: bytes) -> bool:
    return len(line) > LONGEST and not line.endswith(b"\n")


def _recoded_lines(first: bytes, stream: BinaryIO, encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)()
    pending, chunk = "", first
    try:
        while chunk:
            *whole, pending = (pending + decoder.decode(chunk)).split("\n")
            yield from (line.encode("utf-8", "surrogatepass") for line in whole)
            chunk = stream.read(_CHUNK)
        yield (pending + decoder.decode(b"", True)).encode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"not {encoding.upper()}: {error.reason}; the rest cannot be read") from None


def _object(line: bytes) -> dict[str, object]:
    if len(line) > LONGEST:
        raise UnreadableError(f"the line is longer than {LONGEST // 1024 // 1024} MiB")
    value = _loads(decode(line))
    if not isinstance(value, dict):
        raise UnreadableError('a line must be an object such as {"text": "..."}')
    return value


def _loads(text: str) -> object:
    """JSON of `text`; unlike orjson, the standard library's parser takes lone surrogates."""
    try:
        return json.loads(text, object_pairs_hook=_unique)
    except json.JSONDecodeError as error:
        raise UnreadableError(f"not JSON: {error.msg} at column {error.colno}") from None
    except UnreadableError:
        raise
    except ValueError:
        raise UnreadableError("not JSON that can be read: a number has too many digits") from None
    except RecursionError:
        raise UnreadableError("not JSON: nested too deeply") from None


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise UnreadableError(f"{twice} is stated twice", field=twice)
    return found
