"""Times of what a clause of news names date nothing that it tells."""

from __future__ import annotations

from datetime import date

import pytest

from timeline_api import Document, extract

PUBLISHED = date(2024, 5, 16)  # a Thursday


def dates(text: str) -> list[str]:
    return [event.date.edtf for event in extract(Document(text, PUBLISHED)).events]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("The council met on Wednesday. Members held a minute of silence to mark Renn's Tuesday death.", "2024-05-15"),
        ("The council met on Wednesday. It condemned Tuesday's attack.", "2024-05-15"),
        ("The council met on Wednesday. Clerks found proof that the mill had been shut in February.", "2024-05-15"),
        ("The council met on Wednesday. Clerks considered Tuesday's blaze larger than others.", "2024-05-15"),
        # But who did it, or was in it, did so then.
        ("The council met on Wednesday. Nine people survived Tuesday's crash.", "2024-05-14"),
        ("The council met on Wednesday. Nine people died in Tuesday's crash.", "2024-05-14"),
        ("The council met on Wednesday. Tuesday's attack killed nine.", "2024-05-14"),
    ],
)
def test_a_day_of_what_is_named_dates_nothing_else(text: str, edtf: str) -> None:
    assert dates(text)[-1] == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Police are investigating a stabbing Saturday in Vale.", "2024-05-16"),
        ("Police are looking into a fatal crash in the lane behind an old mill on Sunday.", "2024-05-16"),
        ("Police have named the victim of a fatal stabbing Saturday at a flat.", "2024-05-16"),
        ("After a failed test last month, the firm is pinning its hopes on a new pump.", "2024-05-16"),
        ("After a failed test last month, the firm has dropped its plan.", "2024-05-16"),
        ("A 1960s singer was held in Vale.", "2024-05-16"),
        ("A 1950s star who went on to sing in Oslo, Ada Renn has left her band.", "2024-05-16"),
        ("The sale came on the 50th anniversary of the last flight in 1972.", "2024-05-16"),
        ("Much like last week, Vale won by two points.", "2024-05-16"),
        ("Ivo Brandt, the singer of the 1980s band Quarry, has left it.", "2024-05-16"),
        ("Ada Renn won her title despite having come through a hard match on Saturday.", "2024-05-16"),
        ("The clerk left as the firm reported flat third-quarter earnings.", "2024-05-16"),
        ("The firm estimated fourth-quarter profit below forecasts.", "2024-05-16"),
        # But what is told in the past was so then, and so were the figures of a quarter.
        ("Police answered a call about a stabbing Saturday in Vale.", "2024-05-11"),
        ("Two men died in a stabbing Saturday in Vale.", "2024-05-11"),
        ("After a failed test last month, the firm dropped its plan.", "2024-04"),
        ("The mill burned in the 1960s.", "196X"),
        ("The anniversary was marked in 2012.", "2012"),
        ("Ada Renn won her title on Tuesday, despite having lost a set.", "2024-05-14"),
        ("Monday's blaze burned down nine shops.", "2024-05-13"),
        ("Vale won last week by two points.", "2024-05-06/2024-05-12"),
        ("The firm reported a first-quarter loss of $5 million.", "2024-01/2024-03"),
    ],
)
def test_the_time_of_a_thing_is_not_that_of_what_is_so_now(text: str, edtf: str) -> None:
    assert dates(text) == [edtf]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The mayor also faces charges for the shooting of two men in Vale in 2012.", []),
        ("The mayor faces trial over the theft in 2012.", []),
        ("The mayor is under investigation over the theft in 2012.", []),
        # But who faced it, or is to face it, did so then.
        ("The mayor faced a revolt over a theft in 2012.", ["2012"]),
        ("The mayor faces trial over the theft in June.", ["2024-06"]),
    ],
)
def test_what_somebody_is_still_to_answer_for_was_before(text: str, told: list[str]) -> None:
    assert dates(text) == told


def test_what_the_dead_did_is_of_no_day_of_the_news_of_a_death() -> None:
    text = (
        "Senator Ada Renn has died. She died on Tuesday. Renn led the board. She was found at home. Flags were lowered."
    )
    assert dates(text) == ["2024-05-14", "2024-05-14", "2024-05-14", "2024-05-14"]


def test_what_the_dead_wrote_is_no_saying_of_the_news() -> None:
    text = "Novelist Peter Aske has died. He died on Tuesday. He moved to Oslo in 1972. He wrote a famous trilogy."
    assert dates(text) == ["2024-05-14", "2024-05-14", "1972"]
    text = "Novelist Peter Aske has died. He died on Tuesday. As a teacher, he founded three schools."
    assert dates(text) == ["2024-05-14", "2024-05-14"]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("The minister made the move after a key vote on April 14.", "2024-05-16"),
        ("Vale won the cup for the second time after their previous triumph in 2013.", "2024-05-16"),
        ("The mill closed following a fire in 2019.", "2024-05-16"),
        ("Ada Renn has won the 2024 Vale Book Prize.", "2024-05-16"),
        ("Ada Renn won the 2019 Vale Book Prize.", "2019"),
        # What is done right after a thing, or soon enough before the news, may be of the same time.
        ("The minister resigned after a vote on Tuesday.", "2024-05-14"),
        ("The mill closed after a fire in April.", "2024-04"),
        ("The family fled just after the coup in 1998.", "1998"),
    ],
)
def test_what_the_news_came_after_is_not_its_time(text: str, edtf: str) -> None:
    assert dates(text) == [edtf]


@pytest.mark.parametrize(
    "text",
    [
        "The date of the vote wasn't immediately announced.",
        "Further details were not immediately available.",
        "It wasn't clear if he met the envoy.",
        "The deal is considered an answer to the war.",
    ],
)
def test_what_is_not_known_yet_or_only_judged_is_no_event(text: str) -> None:
    assert dates(text) == []


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Two clerks are appealing against the 2009 verdict.", "2024-05-16"),
        ("An inmate facing death over the 1988 slaying of a nun is appealing to a court.", "2024-05-16"),
        ("Police stopped a 2002 Orrin Comet near the dam.", "2024-05-15"),
        ("The thief drove a white 2002 Orrin into a wall.", "2024-05-15"),
        ("Two men died when the roof of the landmark 19th-century clock tower fell in.", "2024-05-15"),
        ("Shares fell as traders awaited Friday's vote.", "2024-05-15"),
        ("Shares fell as traders looked ahead to next week's talks.", "2024-05-15"),
        ("The bank predicted that growth would slow in 2030.", "2024-05-15"),
        ("Both men have been found, police said, in the wreck left by Monday's crash.", "2024-05-16"),
        ("The body of a hiker missing since Monday has been found.", "2024-05-16"),
        ("The sale lifted a firm still reeling from a March loss.", "2024-05-15"),
        ("Plans for the fair to return to Vale next year have been cancelled.", "2024-05-16"),
        ("The clerk left, making this the second exit this month.", "2024-05-15"),
        ("The clerk grew close to Ada Nord (2018-2022).", "2024-05-15"),
        ("The thief drove a gold 2002 Orrin into a wall.", "2024-05-15"),
        ("The walkout raised doubts about the truce, five years after a bloodless coup in 2019.", "2024-05-15"),
        ("The firm raised its 2025 profit forecast.", "2024-05-15"),
        ("The firm reiterated fiscal 2025 full year guidance of $2 per share.", "2024-05-15"),
        ("Following a fire on Monday, clerks are looking for a new hall.", "2024-05-16"),
        ("Ada Nord signed a contract until 2022.", "2024-05-15"),
        ("Ada Nord signed a two-year contract extension until 2022.", "2024-05-15"),
        ("The bank raised its economic growth forecasts for 2025 and 2026.", "2024-05-15"),
        ("Traders have turned the clock back to 1997.", "2024-05-16"),
        ("Shares fell even as clerks said they would sell the mill this week.", "2024-05-15"),
        ("Shares fell as the firm said it had lost a client in April.", "2024-05-15"),
        ("The label plans a summer release and has hired a clerk.", "2024-05-16"),
        ("The council backed the flag used since the 1991 collapse.", "2024-05-15"),
        (
            "It made the biggest loss since the merger between two makers of drugs in Vale in July last year.",
            "2024-05-15",
        ),
        ("Clerks voted overwhelmingly to begin a strike next week.", "2024-05-15"),
        ("The council agreed to close the pool in June.", "2024-05-15"),
        ("Delays have upset its plans for the rest of this year.", "2024-05-16"),
        # But what is told of the thing in the past was so then.
        ("The bank raised its interest rates for 2023.", "2023"),
        ("Ada Nord held the contract until 2022.", "2022"),
        ("Ada Nord had a contract until 2022.", "2022"),
        ("Clerks were ordered to leave by next week.", "2024-05-20/2024-05-26"),
        ("The hall has been shut since 1991.", "1991/.."),
        ("It was the worst rate recorded since 1983.", "2024-05-15"),
        ("Shares fell as clerks lost hope in April.", "2024-04"),
        ("The label dropped the singer in summer.", "2023-22"),
        ("The 2009 verdict split the town.", "2009"),
        ("The 2009 treaty was signed in Vale.", "2009"),
        ("Ada Renn won a 2010 Vale Prize.", "2010"),
        ("Ada Renn spoke of it in a 2010 Radio Vale talk.", "2010"),
        ("The firm raised its dividend in 2019.", "2019"),
    ],
)
def test_the_year_of_what_is_named_is_not_that_of_the_news(text: str, edtf: str) -> None:
    assert dates(f"The council met on Wednesday. {text}")[1:] == [edtf]


def test_a_forename_that_is_a_verb_tells_nothing() -> None:
    text = "Maj. Mark J. Renn, a spokesman at the base, said today the crash occurred Tuesday near Vale."
    assert dates(text) == ["2024-05-16", "2024-05-14"]


@pytest.mark.parametrize(
    "text",
    [
        "The storm is about twice the size of 2012's Hurricane Renn.",
        "The mayor has little support in Vale.",
        "The cuts are just part of this year's plan.",
        "Her films include Ash from 1961 and Reed from 1970.",
    ],
)
def test_what_is_so_is_no_event_beside_a_past_year(text: str) -> None:
    assert dates(f"The council met on Wednesday. {text}") == ["2024-05-15"]
