"""Documents into the store in bulk: what one at a time would make of them, and no reading twice."""

from sqlalchemy import Engine

from timeline_api.bulk import extracting
from timeline_api.bulk.storing import store_documents
from timeline_api.ingest.reading import Found
from timeline_api.model import Document
from timeline_api.store.articles import fetch_article
from timeline_api.store.engine import reading
from timeline_api.store.health import check


def found(number: int, day: int = 8) -> Found:
    return Found(f"file:{number}", Document(f"Ship {number} sank on {day} May 2001.", id=str(number)))


def outcomes(results) -> list[str]:
    return [result.stored.outcome for result in results]


def test_articles_are_stored_and_told_in_order(engine: Engine):
    items = [found(number) for number in range(130)]
    kept = list(store_documents(engine, items))
    assert [one.where for one in kept] == [item.where for item in items]
    assert outcomes(kept) == ["created"] * 130
    assert check(engine) == ()
    with reading(engine) as conn:
        assert all(fetch_article(conn, one.stored.article_id).event_ids == one.stored.event_ids for one in kept)


def test_what_is_stored_is_not_read_again(engine: Engine, monkeypatch):
    first = list(store_documents(engine, [found(number) for number in range(3)]))
    read = []
    monkeypatch.setattr(extracting, "extract_found", read.append)
    again = list(store_documents(engine, [found(number) for number in range(3)]))
    assert read == []
    assert outcomes(again) == ["unchanged"] * 3
    assert [one.stored.event_ids for one in again] == [one.stored.event_ids for one in first]


def test_the_last_word_counts_however_far_apart(engine: Engine):
    """The article is looked up as unchanged while the one that replaces it is still under way."""
    list(store_documents(engine, [found(0, 9)]))
    items = [found(0, 8), *(found(number) for number in range(1, 230)), found(0, 9)]
    kept = list(store_documents(engine, items, 2))
    assert (kept[0].stored.outcome, kept[-1].stored.outcome) == ("replaced", "replaced")
    with reading(engine) as conn:
        assert "9 May" in fetch_article(conn, kept[-1].stored.article_id).text
