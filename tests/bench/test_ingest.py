"""The measurement of ingest: what it brings in is what it says, and its shares are a whole."""

from pathlib import Path

import pytest

from bench.ingest import KINDS, make, stages, told_again
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
    assert {"find", "parse", "extract", "compare"} <= shares.keys()
    assert sum(shares.values()) == pytest.approx(100, abs=0.5)
