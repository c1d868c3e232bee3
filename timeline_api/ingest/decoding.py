"""Bytes become text: UTF-8, or what a byte order mark says."""

from __future__ import annotations

import codecs

from timeline_api.ingest.reading import UnreadableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def encoding_of(head: bytes) -> tuple[str, int]:
    """The encoding that the byte order mark in `head` names, and its length; UTF-8 and 0 without one."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding, len(mark)
    return "utf-8", 0


def decode(content: bytes) -> str:
    """Text of `content`, its byte order mark removed; an UnreadableError names the first byte that is wrong.

    >>> decode(b"\\xef\\xbb\\xbfna\\xc3\\xafve")
    'naïve'
    """
    encoding, start = encoding_of(content)
    try:
        return content[start:].decode(encoding)
    except UnicodeDecodeError as error:
        offset = start + error.start
        raise UnreadableError(
            f"not {encoding.upper()}: byte 0x{content[offset]:02X} at offset {offset}; save it as UTF-8"
        ) from None
