"""Of which day the news is: the one that its opening names, unless that only leads to it."""

from __future__ import annotations

from datetime import date

import pytest

from timeline_api import Document, extract

PUBLISHED = date(2024, 5, 16)  # a Thursday


def told(text: str) -> list[tuple[str, str]]:
    return [(event.date.edtf, event.title) for event in extract(Document(text, PUBLISHED)).events]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        # A perfect is of the publication, not of a day some days before that a later sentence names.
        ("A nurse has been charged with theft. Police were called to a ward on Sunday.", "2024-05-16"),
        ("A nurse has been charged after police said they found a ring. They searched a ward on Sunday.", "2024-05-16"),
        ("A nurse is being held in Vale. Police searched a ward on Sunday.", "2024-05-16"),
        # Nor of a day that only tells which thing is meant.
        (
            "The toll of men who fell in Wednesday's raid has doubled. A mill was shut. Crews came on Wednesday.",
            "2024-05-16",
        ),
        # But of that day where the same is told of it, or where it is the day before.
        ("Two men have been arrested over a theft. They were arrested on Sunday.", "2024-05-12"),
        ("Senator Ada Renn has died. She died on Sunday.", "2024-05-12"),
        ("A nurse has been charged with theft. Police were called to a ward on Wednesday.", "2024-05-15"),
    ],
)
def test_a_perfect_that_opens_the_news_has_its_day(text: str, edtf: str) -> None:
    assert told(text)[0][0] == edtf


def test_what_the_opening_tells_is_told_again_of_its_day() -> None:
    text = (
        "Police arrested a baker on Wednesday after a fire in Vale. Crews were called at 7:30 p.m. Tuesday. "
        "They searched the mill. {} in Orrin."
    )
    assert told(text.format("The baker was arrested"))[-1][0] == "2024-05-15"
    assert told(text.format("The baker was seen"))[-1][0] == "2024-05-14"
    said = "Nine men were killed, police said Wednesday. Two bombs went off on Tuesday. Five men were killed in Vale."
    assert told(said)[-1][0] == "2024-05-14"


def test_what_is_said_of_what_is_so_now_is_said_in_the_news() -> None:
    text = "Police are looking into a stabbing on Sunday in Vale. Crews found a man in a hall. A clerk said he was {}."
    assert [edtf for edtf, _ in told(text.format("old"))] == ["2024-05-16", "2024-05-12", "2024-05-16"]
    other = "Police looked into a stabbing on Sunday in Vale. A clerk said a man was old."
    assert [edtf for edtf, _ in told(other)] == ["2024-05-12", "2024-05-12"]


def test_what_is_said_behind_a_day_of_speaking_is_said_on_it() -> None:
    text = 'Talks went on, Ivo Renn said on Wednesday. Nine men left on Tuesday. "We see a light," Ada Renn said.'
    assert [edtf for edtf, _ in told(text)] == ["2024-05-15", "2024-05-14", "2024-05-15"]


def test_news_of_what_is_to_come_does_not_go_on_in_another_paragraph_at_a_day_before() -> None:
    text = "Trains will run again on {}. Crews walked off on Monday.\nA nurse has left.\nTheir head thanked them."
    assert told(text.format("Friday"))[-1][0] == "2024-05-16"
    assert told(text.format("a line of their own"))[-1][0] == "2024-05-13"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("The union called off plans for a new strike Friday and Saturday, and its head said talks went on.", "05-16"),
        ("The union called off a strike planned for Friday.", "05-16"),
        ("The union called off its strike on Tuesday.", "05-14"),
        ("The union planned a strike on Friday.", "05-17"),
    ],
)
def test_what_is_called_off_is_so_before_its_day(text: str, edtf: str) -> None:
    assert told(text)[0][0] == f"2024-{edtf}"


def test_the_opening_is_not_behind_a_word_that_ties_a_sentence_to_another() -> None:
    text = "The dam burst on Wednesday. Its wall fell.\n\nBut crews were slow. The mayor wept. A clerk was hurt."
    assert [edtf for edtf, _ in told(text)] == ["2024-05-15"] * 5


def test_what_will_be_is_of_the_day_on_which_it_was_ruled() -> None:
    text = (
        "The nurse accused of theft will stay in jail, a judge ruled Wednesday. She has said little, police said early "
        "Wednesday. A cleaner found the ring on Monday. Her lawyer left at noon. The judge set no bail."
    )
    assert told(text)[0][0] == "2024-05-15"


def test_a_past_clause_with_where_has_an_old_time_to_itself() -> None:
    assert told("The bomb exploded in Vale, one of the towns where the rebels rose up in 2004.") == [
        ("2024-05-16", "The bomb exploded in Vale, one of the towns"),
        ("2004", "The rebels rose up"),
    ]


def test_what_is_to_come_on_the_day_of_the_news_does_not_lead_it() -> None:
    text = "Vale said Wednesday that two men will face a court Thursday. Crews found the ship."
    assert told(text)[-1] == ("2024-05-15", "Crews found the ship")
    text = "Vale said Wednesday that two men had been tried Thursday. Crews found the ship."
    assert told(text)[-1] == ("2024-05-16", "Crews found the ship")


def test_what_had_been_before_does_not_lead_the_news() -> None:
    text = "Eleven walkers came down in Vale. They had last been seen on Sunday."
    assert told(text)[0] == ("2024-05-16", "Eleven walkers came down in Vale")
    text = "Talks broke down after 22 hours. The union had left the room on Sunday, when its contract ended. "
    assert told(text + "The strike was put off.") == [
        ("2024-05-16", "Talks broke down after 22 hours"),
        ("2024-05-12", "The union had left the room"),
        ("2024-05-12", "Its contract ended"),
        ("2024-05-16", "The strike was put off"),
    ]
