"""The extractor reads annotated corpora no worse than the scores that are pinned.

The corpora are not part of the project. Where they are missing there is nothing to compare: that is expected, and said.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from bench.accuracy import percentages
from bench.corpora import ABSENT, find_corpora
from bench.pins import PINS, compare, read_pins
from bench.scorer import differences, find_scorer
from bench.scoring import Corpora, read_all, score_all


def corpora_folder() -> Path:
    folder = find_corpora()
    if folder is None:
        pytest.xfail(ABSENT)
    return folder


@lru_cache(maxsize=1)
def read_once(folder: Path) -> Corpora:
    return read_all(folder)


def test_no_score_is_below_its_pin() -> None:
    read = read_once(corpora_folder())
    if not PINS.exists():
        pytest.xfail(f"no scores are pinned in {PINS.name}")
    assert compare(read_pins(PINS), percentages(score_all(read))) == []


def test_another_scorer_counts_the_same() -> None:
    folder = corpora_folder()
    scorer = find_scorer()
    if scorer is None:
        pytest.xfail("there is no other scorer here to compare with")
    read = read_once(folder)
    assert differences(scorer, folder, read, score_all(read)) == []
