"""The bodies that callers may send, read and checked by the schemas that document them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields, post_load, validate

from timeline_api.api.event_arguments import PagingSchema, limit_of
from timeline_api.api.fields import LANGUAGE, NO_NUL, NUL_ERROR, FullMatch, Published
from timeline_api.api.query_strings import QueryReader
from timeline_api.model import Document

SOME_TEXT = r"[^\x00]*[^\x00-\x20][^\x00]*"  # no \s: regular expressions of other languages mean another set
_WEB_ADDRESS = r"[hH][tT][tT][pP][sS]?://[^\x00-\x20\x7f\"<>\\^`{|}]+"


@dataclass(frozen=True, slots=True)
class ArticlesQuery:
    """What `GET /articles` was asked for."""

    limit: int
    cursor: str | None


class ArticlesQuerySchema(PagingSchema):
    """Paging of `GET /articles`; loads an `ArticlesQuery`."""

    @post_load
    def _query(self, given: dict[str, Any], **_: Any) -> ArticlesQuery:
        return ArticlesQuery(limit_of(given), given.get("cursor"))


ARTICLES = QueryReader(ArticlesQuerySchema)


def _plain(most: int, description: str, *checks: FullMatch) -> fields.String:
    """An optional string without NUL, which no database keeps."""
    validators = [validate.Length(1, most), *(checks or (FullMatch(NO_NUL, NUL_ERROR),))]
    return fields.String(load_default=None, allow_none=True, validate=validators, metadata={"description": description})


class DocumentSchema(Schema):
    """An article to read; loads a `Document`."""

    text = fields.String(
        required=True,
        validate=FullMatch(SOME_TEXT, "Must hold some text, and not the character NUL."),
        metadata={"description": "The article's plain text"},
    )
    title = _plain(1000, "Its title")
    published = Published(
        load_default=None,
        allow_none=True,
        metadata={
            "anyOf": [
                {"type": "string", "format": "date"},
                {"type": "string", "format": "date-time"},
                {"type": "null"},
            ],
            "description": "When it was published: relative dates are measured from it",
        },
    )
    url = _plain(2000, "Where it was published", FullMatch(_WEB_ADDRESS, "Must be an http or https address."))
    source = _plain(300, "The outlet")
    author = _plain(300, "Who wrote it")
    language = _plain(35, "BCP 47 tag", FullMatch(LANGUAGE, "Must be a BCP 47 tag such as en or pt-BR."))
    tags = fields.List(
        fields.String(validate=[validate.Length(1, 100), FullMatch(NO_NUL, NUL_ERROR)]),
        load_default=list,
        validate=validate.Length(max=100),
        metadata={"description": "Tags"},
    )
    id = _plain(300, "The caller's own name for it")

    @post_load
    def _document(self, given: dict[str, Any], **_: Any) -> Document:
        return Document(**{**given, "tags": tuple(given["tags"])})
