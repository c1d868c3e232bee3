"""The article that the project began with: it carries no date at all, and names one day three times.

Its text is not part of the project; where it is missing the test is skipped.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline_api import Document, extract

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "seeds"


@pytest.mark.skipif(not any(FOLDER.glob("*.txt")), reason="the article is not beside the project")
def test_an_article_without_a_date_is_dated_by_its_weekday() -> None:
    text = next(iter(sorted(FOLDER.glob("*.txt")))).read_text(encoding="utf-8")
    found = extract(Document(text))
    flight = next(event for event in found.events if "fled" in event.text)
    assert (flight.date.edtf, flight.date.basis) == ("2024-12-08?", "inferred")
    assert any("Sunday in 2024" in step for step in flight.explanation.steps)
    assert [t.value for t in found.timexes if "December 8" in t.text] == ["2024-12-08"] * 3
    assert {t.text: t.value for t in found.timexes if t.type == "DURATION"} == {"a week": "P1W", "a decade": "P10Y"}
