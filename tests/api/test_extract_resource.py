"""`/extract`: the extractor's own record, explained, and nothing stored."""

from __future__ import annotations

from datetime import date

import pytest
from flask.testing import FlaskClient

from timeline_api.api.schemas.extraction import ExtractionSchema
from timeline_api.explained import explained_record
from timeline_api.model import Document, Extraction
from timeline_api.pipeline import extract
from timeline_api.records import extraction_record

TEXT = "The old bridge opened on 2024-12-08. The town council closed the market on 1999-05-03."
DOCUMENT = Document(TEXT, date(2024, 12, 9), id="17")


def test_what_comes_back_is_the_record_explained(client: FlaskClient) -> None:
    answer = client.post("/extract", json={"text": TEXT, "published": "2024-12-09", "id": "17"})
    assert answer.status_code == 200
    body = answer.json
    record = extraction_record(extract(DOCUMENT))
    why = [event.pop("explanation") for event in body["events"]]
    reasons = [timex.pop("explanation") for timex in body["timexes"]]
    assert body == record
    assert [each["stated"] for each in reasons] == [["year", "month", "day"]] * 2
    assert [TEXT[each["start"] : each["end"]] for each in why] == ["2024-12-08", "1999-05-03"]


def test_nothing_is_stored(client: FlaskClient) -> None:
    client.post("/extract", json={"text": TEXT})
    assert client.get("/events").json["items"] == []


def test_the_schema_and_the_record_say_the_same() -> None:
    record = explained_record(extract(DOCUMENT))
    assert record["events"]
    assert ExtractionSchema().dump(record) == record
    assert ExtractionSchema().validate(record) == {}


def test_warnings_are_passed_on(client: FlaskClient, key: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    def warn(document: Document) -> Extraction:
        return Extraction(document, (), (), ("no grammar for 'tlh'",))

    monkeypatch.setattr("timeline_api.api.observing.extract", warn)
    for path in ("/extract", "/articles"):
        answer = client.post(path, json={"text": TEXT, "language": "tlh"}, headers=key)
        assert answer.json["warnings"] == ["no grammar for 'tlh'"]
