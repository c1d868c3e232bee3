import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_api.model import Interval
from timeline_api.store.placement import (
    LAST_DAY,
    LONGEST,
    SLOTS,
    UNDATED_CLASS,
    UNDATED_DAY,
    digest_text,
    event_id,
    first_day,
    number_at,
    number_of,
    place_of,
    says_the_same,
    span_class,
)

days = st.integers(-LAST_DAY, LAST_DAY)
slots = st.integers(0, SLOTS - 1)


@given(day=days, slot=slots, other_day=days, other_slot=slots)
def test_numbers_order_as_days_and_then_ids_do(day, slot, other_day, other_slot):
    one, other = number_at(day, slot), number_at(other_day, other_slot)
    assert (one < other) == ((day, slot) < (other_day, other_slot)) == (place_of(one) < place_of(other))
    assert number_of(place_of(one)) == one
    assert abs(one) < 2**63


@given(length=st.integers(1, 10**6), start=days)
def test_no_event_is_longer_than_its_class_allows(length, start):
    found = span_class(Interval(start, start + length))
    assert found == len(LONGEST) or length <= LONGEST[found]
    assert found == 0 or length > LONGEST[found - 1]


def test_undated_events_come_after_all_others():
    assert span_class(None) == UNDATED_CLASS
    assert first_day(None) == UNDATED_DAY > LAST_DAY
    assert number_at(UNDATED_DAY) > number_at(LAST_DAY, SLOTS - 1)


@pytest.mark.parametrize("span", [Interval(3, 3), Interval(5, 2), Interval(LAST_DAY + 1, LAST_DAY + 2)])
def test_a_span_that_is_none_or_too_far_is_refused(span):
    with pytest.raises(ValueError, match="span of days"):
        first_day(span)


@pytest.mark.parametrize("id", ["", "abc", "ab/d", "zzzz", "ABCD"])
def test_a_forged_place_is_refused(id):
    with pytest.raises(ValueError, match="no place"):
        number_of((0, id))


@given(day=st.integers(-(10**30), 10**30))
def test_a_place_beyond_all_days_is_at_the_end_of_them(day):
    assert abs(number_of((day, "0000"))) < 2**63


def test_an_id_is_of_date_and_words(tell):
    span = Interval(100, 101)
    id = event_id(tell("The Café reopened!", span))
    assert len(id) == 20
    assert event_id(tell("the cafe: Reopened", span, confidence=0.1, text="Otherwise told.")) == id
    assert event_id(tell("The Café closed", span)) != id
    assert event_id(tell("The Café reopened!", Interval(101, 102))) != id
    assert event_id(tell("The Café reopened!", span, edtf="0001-04-10~")) != id
    assert event_id(tell("東京", span)) != event_id(tell("大阪", span))
    assert event_id(tell("!!", span)) != event_id(tell("??", span))


def test_a_bumped_id_says_the_same_in_the_next_slot(tell):
    told = tell("The bridge reopened", Interval(100, 101))
    ids = [event_id(told, bump) for bump in range(3)]
    assert [number_of((0, id)) - number_of((0, ids[0])) for id in ids] in ([0, 1, 2], [0, 1, 1 - SLOTS + 1])
    assert says_the_same(ids[0], ids[2])
    assert not says_the_same(ids[0], event_id(tell("Another", Interval(100, 101))))


def test_a_digest_tells_parts_apart():
    texts = [("ab", "c"), ("a", "bc"), ("abc",), (None, "abc"), ("abc", None), ("", "abc"), ("\ud800",)]
    assert len({digest_text(*parts) for parts in texts}) == len(texts)
