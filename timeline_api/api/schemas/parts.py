"""Fields that many answers have in common: one word of several, a chance, texts."""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError, fields, validate


def one_of(values: tuple[str, ...], description: str) -> fields.String:
    """One of these words, which is always there."""
    return fields.String(required=True, validate=validate.OneOf(values), metadata={"description": description})


def _check_chance(value: float) -> None:
    if not 0 <= value <= 1:
        raise ValidationError("Not between 0 and 1.")


def chance(description: str) -> fields.Float:
    """A probability, from 0 to 1, which is always there."""
    return fields.Float(
        required=True, validate=_check_chance, metadata={"description": description, "minimum": 0, "maximum": 1}
    )


def texts(description: str, required: bool = True) -> fields.List[str]:
    """A list of strings; empty when there are none; absent only when not `required`."""
    return fields.List(fields.String(), required=required, metadata={"description": description})


def lines_of(name: str) -> dict[str, Any]:
    """JSON Lines, each of the schema of that name: how JSON Schema tells what is in a text."""
    return {
        "type": "string",
        "format": "binary",
        "description": f"JSON Lines: each is of the schema {name}",
        "contentMediaType": "application/x-ndjson",
        "contentSchema": {"$ref": f"#/components/schemas/{name}"},
    }
