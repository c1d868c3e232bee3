"""Files of every kind, made here: pages, PDFs, books, archives, messages."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterable

from timeline_api.ingest.reading import BadDocument, Item, read_items

PROSE = (
    "The old mill on Quay Street burned down on Monday night, and forty firefighters worked until dawn to keep the "
    "flames from the timber yard next door."
)
MORE = "The mill was built in 1874 and had stood empty since 12 March 2011, when the last of its looms was sold."


def page(
    *paragraphs: str, head: str = "", before: str = "", title: str = "Mill burns down", language: str = "en"
) -> bytes:
    """A page as sites make them: menu, article, footer with a year that is no date."""
    told = "".join(f"<p>{each}</p>" for each in paragraphs or (PROSE, MORE))
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>'
        f'<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>{before}<article><h1>{title}</h1>{told}</article>'
        "<footer>Copyright 2024 Harbour Gazette. All rights reserved.</footer></body></html>"
    ).encode()


def pdf(*pages: tuple[str, ...], about: str = "") -> bytes:
    """A PDF with the given lines on its pages; `about` is the inside of its Info dictionary."""
    numbers = [4 + 2 * place for place in range(len(pages))]
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        3: f"<< {about} >>".encode(),
    }
    for number, lines in zip(numbers, pages, strict=True):
        shown = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
        content = f"BT /F1 11 Tf 60 760 Td {shown} ET".encode("cp1252") if lines else b"0 0 10 10 re f"
        font = "<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >>"
        objects[number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number + 1} 0 R "
            f"/Resources << /Font {font} >> >>"
        ).encode()
        objects[number + 1] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)
    return _joined(objects)


def _joined(objects: dict[int, bytes]) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = {}
    for number, content in sorted(objects.items()):
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for number in sorted(objects):
        out.write(b"%010d 00000 n \n" % places[number])
    out.write(b"trailer\n<< /Size %d /Root 1 0 R /Info 3 0 R >>\n" % (len(objects) + 1))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def epub(
    chapters: dict[str, str], order: list[str], about: str = "", before: str = "", more: dict[str, str] | None = None
) -> bytes:
    """A book: the body of each chapter by its path within OEBPS, and the order in which they are read.

    `before` stands before the root of its package file; `more` are other files in it, or others in their place.
    """
    items = "".join(f'<item id="c{place}" href="{path}"/>' for place, path in enumerate(chapters))
    spine = "".join(f'<itemref idref="c{list(chapters).index(path)}"/>' for path in order)
    package = (
        f'{before}<package xmlns="http://www.idpf.org/2007/opf" xmlns:opf="http://www.idpf.org/2007/opf">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{about}</metadata>'
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        pages = {
            path: f"<html><head><title>x</title></head><body>{body}</body></html>" for path, body in chapters.items()
        }
        files = {"META-INF/container.xml": container, "OEBPS/book.opf": package}
        files |= {f"OEBPS/{path}": text for path, text in pages.items()}
        for path, text in (files | (more or {})).items():
            book.writestr(path, text)
    return out.getvalue()


def record(
    url: str,
    body: bytes,
    *,
    length: int | None = None,
    status: str = "200 OK",
    kind: str = "text/html; charset=utf-8",
    headers: str = "",
) -> bytes:
    """A response of a web archive; `length` is what it says of itself, when that is not so."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{headers}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-12-11T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http) if length is None else length}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def packed(*records: bytes) -> bytes:
    """Records as CC-NEWS has them: a gzip member each."""
    return b"".join(map(gzip.compress, records))


def told(items: Iterable[Item]) -> list[str]:
    """The text of each document, or what is said of it and where."""
    found = read_items(items)
    return [str(item) if isinstance(item, BadDocument) else item.document.text for item in found]
