"""Diaries and logs: what stands under a day was written on it."""

from __future__ import annotations

from datetime import date

from timeline_api import Document, extract

LOG = """Log of the brig Cora

3 March 1888. Left Orrin at six with a fair wind. Made forty miles.

5 March. Passed the cape at last. At noon the boy Karl fell from the yard. He had joined in January.

9 March. The cook is very ill. We put in at Vale this evening and shall sail tomorrow.

The entry for 9 March is the last. The Cora was found in May 1888. The crew were landed at Orrin on 2 June.
"""


def told(text: str, published: date | None = None) -> list[tuple[str, str]]:
    return [(event.date.edtf, event.title) for event in extract(Document(text, published)).events]


def values(text: str) -> dict[str, str]:
    return {timex.text: timex.value for timex in extract(Document(text)).timexes}


def test_an_entry_is_dated_by_its_heading_and_counts_from_it() -> None:
    found = values(LOG)
    assert found["noon"] == "1888-03-05T12:00"
    assert found["January"] == "1888-01"
    assert found["this evening"] == "1888-03-09TEV"
    assert found["tomorrow"] == "1888-03-10"
    assert found["2 June"] == "1888-06-02"


def test_what_an_entry_tells_is_of_its_day() -> None:
    assert told(LOG)[:4] == [
        ("1888-03-03", "Left Orrin at six with a fair wind"),
        ("1888-03-03", "Made forty miles"),
        ("1888-03-05", "Passed the cape at last"),
        ("1888-03-05T12:00:00", "The boy Karl fell from the yard"),
    ]


CHRONICLE = """The union is ready to strike.

16 October 2019

A first deal was reached with the union.

25 March 2023

Ada Renn is elected head of the union.

3 April 2023

Renn meets the owners. The owners run nine mills.

The mills are old.
"""


def test_a_chronicle_tells_in_the_present_under_days_that_stand_apart() -> None:
    assert told(CHRONICLE, date(2024, 5, 16)) == [
        ("2019-10-16", "A first deal was reached with the union"),
        ("2023-03-25", "Ada Renn is elected head of the union"),
        ("2023-04-03", "Renn meets the owners"),
    ]
    single = "14 May 2024\n\nThe mayor meets the owners."
    assert told(single, date(2024, 5, 16)) == []


def test_a_log_has_no_date_of_its_own() -> None:
    assert extract(Document(LOG)).warnings == ()


def test_a_dateline_above_older_days_is_that_of_the_article() -> None:
    text = "14 May 2024\n\nThe pit flooded yesterday.\n\n2 March 2021\n\nA wall fell.\n\n4 April 2022\n\nA roof fell."
    assert values(text)["yesterday"] == "2024-05-13"


def test_a_section_of_a_story_does_not_go_on_at_the_date_of_the_one_before() -> None:
    text = "History\n\nThe mill opened in 1901. It burned down on 3 May 1920.\n\nOther mills\n\nTwo more were planned. "
    assert [edtf for edtf, _ in told(text + "One of them failed in 1931.")] == ["1901", "1920-05-03", "1931"]


def test_lines_that_begin_with_years_are_a_chronicle() -> None:
    text = "1086 Survey of the manor completed\n1215 Charter granted to the town\n1348 Plague reaches the valley"
    assert told(text) == [
        ("1086", "Survey of the manor completed"),
        ("1215", "Charter granted to the town"),
        ("1348", "Plague reaches the valley"),
    ]


def test_a_lone_line_that_begins_with_a_number_is_no_entry() -> None:
    assert told("1215 Holm Road was sold.\nIt was old.") == []


def test_the_year_of_an_undated_history_is_not_that_of_its_writing() -> None:
    found = values("The clock was made in 1742. It was sold in 1838. It struck again on 1 February this year.")
    assert found["1 February this year"] == "XXXX-02-01"
