"""Stories, logs, lives and chronicles, which tell of nothing near to their publication, or have none."""

from __future__ import annotations

import pytest

from tests.titled import titled
from timeline_api import Document, extract

MEMOIR = """We kept geese in the summer of 1968. That summer was dry. It ended with a fair in Vale. In the autumn we
went to Hale. My aunt sold her geese."""
INCIDENT = """At 0412 on 9 June 2011, the brig lost her mast. At 0430 the cook was told. The mate fell asleep.
A tug came the next morning."""


def test_what_tells_of_nothing_near_to_its_publication_is_a_story() -> None:
    told = titled(MEMOIR)
    assert ("1968-22", "It ended with a fair in Vale") in told
    assert ("1968-23", "My aunt sold her geese") in told
    assert all(edtf.startswith("1968") for edtf, _ in told)
    assert [edtf[:10] for edtf, _ in titled(INCIDENT)] == ["2011-06-09", "2011-06-09", "2011-06-09", "2011-06-10"]
    assert all(edtf[0] == "Y" for edtf, _ in titled("The sea fell 3 million years ago. Ice grew 2 million years ago."))


@pytest.mark.parametrize(
    "text",
    [
        "Nord has bought Vale, which was founded in 1976. Two men were fired.",
        "Vale was founded in 1976. It was sold on Monday. Its owner fled.",
        "The mill burned on 3 May 2024. Its owner fled.",
        "In 1976 Vale closed its mill. The council voted on June 5 to sell it. Nobody had bid.",
    ],
)
def test_news_that_names_an_old_year_is_no_story(text: str) -> None:
    assert "1976" not in titled(text)[-1][0]
    assert titled(text)[-1][0].startswith("2024")


def test_a_life_in_brackets_goes_on_from_its_beginning() -> None:
    text = "Ada Vane (2 March 1861 - 5 May 1903) was born in Orrin. They went to Hale a few years later."
    assert titled(text)[1] == ("1863~/1870~", "They went to Hale")


def test_a_story_does_not_go_on_at_what_is_said_of_somebody() -> None:
    text = "In 1868 Hale left the boat to Renn, who had joined in 1861. Hale built a pier in Vale. He died in 1880."
    assert ("1868", "Hale built a pier in Vale") in titled(text)
    text = "In 1868 Hale left the boat to Renn, who died in 1869. The boat sank. He died in 1880."
    assert ("1869", "The boat sank") in titled(text)


def test_notes_are_no_part_of_what_is_told() -> None:
    text = "Nord was sold in 1990.[1] It moved to Orrin in 1995,[2] and closed in 1999.[3]"
    assert titled(text) == [("1990", "Nord was sold"), ("1995", "It moved to Orrin"), ("1999", "It closed")]


def test_what_was_the_longest_or_there_is_no_event_of_a_story() -> None:
    text = "In 1865 Hale besieged the fort. There were two mills in it. It was the longest march of the war."
    assert titled(text) == [("1865", "Hale besieged the fort")]


def test_a_day_of_the_next_year_is_of_that_behind_the_story() -> None:
    text = "The duke armed his men in November 1302. He set out on 9 April the next year. He died on 3 June."
    found = extract(Document(text, None)).events
    assert [event.date.edtf for event in found] == ["1302-11", "1303-04-09", "1303-06-03"]


def test_a_day_of_an_age_without_articles_is_none_of_publication() -> None:
    found = extract(Document("3 July 1788. Ada Quill met a boy. Six weeks later, she left Vale.", None)).events
    assert [event.date.edtf for event in found] == ["1788-07-03", "1788-08-14"]


def test_a_century_opens_a_story() -> None:
    text = "The 19th century brought glass to Vale. Quill built a kiln. In 1871 a rival came. It made bottles."
    assert all(edtf.startswith("18") for edtf, _ in titled(text))
    assert titled("A 1960s singer was held in Vale.")[0][0].startswith("2024")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("She moved to Orrin in 1920, married in 1925, and died in 1970.", ["1920", "1925", "1970"]),
        ("He came in 1985, left in 1986, and his son died in 1987.", ["1985", "1986", "1987"]),
        ("The line was opened in 1857, closed in 1930, and was sold in 1940.", ["1857", "1930", "1940"]),
        ("The firm kept its goal, first set in 2012, and sold a mill on Monday.", ["2024-06-10"]),
    ],
)
def test_deeds_in_a_row_have_each_their_year(text: str, wanted: list[str]) -> None:
    assert [edtf for edtf, _ in titled(text)] == wanted


def test_what_leads_with_although_has_no_time_of_what_follows() -> None:
    text = "Although Renn says that Nord told her of a prize, Nord sued her on 9 May 1992."
    assert [edtf for edtf, _ in titled(text)] == ["1992-05-09"]
    text = "She left in 1991. Although Renn says that Nord told her she was ill, Nord sued her in March 1992."
    assert [edtf for edtf, _ in titled(text)] == ["1991", "1992-03"]


def test_what_was_planned_at_a_meeting_is_of_its_year() -> None:
    text = "In 1861 the fair failed. A new one was planned in the 1866 meeting of the guild. It opened on 5 August."
    assert titled(text)[-1][0] == "1866-08-05"


def test_ages_are_counted_without_a_day_of_writing() -> None:
    found = extract(Document("The ridge rose about 14 million years ago. It fell 20 years ago.", None)).events
    assert [event.date.edtf for event in found] == ["Y-13998000~"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The trade went to Vale and in 1740 a clerk made the first bell.", [("1740", "A clerk made the first bell")]),
        (
            "The firm shut in 1986, and a rival guild dismantled all its mills in 1987.",
            [("1986", "The firm shut"), ("1987", "A rival guild dismantled all its mills")],
        ),
        ("He sold fish and in 1740 the meat.", [("1740", "He sold fish and the meat")]),
    ],
)
def test_a_year_behind_and_leads_what_has_a_subject(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "The quarrel was still not mended.",
        "She was alone in the hall.",
        "The peace was short-lived.",
        "The clerks were anxious.",
        "Its roof was hugely heavy.",
        "The price was 12 pence.",
        "Later the town grew.",
        "Some time later he died.",
    ],
)
def test_how_things_stood_in_a_story_is_no_event(text: str) -> None:
    assert titled(f"In 1901 the fort fell. {text} The king fled.") == [
        ("1901", "The fort fell"),
        ("1901", "The king fled"),
    ]


@pytest.mark.parametrize("text", ["The king was ill.", "The gate was shut.", "The town was badly hit.", "He was dead."])
def test_what_came_to_be_in_a_story_is_one(text: str) -> None:
    assert ("1901", text[:-1]) in titled(f"In 1901 the fort fell. {text}")


CASE = """The guild asks for a new trial. The facts are these. Renn was a clerk. They are plain.
Two wardens, Lee and Renn, came to the barn on May 9, 2003. They met Quill at about 2 p.m. Renn shut
the gate. Lee ran away."""
JOURNAL = """Friday, 4 August 1893.
Quill rejoined the party.
Saturday, 5 August 1893.
The tents were mended.
Sunday, 6 August 1893.
We went back to the camp that we had left on Friday night. We dined at 7 p.m."""


def test_a_case_is_a_story_from_the_day_of_its_facts_on() -> None:
    told = titled(CASE)
    assert told[-2:] == [("2003-05-09", "Renn shut the gate"), ("2003-05-09", "Lee ran away")]
    assert all(edtf.startswith("2003") for edtf, _ in told)


def test_a_journal_is_not_left_for_what_had_been() -> None:
    assert [event.date.edtf for event in extract(Document(JOURNAL, None)).events][-1] == "1893-08-06T19:00:00"


def test_a_story_does_not_go_on_at_years_in_a_row() -> None:
    text = "Quill came in 1812. Between 1821 and 1829 she drew ferns. She went home to Vale. She died in 1848."
    assert [edtf for edtf, _ in titled(text)] == ["1812", "1821/1829", "1848"]
    text = "Quill came in 1812. In 1821 and 1822 she drew ferns. She went home to Vale. She died in 1848."
    assert ("1822", "She went home to Vale") in titled(text)


def test_the_next_january_of_an_old_story_does_not_point_from_its_publication() -> None:
    text = "In October 1981, Renn wed Ida. In January the guild met. By the end of the year, Renn left. "
    assert [edtf for edtf, _ in titled(text + "The next January his son left.")] == [
        "1981-10",
        "1982-01",
        "1982",
        "1983-01",
    ]
    assert titled(text + "This week his son left.")[-1][0].startswith("2024")


def test_a_line_of_a_chronicle_is_no_date_of_the_article() -> None:
    text = "1861: Mill first run.\nMarch 3, 1907: Roof fell in.\nJune 6, 1954: Wheel replaced. A dam was set up."
    told = [(event.date.edtf, event.title) for event in extract(Document(text, None)).events]
    assert told[-2:] == [("1954-06-06", "Wheel replaced"), ("1954-06-06", "A dam was set up")]


def test_the_next_year_behind_and_leads_a_clause() -> None:
    told = titled("In 1909 Quill came. He wed Ida, and the next year he sent for his son.")
    assert [edtf for edtf, _ in told[1:]] == ["1909", "1910"]
