"""Paging cursors: where a page ended, signed, and bound to the filters of the walk.

A cursor names the last entry of a page by its sorting key and not by an offset, so that entries inserted or
deleted while a client walks the pages neither repeat nor drop the others.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64

import orjson

from timeline_api.api.problems import query_problem

Keyset = tuple[int | str, ...]

_SIGNATURE = 15  # bytes: 120 bits


class CursorError(ValueError):
    """A cursor that was not made here, or for other filters; the message says which."""


class Cursors:
    """Makes and reads the cursors of one resource; `purpose` keeps those of others out."""

    def __init__(self, secret: str, purpose: str) -> None:
        self._key = hashlib.blake2b(f"cursor:{purpose}\0{secret}".encode(), digest_size=32).digest()

    def write(self, after: Keyset, filters: object) -> str:
        """The cursor of the page after the entry with the key `after`; `filters` is any JSON value."""
        text = orjson.dumps([*after, fingerprint(filters)])
        return urlsafe_b64encode(self._sign(text) + text).rstrip(b"=").decode()

    def read(self, text: str, filters: object) -> Keyset:
        """The key that a cursor holds. Raises `CursorError`."""
        *after, bound = self._open(text)
        if bound != fingerprint(filters):
            raise CursorError("the cursor belongs to other filters; start again without it")
        return tuple(after)

    def asked(self, text: str | None, filters: object) -> Keyset | None:
        """The key that the cursor of a request holds, None without one. Raises `Problem` 400 that names it."""
        if text is None:
            return None
        try:
            return self.read(text, filters)
        except CursorError as error:
            raise query_problem("cursor", str(error)) from error

    def _open(self, text: str) -> list[int | str]:
        try:
            packed = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        except (NotBase64, ValueError) as error:
            raise CursorError("not a cursor of this service") from error
        signature, payload = packed[:_SIGNATURE], packed[_SIGNATURE:]
        # base64 has more than one spelling of the same bytes: only the one we wrote is ours
        spelled = urlsafe_b64encode(packed).rstrip(b"=").decode()
        if not hmac.compare_digest(signature, self._sign(payload)) or spelled != text:
            raise CursorError("not a cursor of this service")
        opened: list[int | str] = orjson.loads(payload)
        return opened

    def _sign(self, payload: bytes) -> bytes:
        return hashlib.blake2b(payload, key=self._key, digest_size=_SIGNATURE).digest()


def fingerprint(filters: object) -> str:
    """A short hash of normalised filters: the same filters, however written, have the same.

    >>> fingerprint(["a", 1]) == fingerprint(("a", 1)), len(fingerprint([]))
    (True, 16)
    """
    return hashlib.blake2b(orjson.dumps(filters, option=orjson.OPT_SORT_KEYS), digest_size=8).hexdigest()
