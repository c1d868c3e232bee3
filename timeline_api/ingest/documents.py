"""Files and folders become documents."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from timeline_api.ingest.article_file import ARTICLE, place_of, read_article_file
from timeline_api.ingest.json_lines import read_json_lines
from timeline_api.ingest.reading import BadDocument, Found
from timeline_api.model import Document

JSON_LINES = (".jsonl", ".ndjson")
KINDS = (*ARTICLE, *JSON_LINES)
_PIECE = 1024 * 1024


def read_documents(path: Path) -> Iterator[Document | BadDocument]:
    """The documents of a file or a folder in order, without their places; see `locate_documents`."""
    return (item.document if isinstance(item, Found) else item for item in locate_documents(path))


def locate_documents(path: Path) -> Iterator[Found | BadDocument]:
    """The documents of a file, or of a folder and the folders in it, in order of their names, one at a time.

    `.txt` and `.md` files are an article each, `.jsonl` and `.ndjson` files an article a line. In a folder
    other kinds, hidden files and a README are passed over; a folder without any article is a BadDocument.
    """
    return _in_folder(path) if path.is_dir() else _in_file(path)


def count_documents(path: Path) -> int | None:
    """About how many documents a file or folder holds, by its files and their lines; None when that is not known."""
    try:
        files = _article_files(path) if path.is_dir() else [path]
        return sum(_count_in(file) for file in files)
    except OSError:
        return None


def _count_in(file: Path) -> int:
    return count_lines(file) if file.suffix.lower() in JSON_LINES else 1


def count_lines(file: Path) -> int:
    """How many lines a file has; a last one that is not ended is not counted."""
    with file.open("rb") as stream:
        return sum(piece.count(b"\n") for piece in iter(lambda: stream.read(_PIECE), b""))


def _in_folder(folder: Path) -> Iterator[Found | BadDocument]:
    files = _article_files(folder)
    first = next(files, None)
    if first is None:
        yield BadDocument(place_of(folder), f"no article in this folder ({', '.join(KINDS)})")
        return
    yield from _in_file(first)
    for file in files:
        yield from _in_file(file)


def _article_files(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            if _is_article(path):
                yield path


def _is_article(path: Path) -> bool:
    described = path.stem.lower() == "readme" or path.name.startswith(".")
    return path.suffix.lower() in KINDS and not described and path.is_file()


def _in_file(path: Path) -> Iterator[Found | BadDocument]:
    kind = path.suffix.lower()
    if kind in ARTICLE:
        yield read_article_file(path)
    elif kind in JSON_LINES:
        yield from read_json_lines_file(path)
    else:
        yield BadDocument(place_of(path), f"not a kind of file that is read ({', '.join(KINDS)})")


def read_json_lines_file(path: Path) -> Iterator[Found | BadDocument]:
    """The documents of a file of JSON Lines, whatever its name, one at a time."""
    try:
        stream = path.open("rb")
    except OSError as error:
        yield BadDocument(place_of(path), f"cannot be read: {error.strerror}")
        return
    with stream:
        yield from read_json_lines(stream, place_of(path))
