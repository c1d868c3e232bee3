"""What whole articles of news agencies, police and courts tell beyond their leads, with its days and titles."""

from __future__ import annotations

from datetime import date

import pytest

from tests.titled import titled
from timeline_api import Document, extract


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "A clerk was shot on Saturday night, police said on Monday. The shooting happened at 11:30 p.m. in Vale.",
            [
                ("2024-06-08", "A clerk was shot"),
                ("2024-06-08T23:30:00", "The shooting happened in Vale"),
            ],
        ),
        (
            "Two men drowned in Vale on Saturday, and officials on Monday said a gate had failed. It opened at 8 a.m.",
            [
                ("2024-06-08", "Two men drowned in Vale"),
                ("2024-06-10", "Officials said a gate had failed"),
                ("2024-06-08", "A gate had failed"),
                ("2024-06-08T08:00:00", "It opened"),
            ],
        ),
        (
            "Crews dug on Monday as the toll from Saturday's quake rose to 900. The quake struck at 6:12 a.m. in Vale.",
            [
                ("2024-06-10", "Crews dug as the toll from the quake rose to 900"),
                ("2024-06-08T06:12:00", "The quake struck in Vale"),
            ],
        ),
        # No saying, or nothing told before it: the day told last.
        (
            "The mill shut on Saturday, and its owner came on Monday. He left at 8 a.m.",
            [
                ("2024-06-08", "The mill shut"),
                ("2024-06-10", "Its owner came"),
                ("2024-06-10T08:00:00", "He left"),
            ],
        ),
        (
            "Shares rose on Monday from Friday's close. Trading ended at 4 p.m.",
            [("2024-06-10", "Shares rose from the close"), ("2024-06-10T16:00:00", "Trading ended")],
        ),
    ],
)
def test_a_story_goes_on_at_what_happened_and_not_when_it_was_said(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The bridge, built in 1931, collapsed on July 8, 2015, killing a clerk whose van was swept away.",
            [
                ("2015-07-08", "The bridge collapsed, killing a clerk whose van was swept away"),
                ("1931", "The bridge was built"),
            ],
        ),
        (
            "The dam, built in 1931, burst on July 8, 1950, killing a clerk whose van was swept away.",
            [("1950-07-08", "The dam burst, killing a clerk whose van was swept away"), ("1931", "The dam was built")],
        ),
        (
            "The accident happened shortly after 8 a.m. as the bus was crossing the line.",
            [("2024-06-12T08:00:00", "The accident happened as the bus was crossing the line")],
        ),
        # A row of participles is still one.
        (
            "The chapel, built in 1931 and extended in 1950, adding a tower, was sold in 1980.",
            [
                ("1980", "The chapel was sold"),
                ("1931", "The chapel was built"),
                ("1950", "The chapel was extended, adding a tower"),
            ],
        ),
        (
            "A man held on Monday after a raid was charged on Tuesday.",
            [("2024-06-11", "A man was charged"), ("2024-06-10", "A man was held after a raid")],
        ),
    ],
)
def test_a_verb_that_looks_like_a_participle_is_that_of_its_sentence(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Anyone with information is asked to call detectives.",
        "Witnesses are also urged to come forward.",
        "Drivers are advised to use other roads.",
    ],
)
def test_what_readers_are_asked_to_do_is_no_event(text: str) -> None:
    assert titled(text) == []


def test_what_somebody_was_asked_to_do_is_one() -> None:
    assert titled("The mayor was asked to resign on Monday.") == [("2024-06-10", "The mayor was asked to resign")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "An inquest in January heard that the boy's mother, a nurse, had worked long shifts.",
            [("2024-01", "An inquest heard that the boy's mother, a nurse, had worked long shifts")],
        ),
        (
            "Jurors heard that the man fled in May.",
            [("2024-06-12", "Jurors heard that the man fled"), ("2024-05", "The man fled")],
        ),
        # What is heard is no saying where it is a thing.
        ("A walker heard the wall crack on Monday.", [("2024-06-10", "A walker heard the wall crack")]),
    ],
)
def test_what_a_court_hears_is_said(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The party, which won 42 seats in 2018 but only 17 in last month's election, chose a leader on Monday.",
            [
                ("2024-06-10", "The party chose a leader"),
                ("2018", "The party won 42 seats"),
                ("2024-05", "The party won 17 in the election"),
            ],
        ),
        (
            "She comes from Vale, which lost its mill in 2009 and its bank two years ago.",
            [("2009", "Vale lost its mill"), ("2022", "Vale lost its bank")],
        ),
        (
            "Ann Lee, who was elected mayor in 2009 and governor in 2014, died on Monday.",
            [
                ("2024-06-10", "Ann Lee died"),
                ("2009", "Ann Lee was elected mayor"),
                ("2014", "Ann Lee was elected governor"),
            ],
        ),
        (
            "The party won 42 seats in 2018 but 17 last month.",
            [("2018", "The party won 42 seats"), ("2024-05", "The party won 17")],
        ),
    ],
)
def test_a_second_object_is_of_whom_which_stands_for(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The hearing was planned for Monday, but was put off because a lawyer fell ill.",
            [("2024-06-12", "The hearing was put off because a lawyer fell ill")],
        ),
        (
            "The vote was due on Friday, but the speaker called it off.",
            [("2024-06-12", "The speaker called it off")],
        ),
        # A plan is one while nothing came between.
        ("The hearing was planned for Monday.", [("2024-06-17", "The hearing was planned")]),
        (
            "The match was scheduled for Sunday but rain is expected.",
            [("2024-06-16", "The match was scheduled but rain is expected")],
        ),
    ],
)
def test_what_was_planned_and_did_not_come_is_not_of_its_day(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The company forecast growth of 5 percent for 2025.",
            [("2024-06-12", "The company forecast growth of 5 percent")],
        ),
        ("The bank on Monday forecast a deficit.", [("2024-06-10", "The bank forecast a deficit")]),
        ("Rain is forecast for the coast.", []),
        ("The growth forecast for 2025 is low.", []),
        (
            "The weather forecast on Monday was for rain.",
            [("2024-06-12", "The weather forecast was for rain")],
        ),
    ],
)
def test_forecast_is_a_verb_before_what_is_foreseen(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


def test_a_year_later_goes_on_from_a_year_beside_figures_of_a_quarter() -> None:
    text = "Nord said on Monday that first-quarter profit fell. It bought Moss in 2020 and sold its farms a year later."
    assert titled(text)[-2:] == [("2020", "It bought Moss"), ("2021", "It sold its farms")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Nord posted a drop in first-quarter earnings on Monday. Sales fell to $3 million. Shares fell 4 percent.",
            [
                ("2024-06-10", "Nord posted a drop in earnings"),
                ("2024-01/2024-03", "Sales fell to $3 million"),
                ("2024-06-10", "Shares fell 4 percent"),
            ],
        ),
        # A quarter that is still to come has no figures.
        (
            "Nord on Monday cut its fourth-quarter sales outlook. Sales fell to $3 million.",
            [("2024-06-10", "Nord cut its sales outlook"), ("2024-06-10", "Sales fell to $3 million")],
        ),
        (
            "The agency spent $4 million in the fiscal year that ended on March 31.",
            [("2023-04/2024-03", "The agency spent $4 million")],
        ),
        ("It was a year that ended badly.", []),
    ],
)
def test_figures_are_of_the_period_whose_results_the_news_is_about(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Two men are in hospital following a crash on Sunday.",
            [("2024-06-12", "Two men are in hospital following a crash")],
        ),
        (
            "A man is under arrest in a stabbing Sunday that left two hurt, police say.",
            [("2024-06-12", "A man is under arrest in a stabbing that left two hurt")],
        ),
        ("The head of Nord is under pressure after losing a vote in May.", []),
        # What somebody was is of its own day.
        ("Two men were in hospital on Sunday.", [("2024-06-09", "Two men were in hospital")]),
    ],
)
def test_how_somebody_is_now_is_not_of_the_day_of_what_led_to_it(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("He died in 2019; his widow runs the firm.", [("2019", "He died")]),
        (
            "The mill burned in May; a new one is being built.",
            [("2024-05", "The mill burned"), ("2024-06-12", "A new one is being built")],
        ),
        # What happened behind a semicolon is part of what happened before it.
        ("It burst in May; the town was lost.", [("2024-05", "It burst; the town was lost")]),
    ],
)
def test_what_is_so_now_behind_a_semicolon_is_apart(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "She will run in the final, in which she is among the favorites, on Saturday.",
            [("2024-06-15", "She will run in the final")],
        ),
        (
            "They kept a truce, during which Vale moved its men in May.",
            [("2024-06-12", "They kept a truce"), ("2024-05", "Vale moved its men")],
        ),
    ],
)
def test_a_time_behind_which_and_its_comma_is_that_of_the_sentence(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "He was hired in 2019, but missed most of the 2020 season.",
            [("2019", "He was hired"), ("2020", "He missed most of the season")],
        ),
        (
            "The hall was built in 1901 and sold in 1950.",
            [("1901", "The hall was built"), ("1950", "The hall was sold")],
        ),
    ],
)
def test_a_verb_with_part_of_something_is_active(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


def test_who_died_at_the_scene_died_on_the_day_of_the_crash() -> None:
    text = "A man was charged on Monday over a crash that killed a clerk on May 3. Ann Lee died at the scene."
    assert titled(text)[-1] == ("2024-05-03", "Ann Lee died at the scene")
    text = "A man was charged on Monday over a theft that shocked a clerk on May 3. Ann Lee left the scene."
    assert titled(text)[-1] == ("2024-06-10", "Ann Lee left the scene")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The firm warned on Friday that profit would miss its goal.",
            [("2024-06-07", "The firm warned that profit would miss its goal")],
        ),
        (
            "Nord said on Sunday that it hoped to reopen the mine in August.",
            [("2024-06-09", "Nord said that it hoped to reopen the mine")],
        ),
        (
            "Nord said on Sunday it planned to reopen the mine by August.",
            [("2024-06-09", "Nord said it planned to reopen the mine")],
        ),
        # What has happened is told by itself, and so is what somebody has to do.
        (
            "Nord said on Sunday that it sold the mine in May.",
            [("2024-06-09", "Nord said that it sold the mine"), ("2024-05", "It sold the mine")],
        ),
        (
            "A judge ruled on Sunday that Renn must leave by August.",
            [("2024-06-09", "A judge ruled that Renn must leave"), ("2024-08", "Renn must leave")],
        ),
    ],
)
def test_what_is_only_hoped_is_told_with_who_said_it(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize("text", ["The victims were pupils at Vale.", "Both firms are allies of Nord."])
def test_what_many_are_is_no_event(text: str) -> None:
    assert titled(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The lens she made in 1866 is still in use.", [("1866", "She made the lens")]),
        ("The lens she made in 1866 broke.", [("1866", "She made the lens")]),
    ],
)
def test_what_somebody_made_is_named_though_the_sentence_is_of_now(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text)[-1:] == wanted


def test_the_year_in_the_name_of_a_comet_is_no_time() -> None:
    assert titled("Comet 2021 K7 came close on Feb. 9.") == [("2024-02-09", "Comet 2021 K7 came close")]
    assert titled("The comet of 2021 came close.")[0][0] != "2024-02-09"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Ivo Taler, the violinist who fled a camp and went on to lead a choir for three decades, died on Monday.",
            [("2024-06-10", "Ivo Taler died")],
        ),
        (
            "Ada Merle, whose murals cheered stations and whose manner hid ambition, died on May 12 in Vale.",
            [("2024-05-12", "Ada Merle died in Vale")],
        ),
        (
            "Ada Merle, who led Nord and sold it, was held on Friday and freed on Monday.",
            [("2024-06-07", "Ada Merle was held"), ("2024-06-10", "Ada Merle was freed")],
        ),
        # What has a time of its own is told.
        (
            "Ada Merle, who painted walls and was held in May, died on Friday.",
            [("2024-06-07", "Ada Merle died"), ("2024-05", "Ada Merle painted walls and was held")],
        ),
    ],
)
def test_several_verbs_about_a_name_lead_to_the_verb_of_the_sentence(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The canal was shut for eight years after the 1967 war.", []),
        ("The canal reopened eight years after the 1967 war.", ["1975"]),
        ("It was shut in 2009. Ann Lee had fought it as recently as September.", ["2009", "2023-09"]),
        ("Nord on Monday repeated its forecast for growth of 8 percent this year.", ["2024-06-10"]),
        ("Nord said it expected to buy Moss by the end of August.", ["2024-06-12"]),
        ("Names will not be released until kin have been informed.", []),
        ("The names will be released on Friday.", ["2024-06-14"]),
    ],
)
def test_days_of_what_newswire_tells(text: str, wanted: list[str]) -> None:
    assert [edtf for edtf, _ in titled(text)] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Nord, which makes cars, said on Monday its profit rose in May.",
            [("2024-06-10", "Nord said its profit rose"), ("2024-05", "Its profit rose")],
        ),
        (
            "Nord, based in Vale, said on Monday first-quarter profit rose.",
            [("2024-06-10", "Nord, based in Vale, said profit rose"), ("2024-01/2024-03", "Profit rose")],
        ),
        # Who said it stands behind a comma, and what was said before it.
        ("Six men have drowned, said the mayor on Monday.", [("2024-06-10", "Six men have drowned")]),
        ("Six men have drowned, police said on Monday.", [("2024-06-10", "Six men have drowned")]),
    ],
)
def test_a_verb_of_saying_behind_an_aside_is_that_of_the_sentence(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The works were shut during the slump of 1893, reopened in 1895, and operated until 1927.",
            [
                ("1893", "The works were shut during the slump"),
                ("1895", "The works reopened"),
                ("1927", "The works operated until 1927"),
            ],
        ),
        (
            "The mill was built in 1901 and operated by Nord until 1930.",
            [("1901", "The mill was built"), ("1930", "The mill was operated by Nord")],
        ),
        (
            "A judge threw out the suit, brought in 2020, and fined Renn on Monday.",
            [("2024-06-10", "A judge threw out the suit and fined Renn"), ("2020", "The suit was brought")],
        ),
    ],
)
def test_verbs_in_a_row_are_of_who_the_sentence_is_about(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


def test_a_time_to_come_behind_a_gerund_is_not_that_of_what_led_to_it() -> None:
    text = (
        "The talks broke down on Monday after the union walked out over a plan, setting the stage for a vote in July."
    )
    assert [edtf for edtf, _ in titled(text)] == ["2024-06-10"]


def test_a_storm_since_which_something_was_done_has_that_day() -> None:
    text = "Vale has spent $3 million since the May 3 storm. The storm killed five people."
    assert titled(text)[-1] == ("2024-05-03", "The storm killed five people")
    text = "It was the worst storm since the May 3 tornado. The storm killed five people."
    assert titled(text)[-1] == ("2024-06-12", "The storm killed five people")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The mayor said the road was safe.", "The mayor said the road was safe"),
        ("The mayor said the road was shut.", "The road was shut"),
        ("The house was built by Hands & Hammers, which sold it in May.", "Hands & Hammers sold it"),
    ],
)
def test_titles_of_what_newswire_tells(text: str, title: str) -> None:
    assert title in [found for _, found in titled(text)]


def test_what_was_before_a_conviction_that_is_thrown_out_is_not_of_the_news() -> None:
    text = "An appeals court on Monday threw out the 2009 conviction of Ann Lee. Lee was accused of paying $4 million."
    assert [edtf for edtf, _ in titled(text)] == ["2024-06-10"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "She married Karl Renn, the son of a smith, whom she had met in May.",
            [("2024-06-12", "She married Karl Renn, the son of a smith"), ("2024-05", "She had met Karl Renn")],
        ),
        (
            "It proved to be the Hesper of Whitby, which had sailed on 9 May.",
            [("2024-06-12", "It proved to be the Hesper of Whitby"), ("2024-05-09", "The Hesper of Whitby had sailed")],
        ),
        (
            "Police found a father of three who had left home in May.",
            [("2024-06-12", "Police found a father of three"), ("2024-05", "A father of three had left home")],
        ),
        (
            "Ann Lee, the head of Nord, which failed in May, left on Monday.",
            [("2024-06-10", "Ann Lee left"), ("2024-05", "Nord failed")],
        ),
    ],
)
def test_whom_a_relative_clause_is_told_of(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The voyage was delayed by two months when a man fell ill in March.", ["2024-03"]),
        ("The mayor, who left in May, fell ill when a dam broke on Monday.", ["2024-06-10", "2024-05"]),
        ("Analysts expect employers to have added 85 jobs, after just 18 in May.", ["2024-06-12"]),
    ],
)
def test_days_of_what_a_clause_leads_to(text: str, wanted: list[str]) -> None:
    assert [edtf for edtf, _ in titled(text)] == wanted


def test_a_story_does_not_go_on_at_what_had_been_before() -> None:
    text = (
        "On 12 March 1867 the brig Annabel sighted a ship. A meal was on the table, and the log had last been written "
        "up on 2 March. Two men took her into port, where they arrived four days later."
    )
    found = titled(text)
    assert found[-2:] == [("1867-03-12", "Two men took her into port"), ("1867-03-16", "They arrived")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The picture, painted in 1503, has been behind glass since a guest threw a stone at it in May 1956.",
            [
                ("1956-05/..", "The picture has been behind glass"),
                ("1503", "The picture was painted"),
                ("1956-05", "A guest threw a stone at it"),
            ],
        ),
        (
            "Jean Lee, whom he married in 1947, died in 1999.",
            [("1947", "He married Jean Lee"), ("1999", "Jean Lee died")],
        ),
        (
            "The last member of a crew that dropped mail in 1944, navigator Bert Hollis, has died.",
            [
                ("2024-06-12", "The last member of a crew, navigator Bert Hollis, has died"),
                ("1944", "A crew dropped mail"),
            ],
        ),
        (
            "The company forecast second-quarter sales of $3 million.",
            [("2024-06-12", "The company forecast sales of $3 million")],
        ),
    ],
)
def test_what_stands_between_a_name_and_its_verb_has_its_own_time(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


def test_what_is_so_now_is_of_no_day_that_an_undated_story_told() -> None:
    text = "The mill was built in 1801. It burned in 1955. The owner has sold it. It is now controlled from Rome."
    found = extract(Document(text, language="en"))
    assert [event.date.edtf for event in found.events] == ["1801", "1955"]


def test_that_morning_is_of_the_year_just_named() -> None:
    text = "A man threw cake at a picture on Monday. In 2009 a woman threw a cup that she had bought that morning."
    found = extract(Document(text, date(2024, 6, 12), language="en"))
    assert [timex.value for timex in found.timexes] == ["2024-06-10", "2009", "XXXX-XX-XXTMO"]


def test_what_the_dead_did_without_a_time_is_not_of_the_news() -> None:
    text = (
        "Bert Hollis has died aged 97, his family said on Monday. Hollis joined the force in 1940. He was hidden by "
        "farmers in 1945. He retired in 1980. He went back in 2014. \"He never spoke of it,\" said his son. "
        "He was awarded a medal. He won a cup."
    )  # fmt: skip
    assert all("awarded" not in title and "won" not in title for edtf, title in titled(text) if edtf > "2014")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Engineers released water from two dams on Monday to spare Vale.", ["2024-06-10"]),
        ("Her heir, who is yet to be named, will sell a range that a deal signed last July saved.", ["2024-06-12"]),
        ("The price, up from two a day on Monday, has held.", ["2024-06-12"]),
    ],
)
def test_days_of_amounts_and_of_what_will_be(text: str, wanted: list[str]) -> None:
    assert [edtf for edtf, _ in titled(text)] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Nord postponed its first-quarter results.", [("2024-06-12", "Nord postponed its results")]),
        ("Nord doubled its first-quarter results.", [("2024-01/2024-03", "Nord doubled its results")]),
    ],
)
def test_results_that_are_put_off_are_not_of_their_quarter(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (
            "Renn will miss a month after Sunday's defeat at Vale, Nord said on Tuesday. Its head said he might leave.",
            ("2024-06-11", "Its head said he might leave"),
        ),
        (
            "Sunday's quake hurt 20 men, officials said on Tuesday. Walls fell in Vale.",
            ("2024-06-09", "Walls fell in Vale"),
        ),
    ],
)
def test_news_of_what_is_to_come_is_of_the_day_on_which_it_was_said(text: str, last: tuple[str, str]) -> None:
    assert titled(text)[-1] == last


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (
            "Foss kept a log from 4 April 1876. He left it to Ann Lee, who sold it in 1902. The men left on 29 May.",
            "1876-05-29",
        ),
        ("The mill burned on 3 May 1876. It was rebuilt in 1902. It burned again on 29 May.", "1902-05-29"),
    ],
)
def test_a_day_does_not_go_on_from_the_year_of_an_aside(text: str, last: str) -> None:
    assert extract(Document(text, language="en")).events[-1].date.edtf == last


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The mill was owned by Ann Lee, who bought it in 1950, and sold it in 1960.",
            [("1950", "Ann Lee bought it"), ("1960", "Ann Lee sold it")],
        ),
        (
            "The house was built by Karl Renn, who died in 1920, and was sold in 1933.",
            [("1920", "Karl Renn died"), ("1933", "The house was sold")],
        ),
    ],
)
def test_a_thing_does_nothing_with_what_it_stands_for(text: str, wanted: list[tuple[str, str]]) -> None:
    assert [(event.date.edtf, event.title) for event in extract(Document(text, language="en")).events] == wanted
