"""flask-smorest, made strict: one schema validates and documents, and every error is a problem.

Replaced are its error handler (which drops `Allow` of 405), its tolerance of unknown query parameters, and
the way it reads bodies (no limit on chunked ones, repeated keys taken).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import reduce, wraps
from http import HTTPStatus
from typing import Any, NoReturn

import flask_smorest
from flask import Request, Response, request
from flask_smorest.utils import prepare_response
from marshmallow import RAISE, Schema, ValidationError, fields
from webargs.flaskparser import FlaskParser

from timeline_api.api.access import requires
from timeline_api.api.bodies import read_json
from timeline_api.api.documented import GENERATION, HEADERS, VALIDATED, headers_of, problem_name
from timeline_api.api.formats.shown import Form
from timeline_api.api.problems import PROBLEM_TYPE, Flaw, Problem
from timeline_api.api.query_strings import QueryReader, named, normalized, parameter_problems
from timeline_api.api.schemas.problems import ProblemSchema
from timeline_api.api.service import service
from timeline_api.statuses import phrase
from timeline_api.store.rows import Scope

View = Callable[..., Response]
Decorator = Callable[[View], View]
OPENAPI_VERSION = "3.1.1"
_TOLD = 3  # flaws of a body that are put in words; `errors` has all of them


class ReadingSchema(Schema):
    """Headers of reading: which answer a caller has (see `answers` and `headers`), and what it wrote (`servers`)."""

    known = fields.String(
        data_key="If-None-Match",
        metadata={
            "description": "The `ETag` of an answer that you have: 304 while it is still right",
            "example": '"3f2a9c0d1b"',
        },
    )
    written = fields.String(
        data_key=GENERATION,
        metadata={
            "description": "Where there are replicas: the number that the answer to a write gave, to see that write",
            "example": "1204",
        },
    )


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
    told = "; ".join(f"{flaw.pointer or 'the whole'}: {flaw.detail}" for flaw in flaws[:_TOLD])
    others = f"; and {len(flaws) - _TOLD} more" if len(flaws) > _TOLD else ""
    return Problem(422, f"the body is JSON but not what this resource takes: {told}{others}", flaws)


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
        return _errors_elsewhere(super().arguments(schema(), **options))

    def query(self, reader: QueryReader) -> Decorator:
        """Document the query by its schema, and hand what it asks for to the view."""
        documenting = _errors_elsewhere(super().arguments(reader.schema(), location="query", error_status_code=400))

        def decorator(view: View) -> View:
            @wraps(view)
            def asked(*args: Any, **kwargs: Any) -> Response:
                return view(reader.read(request.query_string.decode("latin-1")), *args, **kwargs)

            asked._apidoc = documenting(view)._apidoc  # type: ignore[attr-defined]  # flask-smorest keeps it there
            return asked

        return decorator

    def response(
        self,
        status_code: int,
        schema: type[Schema] | Mapping[str, Any] | None = None,
        headers: Sequence[str] = (),
        **options: Any,
    ) -> Decorator:
        """Document an answer and its headers by name; the views here write their answers themselves."""
        names = {name: name for name in (*headers_of(status_code), *headers)}
        decorator: Decorator = super().response(status_code, schema, headers=names, **options)
        return decorator

    def doc(self, **options: Any) -> Decorator:
        """Document what no schema says."""
        decorator: Decorator = super().doc(**options)
        return decorator

    def cached(self, schema: type[Schema], *headers: str) -> Decorator:
        """Document a 200 with an `ETag` and the headers named, and the 304 of a caller who has it."""
        return self._each(
            self.response(200, schema, headers=(*VALIDATED, *headers)),
            self.alt_response(304, problem_name(304)),
            self._documents(ReadingSchema),
        )

    def forms(self, forms: Iterable[Form]) -> Decorator:
        """Document the other forms of a 200."""
        types = ((form.schema, form.media_type.partition(";")[0]) for form in forms)
        return self._each(*(self.response(200, schema, content_type=kind) for schema, kind in types))

    def requires(self, scope: Scope) -> Decorator:
        """Guard a view (see `access.requires`) and document its key, which reading can do without."""
        optional: list[dict[str, list[str]]] = [{}] if scope == "read" else []
        return self._each(requires(scope), self.doc(security=[*optional, {"key": [scope]}]))

    def problems(self, *statuses: int) -> Decorator:
        """Document the error statuses of a view, and that too many requests are one."""
        return self.unlimited_problems(*statuses, 429)

    def unlimited_problems(self, *statuses: int) -> Decorator:
        """Document the error statuses of a view that may be asked as often as anyone likes."""
        return self._each(*(self.alt_response(status, problem_name(status)) for status in statuses))

    def _documents(self, schema: type[Schema]) -> Decorator:
        """Document headers of a request that the view reads for itself."""
        documenting = _errors_elsewhere(super().arguments(schema(), location="headers"))

        def decorator(view: View) -> View:
            view._apidoc = documenting(view)._apidoc  # type: ignore[attr-defined]  # flask-smorest keeps it there
            return view

        return decorator

    def _each(self, *decorators: Decorator) -> Decorator:
        return lambda view: reduce(lambda inner, decorator: decorator(inner), decorators, view)


def _errors_elsewhere(documenting: Decorator) -> Decorator:
    """flask-smorest documents an error of its own for each argument; here `problems` names all of them."""

    def decorator(view: View) -> View:
        documented = documenting(view)
        del documented._apidoc["arguments"]["responses"]  # type: ignore[attr-defined]  # flask-smorest keeps it there
        return documented

    return decorator


class Api(flask_smorest.Api):  # type: ignore[misc]  # flask-smorest has no types
    """The OpenAPI document of the blueprints. Errors are answered by `problems`, not here."""

    ERROR_SCHEMA = ProblemSchema
    DEFAULT_ERROR_RESPONSE_NAME = "OtherError"

    def _register_error_handlers(self) -> None:
        """None: `problems.register` answers all of them."""

    def _register_responses(self) -> None:
        for name, header in HEADERS.items():
            self.spec.components.header(name, header, lazy=True)
        self._register_response(304, problem_name(304), {"description": phrase(304)})
        for status in HTTPStatus:
            if status >= 400:
                self._register_problem(status, problem_name(status), phrase(status))
        self._register_problem(500, self.DEFAULT_ERROR_RESPONSE_NAME, "Any other error")

    def _register_pagination_header(self) -> None:
        """None: pages here are followed by `Link`."""

    def _register_problem(self, status: int, name: str, description: str) -> None:
        response = {"description": description, "schema": ProblemSchema}
        prepare_response(response, self.spec, PROBLEM_TYPE)
        self._register_response(status, name, response)

    def _register_response(self, status: int, name: str, response: dict[str, Any]) -> None:
        headers = {header: header for header in headers_of(status)}
        self.spec.components.response(name, {**response, "headers": headers}, lazy=True)
