"""Every setting, read from the environment once.

| variable | meaning |
|---|---|
| `TIMELINE_DATABASE` | SQLAlchemy URL of the store |
| `TIMELINE_HOST`, `TIMELINE_PORT` | where `serve` listens |
| `TIMELINE_SECRET` | signs paging cursors; generated and kept beside the database when unset |
| `TIMELINE_MAX_BODY` | largest request body, and line of a batch, in bytes |
| `TIMELINE_MAX_BATCH` | largest batch in bytes |
| `TIMELINE_REPLICAS` | SQLAlchemy URLs of PostgreSQL replicas that answer reads, with spaces between |
| `TIMELINE_REPLICA_LAG` | seconds that a replica may be behind and still be asked |
| `TIMELINE_POOL` | connections that a server process keeps to each PostgreSQL server at most |
| `TIMELINE_STATEMENT_TIMEOUT` | seconds that any statement of the service may take on PostgreSQL; 0 for no limit |
| `TIMELINE_QUERY_BUDGET` | seconds that one query may take before it is answered with 503 |
| `TIMELINE_CACHE` | bytes of answers that each server process keeps |
| `TIMELINE_READ_ACCESS` | `open`, or `key` when reading needs a key too |
| `TIMELINE_WORKERS`, `TIMELINE_THREADS` | server processes, and connections that each serves at once |
| `TIMELINE_DRAIN` | seconds that requests in flight have to finish on SIGTERM |
| `TIMELINE_CLIENT_TIMEOUT` | seconds that a client may send or take nothing |
| `TIMELINE_RECYCLE` | requests after which a server process is replaced; 0 for never |
| `TIMELINE_ACCESS_LOG` | `off`, or `on` for a line of JSON a request on standard output |
| `TIMELINE_RATE_LIMIT` | `off`, or the requests that a key or address may make, such as `600/minute` |
| `TIMELINE_FETCH` | `off`, or `on` when callers of the API may have pages fetched |
| `TIMELINE_FETCH_NETWORKS` | private networks that pages may come from, such as `10.0.0.0/8`, with commas between |
| `TIMELINE_FETCH_CONTACT` | an address or page that the User-Agent of fetches names |
| `TIMELINE_FEEDS` | `off`, or `on` when `serve` looks at feeds whose time has come |
| `TIMELINE_SYNC_TEXT` | characters of an article that is read while its sender waits; longer ones become jobs |
| `TIMELINE_PROXIES` | how many proxies stand in front, whose `X-Forwarded-` headers are believed |
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_network
from typing import Literal, get_args

from marshmallow import Schema, ValidationError, fields
from marshmallow.validate import Length, OneOf, Range, Regexp

ReadAccess = Literal["open", "key"]
Switch = Literal["off", "on"]
PREFIX = "TIMELINE_"
_COMPILE = "TIMELINE_COMPILE"  # is for pip, which may run in the same shell
_RATE_EXPECTED = "Must be off, or one limit such as 600/minute, 10/second or 5000/hour."


class SettingsError(ValueError):
    """A setting that cannot be used; the message names the variable and what it expects."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How one process of the service is set up; each field is `TIMELINE_` and its name in capitals."""

    database: str = "sqlite:///var/timeline.db"
    host: str = "127.0.0.1"
    port: int = 8000
    secret: str | None = None
    max_body: int = 4 * 1024 * 1024
    max_batch: int = 256 * 1024 * 1024
    replicas: str | None = None
    replica_lag: float = 10.0
    pool: int = 32
    statement_timeout: float = 60.0
    query_budget: float = 5.0
    cache: int = 64 * 1024 * 1024
    read_access: ReadAccess = "open"
    workers: int = 2
    threads: int = 64
    drain: int = 30
    client_timeout: int = 30
    recycle: int = 100_000
    access_log: Switch = "off"
    rate_limit: str = "off"
    proxies: int = 0
    fetch: Switch = "off"
    fetch_networks: str = ""
    fetch_contact: str = ""
    feeds: Switch = "off"
    sync_text: int = 256 * 1024

    @property
    def replica_urls(self) -> list[str]:
        """The addresses of the replicas, one by one."""
        return (self.replicas or "").split()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """The settings of `environment`, by default the process's own. Raises `SettingsError`.

        >>> Settings.from_environment({"TIMELINE_PORT": "8080"}).port
        8080
        """
        given = {name: value for name, value in environment.items() if name.startswith(PREFIX) and name != _COMPILE}
        try:
            loaded = _SettingsSchema().load(given)
        except ValidationError as error:
            raise SettingsError(_describe(error)) from error
        return cls(**loaded)


def _variable(name: str) -> str:
    return PREFIX + name.upper()


def _check_rate(text: str) -> None:
    """`off`, or a number of requests in a stretch of time."""
    from limits import parse_many

    try:
        limits = parse_many(text) if text != "off" else []
    except ValueError:
        raise ValidationError(_RATE_EXPECTED) from None
    if len(limits) > 1 or any(limit.amount < 1 for limit in limits):
        raise ValidationError(_RATE_EXPECTED)


def _check_networks(text: str) -> None:
    """Networks separated by commas."""
    try:
        for part in filter(None, map(str.strip, text.split(","))):
            ip_network(part)
    except ValueError as error:
        raise ValidationError(f"Must be networks such as 10.0.0.0/8, separated by commas: {error}.") from None


class _SettingsSchema(Schema):
    """The environment's side of `Settings`; an unknown `TIMELINE_` variable is a typing error and refused."""

    database = fields.String(validate=Length(min=1))
    host = fields.String(validate=Length(min=1))
    port = fields.Integer(validate=Range(0, 65535))
    secret = fields.String(validate=Length(min=16))
    max_body = fields.Integer(validate=Range(min=1024))
    max_batch = fields.Integer(validate=Range(min=1024))
    replicas = fields.String()
    replica_lag = fields.Float(validate=Range(min=0, min_inclusive=False))
    pool = fields.Integer(validate=Range(2, 1000))
    statement_timeout = fields.Float(validate=Range(min=0))
    query_budget = fields.Float(validate=Range(min=0, min_inclusive=False))
    cache = fields.Integer(validate=Range(min=0))
    read_access = fields.String(validate=OneOf(get_args(ReadAccess)))
    workers = fields.Integer(validate=Range(1, 256))
    threads = fields.Integer(validate=Range(2, 1024))
    client_timeout = fields.Integer(validate=Range(1, 3600))
    recycle = fields.Integer(validate=Range(0))
    drain = fields.Integer(validate=Range(1, 3600))
    access_log = fields.String(validate=OneOf(get_args(Switch)))
    rate_limit = fields.String(validate=_check_rate)
    proxies = fields.Integer(validate=Range(0, 10))
    fetch = fields.String(validate=OneOf(get_args(Switch)))
    feeds = fields.String(validate=OneOf(get_args(Switch)))
    sync_text = fields.Integer(validate=Range(min=0))
    fetch_networks = fields.String(validate=_check_networks)
    fetch_contact = fields.String(validate=Regexp(r"[!-~]{0,200}\Z", error="Must be printable and without a space."))

    def on_bind_field(self, field_name: str, field_obj: fields.Field[object]) -> None:
        field_obj.data_key = _variable(field_name)


def _describe(error: ValidationError) -> str:
    messages: dict[str, list[str]] = error.normalized_messages()  # type: ignore[no-untyped-call]  # marshmallow
    unknown = "no such setting; there are " + ", ".join(map(_variable, _SettingsSchema().fields))
    return "; ".join(
        f"{name}: {unknown if text == 'Unknown field.' else text}" for name, texts in messages.items() for text in texts
    )
