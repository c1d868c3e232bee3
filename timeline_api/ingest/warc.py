"""Web archives: WARC and WARC.gz, a page a record, as crawlers write them (CC-NEWS).

A record whose length is wrong, or whose gzip is cut short, is named; reading goes on at the next record that begins
after it, found by the bytes that records begin with.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any, BinaryIO

from timeline_api.ingest.html import LARGEST, Page, read_page
from timeline_api.ingest.reading import BadDocument, Pending

WARC = (".warc", ".warc.gz")
_GZIP, _PLAIN = b"\x1f\x8b\x08", b"WARC/1."
_BETWEEN = b"\r\n\r\n" + _PLAIN
_CHUNK = 1024 * 1024
_HEADERS = 64 * 1024  # bytes of HTTP headers, at most
_PAGES = ("text/html", "application/xhtml+xml")


class _Broken(Exception):
    """A record that is there and cannot be read, and why."""


def read_warc(stream: BinaryIO, name: str) -> Iterator[Pending | BadDocument]:
    """The web pages among the responses of an archive, one at a time; `name` and the byte say where each stands.

    Responses other than 200, and those that are no HTML, are passed over. `stream` can seek.
    """
    head = stream.read(len(_PLAIN))
    if not head.startswith((_GZIP, _PLAIN)):
        yield BadDocument(name, "not a WARC: it begins with neither a record nor gzip" if head else "an empty WARC")
        return
    start, gzipped = 0, head.startswith(_GZIP)
    unnamed: BadDocument | None = None  # what could not be read before `start`, unless it is what begins there
    while start >= 0:
        stretch = _Stretch(stream, start, name)
        try:
            for item in stretch.items():
                if unnamed:
                    yield unnamed
                    unnamed = None
                if item:
                    yield item
            return
        except _Broken as broken:
            yield BadDocument(f"{name}:{stretch.place}", str(broken))
        except OSError as error:  # what FastWARC raises at anything that is no record
            what = BadDocument(f"{name}:{stretch.place}", f"not a record that can be read: {error}")
            if stretch.records:
                unnamed = replace(what, what="what follows this record is none that can be read")
            else:
                yield what
                unnamed = None
        start = _next_record(stream, stretch.place + 1, gzipped)
    if unnamed:
        yield unnamed


class _Stretch:
    """Records one after the other, up to one that cannot be read. `place` is where the last of them begins."""

    def __init__(self, stream: BinaryIO, start: int, name: str) -> None:
        self._stream = stream
        self._name = name
        self._start = self.place = start
        self.records = 0

    def items(self) -> Iterator[Pending | None]:
        """For each record its page, or None."""
        from fastwarc.warc import ArchiveIterator, WarcRecordType

        self._stream.seek(self._start)
        for record in ArchiveIterator(self._stream, record_types=WarcRecordType.any_type, parse_http=False):
            self.place = record.stream_pos
            page = _response(record) if record.record_type == WarcRecordType.response else None
            self.records += 1
            yield Pending(f"{self._name}:{self.place}", partial(read_page, page)) if page else None


def _response(record: Any) -> Page | None:
    """The page of a response; None when it is none. _Broken when its length cannot be right."""
    stated = record.headers.get("Content-Length") or ""
    url = record.headers.get("WARC-Target-URI")
    if not stated.isdigit():
        raise _Broken(f"a record without a length: {url}")
    if int(stated) > LARGEST + _HEADERS:
        raise _Broken(f"a record of more than {LARGEST // 1024 // 1024} MiB: {url}")
    record.freeze()
    if record.content_length < int(stated):
        raise _Broken(f"a record that ends after {record.content_length} of {stated} bytes: {url}")
    return _page(record, url)


def _page(record: Any, url: str | None) -> Page | None:
    try:
        record.parse_http(auto_decode="all")
        status = record.http_headers.status_code if record.http_headers else None
        body = record.reader.read(LARGEST + 1)
    except OSError as error:
        raise _Broken(f"a response that cannot be read: {error}") from None
    if status is None or _BETWEEN in body:
        raise _Broken(f"a record with a wrong length: {url}")
    if status != 200 or record.http_content_type not in _PAGES:
        return None
    return Page(body, (url or "").strip("<>") or None, record.http_charset, record.record_date)


def _next_record(stream: BinaryIO, start: int, gzipped: bool) -> int:
    """Where the next record begins at or after byte `start`; -1 when none does."""
    mark = _GZIP if gzipped else _BETWEEN
    stream.seek(start)
    kept = b""
    while chunk := stream.read(_CHUNK):
        window = kept + chunk
        found = window.find(mark)
        while found >= 0:
            place = stream.tell() - len(window) + found
            if not gzipped:
                return place + len(_BETWEEN) - len(_PLAIN)
            if _begins_record(stream, place):
                return place
            found = window.find(mark, found + 1)
        kept = window[-len(mark) + 1 :]
    return -1


def _begins_record(stream: BinaryIO, place: int) -> bool:
    """Whether a gzip member that begins here holds a record: its first bytes occur by chance too."""
    back = stream.tell()
    stream.seek(place)
    try:
        return zlib.decompressobj(31).decompress(stream.read(512), len(_PLAIN)) == _PLAIN
    except zlib.error:
        return False
    finally:
        stream.seek(back)
