"""One file, one article: plain text or Markdown, with or without front matter."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from timeline_api.ingest.decoding import decode
from timeline_api.ingest.fields import document_from
from timeline_api.ingest.files import kind_of, place_of, whole_file
from timeline_api.ingest.front_matter import FrontMatter, split_front_matter
from timeline_api.ingest.markdown import plain_text
from timeline_api.ingest.reading import BadDocument, Found, Pending, UnreadableError
from timeline_api.model import Document

LARGEST = 64 * 1024 * 1024  # bytes of one article; a long book has two million
MARKDOWN = (".md", ".markdown")
ARTICLE = (".txt", *MARKDOWN)


def read_article_file(path: Path) -> Found | BadDocument:
    """The article in the file `path`; its `id` is the path as given, unless the front matter states one."""
    return Pending(place_of(path), partial(_in_file, path)).read()


def _in_file(path: Path) -> Document:
    return _document(whole_file(path, LARGEST), place_of(path))


def read_article(content: bytes, where: str) -> Found | BadDocument:
    """The article in the bytes of a file named `where`; Markdown when the name says so, else plain text."""
    return Pending(where, partial(_document, content, where)).read()


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
    if kind_of(Path(where)) not in MARKDOWN:
        return {"text": front.body}
    page = plain_text(front.body)
    return {"text": page.text, "title": front.fields.get("title") or page.title}
