"""EDTF texts: what is read and written, which days they cover, and what is refused."""

from __future__ import annotations

import pickle

import pytest

from timeline_api.model import Interval, Qualifier
from timeline_api.temporal.edtf import (
    Date,
    DateTime,
    Edtf,
    EdtfError,
    Span,
    bounds,
    format_edtf,
    interval,
    parse,
    precision,
    qualify,
)
from timeline_api.temporal.interval import day_number

READ: list[tuple[str, Edtf]] = [
    ("2024-12-08", Date(2024, 12, 8)),
    ("2024-12", Date(2024, 12)),
    ("2024", Date(2024)),
    ("0000", Date(0)),
    ("-0043-03-15", Date(-43, 3, 15)),
    ("2024-02-29", Date(2024, 2, 29)),
    ("0000-02-29", Date(0, 2, 29)),
    ("Y-17000", Date(-17000)),
    ("Y12024", Date(12024)),
    ("Y-9999999999", Date(-9_999_999_999)),
    ("2001-21", Date(2001, 21)),
    ("2001-24~", Date(2001, 24, qualifier="~")),
    ("2024-33", Date(2024, 33)),
    ("2024-41", Date(2024, 41)),
    ("199X", Date(1990, open="X")),
    ("19XX", Date(1900, open="XX")),
    ("1XXX", Date(1000, open="XXX")),
    ("00XX", Date(0, open="XX")),
    ("-00XX", Date(-99, open="XX")),
    ("-004X", Date(-49, open="X")),
    ("1999-XX", Date(1999, open="-XX")),
    ("1999-XX-XX", Date(1999, open="-XX-XX")),
    ("2024-12-XX", Date(2024, 12, open="-XX")),
    ("XXXX-12-08", Date(None, 12, 8)),
    ("XXXX-02-29", Date(None, 2, 29)),
    ("XXXX-12", Date(None, 12)),
    ("XXXX-12-XX", Date(None, 12, open="-XX")),
    ("XXXX-12-08?", Date(None, 12, 8, qualifier="?")),
    ("1984?", Date(1984, qualifier="?")),
    ("2004-06~", Date(2004, 6, qualifier="~")),
    ("2004-06-11%", Date(2004, 6, 11, qualifier="%")),
    ("199X~", Date(1990, open="X", qualifier="~")),
    ("Y-17000~", Date(-17000, qualifier="~")),
    ("1985-04-12T23:20:30", DateTime(Date(1985, 4, 12), 23, 20, 30)),
    ("1985-04-12T23:20:30Z", DateTime(Date(1985, 4, 12), 23, 20, 30, "Z")),
    ("1985-04-12T23:20:30-04", DateTime(Date(1985, 4, 12), 23, 20, 30, "-04")),
    ("1985-04-12T23:20:30+04:30", DateTime(Date(1985, 4, 12), 23, 20, 30, "+04:30")),
    ("2016-12-31T23:59:60Z", DateTime(Date(2016, 12, 31), 23, 59, 60, "Z")),
    ("2024-12-08T10:30", DateTime(Date(2024, 12, 8), 10, 30)),
    ("2024-12-08T10Z", DateTime(Date(2024, 12, 8), 10, zone="Z")),
    ("1964/2008", Span(Date(1964), Date(2008))),
    ("2004-06/2006-08", Span(Date(2004, 6), Date(2006, 8))),
    ("2004-02-01/2005", Span(Date(2004, 2, 1), Date(2005))),
    ("1914~/1918?", Span(Date(1914, qualifier="~"), Date(1918, qualifier="?"))),
    ("1985-04-12/..", Span(Date(1985, 4, 12), "..")),
    ("../1985", Span("..", Date(1985))),
    ("1985/", Span(Date(1985), "")),
    ("/1985-04", Span("", Date(1985, 4))),
    ("-0043/0014", Span(Date(-43), Date(14))),
    ("2024-12-30/2025-01-02", Span(Date(2024, 12, 30), Date(2025, 1, 2))),
    ("2024/2024", Span(Date(2024), Date(2024))),
    ("XXXX-12-24/XXXX-12-26", Span(Date(None, 12, 24), Date(None, 12, 26))),
    (
        "2024-12-08T10:30Z/2024-12-08T12",
        Span(DateTime(Date(2024, 12, 8), 10, 30, zone="Z"), DateTime(Date(2024, 12, 8), 12)),
    ),
]

REFUSED: list[tuple[str, int, str]] = [
    ("", 0, "four digits"),
    (" 2024", 0, "four digits"),
    ("2024 ", 4, "cannot follow"),
    ("2024\n", 4, "cannot follow"),
    ("24", 0, "four digits"),
    ("20245", 4, "cannot follow"),
    ("+2024", 0, "four digits"),
    ("-0000", 0, "no sign"),
    ("-XXXX-12", 0, "no sign"),
    ("XXXX", 0, "month must be known"),
    ("XXXX-XX", 0, "month must be known"),
    ("XXXX-XX-XX?", 0, "month must be known"),
    ("2024-13", 5, "no month 13"),
    ("2024-00", 5, "no month 00"),
    ("2024-20", 5, "no month 20"),
    ("2024-25", 5, "no month 25"),
    ("2024-1", 5, "month needs two digits"),
    ("2024-", 5, "month needs two digits"),
    ("2024-1X", 5, "month needs two digits"),
    ("2024-21-01", 7, "cannot follow"),
    ("2023-02-29", 8, "has no day 29"),
    ("1900-02-29", 8, "has no day 29"),
    ("XXXX-02-30", 8, "has no day 30"),
    ("2024-02-31", 8, "2024-02 has no day 31"),
    ("2024-04-00", 8, "has no day 00"),
    ("2024-04-1", 8, "day needs two digits"),
    ("2024-04-011", 10, "cannot follow"),
    ("2024-XX-08", 8, "must be XX"),
    ("199X-12", 4, "cannot follow"),
    ("1X9X", 0, "four digits"),
    ("19x5", 0, "four digits"),
    ("Y2024", 0, "5 to 10 digits"),
    ("Y02024", 0, "5 to 10 digits"),
    ("Y", 0, "5 to 10 digits"),
    ("Y+17000", 0, "5 to 10 digits"),
    ("Y12345678901", 0, "5 to 10 digits"),
    ("Y17000-03", 6, "cannot follow"),
    ("?2024", 0, "four digits"),
    ("2024?~", 5, "cannot follow"),
    ("2004-06~-11", 8, "cannot follow"),
    ("2024-12T10:00", 7, "whole date"),
    ("XXXX-12-08T10:00", 10, "whole date"),
    ("2024-12-XXT10:00", 10, "whole date"),
    ("2024-12-08T24:00:00", 11, "above 23"),
    ("2024-12-08T10:60", 14, "above 59"),
    ("2024-12-08T10:30:60", 17, "above 59"),
    ("2024-12-08T", 11, "hour needs two digits"),
    ("2024-12-08T10:", 14, "minute needs two digits"),
    ("2024-12-08T10:30:15.5", 19, "cannot follow"),
    ("2024-12-08T10:30+24:00", 16, "no zone"),
    ("2024-12-08T10:30+05:60", 16, "no zone"),
    ("2024-12-08T10:30+5", 16, "cannot follow"),
    ("2024-12-08t10:30", 10, "cannot follow"),
    ("2024-12-08T10:30?", 16, "cannot follow"),
    ("2024-12-08TMO", 11, "hour needs two digits"),
    ("2024-W10", 5, "month needs two digits"),
    ("/", 0, "one end"),
    ("../..", 0, "one end"),
    ("/..", 0, "one end"),
    ("2024/2025/2026", 9, "one slash"),
    ("2025/2024", 5, "ends before it begins"),
    ("2024-12-08/2024-12-07", 11, "ends before it begins"),
    ("2024/2025-13", 10, "no month 13"),
    ("2024/...", 5, "four digits"),
    ("202/2024", 0, "four digits"),
    ("2024-12-/2025", 8, "day needs two digits"),
    ("[1667,1668]", 0, "four digits"),
    ("٢٠٢٤", 0, "four digits"),
    ("2024−12", 4, "cannot follow"),
    ("2024\x00", 4, "cannot follow"),
    ("\ud800", 0, "four digits"),
    ("2" * 100, 64, "more than 64"),
]

DAYS: list[tuple[str, tuple[int, int, int] | None, tuple[int, int, int] | None]] = [
    # text, first day, last day
    ("2024-12-08", (2024, 12, 8), (2024, 12, 8)),
    ("2024-12-08~", (2024, 12, 8), (2024, 12, 8)),
    ("2024-12-08T23:59-11", (2024, 12, 8), (2024, 12, 8)),
    ("2024-02", (2024, 2, 1), (2024, 2, 29)),
    ("2024-02-XX", (2024, 2, 1), (2024, 2, 29)),
    ("2024", (2024, 1, 1), (2024, 12, 31)),
    ("2024-XX", (2024, 1, 1), (2024, 12, 31)),
    ("2024-XX-XX", (2024, 1, 1), (2024, 12, 31)),
    ("199X", (1990, 1, 1), (1999, 12, 31)),
    ("19XX", (1900, 1, 1), (1999, 12, 31)),
    ("1XXX", (1000, 1, 1), (1999, 12, 31)),
    ("000X", (0, 1, 1), (9, 12, 31)),
    ("-000X", (-9, 1, 1), (-1, 12, 31)),
    ("-004X", (-49, 1, 1), (-40, 12, 31)),
    ("-00XX", (-99, 1, 1), (-1, 12, 31)),
    ("-01XX", (-199, 1, 1), (-100, 12, 31)),
    ("-0043", (-43, 1, 1), (-43, 12, 31)),
    ("-0043-03-15", (-43, 3, 15), (-43, 3, 15)),
    ("Y-17000", (-17000, 1, 1), (-17000, 12, 31)),
    ("2024-21", (2024, 3, 1), (2024, 5, 31)),
    ("2024-22", (2024, 6, 1), (2024, 8, 31)),
    ("2024-23", (2024, 9, 1), (2024, 11, 30)),
    ("2023-24", (2023, 12, 1), (2024, 2, 29)),
    ("2024-34", (2024, 4, 1), (2024, 6, 30)),
    ("2024-36", (2024, 10, 1), (2024, 12, 31)),
    ("2024-40", (2024, 1, 1), (2024, 6, 30)),
    ("1914/1918-11-11", (1914, 1, 1), (1918, 11, 11)),
    ("2023-24/2024-21", (2023, 12, 1), (2024, 5, 31)),
    ("1985/..", (1985, 1, 1), None),
    ("1985/", (1985, 1, 1), None),
    ("../1985-04", None, (1985, 4, 30)),
    ("/1985-04", None, (1985, 4, 30)),
    ("XXXX-12-08", None, None),
    ("XXXX-12", None, None),
    ("2024-11-30/XXXX-12-08", (2024, 11, 30), None),
]


@pytest.mark.parametrize(("text", "edtf"), READ, ids=[text for text, _ in READ])
def test_reads_and_writes(text: str, edtf: Edtf) -> None:
    assert parse(text) == edtf
    assert format_edtf(edtf) == text


@pytest.mark.parametrize(("text", "position", "reason"), REFUSED, ids=[ascii(row[0]) for row in REFUSED])
def test_refuses_and_says_where(text: str, position: int, reason: str) -> None:
    with pytest.raises(EdtfError) as caught:
        parse(text)
    assert (caught.value.text, caught.value.position) == (text, position)
    assert reason in caught.value.reason
    assert str(caught.value).endswith(f"(character {position})")
    assert len(str(caught.value)) < 600


@pytest.mark.parametrize(("text", "first", "last"), DAYS, ids=[text for text, _, _ in DAYS])
def test_covers_days(text: str, first: tuple[int, int, int] | None, last: tuple[int, int, int] | None) -> None:
    start, end = bounds(text)
    assert start == (None if first is None else day_number(*first))
    assert end == (None if last is None else day_number(*last) + 1)
    assert interval(text) == (None if start is None or end is None else Interval(start, end))


@pytest.mark.parametrize(
    ("edtf", "reason"),
    [
        (Date(2023, 2, 29), "has no day 29"),
        (Date(2024, 13), "no month 13"),
        (Date(1995, open="X"), "would not be read"),
        (Date(2024, day=8), "would not be read"),
        (Date(20_000, 3), "cannot follow"),
        (Date(None), "month must be known"),
        (DateTime(Date(2024, 12), 10), "whole date"),
        (DateTime(Date(2024, 12, 8), 10, None, 30), "would not be read"),
        (DateTime(Date(2024, 12, 8, qualifier="?"), 10), "cannot follow"),
        (Span("..", ".."), "one end"),
        (Span(Date(2025), Date(2024)), "ends before it begins"),
    ],
)
def test_writes_nothing_that_it_would_not_read(edtf: Edtf, reason: str) -> None:
    with pytest.raises(EdtfError, match=reason):
        format_edtf(edtf)


@pytest.mark.parametrize(
    ("text", "qualifier", "expected"),
    [
        ("2024-12-08", "", "2024-12-08"),
        ("2024-12-08", "?", "2024-12-08?"),
        ("2024-12-08?", "", "2024-12-08?"),
        ("2024-12-08?", "?", "2024-12-08?"),
        ("2024-12-08?", "~", "2024-12-08%"),
        ("2024-12-08~", "?", "2024-12-08%"),
        ("2024-12-08%", "~", "2024-12-08%"),
        ("2024-12-08~", "%", "2024-12-08%"),
        ("199X", "~", "199X~"),
        ("XXXX-12-08", "?", "XXXX-12-08?"),
        ("Y-17000", "~", "Y-17000~"),
        ("1914/1918", "~", "1914~/1918~"),
        ("1914?/1918", "~", "1914%/1918~"),
        ("1914/..", "?", "1914?/.."),
        ("/1914", "?", "/1914?"),
        ("2024-12-08T10:30Z", "", "2024-12-08T10:30Z"),
        ("2024-12-08T10:30Z", "~", "2024-12-08~"),
        ("2024-12-08T10/2024-12-09T10", "~", "2024-12-08~/2024-12-09~"),
    ],
)
def test_qualifies_each_date(text: str, qualifier: Qualifier, expected: str) -> None:
    assert qualify(text, qualifier) == expected


def test_qualifies_no_nonsense() -> None:
    with pytest.raises(EdtfError, match="no month 13"):
        qualify("2024-13", "?")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-12-08T10:30:15", "second"),
        ("2024-12-08T10:30", "minute"),
        ("2024-12-08T10", "hour"),
        ("2024-12-08", "day"),
        ("XXXX-12-08", "day"),
        ("2024-12", "month"),
        ("2024-12-XX", "month"),
        ("2024-24", "season"),
        ("2024-33", "quarter"),
        ("2024-41", "half"),
        ("2024", "year"),
        ("2024-XX", "year"),
        ("2024-XX-XX", "year"),
        ("Y-17000", "year"),
        ("199X", "decade"),
        ("19XX", "century"),
        ("1XXX", "millennium"),
        ("1914/1918", "range"),
        ("1914/..", "range"),
    ],
)
def test_precision_is_the_smallest_stated_unit(text: str, expected: str) -> None:
    assert precision(text) == expected


def test_error_survives_pickling() -> None:
    error = EdtfError("2024-13", "there is no month 13", 5)
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.position, again.reason) == (str(error), 5, "there is no month 13")
