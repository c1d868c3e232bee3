"""`Idempotency-Key`: a request that is sent again gets the answer that it had, and changes nothing.

The name is the caller's own: that of another key stands for another request. Only answers of success are kept; a
request that failed may be sent again with its name.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response
from marshmallow import Schema, fields, post_load, validate
from sqlalchemy import Connection

from timeline_api.api.access import caller
from timeline_api.api.clock import now
from timeline_api.api.fields import FullMatch
from timeline_api.api.problems import Flaw, Problem
from timeline_api.model import Document
from timeline_api.store.article_row import document_digest
from timeline_api.store.kept_answers import KeptAnswer, find_answer, keep_answer

HEADER = "Idempotency-Key"
JSON = "application/json"


class IdempotencySchema(Schema):
    """The header that names a request; loads the name, or None."""

    name = fields.String(
        data_key=HEADER,
        validate=[validate.Length(1, 255), FullMatch("[!-~]*", "Must be printable ASCII without spaces.")],
        metadata={
            "description": "A name for this request, such as a UUID: within 24 hours the same name and article get the "
            "same answer, and the same name with another article 422",
            "example": "0d6f4a52-6f0c-4f0e-9f0a-8d1f4a1f6a52",
        },
    )

    @post_load
    def _name(self, given: dict[str, str], **_: object) -> str | None:
        return given.get("name")


@dataclass(frozen=True, slots=True)
class Claim:
    """A request that has a name: whose, which, and what it asks."""

    caller: str
    name: str
    fingerprint: str

    def recall(self, conn: Connection) -> Response | None:
        """The answer that this request had; `Problem` 422 when the name stands for another request."""
        kept = find_answer(conn, self.caller, self.name, now())
        if kept is None:
            return None
        if kept.fingerprint != self.fingerprint:
            detail = "stands for another article already"
            raise Problem(422, f"{HEADER}: {detail}", [Flaw("header", detail, name=HEADER)])
        return answer(kept.status, kept.location, kept.body.encode())

    def keep(self, conn: Connection, response: Response) -> None:
        """Keep the answer to this request."""
        location, body = response.headers["Location"], response.get_data(as_text=True)
        kept = KeptAnswer(self.caller, self.name, self.fingerprint, response.status_code, location, body)
        keep_answer(conn, kept, now())


def claim(name: str | None, document: Document) -> Claim | None:
    """The claim of this request; None when it has no name."""
    return None if name is None else Claim(caller().id, name, document_digest(document))


def answer(status: int, location: str, body: bytes) -> Response:
    """An answer that tells of an article, made or recalled."""
    response = Response(body, status, content_type=JSON)
    response.headers["Location"] = location
    return response
