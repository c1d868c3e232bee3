"""Laws that hold for every EDTF date, and for every text that is none."""

from __future__ import annotations

from time import perf_counter
from typing import cast

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from timeline_api.model import Qualifier
from timeline_api.temporal.edtf import (
    Date,
    DateTime,
    Edtf,
    EdtfError,
    Moment,
    Open,
    Span,
    bounds,
    format_edtf,
    interval,
    parse,
    qualify,
)
from timeline_api.temporal.interval import civil, month_length

qualifiers = st.sampled_from(["", "?", "~", "%"]).map(lambda mark: cast(Qualifier, mark))


@st.composite
def whole_dates(draw: st.DrawFn) -> Date:
    year, month = draw(st.integers(-9999, 9999)), draw(st.integers(1, 12))
    return Date(year, month, draw(st.integers(1, month_length(year, month))))


@st.composite
def open_years(draw: st.DrawFn) -> Date:
    """A decade, century or millennium by its earliest year."""
    digits = draw(st.integers(1, 3))
    lead = draw(st.integers(0, 10 ** (4 - digits) - 1))
    width = 10**digits
    year = draw(st.sampled_from([lead * width, -(lead * width + width - 1)]))
    return Date(year, open=cast(Open, "X" * digits))


@st.composite
def coarse_dates(draw: st.DrawFn) -> Date:
    year = draw(st.integers(-9999, 9999))
    month = draw(st.none() | st.integers(1, 12) | st.sampled_from([21, 22, 23, 24, 33, 34, 35, 36, 40, 41]))
    tails: list[Open] = ["", "-XX", "-XX-XX"] if month is None else ["", "-XX"] if month <= 12 else [""]
    return Date(year, month, open=draw(st.sampled_from(tails)))


@st.composite
def dates(draw: st.DrawFn) -> Date:
    long = st.integers(10_000, 9_999_999_999).flatmap(lambda year: st.sampled_from([Date(year), Date(-year)]))
    date = draw(st.one_of(whole_dates(), open_years(), coarse_dates(), long))
    return Date(date.year, date.month, date.day, date.open, draw(qualifiers))


@st.composite
def date_times(draw: st.DrawFn) -> DateTime:
    minute = draw(st.none() | st.integers(0, 59))
    second = None if minute is None else draw(st.none() | st.integers(0, 59))
    zone = draw(st.sampled_from(["", "Z", "+00", "-05", "+05:30", "+14:00", "-23:59"]))
    return DateTime(draw(whole_dates()), draw(st.integers(0, 23)), minute, second, zone)


moments = dates() | date_times()


@st.composite
def spans(draw: st.DrawFn) -> Span:
    first = draw(moments)
    other = draw(moments | st.sampled_from(["..", ""]))
    if isinstance(other, str):
        return draw(st.sampled_from([Span(first, other), Span(other, first)]))  # type: ignore[arg-type]  # '..', ''
    early, late = sorted((first, other), key=lambda moment: bounds(format_edtf(moment)))
    return Span(early, late)


@given(moments | spans())
def test_what_is_written_reads_the_same(edtf: Edtf) -> None:
    text = format_edtf(edtf)
    assert parse(text) == edtf
    assert format_edtf(parse(text)) == text


@given(moments)
def test_bounds_hold_a_whole_number_of_days_in_the_stated_year(moment: Moment) -> None:
    date = moment.date if isinstance(moment, DateTime) else moment
    found = interval(format_edtf(moment))
    assert found is not None
    assert found.start < found.end
    assert civil(found.start)[0] == date.year


@given(moments | spans(), qualifiers)
def test_a_qualifier_moves_no_bound_and_adds_once(edtf: Edtf, qualifier: Qualifier) -> None:
    text = format_edtf(edtf)
    once = qualify(text, qualifier)
    assert bounds(once) == bounds(text)
    assert qualify(once, qualifier) == once


@given(st.text() | st.text("0123456789XYTZ-+:/.?~% ", max_size=70))
@example("2024-12-08T10:30+")
@example("Y-")
@example("-")
@example("2024-12-08\ud800")
def test_hostile_text_is_read_or_refused(text: str) -> None:
    try:
        edtf = parse(text)
    except EdtfError as error:
        assert 0 <= error.position <= len(text)  # noqa: PT017 - either outcome is right, and each is checked
        return
    assert format_edtf(edtf) == text
    bounds(text)


@pytest.mark.parametrize("piece", ["2", "X", "-", "/", "Y9", "2024-", "2024/", "..", "?", "2024-12-08T10:30:15"])
def test_long_text_costs_nothing(piece: str) -> None:
    began = perf_counter()
    with pytest.raises(EdtfError, match="more than 64"):
        parse(piece * 1_000_000)
    assert perf_counter() - began < 0.5
