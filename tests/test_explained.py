"""Why each time expression has its value, as the command and the server tell it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from timeline_api import Document, extract
from timeline_api.explained import explained_record

PUBLISHED = date(2024, 12, 11)


def reasons(text: str, language: str | None = None) -> list[dict[str, Any]]:
    """The explanations of all time expressions of a text."""
    record = explained_record(extract(Document(text, PUBLISHED, language=language)))
    return [timex["explanation"] for timex in record["timexes"]]


def test_a_relative_day() -> None:
    (why,) = reasons("The dam burst on Friday.")
    assert why == {
        "words": [{"text": "Friday", "classes": ["CAP", "TIMECAP", "WEEKDAY", "WEEKDAYCAP"]}],
        "stated": ["weekday"],
        "implied": ["year", "month", "day"],
        "basis": "relative",
        "precision": "day",
        "qualifier": "",
        "anchor": {"kind": "publication", "edtf": "2024-12-11", "text": ""},
        "steps": ["the last Friday up to the anchor"],
    }


def test_the_anchor_is_named_with_its_words() -> None:
    why = reasons("The dam burst on Friday. Two days later the mayor resigned.")[1]
    assert why["anchor"] == {"kind": "story", "edtf": "2024-12-06", "text": "Friday"}
    assert why["steps"] == ["2 days after the anchor"]
    assert [word["text"] for word in why["words"]] == ["Two", "days", "later"]


def test_a_duration_has_words_and_steps_but_no_date() -> None:
    (why,) = reasons("Crews worked for three weeks.")
    assert (why["basis"], why["precision"], why["anchor"], why["stated"]) == (None, None, None, [])
    assert why["steps"] == ["an amount of time"]
    assert ["NUMWORD" in word["classes"] or "UNIT" in word["classes"] for word in why["words"]] == [True, True]


@pytest.mark.parametrize("language", ["es", None])
def test_in_the_language_of_the_text(language: str | None) -> None:
    (why,) = reasons("La presa se rompió el 3 de mayo de 2019, según el ayuntamiento de la villa.", language)
    assert any("MONTH" in word["classes"] for word in why["words"])
    assert why["stated"] == ["year", "month", "day"]


def test_a_language_without_a_grammar_has_no_classes() -> None:
    (why,) = reasons("Der Damm brach am 8. Dezember 2024.", "de")
    assert why["words"] == []
    assert why["steps"]
