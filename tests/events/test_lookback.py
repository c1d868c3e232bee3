"""What news without a time of its own looks back at, or tells of as lasting, takes on no date."""

from __future__ import annotations

from datetime import date

import pytest

from timeline_api import Document, extract

PUBLISHED = date(2024, 5, 16)  # a Thursday
LEAD = "The ferry ran aground on Tuesday. "


def dates(text: str) -> list[str]:
    return [event.date.edtf for event in extract(Document(text, PUBLISHED)).events]


@pytest.mark.parametrize(
    "sentence",
    [
        "The captain worked for the line in Orrin.",
        "The two men grew up in the same street.",
        "The ferry had no radar.",
        "The ferry contained nine cabins.",
        "The owner used to run a mill.",
        "The engineer had denied the charge.",
        "Police had said that nobody was missing.",
        "Critics have long accused the owner of greed.",
        "Unions have complained for years about old ships.",
        "The line has been a member of the council.",
        "The pier was built by the army.",
        "The captain was known for his stories.",
        "Her crew often slept on deck.",
        "The owner never saw her again.",
        "The owner always slept on deck.",
        "The mate was with her for six years.",
        "One of the mates used to sail with a rival, police said.",
        "The owner, who never hid his debts, lived in Vale.",
        "The men, aged between 24 and 51, worked as divers.",
        "When the ferry left Vale, its pump had failed.",
        "Fares have doubled since the war.",
        "Two earlier ferries sank off Vale.",
        "Earlier reports said that nine were missing.",
        "If convicted, the mate faces two years in jail.",
        "It is not clear whether the mate was drunk.",
        "Three captains have quit in the past two years.",
        "The port is home to a fleet of tugs.",
        "She is the second to run aground there, after the Olga in 1991.",
        "Her story has since sold a million copies.",
        "The mate had claimed that she was drunk.",
        "Brokers had expected a loss of two million.",
        "Fares have doubled in four years.",
        "She made 61 appearances for three clubs and won two medals.",
        "The worst-hit town was the port.",
        "The tugs belong to a firm that rents out repaired ships.",
        "The wreck shows how the trade is changing as owners cut costs.",
        "The owner could have meant a second line.",
        "Ferries have been among the oldest ships that were kept.",
        "The line has been in a slide since rivals came.",
        "A new ferry was originally due next year.",
        "A new ferry was supposed to sail last year.",
        "Her pumps are old, though nobody had looked at them.",
        "While no crew were lost, the wreck does harm to boats that passed.",
        "As far as wrecks go, she is a sad one, a place where divers confirmed a leak.",
        "The hull is about two thirds of what was planned.",
        "The hull was 90 feet long.",
        "Her masts were about 10 to 12 metres high.",
        "In the first nine months, the line carried fewer cars.",
        "It is the second wreck since the end of a strike in 2003.",
        "Another was a cook who had slept.",
        "It was feared that she would sink.",
        "The line is the oldest of those that sailed.",
        "The owner has five other ships that were built in Vale.",
        "The line has about 400 clerks, and many were told nothing.",
        "No further details were immediately available.",
        "No other information was released.",
        "The owner did not elaborate.",
        "The owner did not provide further details.",
        "There was no immediate word on the cause.",
        "The mate was acquainted with the owner.",
        "The average guess was for two years of work.",
        "The hull had good watertight doors.",
        "The owner has been under pressure from the council.",
        "The owner has been working on a new ferry for nearly two years.",
        "The first appeal centred on a faulty lamp.",
        "The mate was also affiliated with a union.",
        "The wreck is thought to have lived in the minds of many.",
        "It is not the first time a ferry has run aground off Vale.",
        "Here is a list of the crew.",
        "The inquiry stemmed from a complaint.",
        "During his time at the line, the captain raised its speed.",
        "There are other pending suits.",
        "The deal will leave the line with nine ferries.",
        "The tug will be the largest off Vale, based on length.",
        "No injuries were reported.",
        "The mate did not have further details.",
        "The captain spent last season on a tug.",
        "The wreck is the third this year.",
        "The quarrel was no secret.",
        "The two men were assigned to another tug.",
        "The sea was rough.",
        "Rescue efforts are ongoing.",
        "Friday's wreck bears likeness to one off Orrin.",
        "This happened after the pump had failed.",
        "Conditions were ideal in Vale.",
        "The owner had hoped to sell her on May 1.",
        "Most lines have taken a hard stance with crews in recent years.",
        "The owner still has to pay the crew.",
        "The captain was bitter, calling it a bad joke.",
        "For 45 years the strait has remained a graveyard of ships.",
    ],
)
def test_what_lasted_or_had_been_is_no_news(sentence: str) -> None:
    assert dates(LEAD + sentence) == ["2024-05-14"]


@pytest.mark.parametrize(
    ("sentence", "edtf"),
    [
        ("By then the mate had jumped.", "2024-05-14"),
        ("The mate was missing.", "2024-05-14"),
        ("The captain was unable to call for help.", "2024-05-14"),
        ("The captain was hurt.", "2024-05-14"),
        ("Passengers had to wade ashore.", "2024-05-14"),
        ("Divers worked to free the mate.", "2024-05-14"),
        ("The captain had a heart attack.", "2024-05-14"),
        ("A raft was built for the crew.", "2024-05-14"),
        ("Two men who had left Vale were picked up.", "2024-05-14"),
        ("Police have held the mate.", "2024-05-16"),
        ("It was the second wreck off Vale this year.", "2024-05-14"),
        ("The mate was among those injured.", "2024-05-14"),
        ("The captain, a diver himself, promised to help.", "2024-05-14"),
        ("But that plan became less important.", "2024-05-14"),
        ("The line earned $4 million.", "2024-05-14"),
        ('The owner, Ada Renn, defended it by saying, "The ferry has the best pumps."', "2024-05-14"),
        ("A cook was found alive 30 hours after Monday's storm.", "2024-05-14"),
        ("Her owner dated the wreck to about 1640.", "2024-05-14"),
        ("The council met in a session that ran past midnight.", "2024-05-14"),
        ("Police gave further details.", "2024-05-14"),
        ("The owner did not elaborate but sold two tugs.", "2024-05-14"),
        ("The owner has been charged.", "2024-05-16"),
        ("During the storm, the captain raised the alarm.", "2024-05-14"),
        ("The deal leaves the line with nine ferries.", "2024-05-16"),
        ("No injuries were reported and all passengers were put on a tug.", "2024-05-14"),
        ("No repairs or injuries were reported.", "2024-05-14"),
        ("The captain spent the night on a tug.", "2024-05-14"),
        ("The crew contained two small fires.", "2024-05-14"),
        ("The mate was two hours late.", "2024-05-14"),
        ("The owner has been working on a plan.", "2024-05-16"),
        ("The wreck is thought to have killed nine.", "2024-05-16"),
        ("The mate was declared dead at the pier, the coast guard said.", "2024-05-14"),
    ],
)
def test_what_happened_then_is_news(sentence: str, edtf: str) -> None:
    assert dates(LEAD + sentence) == ["2024-05-14", edtf]


def test_news_does_not_go_on_at_the_time_since_which_something_is_so() -> None:
    text = LEAD + "The port has been shut since a strike began on May 2. Crews met at 9 a.m. and drew lots."
    assert dates(text) == ["2024-05-14", "2024-05-02/..", "2024-05-02", "2024-05-14T09:00:00"]


def test_news_does_not_go_on_at_an_old_day_that_tells_who_somebody_is() -> None:
    known = "The victim, Odin Renn, was a baker whose bloodied body was found in Vale on June 17, 2023. "
    assert dates(LEAD + known + "The mate wept.") == ["2024-05-14", "2023-06-17", "2024-05-14"]
    lately = "The mate was a cook whose two young sons were found on May 13. "
    assert dates(LEAD + lately + "They wept.") == ["2024-05-14", "2024-05-13", "2024-05-13"]
    told = "The mate was fired on June 17, 2023. "
    assert dates(LEAD + told + "He was cleared of blame.") == ["2024-05-14", "2023-06-17", "2023-06-17"]


def test_the_deed_is_not_of_the_day_of_the_verdict() -> None:
    text = (
        "A nurse was sentenced on Tuesday to 20 years. She stabbed a doctor. She was arrested in Vale. Her sister wept."
    )
    assert dates(text) == ["2024-05-14", "2024-05-14"]
    assert dates("A nurse was hurt on Tuesday. She was arrested in Vale.") == ["2024-05-14", "2024-05-14"]


def test_what_a_court_is_told_is_of_no_day_of_the_trial() -> None:
    text = "A man was {} in a row over a fence, a jury was told.\nA clerk said a row broke out on a pier."
    assert dates(text.format("murdered")) == ["2024-05-16"]
    assert (
        extract(Document(text.format("murdered"), PUBLISHED)).events[0].title
        == "A clerk said a row broke out on a pier"
    )
    assert dates("A jury met on Tuesday. A man was fined.") == ["2024-05-14", "2024-05-14"]


def test_what_goes_on_with_a_month_some_weeks_ago_is_of_no_day_of_the_news() -> None:
    assert dates(LEAD + "Her owner was fined in March. The fine led it to sell a tug.") == ["2024-05-14", "2024-03"]
    assert dates(LEAD + "Her owner was fined in April. The fine led it to sell a tug.")[2:] == ["2024-05-14"]


def test_the_verdict_is_not_of_the_day_of_the_appeal() -> None:
    text = "A court on Tuesday {} the 2019 conviction of a nurse. A panel heard both sides. A jury found her guilty."
    assert dates(text.format("upheld")) == ["2024-05-14", "2024-05-14"]
    assert dates(text.format("discussed")) == ["2024-05-14", "2024-05-14", "2024-05-14"]


def test_figures_go_on_at_the_months_that_a_day_ends() -> None:
    text = "Nord said profit for the three months ended March 31 fell 2 percent. Revenue slid 9 percent to $4 million."
    assert dates(text) == ["2024-01/2024-03", "2024-01/2024-03"]


def test_figures_are_of_the_quarter_that_ends_with_a_month_or_day() -> None:
    text = "Nord said profit in the first quarter ending in March fell 2 percent. Revenue slid to $4 million."
    assert dates(text) == ["2024-01/2024-03", "2024-01/2024-03"]
    assert dates("The firm won 700 clients in the quarter ended March 2.") == ["2023-12/2024-02"]


def test_figures_go_on_beside_others_up_to_those_of_another_time() -> None:
    text = "Nord sold pumps for $4 million in the first quarter. That fell 9 percent from a year earlier. "
    assert dates(text) == ["2024-01/2024-03"] * 2
    assert dates(text + "It hired a clerk. Sales of lamps rose 2 percent.")[-1] == "2024-01/2024-03"
    assert dates(text + "In nine months, profit rose. Sales rose 2 percent.")[-1] == "2024-05-16"


def test_news_does_not_go_on_at_what_was_early_in_the_year() -> None:
    text = LEAD + "Early this year, Ada Renn bought a share. Renn called for new lamps. "
    assert dates(text) == ["2024-05-14", "2024"]
    assert dates(text + "Crews left at noon.")[-1] == "2024-05-14T12:00:00"
    told = "A jury in 2013 found that Ada Renn took bribes. Renn was doomed by her letters. "
    assert dates(LEAD + told) == ["2024-05-14", "2013"]


def test_who_was_charged_with_others_before_a_verdict_was_so_at_no_day_of_the_news() -> None:
    text = "A jury found the baker Ada Quill guilty of fraud on Tuesday. She was accused of theft. Six were charged."
    assert dates(text) == ["2024-05-14"]


def test_what_went_on_in_an_old_year_is_not_news() -> None:
    life = "She won a prize in 1974. She wed a baker. She bought a boat. "
    text = f"The poet Ada Quill died on Tuesday. {life}Fans left flowers."
    assert dates(text) == ["2024-05-14", "1974", "2024-05-14"]


def test_a_tribute_is_said_when_the_news_is_told() -> None:
    life = (
        "She won a prize in 1974. She quit in 1981. Her first book came out in 1962. Colleagues remembered her as kind."
    )
    assert dates(f"The poet Ada Quill died on Tuesday. {life}")[-1] == "2024-05-14"


def test_what_is_proclaimed_for_a_day_to_come_is_proclaimed_now() -> None:
    assert dates(LEAD + "The government declared a day of mourning for Friday.") == ["2024-05-14", "2024-05-14"]
    assert dates(LEAD + "A judge set a hearing for 3 June.") == ["2024-05-14", "2024-05-14"]


def test_meanwhile_leads_back_to_the_news() -> None:
    text = "The dam burst on Wednesday. It was inspected on 2 May. Experts, meanwhile, fled. The dam, meanwhile, fell."
    assert dates(text) == ["2024-05-15", "2024-05-02", "2024-05-15", "2024-05-15"]


def test_what_is_said_behind_a_later_day_was_not_said_before() -> None:
    text = "Two men were shot on Sunday. On Wednesday police held a clerk. A sheriff said others were sought."
    assert dates(text) == ["2024-05-12", "2024-05-15", "2024-05-15"]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Police have arrested two men over the theft of a bell last month.", "2024-05-16"),
        ("A man from East End has been arrested following a brawl at a yard last month.", "2024-05-16"),
        ("Police are looking for a man whose car was found on Friday.", "2024-05-16 2024-05-10"),
        ("Police arrested two men in a brawl last month.", "2024-04"),
        ("The firm has sold a mill in Vale last month.", "2024-04"),
    ],
)
def test_a_time_that_is_over_dates_no_perfect(text: str, edtf: str) -> None:
    assert dates(text) == edtf.split()


def test_the_story_opens_behind_its_dateline_not_with_a_caption() -> None:
    text = (
        "Toll of ferry hits nine\n\nA photo shows the ferry off Vale, Orrin, May 12\n\nBy Ada Quill\n\n"
        "VALE, Orrin (Wire) – The ferry sank on Tuesday. Divers searched the hull."
    )
    assert dates(text) == ["2024-05-14", "2024-05-14", "2024-05-14"]


@pytest.mark.parametrize(
    "line",
    [
        "All rights reserved.",
        "Comments are posted from readers.",
        "Contact: ada@example.org",
        "Ada Renn poses with a cup at Vale, on Saturday.",
        "In this photo taken on Saturday, Ada Renn holds a cup.",
        "The Vale Echo | Updated: 2024-05-15 07:31",
        "and last updated 2024-05-15 11:02:45",
        "Also read: The wrecks of 2013",
        "A crane stands over the hull at Vale, on Tuesday, May 4, 2010.",
    ],
)
def test_what_a_web_page_adds_is_no_event(line: str) -> None:
    assert dates(f"{LEAD}Divers searched the hull.\n\n{line}") == ["2024-05-14", "2024-05-14"]


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("What happened", 0),
        ("Why the wreck matters", 0),
        ("Here is what sank before, starting with the tug lost in 2009:", 0),
        ("What happened then surprised the mate.", 1),
        ("Who owned the ferry was asked on Wednesday.", 1),
    ],
)
def test_what_only_leads_to_what_is_told_is_no_event(line: str, count: int) -> None:
    assert len(dates(f"{line}\n\nDivers searched the hull on Tuesday.")) == 1 + count


def test_who_speaks_of_the_dead_does_so_in_the_news() -> None:
    life = "The peer served as an MP from 1979 to 1997. He was knighted in 1997. He became a peer in 2005. "
    news = "Former minister Jan Holt has died at the age of 79, his family have announced. "
    assert dates(f"{news}{life}A friend said he was kind.") == ["2024-05-16", "1979/1997", "1997", "2005", "2024-05-16"]


def test_a_saying_behind_what_it_says_leaves_it_at_its_day() -> None:
    text = LEAD + "The mate left port around 6 p.m. on Monday. A guard saw him cut a rope, police said."
    assert dates(text) == ["2024-05-14", "2024-05-13", "2024-05-13"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Trabajó como maestra en Vale.",
        "El capitán había negado los cargos.",
        "Los vecinos protestaron durante años.",
        "El dueño vivió en Roma.",
    ],
)
def test_what_lasted_or_had_been_is_no_news_in_spanish(sentence: str) -> None:
    found = extract(Document(f"El barco se hundió el martes en Vale. {sentence}", PUBLISHED, "es")).events
    assert [event.date.edtf for event in found] == ["2024-05-14"]


@pytest.mark.parametrize(
    "dateline",
    ["Vale [Orrin], May 16 (WIRE): ", "VALE, Ark.-", "VALE, May 16 (Wire) -- ", "Vale, May 16 (WIRE) "],
)
def test_a_dateline_is_no_part_of_its_story(dateline: str) -> None:
    found = extract(Document(f"{dateline}Police in Orrin have arrested two men over a theft.", PUBLISHED)).events
    assert [(event.date.edtf, event.title) for event in found] == [
        ("2024-05-16", "Police in Orrin have arrested two men over a theft")
    ]


def test_what_somebody_says_goes_on_in_the_next_paragraph_up_to_the_mark_that_closes_it() -> None:
    text = LEAD + 'The mate said: "She was old.\n\nTomorrow we mourn her. We lost a friend." Divers searched the hull.'
    assert dates(text) == ["2024-05-14", "2024-05-14", "2024-05-14"]


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("The mayor said the pier could close.", "The mayor said the pier could close"),
        ("Unions say the pumps are old.", "Unions say the pumps are old"),
        ("The mayor said the pier was closed.", "The pier was closed"),
        (
            "Officials at the port said the owners of the many small boats that fish off Orrin would be paid in full.",
            "The owners of the many small boats that fish off Orrin would be paid in full",
        ),
    ],
)
def test_what_has_not_happened_is_told_with_who_said_it(sentence: str, title: str) -> None:
    assert extract(Document(LEAD + sentence, PUBLISHED)).events[-1].title == title


def test_what_goes_on_in_the_paragraph_of_an_old_month_is_no_news() -> None:
    text = (
        LEAD
        + "\n\nNord, under pressure from a fund, agreed in January to a sale. In a bid to win time, it sold a mill."
    )
    assert dates(text) == ["2024-05-14", "2024-01"]
    assert dates(text + " Two clerks left.") == ["2024-05-14", "2024-01", "2024-05-14"]
    assert dates(text + "\n\nRescue crews left.") == ["2024-05-14", "2024-01", "2024-05-14"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The owners said they aimed to mend her by the middle of next year.",
        "The owner said the hull could be sold in June.",
        "The mate said the line should close in June.",
        "The bank has said that it expects fares to fall this year.",
    ],
)
def test_what_may_be_is_said_at_the_time_of_the_news(sentence: str) -> None:
    assert dates(LEAD + sentence) in (["2024-05-14", "2024-05-14"], ["2024-05-14", "2024-05-16"])


def test_what_is_said_to_be_so_is_no_event_of_its_own() -> None:
    assert dates(LEAD + "The owner said on Wednesday that she has no plans to sell.") == ["2024-05-14", "2024-05-15"]
    assert dates(LEAD + "The owner said on Wednesday that the hull will be sold in June.")[1:] == [
        "2024-05-15",
        "2024-06",
    ]


def test_who_speaks_on_does_so_on_the_day_of_what_was_said() -> None:
    said = "Crews should go on, the mayor, Ada Renn, said on Wednesday. "
    assert dates(LEAD + said + "She spoke at a meeting in Vale.")[-1] == "2024-05-15"
    assert dates(LEAD + said + "A pump spoke at a meeting in Vale.")[-1] == "2024-05-14"


def test_how_somebody_is_said_to_be_is_of_the_day_of_writing() -> None:
    assert dates(LEAD + "The state of the captain is reported to be serious.")[-1] == "2024-05-16"
    assert dates(LEAD + "The state of the captain was reported to be serious.")[-1] == "2024-05-14"
