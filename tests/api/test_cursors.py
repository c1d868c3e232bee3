"""Paging cursors: signed, and bound to their filters."""

from __future__ import annotations

import pytest

from timeline_api.api.cursors import CursorError, Cursors

FILTERS = [1, None, "bridge", ["The Paper"]]
cursors = Cursors("a secret for tests only", "events")


def test_round_trip() -> None:
    text = cursors.write((-16_070, "abc"), FILTERS)
    assert cursors.read(text, list(FILTERS)) == (-16_070, "abc")


def test_safe_in_a_url() -> None:
    assert cursors.write((739_228, "ab-c_d"), FILTERS).replace(".", "").replace("-", "").replace("_", "").isalnum()


def test_other_filters() -> None:
    with pytest.raises(CursorError, match="other filters"):
        cursors.read(cursors.write((1, "abc"), FILTERS), [*FILTERS[:3], []])


def test_other_secret_or_purpose() -> None:
    text = cursors.write((1, "abc"), FILTERS)
    for other in (
        Cursors("another secret for tests", "events"),
        Cursors("a secret for tests only", "articles"),
    ):
        with pytest.raises(CursorError, match="not a cursor"):
            other.read(text, FILTERS)


def test_every_changed_character_is_noticed() -> None:
    """The last one too, of which base64 ignores some bits."""
    text = cursors.write((739_228, "abcd"), FILTERS)
    for place in range(len(text)):
        for letter in "AB_9.":
            forged = text[:place] + letter + text[place + 1 :]
            if forged != text:
                with pytest.raises(CursorError):
                    cursors.read(forged, FILTERS)


@pytest.mark.parametrize("text", ["", "x", ".", "..", "é", "\x00", ".abc.def", "a" * 1000])
def test_nonsense(text: str) -> None:
    with pytest.raises(CursorError, match="not a cursor"):
        cursors.read(text, FILTERS)
