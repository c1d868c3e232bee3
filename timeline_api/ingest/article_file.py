"""One file, one article: plain text or Markdown, with or without front matter."""

from __future__ import annotations

from pathlib import Path, PurePath

from timeline_api.ingest.decoding import decode
from timeline_api.ingest.fields import document_from
from timeline_api.ingest.front_matter import FrontMatter, split_front_matter
from timeline_api.ingest.markdown import plain_text
from timeline_api.ingest.reading import BadDocument, Found, UnreadableError
from timeline_api.model import Document

LARGEST = 64 * 1024 * 1024  # bytes of one article; a long book has two million
MARKDOWN = (".md", ".markdown")
ARTICLE = (".txt", *MARKDOWN)


def read_article_file(path: Path) -> Found | BadDocument:
    """The article in the file `path`; its `id` is the path as given, unless the front matter states one."""
    where = place_of(path)
    try:
        content = _content(path)
    except OSError as error:
        return BadDocument(where, f"cannot be read: {error.strerror}")
    except UnreadableError as error:
        return BadDocument(where, error.what)
    return read_article(content, where)


def place_of(path: Path) -> str:
    """A path as text that can be shown and stored, whatever bytes the file's name has."""
    return path.as_posix().encode("utf-8", "backslashreplace").decode("utf-8")


def read_article(content: bytes, where: str) -> Found | BadDocument:
    """The article in the bytes of a file named `where`; Markdown when the name says so, else plain text."""
    try:
        return Found(where, _document(content, where))
    except UnreadableError as error:
        return BadDocument(f"{where}:{error.line}" if error.line else where, error.what)


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise UnreadableError(f"larger than {LARGEST // 1024 // 1024} MiB")
    return content


def _document(content: bytes, where: str) -> Document:
    text = decode(content).replace("\r\n", "\n").replace("\r", "\n")
    front = split_front_matter(text)
    fields = {"id": where, **front.fields, **_body_fields(front, where)}
    try:
        return document_from(fields)
    except UnreadableError as error:
        error.line = front.lines.get(error.field or "")
        raise


def _body_fields(front: FrontMatter, where: str) -> dict[str, object]:
    if PurePath(where).suffix.lower() not in MARKDOWN:
        return {"text": front.body}
    page = plain_text(front.body)
    return {"text": page.text, "title": front.fields.get("title") or page.title}
