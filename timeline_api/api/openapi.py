"""The OpenAPI document, generated from the schemas and views.

`python -m timeline_api.api.openapi > openapi.yaml` writes the committed copy.
"""

from __future__ import annotations

import sys
from typing import Any

import yaml
from flask import Flask

from timeline_api.api import articles, batch, corrections, events, extraction, health, summaries
from timeline_api.api.formats.choice import FORMS
from timeline_api.api.framework import OPENAPI_VERSION, Api
from timeline_api.store.placement import ID_PATTERN
from timeline_api.version import __version__

DOCUMENT = "openapi"
_DESCRIPTION = """\
Articles in, dated events with evidence out.

Reading is open unless the service is set up otherwise; writing needs a key with the scope `ingest` or
`admin`. Every error is a problem (RFC 9457). Every answer carries `X-Request-ID`, and answers to reading an
`ETag`.
"""
_KEY_SCHEME = {"type": "http", "scheme": "bearer", "description": "A key made by `timeline-api keys create`"}


_MONTH_OR_DAY = {
    "type": "string",
    "pattern": "^(0[1-9]|[12][0-9]|3[01])$",
    "description": "Two digits",
    "example": "08",
}


def register(app: Flask) -> None:
    """Put the resources on `app`, and its OpenAPI document into `app.extensions`."""
    app.config.update(API_TITLE="Timeline", API_VERSION=__version__, OPENAPI_VERSION=OPENAPI_VERSION)
    info = {"description": _DESCRIPTION, "license": {"name": "Apache-2.0"}}
    api = Api(app, spec_kwargs={"info": info, "servers": [{"url": "/"}]})
    api.spec.components.security_scheme("key", _KEY_SCHEME)
    api.register_converter(app.url_map.converters["key"], lambda _: {"type": "string", "pattern": f"^{ID_PATTERN}$"})
    api.register_converter(app.url_map.converters["monthday"], lambda _: _MONTH_OR_DAY)
    for resource in (events, corrections, summaries, articles, batch, extraction, health):
        api.register_blueprint(resource.blueprint)
    app.extensions[DOCUMENT] = _tidy(_with_forms(api.spec.to_dict()))


def _with_forms(document: dict[str, Any]) -> dict[str, Any]:
    """The document with the other forms of a page of events: a view has one schema, and they have none."""
    content = document["paths"]["/events"]["get"]["responses"]["200"]["content"]
    for form in FORMS.values():
        media_type = form.media_type.partition(";")[0]
        kind = "object" if media_type.endswith("+json") else "string"
        content[media_type] = {"schema": {"type": kind, "description": f"format={form.name}"}}
    content["application/x-ndjson"] = {"schema": {"$ref": "#/components/schemas/Event"}}  # that of each line
    return document


def _tidy(document: dict[str, Any]) -> dict[str, Any]:
    """The document in the order that people read it: version first, responses by status."""
    for path in document["paths"].values():
        for operation in path.values():
            if "responses" in operation:
                operation["responses"] = dict(sorted(operation["responses"].items()))
    return {"openapi": document.pop("openapi"), **document}


class _Dumper(yaml.SafeDumper):
    """Texts of several lines as they are."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text_node(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text_node)


def openapi_document(app: Flask) -> dict[str, Any]:
    """The OpenAPI document of an application."""
    found: dict[str, Any] = app.extensions[DOCUMENT]
    return found


def openapi_text(app: Flask) -> str:
    """The OpenAPI document as YAML, as it is committed."""
    return yaml.dump(openapi_document(app), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)


def main() -> None:
    """Write the document of an application with default settings to standard output."""
    from timeline_api.app import create_app
    from timeline_api.settings import Settings

    sys.stdout.write(
        openapi_text(create_app(Settings(database="sqlite:///unopened.db", secret="no part of the document")))
    )


if __name__ == "__main__":
    main()
