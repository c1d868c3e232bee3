"""Errors (RFC 9457)."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from timeline_api.api.fields import string, whole


class FlawSchema(Schema):
    """One thing wrong with a request, and where."""

    where = fields.String(
        data_key="in",
        required=True,
        validate=validate.OneOf(("query", "header", "path", "body")),
        metadata={"description": "Which part of the request"},
    )
    name = fields.String(metadata={"description": "The parameter or header"})
    pointer = fields.String(metadata={"description": "JSON Pointer into the body"})
    detail = string("What is wrong")


class ProblemSchema(Schema):
    """An error (RFC 9457)."""

    type = string("about:blank: the title is the status phrase")
    title = string("The status phrase")
    status = whole("The HTTP status", minimum=400, maximum=599)
    detail = string("What went wrong, in words")
    errors = fields.List(fields.Nested(FlawSchema), required=True)
    request_id = string("Names this request in the server's log; the X-Request-ID header says the same")
