"""Participles that describe a thing behind a verb have their time to themselves, and are events of their own."""

from __future__ import annotations

import pytest

from tests.titled import titled


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Workers found a letter written in 1907.",
            [("1907", "A letter was written"), ("2024-06-12", "Workers found a letter")],
        ),
        (
            "The gallery has returned 39 bowls looted in 1897 and will send back another dozen.",
            [
                ("1897", "39 bowls were looted"),
                ("2024-06-12", "The gallery has returned 39 bowls and will send back another dozen"),
            ],
        ),
        (
            "Officials lifted a flood warning issued on Monday night.",
            [("2024-06-10", "A flood warning was issued"), ("2024-06-12", "Officials lifted a flood warning")],
        ),
        (
            "She died in 1911, leaving a box of recordings made by a priest in 1907.",
            [
                ("1907", "Recordings were made by a priest"),
                ("1911", "She died, leaving a box of recordings made by a priest"),
            ],
        ),
        (
            "The pit is to be mapped using 3D scans made in the 1990s.",
            [("199X", "3D scans were made"), ("2024-06-12", "The pit is to be mapped using 3D scans")],
        ),
        (
            "The judge last week threw out the suit, brought in 2020 by three shareholders.",
            [
                ("2020", "The suit was brought by three shareholders"),
                ("2024-06-03/2024-06-09", "The judge threw out the suit"),
            ],
        ),
        (
            "The judge on Monday dismissed the complaint, filed in Vale on Friday, and fined the firm.",
            [
                ("2024-06-07", "The complaint was filed in Vale"),
                ("2024-06-10", "The judge dismissed the complaint and fined the firm"),
            ],
        ),
        (
            "The firm bought the mill, built in 1902, from the Renn family in 1950.",
            [("1902", "The mill was built"), ("1950", "The firm bought the mill from the Renn family")],
        ),
        (
            "A coroner has ruled that Sgt Dean Orr, killed by a falling wall in April 2022, died by accident.",
            [
                ("2022-04", "Sgt Dean Orr was killed by a falling wall"),
                ("2024-06-12", "A coroner has ruled that Sgt Dean Orr died by accident"),
            ],
        ),
        (
            "She lost the title she won in 2012.",
            [("2012", "She won the title"), ("2024-06-12", "She lost the title")],
        ),
        (
            "The bank sold on Monday the unit that it had bought in 2019.",
            [("2019", "It had bought the unit"), ("2024-06-10", "The bank sold the unit that it had bought")],
        ),
        (
            "Police are looking for the car he drove on Monday.",
            [("2024-06-10", "He drove the car"), ("2024-06-12", "Police are looking for the car")],
        ),
        (
            "The club said the striker it signed in May was hurt.",
            [("2024-05", "It signed the striker"), ("2024-06-12", "The striker was hurt")],
        ),
        (
            "A postmaster wrongly convicted of fraud in 2004 died on Monday.",
            [("2004", "A postmaster was convicted of fraud"), ("2024-06-10", "A postmaster died")],
        ),
        (
            "The painting the museum bought in 2011 was exposed as a forgery on Monday.",
            [("2011", "The museum bought the painting"), ("2024-06-10", "The painting was exposed as a forgery")],
        ),
        (
            "A bill the senate passed in May was struck down on Monday.",
            [("2024-05", "The senate passed a bill"), ("2024-06-10", "A bill was struck down")],
        ),
        (
            "A syrup approved in 2018 killed twelve people.",
            [("2018", "A syrup was approved"), ("2024-06-12", "A syrup killed twelve people")],
        ),
        (
            "Renn failed to form a cabinet following elections held in April.",
            [("2024-04", "Elections were held"), ("2024-06-12", "Renn failed to form a cabinet following elections")],
        ),
        (
            "Renn won the first vote held since Vale gained a railway in 1958.",
            [("1958", "Vale gained a railway"), ("2024-06-12", "Renn won the first vote held")],
        ),
        (
            "A man arrested on Saturday over the blaze at the church was released the next day.",
            [
                ("2024-06-08", "A man was arrested over the blaze at the church"),
                ("2024-06-09", "A man was released"),
            ],
        ),
    ],
)
def test_what_describes_a_thing_is_an_event_of_its_own(text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(titled(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The report shows profits jumped in May.", ["2024-05"]),
        ("He wants the law repealed by June.", ["2024-06"]),
        ("Oslo beat Rome, watched by 40,000 fans on Monday.", ["2024-06-10"]),
        ("Schools in Vale will stay closed until Friday.", ["2024-06-14"]),
        ("The firm recalled all vans built in 2018.", ["2024-06-12"]),
        ("The ship hit the rocks and sank in May.", ["2024-05"]),
        ("A man who withdrew from the talks asked for help on Monday.", ["2024-06-10"]),
        ("The mayor spoke at a black-tie dinner hosted by Nord on Monday.", ["2024-06-10"]),
        ("The mayor resigned in a letter published on Monday.", ["2024-06-10"]),
        ("The mayor spoke at a house built by Nord in 1902.", ["1902", "2024-06-12"]),
    ],
)
def test_what_the_sentence_is_about_keeps_its_time(text: str, expected: list[str]) -> None:
    assert [edtf for edtf, _ in sorted(titled(text))] == expected


def test_participles_describe_things_in_spanish() -> None:
    assert sorted(titled("La policía halló una carta escrita en 1907.", "es")) == [
        ("1907", "Una carta fue escrita"),
        ("2024-06-12", "La policía halló una carta"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The court sat on Friday. The results, released on Monday, led to a fine.", "2024-06-10"),
        ("The court sat on Friday. The mayor, elected in 2019, led the talks.", "2024-06-07"),
    ],
)
def test_nothing_is_told_before_what_is_put_into_it(text: str, expected: str) -> None:
    assert [edtf for edtf, title in sorted(titled(text)) if " led " in title] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They were asking why a train derailed in Vale on Monday.", ("2024-06-10", "A train derailed in Vale")),
        ("Clerks were studying why the mill burned on Monday.", ("2024-06-10", "The mill burned")),
        ("Clerks are trying to find out who sold a mill on Monday.", ("2024-06-10", "Who sold a mill")),
        # But what is asked of may be described.
        ("They know why the mill built in 1907 burned.", ("1907", "The mill was built")),
        ("The firm sold what it called a mill built in 1907.", ("1907", "A mill was built")),
    ],
)
def test_a_verb_of_what_is_asked_is_no_participle(text: str, expected: tuple[str, str]) -> None:
    assert expected in titled(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The firm blamed the loss on the sale of Medrana, completed in April.",
            [
                ("2024-06-12", "The firm blamed the loss on the sale of Medrana"),
                ("2024-04", "The sale of Medrana was completed"),
            ],
        ),
        (
            "The police arrested the mayor of Vale, accused in 2019 of theft.",
            [
                ("2024-06-12", "The police arrested the mayor of Vale"),
                ("2019", "The mayor of Vale was accused of theft"),
            ],
        ),
        # What the money is of is meant, not the money.
        ("They lost a fine of $3 million, which was paid in 2019.", [("2019", "A fine of $3 million was paid")]),
        (
            "It was paid for by a grant of 2 million euros awarded in 2020.",
            [
                ("2024-06-12", "It was paid for by a grant of 2 million euros"),
                ("2020", "A grant of 2 million euros was awarded"),
            ],
        ),
        # Who came to a place is told of, not the place.
        ("He came to Vale, wounded in May 1940.", [("1940-05", "He came to Vale, wounded")]),
    ],
)
def test_a_participle_behind_whose_a_thing_is(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("A portrait she made of her sister in 1971 was sold in May.", "She made a portrait of her sister"),
        ("The book he wrote about the war in 1971 was banned.", "He wrote the book about the war"),
        ("The day he came to Rome in 1971 was wet.", "He came to Rome"),  # which is no object
    ],
)
def test_a_subject_is_the_object_of_its_relative_clause(text: str, title: str) -> None:
    assert ("1971", title) in titled(text)
