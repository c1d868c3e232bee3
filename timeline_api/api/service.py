"""What the views work with: one `Service` an application, made by the factory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import current_app
from sqlalchemy import Engine

from timeline_api.api.cursors import Cursors
from timeline_api.api.metrics import Metrics
from timeline_api.settings import Settings

EXTENSION = "timeline"


@dataclass(frozen=True, slots=True)
class Service:
    """The settings, the store, the signer of cursors and the measurements of one application."""

    settings: Settings
    engine: Engine
    cursors: Cursors
    metrics: Metrics

    @property
    def cache_control(self) -> str:
        """How answers may be kept: asked for again each time, by no shared cache when keys are needed."""
        return "no-cache" if self.settings.read_access == "open" else "private, no-cache"


def service() -> Service:
    """The service of the application that handles this request."""
    found: Service = current_app.extensions[EXTENSION]
    return found


def now() -> datetime:
    """The present moment, in UTC: the one clock of the HTTP side."""
    return datetime.now(UTC)
