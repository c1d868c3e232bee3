"""EPUB: the chapters of a book in reading order, as one document."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING
from urllib.parse import unquote

from timeline_api.ingest.charset import page_text
from timeline_api.ingest.claims import believed, weigh
from timeline_api.ingest.fields import document_from
from timeline_api.ingest.markup import words_of
from timeline_api.ingest.published import parse_published
from timeline_api.ingest.reading import UnreadableError
from timeline_api.model import Claim, Document

if TYPE_CHECKING:
    from lxml.etree import _Element

EPUB = (".epub",)
LARGEST = 256 * 1024 * 1024  # bytes of a file
_UNPACKED = 64 * 1024 * 1024  # bytes of all that is read of it
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_XENC = "{http://www.w3.org/2001/04/xmlenc#}"
_ENCRYPTION = "META-INF/encryption.xml"
_ROOT = ".//{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"


def read_epub(content: bytes, name: str | None = None) -> Document:
    """The text of a book, chapter after chapter, with what it says of itself. UnreadableError when it is none."""
    if len(content) > LARGEST:
        raise UnreadableError(f"an EPUB of more than {LARGEST // 1024 // 1024} MiB")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return _document(_Book(book), name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise UnreadableError(f"not an EPUB that can be read: {error}") from None


class _Book:
    """The files of a book; no more of them is unpacked than is allowed in all."""

    def __init__(self, book: zipfile.ZipFile) -> None:
        self._book = book
        self._left = _UNPACKED

    def file(self, path: str) -> bytes:
        try:
            with self._book.open(path) as packed:
                content = packed.read(self._left + 1)
        except KeyError:
            raise UnreadableError(f"not a whole EPUB: {path} is missing") from None
        self._left -= len(content)
        if self._left < 0:
            raise UnreadableError(f"an EPUB of more than {_UNPACKED // 1024 // 1024} MiB when unpacked")
        return content

    def encrypted(self) -> set[str]:
        """Paths of the files that only a reader with a key can read, fonts among them."""
        if _ENCRYPTION not in self._book.NameToInfo:
            return set()
        stated = self.tree(_ENCRYPTION).iter(f"{_XENC}CipherReference")
        return {posixpath.normpath(unquote(str(one.get("URI") or ""))) for one in stated}

    def tree(self, path: str) -> _Element:
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
        try:
            tree = etree.fromstring(self.file(path), parser)
        except etree.XMLSyntaxError:
            tree = None
        if tree is None:
            raise UnreadableError(f"not a whole EPUB: {path} is not XML")
        return tree


def _document(book: _Book, name: str | None) -> Document:
    root = book.tree("META-INF/container.xml").find(_ROOT)
    path = root.get("full-path") if root is not None else None
    if not path:
        raise UnreadableError("not a whole EPUB: its container names no package")
    package = book.tree(path)
    paths = _chapters(package, path)
    if not book.encrypted().isdisjoint(paths):
        raise UnreadableError("an EPUB whose chapters are encrypted")
    chapters = [words_of(page_text(book.file(chapter))) for chapter in paths]
    language = _said(package, "language")
    claims = _claims(package)
    fields = {
        "text": "\n\n".join(filter(None, chapters)),
        "title": _said(package, "title"),
        "author": _said(package, "creator"),
        "source": _said(package, "publisher"),
        "id": _said(package, "identifier") or name,
        "language": language if language and language.replace("-", "").isalnum() else None,
    }
    if not fields["text"]:
        raise UnreadableError("an EPUB with no text")
    return document_from(fields, claims=claims, published=believed(claims))


def _chapters(package: _Element, path: str) -> list[str]:
    """Paths of the chapters in reading order."""
    folder = posixpath.dirname(path)
    places = {str(item.get("id")): str(item.get("href") or "") for item in package.iter(f"{_OPF}item")}
    named = (str(itemref.get("idref")) for itemref in package.iter(f"{_OPF}itemref") if itemref.get("linear") != "no")
    return [posixpath.normpath(posixpath.join(folder, unquote(places[each]))) for each in named if places.get(each)]


def _said(package: _Element, name: str) -> str | None:
    found = next((element.text for element in package.iter(f"{_DC}{name}") if element.text), None)
    return " ".join(found.split()) if found else None


def _claims(package: _Element) -> tuple[Claim, ...]:
    claims = []
    for element in package.iter(f"{_DC}date"):
        if element.get(f"{_OPF}event") in (None, "publication", "original-publication") and element.text:
            try:
                claims.append(Claim(parse_published(element.text), "EPUB date", element.text.strip()))
            except UnreadableError:
                continue  # a year alone is usual, and no day
    return weigh(claims)
