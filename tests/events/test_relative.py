"""Relative clauses without commas of who a sentence is about, with times of their own."""

from __future__ import annotations

import pytest

from tests.titled import titled


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Fires that began on 29 May and were put out only on Monday have destroyed 12 farms.",
            [
                ("2024-05-29", "Fires began"),
                ("2024-06-10", "Fires were put out"),
                ("2024-06-12", "Fires have destroyed 12 farms"),
            ],
        ),
        (
            "Families who crossed the river on Friday were flown back to Vale on Sunday.",
            [("2024-06-07", "Families crossed the river"), ("2024-06-09", "Families were flown back to Vale")],
        ),
        (
            "The outbreak that began in April and peaked in May is now over.",
            [("2024-04", "The outbreak began"), ("2024-05", "The outbreak peaked")],
        ),
        (
            "A clerk who fled when troops came in May has died.",
            [("2024-05", "A clerk fled when troops came"), ("2024-06-12", "A clerk has died")],
        ),
        (
            "The firm that bought the mill in 1990 said it would close.",
            [("1990", "The firm bought the mill"), ("2024-06-12", "The firm said it would close")],
        ),
        (
            "The museum bought the painting in 1950 from a dealer who had acquired it in 1944.",
            [("1944", "A dealer had acquired it"), ("1950", "The museum bought the painting from a dealer")],
        ),
        (
            "Troops who had held the airport since 2021 left on Monday.",
            [("2021/..", "Troops had held the airport"), ("2024-06-10", "Troops left")],
        ),
        (
            "The mill, which two firms had bought in 2001, burned in 2004.",
            [("2001", "Two firms had bought the mill"), ("2004", "The mill burned")],
        ),
        (
            "Officials had warned in 2018 that the dam, built in 1954, was unsafe.",
            [("1954", "The dam was built"), ("2018", "Officials had warned that the dam was unsafe")],
        ),
        (
            "The 12 who fled on Friday were found on Monday.",
            [("2024-06-07", "The 12 fled"), ("2024-06-10", "The 12 were found")],
        ),
        (
            "A man from a village in the hills who had fled on Friday was held on Monday.",
            [
                ("2024-06-07", "A man from a village in the hills had fled"),
                ("2024-06-10", "A man from a village in the hills was held"),
            ],
        ),
        (
            "A man who lived in a house built in 1902 died on Monday.",
            [("1902", "A house was built"), ("2024-06-10", "A man died")],
        ),
    ],
)
def test_they_are_events_of_their_own(text: str, expected: list[tuple[str, str]]) -> None:
    assert [each for each in sorted(titled(text)) if each in expected] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ann Lee, the singer who moved to Rome in 1969, died on Monday.",
            [("1969", "Ann Lee moved to Rome"), ("2024-06-10", "Ann Lee died")],
        ),
        (
            "Since 2019, when the dam was completed, fishermen have seen their catch halve.",
            [("2019", "The dam was completed"), ("2019/..", "Fishermen have seen their catch halve")],
        ),
        (
            "In May, when the mayor resigned, the council met twice.",
            [("2024-05", "The council met twice"), ("2024-05", "The mayor resigned")],
        ),
        (
            "The museum has withdrawn a portrait that heirs of its owner say was looted in 1938.",
            [
                ("1938", "A portrait was looted"),
                ("2024-06-12", "The museum has withdrawn a portrait"),
            ],
        ),
        (
            "The court jailed a man who prosecutors said robbed a bank in May.",
            [("2024-05", "A man robbed a bank"), ("2024-06-12", "The court jailed a man")],
        ),
        (
            "The brewery, which left the guild in 2015, also announced a sale.",
            [("2015", "The brewery left the guild"), ("2024-06-12", "The brewery also announced a sale")],
        ),
        ("In 1950, when she was 20, she moved to Rome.", [("1950", "She moved to Rome")]),
    ],
)
def test_what_names_anew_and_what_was_when_are_told_apart(text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(titled(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "In her first interview since leaving office in May, the former mayor defended her record.",
            [
                ("2024-05", "The former mayor left office"),
                ("2024-06-12", "In her first interview, the former mayor defended her record"),
            ],
        ),
        (
            "Since taking office in January, the mayor has cut 40 jobs.",
            [("2024-01", "The mayor took office"), ("2024-06-12", "The mayor has cut 40 jobs")],
        ),
        ("Before leaving the bank in 2011 she wrote a book.", [("2011", "She left the bank")]),
        (
            "The Skarn tunnel, closed for repairs since 2 October, reopens to traffic tomorrow.",
            [
                ("2023-10-02/..", "The Skarn tunnel was closed for repairs"),
                ("2024-06-13", "The Skarn tunnel reopens to traffic"),
            ],
        ),
        (
            "A jet crashed minutes after take-off from Vale on Friday morning, killing a dozen.",
            [("2024-06-07", "A jet crashed minutes after take-off from Vale, killing a dozen")],
        ),
        (
            "Although the union met on Friday, the owners closed the mill on Monday.",
            [("2024-06-07", "The union met"), ("2024-06-10", "The owners closed the mill")],
        ),
        (
            "The mayor could have called a vote but opted on Thursday to resign.",
            [("2024-06-06", "The mayor opted to resign")],
        ),
        (
            "The actor played the lead on Monday (he won a prize in 1951).",
            [("1951", "He won a prize"), ("2024-06-10", "The actor played the lead")],
        ),
        (
            "The ministry said February had been wet.",
            [("2024-02", "February had been wet")],
        ),
        (
            "At a summit, leaders announced Friday a deal.",
            [("2024-06-07", "At a summit, leaders announced a deal")],
        ),
    ],
)
def test_what_leads_a_sentence_is_told_apart(text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(titled(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Since the law took effect on 1 May, 340 people have been fined.",
            [
                ("2024-05-01", "The law took effect"),
                ("2024-05-01/..", "Since the law took effect, 340 people have been fined"),
            ],
        ),
        (
            "When the bank failed in May 2012, the mill was shut, and it was sold in 2013.",
            [("2012-05", "The bank failed"), ("2012-05", "The mill was shut"), ("2013", "It was sold")],
        ),
        (
            "After the bank failed in May 2012, the mill was sold in 2013.",
            [("2012-05", "The bank failed"), ("2013", "The mill was sold")],
        ),
        ("When she was in Vale in 2012, her house burned.", [("2012", "When she was in Vale, her house burned")]),
        ("When she met Lia Holt in 1974, her mother was ill.", [("1974", "She met Lia Holt")]),
        (
            "When the board met on Tuesday, its head, who came in 2021, announced a sale.",
            [("2021", "Its head came"), ("2024-06-11", "Its head announced a sale"), ("2024-06-11", "The board met")],
        ),
        (
            "After the mill burned in May, its owner, who lives in Oslo, was held in June.",
            [("2024-05", "The mill burned"), ("2024-06", "Its owner was held")],
        ),
        (
            "When the dam burst in May, the road, which was wet, was shut, and it reopened in June.",
            [("2024-05", "The dam burst"), ("2024-05", "The road was shut"), ("2024-06", "It reopened")],
        ),
    ],
)
def test_a_clause_that_a_word_joins_in_front_is_an_event(text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(titled(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A fire broke out on Sunday. Two men appeared in court on Monday and were held until 14 July.",
            ["2024-06-09", "2024-06-10", "2024-06-10"],
        ),
        ("She led the port from 1990 until 1994. The vote was lost on Monday.", ["1990/1994", "2024-06-10"]),
    ],
)
def test_what_goes_on_is_of_its_sentence(text: str, expected: list[str]) -> None:
    assert [edtf for edtf, _ in sorted(titled(text))] == expected


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The house that her father built in 1920 burned.",
            [("2024-06-12", "The house burned"), ("1920", "Her father built the house")],
        ),
        (
            "The bridge the firm built in 1920 collapsed on Monday.",
            [("2024-06-10", "The bridge collapsed"), ("1920", "The firm built the bridge")],
        ),
        (
            "A car she built in 1950 fetched a record price.",
            [("2024-06-12", "A car fetched a record price"), ("1950", "She built a car")],
        ),
        (
            "Police said that the car they found in May belonged to her.",
            [("2024-06-12", "The car belonged to her"), ("2024-05", "They found the car")],
        ),
        (
            "The law that parliament passed in 2010 has failed.",
            [("2024-06-12", "The law has failed"), ("2010", "Parliament passed the law")],
        ),
        ("The woman who won in 2019 lost on Monday.", [("2024-06-10", "The woman lost"), ("2019", "The woman won")]),
        ("The ship that sank in 1915 lies off the cape.", [("1915", "The ship sank")]),
        ("He knew that his father built it in 1920.", [("1920", "He knew that his father built it")]),
        ("The firm that makes the cars sold 400 in May.", [("2024-05", "The firm that makes the cars sold 400")]),
    ],
)
def test_what_was_done_to_the_subject_is_told_apart(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The drug, which regulators approved in 2019, was withdrawn.",
            [("2024-06-12", "The drug was withdrawn"), ("2019", "Regulators approved the drug")],
        ),
        (
            "He left the firm, which lapses on 16 June.",
            [("2024-06-12", "He left the firm"), ("2024-06-16", "The firm lapses")],
        ),
        (
            "It named Dr. James A. Lee, who left in May.",
            [("2024-06-12", "It named Dr. James A. Lee"), ("2024-05", "James A. Lee left")],
        ),
        ("A week before polling day, the minister resigned.", []),
    ],
)
def test_whom_a_relative_clause_is_about(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted
