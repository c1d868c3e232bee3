from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline_api.model import Document, Interval
from timeline_api.store.engine import reading
from timeline_api.store.queries import EventQuery, fetch_events
from timeline_api.store.search import MAX_TOKENS, Term, Words, fold, parse_words, tokenize

TEXTS = {
    "fire": "A fire broke out in the harbour of New York.",
    "strike": "A strike ended in York; a new one began.",
    "cafe": "The Café Élan reopened on the Große Straße.",
    "cafes": "Cafés closed.",
    "plane": "A Boeing 747-8 landed, said O'Brien of the well-known line.",
    "kyiv": "У Києві відкрили міст.",
    "tokyo": "東京 オリンピック",
    "korea": "서울에서 다리가 열렸다 (İstanbul'dan da)",
}

ASKED = {
    "fire": {"fire"},
    "FIRE": {"fire"},
    "york": {"fire", "strike"},
    '"new york"': {"fire"},
    '"New York': {"fire"},
    "new york": {"fire", "strike"},
    "york -fire": {"strike"},
    '-"new york" york': {"strike"},
    "-fire -strike -plane": {"cafe", "cafes", "kyiv", "tokyo", "korea"},
    "cafe": {"cafe", "cafes"},
    "café": {"cafe", "cafes"},
    "cafe\u0301": {"cafe", "cafes"},
    "reopening": {"cafe"},
    "elan": {"cafe"},
    "große": {"cafe"},
    "747-8": {"plane"},
    "747": {"plane"},
    "74": set(),
    "o'brien": {"plane"},
    "well known": {"plane"},
    "known-well": set(),
    "fire fire fire": {"fire"},
    "fire -fire": set(),
    "КИЄВІ": {"kyiv"},
    "東京": {"tokyo"},
    "서울에서": {"korea"},
    "İstanbul": {"korea"},
    "ISTANBUL": {"korea"},
    "İSTAN*": {"korea"},
    "fir*": {"fire"},
    "FIR*": {"fire"},
    "fir *": set(),
    "yor* -harb*": {"strike"},
    '"new yor*"': {"fire"},
    '"ne yor*"': set(),
    "747-8*": {"plane"},
    "74*": {"plane"},
    "él*": {"cafe"},
    "КИЄ*": {"kyiv"},
    "*": set(),
    "*fire": {"fire"},
    "text:fire": set(),
    "fire OR strike": set(),
    "fire AND york": set(),
    "fire & york": {"fire"},
    "harbour broke": {"fire"},
    "harbour-broke": set(),
    "--fire": {"strike", "plane", "cafe", "cafes", "kyiv", "tokyo", "korea"},
}

UNDATED = {"fire", "plane"}

HOSTILE = [
    '"',
    '""',
    "-",
    '-"',
    "'",
    "\\",
    "a' | 'b",
    "' OR 1=1 --",
    "a\0b",
    "\ud800",
    "NEAR(a b)",
    "{title} : a",
    "a:* & !b | (c <-> d)",
    "(((((((((",
    "^a",
    "a + b",
    "%s %(x)s :name ?",
    "x" * 100_000,
    "x " * 100_000,
    '"' * 10_001,
    "-" * 10_001,
    "\u0301" * 50,
    "ﬁ ǅ İ ß ſ \u200d 👩‍👩‍👧",
]


@pytest.fixture
def told(engine, put, tell):
    """One event for each text, undated ones and long ones among them."""
    spans = [None, Interval(0, 1), Interval(0, 20), Interval(0, 100_000)]
    for count, (title, text) in enumerate(TEXTS.items()):
        put(Document("x", id=title), tell(f"Title {title}", spans[count % 4], text=text))
    return engine


def find(engine, q: str, **more) -> set[str]:
    words = parse_words(q)
    if words is None:
        return set()
    with reading(engine) as conn:
        rows = fetch_events(conn, EventQuery(words=words, undated="include", limit=100, **more)).rows
    return {row.title.removeprefix("Title ") for row in rows}


def test_words_find_what_they_mean(told):
    assert {q: find(told, q) for q in ASKED} == ASKED
    assert find(told, "title") == set(TEXTS)
    assert find(told, '"title fire"') == {"fire"}
    assert find(told, '"fire a"') == set(), "a phrase does not reach from the title into the text"


def test_words_hold_together_with_a_range(told):
    assert find(told, "title", first_day=0, last_day=0) == set(TEXTS)
    assert find(told, "title", first_day=5, last_day=9) == {*UNDATED, "cafe", "tokyo", "cafes", "korea"}
    assert find(told, "title -elan", first_day=500, last_day=900) == {*UNDATED, "cafes", "korea"}
    assert find(told, "york", first_day=5, last_day=9) == {"fire"}


@pytest.mark.parametrize("q", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_query_has_an_answer(told, q):
    assert find(told, q) <= set(TEXTS)
    assert find(told, f"fire {q}") <= {"fire"}
    assert find(told, f"-{q}") <= set(TEXTS)


def test_no_query_raises(told):
    @given(q=st.text(st.characters(), max_size=40) | st.text("\"- ab'&|!():*<>\\é", max_size=30))
    @settings(max_examples=150, deadline=None)
    def ask(q):
        assert find(told, q) <= set(TEXTS)

    ask()


def test_the_sentences_of_all_sources_are_found(engine, put, tell):
    span = Interval(0, 1)
    put(Document("x", id="1"), tell("The bridge reopened", span, text="Mayor Smith cut a ribbon.", confidence=0.9))
    put(Document("x", id="2"), tell("The Bridge reopened!", span, text="Crowds cheered.", confidence=0.8))
    for q in ("ribbon", "crowds", "ribbon crowds", '"bridge reopened"'):
        assert find(engine, q) == {"The bridge reopened"}, q
    changed = Document("x", id="2", title="Changed")
    put(changed, tell("The bridge reopened", span, text="Nobody came.", confidence=0.95))
    assert find(engine, "crowds") == set()
    assert find(engine, "ribbon nobody") == {"The bridge reopened"}
    put(Document("x", id="1", title="Changed"))
    assert find(engine, "ribbon") == set()
    assert find(engine, "nobody") == {"The bridge reopened"}


def test_a_very_long_text_can_be_kept_and_found(engine, put, tell):
    letters = "x" * 2_000_000
    many = " ".join(f"w{n}" for n in range(200_000))
    put(Document("x"), tell("Long", Interval(0, 1), text=f"start {letters} end"))
    put(Document("y"), tell("Many", Interval(0, 1), text=many))
    assert find(engine, "start") == {"Long"}
    assert find(engine, "end") == {"Long"}
    assert find(engine, '"w1 w2"') == {"Many"}
    assert find(engine, "w15990") == {"Many"}


def test_more_words_than_are_looked_for_are_counted():
    words = parse_words(" ".join(f"w{n}" for n in range(100)))
    assert len(words.terms) == MAX_TOKENS
    assert words.dropped == 100 - MAX_TOKENS
    phrase = parse_words('"' + "a b " * 100 + '" c')
    assert sum(len(term.tokens) for term in phrase.terms) == MAX_TOKENS
    assert phrase.dropped == 1


def test_repeated_terms_are_looked_for_once():
    assert parse_words("a A a -a") == Words((Term(("a",), False), Term(("a",), True)))


@given(st.text(max_size=60))
def test_tokens_hold_letters_and_digits_only(text):
    assert all(token.isalnum() for token in tokenize(text))
    assert all(fold(token).isalnum() or not fold(token) for token in tokenize(text))


@pytest.mark.parametrize("piece", ['"', "-", "a", "a ", '-"a" ', "\u0301", "é", '- "', "a-"])
def test_parsing_takes_time_in_proportion(piece):
    times = [min(seconds_to_parse(piece * size) for _ in range(3)) for size in (20_000, 80_000)]
    assert times[1] < 8 * max(times[0], 0.001)


def seconds_to_parse(q: str) -> float:
    """Processor time, so that a busy machine does not count."""
    start = process_time()
    parse_words(q)
    return process_time() - start
