"""The OpenAPI document, generated from the schemas and views.

`python -m timeline_api.api.openapi > openapi.yaml` writes the committed copy.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import yaml
from flask import Flask
from werkzeug.routing import BaseConverter

from timeline_api.api import articles, batch, corrections, events, extraction, health, jobs, summaries
from timeline_api.api.framework import OPENAPI_VERSION, Api
from timeline_api.api.schemas.articles import BatchResultSchema
from timeline_api.store.placement import ID_PATTERN
from timeline_api.version import __version__

_RESOURCES = (events, corrections, summaries, articles, batch, jobs, extraction, health)
_METHODS = ("get", "post", "patch", "delete")
_MEMBERS = ("operationId", "tags", "summary", "description", "parameters", "requestBody", "responses", "security")
_DESCRIPTION = """\
Reading is open unless the service is set up otherwise; writing needs a key with the scope `ingest` or
`admin`. Every error is a problem (RFC 9457), 404 of unknown paths and 405 (with `Allow`) included.

Every answer carries `X-Request-ID`, and answers to reading an `ETag`: send it back as `If-None-Match`, and
an answer that has not changed is 304. Answers are compressed with zstd or gzip as `Accept-Encoding` asks.
Pages of other hosts may read (CORS), not write.
"""
_INFO = {
    "summary": "Articles in, dated events with evidence out",
    "description": _DESCRIPTION,
    "license": {"name": "Apache License 2.0", "identifier": "Apache-2.0"},
}
_SERVERS = [{"url": "/", "description": "The service that serves this document"}]
_KEY_SCHEME = {
    "type": "http",
    "scheme": "bearer",
    "description": "A key made by `timeline-api keys create`, with the scope that the operation names, or `admin`",
}
_ID = {
    "type": "string",
    "pattern": f"^{ID_PATTERN}$",
    "description": "Its id, as lists and answers give it",
    "example": "535fvi700jsepifurfb78hfsc9",
}

_MONTH_OR_DAY = {
    "type": "string",
    "pattern": "^(0[1-9]|[12][0-9]|3[01])$",
    "description": "The month, or the day in it, in two digits",
    "example": "08",
}


class KeyConverter(BaseConverter):
    """The id of a resource in a path; anything else in its place is unknown, or another resource."""

    regex = ID_PATTERN


class MonthDayConverter(BaseConverter):
    """The number of a month, or of a day in one, in two digits."""

    regex = "(?:0[1-9]|[12][0-9]|3[01])"


_CONVERTERS: dict[str, type[BaseConverter]] = {"key": KeyConverter, "monthday": MonthDayConverter}


def register(app: Flask) -> None:
    """Put the resources on `app`."""
    app.url_map.converters.update(_CONVERTERS)
    for resource in _RESOURCES:
        app.register_blueprint(resource.blueprint)


@cache
def openapi_document() -> dict[str, Any]:
    """The OpenAPI document, which is the same for all settings. It is made of an application that serves nobody, when
    it is first asked for: that takes longer than all else at the start of a server.
    """
    app = Flask("timeline_api", static_folder=None)
    app.url_map.converters.update(_CONVERTERS)
    app.config.update(API_TITLE="Timeline", API_VERSION=__version__, OPENAPI_VERSION=OPENAPI_VERSION)
    api = Api(app, spec_kwargs={"info": _INFO, "servers": _SERVERS})
    api.spec.components.security_scheme("key", _KEY_SCHEME)
    api.spec.components.schema("BatchResult", schema=BatchResultSchema)  # of lines, where nothing else refers to it
    api.register_converter(KeyConverter, lambda _: {**_ID})
    api.register_converter(MonthDayConverter, lambda _: {**_MONTH_OR_DAY})
    for resource in _RESOURCES:
        api.register_blueprint(resource.blueprint)
    return _tidy(api.spec.to_dict())


def _tidy(document: dict[str, Any]) -> dict[str, Any]:
    """The document as people read it: version first, responses by status, examples where OpenAPI 3.1 has them."""
    for path in document["paths"].values():
        _reorder(path, _METHODS)
        for operation in path.values():
            if "responses" in operation:
                operation["responses"] = dict(sorted(operation["responses"].items()))
                _reorder(operation, _MEMBERS)
    for parameter in _parameters(document):
        _lift(parameter)
    _list_examples(document["components"]["schemas"])
    return {"openapi": document.pop("openapi"), "info": document.pop("info"), **document}


def _reorder(record: dict[str, Any], names: Sequence[str]) -> None:
    """Put the members of these names last, in this order."""
    for name in names:
        if name in record:
            record[name] = record.pop(name)


def _parameters(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every parameter of every path and operation that is no reference."""
    for path in document["paths"].values():
        for place in (path, *path.values()):
            if isinstance(place, dict):
                yield from (one for one in place.get("parameters", []) if "$ref" not in one)


def _lift(parameter: dict[str, Any]) -> None:
    """Meaning and example belong to a parameter, where apispec leaves them in its schema."""
    for name in ("description", "example"):
        if name in parameter["schema"]:
            parameter[name] = parameter["schema"].pop(name)


def _list_examples(schema: Any) -> None:
    """JSON Schema has `examples`; apispec writes the `example` of OpenAPI 3.0."""
    if isinstance(schema, list):
        for below in schema:
            _list_examples(below)
    if isinstance(schema, dict):
        if "example" in schema and not isinstance(schema["example"], dict):
            schema["examples"] = [schema.pop("example")]
        for below in schema.values():
            _list_examples(below)


class _Dumper(yaml.SafeDumper):
    """Texts of several lines as they are."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text_node(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """Lines as they are; quoted where readers of YAML 1.2 would see a number, which PyYAML, of 1.1, does not."""
    style = "|" if "\n" in text else "'" if text[:1].isdigit() else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text_node)


def document_at(root: str) -> dict[str, Any]:
    """The OpenAPI document of an application that is mounted at the path `root`."""
    [server] = _SERVERS
    return {**openapi_document(), "servers": [{**server, "url": root}]}


def as_yaml(document: dict[str, Any]) -> str:
    """The OpenAPI document as YAML, as it is committed."""
    return yaml.dump(document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)


def main() -> None:
    """Write the document to standard output."""
    sys.stdout.write(as_yaml(openapi_document()))


if __name__ == "__main__":
    main()
