"""The measurement of ingest: it brings in what it says, times the whole run, and its shares are a whole."""

import time
from pathlib import Path

import pytest

from bench.ingest import KINDS, make, run, stages, told_again
from timeline_api.ingest.documents import locate_documents
from timeline_api.ingest.reading import Found


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_holds_the_same_articles(kind: str, tmp_path: Path) -> None:
    found = [item.document for item in locate_documents(make(kind, 3, tmp_path)) if isinstance(item, Found)]
    asked = list(told_again(3))
    assert [each.title for each in found] == [each.title for each in asked]
    assert [each.published for each in found] == [each.published for each in asked]


def test_the_shares_of_stages_make_a_whole(tmp_path: Path) -> None:
    shares = stages(make("html", 2, tmp_path), tmp_path)
    assert {"find", "parse", "extract", "lay out"} <= shares.keys()
    assert sum(shares.values()) == pytest.approx(100, abs=0.5)


def test_the_clock_runs_from_the_first_article_to_the_last(tmp_path: Path) -> None:
    path = make("text", 4, tmp_path)
    begun = time.perf_counter()
    measured = run(path, 1, tmp_path)
    assert 4 / measured["articles_a_second"] <= time.perf_counter() - begun + 0.1
    assert measured["cpu_ms_an_article"] > 0
    assert measured["memory_mb"] > 0
