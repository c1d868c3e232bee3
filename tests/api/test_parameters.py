"""Whatever is written into a parameter means something, or is 400 and names the parameter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.conftest import SECRET, serve
from timeline_api.api.arguments import ARTICLES
from timeline_api.api.event_arguments import DAY, EVENTS, FACETS, HISTOGRAM
from timeline_api.api.query_strings import QueryReader
from timeline_api.settings import Settings

PATHS: dict[str, QueryReader] = {
    "/events": EVENTS,
    "/events/histogram": HISTOGRAM,
    "/events/facets": FACETS,
    "/events/on-this-day/12/08": DAY,
    "/articles": ARTICLES,
}
PARAMETERS = [(path, name) for path, reader in PATHS.items() for name in reader.names]
NEAR = ["2024", "-0043", "2024-02-30", "A/..", "../..", "0", "-1", "1e5", "0.5", "nan", "1" * 30, "en", "day", "exact"]
WORDS = st.sampled_from([*NEAR, "overlaps", "only", "csv", chr(34), "-", "%", chr(0), chr(0x202E)])
TEXTS = st.one_of(st.text(max_size=60), WORDS, st.lists(WORDS, max_size=3).map("".join))


@pytest.fixture(scope="module")
def fuzzed(migrated_file: Path) -> Iterator[FlaskClient]:
    """A client of a service without events, which no request changes."""
    for app in serve(Settings(database=f"sqlite:///{migrated_file}", secret=SECRET)):
        yield app.test_client()


@pytest.mark.parametrize(("path", "name"), PARAMETERS)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_a_value_is_meaningful_or_named(fuzzed: FlaskClient, path: str, name: str, text: str) -> None:
    answer = fuzzed.get(f"{path}?{name}={quote(text)}")
    if answer.status_code == 200:
        return
    assert answer.status_code == 400, answer.text
    assert answer.content_type == "application/problem+json"
    assert {(flaw["in"], flaw["name"]) for flaw in answer.json["errors"]} == {("query", name)}
    assert answer.json["detail"].startswith(f"{name}: ")


@pytest.mark.parametrize("path", PATHS)
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_query_string_is_answered(fuzzed: FlaskClient, path: str, data: st.DataObject) -> None:
    """Several at once, repeated, of any bytes: an answer, or 400 that names what is wrong."""
    names = st.sampled_from([*PATHS[path].names, "form", ""])
    pairs = data.draw(st.lists(st.tuples(names, TEXTS), max_size=6))
    ending = data.draw(st.sampled_from(["", "&%ff", "&&", "&=", "%"]))
    query = "&".join(f"{name}={quote(text)}" for name, text in pairs) + ending
    answer = fuzzed.get(f"{path}?{query}")
    assert answer.status_code in (200, 400), answer.text
    if answer.status_code == 400:
        assert answer.json["errors"]
