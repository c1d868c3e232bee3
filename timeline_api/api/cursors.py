"""Paging cursors: where a page ended, signed, and bound to the filters of the walk.

A cursor names the last entry of a page by its sorting key and not by an offset, so that entries inserted or
deleted while a client walks the pages neither repeat nor drop the others.
"""

from __future__ import annotations

import hashlib

import orjson
from itsdangerous import BadData, URLSafeSerializer

Keyset = tuple[int, str]


class CursorError(ValueError):
    """A cursor that was not made here, or for other filters; the message says which."""


class Cursors:
    """Makes and reads the cursors of one resource; `purpose` keeps those of others out."""

    def __init__(self, secret: str, purpose: str) -> None:
        self._serializer = URLSafeSerializer(
            secret, salt=f"cursor:{purpose}", signer_kwargs={"digest_method": hashlib.sha256}
        )

    def write(self, after: Keyset, filters: object) -> str:
        """The cursor of the page after the entry with the key `after`; `filters` is any JSON value."""
        return self._sign([*after, fingerprint(filters)])

    def read(self, text: str, filters: object) -> Keyset:
        """The key that a cursor holds. Raises `CursorError`."""
        try:
            payload = self._serializer.loads(text)
        except (BadData, ValueError) as error:
            raise CursorError("not a cursor of this service") from error
        # base64 has more than one spelling of the same bytes: only the one we wrote is ours
        if text != self._sign(payload):
            raise CursorError("not a cursor of this service")
        day, key, bound = payload
        if bound != fingerprint(filters):
            raise CursorError("the cursor belongs to other filters; start again without it")
        return day, key

    def _sign(self, payload: list[object]) -> str:
        signed = self._serializer.dumps(payload)
        return signed if isinstance(signed, str) else signed.decode()


def fingerprint(filters: object) -> str:
    """A short hash of normalised filters: the same filters, however written, have the same.

    >>> fingerprint(["a", 1]) == fingerprint(("a", 1)), len(fingerprint([]))
    (True, 16)
    """
    return hashlib.blake2b(orjson.dumps(filters, option=orjson.OPT_SORT_KEYS), digest_size=8).hexdigest()
