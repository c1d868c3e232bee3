"""Query dates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_api.api.times import DateError, Span, parse_bound, parse_datetime
from timeline_api.temporal.interval import day, month, years

READ = [
    ("1989", years(1989)),
    ("-0043", years(-43)),
    ("0000", years(0)),
    ("9999", years(9999)),
    ("Y12026", years(12_026)),
    ("-38976", years(-38_976)),
    ("Y-3699997974", years(-3_699_997_974)),
    ("2024-12", month(2024, 12)),
    ("-0043-03", month(-43, 3)),
    ("2024-02-29", day(2024, 2, 29)),
    ("-0043-03-15", day(-43, 3, 15)),
    ("2024-12-08T10:30", day(2024, 12, 8)),
    ("2024-12-08T23:59:59.999Z", day(2024, 12, 8)),
    ("2024-12-08t23:59:60z", day(2024, 12, 8)),
    ("2024-12-08T00:30:00+02:00", day(2024, 12, 8)),
]
REFUSED = [
    ("", "expected"),
    ("89", "expected"),
    ("19890", "Y19890"),
    ("Y1989", "expected"),
    ("Y-0043", "expected"),
    ("-038976", "expected"),
    ("-38976-03", "expected"),
    ("Y-36999979740", "expected"),
    ("+1989", "expected"),
    ("2024-1", "expected"),
    ("20241208", "expected"),
    ("2024-12-08 ", "expected"),
    ("2024-12-08\n", "expected"),
    ("٢٠٢٤", "expected"),
    ("yesterday", "expected"),
    ("-0000", "0000"),
    ("2024-13", "month 13"),
    ("2024-00", "month 00"),
    ("2023-02-29", "2023-02-29"),
    ("-0043-02-30", "-0043-02-30"),
    ("2024-12-08T24:00", "hour 24"),
    ("2024-12-08T10:60", "minute 60"),
    ("2024-12-08T10:30:61Z", "second 61"),
    ("2024-12-08T10:30:00+24:00", "zone hour 24"),
    ("2024-12-08T10:30:00 02:00", "%2B"),
]


@pytest.mark.parametrize(("text", "interval"), READ)
def test_read(text: str, interval: object) -> None:
    assert parse_bound(text) == interval


@given(st.from_regex("[0-9]{4}-[01][0-9]-[0-3][0-9]", fullmatch=True))
def test_a_day_is_read_as_its_midnight_is(text: str) -> None:
    try:
        read = parse_bound(f"{text}T00:00")
    except DateError as error:
        with pytest.raises(DateError, match=str(error)):
            parse_bound(text)
    else:
        assert parse_bound(text) == read


@pytest.mark.parametrize(("text", "said"), REFUSED)
def test_refused(text: str, said: str) -> None:
    with pytest.raises(DateError) as error:
        parse_bound(text)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", years(2024).start, years(2024).end - 1),
        ("1989/2024-12", years(1989).start, month(2024, 12).end - 1),
        ("1989/..", years(1989).start, None),
        ("1989/", years(1989).start, None),
        ("../1989", None, years(1989).end - 1),
        ("/1989", None, years(1989).end - 1),
        ("2024-12-08/2024", day(2024, 12, 8).start, years(2024).end - 1),
    ],
)
def test_datetime(text: str, first: int | None, last: int | None) -> None:
    assert parse_datetime(text) == Span(first, last)


@pytest.mark.parametrize("text", ["", "/", "../..", "..", "1989/1990/1991", "1990/1989", "2024-12-08/2024-12-07"])
def test_datetime_refused(text: str) -> None:
    with pytest.raises(DateError):
        parse_datetime(text)


@given(st.text(max_size=30))
def test_only_date_errors(text: str) -> None:
    """Whatever is sent is read or refused with a reason."""
    try:
        span = parse_datetime(text)
    except DateError:
        return
    assert span.first is not None or span.last is not None
