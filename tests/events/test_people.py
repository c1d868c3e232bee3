"""Titles name whom 'he' or 'she' means, where the sentences before leave no doubt."""

from __future__ import annotations

from datetime import date

import pytest

from timeline_api import Document, extract


def last_title(text: str) -> str:
    return extract(Document(text, date(2024, 5, 16))).events[-1].title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Ivan Holt, 23, jumped in on Tuesday. He drowned.", "Ivan Holt drowned"),
        ("The novelist Ada Quill died on Tuesday. In 1974 she won a prize.", "Ada Quill won a prize"),
        (
            "Ada Quill, who led a strike, died on Tuesday. Quill quit in 1981. She wed in 1983 and moved to Vale.",
            "Quill wed and moved to Vale",
        ),
        ("Ivan Holt, 23, jumped in on Tuesday. He cut a rope. He drowned.", "Ivan Holt drowned"),
        ("Gov. Ada Quill spoke. On Monday, Quill announced she would swim on 1 July.", "Quill would swim"),
        ("Ada Quill, 23, sang. Police said Quill was held in 1981, when she wed.", "Quill wed"),
        ("Ada Quill retired in 1974. Prior to leaving, she wed in 1973.", "Ada Quill wed"),
        ("Holt died on Monday. He died homeless.", "Holt died homeless"),
        ("Born in Vale, Quill taught until 1974. She wed in 1975.", "Quill wed"),
        ("Ada Quill, making her third start, won the 1974 Nord Prize. She wed in 1975.", "Ada Quill wed"),
        ("Ada Quill was born in 1903, and got her schooling in Vale. She wed in 1931.", "Ada Quill wed"),
        ("Ada Quill, 23, sang in May. Being the first to win, Quill wept. She wed on Monday.", "Quill wed"),
        ("Although Ada Quill was hurt in 1974, she won a prize.", "Ada Quill won a prize"),
        ("Ada Quill, 23, was hurt on Monday, and she swam on Tuesday.", "Ada Quill swam"),
        ("Ada Quill, who swam for the Vale Club, retired in 1974. She wed in 1981.", "Ada Quill wed"),
        ("Ada Quill (born in Vale in 1903) retired. However, in 1981 she wed.", "Ada Quill wed"),
        ("Ada Quill, 23, jumped in on Tuesday. The 23-year-old sang. She drowned.", "Ada Quill drowned"),
        ("Ada Quill grew up at the Upper Vale. In 1974 she won a prize.", "Ada Quill won a prize"),
        ("Ada Quill, 23, jumped in on Tuesday. During the swim, she sang.", "Ada Quill sang"),
        ("Ada Quill retired in 1974. She wed in 1975 and died in 1981.", "Ada Quill died"),
        ("Ada Quill retired in 1974. Following a walk in the wet woods with a dog, she wed in 1975.", "Ada Quill wed"),
        ("Ada Quill was born in 1903, the child of Ivo Renn and Lia Holt. She wed in 1931.", "Ada Quill wed"),
        ("The singer Ada Quill wed in 1931. Quill won at the Vale Games in 1932. She quit in 1933.", "Quill quit"),
        ("Ada Quill retired in 1974. Her house burned in 1975.", "Ada Quill's house burned"),
        ("Ada Quill retired in 1974. In 1975 her house in Vale burned.", "Ada Quill's house in Vale burned"),
        ("Ada Quill retired in 1974. She wed in 1975. Her house burned in 1976.", "Ada Quill's house burned"),
    ],
)
def test_who_is_plain_is_named(text: str, title: str) -> None:
    assert last_title(text) == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Ivan Holt, 23, saved Ada Quill on Tuesday. He drowned.", "He drowned"),
        ("Ada Quill grew up with Ivan Holt. In 1974 she won a prize.", "She won a prize"),
        ("Ada Quill, 23, jumped in on Tuesday. With Ivan, she drowned.", "With Ivan, she drowned"),
        ("When Ada Quill met Lia Holt in 1974, she was a clerk.", "Ada Quill met Lia Holt"),
        ("Ada Quill retired in 1974 with Lia Holt. She wed in 1981.", "She wed"),
        ("Ada Quill, 23, sang. Quill met Ivan Holt in 1981, when he wed.", "He wed"),
        ("Freed by Ivan Holt, Quill fled in 1974. He wed in 1975.", "He wed"),
        ("Nord Foods cut its prices on Tuesday. He quit.", "He quit"),
        ("Ivan Holt, 23, jumped in on Tuesday. He drowned. She wept.", "She wept"),
        ("Minister Erik Dahl praised her on Tuesday. She wept.", "She wept"),
        ("Police held Ivan Holt on Tuesday. He fled.", "He fled"),
        ("Ivan Holt, 23, jumped in on Tuesday. A nurse called. She wept.", "She wept"),
        ("Ada Quill was hired in 1903 by Ivo Renn. She wed in 1931.", "She wed"),
        ("Quill won at the Vale Games in 1932. She quit in 1933.", "She quit"),
        ("Vale Street retired in 1974. He wed in 1975.", "He wed"),
        ("Ada Quill retired in 1974. She wed in 1975. His house burned in 1976.", "His house burned"),
        ("Ada Quill retired in 1974 with Lia Holt. Her house burned in 1975.", "Her house burned"),
        ("Nord Foods cut its prices on Tuesday. His house burned.", "His house burned"),
    ],
)
def test_who_is_not_plain_is_not_named(text: str, title: str) -> None:
    assert last_title(text) == title
