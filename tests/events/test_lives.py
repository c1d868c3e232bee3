"""What lives tell: births in brackets and on lines of their own, what somebody is and did."""

from __future__ import annotations

import pytest

from tests.titled import titled


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ida Renn (born 3 May 1927) is a painter.", [("1927-05-03", "Ida Renn was born")]),
        ("Ida Renn (born 3 May 1927 in Vale) is a painter.", [("1927-05-03", "Ida Renn was born in Vale")]),
        (
            "Ida Renn (born May 3, 1927, Vale, Norway) is a painter.",
            [("1927-05-03", "Ida Renn was born in Vale, Norway")],
        ),
        (
            "Ida Renn (born 1927) opened a school in 1956.",
            [("1956", "Ida Renn opened a school"), ("1927", "Ida Renn was born")],
        ),
        # A life from its first day to its last is one stretch, and a death alone only says who it was.
        ("Ida Renn (born 1927; died 2001) was a painter.", [("1927/2001", "Ida Renn was a painter")]),
        ("Ida Renn (died 2001) opened a school in 1956.", [("1956", "Ida Renn opened a school")]),
        ("Born: 3 May 1927, Vale", [("1927-05-03", "Born in Vale")]),
        ("Died: 4 June 1990, Vale", [("1990-06-04", "Died in Vale")]),
    ],
)
def test_a_birth_in_brackets_or_on_a_line_is_told(text: str, wanted: list[tuple[str, str]]) -> None:
    assert sorted(titled(text)) == sorted(wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ann Lee was born in 1818 and became a nurse.", [("1818", "Ann Lee was born")]),
        (
            "Ann Lee was born in 1818 and became a nurse before marrying in 1840.",
            [("1818", "Ann Lee was born"), ("1840", "Ann Lee married")],
        ),
        ("The firm was born in 1998 in Vale, and grew fast.", [("1998", "The firm was born in Vale")]),
        # But this is of the birth too, and so is a time behind what the life brought of that alone.
        ("Ann Lee was born and raised in Vale in 1818.", [("1818", "Ann Lee was born and raised in Vale")]),
        ("Ann Lee was born in Vale and left school in 1972.", [("1972", "Ann Lee left school")]),
        ("Ann Lee moved to Vale in 1840 and became a nurse.", [("1840", "Ann Lee moved to Vale and became a nurse")]),
    ],
)
def test_what_a_life_brought_is_not_of_its_birth(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Ida Renn is a painter who won the prize in 2005.", "Ida Renn won the prize"),
        ("Ida Renn, born in Vale, is a painter who won the prize in 2005.", "Ida Renn won the prize"),
        ("Nord is the firm which made buses in 1998.", "Nord made buses"),
        ("Ida Renn's son is a painter who won the prize in 2005.", "A painter won the prize"),
        ("Police held a painter who won the prize in 2005.", "A painter won the prize"),
    ],
)
def test_who_is_what_did_a_deed_did_it(text: str, title: str) -> None:
    assert ("2005" if "2005" in text else "1998", title) in titled(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The firm kept its name until the sale of 1881 when it became Nord.",
            [("1881", "The firm kept its name until the sale"), ("1881", "It became Nord")],
        ),
        ("The firm was sold in 1881 when it had no debts.", [("1881", "The firm was sold when it had no debts")]),
    ],
)
def test_when_behind_the_year_of_a_noun_tells_of_that(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # A full stop within a name ends nothing.
        ("Nord was a firm founded in 1951 by Dr. Ann Lee.", [("1951", "Nord was founded by Dr. Ann Lee")]),
        # A year before a verb is its subject.
        (
            "Output fell in 1988, but 1989 saw the opening of two mills.",
            [("1988", "Output fell"), ("1989", "1989 saw the opening of two mills")],
        ),
        (
            "Output fell in 1988, but in 1989 rose again.",
            [("1988", "Output fell"), ("1989", "Output rose again")],
        ),
        # What would have a thing is told, what would have been done is not.
        (
            "In 2011 he built a dam so that Vale would have a lake.",
            [("2011", "He built a dam so that Vale would have a lake")],
        ),
        ("The firm would have to shut its mill in 2026.", [("2026", "The firm would have to shut its mill")]),
        ("The town would have won a prize in 2019.", []),
    ],
)
def test_who_did_what_in_which_year(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted
