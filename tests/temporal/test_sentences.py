"""Sentences and their offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_api.temporal.grammar import load_grammar
from timeline_api.temporal.sentences import split_sentences

GRAMMAR = load_grammar("en")


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text, GRAMMAR.abbreviations)]


# '|' stands where one sentence ends and the next begins.
@pytest.mark.parametrize(
    "marked",
    [
        "He left. |She stayed.",
        "He left on Jan. 5. |She stayed.",
        "It was seen in Dec. 2019. |Nobody knew.",
        "Mr. Lee met Mrs. Park. |They spoke.",
        "Dr. J. R. Oakes signed it. |Nobody read it.",
        "The U.S. Army left. |The U.N. stayed.",
        "The stone names 'Joseph I. Harwood' as its owner. |So do I. |Ann left under Henry I. |Karl stayed.",
        "They live in the U.S. and like it.",
        "He came to the U.S. |The firm was sold.",
        "They met in Salem, Mass. |She wrote to him.",
        "Mr. The spoke. |Dr. In Suk Lee nodded at Roe vs. The State.",
        "It began at 9 a.m. on Monday. |It rained.",
        "It began at 9 a.m. Monday and ended soon.",
        "It ended at 5 p.m. |The crowd went home.",
        "He paid 500 dollars (U.S.) in cash. |Nobody asked.",
        "At 4:50 p.m. Marlow hit the bar. |Nobody scored.",
        "He lives at 12 Park St. |He is 40. |He prays at St. Ann in Orrin.",
        "It was heard at 3 p.m. Moscow time in two towns.",
        "It ended at 5 p.m. EST and nobody spoke.",
        "Is it true? |Yes! |It is.",
        "“It is true.” |He smiled.",
        "“Is it true?” he asked. |She nodded.",
        "He shouted: “Stop!” |Then he fell.",
        "(He left.) |She stayed.",
        "He paid $3.50 for it. |It broke.",
        "The law has 12 parts. |3 of them are new.",
        "He waited... and waited. |Then he left.",
        "It was Smith vs. Jones. |Jones won.",
        "Acme Inc. sold it to Bolt Co. in May. |The price is secret.",
        "A headline\n\n|The first paragraph. |It goes on.",
        "One line.\n|Another line.\n|A third line.",
        "The line is wrapped\nand goes on in small\nletters to the end. |Then it stops.",
        "It opened on Sept. 3. |Fri. and Sat. it is shut.",
        "The poet d. 1842 in Rome. |She was young.",
        "I saw what I. |We did not.",
        "St. Mary's was built c. 1200 by monks. |It burned.",
        "彼は去った。|彼女は残った。",
        "No full stop at the end",
    ],
)
def test_splits_with_offsets(marked: str) -> None:
    text = marked.replace("|", "")
    assert sentences(text) == [piece.strip() for piece in marked.split("|")]


def test_notes_behind_a_sentence_are_no_part_of_it() -> None:
    assert sentences("He left.[1] She stayed.[2][13] He wrote [sic].") == ["He left.", "She stayed.", "He wrote [sic]."]


@pytest.mark.parametrize("text", ["", " ", "\n\n \n"])
def test_no_text_has_no_sentence(text: str) -> None:
    assert sentences(text) == []


def test_a_text_without_full_stops_is_cut_at_white_space() -> None:
    text = "word " * 20_000
    found = sentences(text)
    assert len(found) > 1
    assert all(len(sentence) <= 20_000 for sentence in found)
    assert " ".join(found) == text.strip()


def test_a_text_without_white_space_is_cut_too() -> None:
    text = "x" * 50_000
    assert "".join(sentences(text)) == text


@given(st.text(st.characters(exclude_categories=())) | st.text("Aa. \n!?\"'”)(1|。"))
def test_nothing_but_white_space_lies_between_sentences(text: str) -> None:
    found = split_sentences(text, GRAMMAR.abbreviations)
    at = 0
    for sentence in found:
        assert at <= sentence.start < sentence.end
        assert not text[at : sentence.start].strip()
        at = sentence.end
    assert not text[at:].strip()
