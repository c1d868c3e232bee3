"""The counts behind the scores, on annotations small enough to count by hand."""

from __future__ import annotations

from datetime import date

import pytest

from bench.corpora import GoldDocument, GoldSentence, GoldTimex
from bench.scoring import METRICS, Tally, pair, says, score, total
from timeline_api import extract
from timeline_api.model import Document, EventDate, Interval, Timex
from timeline_api.temporal.interval import day_number

TEXT = "The bridge reopened on Monday. It had been shut since 3 May 2024."


def timex(start: int, end: int, value: str = "2024") -> Timex:
    return Timex(start, end, "", "DATE", value, "rule")


def gold(*timexes: GoldTimex, until: int = len(TEXT), sentences: tuple[GoldSentence, ...] = ()) -> GoldDocument:
    return GoldDocument(Document(TEXT, date(2024, 12, 11), "bridge"), timexes, sentences, until)


def f1(document: GoldDocument) -> dict[str, float]:
    tallies = score(document, extract(document.document))
    return {metric: round(tallies[metric].f1, 3) for metric in METRICS}


MONDAY = GoldTimex(23, 29, "DATE", "2024-12-09")
MAY = GoldTimex(54, 64, "DATE", "2024-05-03")


def test_what_agrees_in_all_scores_one() -> None:
    told = (GoldSentence(0, 30, ("2024-12-09",)),)
    assert f1(gold(MONDAY, MAY, sentences=told)) == dict.fromkeys(METRICS, 1.0)


def test_a_wider_span_is_relaxed_and_not_strict() -> None:
    wide = GoldTimex(20, 29, "DATE", "2024-12-09")
    assert f1(gold(wide, MAY)) == {"strict": 0.5, "relaxed": 1.0, "type": 1.0, "value": 1.0, "dated": 0.0}


def test_another_type_and_another_value_count_each_by_itself() -> None:
    found = f1(gold(GoldTimex(23, 29, "SET", "2024-12-09"), GoldTimex(54, 64, "DATE", "2023-05-03")))
    assert (found["strict"], found["type"], found["value"]) == (1.0, 0.5, 0.5)


def test_missed_and_spurious_expressions_cost_recall_and_precision() -> None:
    missed = score(gold(MONDAY, MAY, GoldTimex(4, 10, "DATE", "2024")), extract(gold().document))["relaxed"]
    assert (missed.precision, round(missed.recall, 3)) == (1.0, 0.667)
    spurious = score(gold(MONDAY), extract(gold().document))["relaxed"]
    assert (spurious.precision, spurious.recall) == (0.5, 1.0)


def test_what_nobody_annotated_is_not_judged() -> None:
    assert f1(gold(MONDAY, until=40))["strict"] == 1.0


def test_an_expression_stands_for_one_annotation_only() -> None:
    pairs = pair((GoldTimex(0, 4, "DATE", ""), GoldTimex(5, 9, "DATE", "")), [timex(0, 9)])
    assert [each.found is not None for each in pairs] == [True, False]


def test_the_one_that_shares_most_is_taken() -> None:
    short, long = timex(0, 2), timex(2, 9)
    assert pair((GoldTimex(0, 9, "DATE", ""),), [short, long])[0].found is long


def test_spans_that_only_touch_share_nothing() -> None:
    assert pair((GoldTimex(4, 8, "DATE", ""),), [timex(0, 4), timex(8, 9)])[0].found is None


def dated(first: tuple[int, int, int], last: tuple[int, int, int]) -> EventDate:
    return EventDate("", Interval(day_number(*first), day_number(*last) + 1), "day", "", "explicit", "", "")


@pytest.mark.parametrize(
    ("first", "last", "day", "agrees"),
    [
        ((2008, 9, 15), (2008, 9, 15), "2008-09-15", True),
        ((2008, 9, 15), (2008, 9, 16), "2008-09-15", False),
        ((2008, 9, 15), (2008, 9, 15), "2008-09-XX", True),
        ((2008, 9, 1), (2008, 9, 30), "2008-09-XX", True),
        ((2008, 9, 30), (2008, 10, 1), "2008-09-XX", False),
        ((2008, 2, 1), (2008, 3, 31), "2008-XX-XX", True),
        ((2008, 1, 1), (2008, 12, 31), "2008-09-XX", False),
    ],
)
def test_a_date_is_judged_as_finely_as_the_annotated_one_is_known(
    first: tuple[int, int, int], last: tuple[int, int, int], day: str, agrees: bool
) -> None:
    assert says(dated(first, last), day) is agrees


def test_an_open_date_says_nothing() -> None:
    assert not says(EventDate("XXXX-12-08", None, "day", "", "explicit", "", ""), "2008-12-08")


def test_dated_sentences_count_dates_for_recall_and_events_for_precision() -> None:
    sentences = (GoldSentence(0, 30, ("2024-12-09", "2024-12-XX", "2024-11-30")),)
    tally = score(gold(sentences=sentences), extract(gold().document))["dated"]
    assert (tally.hit, tally.gold, tally.right, tally.found) == (2, 3, 1, 1)


def test_documents_add_up() -> None:
    one = dict.fromkeys(METRICS, Tally(1, 2, 1, 4))
    assert total([one, one])["value"] == Tally(2, 4, 2, 8)
    assert total([])["value"].f1 == 0.0
