"""The names by which fields of an article go in tables, lines of JSON and front matter."""

from __future__ import annotations

from collections.abc import Mapping

from timeline_api.ingest.fields import FIELDS

TEXT = "text"
_CALLED = {
    "date": "published", "pubdate": "published", "publication_date": "published", "published_at": "published",
    "publish_date": "published", "date_published": "published", "datepublished": "published", "datum": "published",
    "fecha": "published", "body": TEXT, "content": TEXT, "article": TEXT, "fulltext": TEXT, "articlebody": TEXT,
    "texte": TEXT, "texto": TEXT, "testo": TEXT, "headline": "title", "titel": "title", "titre": "title",
    "título": "title", "titulo": "title", "titolo": "title", "link": "url", "href": "url", "lang": "language",
    "sprache": "language", "publisher": "source", "outlet": "source", "site": "source", "publication": "source",
    "quelle": "source", "byline": "author", "authors": "author", "autor": "author", "auteur": "author",
    "autore": "author", "keywords": "tags", "schlagworte": "tags",
}  # fmt: skip


def field_of(name: str) -> str | None:
    """The field that a name stands for; None for another thing.

    >>> field_of("Publication date"), field_of("text"), field_of("price")
    ('published', 'text', None)
    """
    spelled = name.strip().lower().replace(" ", "_").replace("-", "_")
    return spelled if spelled == TEXT or spelled in FIELDS else _CALLED.get(spelled)


def named(values: Mapping[str, object]) -> dict[str, object]:
    """The values with those that go by other names under their own, where these are not stated.

    Of an other name only what can be a field is taken: text, and for authors and tags lists of text.
    """
    found = {name: value for name, value in values.items() if name == TEXT or name in FIELDS}
    for name, value in values.items():
        field = field_of(name)
        if field and name not in found and found.get(field) is None and _fits(field, value):
            found[field] = value
    authors = found.get("author")
    if isinstance(authors, list) and _fits("author", authors):
        found["author"] = "; ".join(authors)
    return found


def _fits(field: str, value: object) -> bool:
    if isinstance(value, list) and field in ("author", "tags"):
        return all(isinstance(each, str) for each in value)
    return isinstance(value, str) and field != "tags"
