"""The bodies that callers may send, read and checked by the schemas that document them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from timeline_api.api.event_arguments import PagingSchema, limit_of
from timeline_api.api.fields import LANGUAGE, NO_NUL, NUL_ERROR, BodySchema, FullMatch, Published
from timeline_api.api.query_strings import QueryReader
from timeline_api.ingest.addresses import canonical_url
from timeline_api.model import Document

SOME_TEXT = r"[^\x00]*[^\x00-\x20][^\x00]*"  # no \s: regular expressions of other languages mean another set
WEB_ADDRESS = r'[hH][tT][tT][pP][sS]?://[^\x00-\x20\x7f"<>\\^`{|}]+'


@dataclass(frozen=True, slots=True)
class ArticlesQuery:
    """What `GET /articles` was asked for."""

    limit: int
    cursor: str | None


class ArticlesQuerySchema(PagingSchema):
    """Paging of `GET /articles`; loads an `ArticlesQuery`."""

    def assemble(self, given: dict[str, Any]) -> ArticlesQuery:
        """What the parameters given ask for."""
        return ArticlesQuery(limit_of(given), given.get("cursor"))


ARTICLES = QueryReader(ArticlesQuerySchema)


class WebAddress(fields.String):
    """An address as every way into the store has it: one for one article."""

    def deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        """The address that was given, once it is found to be one."""
        url = super().deserialize(value, *args, **kwargs)
        return url and (canonical_url(url) or url)


def _plain(most: int, description: str, *checks: FullMatch) -> fields.String:
    """An optional string without NUL, which no database keeps."""
    validators = [validate.Length(1, most), *(checks or (FullMatch(NO_NUL, NUL_ERROR),))]
    return fields.String(load_default=None, allow_none=True, validate=validators, metadata={"description": description})


def _text(required: bool) -> fields.String:
    return fields.String(
        required=required,
        validate=FullMatch(SOME_TEXT, "Must hold some text, and not the character NUL."),
        metadata={"description": "The article's plain text"},
    )


class DocumentSchema(BodySchema):
    """An article to read; loads a `Document`."""

    text = _text(required=True)
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
    url = WebAddress(
        load_default=None,
        allow_none=True,
        validate=[validate.Length(1, 2000), FullMatch(WEB_ADDRESS, "Must be an http or https address.")],
        metadata={
            "description": "Where it was published; kept without what says where a reader came from, such as "
            "`utm_source` and `fbclid`"
        },
    )
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
        return _document_of(given)


def _document_of(given: dict[str, Any]) -> Document:
    return Document(**{**given, "tags": tuple(given["tags"])})


class SentArticleSchema(DocumentSchema):
    """An article to keep, as text or as its web page; loads a `Document`."""

    text = _text(required=False)
    html = fields.String(
        validate=validate.Length(1),
        metadata={
            "description": "The article's web page in place of `text`: menus, comments and footers are left out, and "
            "what it says of its title, date, author, outlet, language and address holds where nothing else is given"
        },
    )

    @validates_schema
    def _one_of_two(self, given: dict[str, Any], **_: Any) -> None:
        if ("text" in given) == ("html" in given):
            raise ValidationError("Either this or html is needed." if "text" not in given else "Not both.", "text")

    @post_load
    def _document(self, given: dict[str, Any], **_: Any) -> Document:
        if "html" not in given:
            return _document_of(given)
        found = _article_in(given.pop("html"), given["url"])
        stated = {name: value for name, value in given.items() if value}
        return replace(found, **{**stated, "tags": tuple(given["tags"])})


def _article_in(html: str, url: str | None) -> Document:
    """The article of a web page. ValidationError without one."""
    # What reads web pages takes as much memory as the rest of a server process: only those pay that need it.
    from timeline_api.ingest.html import Page, read_page
    from timeline_api.ingest.reading import UnreadableError

    try:
        return read_page(Page(html.encode(), url, "utf-8"))
    except UnreadableError as error:
        raise ValidationError(str(error), "html") from error
