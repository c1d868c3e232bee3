"""What news is about happened on a day of its own, which is told once and holds wherever it is told of again."""

from __future__ import annotations

from datetime import date

import pytest

from timeline_api import Document, extract

PUBLISHED = date(2024, 5, 16)  # a Thursday
LEAD = "Rescuers searched the ruins of Orrin on Wednesday. "


def dates(text: str) -> list[str]:
    return [event.date.edtf for event in extract(Document(text, PUBLISHED)).events]


NEWS = " The mayor thanked them on Wednesday. "


@pytest.mark.parametrize(
    ("day", "sentence", "edtf"),
    [
        ("The army said 40 people died in Sunday's quake.", "The quake was felt in Vale.", "2024-05-12"),
        ("The earthquake struck on Sunday.", "The strong quake flattened two villages.", "2024-05-12"),
        ("A ferry that was leaving Vale capsized on Monday.", "The ferry was carrying 50 people.", "2024-05-13"),
        ("A jet, which was full, crashed on May 4 near Vale.", "All nine aboard the jet were killed.", "2024-05-04"),
        ("The fire broke out on Sunday.", "Three guests were injured in the fire.", "2024-05-12"),
        ("The fire broke out on Sunday.", "A wall weakened by the fire fell.", "2024-05-12"),
        ("Nord came second in Monday's election.", "The Vale party won 306 of the 650 seats.", "2024-05-13"),
        ("A jet crashed on Monday.", "There were 97 passengers and four pilots aboard the flight.", "2024-05-13"),
        ("A jet crashed on Monday.", "About 200 passengers were on board.", "2024-05-13"),
        # But what has nothing to do with it, or comes after it, is of the news.
        ("The fire broke out on Sunday.", "Firefighters pulled down a wall.", "2024-05-15"),
        ("A ferry capsized on Monday.", "Survivors of the accident wept.", "2024-05-15"),
        ("A ferry capsized on Monday.", "A second ferry sank.", "2024-05-15"),
        ("A jet crashed on Monday.", "There were 97 police officers at the church.", "2024-05-15"),
        # Of two such days nobody knows which is meant.
        ("The first blast was on Sunday. The second blast was on Monday.", "The blast broke windows.", "2024-05-15"),
    ],
)
def test_what_happened_keeps_its_day(day: str, sentence: str, edtf: str) -> None:
    assert dates(LEAD + day + NEWS + sentence)[-1] == edtf


@pytest.mark.parametrize(
    ("sentence", "edtf"),
    [
        ("A fire that started on Monday destroyed a hotel in Vale.", "2024-05-13"),
        ("A blaze, which broke out on Monday, destroyed nine shops.", "2024-05-13"),
        # But not what somebody did, nor what goes on.
        ("A man who fled on Monday was held in Vale.", "2024-05-15"),
        ("A storm chaser who fled on Monday was held in Vale.", "2024-05-15"),
        ("A fire that started on Monday is still burning.", "2024-05-16"),
    ],
)
def test_what_a_fire_did_is_of_the_day_that_its_sentence_gives_it(sentence: str, edtf: str) -> None:
    assert dates(LEAD + sentence)[1:] == [edtf, "2024-05-13"]


def test_what_an_attack_is_set_beside_is_not_its_day() -> None:
    text = LEAD + "A bomber killed five on Monday. It was the worst attack since a Jan. 28 bombing killed six in Vale. "
    assert dates(text + "The blast hurt three.")[-1] == "2024-05-13"
