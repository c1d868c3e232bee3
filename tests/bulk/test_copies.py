"""Copies: an article that others print too makes one set of events, and each of them is named."""

from datetime import UTC, date, datetime
from itertools import permutations

import pytest
from sqlalchemy import Engine

from timeline_api.bulk.copies import drop_article, entry, put_entries
from timeline_api.ingest.likeness import Wording, is_copy
from timeline_api.model import Document
from timeline_api.pipeline import extract
from timeline_api.store.articles import article_key, fetch_article, fetch_articles
from timeline_api.store.correcting import correct_event
from timeline_api.store.engine import reading, writing
from timeline_api.store.health import check
from timeline_api.store.queries import EventQuery, fetch_events
from timeline_api.store.rows import KeyRow

NOW = datetime(2024, 12, 12, tzinfo=UTC)
ANA = KeyRow("0000000a", "Ana", ("admin",), NOW)
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
        puts = put_entries(conn, [entry(each, extract(each), engine.dialect.name) for each in documents], NOW)
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
    return [article_key(article("", source)) for source in "ab"]


def test_the_same_again_is_no_copy_of_itself(engine: Engine) -> None:
    put(engine, article(STORY, "a"))
    assert put(engine, article(STORY, "a")) == [False]
    assert put(engine, article(STORY + " It rained.", "a")) == [False]


def test_a_text_of_another_week_is_no_copy(engine: Engine) -> None:
    later = Document(STORY, date(2025, 3, 1), url="https://later.example/")
    assert put(engine, article(STORY, "a"), later) == [False, False]


def shuffles(count: int) -> list[list[int]]:
    """All orders of a few, so that each is the first and the last in some."""
    return [list(order) for order in permutations(range(count))]


VERSIONS = [
    article(STORY, "a", 11),
    article(COPY, "b", 9),
    article(STORY.replace(" ", "\n "), "c", 13),
    Document(STORY + " More of this in our evening edition.", source="d", url="https://d.example/mill"),
    Document(COPY + " And more.", datetime(2024, 12, 9, 6, tzinfo=UTC), source="e", url="https://e.example/mill"),
]


def emptied(engine: Engine) -> None:
    with writing(engine) as conn:
        for head in fetch_articles(conn, 100).rows:
            assert drop_article(conn, head.id, NOW)
    assert told(engine) == []


def copies(engine: Engine) -> dict[str, str | None]:
    with reading(engine) as conn:
        rows = fetch_articles(conn, 100).rows
    sources = {row.id: row.source for row in rows}
    return {str(row.source): sources.get(row.copy_of) for row in rows}


def test_the_first_published_is_the_original_in_whatever_order_they_come(engine: Engine) -> None:
    put(engine, *VERSIONS)
    events = told(engine)
    assert copies(engine) == {"a": "e", "b": "e", "c": "e", "d": "e", "e": None}
    assert {tuple(each[2]) for each in events} == {("a", "b", "c", "d", "e")}
    assert "2024-12-08" in {each[0] for each in events}  # 'yesterday' of the ninth
    for order in shuffles(5)[::24]:
        emptied(engine)
        for place in order:
            put(engine, VERSIONS[place])
        assert (told(engine), copies(engine)) == (events, {"a": "e", "b": "e", "c": "e", "d": "e", "e": None})
    assert check(engine) == ()


def test_a_chain_of_likeness_is_cut_in_one_way(engine: Engine) -> None:
    """The middle is a copy of both ends, which are none of each other: more than a week apart."""
    chain = [article(STORY, "a", 1), article(STORY + " It rained.", "b", 7), article(STORY + " It blew.", "c", 13)]
    for order in shuffles(3)[::2]:
        emptied(engine)
        for place in order:
            put(engine, chain[place])
        assert copies(engine) == {"a": None, "b": "a", "c": None}
        assert {each[0] for each in told(engine)} >= {"2024-11-30", "2024-12-12"}


def test_a_corrected_date_makes_another_one_the_original(engine: Engine) -> None:
    put(engine, article(STORY, "a", 9), article(COPY, "b", 11), article(STORY, "c", 12))
    before = told(engine)
    put(engine, article(STORY, "a", 12))
    after = told(engine)
    assert copies(engine) == {"a": "b", "b": None, "c": "b"}
    assert "2024-12-10" in {each[0] for each in after} - {each[0] for each in before}
    put(engine, article(STORY, "a", 9))
    assert told(engine) == before


def test_when_the_original_goes_the_next_one_decides(engine: Engine) -> None:
    put(engine, article(COPY, "b", 11), article(STORY, "c", 12))
    alone = told(engine)
    put(engine, article(STORY, "a", 9))
    assert told(engine) != alone
    with writing(engine) as conn:
        assert drop_article(conn, article_key(article(STORY, "a")), NOW)
        assert not drop_article(conn, article_key(article(STORY, "a")), NOW)
    assert told(engine) == alone
    assert copies(engine) == {"b": None, "c": "b"}


def test_a_correction_outlives_another_original(engine: Engine) -> None:
    put(engine, article(STORY, "a", 11))
    with reading(engine) as conn:
        [row] = [one for one in fetch_events(conn, EventQuery(limit=50)).rows if "relief fund" in one.title]
    with writing(engine) as conn:
        correct_event(conn, row.id, {"title": "The fund was opened"}, ANA, NOW)
    put(engine, article(COPY, "b", 10))
    assert ("The fund was opened", ["a", "b"]) in [(title, sources) for _, title, sources in told(engine)]


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
    assert is_copy(Wording(one), Wording(other)) is is_copy(Wording(other), Wording(one)) is alike
    if alike:
        assert set(Wording(one).marks) & set(Wording(other).marks)


def test_marks_are_the_same_everywhere() -> None:
    assert Wording("The ferry sank.").marks == (Wording("the ferry, sank").marks[0],)
    assert len(Wording(STORY).marks) == 17
    assert Wording("  ").marks == ()
    assert Wording("A line with half a pair \ud800 of letters.").marks != ()
