"""Confidence: measured rates, read from their table."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import pytest

from timeline_api import Document, extract
from timeline_api.events.confidence import (
    Kind,
    RatesError,
    event_confidence,
    most_particular,
    parse_rates,
    rates,
    timex_confidence,
)
from timeline_api.model import BASES, Basis, EventDate, Interval, Precision, Timex

GRAINS: tuple[Precision, ...] = ("minute", "day", "week", "month", "season", "quarter", "year", "decade", "range")

DAY = Interval(739_000, 739_001)


def event_date(basis: Basis, precision: Precision = "day", interval: Interval | None = DAY) -> EventDate:
    return EventDate("", interval, precision, "", basis, "", "")


def timex(basis: Basis | None, rule: str = "weekday", precision: Precision | None = "day") -> Timex:
    return Timex(0, 1, "", "DATE", "", rule, basis=basis, precision=precision)


def all_dates() -> Iterator[EventDate]:
    for basis in BASES:
        for precision in GRAINS:
            yield event_date(basis, precision)
            yield event_date(basis, precision, None)


@pytest.mark.parametrize(("kind", "least"), [("timex", 40), ("event", 3)])
def test_the_table_rates_all_and_some_in_particular(kind: Kind, least: int) -> None:
    table = rates(kind)
    assert 0.5 < table[()] < 1
    assert len(table) >= least
    assert len(set(table.values())) >= 3


def test_confidence_is_a_chance_neither_none_nor_certain() -> None:
    assert all(0.05 < event_confidence(each) < 1 for each in all_dates())
    assert all(0.05 < timex_confidence(timex(basis)) < 1 for basis in (*BASES, None))


def test_a_date_that_is_stated_is_no_less_sure_than_that_of_publication() -> None:
    assert event_confidence(event_date("explicit")) >= event_confidence(event_date("publication"))


def test_a_day_is_surer_than_a_stretch_of_time() -> None:
    assert event_confidence(event_date("relative", "day")) > event_confidence(event_date("relative", "season"))


def test_an_open_year_is_the_least_sure_and_an_inferred_one_less_than_a_stated_one() -> None:
    open_year = event_confidence(event_date("explicit", "day", None))
    inferred = event_confidence(event_date("inferred"))
    assert open_year < inferred < event_confidence(event_date("explicit"))
    assert timex_confidence(timex("inferred")) < timex_confidence(timex("explicit"))


def test_an_hour_is_rated_as_its_day() -> None:
    assert event_confidence(event_date("relative", "minute")) == event_confidence(event_date("relative", "day"))


def test_a_rule_that_was_never_seen_is_rated_as_the_others_of_its_kind() -> None:
    assert timex_confidence(timex("relative", "no-such-rule")) == rates("timex")["relative", "day"]


def test_the_extraction_carries_it() -> None:
    found = extract(Document("The bridge reopened on Monday.", published=date(2024, 12, 11)))
    assert found.timexes[0].confidence == timex_confidence(found.timexes[0])
    assert found.events[0].confidence == event_confidence(found.events[0].date)


@pytest.mark.parametrize(("path", "rate"), [(("a", "b", "c"), 0.3), (("a", "x", "c"), 0.2), (("x",), 0.1), ((), 0.1)])
def test_the_most_particular_rate_counts(path: tuple[str, ...], rate: float) -> None:
    assert most_particular({(): 0.1, ("a",): 0.2, ("a", "b"): 0.3}, path) == rate


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        ({}, "no rate of all"),
        ({"": {"rate": 0.5}, "day/relative": {"rate": 1.5}}, "not between 0 and 1: day/relative"),
        ({"": {"count": 3}}, "KeyError: 'rate'"),
        ({"": 0.5}, "TypeError"),
        (None, "AttributeError"),
    ],
)
def test_a_bad_table_is_refused(table: object, complaint: str) -> None:
    with pytest.raises(RatesError, match=f"rates of timex: .*{complaint}"):
        parse_rates(json.dumps({"timex": table}), "timex")
