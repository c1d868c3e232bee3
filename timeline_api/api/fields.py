"""Marshmallow fields and checks of this API: what they read, and how the OpenAPI document shows them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

NO_NUL = r"[^\x00]*"
NUL_ERROR = "Must not contain the character NUL."
LANGUAGE = r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*"
_DECIMAL = re.compile(r"-?[0-9]{1,9}([.][0-9]{1,40})?([eE][+-]?[0-9]{1,3})?")
_WHOLE = re.compile(r"(?P<sign>-?)(?P<digits>[0-9]+)")
_MANY = 18  # digits; a longer number is only known to be large
_PUBLISHED = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[Tt ](?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.](?P<fraction>[0-9]+))?)?"
    r"(?P<zone>[Zz]|[+-][0-9]{2}:[0-9]{2})?)?"
)
_EXPECTED_DATE = "Expected an ISO 8601 date or date and time, such as 2024-12-08 or 2024-12-08T10:30:00Z."


class BodySchema(Schema):
    """What a body holds; what it cannot hold is told with what it can."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        known = ", ".join(field.data_key or name for name, field in self.load_fields.items())
        self.error_messages["unknown"] = f"Is not a member here; there are {known}."
        self.error_messages["type"] = "Must be a JSON object."


class FullMatch(validate.Regexp):
    """The whole string matches; Python's `$` alone would let a last newline pass.

    It is a `Regexp` so that the OpenAPI document shows its pattern.
    """

    def __init__(self, pattern: str, error: str) -> None:
        super().__init__(f"^{pattern}$", error=error)
        self._whole = re.compile(pattern)

    def __call__(self, value: Any) -> Any:
        """The value itself, or a `ValidationError`."""
        if self._whole.fullmatch(value) is None:
            raise ValidationError(str(self.error))
        return value


class Whole(fields.Integer):
    """A whole number in a query: digits only, no other spelling (`1_000`, `٥`, ` 7`)."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> int:
        found = _WHOLE.fullmatch(value) if isinstance(value, str) else None
        if found is None:
            raise self.make_error("invalid", input=value)
        digits = found["digits"].lstrip("0")
        size = int(digits or "0") if len(digits) <= _MANY else 10**_MANY
        return -size if found["sign"] else size


class Decimal(fields.Float):
    """A number in a query as JSON writes it, no other spelling (`nan`, `1_0`, `٠.٥`)."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> float:
        if not isinstance(value, str) or _DECIMAL.fullmatch(value) is None:
            raise self.make_error("invalid", input=value)
        return float(value)


class Flag(fields.Boolean):
    """True or false in a body, and nothing that merely looks like it."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


class Published(fields.Field[date]):
    """When an article was published: an ISO 8601 date, or date and time, read into `date` or `datetime`."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> date:
        found = _PUBLISHED.fullmatch(value) if isinstance(value, str) else None
        if found is None:
            raise ValidationError(_EXPECTED_DATE)
        try:
            return _moment(found)
        except ValueError as error:
            raise ValidationError(f"Not a date: {error}.") from error

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return value.isoformat() if isinstance(value, date) else value


def _moment(found: re.Match[str]) -> date:
    day = date.fromisoformat(found["date"])
    if not found["hour"]:
        return day
    second = min(int(found["second"] or 0), 59) if found["second"] != "60" else 59  # a leap second
    if found["second"] and int(found["second"]) > 60:
        raise ValueError("second must be in 0..60")
    micro = int((found["fraction"] or "0")[:6].ljust(6, "0"))
    return datetime(  # a moment without a zone is the outlet's own local time
        day.year,
        day.month,
        day.day,
        int(found["hour"]),
        int(found["minute"]),
        second,
        micro,
        _zone(found["zone"]),
    )


def _zone(text: str | None) -> timezone | None:
    if not text:
        return None
    if text in "Zz":
        return UTC
    hours, minutes = int(text[1:3]), int(text[4:])
    if hours > 23 or minutes > 59:
        raise ValueError(f"no such zone as {text}")
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset)


def nullable(description: str, data_key: str | None = None, **metadata: Any) -> fields.String:
    """A string that may be null in an answer, and is always there."""
    documented = {"description": description, **metadata}
    return fields.String(required=True, allow_none=True, data_key=data_key, metadata=documented)


def string(description: str, **metadata: Any) -> fields.String:
    """A string that is always there in an answer."""
    return fields.String(required=True, metadata={"description": description, **metadata})


def whole(description: str, **metadata: Any) -> fields.Integer:
    """A whole number that is always there in an answer."""
    return fields.Integer(required=True, strict=True, metadata={"description": description, **metadata})
