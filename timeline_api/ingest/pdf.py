"""PDF: the text of its pages, and what the file says of itself."""

from __future__ import annotations

import re
from typing import Any

from timeline_api.ingest.claims import believed, weigh
from timeline_api.ingest.dateline import dateline_claim
from timeline_api.ingest.fields import document_from
from timeline_api.ingest.published import parse_published
from timeline_api.ingest.reading import UnreadableError
from timeline_api.model import Claim, Document

PDF = (".pdf",)
LARGEST = 256 * 1024 * 1024  # bytes of a file
_LONGEST = 32 * 1024 * 1024  # characters of text; a long book has two million
_MADE = re.compile(r"D?:?(\d{4})(\d\d)(\d\d)")
_DIVIDED = "\x02"  # what PDFium gives for a hyphen and the line break after it
_HYPHENS = ("-", "\xad", "\ufffe", _DIVIDED)
_WRAPPED = 0.7  # of the longest line: a line at least so long went on in the next one


def read_pdf(content: bytes, name: str | None = None) -> Document:
    """The text of a PDF; lines of a paragraph are joined, words that a line break divides too.

    The day that the file was made counts as a publication date, unless the text's dateline speaks against it.
    UnreadableError for one without text (scanned pages are pictures), with a password, or broken.
    """
    if len(content) > LARGEST:
        raise UnreadableError(f"a PDF of more than {LARGEST // 1024 // 1024} MiB")
    pages, stated = _opened(content)
    text = "\n\n".join(filter(None, map(_paragraphs, pages)))
    if not any(map(str.isalpha, text)):
        raise UnreadableError(f"a PDF with no text: its {len(pages)} page{'s' * (len(pages) != 1)} hold pictures alone")
    claims = _claims(stated, text)
    title, author = stated.get("Title"), stated.get("Author")
    return document_from(
        {"text": text, "title": title, "author": author, "id": name}, claims=claims, published=believed(claims)
    )


def _opened(content: bytes) -> tuple[list[str], dict[str, str]]:
    import pypdfium2

    try:
        file = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise UnreadableError("a PDF with a password" if locked else f"not a PDF that can be read: {error}") from None
    try:
        return _pages(file), {name: value.strip() for name, value in file.get_metadata_dict().items()}
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(f"a broken PDF: {error}") from None
    finally:
        file.close()


def _pages(file: Any) -> list[str]:
    pages: list[str] = []
    size = 0
    for number in range(len(file)):
        page = file[number]
        words = page.get_textpage()
        pages.append(words.get_text_bounded())
        words.close()
        page.close()
        size += len(pages[-1])
        if size > _LONGEST:
            raise UnreadableError(f"a PDF with more than {_LONGEST // 1024 // 1024} million characters")
    return pages


def _paragraphs(page: str) -> str:
    """The lines of a page in paragraphs: a line goes on in the next when it is about as long as lines are here."""
    lines = [line.strip(" \t\r") for line in page.replace("\0", "").replace(_DIVIDED, f"{_DIVIDED}\n").split("\n")]
    width = max(map(len, lines), default=0) * _WRAPPED
    pieces: list[str] = []
    for line, following in zip(lines, [*lines, ""][1:], strict=True):
        if line.endswith(_HYPHENS) and following[:1].islower() and line[-2:-1].isalpha():
            pieces.append(line[:-1])
        elif following and len(line) >= width:
            pieces.append(line + " ")
        else:
            pieces.append(line + "\n\n")
    return re.sub(r"\n{3,}", "\n\n", "".join(pieces)).replace(_DIVIDED, "-").strip()


def _claims(stated: dict[str, str], text: str) -> tuple[Claim, ...]:
    made = stated.get("CreationDate", "")
    match = _MADE.match(made)
    claims = []
    if match:
        try:
            claims.append(Claim(parse_published("-".join(match.groups())), "PDF creation date", made))
        except UnreadableError:
            claims = []
    dateline = dateline_claim(text, None, claims[0].published if claims else None)
    return weigh([*claims, *([dateline] if dateline else [])])
