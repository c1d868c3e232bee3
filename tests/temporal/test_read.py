"""Reading a text: the date that a story speaks of, the date that an article gives as its own, news and narrative."""

from __future__ import annotations

from datetime import date

import pytest

from tests.phrases import PUBLISHED, read, read_timexes
from timeline_api.temporal.interval import format_day


def values(text: str, published: date | None = PUBLISHED) -> list[str]:
    return [timex.value for timex in read_timexes(text, published)]


# --- the story's date -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The pit flooded on 3 May 1902. The next day the pumps failed. Two days later the miners were dead.",
            ["1902-05-03", "1902-05-04", "1902-05-06"],
        ),
        ("He was born in 1854. He married in 1880. That year the mill burned.", ["1854", "1880", "1880"]),
        ("The school opened in May 1911. The following month it was full.", ["1911-05", "1911-06"]),
        (
            "The siege began on 1 March 1265. A week earlier the bridge had fallen.",
            ["1265-03-01", "1265-02-22"],
        ),
        ("The siege began in the 13th century. It ended the same year.", ["12", "2024"]),
    ],
)
def test_follows_the_story(text: str, expected: list[str]) -> None:
    assert values(text) == expected


def test_the_story_is_the_anchor_and_is_quoted() -> None:
    _, later = read_timexes("The pit flooded on 3 May 1902. Two days later the pumps failed.")
    assert later.anchor is not None
    assert (later.anchor.kind, later.anchor.edtf, later.anchor.text) == ("story", "1902-05-03", "3 May 1902")
    assert later.basis == "relative"
    assert later.steps == ("2 days after the anchor",)


def test_words_that_point_from_publication_do_not_follow_the_story() -> None:
    assert values("The pit flooded on 3 May 1902. Its owner died yesterday.") == ["1902-05-03", "2024-12-10"]


# --- the article's own date -----------------------------------------------------------------------------------------

OWN_DATE = [
    "May 3, 2019\n\nThe pit flooded yesterday. Nobody was hurt.",
    "The pit floods\n\nMay 3, 2019\n\nThe pit flooded yesterday. Nobody was hurt.",
    "LEEDS, May 3, 2019 - The pit flooded yesterday. Nobody was hurt.",
    "LEEDS, May 3, 2019 - The pit flooded. Its owner died yesterday, too.",
    "LEEDS (Reuters), May 3, 2019 - The pit flooded yesterday. Nobody was hurt.",
    "3 May 2019\n\nThe pit flooded yesterday. Nobody was hurt.",
]


@pytest.mark.parametrize("text", OWN_DATE)
def test_an_undated_article_may_give_its_own_date(text: str) -> None:
    found = read(text, None)
    assert found.publication_from == "dateline"
    assert found.publication is not None
    assert format_day(found.publication) == "2019-05-03"
    assert values(text, None)[-1] == "2019-05-02"


def test_a_given_date_is_kept_though_the_article_gives_one() -> None:
    found = read("May 3, 2019\n\nThe pit flooded yesterday. Nobody was hurt.", PUBLISHED)
    assert (found.publication, found.publication_from) == (PUBLISHED.toordinal(), "given")


@pytest.mark.parametrize(
    "text",
    [
        "The pit flooded on May 3, 2019. Nobody was hurt yesterday.",
        "The pit flooded yesterday.",
        "May 2019\n\nThe pit flooded yesterday.",
        "Ida Renn (Vale, May 3, 1903 - Oslo, May 5, 1988) dug pits. One flooded.",
        "",
    ],
)
def test_a_date_in_passing_is_not_the_articles_own(text: str) -> None:
    found = read(text, None)
    assert (found.publication, found.publication_from, found.dateline) == (None, "none", None)


def test_a_date_far_down_is_not_the_articles_own() -> None:
    text = "The pit flooded and nobody was hurt. " * 20 + "\n\nMay 3, 2019\n\nIt was dry."
    assert read(text, None).publication is None


# --- news and narrative ---------------------------------------------------------------------------------------------

HISTORY = (
    "The mill was built in 1854. In 1861 its owner died. A fire took the roof in 1880. "
    "In March the sons rebuilt it. By 1902 it made cloth for three towns."
)


def test_news_that_looks_back_is_no_narrative() -> None:
    text = (
        "A probe slipped into its orbit on Monday night. The first was lost in December 1993, the second in August "
        "1996. The mission was approved in 1994. It set out on 9 March. It will take pictures next week."
    )
    assert values(text, date(1999, 10, 6))[-2:] == ["1999-03-09", "1999-W41"]


def test_a_past_of_its_own_is_narrative() -> None:
    assert read(HISTORY).narrative
    assert read(HISTORY, None).narrative


def test_in_narrative_the_story_gives_the_year() -> None:
    assert values(HISTORY) == ["1854", "1861", "1880", "1880-03", "1902"]


@pytest.mark.parametrize(
    "text",
    [
        "The council met on Monday. It had last met in 1987. On Tuesday it will vote.",
        "Profit fell in 2023. It had risen in 2022 and 2024.",
        "It rained.",
    ],
)
def test_news_is_not_narrative(text: str) -> None:
    assert not read(text).narrative


def test_in_news_publication_gives_the_year() -> None:
    text = "The bridge, built in 1987, was shut on Monday. It had been repaired in March."
    assert values(text) == ["1987", "2024-12-09", "2024-03"]


# --- undated texts --------------------------------------------------------------------------------------------------


def test_an_undated_text_begins_at_its_first_full_date() -> None:
    text = "The storm broke on 3 May. By 4 May 1987 it had passed."
    assert values(text, None) == ["1987-05-03", "1987-05-04"]


def test_what_follows_an_inferred_date_is_inferred() -> None:
    text = "Rebels took the city on Sunday (December 8). On December 9 the shops opened."
    first, second = read_timexes(text, None)
    assert [first.value, second.value] == ["2024-12-08", "2024-12-09"]
    assert [first.basis, second.basis] == ["inferred", "inferred"]
    assert [first.qualifier, second.qualifier] == ["?", "?"]
    assert second.steps[-1] == "the story's year was inferred from 'Sunday'"


# --- where things are -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A roof fell in overnight, police said on Tuesday.", ["2024-12-10TNI", "2024-12-10"]),
        ("A roof fell in at 9 a.m., police said Tuesday.", ["2024-12-10T09:00", "2024-12-10"]),
        # With a day to come, what is told as done beside it is of that.
        (
            "No vote is due on Friday, with all eyes on a report, released at 2 p.m. Nord will speak at 3 p.m.",
            ["2024-12-13", "2024-12-13T14:00", "2024-12-13T15:00"],
        ),
        # Not on that day what is to come, nor where another day was told of.
        ("The fair will open at 9 a.m., police said Tuesday.", ["2024-12-11T09:00", "2024-12-10"]),
        ("A roof fell in on Monday. It fell at 9 a.m., police said Tuesday.", ["2024-12-09", "2024-12-09T09:00"]),
        ("A roof fell in at 9 a.m. and was mended on Tuesday.", ["2024-12-11T09:00", "2024-12-10"]),
    ],
)
def test_a_time_of_day_is_of_the_day_on_which_it_was_told(text: str, expected: list[str]) -> None:
    assert values(text, date(2024, 12, 11))[: len(expected)] == expected


def test_the_same_week_is_none_of_a_year_to_come() -> None:
    text = "The fair will open next year. {} in the same week {}."
    assert values(text.format("The news comes", "as a strike"), date(2024, 12, 11)) == ["2025", "2024-W50"]
    assert values("The fair opened in 2019. It shut in the same week.", date(2024, 12, 11)) == ["2019", "2019"]


def test_time_expressions_are_given_by_sentence_with_offsets() -> None:
    text = "It rained.  The pit flooded on Monday, 3 days after the storm. \n It rained on Tuesday."
    found = read(text)
    assert [len(times) for times in found.timexes] == [0, 2, 1]
    for span, times in zip(found.spans, found.timexes, strict=True):
        for timex in times:
            assert text[timex.start : timex.end] == timex.text
            assert span.sentence.start <= timex.start < timex.end <= span.sentence.end


def test_finds_tokens_and_times_by_offset() -> None:
    text = "It rained on Monday and on Tuesday."
    found = read(text)
    assert found.text.tokens.text(found.token_at(text.index("Monday") + 2)) == "Monday"
    assert [t.text for t in found.timexes_between(0, text.index("and"))] == ["Monday"]
    assert [t.text for t in found.timexes_between(0, len(text))] == ["Monday", "Tuesday"]
    assert found.timexes_between(0, text.index("Monday") + 3) == []
