"""What the views work with: one `Service` an application, made by the factory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import current_app
from sqlalchemy import Engine

from timeline_api.api.body_cache import BodyCache
from timeline_api.api.cursors import Cursors
from timeline_api.api.key_uses import KeyUses
from timeline_api.api.metrics import Metrics
from timeline_api.secret import signing_secret
from timeline_api.settings import Settings
from timeline_api.store.engine import open_engine
from timeline_api.store.reader import Reader

if TYPE_CHECKING:
    from timeline_api.api.answers import Body

EXTENSION = "timeline"


@dataclass(frozen=True, slots=True)
class Service:
    """The settings of one application, the store and a quick way to read it, the answers that are kept, the
    signers of cursors, the measurements and the uses of keys.
    """

    settings: Settings
    engine: Engine
    reader: Reader
    bodies: BodyCache[Body]
    cursors: Cursors
    cursors_of_articles: Cursors
    metrics: Metrics
    key_uses: KeyUses

    @property
    def cache_control(self) -> str:
        """How answers may be kept: asked for again each time, by no shared cache when keys are needed."""
        return "no-cache" if self.settings.read_access == "open" else "private, no-cache"

    def close(self) -> None:
        """Close the connections that nobody uses."""
        self.reader.dispose()
        self.engine.dispose()


def make_service(settings: Settings) -> Service:
    """The service of these settings; it opens no connection before it is used."""
    engine, secret = open_engine(settings.database), signing_secret(settings)
    return Service(
        settings,
        engine,
        Reader(engine, settings.query_budget),
        BodyCache(settings.cache),
        Cursors(secret, "events"),
        Cursors(secret, "articles"),
        Metrics(engine),
        KeyUses(engine),
    )


def service() -> Service:
    """The service of the application that handles this request."""
    found: Service = current_app.extensions[EXTENSION]
    return found
