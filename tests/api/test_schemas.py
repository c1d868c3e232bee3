"""The fast path and the schemas say the same: nothing undocumented is served, nothing is missing."""

from __future__ import annotations

from typing import Any, get_args

import orjson
import pytest
from flask.testing import FlaskClient
from marshmallow import Schema

from tests.api.telling import Put, tell_event
from timeline_api import model
from timeline_api.api.openapi import openapi_document
from timeline_api.api.schemas.articles import FullArticleSchema, StoredArticleSchema
from timeline_api.api.schemas.dates import PRECISIONS, AnchorSchema
from timeline_api.api.schemas.events import ExplainedEventSchema
from timeline_api.api.schemas.extraction import TimexSchema
from timeline_api.api.schemas.health import HealthSchema
from timeline_api.api.schemas.problems import ProblemSchema
from timeline_api.api.schemas.timeline import EventPageSchema
from timeline_api.model import Document
from timeline_api.temporal.interval import day, years


@pytest.fixture
def told(put: Put) -> str:
    """Events of every kind; the id of the article that tells them."""
    events = [
        tell_event("Caesar falls", years(-43), "-0043"),
        tell_event("Bridge opens", day(2024, 12, 8), at=20),
        tell_event("Café “Zürich” 😀 <b>", years(1990, 10), "199X~", at=40),
    ]
    put(Document("other", source="Two", url="https://example.org/2"), *events[:2])
    return put(Document("one"), *events).article_id


def agree(schema: type[Schema], answer: Any) -> None:
    """`answer` is what the schema dumps and accepts, to the letter."""
    served = orjson.loads(answer.data)
    assert schema().dump(_loaded(schema, served)) == served
    assert schema().validate(served) == {}


def _loaded(schema: type[Schema], served: Any) -> Any:
    """By attribute, as a dump expects it: `data_key` names are those of the wire."""
    return schema().load(served)


def test_a_page_of_events(client: FlaskClient, told: str) -> None:
    agree(EventPageSchema, client.get("/events?limit=2&q=-nothing&source=Two"))
    agree(EventPageSchema, client.get("/events"))


def test_one_event(client: FlaskClient, told: str) -> None:
    for item in client.get("/events").json["items"]:
        agree(ExplainedEventSchema, client.get(item["links"]["self"]))


def test_an_article(client: FlaskClient, told: str) -> None:
    agree(FullArticleSchema, client.get(f"/articles/{told}"))


def test_a_stored_article(client: FlaskClient, key: dict[str, str]) -> None:
    article = {"text": "The old bridge opened on 2024-12-08.", "tags": ["a"]}
    agree(StoredArticleSchema, client.post("/articles", json=article, headers=key))


def test_health(client: FlaskClient) -> None:
    agree(HealthSchema, client.get("/healthz"))


def test_problems(client: FlaskClient, key: dict[str, str]) -> None:
    for answer in (
        client.get("/nowhere"),
        client.get("/events?a=1&limit=x"),
        client.post("/articles"),
        client.post("/articles", json={"text": "", "tags": [1]}, headers=key),
    ):
        agree(ProblemSchema, answer)


def test_the_words_of_the_model() -> None:
    """The schemas list what the model can say."""
    assert get_args(model.Precision) == PRECISIONS
    kinds = AnchorSchema().fields["kind"].validate.choices
    assert kinds == get_args(model.AnchorKind)
    types = TimexSchema().fields["type"].validate.choices
    assert types == get_args(model.TimexType)


def test_every_schema_is_documented() -> None:
    document = openapi_document()
    assert {"EventPage", "ExplainedEvent", "StoredArticle", "FullArticle", "Extraction", "Problem"} <= set(
        document["components"]["schemas"]
    )
