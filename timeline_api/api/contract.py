"""`/openapi.json`, `/openapi.yaml`, `/docs`: the contract, and its page, which asks no other host."""

from __future__ import annotations

import mimetypes
from functools import cache
from pathlib import Path
from typing import Any

import flask_swagger_ui
from flask import Blueprint, Response, render_template

from timeline_api.api.headers import PAGE_POLICY, cacheable
from timeline_api.api.openapi import as_yaml, document_at
from timeline_api.api.problems import not_found
from timeline_api.api.render import mounted_at, to_json

blueprint = Blueprint("contract", __name__, template_folder="../web/templates")

# Of Swagger UI only these are served: its own pages have inline scripts, and show an example of another host.
_SWAGGER_UI = Path(str(flask_swagger_ui.__file__)).parent / "dist"
_ASSETS = ("swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png")


@blueprint.get("/openapi.json")
def openapi_json() -> Response:
    """The OpenAPI document as JSON."""
    return cacheable(to_json(_mounted()), "application/json")


@blueprint.get("/openapi.yaml")
def openapi_yaml() -> Response:
    """The OpenAPI document as YAML (RFC 9512)."""
    return cacheable(as_yaml(_mounted()).encode(), "application/yaml; charset=utf-8")


def _mounted() -> dict[str, Any]:
    """The document with the path that the service is mounted at."""
    return document_at(mounted_at() or "/")


@blueprint.get("/docs")
def docs() -> Response:
    """The contract as a page to try it out."""
    response = cacheable(render_template("docs.html").encode(), "text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = PAGE_POLICY
    return response


@blueprint.get("/docs/assets/<name>")
def asset(name: str) -> Response:
    """A file of Swagger UI."""
    if name not in _ASSETS:
        raise not_found("file")
    content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return cacheable(_asset(name), content_type, "public, max-age=86400")


@cache
def _asset(name: str) -> bytes:
    return (_SWAGGER_UI / name).read_bytes()
