"""Query strings, read strictly by the schema that documents them: nothing unknown, nothing twice, nothing misread.

Of a schema with many parameters a question has a few, and those of one question are much like those of another. So the
fields of the schema are asked one by one, and what they make of a value is remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl

from marshmallow import Schema, ValidationError, fields, post_load, validates_schema

from timeline_api.api.problems import Flaw, Problem

_KEPT_CHARS = 1_000  # longer query strings are not asked twice
_KEPT_VALUES = 8_192


class QuerySchema(Schema):
    """The parameters of a resource: what they may be together, and what a question is."""

    def check(self, given: dict[str, Any]) -> None:
        """Raise a ValidationError that names a parameter when those given do not go together."""

    def assemble(self, given: dict[str, Any]) -> Any:
        """What the parameters given ask for: those that are absent have no value here."""
        return given

    @validates_schema
    def _checked(self, given: dict[str, Any], **_: Any) -> None:
        self.check(given)

    @post_load
    def _assembled(self, given: dict[str, Any], **_: Any) -> Any:
        return self.assemble(given)


class QueryReader:
    """Reads the query strings of one resource into what its schema loads."""

    def __init__(self, schema: type[QuerySchema]) -> None:
        self.schema = schema
        self._whole = schema()
        self._fields = {field.data_key or name: (name, field) for name, field in self._whole.fields.items()}
        self._lists = {name for name, (_, field) in self._fields.items() if isinstance(field, fields.List)}
        self._value = lru_cache(maxsize=_KEPT_VALUES)(self._read_value)
        self._remembered = lru_cache(maxsize=4096)(self._read)

    @property
    def names(self) -> list[str]:
        """The parameters that there are."""
        return list(self._fields)

    def read(self, query: str) -> Any:
        """What a query string (latin-1, as WSGI has it) asks for. Raises `Problem` 400 that names what is wrong."""
        return self._remembered(query) if len(query) <= _KEPT_CHARS else self._read(query)

    def _read(self, query: str) -> Any:
        return self.load(parse_query(query))

    def load(self, pairs: Iterable[tuple[str, str]]) -> Any:
        """What these parameters ask for. Raises `Problem` 400 that names what is wrong."""
        loaded: dict[str, Any] = {}
        wrong: dict[str, Any] = {}
        for name, value in self._values(pairs).items():
            try:
                loaded[self._fields[name][0]] = self._value(name, value)
            except ValidationError as error:
                wrong[name] = error.messages
        if wrong:
            raise _flawed({name: wrong[name] for name in self._fields if name in wrong})
        try:
            self._whole.check(loaded)
        except ValidationError as error:
            raise _flawed(normalized(error)) from error
        return self._whole.assemble(loaded)

    def _values(self, pairs: Iterable[tuple[str, str]]) -> dict[str, str | tuple[str, ...]]:
        given: dict[str, Any] = {}
        for name, value in pairs:
            if name not in self._fields:
                known = ", ".join(self._fields)
                raise parameter_problems([Flaw("query", f"is not a parameter here; there are {known}", name=name)])
            if name in self._lists:
                given[name] = (*given.get(name, ()), value)
            elif name in given:
                raise parameter_problems([Flaw("query", "is given more than once", name=name)])
            else:
                given[name] = value
        return given

    def _read_value(self, name: str, value: str | tuple[str, ...]) -> Any:
        return self._fields[name][1].deserialize(list(value) if isinstance(value, tuple) else value)


def _flawed(messages: Mapping[str, Any]) -> Problem:
    return parameter_problems([Flaw("query", text, name=name) for name, text in named(messages)])


def parse_query(query: str) -> list[tuple[str, str]]:
    """Names and values of a query string (latin-1, as WSGI has it). Raises `Problem` 400 when it is not UTF-8.

    >>> parse_query("q=a+b&source=caf%C3%A9&to=")
    [('q', 'a b'), ('source', 'café'), ('to', '')]
    """
    try:
        text = query if query.isascii() else query.encode("latin-1").decode()
        return [pair for part in text.split("&") for pair in (_pairs if len(part) <= _KEPT_CHARS else _parse)(part)]
    except UnicodeDecodeError as error:
        raise Problem(400, "the query is not UTF-8", [Flaw("query", "is not percent-encoded UTF-8")]) from error


def _parse(part: str) -> list[tuple[str, str]]:
    return parse_qsl(part, keep_blank_values=True, errors="strict")


_pairs = lru_cache(maxsize=_KEPT_VALUES)(_parse)


def parameter_problems(flaws: list[Flaw]) -> Problem:
    """Parameters or headers that cannot be served: 400, with their names."""
    return Problem(400, "; ".join(f"{flaw.name}: {flaw.detail}" for flaw in flaws), flaws)


def normalized(error: ValidationError) -> dict[str, Any]:
    """marshmallow's messages by field."""
    messages: dict[str, Any] = error.normalized_messages()  # type: ignore[no-untyped-call]  # marshmallow's own gap
    return messages


def named(messages: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """marshmallow's messages as names and texts."""
    for name, texts in messages.items():
        for text in _leaves(texts):
            yield name, text


def _leaves(messages: Any) -> Iterator[str]:
    if isinstance(messages, str):
        yield messages
        return
    for below in messages.values() if isinstance(messages, Mapping) else messages:
        yield from _leaves(below)
