"""How the service does."""

from __future__ import annotations

from marshmallow import Schema

from timeline_api.api.fields import string
from timeline_api.api.schemas.parts import one_of


class HealthSchema(Schema):
    """The process is alive."""

    status = one_of(("ok",), "Always ok when there is an answer")
    version = string("Version of the service")


class ReadinessSchema(HealthSchema):
    """The service can serve."""

    status = one_of(("ready",), "Always ready when the answer is 200")
    revision = string("Revision of the database's tables")
