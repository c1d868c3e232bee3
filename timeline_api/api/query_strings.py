"""Query strings, read strictly by the schema that documents them: nothing unknown, nothing twice, nothing misread.

Of a schema with many parameters a question has a few. A schema of just those is made once and kept, so that
the others cost nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl

from marshmallow import Schema, ValidationError, fields

from timeline_api.api.problems import Flaw, Problem

_KEPT_CHARS = 1_000  # longer query strings are not asked twice


class QueryReader:
    """Reads the query strings of one resource into what its schema loads.

    The schema's `post_load` gives what is absent its default: it sees the parameters that were given alone.
    """

    def __init__(self, schema: type[Schema]) -> None:
        self.schema = schema
        whole = schema()
        self._fields = {field.data_key or name: name for name, field in whole.fields.items()}
        self._lists = {field.data_key or name for name, field in whole.fields.items() if isinstance(field, fields.List)}
        self._partial = lru_cache(maxsize=512)(self._make_partial)
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
        given = self._values(pairs)
        try:
            return self._partial(frozenset(given)).load(given)
        except ValidationError as error:
            flaws = [Flaw("query", text, name=name) for name, text in named(normalized(error))]
            raise parameter_problems(flaws) from error

    def _values(self, pairs: Iterable[tuple[str, str]]) -> dict[str, str | list[str]]:
        given: dict[str, Any] = {}
        for name, value in pairs:
            if name not in self._fields:
                known = ", ".join(self._fields)
                raise parameter_problems([Flaw("query", f"is not a parameter here; there are {known}", name=name)])
            if name in self._lists:
                given.setdefault(name, []).append(value)
            elif name in given:
                raise parameter_problems([Flaw("query", "is given more than once", name=name)])
            else:
                given[name] = value
        return given

    def _make_partial(self, given: frozenset[str]) -> Schema:
        return self.schema(only=[self._fields[name] for name in given])


def parse_query(query: str) -> list[tuple[str, str]]:
    """Names and values of a query string (latin-1, as WSGI has it). Raises `Problem` 400 when it is not UTF-8.

    >>> parse_query("q=a+b&source=caf%C3%A9&to=")
    [('q', 'a b'), ('source', 'café'), ('to', '')]
    """
    try:
        text = query if query.isascii() else query.encode("latin-1").decode()
        return parse_qsl(text, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError as error:
        raise Problem(400, "the query is not UTF-8", [Flaw("query", "is not percent-encoded UTF-8")]) from error


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
