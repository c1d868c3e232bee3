"""`/openapi.json`, `/openapi.yaml`, `/docs`: the contract, and its page, which asks no other host."""

from __future__ import annotations

import mimetypes
from functools import cache
from pathlib import Path

import swagger_ui_bundle
from flask import Blueprint, Response, current_app, render_template

from timeline_api.api.headers import PAGE_POLICY, cacheable
from timeline_api.api.openapi import openapi_document, openapi_text
from timeline_api.api.problems import not_found
from timeline_api.api.render import to_json

blueprint = Blueprint("contract", __name__, template_folder="../web/templates")

# Of the bundle only these are served: its index page and initializer carry the address of an example on
# another host.
_ASSETS = ("swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png")


@blueprint.get("/openapi.json")
def openapi_json() -> Response:
    """The OpenAPI document as JSON."""
    return cacheable(to_json(openapi_document(current_app)), "application/json")


@blueprint.get("/openapi.yaml")
def openapi_yaml() -> Response:
    """The OpenAPI document as YAML (RFC 9512)."""
    return cacheable(openapi_text(current_app).encode(), "application/yaml; charset=utf-8")


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
    return (_swagger_ui() / name).read_bytes()


def _swagger_ui() -> Path:
    """The folder of the installed Swagger UI; it carries its version in its name."""
    vendor = Path(str(swagger_ui_bundle.__file__)).parent / "vendor"
    return next(vendor.glob("swagger-ui-*"))
