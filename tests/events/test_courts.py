"""What papers of courts and of firms tell: what was alleged, claimed or warned of, with its own time."""

from __future__ import annotations

import pytest

from tests.titled import titled


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Renn sued Moss in 2018, alleging that he fired her in 2016.",
            [("2018", "Renn sued Moss"), ("2016", "He fired her")],
        ),
        (
            "The firm denied the report in May 2023, saying the plant would open in June 2024.",
            [
                ("2023-05", "The firm denied the report, saying the plant would open"),
                ("2024-06", "The plant would open"),
            ],
        ),
        (
            "The firm cut its outlook on 5 May 2023, telling investors that sales fell in March 2023.",
            [("2023-05-05", "The firm cut its outlook"), ("2023-03", "Sales fell")],
        ),
        (
            "The firm denied it in May 2023, adding that the plant would open in June 2024.",
            [("2023-05", "The firm denied it, adding that the plant would open"), ("2024-06", "The plant would open")],
        ),
        (
            "The minister resigned on 6 May 2024 after admitting that he had lied in March.",
            [("2024-05-06", "The minister resigned after admitting that he had lied"), ("2024-03", "He had lied")],
        ),
        # Nothing that has a verb of its own is brought.
        ("She sued in 2012, claiming damages for a fall in 2010.", [("2012", "She sued, claiming damages for a fall")]),
        (
            "The firm apologised in 2012, promising refunds to those who flew in 2010.",
            [("2012", "The firm apologised, promising refunds"), ("2010", "The firm flew")],
        ),
    ],
)
def test_what_a_gerund_says_has_its_own_time(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("By deed dated 5 May 1881, he sold the land.", [("1881-05-05", "By deed, he sold the land")]),
        (
            "By an order in council, dated 26 August 1881, the parishes were united.",
            [("1881-08-26", "By an order in council the parishes were united")],
        ),
        (
            "In a letter dated 5 May 1999, the firm asked for time.",
            [("1999-05-05", "In a letter, the firm asked for time")],
        ),
        # The date of a paper is not that of what is told of it.
        (
            "On 9 May 2013 he found a note, dated 1 May 2010, in her desk.",
            [("2013-05-09", "He found a note in her desk")],
        ),
    ],
)
def test_what_a_paper_did_is_of_its_date(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The summer school opened on Monday.", [("2024-06-10", "The school opened")]),
        ("In the summer of 2021 prices rose.", [("2021-22", "Prices rose")]),
        (
            "It was agreed on Monday that the winter fair would be held in Vale.",
            [
                ("2024-06-10", "It was agreed that the fair would be held in Vale"),
                ("2024-24", "The fair would be held in Vale"),
            ],
        ),
    ],
)
def test_a_season_that_describes_a_noun_leaves_its_article(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize("days", ["Wednesday and Thursday, June 19 and 20", "Wednesday and Thursday (19-20 June)"])
def test_what_is_on_two_weekdays_with_their_dates_is_told_twice(days: str) -> None:
    told = titled(f"The hearings will be held on {days}.")
    assert told == [("2024-06-19", "The hearings will be held"), ("2024-06-20", "The hearings will be held")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A court on Friday jailed a man over a raid in 2012.", [("2024-06-07", "A court jailed a man over a raid")]),
        (
            "A jury Monday found him guilty of a murder in 1998.",
            [("2024-06-10", "A jury found him guilty of a murder")],
        ),
        # What somebody has is no participle.
        ("The bank's cut on Monday shook the market.", [("2024-06-10", "The bank's cut shook the market")]),
        # But the verb has the second time where that is as fine, or later.
        ("The talks on Monday ended today.", [("2024-06-12", "The talks ended")]),
        ("The strike in 2012 ended in 2014.", [("2014", "The strike ended")]),
    ],
)
def test_a_day_between_subject_and_verb_is_that_of_the_verb(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The town will mark the 50th anniversary of the strike on 1 July.",
            [("2024-07-01", "The town will mark the 50th anniversary of the strike")],
        ),
        (
            "She will travel to talks that many hope will lead to a truce by July.",
            [("2024-07", "Many hope talks will lead to a truce")],
        ),
        (
            "The head, who took office in 2019, on Tuesday left.",
            [("2024-06-11", "The head left"), ("2019", "The head took office")],
        ),
        # The day that a vote had been set for is not the day on which it was put off.
        ("The vote had been scheduled for April 8 but was put off.", [("2024-06-12", "The vote was put off")]),
    ],
)
def test_what_is_to_come_and_who_hopes_so(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "A court charged a clerk with the theft of 9 coins between 2009 and 2012.",
            [("2024-06-12", "A court charged a clerk with the theft of 9 coins")],
        ),
        (
            "The bank agreed to pay to settle claims that it hurt clients from 2009 to 2012.",
            [("2024-06-12", None)],
        ),
        ("In 1931 the board charged him with stealing wool between 1925 and 1929.", [("1931", None)]),
        # But a sentence lasts.
        ("He was jailed from 2009 to 2012 for theft.", [("2009/2012", "He was jailed for theft")]),
        ("The town was accused and fought the case from 1951 to 1953.", [("1951/1953", None)]),
    ],
)
def test_years_of_a_charge_are_not_those_of_charging(text: str, wanted: list[tuple[str, str | None]]) -> None:
    told = titled(text)
    assert [(day, title if want else None) for (day, title), (_, want) in zip(told, wanted, strict=True)] == wanted


def test_years_of_a_charge_in_spanish() -> None:
    text = "La fiscalía acusó a un enfermero de matar a 11 pacientes entre 2009 y 2012."
    assert titled(text, "es") == [("2024-06-12", "La fiscalía acusó a un enfermero de matar a 11 pacientes")]


@pytest.mark.parametrize("text", ["She spent her last decade in a home.", "In his last year he painted little."])
def test_the_last_year_of_a_life_is_of_no_date(text: str) -> None:
    assert titled(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The remains of a soldier killed in 1944 were buried on Monday.",
            [("2024-06-10", "The remains of a soldier were buried"), ("1944", "A soldier was killed")],
        ),
        (
            "A statue of the queen unveiled in 1901 was sold on Monday.",
            [("2024-06-10", "A statue of the queen was sold"), ("1901", "A statue of the queen was unveiled")],
        ),
        # How long something took before the next is no distance between them.
        (
            "They talked for two days before siding with Renn.",
            [("2024-06-12", "They talked for two days before siding with Renn")],
        ),
        ("They talked for two days before agreeing to it on Monday.", [("2024-06-10", "They agreed to it")]),
        ("Renn owned the mill before selling it in 1990.", [("1990", "Renn sold it")]),
        (
            "Renn was elected in 2014 and is seeking another term in January.",
            [("2014", "Renn was elected"), ("2025-01", "Renn is seeking another term")],
        ),
    ],
)
def test_whom_a_participle_or_a_gerund_is_told_of(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


def test_whom_a_participle_is_told_of_in_spanish() -> None:
    told = titled("El dueño de una casa construida en 1907 murió el lunes.", "es")
    assert told == [("2024-06-10", "El dueño de una casa murió"), ("1907", "Una casa fue construida")]


@pytest.mark.parametrize(
    "text",
    [
        "Police are looking for a girl who has not been seen since Monday evening. She left home at 6pm.",
        "A clerk missing since Monday has been found. She left home at 6pm.",
    ],
)
def test_the_story_of_who_is_missing_goes_on_when_they_were_seen_last(text: str) -> None:
    assert titled(text)[-1] == ("2024-06-10T18:00:00", "She left home")


def test_the_story_of_who_is_missing_in_spanish() -> None:
    text = "La policía busca a una niña desaparecida desde el lunes. Salió de casa a las seis de la tarde."
    assert titled(text, "es")[-1] == ("2024-06-10T18:00:00", "Salió de casa")
    assert titled("El pozo cerró el lunes. Abrió a las seis de la tarde.", "es")[-1][0] == "2024-06-10T18:00:00"
