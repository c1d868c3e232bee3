"""The encoding of a web page: what the server, the bytes and the page say, and what the bytes can be."""

from __future__ import annotations

import codecs
import re

from timeline_api.ingest.decoding import encoding_of

_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})")
_HEAD = 4096  # bytes in which a page says its encoding
_GUESSED = 256 * 1024  # bytes that the guess looks at
_LATIN = (
    "cp1250",
    "cp1252",
    "cp1254",
    "cp1257",
    "cp437",
    "cp775",
    "cp85",
    "cp86",
    "iso8859",
    "latin",
    "mac_",
    "hp_roman8",
)
_CENTRAL = re.compile(rb"<html[^>]{0,200}?lang\s*=\s*[\"']?(?:cs|pl|hu|sk|sl|hr|ro|bs|sq)\b", re.IGNORECASE)
# What browsers take the names for (WHATWG Encoding Standard): the names are used for the larger sets.
_MEANT = {
    "gb2312": "gb18030", "gb_2312-80": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "iso-8859-1": "cp1252",
    "latin1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252", "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874", "tis-620": "cp874", "shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932",
    "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "big5": "big5hkscs", "utf8": "utf-8", "unicode": "utf-16-le",
}  # fmt: skip


def page_text(content: bytes, stated: str | None = None) -> str:
    """Text of a page; `stated` is the encoding that its server named.

    In this order: a byte order mark, the server's word, the page's own, UTF-8, and a guess; each only when the
    bytes are text in it. Should none fit, bytes that are no text become U+FFFD.

    >>> page_text(b"<meta charset=gb2312>\\xb1\\xb1\\xbe\\xa9")[-2:]
    '北京'
    """
    marked, length = encoding_of(content)
    if length:
        return content[length:].decode(marked, "replace")
    named = [name for name in (stated, *_own(content[:_HEAD])) if name]
    for name in (*named, "utf-8", _guess(content) if not named else None):
        text = _decoded(content, name)
        if text is not None:
            return text
    return content.decode(_codec(named[0]) if named else "utf-8", "replace")


def _own(head: bytes) -> list[str]:
    return [match[1].decode("ascii") for match in (_META.search(head), _XML.search(head)) if match]


def _codec(name: str) -> str:
    lowered = name.strip().lower()
    try:
        return codecs.lookup(_MEANT.get(lowered, lowered)).name
    except LookupError:
        return "utf-8"


def _decoded(content: bytes, name: str | None) -> str | None:
    """Text in the named encoding; a page of one has a stray byte of another now and then, which spoils nothing."""
    if name is None:
        return None
    text = content.decode(_codec(name), "replace")
    return text if text.count("\ufffd") <= len(text) // 1000 else None


def _guess(content: bytes) -> str | None:
    try:
        content.decode("utf-8")
        return None
    except UnicodeDecodeError:
        pass
    from charset_normalizer import from_bytes

    best = from_bytes(content[:_GUESSED]).best()
    if best is None or best.encoding.startswith(_LATIN):
        # Bytes alone hardly tell the sets of western and of central Europe apart; the language does.
        return "cp1250" if _CENTRAL.search(content[:_HEAD]) else "cp1252"
    return best.encoding
