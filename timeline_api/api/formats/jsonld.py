"""JSON-LD: each event as schema.org's Event, with the articles that tell it.

The context is part of the answer, so that no reader has to ask another host for it.
"""

from __future__ import annotations

import orjson

from timeline_api.api.formats.shown import Form, Made, Shown, address
from timeline_api.api.schemas.forms import LinkedPageSchema
from timeline_api.records import Record

_CONTEXT = {
    "@vocab": "https://schema.org/",
    "url": {"@type": "@id"},
    "startDate": {"@type": "Date"},
    "endDate": {"@type": "Date"},
    "datePublished": {"@type": "DateTime"},
}


def make(shown: Shown) -> Made:
    """The page as a graph."""
    graph = [_event(event, address(shown, event)) for event in shown.events]
    return Made(orjson.dumps({"@context": _CONTEXT, "@graph": graph}))


def _event(event: Record, link: str) -> Record:
    date = event["date"]
    dates = {"startDate": date["start"], "endDate": date["end"]} if date["start"] is not None else {}
    return {
        "@id": link,
        "@type": "Event",
        "name": event["title"],
        "description": event["text"],
        **dates,
        "temporalCoverage": date["edtf"],
        "url": link,
        "about": [{"@type": "Thing", "name": name} for name in event["entities"]],
        "subjectOf": [_article(source) for source in event["sources"]],
    }


def _article(source: Record) -> Record:
    publisher = {"@type": "Organization", "name": source["source"]} if source["source"] else None
    said = {
        "@type": "NewsArticle",
        "identifier": source["article_id"],
        "url": source["url"],
        "headline": source["title"],
        "datePublished": source["published"],
        "publisher": publisher,
    }
    return {name: value for name, value in said.items() if value is not None}


FORM = Form("jsonld", "application/ld+json", make, LinkedPageSchema)
