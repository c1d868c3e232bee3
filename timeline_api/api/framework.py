"""flask-smorest, made strict: one schema validates and documents, and every error is a problem.

Replaced are its error handler (which drops `Allow` of 405), its tolerance of unknown query parameters, and
the way it reads bodies (no limit on chunked ones, repeated keys taken).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce
from http import HTTPStatus
from typing import Any, NoReturn
from urllib.parse import unquote_to_bytes

import flask_smorest
from flask import Request, Response
from flask_smorest.utils import prepare_response
from marshmallow import RAISE, Schema, ValidationError
from webargs.flaskparser import FlaskParser
from webargs.multidictproxy import MultiDictProxy

from timeline_api.api.access import requires
from timeline_api.api.bodies import read_json
from timeline_api.api.problems import PROBLEM_TYPE, Flaw, Problem
from timeline_api.api.schemas import ProblemSchema
from timeline_api.api.service import service
from timeline_api.store.rows import Scope

View = Callable[..., Response]
Decorator = Callable[[View], View]
OPENAPI_VERSION = "3.0.3"  # the newest that the bundled Swagger UI shows


class StrictParser(FlaskParser):
    """Reads queries and bodies as the contract says: nothing unknown, nothing twice, nothing cut off."""

    def __init__(self) -> None:
        super().__init__()
        self.DEFAULT_UNKNOWN_BY_LOCATION = {
            **FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION,
            "query": RAISE,
            "json": RAISE,
        }

    def load_querystring(self, req: Request, schema: Schema) -> Any:
        """The query parameters; a single one that is repeated is 400."""
        check_encoding(req.query_string)
        proxy = MultiDictProxy(req.args, schema)
        for name, values in req.args.lists():
            if len(values) > 1 and name not in proxy.multiple_keys and name in parameter_names(schema):
                raise _parameter_problems([Flaw("query", "is given more than once", name=name)])
        return proxy

    def _raw_load_json(self, req: Request) -> Any:
        return read_json(req, service().settings.max_body)

    def handle_error(
        self,
        error: ValidationError,
        req: Request,
        schema: Schema,
        *,
        error_status_code: int | None,
        error_headers: Mapping[str, str] | None,
    ) -> NoReturn:
        """Name what is wrong: 400 for parameters, 422 with JSON Pointers for a body."""
        [(location, messages)] = normalized(error).items()
        if location == "headers":
            flaws = [Flaw("header", detail, name=name) for name, detail in _named(messages, schema)]
            raise _parameter_problems(flaws)
        if location == "json":
            raise body_problem(messages)
        raise _parameter_problems([Flaw("query", detail, name=name) for name, detail in _named(messages, schema)])


def body_problem(messages: Any) -> Problem:
    """A body that is JSON but not what the resource takes: 422, with a JSON Pointer to each flaw."""
    flaws = [Flaw("body", detail, pointer=pointer) for pointer, detail in pointers(messages)]
    return Problem(422, "the body is JSON but not what this resource takes", flaws)


def _parameter_problems(flaws: list[Flaw]) -> Problem:
    return Problem(400, "; ".join(f"{flaw.name}: {flaw.detail}" for flaw in flaws), flaws)


def check_encoding(query: bytes) -> None:
    """Raise `Problem` 400 when a query string is not percent-encoded UTF-8."""
    try:
        unquote_to_bytes(query).decode()
    except UnicodeDecodeError as error:
        raise Problem(400, "the query is not UTF-8", [Flaw("query", "is not percent-encoded UTF-8")]) from error


def parameter_names(schema: Schema) -> list[str]:
    """The query parameters that a schema knows, by their names in the query."""
    return [field.data_key or name for name, field in schema.fields.items()]


def _named(messages: Mapping[str, Any], schema: Schema) -> Iterator[tuple[str, str]]:
    for name, texts in messages.items():
        for text in _leaves(texts):
            known = f"is not a parameter here; there are {', '.join(parameter_names(schema))}"
            yield name, known if text == "Unknown field." else text


def _leaves(messages: Any) -> Iterator[str]:
    for _, text in pointers(messages):
        yield text


def normalized(error: ValidationError) -> dict[str, Any]:
    """marshmallow's messages by field."""
    messages: dict[str, Any] = error.normalized_messages()  # type: ignore[no-untyped-call]  # marshmallow's own gap
    return messages


def pointers(messages: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """marshmallow's nested messages as JSON Pointers (RFC 6901) and texts.

    >>> list(pointers({"tags": {0: ["Not a string."]}, "a/b": ["Unknown field."]}))
    [('/tags/0', 'Not a string.'), ('/a~1b', 'Unknown field.')]
    """
    if isinstance(messages, str):
        yield at, messages
    elif isinstance(messages, Sequence):
        for message in messages:
            yield from pointers(message, at)
    else:
        for key, below in messages.items():
            step = "" if key == "_schema" else "/" + str(key).replace("~", "~0").replace("/", "~1")
            yield from pointers(below, at + step)


class Blueprint(flask_smorest.Blueprint):  # type: ignore[misc]  # flask-smorest has no types
    """A resource: routes whose arguments and answers are documented by their schemas."""

    ARGUMENTS_PARSER = StrictParser()

    def route(self, rule: str, **options: Any) -> Decorator:
        """Serve a view at a path, and document it."""
        decorator: Decorator = super().route(rule, **options)
        return decorator

    def arguments(self, schema: type[Schema], **options: Any) -> Decorator:
        """Load the query or the body by a schema, and hand the result to the view.

        One instance serves all requests: making one copies every field.
        """
        decorator: Decorator = super().arguments(schema(), **options)
        return decorator

    def response(
        self, status_code: int, schema: type[Schema] | Mapping[str, Any] | None = None, **options: Any
    ) -> Decorator:
        """Document an answer; the views here write their answers themselves."""
        decorator: Decorator = super().response(status_code, schema, **options)
        return decorator

    def doc(self, **options: Any) -> Decorator:
        """Document what no schema says."""
        decorator: Decorator = super().doc(**options)
        return decorator

    def cached(self, schema: type[Schema], **headers: str) -> Decorator:
        """Document a 200 with an `ETag` and the headers named, and the 304 of a caller who has it."""
        described = {"ETag": "Names this state of the answer, for If-None-Match", **headers}
        documented = {name: {"description": text, "schema": {"type": "string"}} for name, text in described.items()}
        return self._each(self.response(200, schema, headers=documented), self.alt_response(304, "NOT_MODIFIED"))

    def requires(self, scope: Scope) -> Decorator:
        """Guard a view (see `access.requires`) and document its key, which reading can do without."""
        optional: list[dict[str, list[str]]] = [{}] if scope == "read" else []
        return self._each(requires(scope), self.doc(security=[*optional, {"key": []}]))

    def problems(self, *statuses: int) -> Decorator:
        """Document the error statuses of a view, and that too many requests are one."""
        return self.unlimited_problems(*statuses, 429)

    def unlimited_problems(self, *statuses: int) -> Decorator:
        """Document the error statuses of a view that may be asked as often as anyone likes."""
        return self._each(*(self.alt_response(status, HTTPStatus(status).name) for status in statuses))

    def _each(self, *decorators: Decorator) -> Decorator:
        return lambda view: reduce(lambda inner, decorator: decorator(inner), decorators, view)


class Api(flask_smorest.Api):  # type: ignore[misc]  # flask-smorest has no types
    """The OpenAPI document of the blueprints. Errors are answered by `problems`, not here."""

    ERROR_SCHEMA = ProblemSchema

    def _register_error_handlers(self) -> None:
        """None: `problems.register` answers all of them."""

    def _register_responses(self) -> None:
        for status in HTTPStatus:
            if status >= 400:
                self._register_problem(status.name, status.phrase)
        self.spec.components.response("NOT_MODIFIED", {"description": "Not Modified"}, lazy=True)
        self._register_problem("DEFAULT_ERROR", "Any other error")

    def _register_problem(self, name: str, description: str) -> None:
        response = {"description": description, "schema": ProblemSchema}
        prepare_response(response, self.spec, PROBLEM_TYPE)
        self.spec.components.response(name, response, lazy=True)
