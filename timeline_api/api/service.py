"""What the views work with: one `Service` an application, made by the factory."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask import current_app, g
from sqlalchemy import Engine

from timeline_api.api.body_cache import BodyCache
from timeline_api.api.cursors import Cursors
from timeline_api.api.key_uses import KeyUses
from timeline_api.api.metrics import Metrics
from timeline_api.secret import signing_secret
from timeline_api.settings import Settings
from timeline_api.store.engine import Limits, open_engine
from timeline_api.store.reader import Reader
from timeline_api.store.replica import LOOK_BUDGET, Replica
from timeline_api.store.replicas import Replicas

if TYPE_CHECKING:
    from timeline_api.api.answers import Body

EXTENSION = "timeline"


@dataclass(frozen=True, slots=True)
class Service:
    """The settings of one application, the store and a quick way to read it, its replicas, the answers that are kept,
    the signers of cursors, the measurements and the uses of keys.
    """

    settings: Settings
    engine: Engine
    reader: Reader
    replicas: Replicas
    bodies: BodyCache[Body]
    cursors: Cursors
    cursors_of_articles: Cursors
    metrics: Metrics
    key_uses: KeyUses

    @property
    def cache_control(self) -> str:
        """How answers may be kept: asked for again each time, by no shared cache when keys are needed."""
        return "no-cache" if self.settings.read_access == "open" else "private, no-cache"

    def on(self, replica: Replica) -> Service:
        """The same service, reading from a replica.

        Answers are kept by their generation, which says the same on all servers.
        """
        return replace(self, engine=replica.engine, reader=replica.reader)

    def close(self) -> None:
        """Close the connections that nobody uses."""
        self.replicas.close()
        self.reader.dispose()
        self.engine.dispose()


def make_service(settings: Settings) -> Service:
    """The service of these settings; it opens no connection before it is used."""
    # Half of the connections are for pages, half for everything else.
    limits = Limits(settings.pool // 2, settings.statement_timeout or None)
    engine, secret = open_engine(settings.database, limits), signing_secret(settings)
    metrics = Metrics(engine)
    replicas = [Replica(url, settings.query_budget, limits) for url in settings.replica_urls]
    return Service(
        settings,
        engine,
        Reader(engine, settings.query_budget, limits.connections),
        Replicas(Reader(engine, LOOK_BUDGET, 1), replicas, settings.replica_lag, metrics.note_replica),
        BodyCache(settings.cache),
        Cursors(secret, "events"),
        Cursors(secret, "articles"),
        metrics,
        KeyUses(engine),
    )


def service() -> Service:
    """The service of the application that handles this request, on the server that is to answer it."""
    found: Service = g.get("service") or current_app.extensions[EXTENSION]
    return found


def primary() -> Service:
    """The same, on the server that takes writes."""
    found: Service = current_app.extensions[EXTENSION]
    return found
