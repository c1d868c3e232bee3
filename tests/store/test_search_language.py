"""Words find the same on both stores: what a plain reading of the texts finds, in the same order."""

import re
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import orjson
import pytest
from sqlalchemy import Engine, text

from timeline_api.frozen import replace
from timeline_api.model import Document, Extraction, Interval
from timeline_api.store.articles import put_articles
from timeline_api.store.engine import reading, writing
from timeline_api.store.event_query import EventQuery
from timeline_api.store.queries import fetch_events
from timeline_api.store.reader import Reader
from timeline_api.store.record_pages import fetch_records
from timeline_api.store.rows import EventRow
from timeline_api.store.search import fold, parse_words, tokenize
from timeline_api.store.stems import stem

SEEDS = Path(__file__).parents[2] / "seeds"
# A word and its stem, as Porter's paper and FTS5 have it.
STEMS = {
    "bridge": "bridg", "Bridges": "bridg", "bridged": "bridg", "fire": "fire", "fires": "fire", "Café": "cafe",
    "cafés": "cafe", "new": "new", "York": "york", "nation": "nation", "national": "nation", "nationality": "nation",
    "1990s": "1990", "1990": "1990", "is": "is", "Élan": "elan", "psychology": "psycholog", "assembly": "assembl",
    "assembled": "assembl", "Київ": "киів", "visibly": "visibl",
}  # fmt: skip
WORDS = list(STEMS)
LENGTHS = (1, 1, 1, 3, 30, 300, 4_000, 50_000)


@pytest.fixture
def told(engine: Engine, tell) -> Engine:
    """Two hundred events of random words, of all lengths, some without a date."""
    random = Random(11)
    events = []
    for _ in range(200):
        start = random.randrange(-60_000, 60_000)
        span = Interval(start, start + random.choice(LENGTHS)) if random.random() < 0.9 else None
        title, said = (" ".join(random.choices(WORDS, k=size)) for size in (3, 6))
        events.append(tell(title, span, text=f"{said}.", confidence=random.choice((0.5, 0.7, 0.9))))
    document = Document("x")
    with writing(engine) as conn:
        put_articles(conn, [(document, Extraction(document, (), tuple(events)))], datetime(2026, 1, 1, tzinfo=UTC))
    return engine


def questions(random: Random) -> list[str]:
    return [" ".join(question(random) for _ in range(random.choice((1, 1, 2, 3)))) for _ in range(60)]


def question(random: Random) -> str:
    size = random.choice((1, 1, 1, 2))
    words = random.choices(WORDS, k=size)
    if random.random() < 0.3:
        words[-1] = words[-1][: random.randint(2, len(words[-1]))] + "*"
    asked = " ".join(words) if size == 1 else f'"{" ".join(words)}"'
    return ("-" if random.random() < 0.25 else "") + asked


def holds(event: EventRow, q: str) -> bool:
    """Whether an event is one that a question asks for, by going through its words one by one."""
    return all(
        (minus == "-") != any(said(text, (phrase or word).split()) for text in (event.title, event.text))
        for minus, phrase, word in re.findall(r'(-?)(?:"([^"]*)"|(\S+))', q)
    )


def said(text: str, asked: list[str]) -> bool:
    """Whether these words, of which the last may be a beginning, follow one another in a text."""
    have = [STEMS[word] for word in re.findall(r"\w+", text)]
    tests = [begins(word) if word.endswith("*") else STEMS[word].__eq__ for word in asked]
    return any(
        all(test(word) for test, word in zip(tests, have[at:], strict=False))
        for at in range(len(have) - len(tests) + 1)
    )


def begins(word: str):
    return lambda known: known.startswith(stem(fold(word.removesuffix("*").lower())))


def walk(engine: Engine, query: EventQuery) -> list[EventRow]:
    """All pages of a query."""
    found: list[EventRow] = []
    with reading(engine) as conn:
        while True:
            page = fetch_events(conn, query)
            found += page.rows
            if page.next is None:
                return found
            query = replace(query, after=page.next, after_rank=page.next_rank)


def walk_records(engine: Engine, query: EventQuery) -> list[str]:
    """The ids on all pages of a query as they are served."""
    found: list[str] = []
    reader = Reader(engine, 10)
    while True:
        page = fetch_records(reader, query)
        found += [orjson.loads(record)["id"] for record in page.records]
        if page.next is None:
            reader.dispose()
            return found
        query = replace(query, after=page.next, after_rank=page.next_rank)


def overlaps(row: EventRow, query: EventQuery) -> bool:
    if row.first_day is None or row.last_day is None:
        return query.undated == "include"
    return row.last_day >= (query.first_day or -(10**9)) and row.first_day <= (query.last_day or 10**9)


def test_a_question_finds_what_reading_finds(told: Engine) -> None:
    random = Random(12)
    everything = walk(told, EventQuery(undated="include", limit=1000))
    found_any = 0
    for q in questions(random):
        first = random.choice((None, random.randrange(-60_000, 60_000)))
        query = EventQuery(
            words=parse_words(q),
            first_day=first,
            last_day=first and first + random.choice((0, 400, 40_000)),
            undated=random.choice(("include", "exclude")),
            order=random.choice(("date", "-date")),
            limit=random.choice((9, 1000, 1000)),
        )
        wanted = [row.id for row in everything if overlaps(row, query) and holds(row, q)]
        if query.order == "-date":
            wanted.reverse()
        assert [row.id for row in walk(told, query)] == wanted, (q, query)
        found_any += bool(wanted)
    assert found_any > 20


def test_relevance_begins_with_titles_and_goes_on_where_it_was(told: Engine) -> None:
    everything = walk(told, EventQuery(undated="include", limit=1000))
    with reading(told) as conn:
        weights = dict(((id, weight) for id, weight in conn.execute(text("SELECT id, importance FROM event"))))
    for q in ("bridge", '"new York"', "fire -Café", "nat*", "psychology assembled"):
        needed = [term for term in re.findall(r'"[^"]*"|\S+', q) if not term.startswith("-")]
        places = {row.id: place for place, row in enumerate(everything)}
        for first in (None, -20_000):
            query = EventQuery(words=parse_words(q), order="relevance", first_day=first, undated="include", limit=9)
            rows = walk(told, query)
            wanted = [row for row in everything if overlaps(row, query) and holds(row, q)]
            titled = {row.id for row in wanted if all(said(row.title, term.strip('"').split()) for term in needed)}
            wanted.sort(key=lambda row: (row.id not in titled, -weights[row.id], places[row.id]))
            assert [row.id for row in rows] == [row.id for row in wanted], (q, first)
            for limit in (1, 4, len(titled) or 1, 200):  # pages that titles fill, and others
                assert walk_records(told, replace(query, limit=limit)) == [row.id for row in wanted], (q, first, limit)


def test_stems_are_those_of_the_text_index_of_sqlite() -> None:
    """On the words of all seed articles, and those of the model."""
    texts = [file.read_text(encoding="utf-8") for file in sorted(SEEDS.glob("**/*.md"))]
    words = sorted({fold(word) for said in (*texts, " ".join(WORDS)) for word in tokenize(said)})
    conn = sqlite3.connect(":memory:")
    conn.execute("CREATE VIRTUAL TABLE words USING fts5(word, tokenize='porter unicode61 remove_diacritics 2')")
    conn.execute("CREATE VIRTUAL TABLE stems USING fts5vocab(words, 'instance')")
    conn.executemany("INSERT INTO words (rowid, word) VALUES (?, ?)", enumerate(words))
    found = dict(conn.execute("SELECT doc, term FROM stems"))
    assert len(words) > 1_500
    assert {word: found[at] for at, word in enumerate(words)} == {word: stem(word) for word in words}
    assert {word: stem(fold(word.lower())) for word in STEMS} == STEMS
    conn.close()
