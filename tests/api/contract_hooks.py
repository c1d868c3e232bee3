"""What schemathesis cannot know from the OpenAPI document: date formats, and what goes together."""

from __future__ import annotations

import json
import os
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import schemathesis
from hypothesis import strategies as st

from timeline_api.api.schemas.articles import BatchResultSchema
from timeline_api.api.schemas.events import EventSchema
from timeline_api.api.times import DateError, parse_range
from timeline_api.store.corrections import days_of_correction

_YEARS = st.integers(-9999, 9999).map(lambda year: f"-{-year:04d}" if year < 0 else f"{year:04d}")
_MONTHS = st.integers(1, 12).map(lambda month: f"{month:02d}")
_DAYS = st.integers(1, 28).map(lambda day: f"{day:02d}")
_CLOCKS = st.sampled_from(["00:00", "23:59:60Z", "10:30:00.5", "10:30:00Z"])
DATES = st.one_of(
    _YEARS,
    st.integers(10_000, 9_999_999_999).map("Y-{}".format),
    st.builds("{}-{}".format, _YEARS, _MONTHS),
    st.builds("{}-{}-{}".format, _YEARS, _MONTHS, _DAYS),
    st.builds("{}-{}-{}T{}".format, _YEARS, _MONTHS, _DAYS, _CLOCKS),
)
INTERVALS = st.one_of(DATES, DATES.map("{}/..".format), DATES.map("../{}".format), DATES.map("{}/".format))

schemathesis.openapi.format("timeline-date", DATES)
schemathesis.openapi.format("timeline-interval", INTERVALS)
schemathesis.openapi.format("edtf", st.sampled_from(["2024-12-08", "2024-12~", "199X", "1914/1918", "-0043-03-15"]))


@schemathesis.serializer("application/x-ndjson", "application/jsonl")
def lines(context: schemathesis.SerializationContext, value: Any) -> bytes | None:
    """JSON Lines are bytes; any bytes are a batch, whose lines fail each for itself."""
    return getattr(value, "data", value.encode()) if isinstance(value, str) else None


@schemathesis.deserializer("application/x-ndjson")
def text(context: schemathesis.DeserializationContext, response: schemathesis.Response) -> str:
    """JSON Lines are text."""
    return response.content.decode()


@schemathesis.check
def each_line_is_of_its_schema(
    context: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case
) -> None:
    """What `contentSchema` says of a text, which the checks that come with schemathesis do not look into."""
    if response.status_code == 200 and "application/x-ndjson" in response.headers.get("content-type", [""])[0]:
        schema = EventSchema() if case.path == "/events" else BatchResultSchema()
        flaws = [schema.validate(json.loads(line)) for line in response.content.splitlines()]
        assert not any(flaws), flaws


@schemathesis.hook
def filter_case(context: schemathesis.HookContext, case: schemathesis.Case) -> bool:
    """A batch that is no text cannot be sent, and what cannot be sent cannot be refused."""
    return case.path != "/articles/batch" or isinstance(case.body, str)


LONGEST_QUERY = 7_500  # bytes; the server takes request lines of 8,190


@schemathesis.hook
def before_call(context: schemathesis.HookContext, case: schemathesis.Case, kwargs: dict[str, Any]) -> None:
    """Make cases that are valid by the schemas valid by what schemas cannot say; leave invalid ones invalid."""
    if case.query and len(urlencode(case.query, doseq=True)) > LONGEST_QUERY:
        case.query = {name: _shorter(value) for name, value in case.query.items()}
    if case.meta is None or case.meta.generation.mode is not schemathesis.GenerationMode.POSITIVE:
        return
    if "Idempotency-Key" in case.headers:
        case.headers["Idempotency-Key"] = uuid4().hex  # a name that stands for another article is refused
    if case.path == "/events/{event_id}":
        case.path_parameters = {"event_id": os.environ["CONTRACT_EVENT"]}
    if case.path == "/articles" and isinstance(case.body, dict):
        _keep_text(case.body)
    if case.method == "PATCH":
        case.headers["If-Match"] = "*"  # any other names a state that nobody has seen
        _make_dates_dates(case.body)
    if case.query:
        case.query.pop("cursor", None)  # signed: none can be made up, only followed
    if case.query:
        _agree(case.query)


def _keep_text(article: dict[str, Any]) -> None:
    """Text or a web page, not both; no page that can be made up has an article in it."""
    article.pop("html", None)
    article.setdefault("text", "The bridge reopened on 2024-12-09.")


def _make_dates_dates(patch: Any) -> None:
    """Among the shortest and longest strings that a schema allows are some that are no date."""
    date = patch.get("date") if isinstance(patch, dict) else None
    if date and date["edtf"] is not None and not _is_date(date["edtf"]):
        date["edtf"] = "1914/1918"


def _is_date(edtf: str) -> bool:
    try:
        days_of_correction(edtf)
    except ValueError:
        return False
    return 0 < len(edtf) <= 100


def _shorter(value: Any) -> Any:
    """As many characters, of fewer bytes: a request line too long is 414, which no schema can foresee."""
    if isinstance(value, list):
        return [_shorter(item) for item in value[:60]]
    return "x" * min(len(value), 1001) if isinstance(value, str) and len(value) > 30 else value


def _agree(query: MutableMapping[str, Any]) -> None:
    if "from" in query or "to" in query:
        query.pop("datetime", None)
    if query.get("sort") == "relevance" and "q" not in query:
        query.pop("sort")
    try:
        parse_range(query.get("from"), query.get("to"))
    except DateError:
        query.pop("to", None)
