"""Names in what is told: read by how they are written."""

from __future__ import annotations

from datetime import date

import pytest

from timeline_api import Document, extract


def entities(text: str, language: str = "en") -> list[tuple[str, ...]]:
    return [event.entities for event in extract(Document(text, date(2024, 12, 11), language=language)).events]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The surveyor Henrik Dahl met Ellen Marsh in Oslo on Monday.", ("Henrik Dahl", "Ellen Marsh", "Oslo")),
        ("On Monday the bridge was closed.", ()),
        ("Firefighters arrived on Tuesday.", ()),
        ("The singer Ana de la Vega died on 3 May 2019.", ("Ana de la Vega",)),
        ("The clerk went from Hammerfest to Oslo, and back to Hammerfest, in 1902.", ("Hammerfest", "Oslo")),
        ("August Kranz was charged on Friday.", ("Kranz",)),
    ],
)
def test_names(text: str, expected: tuple[str, ...]) -> None:
    assert entities(text)[0] == expected


def test_a_word_that_begins_a_sentence_is_a_name_when_it_is_one_elsewhere() -> None:
    assert entities("Lorvik died on 17 January 1952. They buried Lorvik in 1953.")[0] == ("Lorvik",)
    assert entities("Lorvik died on 17 January 1952. They buried her in 1953.")[0] == ()


def test_spanish_names_are_read_too() -> None:
    assert entities("La alcaldesa Marta Solís inauguró el puente de Almería el 3 de mayo de 2019.", "es")[0] == (
        "Marta Solís",
        "Almería",
    )


def test_a_headline_in_capitals_is_no_name() -> None:
    [found] = entities("Zorb Quell Vand Trem Hask Bruel Ombra Sild Quen closed in 1999.")
    assert found == ()
