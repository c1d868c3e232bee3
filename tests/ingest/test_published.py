"""Publication dates: what is stated is read, what is open is refused."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from timeline_api.ingest.published import parse_published
from timeline_api.ingest.reading import UnreadableError

DAY = date(2024, 12, 8)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("2024-12-08", None),
        (" 2024-12-08\n", None),
        ("20241208", None),
        ("2024/12/8", None),
        ("2024.12.08", None),
        ("8 December 2024", "en"),
        ("8th of December, 2024", "en-GB"),
        ("Dec. 8, 2024", "en"),
        ("Sunday, December 8, 2024", "EN"),
        ("8 décembre 2024", "fr"),
        ("8. Dezember 2024", "de"),
        ("8.12.2024", None),
        ("08.12.2024", "en"),
        ("2024年12月8日", "zh"),
    ],
)
def test_a_full_date_is_a_day(text: str, language: str | None) -> None:
    found = parse_published(text, language)
    assert (found, type(found)) == (DAY, date)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-12-08T10:30:00Z", datetime(2024, 12, 8, 10, 30, tzinfo=UTC)),
        ("2024-12-08 10:30", datetime(2024, 12, 8, 10, 30)),  # noqa: DTZ001 - no zone was stated
        ("2024/12/08 10:30", datetime(2024, 12, 8, 10, 30)),  # noqa: DTZ001 - no zone was stated
        (
            "Sun, 08 Dec 2024 10:00:00 +0100",
            datetime(2024, 12, 8, 10, tzinfo=timezone(timedelta(hours=1))),
        ),
        ("Dec 8, 2024 at 00:00 UTC", datetime(2024, 12, 8, tzinfo=UTC)),
    ],
)
def test_a_time_of_day_is_kept(text: str, moment: datetime) -> None:
    assert parse_published(text) == moment


@pytest.mark.parametrize(
    "text",
    [
        "December 2024",
        "8 December",
        "Sunday",
        "yesterday",
        "in 2 days",
        "2024",
        "2024-12",
        "10:30",
        "1733650000",
        "8 December 24",
        "Dec 8 24 10:00 +0100",
        "31 February 2024",
        "2024-02-31",
        "2024-13-01",
        "2024/13/01",
        "2024-12-08T25:00",
        "44 BC",
        "soon",
        "2024-12-08\ud800",
        "8 Dec 2024 or so",
        "8 décembre 2024",  # French, read as English
        "9" * 5000,
    ],
)
def test_what_is_not_stated_is_never_filled_in(text: str) -> None:
    with pytest.raises(UnreadableError, match=r"published is not a full date: .* write it as 2024-12-08") as caught:
        parse_published(text, "en")
    assert caught.value.field == "published"
    assert len(caught.value.what) < 250


@pytest.mark.parametrize("text", ["08/12/2024", "12-08-2024"])
def test_day_and_month_that_can_change_places_are_refused(text: str) -> None:
    with pytest.raises(UnreadableError, match="two days"):
        parse_published(text)


def test_day_and_month_that_cannot_change_places_are_read() -> None:
    assert parse_published("20/12/2024") == parse_published("12/20/2024") == date(2024, 12, 20)


def test_an_unknown_language_is_named() -> None:
    with pytest.raises(UnreadableError, match=r"cannot be read.*'qq'"):
        parse_published("8 December 2024", "qq")
