"""The contract: valid OpenAPI, and its committed copy is the generated one."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import yaml
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import validate

from timeline_api.api.openapi import as_yaml, openapi_document

COMMITTED = Path(__file__).parents[2] / "openapi.yaml"


def test_it_is_valid() -> None:
    validate(openapi_document())


def test_the_committed_copy_is_current() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == as_yaml(openapi_document()), "run 'make openapi'"


def test_the_command_writes_it() -> None:
    written = subprocess.run(
        [sys.executable, "-m", "timeline_api.api.openapi"], capture_output=True, check=True, timeout=60
    )
    assert written.stdout.decode() == COMMITTED.read_text(encoding="utf-8")


def test_both_forms_are_served(client: FlaskClient) -> None:
    assert client.get("/openapi.json").json == yaml.safe_load(client.get("/openapi.yaml").text)


def test_every_route_that_answers_json_is_documented(app: Flask) -> None:
    pages = {"/", "/docs", "/docs/assets/{name}", "/static/{filename}", "/openapi.json", "/openapi.yaml"}
    served = {re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule) for rule in app.url_map.iter_rules()} - pages
    documented = set(openapi_document()["paths"])
    assert served == documented


def test_every_operation_says_what_it_is_and_what_goes_wrong() -> None:
    for path in openapi_document()["paths"].values():
        for method, operation in path.items():
            if method != "parameters":
                assert operation["summary"]
                assert "default" in operation["responses"]


def test_every_parameter_and_header_has_its_meaning_and_an_example() -> None:
    document = openapi_document()
    places = [place for path in document["paths"].values() for place in (path, *path.values())]
    parameters = [one for place in places if isinstance(place, dict) for one in place.get("parameters", [])]
    assert len(parameters) > 60
    for described in (*parameters, *document["components"]["headers"].values()):
        assert described["description"], described
        assert described["example"] is not None, described


def test_every_answer_names_its_headers_and_every_error_is_a_problem() -> None:
    document = openapi_document()
    answers = document["components"]["responses"]
    operations = [one for path in document["paths"].values() for one in path.values() if isinstance(one, dict)]
    direct = [answer for one in operations for answer in one["responses"].values() if "$ref" not in answer]
    assert all("X-Request-ID" in answer["headers"] for answer in (*direct, *answers.values()))
    errors = [answer for name, answer in answers.items() if name != "NotModified"]
    assert all(list(answer["content"]) == ["application/problem+json"] for answer in errors)
    assert all("Retry-After" in answers[name]["headers"] for name in ("TooManyRequests", "ServiceUnavailable"))
