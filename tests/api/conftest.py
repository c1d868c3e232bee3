"""An application over each store, a client, keys, and articles told by hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from tests.api.telling import NOW, MakeKey, Put
from timeline_api.api.service import EXTENSION
from timeline_api.app import create_app
from timeline_api.model import Document, Event, Extraction
from timeline_api.settings import Settings
from timeline_api.store.articles import put_article
from timeline_api.store.engine import writing
from timeline_api.store.keys import create_key
from timeline_api.store.rows import Scope, Stored

SECRET = "a secret for tests only"
MAX_BODY = 10_000


def serve(settings: Settings) -> Iterator[Flask]:
    """An application; its connections are closed after the test."""
    made = create_app(settings)
    yield made
    made.extensions[EXTENSION].close()


@pytest.fixture
def app(database_url: str) -> Iterator[Flask]:
    """The application on each store, with a small body limit."""
    yield from serve(Settings(database=database_url, secret=SECRET, max_body=MAX_BODY))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def make_key(engine: Engine) -> MakeKey:
    """Make a key with the scopes named; the header that sends it comes back."""

    def make(*scopes: Scope) -> dict[str, str]:
        with writing(engine) as conn:
            return {"Authorization": f"Bearer {create_key(conn, 'test', scopes, NOW).secret}"}

    return make


@pytest.fixture
def key(make_key: MakeKey) -> dict[str, str]:
    """The header of a key that may ingest."""
    return make_key("ingest")


@pytest.fixture
def put(engine: Engine) -> Put:
    """Put an article with events told by hand."""

    def put_one(document: Document, *events: Event) -> Stored:
        with writing(engine) as conn:
            return put_article(conn, document, Extraction(document, (), events), NOW)

    return put_one
