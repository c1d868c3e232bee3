"""`/healthz`: whether the process is alive; it asks nobody else."""

from __future__ import annotations

from flask import Response

from timeline_api.api.framework import Blueprint
from timeline_api.api.render import to_json
from timeline_api.api.schemas import HealthSchema
from timeline_api.version import __version__

blueprint = Blueprint("health", __name__, description="Is it alive")


@blueprint.route("/healthz")
@blueprint.response(200, HealthSchema)
def healthz() -> Response:
    """Alive"""
    response = Response(to_json({"status": "ok", "version": __version__}), content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
