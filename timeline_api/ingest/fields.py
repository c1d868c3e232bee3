"""Named values of the outside world become a `Document`, each checked by name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from urllib.parse import urlsplit

from timeline_api.ingest.addresses import canonical_url
from timeline_api.ingest.claims import against, believed, weigh
from timeline_api.ingest.dateline import dateline_claim
from timeline_api.ingest.published import parse_published
from timeline_api.ingest.reading import UnreadableError
from timeline_api.model import Claim, Document

FIELDS = ("id", "title", "published", "source", "language", "url", "author", "tags")

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_KINDS = {
    str: "a string",
    bool: "true or false",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "an object",
}


def document_from(
    fields: Mapping[str, object], *, published: date | None = None, claims: tuple[Claim, ...] | None = None
) -> Document:
    """The document that `fields` describe: `text` and any of `FIELDS`; other names are passed over.

    A field that is absent, null or '' is not stated. A wrong one is an UnreadableError that names it. A source that has
    weighed `claims` itself gives them, with the date that it believes; else a dateline of the text is held against the
    stated date.
    """
    language = _language(_text(fields, "language"))
    text = _article_text(fields)
    if claims is None:
        published = _published(_text(fields, "published"), language)
        claims = _claims(text, published, language)
        published = published or believed(claims)
    return Document(
        text=text,
        published=published,
        id=_text(fields, "id"),
        title=_text(fields, "title"),
        language=language,
        url=_url(_text(fields, "url")),
        source=_text(fields, "source"),
        tags=_tags(fields.get("tags")),
        author=_text(fields, "author"),
        claims=claims,
    )


def _claims(text: str, published: date | None, language: str | None) -> tuple[Claim, ...]:
    """What a dateline says, beside the stated date: whoever states one knows best."""
    dateline = dateline_claim(text, language, published)
    if dateline is None:
        return ()
    if published is None:
        return weigh([dateline])
    return against(Claim(published, "stated", published.isoformat(), "believed: stated with the article"), dateline)


def _text(fields: Mapping[str, object], name: str) -> str | None:
    value = fields.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise UnreadableError(f"{name} must be a string, not {_kind(value)}", field=name)
    return value if value.strip() else None


def _kind(value: object) -> str:
    return _KINDS.get(type(value), "null" if value is None else type(value).__name__)


def _article_text(fields: Mapping[str, object]) -> str:
    if fields.get("text") is None:
        raise UnreadableError("text is missing", field="text")
    text = _text(fields, "text")
    if text is None:
        raise UnreadableError("text is empty", field="text")
    if not any(map(str.isalpha, text)):
        raise UnreadableError("text has no sentence: there is no word in it", field="text")
    return text


def _published(value: str | None, language: str | None) -> date | None:
    return parse_published(value, language) if value else None


def _language(value: str | None) -> str | None:
    if value is not None and not _LANGUAGE.fullmatch(value):
        raise UnreadableError(f"language must be a tag such as en or pt-BR, not {value[:40]!r}", field="language")
    return value


def _url(value: str | None) -> str | None:
    if value is None:
        return None
    try:
        parts = urlsplit(value)
    except ValueError as error:
        raise UnreadableError(f"url cannot be read: {error}", field="url") from error
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise UnreadableError(f"url must begin with http:// or https://, not {value[:40]!r}", field="url")
    return canonical_url(value) or value


def _tags(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise UnreadableError(f"tags must be a list, not {_kind(value)}", field="tags")
    for tag in value:
        if not isinstance(tag, str):
            raise UnreadableError(f"tags must be strings, not {_kind(tag)}", field="tags")
    return tuple(tag for tag in value if tag.strip())
