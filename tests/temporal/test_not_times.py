"""Sentences that name no time, with what might be taken for one: nothing may be found in them."""

from __future__ import annotations

import pytest

from tests.phrases import CORPUS, read_timexes

TABLE = CORPUS / "not_times.tsv"
GAPS = CORPUS / "not-times-known-gaps.txt"


def _sentences() -> dict[str, str]:
    rows = (row.split("\t") for row in TABLE.read_text(encoding="utf-8").splitlines())
    return {sentence: kind for sentence, kind in rows}


def _gaps() -> list[str]:
    return GAPS.read_text(encoding="utf-8").splitlines()


def _found(sentence: str) -> list[tuple[str, str]]:
    return [(timex.text, timex.rule) for timex in read_timexes(sentence)]


@pytest.mark.parametrize("kind", sorted(set(_sentences().values())))
def test_finds_no_time(kind: str) -> None:
    gaps = set(_gaps())
    sentences = [s for s, its_kind in _sentences().items() if its_kind == kind and s not in gaps]
    found = {sentence: times for sentence in sentences if (times := _found(sentence))}
    assert not found


def test_gaps_are_still_gaps() -> None:
    closed = [sentence for sentence in _gaps() if not _found(sentence)]
    assert not closed, f"no time is found there any more: take it out of {GAPS.name}"


def test_gaps_are_sentences_of_the_table() -> None:
    assert sorted(set(_gaps()) - _sentences().keys()) == []


def test_nearly_all_sentences_are_read_right() -> None:
    assert len(_gaps()) < len(_sentences()) / 5
