"""What the views work with: one `Service` an application, made by the factory."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app
from sqlalchemy import Engine

from timeline_api.api.cursors import Cursors
from timeline_api.api.key_uses import KeyUses
from timeline_api.api.metrics import Metrics
from timeline_api.settings import Settings

EXTENSION = "timeline"


@dataclass(frozen=True, slots=True)
class Service:
    """The settings, the store, the signers of cursors, the measurements and the uses of keys, of one application."""

    settings: Settings
    engine: Engine
    cursors: Cursors
    cursors_of_articles: Cursors
    metrics: Metrics
    key_uses: KeyUses

    @property
    def cache_control(self) -> str:
        """How answers may be kept: asked for again each time, by no shared cache when keys are needed."""
        return "no-cache" if self.settings.read_access == "open" else "private, no-cache"


def service() -> Service:
    """The service of the application that handles this request."""
    found: Service = current_app.extensions[EXTENSION]
    return found
