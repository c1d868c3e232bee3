"""From a document to its events: for any text at all, in time that grows with its length, and for one real story."""

from __future__ import annotations

import random
import re
import time
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bench import hostile
from bench.mixing import mixed_document
from bench.soundness import flaws
from timeline_api import Document, Extraction, extract
from timeline_api.temporal.grammar import load_grammar
from timeline_api.temporal.interval import format_day

PUBLISHED = date(2024, 12, 11)

# --- any text at all ------------------------------------------------------------------------------------------------

WORDS = sorted(load_grammar("en").lexicon.words() | load_grammar("es").lexicon.words())
SPACES = st.sampled_from([" ", " ", " ", "", "-", ", ", ". ", "\n", "\n\n", " (", ") ", "'", "\u00a0"])
# Halves of pairs, NUL, marks of direction, combining characters, emoji, digits and words of other scripts.
STRANGE = [
    "\x00", "\ud800", "\udfff", "\u202e", "\u202c", "\u200f", "\u200b", "\ufeff", "\u0301", "\u20e3", "\U0001f4c5",
    "\U0001f1ea\U0001f1f8", "\u0663", "\uff12\uff10", "\u0662\u0660\u0662\u0664", "²", "½", "年",
    "8月", "мая", "Δ", "\u2028", "\x85", "\x1c",
    "\u00ad", "İ", "ß", "ﬁ", "\U000e0041", "\U0010ffff",
]  # fmt: skip
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(WORDS).map(str.capitalize),
    st.integers(0, 9_999).map(str),
    st.integers(0, 40).map(lambda n: f"{n}th"),
    st.integers(0, 300).map(lambda n: f"{n}0s"),
    st.dates().map(str),
    st.datetimes().map(lambda moment: moment.replace(microsecond=0).isoformat()),
    st.dates().map(lambda day: f"{day.day}/{day.month}/{day.year}"),
    st.dates().map(lambda day: f"{day:%B} {day.day}, {day.year}"),
    st.times().map(lambda moment: f"{moment:%H:%M}"),
    st.sampled_from(["said", "will", "was arrested", "the council", "0000-00-00", "99/99/99", "24:61", "BC", "AD"]),
    st.text(max_size=3),
    st.sampled_from(STRANGE),
)
DATE_WORDS = st.lists(st.tuples(PIECES, SPACES), max_size=40).map(lambda pairs: "".join(a + b for a, b in pairs))
ANY_TEXT = st.one_of(st.text(st.characters(exclude_categories=())), st.text("0123456789 .,:-/'()Mayth\n"), DATE_WORDS)
ANY_DATE = st.none() | st.dates(max_value=date(9990, 1, 1))
FRACTION = re.compile(r"\dT\d\d:\d\d(:\d\d)?\.\d")


@settings(max_examples=300, deadline=None)
@given(ANY_TEXT, ANY_DATE, st.sampled_from(["en", "es", None]))
def test_any_text_is_read(text: str, published: date | None, language: str | None) -> None:
    assume(not FRACTION.search(text))  # see test_what_is_at_the_edge_of_edtf
    assert_is_sound(extract(Document(text, published, language=language)))


# Words that begin clauses, verbs and times, in any order: what cuts a sentence must find its ends in all of them.
CLAUSES = {
    "en": [
        "when", "after", "since", "before", "until", "nobody", "by", "the", "a", "who", "that", "which", "whose",
        "was", "had", "been", "is", "to", "will", "be", "and", ",", ";", ":", ".", "-", "(", ")", "two", "weeks",
        "days", "ago", "in", "of", "about", "promised", "again", "himself", "named", "built", "denied", "said", "led",
        "Sunday", "midnight", "Easter", "May", "1663", "2020", "Ann", "Vale", "bank", "council", "they", "it", "she",
    ],
    "es": [
        "cuando", "después", "de", "que", "antes", "desde", "hasta", "nadie", "el", "la", "quien", "cuyo", "fue",
        "había", "sido", "va", "a", "y", ",", ";", ":", ".", "-", "(", ")", "dos", "días", "hace", "en", "otra",
        "vez", "mismo", "llamada", "construido", "negó", "dijo", "lunes", "mayo", "1663", "2020", "Ana", "Vale",
        "banco", "consejo", "votar", "según",
    ],
}  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(st.data(), st.sampled_from(sorted(CLAUSES)), ANY_DATE)
def test_clauses_in_any_order_are_read(data: st.DataObject, language: str, published: date | None) -> None:
    words = data.draw(st.lists(st.sampled_from(CLAUSES[language]), min_size=3, max_size=40))
    assert_is_sound(extract(Document(" ".join(words), published, language=language)))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(WORDS + STRANGE), max_size=60).map("".join), ANY_DATE)
def test_words_without_spaces_are_read(text: str, published: date | None) -> None:
    assert_is_sound(extract(Document(text, published)))


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**32))
def test_news_with_its_words_mixed_up_is_read(seed: int) -> None:
    assert_is_sound(extract(mixed_document(random.Random(seed))))


@pytest.mark.parametrize(
    "text",
    [
        "It stopped at 2024-05-04T13:48:18.5.",
        "It stopped at 2024-05-04T13:48:18+0530.",
        "0000-01-01T00:00:00-0000",
        "It stopped at 2024-05-04T24:00:00.",
        "It stopped at 2024-05-04T10:75.",
        "It stopped at 2024-05-04T10:00+99:00.",
        "It fell in 12345 BC. That June it was hot.",
        "named since Sunday when named",
        "She was 17. By 12 p.m.",
        "A day later, the water had turned cloudy, and at 9:40 p.m.",
        "\"We gave Holm, ,  every chance,\" said Ines Holm, who pilots' the pilots' association.",
        "It fell seconds later\nNovember",
        "On 3 May 2021 " + "overturned." * 9 + "overturned was sold in Vale.",
        "It will fall in the 29th millennium.",
        "It fell in 12345 BC.",
        "It will fall in AD 12345.",
        "It fell on 31 December 9999.",
    ],
)
def test_what_is_at_the_edge_of_edtf(text: str) -> None:
    assert_is_sound(extract(Document(text, PUBLISHED)))


@pytest.mark.parametrize("told", ["about 41,000 years ago", "in 12345 BC", "in 1923", "in May 1923", "this morning"])
def test_a_time_of_day_of_an_undated_text_is_on_no_first_day_of_a_year(told: str) -> None:
    found = extract(Document(f"It opened {told}. By 12 p.m. it was full.", None))
    assert_is_sound(found)
    assert found.timexes[-1].value == "XXXX-XX-XXT12:00"


@pytest.mark.parametrize("published", [date.min, date.max])
@pytest.mark.parametrize("text", ["It fell yesterday.", "It fell last year.", "It fell 20,000 years ago."])
def test_the_first_and_the_last_day_of_publication(text: str, published: date) -> None:
    assert_is_sound(extract(Document(text, published)))


@settings(max_examples=30, deadline=None)
@given(DATE_WORDS, st.dates())
def test_the_same_text_is_always_read_the_same(text: str, published: date) -> None:
    document = Document(text, published)
    assert extract(document) == extract(document)


def assert_is_sound(found: Extraction) -> None:
    """What holds for every extraction."""
    assert flaws(found) == []


# Texts that the fuzzer found.
@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("They met yesterday.", "en"),  # nothing to measure from: the steps said nothing
        ("Llegaron anteayer.", "es"),
        ("\x00) 8rd." + "targeted." * 9, "en"),  # an event without a title
        ("):.) 1261-12-12. 8", "en"),
        ("o:\x1d, ódigo Cód" + " Código" * 4 + " Took eh" + "ízo're" * 6, "en"),
        ("enundenunció denunció denunció denunció supuso delayed denunció drew, , ! mi !) w", "es"),  # an exception
    ],
)
@pytest.mark.parametrize("published", [None, PUBLISHED])
def test_what_the_fuzzer_found(text: str, language: str, published: date | None) -> None:
    assert_is_sound(extract(Document(text, published, language=language)))


def test_a_clause_of_marks_alone_is_no_event() -> None:
    found = extract(Document("The weir burst on 12 December 1961. ):.)", PUBLISHED))
    assert [event.title for event in found.events] == ["The weir burst"]


@pytest.mark.parametrize("text", ["", " \n\t", "\x00", "\ud800", "\ufeff", "it", "\u202e8 May\u202c"])
def test_texts_with_nothing_in_them(text: str) -> None:
    assert_is_sound(extract(Document(text, PUBLISHED)))


def test_an_empty_text_is_told() -> None:
    assert extract(Document(" \n ")).warnings == ("the text is empty",)


def test_a_language_that_is_not_read_is_told() -> None:
    found = extract(Document("Er kam am 8. Dezember 2024.", PUBLISHED, language="tlh"))
    assert (found.timexes, found.events) == ((), ())
    assert found.warnings[0].startswith("language 'tlh' is not read; ")


@pytest.mark.parametrize("language", [None, "en", "en-GB", "EN_us"])
def test_varieties_of_a_language_are_that_language(language: str | None) -> None:
    found = extract(Document("The bridge fell on 8 December 2024.", language=language))
    assert [event.date.edtf for event in found.events] == ["2024-12-08"]


# --- time and memory ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", hostile.texts(0.1))
def test_time_grows_with_the_length_of_the_text(name: str) -> None:
    make = hostile.texts(0.1)[name]
    seconds(make(1))
    ratios = []
    for _ in range(6):  # another task on the machine can spoil a ratio, but not six of them
        once, fourfold = seconds(make(1)), seconds(make(4))
        if fourfold < hostile.LINEAR * once + 0.02:
            return
        ratios.append(fourfold / once)
    pytest.fail(f"four times the text takes {ratios} times as long")


def test_twenty_thousand_dates() -> None:
    """The short form of what `bench.hostile` does with five times as many."""
    text = "".join(f"It fell on {1 + n % 28} May {1900 + n % 130}. " for n in range(20_000))
    started = time.process_time()
    found = extract(Document(text, PUBLISHED))
    assert time.process_time() - started < 15
    assert len(found.timexes) == len(found.events) == 20_000
    assert {timex.rule for timex in found.timexes} == {"day-month-year"}


def seconds(text: str) -> float:
    """CPU seconds that reading takes."""
    document = Document(text, PUBLISHED)
    started = time.process_time()
    extract(document)
    return time.process_time() - started


# --- events ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The clerk was arrested on Monday and charged two days later.",
            ["2024-12-09", "2024-12-11"],
        ),
        ("The old mill burned down on 3 May 2019.", ["2019-05-03"]),
        ("The fair ran May 3-5, 2019 in the old town.", ["2019-05-03/2019-05-05"]),
        ("The ferry runs daily from the old pier.", []),
        ("The market is held every Friday.", []),
        ("Was the bridge closed on Monday?", []),
    ],
)
def test_events_of_a_sentence(text: str, expected: list[str]) -> None:
    assert [event.date.edtf for event in extract(Document(text, PUBLISHED)).events] == expected


def test_a_sentence_without_a_time_goes_on_telling_the_story() -> None:
    text = "The dam at Carrow broke on Monday. Forty houses were swept away."
    first, second = extract(Document(text, PUBLISHED)).events
    assert [first.date.edtf, second.date.edtf] == ["2024-12-09", "2024-12-09"]
    assert [first.date.basis, second.date.basis] == ["relative", "inherited"]
    assert second.explanation.steps[:2] == ("no time of its own", "goes on from 'Monday'")


def test_an_explanation_points_at_its_words() -> None:
    text = "The dam at Carrow broke on Monday."
    (event,) = extract(Document(text, PUBLISHED)).events
    why = event.explanation
    assert (why.rule, text[why.start : why.end]) == ("weekday", "Monday")
    assert why.anchor is not None
    assert (why.anchor.kind, why.anchor.edtf) == ("publication", "2024-12-11")


def test_a_date_and_time_of_publication_is_a_date() -> None:
    text = "The dam at Carrow broke on Monday."
    day = extract(Document(text, PUBLISHED))
    moment = extract(Document(text, datetime(2024, 12, 11, 23, 59)))  # noqa: DTZ001  # the extractor knows no zones
    assert replace(moment, document=day.document) == day


# --- one story without a publication date ---------------------------------------------------------------------------

STORY = """\
The ousted governor of Marn and her family have been given shelter across the border, two newspapers said. She left \
the islands on Sunday (December 8) after mutineers entered the harbour following a week of sudden advances. She has \
not spoken in public so far.
The mutineers are currently in control of the harbour.
The governor had for over a decade relied on the mainland for grain and fuel.
On December 8, when she left the capital, the boat believed to carry her first sailed west before it turned north.
But the boat went out of sight after the turn.
Her deputy stayed behind and on December 8, promised to hand over the keys.
"""


@pytest.fixture(scope="module")
def story() -> Extraction:
    return extract(Document(STORY))


def test_the_weekday_fixes_the_year_of_the_story(story: Extraction) -> None:
    flight = story.timexes[0]
    assert (flight.text, flight.value) == ("Sunday (December 8)", "2024-12-08")
    assert (flight.basis, flight.qualifier, flight.implied) == ("inferred", "?", ("year",))
    assert flight.anchor is not None
    assert (flight.anchor.kind, flight.anchor.edtf) == ("constraint", "2024")
    assert "Sunday in 2024 (also in 2019, 2013)" in flight.steps[0]


def test_later_mentions_are_of_the_same_day(story: Extraction) -> None:
    mentions = [timex for timex in story.timexes if "December 8" in timex.text]
    assert [timex.value for timex in mentions] == ["2024-12-08"] * 3
    assert {timex.basis for timex in mentions} == {"inferred"}


@pytest.mark.parametrize(("words", "value"), [("a week", "P1W"), ("a decade", "P10Y")])
def test_amounts_of_time_are_no_dates(story: Extraction, words: str, value: str) -> None:
    (timex,) = (timex for timex in story.timexes if words in timex.text)
    assert (timex.text, timex.type, timex.value, timex.interval) == (words, "DURATION", value, None)


def test_the_flight_is_an_event_that_explains_itself(story: Extraction) -> None:
    flight = next(event for event in story.events if event.text.startswith("She left the islands"))
    assert (flight.date.edtf, flight.date.basis, flight.date.qualifier) == ("2024-12-08?", "inferred", "?")
    assert flight.date.interval is not None
    assert format_day(flight.date.interval.start) == "2024-12-08"
    assert STORY[flight.explanation.start : flight.explanation.end] == "Sunday (December 8)"
    assert any("also in 2019" in step for step in flight.explanation.steps)


def test_with_a_publication_date_nothing_is_inferred() -> None:
    found = extract(Document(STORY, date(2024, 12, 9)))
    mentions = [timex for timex in found.timexes if "December 8" in timex.text]
    assert [(timex.value, timex.qualifier) for timex in mentions] == [("2024-12-08", "")] * 3
    assert {timex.basis for timex in mentions} == {"relative"}
