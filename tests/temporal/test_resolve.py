"""Resolution: which day, month or year an expression means, from where it is measured, and how that is told."""

from __future__ import annotations

from datetime import date

import pytest

from tests.phrases import PUBLISHED, read_timexes
from timeline_api import Document, extract
from timeline_api.model import Timex
from timeline_api.temporal.interval import day_number, format_day


def only(text: str, published: date | None = PUBLISHED) -> Timex:
    """The one time expression of a text."""
    (timex,) = read_timexes(text, published)
    return timex


# --- tense ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clause", "value"),
    [
        ("The court ruled {}.", "2024-12-05"),
        ("The court will rule {}.", "2024-12-12"),
        ("The court is expected to rule {}.", "2024-12-12"),
        ("The verdict is due {}.", "2024-12-12"),
        ("The hearing was held {}.", "2024-12-05"),
        ("The hearing will be held {}.", "2024-12-12"),
        ("The verdict, read out {}, was long.", "2024-12-05"),
    ],
)
def test_tense_chooses_the_thursday(clause: str, value: str) -> None:
    assert only(clause.format("on Thursday")).value == value


@pytest.mark.parametrize(
    ("clause", "value"),
    [
        ("The mill closed {}.", "2024-08"),
        ("The mill will close {}.", "2025-08"),
        ("The mill has been empty since {}.", "2024-08"),
    ],
)
def test_tense_chooses_the_year_of_a_month(clause: str, value: str) -> None:
    timex = only(clause.format("in August").replace("since in", "since"))
    assert (timex.value, timex.implied, timex.known) == (value, ("year",), ("month",))


def test_the_steps_say_what_the_tense_chose() -> None:
    past, future = only("The court ruled on Thursday."), only("The court will rule on Thursday.")
    assert past.steps == ("the last Thursday up to the anchor",)
    assert future.steps == ("the first Thursday from the anchor on, because the clause looks ahead",)


def test_a_weekday_of_today_is_today() -> None:
    assert only("The court ruled on Wednesday.").value == "2024-12-11"
    assert only("The court will rule on Wednesday.").value == "2024-12-11"


# --- weekday and date -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("They met on Sunday (December 8).", date(2024, 12, 11), "2024-12-08"),
        ("They met on Sunday (December 8).", date(2020, 3, 1), "2019-12-08"),
        ("They met on Sunday, December 8.", date(2013, 12, 30), "2013-12-08"),
        ("They met on Friday, Feb. 29.", date(2009, 1, 1), "2008-02-29"),
    ],
)
def test_a_weekday_beside_a_date_fixes_the_year(text: str, published: date, value: str) -> None:
    timex = only(text, published)
    assert timex.value == value
    assert timex.implied == ("year",)
    assert any("meet in" in step for step in timex.steps)


def test_without_publication_the_weekday_leaves_the_latest_year() -> None:
    timex = only("They met on Sunday (December 8).", None)
    assert (timex.value, timex.basis, timex.qualifier) == ("2024-12-08", "inferred", "?")


def test_the_explanation_names_the_constraint_and_the_other_years() -> None:
    timex = only("They met on Sunday (December 8).", None)
    assert timex.anchor is not None
    assert (timex.anchor.kind, timex.anchor.edtf, timex.anchor.text) == ("constraint", "2024", "Sunday")
    assert "Sunday in 2024 (also in 2019, 2013)" in timex.steps[0]


def test_a_weekday_never_chooses_a_year_still_to_come() -> None:
    """6 December is a Sunday in 2026, after the horizon of these tests, and before in 2020."""
    assert only("They met on Sunday (December 6).", None).value == "2020-12-06"


def test_a_wrong_weekday_makes_a_full_date_uncertain() -> None:
    timex = only("They met on Monday, December 8, 2024.")
    assert (timex.value, timex.qualifier) == ("2024-12-08", "?")
    assert timex.steps == ("that day is a Sunday, not a Monday",)


# --- no publication date --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value", "edtf"),
    [
        ("They met on December 8.", "XXXX-12-08", "XXXX-12-08"),
        ("They met in December.", "XXXX-12", "XXXX-12"),
        ("They met on Monday.", "XXXX-WXX-1", ""),
        ("They met last week.", "XXXX-WXX", ""),
        ("They met last year.", "XXXX", ""),
        ("They met two days ago.", "PAST_REF", ""),
        ("They met at 9:30 a.m.", "XXXX-XX-XXT09:30", ""),
    ],
)
def test_with_nothing_to_go_on_the_year_stays_open(text: str, value: str, edtf: str) -> None:
    timex = only(text, None)
    assert (timex.value, timex.edtf, timex.interval, timex.basis) == (value, edtf, None, None)


def test_the_explanation_says_that_nothing_gives_the_year() -> None:
    assert only("They met on December 8.", None).steps[-1] == "nothing in the text gives the year"


# --- eras -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "edtf", "first", "last"),
    [
        ("He died in 44 BC.", "-0043", (-43, 1, 1), (-43, 12, 31)),
        ("He died in 1 BC.", "0000", (0, 1, 1), (0, 12, 31)),
        ("He died in AD 1.", "0001", (1, 1, 1), (1, 12, 31)),
        ("He died on March 15, 44 BC.", "-0043-03-15", (-43, 3, 15), (-43, 3, 15)),
        ("It stood in the 5th century BC.", "-0499/-0400", (-499, 1, 1), (-400, 12, 31)),
        ("It stood in the first century.", "00XX", (0, 1, 1), (99, 12, 31)),
    ],
)
def test_years_before_christ(text: str, edtf: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    timex = only(text, None)
    assert timex.edtf == edtf
    assert timex.interval is not None
    assert (timex.interval.start, timex.interval.end - 1) == (day_number(*first), day_number(*last))


# --- modifiers and qualifiers ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value", "mod", "qualifier"),
    [
        ("It burned in early March 2019.", "2019-03", "START", ""),
        ("It burned in mid-2019.", "2019", "MID", ""),
        ("It burned in late 2019.", "2019", "END", ""),
        ("It burned at the beginning of 2019.", "2019", "START", ""),
        ("It burned in the middle of 2019.", "2019", "MID", ""),
        ("It burned at the end of 2019.", "2019", "END", ""),
        ("It burned about 1850.", "1850", "APPROX", "~"),
        ("It burned sometime in 2019.", "2019", "APPROX", "~"),
        ("It burned in 2019.", "2019", None, ""),
    ],
)
def test_modifiers(text: str, value: str, mod: str | None, qualifier: str) -> None:
    timex = only(text)
    assert (timex.value, timex.mod, timex.qualifier) == (value, mod, qualifier)


def test_circa_is_approximate() -> None:
    assert only("It was built circa 1450.").qualifier == "~"


# --- provenance -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "basis", "anchor", "known", "implied"),
    [
        ("They met on 8 December 2024.", "explicit", None, ("year", "month", "day"), ()),
        ("They met in 2019.", "explicit", None, ("year",), ()),
        ("They met on 8 December.", "relative", "publication", ("month", "day"), ("year",)),
        ("They met last week.", "relative", "publication", (), ("year", "week")),
        ("They met yesterday.", "relative", "publication", (), ("year", "month", "day")),
        ("They met on Monday.", "relative", "publication", ("weekday",), ("year", "month", "day")),
        ("They met on 2024-12-08.", "explicit", None, ("year", "month", "day"), ()),
        ("They met in the third quarter of last year.", "relative", "publication", ("quarter",), ("year",)),
        ("They met at Christmas.", "relative", "publication", ("holiday",), ("year", "month", "day")),
        ("They met at Easter 1916.", "explicit", None, ("year", "holiday"), ("month", "day")),
        ("They met from 3 to 5 May.", "relative", "publication", ("month", "day"), ("year",)),
        ("They met in the 80s.", "relative", "publication", ("decade",), ("century",)),
        ("They met at 9:30 on 8 December.", "relative", "publication", ("month", "day", "hour", "minute"), ("year",)),
        ("They met on Sunday night.", "relative", "publication", ("weekday", "daypart"), ("year", "month", "day")),
    ],
)
def test_what_is_stated_and_what_is_filled_in(
    text: str, basis: str, anchor: str | None, known: tuple[str, ...], implied: tuple[str, ...]
) -> None:
    timex = only(text)
    assert (timex.basis, timex.known, timex.implied) == (basis, known, implied)
    assert (timex.anchor.kind if timex.anchor else None) == anchor
    if timex.anchor is not None:
        assert timex.anchor.edtf == format_day(PUBLISHED.toordinal())


@pytest.mark.parametrize("text", ["It took three days.", "It runs every Friday.", "It is shut now."])
def test_durations_sets_and_vague_times_lie_nowhere(text: str) -> None:
    timex = only(text)
    assert (timex.edtf, timex.interval, timex.precision, timex.basis) == ("", None, None, None)


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("They met on 8 December 2024.", "day"),
        ("They met at 9:30 a.m. on 8 December 2024.", "minute"),
        ("They met at 5 p.m. on 8 December 2024.", "hour"),
        ("They met at 09:30:15 on 8 December 2024.", "second"),
        ("They met on Sunday morning.", "daypart"),
        ("They met last week.", "week"),
        ("They met in May 2019.", "month"),
        ("They met in the summer of 2019.", "season"),
        ("Sales fell in the third quarter of 2019.", "quarter"),
        ("Sales fell in the first half of 2019.", "half"),
        ("They met in 2019.", "year"),
        ("They met in the 1990s.", "decade"),
        ("They met in the 19th century.", "century"),
        ("They met in the second millennium.", "millennium"),
        ("They met May 3-5, 2019.", "range"),
    ],
)
def test_precision_says_how_much_was_stated(text: str, precision: str) -> None:
    assert only(text).precision == precision


def test_what_was_before_is_not_counted_from_what_is_to_come() -> None:
    text = "He quit on Thursday and called a vote for 6 April. He had lost the previous Thursday."
    found = extract(Document(text, date(2025, 2, 17)))
    assert [timex.value for timex in found.timexes] == ["2025-02-13", "2025-04-06", "2025-02-06"]
