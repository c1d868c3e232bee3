"""flask-smorest, made strict: one schema validates and documents, and every error is a problem.

Replaced are its error handler (which drops `Allow` of 405), its tolerance of unknown query parameters, and
the way it reads bodies (no limit on chunked ones, repeated keys taken).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce, wraps
from http import HTTPStatus
from typing import Any, NoReturn

import flask_smorest
from flask import Request, Response, request
from flask_smorest.utils import prepare_response
from marshmallow import RAISE, Schema, ValidationError
from webargs.flaskparser import FlaskParser

from timeline_api.api.access import requires
from timeline_api.api.bodies import read_json
from timeline_api.api.problems import PROBLEM_TYPE, Flaw, Problem
from timeline_api.api.query_strings import QueryReader, named, normalized, parameter_problems
from timeline_api.api.schemas.problems import ProblemSchema
from timeline_api.api.service import service
from timeline_api.store.rows import Scope

View = Callable[..., Response]
Decorator = Callable[[View], View]
OPENAPI_VERSION = "3.0.3"  # the newest that the bundled Swagger UI shows


class StrictParser(FlaskParser):
    """Reads bodies as the contract says: nothing unknown, nothing twice, nothing cut off."""

    def __init__(self) -> None:
        super().__init__()
        self.DEFAULT_UNKNOWN_BY_LOCATION = {
            **FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION,
            "json": RAISE,
        }

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
        """Name what is wrong: 400 for headers, 428 where If-Match is missing, 422 with JSON Pointers for a body."""
        [(location, messages)] = normalized(error).items()
        if location == "json":
            raise body_problem(messages)
        flaws = [Flaw("header", detail, name=name) for name, detail in named(messages)]
        if any(flaw.name == "If-Match" for flaw in flaws):
            raise Problem(428, "If-Match is needed: the ETag of the state that you have seen", flaws)
        raise parameter_problems(flaws)


def body_problem(messages: Any) -> Problem:
    """A body that is JSON but not what the resource takes: 422, with a JSON Pointer to each flaw."""
    flaws = [Flaw("body", detail, pointer=pointer) for pointer, detail in pointers(messages)]
    return Problem(422, "the body is JSON but not what this resource takes", flaws)


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
        """Load the body by a schema, and hand the result to the view.

        One instance serves all requests: making one copies every field.
        """
        decorator: Decorator = super().arguments(schema(), **options)
        return decorator

    def query(self, reader: QueryReader) -> Decorator:
        """Document the query by its schema, and hand what it asks for to the view."""
        documenting = super().arguments(reader.schema(), location="query", error_status_code=400)

        def decorator(view: View) -> View:
            @wraps(view)
            def asked(*args: Any, **kwargs: Any) -> Response:
                return view(reader.read(request.query_string.decode("latin-1")), *args, **kwargs)

            asked._apidoc = documenting(view)._apidoc  # type: ignore[attr-defined]  # flask-smorest keeps it there
            return asked

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
