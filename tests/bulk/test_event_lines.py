"""Lines of prepared events: what they may hold, and what is said of those that hold none."""

import pytest

from timeline_api.bulk.event_lines import read_event_line
from timeline_api.ingest.reading import UnreadableError
from timeline_api.model import Document, Interval
from timeline_api.store.article_row import article_key
from timeline_api.store.prepared import Head
from timeline_api.temporal.interval import day_number

FILE = Head("f" * 26, title="events.ndjson")


def read(line: str):
    return read_event_line(line.encode(), FILE)


def test_a_title_and_a_date_are_enough():
    [(head, event)] = read('{"title": "The bridge reopens", "date": "2024-12-08~"}').by
    assert head == FILE
    assert (event.title, event.text, event.confidence) == ("The bridge reopens", "The bridge reopens", 1.0)
    assert event.date.interval == Interval(739228, 739229)
    assert (event.date.precision, event.date.qualifier, event.date.basis) == ("day", "~", "explicit")


def test_what_is_stated_is_kept():
    line = """{"title": "T", "text": "Told.", "date": {"edtf": "1914/1918", "precision": "range", "qualifier": "?",
        "basis": "inferred", "timex": "P4Y", "text": "the war"}, "confidence": 0.5, "entities": ["Ghent", " "],
        "sources": [{"url": "https://a.example/1", "sentence": "One.", "char_start": 3, "char_end": 7},
                    {"title": "Two", "published": "2024-01-02"}], "links": {}, "id": "whatever"}"""
    (one, first), (two, second) = read(line).by
    assert (first.date.basis, first.date.timex, first.date.text, first.date.qualifier) == (
        "inferred",
        "P4Y",
        "the war",
        "?",
    )
    assert (first.text, first.start, first.end, first.entities) == ("One.", 3, 7, ("Ghent",))
    assert (second.text, second.start, second.end, second.entities) == ("Told.", 0, 0, ())
    assert one.id == article_key(Document("x", url="https://a.example/1"))
    assert (two.title, two.published) == ("Two", "2024-01-02")


def test_an_open_end_takes_the_days_that_are_named():
    line = '{"title": "T", "date": {"edtf": "1327/..", "start": "1327-01-01", "end": "2025-10-16"}}'
    interval = read(line).by[0][1].date.interval
    assert interval == Interval(day_number(1327, 1, 1), day_number(2025, 10, 17))
    line = '{"title": "T", "date": {"edtf": "../-0043", "start": "-0100", "end": "-0043"}}'
    assert read(line).by[0][1].date.interval == Interval(day_number(-100, 1, 1), day_number(-42, 1, 1))


def test_a_date_without_a_year_has_no_place():
    assert read('{"title": "T", "date": "XXXX-12-08"}').by[0][1].date.interval is None


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{oops", "not JSON: "),
        ("[]", "a line must be an object such as"),
        ('{"date": "2024"}', "title is missing"),
        ('{"title": " ", "date": "2024"}', "title is missing"),
        ('{"title": 7, "date": "2024"}', "title must be a string, not 7"),
        ('{"title": "a\\u0000b", "date": "2024"}', "title: character 1 is U+0000, which cannot be stored"),
        ('{"title": "\\ud800", "date": "2024"}', "not JSON: "),
        ('{"title": "T"}', "date must be EDTF such as"),
        ('{"title": "T", "date": "yesterday"}', "date: 'yesterday'"),
        ('{"title": "T", "date": "2024-02-31"}', "date: '2024-02-31'"),
        ('{"title": "T", "date": "1999/1990"}', "date: "),
        ('{"title": "T", "date": "2024/.."}', "has an open end: name date.start and date.end"),
        ('{"title": "T", "date": "Y99999999999999"}', "date: "),
        ('{"title": "T", "date": {"edtf": "2024/..", "start": "2024", "end": "2025"}}', "date.start must be a day"),
        ('{"title": "T", "date": {"edtf": "2024", "basis": "rumour"}}', "date.basis must be one of explicit, "),
        ('{"title": "T", "date": "2024", "confidence": 2}', "confidence must be a number from 0 to 1"),
        ('{"title": "T", "date": "2024", "confidence": true}', "confidence must be a number from 0 to 1"),
        ('{"title": "T", "date": "2024", "entities": "Ghent"}', "entities must be a list of names"),
        ('{"title": "T", "date": "2024", "sources": {}}', "sources must be a list"),
        ('{"title": "T", "date": "2024", "sources": [{"url": "javascript:x"}]}', "url must begin with http"),
        ('{"title": "T", "date": "2024", "sources": [{"article_id": "1"}]}', "article_id must be 26"),
        ('{"title": "T", "date": "2024", "sources": [{"char_start": -1}]}', "char_start must be a count"),
        ('{"title": "T", "date": "2024", "sources": [{}, {}]}', "sources: an article is named twice"),
        ('{"title": "T", "date": "2024", "sources": [{"published": "soon"}]}', "published"),
    ],
)
def test_what_is_wrong_is_named(line: str, said: str):
    with pytest.raises(UnreadableError) as raised:
        read(line)
    assert raised.value.what.startswith(said) or said in raised.value.what
