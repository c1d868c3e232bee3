"""E-mail: a message in a file, or many in an mbox."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from functools import partial
from typing import BinaryIO

from timeline_api.ingest.charset import page_text
from timeline_api.ingest.claims import believed, weigh
from timeline_api.ingest.dateline import dateline_claim
from timeline_api.ingest.fields import document_from
from timeline_api.ingest.markup import parsed_markup, text_of
from timeline_api.ingest.reading import BadDocument, Pending, UnreadableError
from timeline_api.model import Claim, Document

EML = (".eml",)
MBOX = (".mbox",)
LARGEST = 64 * 1024 * 1024  # bytes of one message
_SIGNATURE = re.compile(r"^-- ?$.*", re.MULTILINE | re.DOTALL)
# The head of a message that is handed on, below a line such as '---- Forwarded message ----'.
_HANDED_ON = re.compile(r"^-{2,}[^\n-]{3,60}-{2,}[ \t]*\n+(?:[^\n:]{2,20}:[^\n]*\n)+", re.MULTILINE)
_CITED = (
    "//blockquote[@type='cite' or contains(@class, 'gmail_quote') or contains(@class, 'cite') or "
    "ancestor::*[contains(@class, 'gmail_quote')]]"
)
_ENVELOPE = b"From "


def read_message(content: bytes) -> Document:
    """The article of a message: its own words, without what it quotes and the signature.

    Subject, sender and date are title, author and publication date, the list or else the sender's host the source. The
    id is the Message-ID.
    """
    try:
        message = message_from_bytes(content, policy=policy.default)
        if not isinstance(message, EmailMessage) or not message.keys():
            raise UnreadableError("not a message: it has no headers")
        return _document(message)
    except UnreadableError:
        raise
    except Exception as error:  # headers of the wild break the parser in many ways
        raise UnreadableError(f"not a message that can be read: {type(error).__name__}: {error}") from error


def read_mbox(stream: BinaryIO, name: str) -> Iterator[Pending | BadDocument]:
    """The messages of an mbox, one at a time: each begins with a line 'From ...' after a blank one."""
    number = 0
    for line, content in _messages(stream):
        number += 1
        where = f"{name}:{line}"
        if len(content) > LARGEST:
            yield BadDocument(where, f"a message of more than {LARGEST // 1024 // 1024} MiB")
        elif number == 1 and not content.startswith(_ENVELOPE):
            yield BadDocument(where, "not an mbox: it does not begin with a line 'From ...'")
            return
        else:
            yield Pending(where, partial(read_message, content.split(b"\n", 1)[-1]))
    if not number:
        yield BadDocument(name, "an mbox without a message")


def _messages(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Each message with the number of its first line; of one that is too long a little more than is allowed."""
    kept: list[bytes] = []
    size, first, blank = 0, 1, False
    for number, line in enumerate(iter(lambda: stream.readline(LARGEST), b""), 1):
        if kept and blank and line.startswith(_ENVELOPE):
            yield first, b"".join(kept)
            kept, size, first = [], 0, number
        if size <= LARGEST:
            kept.append(line)
            size += len(line)
        blank = not line.strip()
    if kept:
        yield first, b"".join(kept)


def _document(message: EmailMessage) -> Document:
    words = _words(message)
    name, address = parseaddr(str(message.get("From", "")))
    claims = _claims(message, words)
    return document_from(
        {
            "text": words,
            "title": str(message.get("Subject", "")),
            "author": name or address,
            "source": _list_name(message) or address.rpartition("@")[2],
            "id": str(message.get("Message-ID", "")).strip().strip("<>"),
        },
        claims=claims,
        published=believed(claims),
    )


def _words(message: EmailMessage) -> str:
    part = message.get_body(("plain", "html"))
    if part is None:
        raise UnreadableError("a message without text")
    content = part.get_payload(decode=True)
    text = page_text(content if isinstance(content, bytes) else b"", part.get_content_charset())
    text = text.replace("\r\n", "\n")
    if part.get_content_subtype() == "html":
        text = _own_words(text)
    return _HANDED_ON.sub("", _without_quotes(_SIGNATURE.sub("", text))).strip()


def _without_quotes(text: str) -> str:
    """The text without quoted lines, and without the words before them that say whose they are and when."""
    kept: list[str] = []
    within = False
    for line in text.split("\n"):
        quoted = line.startswith(">")
        if quoted and not within:
            _drop_attribution(kept)
        if not quoted and not (within and not line.strip()):
            kept.append(line)
        within = quoted or (within and not line.strip())
    return "\n".join(kept)


def _drop_attribution(lines: list[str]) -> None:
    """Take 'On 10 December 2024 Ann wrote:', of a line or two, off the end of the lines; one blank line stays."""
    _drop_blank(lines)
    begins = len(lines)
    while begins and lines[begins - 1].strip():
        begins -= 1
    last = lines[begins:]
    if last and len(last) <= 2 and last[-1].rstrip().endswith(":") and any(map(str.isdigit, "".join(last))):
        del lines[begins:]
    _drop_blank(lines)
    if lines:
        lines.append("")


def _drop_blank(lines: list[str]) -> None:
    while lines and not lines[-1].strip():
        lines.pop()


def _own_words(markup: str) -> str:
    """The words of a message in HTML, with a `>` in place of each passage that it quotes."""
    tree = parsed_markup(markup)
    if tree is None:
        return ""
    for quoted in tree.xpath(_CITED):
        quoted.clear(keep_tail=True)
        quoted.text = ">"
    return text_of(tree)


def _claims(message: EmailMessage, words: str) -> tuple[Claim, ...]:
    header = message.get("Date")
    moment = getattr(header, "datetime", None)
    stated = [Claim(moment, "Date header", str(header))] if isinstance(moment, datetime) else []
    dateline = dateline_claim(words, None, moment)
    return weigh([*stated, *([dateline] if dateline else [])])


def _list_name(message: EmailMessage) -> str | None:
    stated = str(message.get("List-Id", ""))
    return (stated.split("<")[0].strip().strip('"') or stated.strip().strip("<>")) or None
