"""How the service does."""

from __future__ import annotations

from typing import get_args

from marshmallow import Schema, fields

from timeline_api.api.fields import string
from timeline_api.api.schemas.parts import one_of
from timeline_api.store.replica import State


class HealthSchema(Schema):
    """The process is alive."""

    status = one_of(("ok",), "Always ok when there is an answer")
    version = string("Version of the service")


class ReplicaSchema(Schema):
    """A replica as the process that answers sees it."""

    server = string("Its host and port")
    state = one_of(get_args(State), "Only one that is serving is asked")
    lag = fields.Float(
        required=True,
        allow_none=True,
        metadata={"description": "Seconds for which it has lacked what its primary has; null when that is not known"},
    )


class ReadinessSchema(HealthSchema):
    """The service can serve."""

    status = one_of(("ready", "reading"), "reading: the primary is away, and replicas answer reads")
    revision = string("Revision of the database's tables")
    replicas = fields.List(fields.Nested(ReplicaSchema), metadata={"description": "Absent where there are none"})
