"""What lives tell: births in brackets and on lines of their own, what somebody is and did."""

from __future__ import annotations

import pytest

from tests.titled import titled
from timeline_api import Document, extract


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
        ("She lost her post and, in May 1938, fled to Vale.", [("1938-05", "She fled to Vale")]),
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


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The firm was begun in 1931. He was promoted twice and was appointed its head in 1971.",
            [("1931", "The firm was begun"), ("1971", "He was appointed its head")],
        ),
        ("They were beaten and were shot on 3 May 1942.", [("1942-05-03", "They were beaten and were shot")]),
        ("The mill was built and sold in 1942.", [("1942", "The mill was built and sold")]),
    ],
)
def test_a_year_behind_two_deeds_that_were_done_is_of_the_second(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "A chapel was built in 1831; and repaired and painted in 1885, by the bishop.",
            [("1831", "A chapel was built"), ("1885", "A chapel was repaired and painted by the bishop")],
        ),
        (
            "The mill closed in 1990; the shop in 1992; the school has 30 pupils.",
            [("1990", "The mill closed"), ("1992", "The shop")],
        ),
        (
            "The mill failed in 1990; sold to Nord, it reopened in 1995.",
            [("1990", "The mill failed"), ("1995", "Sold to Nord, it reopened")],
        ),
    ],
)
def test_what_goes_on_behind_a_semicolon(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


def _story(text: str) -> list[tuple[str, str]]:
    return [(event.date.edtf, event.title) for event in extract(Document(text, None)).events]


_HALL = "The hall was begun in 1831. The bell was cast in 1892. "


@pytest.mark.parametrize(
    "text",
    [
        "At some time it was removed from the tower.",
        "Over the years it lost its clapper.",
        "He died at 87 leaving two daughters.",
    ],
)
def test_what_is_of_no_certain_time_does_not_go_on_at_the_last_one(text: str) -> None:
    assert _story(_HALL + text) == _story(_HALL)
    assert _story(_HALL + "It was taken from the tower.")[-1] == ("1892", "It was taken from the tower")


def test_a_story_goes_on_at_the_deed_and_not_at_what_it_came_after() -> None:
    text = "The firm was begun in 1931. He joined it in 1955 after serving in the army in 1952. He gained a diploma."
    assert _story(text)[-1] == ("1955", "He gained a diploma")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Police found the knife which he bought in 2019.",
            [("2024-06-12", "Police found the knife"), ("2019", "He bought the knife")],
        ),
        (
            "The house which she bought in 1999 burned on Monday.",
            [("2024-06-10", "The house burned"), ("1999", "She bought the house")],
        ),
        (
            "The town in which she lived in 1999 was sold on Monday.",
            [("2024-06-10", "The town was sold"), ("1999", "She lived")],
        ),
        ("They met the boys, whom she had cared for in 2019.", [("2019", "She had cared for the boys")]),
    ],
)
def test_what_is_told_of_an_object_with_which(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize(
    "aside",
    [
        "best known for a film made in 1974",
        "famous for a song that she wrote in 1974",
        "remembered for her part in a strike in 1974",
    ],
)
def test_what_somebody_is_known_for_is_no_event(aside: str) -> None:
    assert titled(f"The singer, {aside}, died on Sunday.") == [("2024-06-09", "The singer died")]


def test_the_united_states_say_nothing() -> None:
    text = "The drug was approved in the United States in 2019 and in Europe two years later."
    assert titled(text) == [
        ("2019", "The drug was approved in the United States"),
        ("2021", "The drug was approved in Europe"),
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The castle was besieged three times: in 1306, in 1332 and in 1640.",
            [(year, "The castle was besieged three times") for year in ("1306", "1332", "1640")],
        ),
        (
            "He came in 1990, in 1991 he left and in 1992 he died.",
            [("1990", "He came"), ("1991", "He left"), ("1992", "He died")],
        ),
        (
            "A second edition came in 1776, a third in 1781 and a fourth in 1790.",
            [("1776", "A second edition came"), ("1781", "A third came"), ("1790", "A fourth came")],
        ),
        ("The chapel dates from 1736 but was refronted in 1884.", [("1884", "The chapel was refronted")]),
        ("The chapel dates back to 1736, and a wing was added in 1884.", [("1884", "A wing was added")]),
        (
            "Her will, made in 1590 and proved in 1593, mentions a sister.",
            [("1590", "Her will was made"), ("1593", "Her will was proved")],
        ),
        (
            "He played on in 1911 and died the next year of pneumonia.",
            [("1911", "He played on"), ("1912", "He died of pneumonia")],
        ),
        (
            "He was 30 on the next day of the trial, 3 May 1911.",
            [("1911-05-03", "He was 30 on the next day of the trial")],
        ),
    ],
)
def test_histories_of_houses_and_papers(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Divers will inspect it before it is towed to Vale on Tuesday.", [("2024-06-18", "It is towed to Vale")]),
        ("Voters in Vale choose a mayor on Sunday.", [("2024-06-16", "Voters in Vale choose a mayor")]),
        ("Ana Mora, prime minister from 2015 to 2019, leads the polls.", []),
        ("The oldest villages, in the Alps, date from about 5000 BC.", []),
    ],
)
def test_what_is_so_and_what_is_to_come(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "The painting was lost in 1990, turned up in Vale in 2016 and was sold in 2017.",
            "The painting turned up in Vale",
        ),
        ("He was chosen in 1990, stepped down in 2016 and died in 2017.", "He stepped down"),
        ("The firm was founded in 1990, pulled out of Vale in 2016 and closed in 2017.", "The firm pulled out of Vale"),
        ("The mill was built in 1990, pulled down in 2016 and rebuilt in 2017.", "The mill was pulled down"),
    ],
)
def test_what_something_does_by_itself_was_not_done_to_it(text: str, title: str) -> None:
    assert ("2016", title) in titled(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The bridge opened in 1968 and needs repairs of £3m.", [("1968", "The bridge opened")]),
        ("The firm was founded in 1968, and is still based in Vale.", [("1968", "The firm was founded")]),
        ("The firm was founded in 1968 and now employs 400 people.", [("1968", "The firm was founded")]),
        ("She was freed on Monday and has not been seen since.", [("2024-06-10", "She was freed")]),
        (
            "The band formed in 1990 and plans to tour in 2025.",
            [("1990", "The band formed"), ("2025", "The band plans to tour")],
        ),
        ("The mill burned in 1990 and its owner fled.", [("1990", "The mill burned and its owner fled")]),
    ],
)
def test_what_has_been_so_since_is_no_part_of_a_deed(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("She wrote eleven novels, the last of which appeared in 2009.", ("2009", "The last appeared")),
        ("He had three sons, two of whom died in 1999.", ("1999", "Two died")),
        ("The firm kept a fleet, during which it moved men in 1999.", ("1999", "It moved men")),
    ],
)
def test_a_part_of_what_was_told_did_something(text: str, wanted: tuple[str, str]) -> None:
    assert wanted in titled(text)


def test_when_behind_a_first_time_is_of_what_was_told() -> None:
    assert titled("Vale won on Sunday for the first time since 1987 when they beat Hale.") == [
        ("2024-06-09", "Vale won for the first time when they beat Hale")
    ]
    assert ("1987", "They beat Hale") in titled("Vale had not won since 1987, when they beat Hale.")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Police found a letter written in 1907 and sent in 1910.",
            [("2024-06-12", "Police found a letter"), ("1907", "A letter was written"), ("1910", "A letter was sent")],
        ),
        (
            "She spoke on Monday, ending a project first proposed in 2007 and approved a decade later.",
            [
                ("2024-06-10", "She spoke, ending a project first proposed and approved"),
                ("2007", "A project was proposed"),
                ("2017", "A project was approved"),
            ],
        ),
        # What has an object, or is done by oneself, is of who the sentence is about.
        (
            "They sold a house built in 1907 and moved in 1910.",
            [("1910", "They sold a house and moved"), ("1907", "A house was built")],
        ),
    ],
)
def test_participles_in_a_row_tell_of_the_same_thing(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ann Lee and Karl Renn, who wed in 1979, died on Monday.", ("1979", "Ann Lee and Karl Renn wed")),
        ("Israel and Egypt, which signed it in 1979, met on Monday.", ("1979", "Israel and Egypt signed it")),
        ("The mayor met Ann Lee and Karl Renn, who left in 1979.", ("1979", "Karl Renn left")),
        ("The shop has been shut since the weekend.", ("2024-06-08/..", "The shop has been shut")),
        ("Prices rose in April, government data showed on Monday.", ("2024-04", "Prices rose")),
    ],
)
def test_who_did_what_together_and_since_when(text: str, wanted: tuple[str, str]) -> None:
    told = titled(text)
    assert wanted in told
    assert "Government data showed" not in [title for _, title in told]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("He was bound to a clockmaker in 1811 and set up on his own account in 1821.", "He set up on his own account"),
        ("He was born in Vale in 1801 and set out for Orrin in 1821.", "He set out for Orrin"),
        ("The board was elected in 1801 and set up in Vale in 1821.", "The board was set up in Vale"),
    ],
)  # fmt: skip
def test_who_sets_up_or_out_does_so_himself(text: str, title: str) -> None:
    assert titled(text)[-1] == ("1821", title)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # Behind the time of a relative clause the list goes on that it is put into.
        ("He leaves his wife, Clare, whom he wed in 1990, and two sons.", [("1990", "He wed Clare")]),
        (
            "The bank owned Vale, which opened in 1950, and Orrin, which opened in 1960.",
            [("1950", "Vale opened"), ("1960", "Orrin opened")],
        ),
        ("Ann Lee was born in 1950. She married twice. She died on Monday.", [("1950", None), ("2024-06-10", None)]),
        # News does not go on at the day that only tells which thing it is about.
        (
            "A coach overturned on Monday. They were returning from a fair that began on May 29. The driver was held.",
            [("2024-06-10", None), ("2024-06-10", None), ("2024-05-29", "A fair began"), ("2024-06-10", None)],
        ),
    ],
)
def test_lists_counts_and_what_only_tells_which_thing(text: str, wanted: list[tuple[str, str | None]]) -> None:
    told = titled(text)
    assert [(day, title if want else None) for (day, title), (_, want) in zip(told, wanted, strict=True)] == wanted


@pytest.mark.parametrize(
    "death",
    [
        "The singer Rosa Vidal died at the age of 80 on Monday.",
        "The singer Rosa Vidal died on Monday at the age of 80.",
        "The singer Rosa Vidal died at her home in Vale on Monday, aged 80.",
    ],
)
def test_the_life_of_the_dead_is_not_of_the_day_of_their_death(death: str) -> None:
    told = titled(f"{death} Vidal recorded twenty albums. The president sent flowers.")
    assert [day for day, _ in told] == ["2024-06-10"] * 2
    assert told[1][1] == "The president sent flowers"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Born in 1870 in Vale, Amos Reed went to sea at 13 and six years later became a mate.", "1889~"),
        ("Amos Reed was born in 1870. At the age of thirteen he went to sea; two years later he was in Rome.", "1885~"),
        ("Amos Reed (3 May 1811 - 9 March 1884) was a smith. Apprenticed at 12, he fled four years later.", "1827~"),
        ("Amos Reed was born on 3 November 1870. He left home at 20. A decade later he drowned.", "1901~"),
        # From a time that is told behind the age, and where there is no birth, years are counted as ever.
        ("Amos Reed was born in 1870. At 13 he went to sea, and in 1890 he wed. Two years later he drowned.", "1892"),
        ("Amos Reed was born in 1870. He died in 1952 at the age of 81. A year later his house burned.", "1953"),
        ("Amos Reed came in 1870. He left at 20 knots. Two years later he drowned.", "1872"),
        ("Amos Reed came in 1870. Two years later he drowned at 20.", "1872"),
    ],
)
def test_years_are_counted_from_the_age_told_last(text: str, edtf: str) -> None:
    found = extract(Document(text, language="en"))
    assert found.events[-1].date.edtf == edtf
