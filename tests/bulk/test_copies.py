"""Copies: an article that others print too makes one set of events, and each of them is named."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine

from timeline_api.bulk.copies import entry, put_entries
from timeline_api.ingest.likeness import is_copy, marks
from timeline_api.model import Document
from timeline_api.pipeline import extract
from timeline_api.store.articles import delete_article, fetch_article
from timeline_api.store.engine import reading, writing
from timeline_api.store.queries import EventQuery, fetch_events

NOW = datetime(2024, 12, 12, tzinfo=UTC)
STORY = (
    "The old mill on Quay Street burned down on Monday night, and forty firefighters worked until dawn to keep the "
    "flames from the timber yard next door. The mill was built by Josiah Crane, a merchant of the town, in May 1874, "
    "and had stood empty since 12 March 2011, when the last of its looms was sold to a museum of industry further up "
    "the valley. Mayor Ruth Okafor opened a relief fund yesterday, and said that the council would hear from every "
    "neighbour before it decides whether the walls, which are of local stone and listed, can be saved at all."
)
COPY = "HARBOUR (Wire) - " + STORY.replace(", a merchant of the town,", "") + " More of this in our evening edition."


def article(text: str, source: str, day: int = 11, **more: object) -> Document:
    return Document(text, date(2024, 12, day), source=source, url=f"https://{source}.example/mill", **more)  # type: ignore[arg-type]


def put(engine: Engine, *documents: Document) -> list[bool]:
    """Keep articles at once; whether each is a copy."""
    with writing(engine) as conn:
        puts = put_entries(conn, [entry(each, extract(each)) for each in documents], NOW)
    return [one.original is not None for one in puts]


def told(engine: Engine) -> list[tuple[str, str, list[str]]]:
    with reading(engine) as conn:
        rows = fetch_events(conn, EventQuery(limit=50)).rows
    return [(row.edtf, row.title, sorted(each.source or "" for each in row.sources)) for row in rows]


def test_a_copy_adds_sources_and_no_events(engine: Engine) -> None:
    assert put(engine, article(STORY, "a")) == [False]
    alone = told(engine)
    assert len(alone) >= 4
    assert put(engine, article(COPY, "b", 12), article(STORY.replace(" ", "\n "), "c", 13)) == [True, True]
    assert [each[:2] for each in told(engine)] == [each[:2] for each in alone]
    assert {tuple(each[2]) for each in told(engine)} == {("a", "b", "c")}


def test_copies_of_one_batch_find_each_other(engine: Engine) -> None:
    assert put(engine, article(STORY, "a"), article(COPY, "b", 12), article(STORY, "c")) == [False, True, True]
    assert {tuple(each[2]) for each in told(engine)} == {("a", "b", "c")}


def test_a_copy_keeps_its_own_date_and_names_its_original(engine: Engine) -> None:
    put(engine, article(STORY, "a"), article(COPY, "b", 12))
    with reading(engine) as conn:
        first, second = (fetch_article(conn, id) for id in _ids(engine))
    assert first is not None
    assert second is not None
    assert (second.published, second.copy_of, first.copy_of) == ("2024-12-12", first.id, None)


def _ids(engine: Engine) -> list[str]:
    from timeline_api.store.articles import article_key

    return [article_key(article("", source)) for source in "ab"]


def test_the_same_again_is_no_copy_of_itself(engine: Engine) -> None:
    put(engine, article(STORY, "a"))
    assert put(engine, article(STORY, "a")) == [False]
    assert put(engine, article(STORY + " It rained.", "a")) == [False]


def test_an_original_can_go(engine: Engine) -> None:
    put(engine, article(STORY, "a"), article(COPY, "b", 12))
    first, second = _ids(engine)
    with writing(engine) as conn:
        assert delete_article(conn, first)
    with reading(engine) as conn:
        left = fetch_article(conn, second)
    assert left is not None
    assert left.copy_of is None
    assert {tuple(each[2]) for each in told(engine)} == {("b",)}


def test_a_text_of_another_week_is_no_copy(engine: Engine) -> None:
    later = Document(STORY, date(2025, 3, 1), url="https://later.example/")
    assert put(engine, article(STORY, "a"), later) == [False, False]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (STORY, STORY.upper().replace(",", " ;"), True),
        (STORY, COPY, True),
        (STORY, " ".join(STORY.split()[: len(STORY.split()) * 3 // 4]), True),
        (STORY, STORY.replace("1874", "1884"), False),  # the numbers differ: a form that is filled in anew
        ("The ferry sank.", "the FERRY\n\nsank", True),
        ("The ferry sank on 2 May 2001.", "The ferry sank on 3 May 2001.", False),
        (STORY, "The ferry sank.", False),
    ],
)
def test_what_is_a_copy(one: str, other: str, alike: bool) -> None:
    assert is_copy(one, other) is is_copy(other, one) is alike
    if alike:
        assert set(marks(one)) & set(marks(other))


def test_marks_are_the_same_everywhere() -> None:
    assert marks("The ferry sank.") == (marks("the ferry, sank")[0],)
    assert len(marks(STORY)) == 17
    assert marks("  ") == ()
    assert marks("A line with half a pair \ud800 of letters.") != ()
