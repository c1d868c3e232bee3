"""What the README shows is what comes out: its requests of the seeds, and its Python call."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient

from seeds.golden import read_seed, seed_files
from timeline_api import extract
from timeline_api.api.service import EXTENSION
from timeline_api.app import create_app
from timeline_api.settings import Settings
from timeline_api.store.articles import put_article
from timeline_api.store.engine import open_engine, writing
from timeline_api.store.keys import create_key

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
NOW = datetime(2026, 1, 1, tzinfo=UTC)
SHOWN = re.compile(r"```sh\n((?:(?!```).)*curl(?:(?!```).)*)\n```\n\n```\n(.*?)\n```", re.DOTALL)
PAGES = [(command, printed) for command, printed in SHOWN.findall(README) if command.endswith("| lines")]


def words(command: str) -> list[str]:
    """The words of the last curl command in a block, without what its output goes into."""
    return shlex.split(command[command.rindex("curl ") :].replace("\\\n", " ").removesuffix("| lines"))


def body(command: str) -> Any:
    """The JSON that a command sends."""
    given = words(command)
    return json.loads(given[given.index("-d") + 1])


@pytest.fixture(scope="module")
def seeded(shared_sqlite_url: str) -> Iterator[tuple[FlaskClient, dict[str, str]]]:
    """The service over the seeds, and the header of a key that may write."""
    engine = open_engine(shared_sqlite_url)
    with writing(engine) as conn:
        for seed in seed_files():
            document = read_seed(seed)
            put_article(conn, document, extract(document), NOW)
        secret = create_key(conn, "test", ("ingest",), NOW).secret
    engine.dispose()
    app = create_app(Settings(database=shared_sqlite_url, secret="a secret for tests only"))
    yield app.test_client(), {"Authorization": f"Bearer {secret}"}
    app.extensions[EXTENSION].close()


def test_there_are_pages() -> None:
    assert len(PAGES) == 3


@pytest.mark.parametrize(("command", "printed"), PAGES)
def test_a_page_of_the_seeds(seeded: tuple[FlaskClient, dict[str, str]], command: str, printed: str) -> None:
    given = words(command)
    url = urlsplit(next(word for word in given if word.startswith("http")))
    encoded = [tuple(given[at + 1].split("=", 1)) for at, word in enumerate(given) if word == "--data-urlencode"]
    answer = seeded[0].get(url.path, query_string=[*parse_qsl(url.query), *encoded])
    told = [f"{event['date']['display']} | {event['title']}" for event in answer.get_json()["items"]]
    assert told == printed.splitlines()


def test_what_is_read_in_a_text(seeded: tuple[FlaskClient, dict[str, str]]) -> None:
    command, printed = next(shown for shown in SHOWN.findall(README) if "/extract" in shown[0])
    answer = seeded[0].post("/extract", json=body(command)).get_json()
    assert answer["events"] == [json.loads(printed.replace("\n", ""))]


def test_a_new_article_has_the_id_that_is_shown(seeded: tuple[FlaskClient, dict[str, str]]) -> None:
    (command,) = (block for block in re.findall(r"```sh\n(.*?)\n```", README, re.DOTALL) if "/articles " in block)
    answer = seeded[0].post("/articles", json=body(command), headers=seeded[1]).get_json()
    assert f'`{{"article":{{"id":"{answer["article"]["id"]}", ... "outcome":"{answer["outcome"]}","events":[' in README


def test_the_python_call() -> None:
    (code,) = re.findall(r"```python\n(.*?)\n```", README, re.DOTALL)
    *imports, call = code.strip().splitlines()
    call, _, shown = call.partition("  # ")
    names: dict[str, Any] = {}
    exec("\n".join(imports), names)
    assert repr(eval(call, names)) == shown
