"""Files and folders become documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from timeline_api.ingest import article_file, csv_file, epub, feed, html, mail, pdf
from timeline_api.ingest.csv_file import read_csv
from timeline_api.ingest.feed import Feed, read_feed
from timeline_api.ingest.files import GZIP, kind_of, open_file, place_of, whole_file
from timeline_api.ingest.html import Page, read_page
from timeline_api.ingest.json_lines import read_json_lines
from timeline_api.ingest.reading import BadDocument, Found, Item, Pending, UnreadableError, cannot_be_read, read_items
from timeline_api.ingest.walk import EVERYTHING, Choice, walk
from timeline_api.ingest.warc import read_warc
from timeline_api.model import Document

JSON_LINES = (".jsonl", ".ndjson")
_Stream = Callable[[BinaryIO, str], Iterator[Item]]
_Whole = Callable[[Path], Document]
_PIECE = 1024 * 1024
_COUNTED = 1024 * 1024 * 1024  # bytes of a file whose lines are counted beforehand: it takes a second


def read_documents(path: Path) -> Iterator[Document | BadDocument]:
    """The documents of a file or a folder in order, without their places; see `locate_documents`."""
    return (item.document if isinstance(item, Found) else item for item in locate_documents(path))


def locate_documents(path: Path) -> Iterator[Found | BadDocument]:
    """The documents of a file, or of a folder and the folders in it, in order of their names, one at a time."""
    return read_items(locate_items(path))


def locate_items(path: Path, choice: Choice = EVERYTHING) -> Iterator[Item]:
    """What `locate_documents` gives, with documents that take long to read still to be read.

    The ending of a file's name says what it holds (see `KINDS`); `.gz` may follow it. A JSON Feed is read where its
    file itself is named: in folders `.json` is of anything. A folder without any article is a BadDocument, and so is
    each kind of file in it that is not read. Of a folder those files are looked at that are in the `choice`.
    """
    return _in_folder(path, choice) if path.is_dir() else _in_file(path)


def _in_folder(folder: Path, choice: Choice) -> Iterator[Item]:
    empty = True
    for found in walk(folder, KINDS, choice):
        if isinstance(found, BadDocument):
            yield found
        else:
            empty = False
            yield from _in_file(found)
    if empty:
        what = f"no article in this folder ({', '.join(KINDS)})"
        yield BadDocument(place_of(folder), what if choice == EVERYTHING else f"{what} among the files that are meant")


def _in_file(path: Path) -> Iterator[Item]:
    kind = kind_of(path)
    if kind in article_file.ARTICLE:
        yield article_file.read_article_file(path)
    elif kind in _WHOLE:
        yield Pending(place_of(path), partial(_WHOLE[kind], path))
    elif kind in _FEEDS or kind in feed.JSON_FEED:
        yield from _in_feed(path)
    elif kind in _STREAMS:
        yield from _in_stream(path, _STREAMS[kind])
    else:
        yield BadDocument(place_of(path), f"not a kind of file that is read ({', '.join(KINDS)})")


def read_json_lines_file(path: Path) -> Iterator[Found | BadDocument]:
    """The documents of a file of JSON Lines, whatever its name, one at a time."""
    return read_items(_in_stream(path, read_json_lines))


def _in_stream(path: Path, read: _Stream) -> Iterator[Item]:
    try:
        with open_file(path) as stream:
            yield from read(stream, place_of(path))
    except OSError as error:
        yield BadDocument(place_of(path), cannot_be_read(error))


def _in_feed(path: Path) -> Iterator[Item]:
    """The entries of a feed on the disk, as they stand in it: a file makes nobody fetch pages."""
    try:
        yield from read_feed(Feed(whole_file(path, feed.LARGEST), place_of(path)))
    except UnreadableError as error:
        yield BadDocument(place_of(path), error.what)
    except OSError as error:
        yield BadDocument(place_of(path), cannot_be_read(error))


def _page(path: Path) -> Document:
    return read_page(Page(whole_file(path, html.LARGEST)), place_of(path))


def _message(path: Path) -> Document:
    return mail.read_message(whole_file(path, mail.LARGEST))


def _pdf(path: Path) -> Document:
    return pdf.read_pdf(whole_file(path, pdf.LARGEST), place_of(path))


def _epub(path: Path) -> Document:
    return epub.read_epub(whole_file(path, epub.LARGEST), place_of(path))


_WHOLE: dict[str, _Whole] = {
    **dict.fromkeys(html.HTML, _page),
    **dict.fromkeys(pdf.PDF, _pdf),
    **dict.fromkeys(epub.EPUB, _epub),
    **dict.fromkeys(mail.EML, _message),
}
_STREAMS: dict[str, _Stream] = {
    **dict.fromkeys(JSON_LINES, read_json_lines),
    **dict.fromkeys(csv_file.CSV, read_csv),
    **dict.fromkeys(mail.MBOX, mail.read_mbox),
    ".warc": read_warc,
}
_FEEDS = feed.FEED
_LINES = (*JSON_LINES, *csv_file.CSV)
KINDS = (*article_file.ARTICLE, *_WHOLE, *_FEEDS, *_STREAMS)
"""Endings of the names of files that are read."""
SEVERAL = (*_FEEDS, *_STREAMS)
"""Those of files that hold several articles."""


def count_documents(path: Path, choice: Choice = EVERYTHING) -> int | None:
    """About how many documents a file or folder holds, by its files and their lines; None when that is not known."""
    try:
        found = walk(path, KINDS, choice) if path.is_dir() else [path]
        files = [file for file in found if isinstance(file, Path)]
        counts = [_count_in(file) for file in files]
    except OSError:
        return None
    return None if None in counts else sum(count or 0 for count in counts)


def _count_in(file: Path) -> int | None:
    if kind_of(file) in (*article_file.ARTICLE, *_WHOLE):
        return 1
    if kind_of(file) not in _LINES or file.suffix.lower() == GZIP or file.stat().st_size > _COUNTED:
        return None
    return count_lines(file)


def count_lines(file: Path) -> int:
    """How many lines a file has; a last one that is not ended is not counted."""
    with file.open("rb") as stream:
        return sum(piece.count(b"\n") for piece in iter(lambda: stream.read(_PIECE), b""))
