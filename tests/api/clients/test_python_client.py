"""A client for Python, generated from openapi.yaml, which asks the running server for everything that there is."""

from __future__ import annotations

import importlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from tests.api.conftest import SECRET
from tests.api.telling import MakeKey
from tests.serving import running
from timeline_api.settings import Settings

HERE = Path(__file__).parent
OPENAPI = HERE.parents[2] / "openapi.yaml"
TEXT = "The old bridge opened on 8 December 1924. It closed on 3 June 2023."
OTHER = "The new bridge opened on 8 December 2024."


class Client:
    """The generated package, talking to one service; it remembers the operations that it was asked for."""

    def __init__(self, package: ModuleType, url: str, key: str) -> None:
        self.package = package
        self.asked: set[str] = set()
        client = importlib.import_module(f"{package.__name__}.client")
        self._client = client.AuthenticatedClient(base_url=url, token=key, raise_on_unexpected_status=True)

    def close(self) -> None:
        """Close its connection."""
        self._client.get_httpx_client().close()

    def ask(self, operation: str, *path: str, **arguments: Any) -> Any:
        """The answer to an operation by its id, called as its generated module takes it."""
        self.asked.add(operation)
        name = f"{self.package.__name__}.api.{TAGS[operation]}.{snake(operation)}"
        return importlib.import_module(name).sync_detailed(*path, client=self._client, **arguments)

    def model(self, name: str) -> Any:
        """A generated class by its name."""
        return getattr(importlib.import_module(f"{self.package.__name__}.models"), name)

    def lines(self, *lines: dict[str, Any]) -> Any:
        """A body of JSON Lines."""
        types = importlib.import_module(f"{self.package.__name__}.types")
        return types.File(payload=BytesIO(b"".join(json.dumps(line).encode() + b"\n" for line in lines)))


def snake(name: str) -> str:
    """The generator's spelling of an operation id.

    >>> snake("listEvents")
    'list_events'
    """
    return re.sub("[A-Z]", lambda found: f"_{found[0].lower()}", name)


def operations() -> dict[str, str]:
    """The tag of each operation of openapi.yaml, by its id."""
    paths = yaml.safe_load(OPENAPI.read_text("utf-8"))["paths"].values()
    found = (operation for path in paths for method, operation in path.items() if method != "parameters")
    return {operation["operationId"]: operation["tags"][0] for operation in found}


TAGS = operations()


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The generated package; a part that the generator does not understand is a failure."""
    folder = tmp_path_factory.mktemp("generated")
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none", "--fail-on-warning"]
    command += ["--path", str(OPENAPI), "--output-path", str(folder / "timeline_client")]
    command += ["--config", str(HERE / "python-client.yaml")]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stdout + done.stderr
    sys.path.insert(0, str(folder))
    yield importlib.import_module("timeline_client")
    sys.path.remove(str(folder))


def test_every_operation_is_asked_for(database_url: str, package: ModuleType, make_key: MakeKey) -> None:
    secret = make_key("admin")["Authorization"].removeprefix("Bearer ")
    settings = Settings(database=database_url, secret=SECRET, drain=5, fetch="on")
    with running(settings) as server, closing(Client(package, server.url, secret)) as client:
        article, event = ingest(client)
        read(client, article, event)
        summarise(client)
        correct(client, event)
        delete(client, article, event)
        fetch(client)
        observe(client)
    assert client.asked == TAGS.keys()


def ingest(client: Client) -> tuple[str, str]:
    """One article, the same again, and a batch of two lines; the ids of the article and its first event."""
    document = client.model("Document")(text=TEXT, title="Bridges", source="The Paper", tags=["transport"])
    made = client.ask("ingestArticle", body=document, idempotency_key="a-name")
    assert (made.status_code, made.parsed.outcome.value, len(made.parsed.events)) == (201, "created", 2)
    assert made.headers["Location"] == made.parsed.article.links.self_
    again = client.ask("ingestArticle", body=document, idempotency_key="a-name")
    assert (again.status_code, again.parsed.article.id) == (201, made.parsed.article.id)
    refused = client.ask("ingestArticle", body=client.model("Document")(text=""))
    assert (refused.status_code, refused.parsed.errors[0].pointer) == (422, "/text")
    batch = client.ask("ingestArticles", body=client.lines({"text": OTHER}, {"text": 1}))
    results = [
        client.model("BatchResult").from_dict(json.loads(line)) for line in batch.parsed.payload.read().splitlines()
    ]
    assert [(result.status, result.outcome.value) for result in results] == [(201, "created"), (422, "failed")]
    return made.parsed.article.id, made.parsed.events[0].id


def read(client: Client, article: str, event: str) -> None:
    """Pages of events and articles, one of each, and what is read in a text."""
    query = {"limit": 2, "count": client.model("ListEventsCount")("exact")}
    first = client.ask("listEvents", **query)
    assert (len(first.parsed.items), first.parsed.count) == (2, 3)
    assert first.parsed.items[0].date.start == "1924-12-08"
    cursor = re.search("cursor=([^&]+)", first.parsed.next_)[1]
    assert len(client.ask("listEvents", limit=2, cursor=cursor).parsed.items) == 1
    assert client.ask("listEvents", **query, if_none_match=first.headers["ETag"]).status_code == 304
    assert client.ask("listEvents", limit=0).parsed.errors[0].name == "limit"
    one = client.ask("getEvent", event).parsed
    assert (one.explanation.rule, one.sources[0].article_id) == (one.sources[0].explanation.rule, article)
    assert {one.id for one in client.ask("listArticles").parsed.items} >= {article}
    assert client.ask("getArticle", article).parsed.text == TEXT
    read = client.ask("extractEvents", body=client.model("Document")(text=OTHER)).parsed
    assert read.events[0].date.edtf == "2024-12-08"


def summarise(client: Client) -> None:
    """Counts, and a day in all years."""
    histogram = client.ask("getHistogram", unit=client.model("GetHistogramUnit")("month")).parsed
    assert [period.period for period in histogram.periods] == ["1924-12", "2023-06", "2024-12"]
    assert client.ask("getFacets").parsed.source[0].value == "The Paper"
    assert len(client.ask("listEventsOnThisDay", "12", "08").parsed.items) == 2


def correct(client: Client, event: str) -> None:
    """A date and a title by a person; an outdated view of the event is refused."""
    seen = client.ask("getEvent", event).headers["ETag"]
    date = client.model("CorrectedDate")(edtf="1924-12-09")
    patch = client.model("Correction")(title="The bridge opens", date=date)
    corrected = client.ask("correctEvent", event, body=patch, if_match=seen)
    assert (corrected.parsed.title, corrected.parsed.date.start) == ("The bridge opens", "1924-12-09")
    assert {change.field.value for change in corrected.parsed.history[0].changes} == {"date", "title"}
    assert client.ask("correctEvent", event, body=patch, if_match=seen).status_code == 412


def delete(client: Client, article: str, event: str) -> None:
    """The article goes, and with it what it alone tells."""
    assert client.ask("deleteArticle", article).status_code == 204
    assert client.ask("getArticle", article).parsed.status == 404
    assert client.ask("getEvent", event).status_code == 404


def fetch(client: Client) -> None:
    """A page is fetched by a job, which can be looked at."""
    address = client.model("Address")(url="http://127.0.0.1:9/nobody-listens")
    job = client.ask("fetchArticle", body=address)
    assert job.status_code == 202
    assert client.ask("getJob", job.parsed.id).parsed.id == job.parsed.id


def observe(client: Client) -> None:
    """How the service does."""
    assert client.ask("getHealth").parsed.status.value == "ok"
    assert client.ask("getReadiness").parsed.status.value == "ready"
    assert "timeline_requests_total" in client.ask("getMetrics").parsed
